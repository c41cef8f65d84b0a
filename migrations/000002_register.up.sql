-- The register of trusts, and the years that they assess themselves in. All of it is public: every scope reads it.
begin;

create table regions (
    code text primary key,
    name text not null
);
create table icbs (
    code        text primary key,
    name        text not null,
    region_code text not null default ''
);
create table trusts (
    ods_code    text primary key,
    name        text not null,
    source_name text not null default '', -- as the register writes it
    kind        text not null default ''
        constraint trusts_kind check (kind in ('', 'acute', 'mental health', 'community', 'ambulance', 'combined')),
    region_code text not null default '',
    icb_code    text not null default '',
    opened      date,
    closed      date,
    major_trauma        boolean, -- null: not known
    weekly_appointments integer, weekly_appointments_year integer, weekly_appointments_source text not null default '',
    beds                integer, beds_year                integer, beds_source                text not null default '',
    staff               integer, staff_year               integer, staff_source               text not null default ''
);
create index trusts_region on trusts (region_code, ods_code);
create index trusts_icb on trusts (icb_code, ods_code);
create index trusts_kind on trusts (kind, ods_code);
create index trusts_name on trusts (name, ods_code);

-- Every state of a trust's row, by the day on which the register said so: a page as at a past day reads these.
create table trust_versions (
    ods_code    text not null,
    recorded_on date not null,
    name        text not null,
    kind        text not null,
    region_code text not null,
    icb_code    text not null,
    opened      date,
    closed      date,
    major_trauma boolean,
    constraint trust_versions_pkey primary key (ods_code, recorded_on)
);
create table trust_successors (
    ods_code  text not null,
    successor text not null,
    on_day    date not null,
    constraint trust_successors_pkey primary key (ods_code, successor)
);

create table cycles (
    label        text primary key constraint cycles_label check (label ~ '^[0-9]{4}-[0-9]{2}$'),
    edition      text not null,
    opens        date not null,
    baseline_due date,
    deadline     date not null,
    dates_source text not null default ''
);

-- One change by an administrator makes one revision of an edition's content (framework.Pack.With).
create table pack_changes (
    edition    text not null,
    revision   integer not null constraint pack_changes_revision check (revision > 0),
    item       text not null,
    mandatory  boolean,
    exemptible boolean,
    basis      text not null,
    why        text not null,
    changed_at timestamptz not null,
    changed_by uuid,
    changed_by_name text not null,
    constraint pack_changes_pkey primary key (edition, revision)
);

do $$
declare t text;
begin
    foreach t in array array['regions', 'icbs', 'trusts', 'trust_versions', 'trust_successors', 'cycles', 'pack_changes'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I for select using ((select app_scope()) <> '''')', t || '_read', t);
        execute format('create policy %I on %I for all using ((select app_scope()) in (''system'', ''admin''))', t || '_keep', t);
        execute format('grant select, insert, update, delete on %I to cyberready_serve', t);
    end loop;
end $$;
revoke update, delete on trust_versions, pack_changes from cyberready_serve;
grant update on trust_versions to cyberready_serve; -- a second import on one day replaces that day's state

-- Adds to a table the policy of a national scope: it reads what belongs to a trust within its reach (the nation, a
-- region or an ICB). The expression is written into the policy, and not called from it, so that the nation's reach is
-- decided once a query and not once a row.
create procedure app_let_national_read(tab text) language plpgsql as $p$
begin
    execute format($q$create policy %I on %I for select using (
        (select app_scope()) = 'national' and (
            (select '*' = any (app_regions()))
            or exists (select from trusts t where t.ods_code = %I.ods_code and (
                t.region_code = any ((select app_regions())::text[]) or t.icb_code = any ((select app_icbs())::text[])))))$q$,
        tab || '_national', tab, tab);
end $p$;

commit;
