-- The plan of improvement: the working plan, which nobody outside the trust reads; and beside each publication its actions
-- as they were sent, what national staff said of them, and what that makes of the result.
begin;

create table actions (
    ods_code   text not null,
    id         uuid not null,
    cycle      text not null,
    title      text not null constraint actions_title_given check (title <> ''),
    items      text[] not null constraint actions_items_given check (cardinality(items) > 0),
    owner_id   uuid, -- null: no account here
    owner_name text not null,
    due        date not null,
    cost       bigint constraint actions_cost check (cost >= 0), -- whole pounds; null: not known
    funding    text not null constraint actions_funding check (funding in ('funded', 'asked-for', 'unfunded')),
    care_cost  text not null,
    ending     text not null default '' constraint actions_ending check (ending in ('', 'done', 'given-up')),
    ended_on   date,
    end_words  text not null default '',
    version    integer not null constraint actions_version check (version > 0),
    added_at   timestamptz not null,
    added_by   uuid not null,
    added_by_name text not null,
    constraint actions_pkey primary key (ods_code, id),
    constraint actions_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle),
    constraint actions_ended check ((ending = '') = (ended_on is null))
);
create index actions_cycle on actions (ods_code, cycle);
create table action_moves (
    ods_code  text not null,
    id        uuid not null,
    action_id uuid not null,
    from_day  date not null,
    to_day    date not null,
    reason    text not null constraint action_moves_reason_given check (reason <> ''),
    moved_at  timestamptz not null,
    moved_by  uuid not null,
    moved_by_name text not null,
    constraint action_moves_pkey primary key (ods_code, id),
    constraint action_moves_action foreign key (ods_code, action_id) references actions (ods_code, id)
);
create index action_moves_of on action_moves (ods_code, action_id);
create table action_notes (
    ods_code   text not null,
    id         uuid not null,
    action_id  uuid not null,
    words      text not null constraint action_notes_words_given check (words <> ''),
    written_at timestamptz not null,
    written_by uuid not null,
    written_by_name text not null,
    constraint action_notes_pkey primary key (ods_code, id),
    constraint action_notes_action foreign key (ods_code, action_id) references actions (ods_code, id)
);
create index action_notes_of on action_notes (ods_code, action_id);
create table risks (
    ods_code   text not null,
    id         uuid not null,
    cycle      text not null,
    item       text not null,
    owner_id   uuid,
    owner_name text not null,
    reason     text not null constraint risks_reason_given check (reason <> ''),
    until_day  date not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    accepted_by uuid, -- the senior information risk owner, as themselves
    accepted_by_name text not null default '',
    accepted_on date,
    ended_on    date,
    ended_by_name text not null default '',
    constraint risks_pkey primary key (ods_code, id),
    constraint risks_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle),
    constraint risks_accepted check ((accepted_by is null) = (accepted_on is null))
);
create index risks_cycle on risks (ods_code, cycle);

-- The actions of a publication, written with it out of the snapshot. Notes stay in the trust.
create table publication_actions (
    ods_code   text not null,
    cycle      text not null,
    version    integer not null,
    action_id  uuid not null,
    title      text not null,
    items      text[] not null,
    owner_name text not null,
    due        date not null,
    first_due  date not null,
    moved      integer not null, -- how often its day was moved
    moved_because text not null, -- the last reason
    cost       bigint,
    funding    text not null,
    care_cost  text not null,
    ending     text not null,
    constraint publication_actions_pkey primary key (ods_code, cycle, version, action_id),
    constraint publication_actions_of foreign key (ods_code, cycle, version) references publications (ods_code, cycle, version)
);
-- What follows is added and never changed.
create table action_decisions (
    ods_code   text not null,
    id         uuid not null,
    cycle      text not null,
    version    integer not null,
    action_id  uuid not null,
    verdict    text not null constraint action_decisions_verdict check (verdict in ('accepted', 'returned')),
    words      text not null,
    decided_at timestamptz not null,
    decided_on date not null, -- the day in London
    decided_by uuid not null,
    decided_by_name text not null,
    constraint action_decisions_pkey primary key (ods_code, id),
    constraint action_decisions_words_given check (verdict = 'accepted' or words <> ''),
    constraint action_decisions_of foreign key (ods_code, cycle, version, action_id)
        references publication_actions (ods_code, cycle, version, action_id)
);
create index action_decisions_version on action_decisions (ods_code, cycle, version, action_id);
create table action_reports (
    ods_code    text not null,
    cycle       text not null,
    version     integer not null,
    action_id   uuid not null,
    done_on     date not null, -- the day on which the trust reported it done
    words       text not null,
    reported_at timestamptz not null,
    reported_by_name text not null,
    constraint action_reports_pkey primary key (ods_code, cycle, version, action_id),
    constraint action_reports_of foreign key (ods_code, cycle, version, action_id)
        references publication_actions (ods_code, cycle, version, action_id)
);
-- What a publication's plan makes of its result, from a day on. An accepted plan holds by itself until a day and lapses on
-- the next: then jobs.LapsePlans adds the row that says so.
create table publication_outcomes (
    ods_code    text not null,
    id          uuid not null,
    cycle       text not null,
    version     integer not null,
    outcome     text not null constraint publication_outcomes_outcome check (outcome in ('Gaps', 'Gaps, all in an accepted plan')),
    from_day    date not null,
    until_day   date, -- null: no end by itself
    reason      text not null,
    recorded_at timestamptz not null,
    constraint publication_outcomes_pkey primary key (ods_code, id),
    constraint publication_outcomes_of foreign key (ods_code, cycle, version) references publications (ods_code, cycle, version)
);
create index publication_outcomes_version on publication_outcomes (ods_code, cycle, version, recorded_at);
create index publication_outcomes_until on publication_outcomes (until_day) where until_day is not null;

