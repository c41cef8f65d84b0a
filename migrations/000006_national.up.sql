-- Official DSPT statuses as NHS England published them: every snapshot of a year by its as-at day. Public facts.
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

commit;
