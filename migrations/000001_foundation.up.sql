-- What every later table stands on: the scope of a transaction, the audit trail, sessions, and the mark of the database.
--
-- store.InTx sets the scope as transaction-local settings; policies read them through the functions below. Without a
-- scope every function gives nothing, and no policy lets a row through.
begin;

create function app_scope() returns text language sql stable parallel safe
    as $$ select coalesce(current_setting('cyberready.scope', true), '') $$;
create function app_trusts() returns text[] language sql stable parallel safe
    as $$ select string_to_array(coalesce(current_setting('cyberready.trusts', true), ''), ',') $$;
create function app_regions() returns text[] language sql stable parallel safe
    as $$ select string_to_array(coalesce(current_setting('cyberready.regions', true), ''), ',') $$;
create function app_icbs() returns text[] language sql stable parallel safe
    as $$ select string_to_array(coalesce(current_setting('cyberready.icbs', true), ''), ',') $$;
create function app_person() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('cyberready.person', true), '')::uuid $$;

-- Demonstration or real: decided when the database is first filled, and never changed.
create table service (
    only_row  boolean primary key default true constraint service_one_row check (only_row),
    demo      boolean not null,
    filled_at timestamptz not null
);
alter table service enable row level security;
alter table service force row level security;
create policy service_read on service for select using (true);
create policy service_mark on service for insert with check ((select app_scope()) = 'system');
grant select, insert on service to cyberready_serve;

create table sessions (
    token  text primary key,
    data   bytea not null,
    expiry timestamptz not null
);
create index sessions_expiry on sessions (expiry);
grant select, insert, update, delete on sessions to cyberready_serve;

create table audit_events (
    ods_code    text not null default '',
    id          uuid not null,
    at          timestamptz not null,
    person_id   uuid,
    person_name text not null default '',
    role        text not null default '',
    came_from   text not null default '',
    request_id  text not null default '',
    verb        text not null,
    cycle       text not null default '',
    object      text not null default '',
    note        text not null default '',
    constraint audit_events_pkey primary key (ods_code, id)
);
alter table audit_events enable row level security;
alter table audit_events force row level security;
create policy audit_events_add on audit_events for insert with check (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]))
    or ((select app_scope()) in ('national', 'admin') and ods_code = ''));
create policy audit_events_read on audit_events for select using (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]))
    or ((select app_scope()) = 'admin' and ods_code = ''));
grant select, insert on audit_events to cyberready_serve;

grant select on schema_migrations to cyberready_serve; -- /readyz asks whether the schema is current

commit;
