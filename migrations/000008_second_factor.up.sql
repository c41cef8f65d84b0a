-- The second factor, who is signed in where, and who has to wait after failures. All of it is sign-in's own: only a system
-- scope reads it, but for the requests of people who lost theirs.
begin;

-- The server's keys by name (never the keys): a server that has none of them must not write into this database.
create table server_keys (
    id         text primary key,
    first_seen timestamptz not null
);

-- The secret that an authenticator app shares with the server, sealed with a key that is not in the database.
create table app_secrets (
    person_id uuid primary key references people (id),
    sealed    bytea not null,
    last_step bigint not null, -- the last 30 seconds whose code was used: no code counts twice
    set_up_at timestamptz not null
);
create table passkeys (
    credential_id bytea primary key,
    person_id     uuid not null references people (id),
    name          text not null constraint passkeys_name check (name <> ''),
    record        bytea not null, -- public key and counter
    added_at      timestamptz not null,
    used_at       timestamptz
);
create index passkeys_person on passkeys (person_id);
create table recovery_codes (
    person_id uuid not null references people (id),
    label     text not null, -- the first digits, which are no secret
    hash      text not null, -- argon2id of the whole code
    made_at   timestamptz not null,
    used_at   timestamptz,
    constraint recovery_codes_pkey primary key (person_id, label)
);

-- An administrator took somebody's second factor away: why, and how they made sure outside the service who asked.
create table factor_resets (
    id            uuid primary key,
    person_id     uuid not null references people (id),
    at            timestamptz not null,
    by_person     uuid, -- null: the command line
    by_name       text not null,
    reason        text not null constraint factor_resets_reason check (reason <> ''),
    checked       text not null constraint factor_resets_checked check (checked in ('in person', 'telephone', 'video')),
    checked_words text not null constraint factor_resets_checked_words check (checked_words <> ''), -- with whom, on which number
    told_at       timestamptz -- when the person had read it and set up a new one
);
create index factor_resets_person on factor_resets (person_id, at);

-- A trust asks an administrator to help somebody who lost theirs.
create table factor_requests (
    ods_code    text not null,
    id          uuid not null,
    person_id   uuid not null references people (id),
    words       text not null constraint factor_requests_words check (words <> ''),
    asked_at    timestamptz not null,
    asked_by    uuid not null,
    asked_by_name text not null,
    closed_at   timestamptz,
    closed_by_name text not null default '',
    reset_id    uuid, -- null: it was declined
    constraint factor_requests_pkey primary key (ods_code, id)
);
create unique index factor_requests_open on factor_requests (ods_code, person_id) where closed_at is null;

-- A session of the browser points here, so that ending a row ends the session whatever its cookie says.
create table person_sessions (
    id         uuid primary key,
    person_id  uuid not null references people (id),
    epoch      integer not null, -- the person's when it began
    device     text not null,    -- "Firefox on Windows": a hint, nothing is decided by it
    address    text not null,
    began_at   timestamptz not null,
    seen_at    timestamptz not null, -- written at most once a minute
    factor     text not null,        -- what was shown last
    factor_at  timestamptz not null
);
create index person_sessions_person on person_sessions (person_id, seen_at);

-- Where an account was signed in to before: a browser (the SHA-256 of its cookie) or an address. Failures elsewhere do not
-- delay these.
create table known_places (
    account text not null, -- as in signin_attempts
    place   text not null,
    used_at timestamptz not null,
    constraint known_places_pkey primary key (account, place)
);
alter table signin_attempts add place text not null default '';
alter table signin_attempts drop constraint signin_attempts_pkey;
alter table signin_attempts add constraint signin_attempts_pkey primary key (account, place);
create index signin_attempts_place on signin_attempts (place, last_failed_at);
create index signin_attempts_old on signin_attempts (last_failed_at);

do $$
declare t text;
begin
    foreach t in array array['server_keys', 'app_secrets', 'passkeys', 'recovery_codes', 'factor_resets', 'factor_requests', 'person_sessions',
        'known_places'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I for all using ((select app_scope()) = ''system'')', t || '_system', t);
        execute format('grant select, insert, update on %I to cyberready_serve', t);
    end loop;
end $$;
create policy factor_requests_see on factor_requests for select using (
    (select app_scope()) = 'admin'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])));
create policy factor_requests_ask on factor_requests for insert with check (
    (select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]));
create policy factor_resets_see on factor_resets for select using ((select app_scope()) = 'admin');
grant delete on app_secrets, passkeys, recovery_codes, person_sessions, known_places to cyberready_serve;

commit;
