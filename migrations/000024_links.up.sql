-- Somebody without an account is asked one thing through a link. The link is nowhere here: it is made anew whenever a
-- letter with it leaves (core/credential.LinkToken). What comes back waits beside the answer until the trust accepts it.
begin;

-- The scope 'link' is that of whoever holds one: it sees its own row, and what that row's trust and item are called.
create function app_link() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('cyberready.link', true), '')::uuid $$;

create table asks (
    ods_code    text not null,
    id          uuid not null,
    cycle       text not null,
    item        text not null,
    kind        text not null constraint asks_kind check (kind in ('answer', 'proof')),
    name        text not null constraint asks_name_given check (name <> ''),
    email       text not null constraint asks_email_lower check (email = lower(email)),
    question    text not null constraint asks_question_given check (question <> ''),
    until_day   date not null, -- the link works to its end, in London
    asked_at    timestamptz not null,
    asked_by    uuid not null references people (id),
    asked_by_name text not null,
    withdrawn_at timestamptz,
    withdrawn_by_name text not null default '',
    constraint asks_pkey primary key (ods_code, id),
    constraint asks_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle)
);
create unique index asks_id on asks (id); -- a link names no trust
create index asks_item on asks (ods_code, cycle, item);

create table ask_replies (
    ods_code     text not null,
    id           uuid not null,
    ask_id       uuid not null,
    reply        text not null default '' constraint ask_replies_reply check (reply in ('', 'yes', 'no', 'does-not-apply', 'exempt')),
    text         text not null default '',
    figure       bigint, -- hundredths
    figure_date  date,
    title        text not null default '', -- of proof
    dated        date,
    holds_months integer not null default 0,
    place        text not null default '',
    given_at     timestamptz not null,
    verdict      text not null default '' constraint ask_replies_verdict check (verdict in ('', 'accepted', 'sent-back')),
    because      text not null default '',
    judged_at    timestamptz,
    judged_by    uuid,
    judged_by_name text not null default '',
    constraint ask_replies_pkey primary key (ods_code, id),
    constraint ask_replies_ask foreign key (ods_code, ask_id) references asks (ods_code, id),
    constraint ask_replies_judged check ((verdict = '') = (judged_at is null)),
    constraint ask_replies_because_given check (verdict <> 'sent-back' or because <> '')
);
create index ask_replies_of on ask_replies (ods_code, ask_id);
create unique index ask_replies_standing on ask_replies (ods_code, ask_id) where verdict <> 'sent-back';

do $$
declare t text;
begin
    foreach t in array array['asks', 'ask_replies'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
    end loop;
end $$;
grant update (until_day, withdrawn_at, withdrawn_by_name) on asks to cyberready_serve;
grant update (verdict, because, judged_at, judged_by, judged_by_name) on ask_replies to cyberready_serve;

-- Whoever holds a link reads its row, adds a reply to it, and leaves a line in the trail and a letter to who asked.
create function app_link_trust() returns text language sql stable as $$ select ods_code from asks where id = app_link() $$;
create policy asks_link on asks for select using ((select app_scope()) = 'link' and id = (select app_link()));
create policy ask_replies_link on ask_replies for select using ((select app_scope()) = 'link' and ask_id = (select app_link()));
create policy ask_replies_give on ask_replies for insert with check (
    (select app_scope()) = 'link' and ask_id = (select app_link()) and ods_code = (select app_link_trust()) and verdict = '');
create policy audit_events_link on audit_events for insert with check (
    (select app_scope()) = 'link' and ods_code = (select app_link_trust()) and verb = 'link.replied');
create policy audit_unsealed_link on audit_unsealed for insert with check (
    (select app_scope()) = 'link' and ods_code = (select app_link_trust()));
create policy mails_link on mails for insert with check (
    (select app_scope()) = 'link' and ods_code = (select app_link_trust()) and kind = 'link-answered' and object = (select app_link()));

commit;
