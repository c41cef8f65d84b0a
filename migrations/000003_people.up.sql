-- Who may come in, as what, and who holds which office in a trust.
begin;

create table people (
    id          uuid primary key,
    email       text not null constraint people_email_lower check (email = lower(email)),
    name        text not null constraint people_name_given check (name <> ''),
    post        text not null default '',
    added_at    timestamptz not null,
    disabled_at timestamptz,
    epoch       integer not null default 1, -- a session of an older epoch is over
    constraint people_email_key unique (email)
);
-- Kept apart so that only sign-in (a system scope) ever reads it.
create table credentials (
    person_id     uuid primary key references people (id),
    password_hash text not null,
    changed_at    timestamptz not null
);
create table signin_attempts (
    account        text primary key, -- SHA-256 of the address that was tried, whether or not it exists
    failures       integer not null,
    last_failed_at timestamptz not null
);
create table roles (
    id         uuid primary key,
    person_id  uuid not null references people (id),
    role       text not null constraint roles_role check (role in
        ('lead', 'contributor', 'board-member', 'board-secretary', 'assessor', 'analyst', 'administrator')),
    reach      text not null constraint roles_reach check (reach in ('trust', 'region', 'icb', 'nation', 'service')),
    ods_code   text not null default '', -- set for the reach trust only
    place      text not null default '', -- code of the region or ICB
    given_at   timestamptz not null,
    given_by   text not null,
    ended_at   timestamptz,
    constraint roles_fit check (
        (reach = 'trust') = (role in ('lead', 'contributor', 'board-member', 'board-secretary', 'assessor'))
        and (reach = 'trust') = (ods_code <> '')
        and (reach in ('region', 'icb')) = (place <> '')
        and (reach = 'service') = (role = 'administrator'))
);
create unique index roles_once on roles (person_id, role, reach, ods_code, place) where ended_at is null;
create index roles_trust on roles (ods_code, person_id) where ods_code <> '';

create table officers (
    ods_code    text not null,
    id          uuid not null,
    office      text not null constraint officers_office check (office in ('chief-executive', 'siro', 'chair', 'caldicott-guardian')),
    holder      text not null, -- empty: vacant
    person_id   uuid,          -- when the holder has an account here
    since       date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    constraint officers_pkey primary key (ods_code, id)
);

do $$
declare t text;
begin
    foreach t in array array['people', 'credentials', 'signin_attempts', 'roles', 'officers'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
    end loop;
end $$;
create policy roles_see on roles for select using (
    (select app_scope()) in ('system', 'admin')
    or person_id = (select app_person())
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])));
create policy roles_keep on roles for all using ((select app_scope()) in ('system', 'admin'));
create policy people_see on people for select using (
    (select app_scope()) in ('system', 'admin')
    or id = (select app_person())
    or ((select app_scope()) = 'trusts' and exists (
        select from roles r where r.person_id = people.id and r.ods_code = any ((select app_trusts())::text[]))));
create policy people_keep on people for all using ((select app_scope()) in ('system', 'admin'));
create policy credentials_all on credentials for all using ((select app_scope()) = 'system');
create policy signin_attempts_all on signin_attempts for all using ((select app_scope()) = 'system');
create policy officers_all on officers for all using (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])));

grant select, insert, update on people, roles to cyberready_serve;
grant select, insert, update, delete on credentials, signin_attempts to cyberready_serve;
grant select, insert on officers to cyberready_serve;

commit;
