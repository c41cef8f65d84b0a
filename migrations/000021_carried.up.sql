-- What a trust said last year, as a new year brings it along: to be reconfirmed, and counted nowhere. An answer is made of it
-- only by somebody who says that it is still true, or who answers anew; so these rows never change, and what is settled is
-- told by the answers of the year. And who said of which answer that it holds under guidance that changed in the middle of a year.
begin;

create table carried_answers (
    ods_code         text not null,
    cycle            text not null, -- the year that it was brought into
    item             text not null,
    from_cycle       text not null,
    reply            text not null constraint carried_answers_reply check (reply in ('', 'yes', 'no', 'does-not-apply', 'exempt')),
    text             text not null,
    figure           bigint, -- hundredths
    figure_date      date,
    answered_at      timestamptz not null, -- last year
    answered_by      uuid not null,
    answered_by_name text not null,
    carried_at       timestamptz not null,
    constraint carried_answers_pkey primary key (ods_code, cycle, item),
    constraint carried_answers_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle),
    constraint carried_answers_from foreign key (ods_code, from_cycle) references assessments (ods_code, cycle),
    constraint carried_answers_later check (from_cycle < cycle)
);

create table guidance_held (
    ods_code     text not null,
    cycle        text not null,
    item         text not null,
    edition      text not null,
    revision     integer not null, -- the change that the answer was looked at for
    held_at      timestamptz not null,
    held_by      uuid not null,
    held_by_name text not null,
    constraint guidance_held_pkey primary key (ods_code, cycle, item, edition, revision),
    constraint guidance_held_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle),
    constraint guidance_held_change foreign key (edition, revision) references pack_changes (edition, revision)
);

do $$
declare t text;
begin
    foreach t in array array['carried_answers', 'guidance_held'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
        call app_let_glass_read(t);
    end loop;
end $$;

commit;
