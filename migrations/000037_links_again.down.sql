-- Of a question that was asked again only the newest reply can stand; the earlier ones become returned ones.
begin;

drop policy ask_replies_give on ask_replies;
drop function app_link_generation();
create policy ask_replies_give on ask_replies for insert with check (
    (select app_scope()) = 'link' and ask_id = (select app_link()) and ods_code = (select app_link_trust()) and verdict = '');

update ask_replies r set verdict = 'sent-back', because = 'The question was asked again.', judged_at = coalesce(judged_at, given_at)
    where verdict <> 'sent-back' and exists (select from ask_replies n where n.ods_code = r.ods_code and n.ask_id = r.ask_id
        and n.generation > r.generation and n.verdict <> 'sent-back');
drop index ask_replies_standing;
create unique index ask_replies_standing on ask_replies (ods_code, ask_id) where verdict <> 'sent-back';

revoke update (generation, asked_at, asked_by, asked_by_name) on asks from cyberready_serve;
alter table ask_replies drop column generation;
alter table asks drop column generation;

commit;
