-- The trust's own year: the dates that it enters beside the official ones and the meetings of its board; and more time for named
-- trusts, given by an administrator with a reason.
begin;

create table own_dates (
    ods_code text not null,
    cycle    text not null references cycles (label),
    id       uuid not null,
    kind     text not null constraint own_dates_kind check (kind in ('fieldwork-start', 'fieldwork-end', 'named')),
    name     text not null constraint own_dates_name check ((kind = 'named') = (name <> '')),
    on_day   date not null,
    revision integer not null constraint own_dates_revision check (revision > 0), -- goes up when the name or the day changes
    set_at   timestamptz not null,
    set_by   uuid not null,
    set_by_name text not null,
    constraint own_dates_pkey primary key (ods_code, cycle, id)
);
create unique index own_dates_one_of_a_kind on own_dates (ods_code, cycle, kind) where kind <> 'named';

-- The latest row of a trust, a year and a kind counts; without a day the extension was taken back. Rows are added, never changed,
-- so that their number tells whether anything is new (store.ContentStamp).
create table deadline_extensions (
    ods_code  text not null references trusts (ods_code),
    id        uuid not null,
    cycle     text not null references cycles (label),
    kind      text not null constraint deadline_extensions_kind check (kind in ('baseline', 'final')),
    until_day date,
    reason    text not null constraint deadline_extensions_reason check (reason <> ''),
    given_at  timestamptz not null,
    given_by  uuid not null,
    given_by_name text not null,
    constraint deadline_extensions_pkey primary key (ods_code, id)
);
create index deadline_extensions_cycle on deadline_extensions (cycle, ods_code, kind, given_at);

alter table own_dates enable row level security;
alter table own_dates force row level security;
create policy own_dates_own on own_dates for all using (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])));
grant select, insert, update, delete on own_dates to cyberready_serve;
call app_let_glass_read('own_dates');

alter table deadline_extensions enable row level security;
alter table deadline_extensions force row level security;
create policy deadline_extensions_keep on deadline_extensions for all using ((select app_scope()) in ('system', 'admin'));
create policy deadline_extensions_own on deadline_extensions for select using (
    (select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]));
grant select, insert on deadline_extensions to cyberready_serve;
call app_let_glass_read('deadline_extensions');
call app_let_national_read('deadline_extensions');

-- The last day of a kind of publication for one trust: the year's own, or a later one that it was given.
create function app_due(ods text, for_cycle text, for_kind text) returns date language sql stable as $$
    select greatest(case when for_kind = 'baseline' then c.baseline_due else c.deadline end,
        case when for_kind <> 'baseline' or c.baseline_due is not null then (select e.until_day from deadline_extensions e
            where e.ods_code = ods and e.cycle = for_cycle and e.kind = for_kind order by e.given_at desc, e.id desc limit 1) end)
    from cycles c where c.label = for_cycle
$$;

commit;
