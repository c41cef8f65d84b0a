-- When a backup or a restore drill was tried, and how it went: what the administrator's home shows.
begin;

create table backups (
    id         uuid primary key,
    kind       text not null constraint backups_kind check (kind in ('backup', 'drill')),
    at         timestamptz not null, -- when it ended
    file       text not null, -- its name, without the folder
    taken_at   timestamptz not null, -- the moment that it holds
    row_count  bigint not null,
    byte_count bigint not null,
    failed     text not null default '' -- why; empty: it went well
);
create index backups_good on backups (kind, taken_at) where failed = '';
create index backups_failed on backups (kind, at) where failed <> '';
alter table backups enable row level security;
alter table backups force row level security;
create policy backups_keep on backups for all using ((select app_scope()) = 'system');
create policy backups_see on backups for select using ((select app_scope()) = 'admin');
grant select, insert on backups to cyberready_serve;

commit;
