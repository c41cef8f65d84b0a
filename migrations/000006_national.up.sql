-- Official DSPT statuses as NHS England published them: every snapshot of a year by its as-at day. Public facts. Then
-- what the national pages read for today: one row for each trust and year, and how many trusts are alike.
begin;

create table published_results (
    cycle        text not null,
    as_at        date not null,
    ods_code     text not null, -- no foreign key: a published file may name organisations that no register here knows
    org_name     text not null,
    region_code  text not null, -- the file's own; the register's where the file has none
    status       text not null,
    published_on date,
    constraint published_results_pkey primary key (ods_code, cycle, as_at)
);
create index published_results_cycle on published_results (cycle, as_at, ods_code);
create table published_snapshots (
    cycle       text not null,
    as_at       date not null,
    source_file text not null,
    as_at_given boolean not null, -- false: the day of import stands for a day that nobody named
    imported_at timestamptz not null,
    constraint published_snapshots_pkey primary key (cycle, as_at)
);

do $$
declare t text;
begin
    foreach t in array array['published_results', 'published_snapshots'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I for select using ((select app_scope()) <> '''')', t || '_read', t);
        execute format('create policy %I on %I for all using ((select app_scope()) in (''system'', ''admin''))', t || '_keep', t);
        execute format('grant select, insert, update, delete on %I to cyberready_serve', t);
    end loop;
end $$;

-- What a standard's page counts is what is missing: few rows of many.
create index publication_items_open on publication_items (ods_code, cycle, version, item, state) where state <> 'in place';

-- The orders of lists. They are the same as trust.Kinds, trust.Statuses and score's outcomes; what is not among them is
-- not known, and comes last. Immutable, so that an index can be in that order.
create function app_kind_place(kind text) returns integer language sql immutable parallel safe
    as $$ select coalesce(array_position(array['acute', 'mental health', 'community', 'ambulance', 'combined'], kind), 99) $$;
create function app_status_place(status text) returns integer language sql immutable parallel safe
    as $$ select coalesce(array_position(array['Standards Exceeded', 'Standards Met', 'Approaching Standards',
        'Standards Not Fully Met (Plan Agreed)', 'Standards Not Met', 'Not Published'], status), 99) $$;
create function app_result_place(result text) returns integer language sql immutable parallel safe
    as $$ select coalesce(array_position(array['All in place', 'Gaps, all in an accepted plan', 'Gaps'], result), 99) $$;

-- Each English trust in each year: the register as it is now, the latest imported official status, and the final
-- publication that is current. It is made from trusts, published_results and publications, by triggers and in the same
-- transaction as they change, and by nothing else: the serving role can only read it. It is what a table of 60,000
-- organisations can be paged, filtered and ordered by without reading them all. A past day is read from the histories
-- themselves (trust_years_at).
create table trust_years (
    cycle        text not null,
    ods_code     text not null,
    name         text not null,
    sort_name    text not null, -- the name in small letters
    kind         text not null,
    region_code  text not null,
    region_name  text not null,
    icb_code     text not null,
    major_trauma boolean,
    opened       date,
    closed       date,
    status       text not null default '', -- official; '' when no file named it
    status_as_at date,
    result       text not null default '', -- result here; '' when not published here
    version      integer,                  -- of the publication that it comes from
    constraint trust_years_pkey primary key (ods_code, cycle)
);
create index trust_years_name on trust_years (cycle, sort_name, ods_code);
create index trust_years_region on trust_years (cycle, region_name, sort_name, ods_code);
create index trust_years_kind on trust_years (cycle, app_kind_place(kind), sort_name, ods_code);
create index trust_years_status on trust_years (cycle, app_status_place(status), sort_name, ods_code);
create index trust_years_result on trust_years (cycle, app_result_place(result), sort_name, ods_code);
create index trust_years_icb on trust_years (cycle, icb_code, sort_name, ods_code);
create index trust_years_opened on trust_years (cycle, opened) where closed is null;
create index trust_years_closed on trust_years (cycle, closed) where closed is not null;

-- How many of the trusts that are not closed are alike, so that counting does not read them all.
create table trust_year_counts (
    cycle        text not null,
    region_code  text not null,
    icb_code     text not null,
    kind         text not null,
    major_trauma text not null, -- 'true', 'false', '' for not known
    status       text not null,
    result       text not null,
    trusts       integer not null,
    constraint trust_year_counts_pkey primary key (cycle, region_code, icb_code, kind, major_trauma, status, result)
);

create function app_count_trust_years(years text[], codes text[], sign integer) returns void language sql as $$
    insert into trust_year_counts as c (cycle, region_code, icb_code, kind, major_trauma, status, result, trusts)
    select cycle, region_code, icb_code, kind, coalesce(major_trauma::text, ''), status, result, sign * count(*)
    from trust_years where cycle = any (years) and ods_code in (select unnest(codes)) and closed is null
    group by 1, 2, 3, 4, 5, 6, 7
    on conflict on constraint trust_year_counts_pkey do update set trusts = c.trusts + excluded.trusts
$$;

-- Makes the rows of some trusts in some years anew, with sight of every row, whoever publishes or imports. One
-- transaction at a time: the counts are shared by all. Sending, signing and saving never come here; publishing and
-- importing do.
create function app_refresh_trust_years(years text[], codes text[]) returns void language plpgsql as $$
declare
    scope_before text := app_scope();
begin
    if years = '{}' or codes = '{}' then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('trust_years'));
    perform set_config('cyberready.scope', 'system', true);
    perform app_count_trust_years(years, codes, -1);
    delete from trust_years y where y.cycle = any (years) and y.ods_code in (select unnest(codes))
        and not exists (select from trusts t where t.ods_code = y.ods_code and t.region_code not like 'W%');
    insert into trust_years as y (cycle, ods_code, name, sort_name, kind, region_code, region_name, icb_code, major_trauma,
        opened, closed, status, status_as_at, result, version)
    select c.cycle, t.ods_code, t.name, lower(t.name), t.kind, t.region_code, coalesce(r.name, t.region_code), t.icb_code,
        t.major_trauma, t.opened, t.closed, coalesce(o.status, ''), o.as_at, coalesce(p.outcome, ''), p.version
    from trusts t cross join (select distinct unnest(years) as cycle) c
    left join regions r on r.code = t.region_code
    left join lateral (select status, as_at from published_results o where o.ods_code = t.ods_code and o.cycle = c.cycle
        order by as_at desc limit 1) o on true
    left join lateral (select outcome, version from publications p where p.ods_code = t.ods_code and p.cycle = c.cycle
        and p.kind = 'final' order by version desc limit 1) p on true
    where t.ods_code in (select unnest(codes)) and t.region_code not like 'W%'
    on conflict on constraint trust_years_pkey do update set name = excluded.name, sort_name = excluded.sort_name,
        kind = excluded.kind, region_code = excluded.region_code, region_name = excluded.region_name,
        icb_code = excluded.icb_code, major_trauma = excluded.major_trauma, opened = excluded.opened, closed = excluded.closed,
        status = excluded.status, status_as_at = excluded.status_as_at, result = excluded.result, version = excluded.version
    where (y.name, y.kind, y.region_code, y.region_name, y.icb_code, y.major_trauma, y.opened, y.closed, y.status,
        y.status_as_at, y.result, y.version) is distinct from (excluded.name, excluded.kind, excluded.region_code,
        excluded.region_name, excluded.icb_code, excluded.major_trauma, excluded.opened, excluded.closed, excluded.status,
        excluded.status_as_at, excluded.result, excluded.version);
    perform app_count_trust_years(years, codes, 1);
    perform set_config('cyberready.scope', scope_before, true);
end $$;

-- The years that anything is known about: opened here, or in an imported file.
create function app_known_years() returns text[] language sql stable as $$
    select coalesce(array_agg(label), '{}') from (select label from cycles union select distinct cycle from published_results) y
$$;

-- What changed ("changed" holds the rows of the statement) decides what is made anew. These run as the schema's owner, who
-- alone may write the rows.
create function app_trust_years_of_trusts() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
begin
    perform app_refresh_trust_years(app_known_years(), array(select distinct ods_code from changed));
    return null;
end $$;
create function app_trust_years_of_regions() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
begin
    perform app_refresh_trust_years(app_known_years(),
        array(select ods_code from trusts where region_code in (select code from changed)));
    return null;
end $$;
create function app_trust_years_of_cycles() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
begin
    perform app_refresh_trust_years(array(select label from changed), array(select ods_code from trusts));
    return null;
end $$;
create function app_trust_years_of_results() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
declare
    scope_before text := app_scope();
    begun text[]; -- years that nobody has opened here begin with their first file: every trust then has a row, named there or not
begin
    perform set_config('cyberready.scope', 'system', true);
    begun := array(select distinct cycle from changed c where not exists (select from trust_years y where y.cycle = c.cycle));
    perform set_config('cyberready.scope', scope_before, true);
    if begun <> '{}' then
        perform app_refresh_trust_years(begun, array(select ods_code from trusts));
    end if;
    perform app_refresh_trust_years(array(select distinct cycle from changed), array(select distinct ods_code from changed));
    return null;
end $$;
create function app_trust_years_of_publications() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
begin
    perform app_refresh_trust_years(array(select distinct cycle from changed), array(select distinct ods_code from changed));
    return null;
end $$;

do $$
declare w record;
begin
    for w in select * from (values ('trusts', 'trusts'), ('regions', 'regions'), ('cycles', 'cycles'),
            ('published_results', 'results'), ('publications', 'publications')) as x (tab, of_what),
            (values ('insert', 'new'), ('update', 'new'), ('delete', 'old')) as e (event, rows_of) loop
        execute format('create trigger %I after %s on %I referencing %s table as changed for each statement execute function %I()',
            w.tab || '_trust_years_' || w.event, w.event, w.tab, w.rows_of, 'app_trust_years_of_' || w.of_what);
    end loop;
end $$;

-- The same rows as at a past day, from what was known then: the register's state recorded last by that day (else the
-- earliest that there is), statuses of files up to it, publications up to it. Only trusts that were open on the day. Whose
-- trust it is now decides who sees it.
create function trust_years_at(for_cycle text, on_day date) returns setof trust_years language sql stable as $$
    select for_cycle, v.ods_code, v.name, lower(v.name), v.kind, v.region_code, coalesce(r.name, v.region_code), v.icb_code,
        v.major_trauma, v.opened, v.closed, coalesce(o.status, ''), o.as_at, coalesce(p.outcome, ''), p.version
    from (select distinct on (ods_code) * from (
            select ods_code, recorded_on, name, kind, region_code, icb_code, opened, closed, major_trauma from trust_versions
            union all
            select ods_code, 'infinity', name, kind, region_code, icb_code, opened, closed, major_trauma from trusts) every
        order by ods_code, recorded_on <= on_day desc, case when recorded_on <= on_day then recorded_on end desc, recorded_on) v
    join trusts t on t.ods_code = v.ods_code
    left join regions r on r.code = v.region_code
    left join (select distinct on (ods_code) ods_code, status, as_at from published_results
        where cycle = for_cycle and as_at <= on_day order by ods_code, as_at desc) o on o.ods_code = v.ods_code
    left join (select distinct on (ods_code) ods_code, outcome, version from publications
        where cycle = for_cycle and kind = 'final' and published_on <= on_day order by ods_code, version desc) p on p.ods_code = v.ods_code
    where v.region_code not like 'W%' and (v.opened is null or v.opened <= on_day) and (v.closed is null or v.closed >= on_day)
        and ((select app_scope() = 'system' or (app_scope() = 'national' and '*' = any (app_regions())))
            or ((select app_scope() = 'national') and (t.region_code = any ((select app_regions())::text[])
                or t.icb_code = any ((select app_icbs())::text[]))))
$$;

-- The scope's answer is one yes or no, decided once a query: the planner takes that for a coin, and not for a rare row, and
-- so walks along an index until a page is full.

do $$
declare t text;
begin
    foreach t in array array['trust_years', 'trust_year_counts'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I for all using ((select app_scope() = ''system''))', t || '_made', t);
        execute format($p$create policy %I on %I for select using ((select app_scope() = 'national' and '*' = any (app_regions()))
            or ((select app_scope() = 'national') and (region_code = any ((select app_regions())::text[])
                or icb_code = any ((select app_icbs())::text[]))))$p$, t || '_national', t);
        execute format('grant select on %I to cyberready_serve', t);
    end loop;
end $$;
revoke execute on function app_refresh_trust_years, app_count_trust_years from public;

commit;