do $$
declare t text;
begin
    foreach t in array array['actions', 'action_moves', 'action_notes', 'risks',
        'publication_actions', 'action_decisions', 'action_reports', 'publication_outcomes'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
        call app_let_glass_read(t);
    end loop;
    foreach t in array array['actions', 'action_moves', 'action_notes', 'risks',
        'publication_actions', 'action_reports', 'publication_outcomes'] loop
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
    end loop;
    foreach t in array array['publication_actions', 'action_decisions', 'action_reports', 'publication_outcomes'] loop
        call app_let_national_read(t);
    end loop;
end $$;
-- A trust reads what was decided about its plan, and decides nothing of it.
create policy action_decisions_add on action_decisions for all using ((select app_scope()) = 'system');
create policy action_decisions_own on action_decisions for select using (
    (select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]));
grant update on actions to cyberready_serve;
grant update (accepted_by, accepted_by_name, accepted_on, ended_on, ended_by_name) on risks to cyberready_serve;

-- What a publication comes to on a day: as it was published, or as its plan has made of it by then.
create function app_outcome(ods text, for_cycle text, of_version integer, published text, on_day date) returns text language sql stable as $$
    select coalesce((select case when o.until_day < on_day then 'Gaps' else o.outcome end from publication_outcomes o
        where o.ods_code = ods and o.cycle = for_cycle and o.version = of_version and o.from_day <= on_day
        order by o.recorded_at desc, o.id desc limit 1), published)
$$;

-- As in 000006, with the plan's outcome in the place of the published one. For today the rows say it as it was written down
-- last: that an accepted plan lapsed is written down within minutes of its day's end.
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
        t.major_trauma, t.opened, t.closed, coalesce(o.status, ''), o.as_at,
        coalesce(n.outcome, p.outcome, ''), p.version
    from trusts t cross join (select distinct unnest(years) as cycle) c
    left join regions r on r.code = t.region_code
    left join lateral (select status, as_at from published_results o where o.ods_code = t.ods_code and o.cycle = c.cycle
        order by as_at desc limit 1) o on true
    left join lateral (select ods_code, cycle, outcome, version from publications p where p.ods_code = t.ods_code and p.cycle = c.cycle
        and p.kind = 'final' order by version desc limit 1) p on true
    left join lateral (select outcome from publication_outcomes n where n.ods_code = p.ods_code and n.cycle = p.cycle
        and n.version = p.version order by recorded_at desc, id desc limit 1) n on true
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

-- As in 000006, with what the plan had made of the result by that day.
create or replace function trust_years_at(for_cycle text, on_day date) returns setof trust_years language sql stable as $$
    select for_cycle, v.ods_code, v.name, lower(v.name), v.kind, v.region_code, coalesce(r.name, v.region_code), v.icb_code,
        v.major_trauma, v.opened, v.closed, coalesce(o.status, ''), o.as_at, coalesce(app_outcome(p.ods_code, for_cycle, p.version, p.outcome, on_day), ''), p.version
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

create trigger publication_outcomes_trust_years_insert after insert on publication_outcomes referencing new table as changed
    for each statement execute function app_trust_years_of_publications();
create trigger publication_outcomes_trust_years_delete after delete on publication_outcomes referencing old table as changed
    for each statement execute function app_trust_years_of_publications();

commit;
