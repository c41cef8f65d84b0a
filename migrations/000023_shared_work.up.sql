-- Work that is shared: single items that are given to people beside whole assertions (assertion_owners), what they hand in
-- and what is said of it, and what people say to one another about an item. Nobody outside the trust reads any of it.
begin;

create table item_owners (
    ods_code    text not null,
    cycle       text not null,
    item        text not null,
    person_id   uuid not null,
    person_name text not null,
    due         date,
    given_at    timestamptz not null,
    given_by    text not null,
    constraint item_owners_pkey primary key (ods_code, cycle, item)
);

-- One row each time that a part, an assertion or an item, is handed in. What is said of it is added to the row; an
-- answer that changes afterwards takes it back.
create table hand_ins (
    ods_code    text not null,
    id          uuid not null,
    cycle       text not null,
    part        text not null,
    words       text not null,
    handed_in_at timestamptz not null,
    handed_in_by uuid not null,
    handed_in_by_name text not null,
    verdict     text not null default '' constraint hand_ins_verdict check (verdict in ('', 'accepted', 'sent-back')),
    because     text not null default '',
    judged_at   timestamptz,
    judged_by   uuid,
    judged_by_name text not null default '',
    taken_back_at timestamptz,
    taken_back_because text not null default '', -- the item whose change took it back; empty: nobody has the part any more, or it was taken back by hand
    constraint hand_ins_pkey primary key (ods_code, id),
    constraint hand_ins_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle),
    constraint hand_ins_judged check ((verdict = '') = (judged_at is null)),
    constraint hand_ins_because_given check (verdict <> 'sent-back' or because <> ''),
    constraint hand_ins_two_people check (judged_by <> handed_in_by) -- core/assessment.HandIn.MayJudge says it first
);
create index hand_ins_part on hand_ins (ods_code, cycle, part);
create unique index hand_ins_standing on hand_ins (ods_code, cycle, part) where taken_back_at is null and verdict <> 'sent-back';

create table item_comments (
    ods_code    text not null,
    id          uuid not null,
    cycle       text not null,
    item        text not null,
    words       text not null constraint item_comments_words_given check (words <> ''),
    written_at  timestamptz not null,
    written_by  uuid not null,
    written_by_name text not null,
    resolved_at timestamptz,
    resolved_by_name text not null default '',
    constraint item_comments_pkey primary key (ods_code, id),
    constraint item_comments_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle)
);
create index item_comments_item on item_comments (ods_code, cycle, item);

do $$
declare t text;
begin
    foreach t in array array['item_owners', 'hand_ins', 'item_comments'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
    end loop;
end $$;
grant update, delete on item_owners to cyberready_serve;
grant update (verdict, because, judged_at, judged_by, judged_by_name, taken_back_at, taken_back_because) on hand_ins to cyberready_serve;
grant update (resolved_at, resolved_by_name) on item_comments to cyberready_serve;
call app_let_glass_read('item_owners');
call app_let_glass_read('hand_ins'); -- they stand in an item's history; what people say to one another is for themselves

-- What was given to somebody, in drafts, and is still theirs to do: not handed in, or sent back, and not confirmed; an item of
-- a lead, who hands nothing in, until it is answered. It shows what its reader may see of the tables.
create view open_parts with (security_invoker = true) as
    select o.ods_code, o.cycle, o.part, o.person_id, o.person_name, o.due, o.given_at, exists (
            select from hand_ins h where h.ods_code = o.ods_code and h.cycle = o.cycle and h.part = o.part
                and h.verdict = 'sent-back' and h.taken_back_at is null) as sent_back
    from (select ods_code, cycle, assertion as part, person_id, person_name, due, given_at, false as single from assertion_owners
        union all select ods_code, cycle, item, person_id, person_name, due, given_at, true from item_owners) o
    join assessments a on a.ods_code = o.ods_code and a.cycle = o.cycle and a.stage = 'draft'
    where not exists (select from hand_ins h where h.ods_code = o.ods_code and h.cycle = o.cycle and h.part = o.part
            and h.verdict <> 'sent-back' and h.taken_back_at is null)
        and not exists (select from confirmations c where c.ods_code = o.ods_code and c.cycle = o.cycle and c.assertion = o.part
            and c.taken_back_at is null)
        and not (o.single
            and exists (select from answers x where x.ods_code = o.ods_code and x.cycle = o.cycle and x.item = o.part
                and (x.reply <> '' or x.figure is not null or x.figure_date is not null))
            and not exists (select from roles r where r.person_id = o.person_id and r.ods_code = o.ods_code
                and r.role = 'contributor' and r.ended_at is null));
grant select on open_parts to cyberready_serve;

commit;
