-- What a lead replied to a reviewer's question that the service asked of the answers (core/quality). Added, never changed; the
-- latest of a key counts. The questions themselves are computed, and kept nowhere.
begin;

create table remark_replies (
    ods_code   text not null,
    id         uuid not null,
    cycle      text not null,
    key        text not null,
    item       text not null,
    words      text not null constraint remark_replies_words_given check (words <> ''),
    replied_at timestamptz not null,
    replied_by uuid not null,
    replied_by_name text not null,
    constraint remark_replies_pkey primary key (ods_code, id),
    constraint remark_replies_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle)
);
create index remark_replies_cycle on remark_replies (ods_code, cycle);
alter table remark_replies enable row level security;
alter table remark_replies force row level security;
create policy remark_replies_own on remark_replies for all using (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])));
grant select, insert on remark_replies to cyberready_serve;
call app_let_glass_read('remark_replies');

commit;
