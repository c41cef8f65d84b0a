-- The library of proof: who owns a proof, what it was before it was replaced, files by what is in them, and how much room a
-- trust has for files. A file's bytes lie below the data directory under their SHA-256; here stands what is known of them.
begin;

alter table proofs
    add column owner_id    uuid,                     -- null: nobody of the trust with an account
    add column owner_name  text not null default '', -- as it was when they were named
    add column version     integer not null default 1 constraint proofs_version check (version > 0),
    add column sha256      text,                     -- of its file; null: there is none
    add column file_name   text not null default '', -- as whoever gave it called it: shown, and never a path
    add column deleted_at  timestamptz,              -- when its files were deleted; the record stays
    add column deleted_by  text not null default '';

create table proof_files (
    ods_code   text not null,
    sha256     text not null constraint proof_files_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes      bigint not null constraint proof_files_bytes check (bytes > 0),
    type       text not null, -- by its content
    state      text not null constraint proof_files_state check (state in ('new', 'clean', 'infected', 'deleted')),
    words      text not null default '', -- what a virus scanner found
    added_at   timestamptz not null,
    scanned_at timestamptz,
    deleted_at timestamptz,
    constraint proof_files_pkey primary key (ods_code, sha256)
);
create index proof_files_new on proof_files (added_at) where state = 'new';
alter table proofs add constraint proofs_file foreign key (ods_code, sha256) references proof_files (ods_code, sha256);

-- What a proof was before its newest version: added when it is changed, and never changed itself.
create table proof_versions (
    ods_code     text not null,
    proof_id     uuid not null,
    version      integer not null,
    title        text not null,
    dated        date not null,
    holds_months integer not null,
    place        text not null,
    sha256       text,
    file_name    text not null,
    owner_id     uuid,
    owner_name   text not null,
    until_at     timestamptz not null, -- when the next version took its place
    changed_by   uuid not null,        -- who made the next version
    changed_by_name text not null,
    constraint proof_versions_pkey primary key (ods_code, proof_id, version),
    constraint proof_versions_of foreign key (ods_code, proof_id) references proofs (ods_code, id),
    constraint proof_versions_file foreign key (ods_code, sha256) references proof_files (ods_code, sha256)
);

create table proof_room (
    ods_code   text not null,
    used_bytes bigint not null default 0 constraint proof_room_used check (used_bytes >= 0),
    constraint proof_room_pkey primary key (ods_code)
);
-- How much an administrator lets a trust keep, where it is not the usual.
create table proof_quotas (
    ods_code    text not null,
    most_bytes  bigint not null constraint proof_quotas_most check (most_bytes > 0),
    set_at      timestamptz not null,
    set_by_name text not null,
    constraint proof_quotas_pkey primary key (ods_code)
);

do $$
declare t text;
begin
    foreach t in array array['proof_files', 'proof_versions', 'proof_room'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
        call app_let_glass_read(t);
    end loop;
end $$;
alter table proof_quotas enable row level security;
alter table proof_quotas force row level security;
create policy proof_quotas_keep on proof_quotas for all using ((select app_scope()) = 'system');
create policy proof_quotas_own on proof_quotas for select using (
    (select app_scope()) = 'admin' or (select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]));
call app_let_glass_read('proof_quotas');
create policy proof_room_admin on proof_room for select using ((select app_scope()) = 'admin');
grant select, insert, update on proof_quotas to cyberready_serve;
grant update (title, dated, holds_months, place, owner_id, owner_name, version, sha256, file_name, deleted_at, deleted_by) on proofs to cyberready_serve;
grant update (state, words, type, added_at, scanned_at, deleted_at) on proof_files to cyberready_serve;
grant update on proof_room to cyberready_serve;

commit;
