-- The trust's short list of services that care cannot do without, and what electronic records give its patients, in its own
-- words. What was sent holds both as they were then.
begin;

create table critical_services (
    ods_code     text not null,
    id           uuid not null,
    name         text not null constraint critical_services_name_given check (name <> ''),
    paper_hours  integer constraint critical_services_hours check (paper_hours between 0 and 8760), -- null: nobody has said
    last_restore date, -- of all that it runs on; null: never, or not known
    supplier     text not null, -- the main one; empty: none is named
    version      integer not null constraint critical_services_version check (version > 0),
    changed_at   timestamptz not null,
    changed_by   uuid not null,
    changed_by_name text not null,
    removed_at   timestamptz, -- it is no longer on the list; the row stays
    constraint critical_services_pkey primary key (ods_code, id)
);

-- The latest row counts; empty words take it back.
create table record_benefits (
    ods_code text not null,
    id       uuid not null,
    words    text not null,
    said_at  timestamptz not null,
    said_by  uuid not null,
    said_by_name text not null,
    constraint record_benefits_pkey primary key (ods_code, id)
);

do $$
declare t text;
begin
    foreach t in array array['critical_services', 'record_benefits'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
        call app_let_glass_read(t);
    end loop;
end $$;
grant update on critical_services to cyberready_serve;

commit;
