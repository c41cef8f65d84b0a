-- What running the service needs: whose the daily backups are, a notice to everybody, passwords that have to be changed,
-- the quarter's reminder, and the right to delete what is kept for a time only.
begin;

-- Which server made a daily backup, and where to: two servers on one database make one between them.
alter table backups add place text not null default ''; -- machine and folder; empty: by hand

-- Somebody else made the password and handed it over: its owner changes it before anything else.
alter table credentials add must_change boolean not null default false;

-- A notice that an administrator sets, shown on every page from its beginning to its end.
create table notices (
    id          uuid primary key,
    words       text not null constraint notices_words check (words <> '' and length(words) <= 500),
    from_at     timestamptz not null,
    until_at    timestamptz not null,
    set_at      timestamptz not null,
    set_by_name text not null,
    ended_at    timestamptz, -- taken back before its end
    constraint notices_time check (until_at > from_at)
);
create index notices_until on notices (until_at) where ended_at is null;

-- That a trust's leads were reminded in a quarter of people who have not come for long.
create table dormant_reminders (
    ods_code    text not null,
    quarter     text not null constraint dormant_reminders_quarter check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
    reminded_at timestamptz not null,
    people      integer not null,
    constraint dormant_reminders_pkey primary key (ods_code, quarter)
);

do $$
declare t text;
begin
    foreach t in array array['notices', 'dormant_reminders'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
    end loop;
end $$;
create policy notices_read on notices for select using ((select app_scope()) in ('system', 'admin'));
create policy notices_keep on notices for all using ((select app_scope()) in ('system', 'admin'));
create policy dormant_reminders_keep on dormant_reminders for all using ((select app_scope()) = 'system');
grant select, insert, update on notices to cyberready_serve;
grant select, insert on dormant_reminders to cyberready_serve;
grant delete on mails, invitations to cyberready_serve; -- by the one job that keeps to how long each is kept

commit;
