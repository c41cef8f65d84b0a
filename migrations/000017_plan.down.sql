begin;
select set_config('cyberready.scope', 'system', true);

create or replace function trust_years_at(for_cycle text, on_day date) returns setof trust_years language sql stable as $$
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
create or replace function app_refresh_trust_years(years text[], codes text[]) returns void language plpgsql as $$
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
drop table publication_outcomes, action_reports, action_decisions, publication_actions, risks, action_notes, action_moves, actions;
drop function app_outcome;
select app_refresh_trust_years(app_known_years(), array(select ods_code from trusts));

commit;
