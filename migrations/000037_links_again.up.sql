-- A question whose link has lapsed or done its work is asked again: by a next generation of the link, through which one reply of
-- its own may stand. What came through an earlier one stays as it is.
begin;

alter table asks add column generation integer not null default 1 constraint asks_generation check (generation > 0);
alter table ask_replies add column generation integer not null default 1 constraint ask_replies_generation check (generation > 0);
grant update (generation, asked_at, asked_by, asked_by_name) on asks to cyberready_serve;

drop index ask_replies_standing;
create unique index ask_replies_standing on ask_replies (ods_code, ask_id, generation) where verdict <> 'sent-back';

create function app_link_generation() returns integer language sql stable as $$ select generation from asks where id = app_link() $$;
drop policy ask_replies_give on ask_replies;
create policy ask_replies_give on ask_replies for insert with check (
    (select app_scope()) = 'link' and ask_id = (select app_link()) and ods_code = (select app_link_trust())
    and generation = (select app_link_generation()) and verdict = '');

commit;
