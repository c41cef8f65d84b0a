-- What a board asks and is answered, how many must sign, when it meets and what it decided. All of it stands beside
-- snapshots: rows are added, and none is changed or removed.
begin;

create table questions (
    ods_code     text not null,
    id           uuid not null,
    cycle        text not null,
    version      integer not null,
    standard     text not null default '', -- empty: about the whole
    words        text not null constraint questions_words check (words <> ''),
    asked_by     uuid, -- null: the service asked by itself
    asked_by_name text not null default '',
    signature_id uuid, -- asked in place of a signature
    asked_at     timestamptz not null,
    constraint questions_pkey primary key (ods_code, id),
    constraint questions_snapshot foreign key (ods_code, cycle, version) references snapshots (ods_code, cycle, version),
    constraint questions_signature foreign key (ods_code, signature_id) references signatures (ods_code, id)
);
create unique index questions_made on questions (ods_code, cycle, version, standard) where asked_by is null;
create index questions_version on questions (ods_code, cycle, version);

create table question_answers (
    ods_code    text not null,
    id          uuid not null,
    question_id uuid not null,
    words       text not null constraint question_answers_words check (words <> ''),
    answered_by uuid not null,
    answered_by_name text not null,
    answered_at timestamptz not null,
    constraint question_answers_pkey primary key (ods_code, id),
    constraint question_answers_question foreign key (ods_code, question_id) references questions (ods_code, id)
);
create index question_answers_of on question_answers (ods_code, question_id);

-- How many of those who are asked must sign: the latest row before a version was sent holds for it. 0: all of them.
create table quorums (
    ods_code text not null,
    id       uuid not null,
    quorum   integer not null constraint quorums_quorum check (quorum between 0 and 50),
    set_at   timestamptz not null,
    set_by   uuid not null,
    set_by_name text not null,
    constraint quorums_pkey primary key (ods_code, id)
);

-- When a body meets on a year's paper, and by when it needs it: the latest row of a body counts. Without days: called off.
create table meetings (
    ods_code  text not null,
    id        uuid not null,
    cycle     text not null,
    body      text not null constraint meetings_body check (body in ('audit-committee', 'board')),
    meets_on  date,
    paper_due date,
    set_at    timestamptz not null,
    set_by    uuid not null,
    set_by_name text not null,
    constraint meetings_pkey primary key (ods_code, id),
    constraint meetings_days check ((meets_on is null) = (paper_due is null) and coalesce(paper_due <= meets_on, true))
);
create index meetings_cycle on meetings (ods_code, cycle);

-- What a body decided on a version, as the secretary recorded it: the latest row of a body counts, the earlier ones stay.
create table board_decisions (
    ods_code text not null,
    id       uuid not null,
    cycle    text not null,
    version  integer not null,
    body     text not null constraint board_decisions_body check (body in ('audit-committee', 'board')),
    outcome  text not null constraint board_decisions_outcome check (outcome in ('approved', 'noted', 'not-approved')),
    held_on  date not null,
    minute   text not null constraint board_decisions_minute check (minute <> ''),
    present  text not null constraint board_decisions_present check (present <> ''),
    words    text not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    constraint board_decisions_pkey primary key (ods_code, id),
    constraint board_decisions_snapshot foreign key (ods_code, cycle, version) references snapshots (ods_code, cycle, version)
);
create index board_decisions_version on board_decisions (ods_code, cycle, version);

-- How many appointments a trust has in a usual week, by its own word: the latest row counts.
create table weekly_appointments (
    ods_code     text not null,
    id           uuid not null,
    appointments integer not null constraint weekly_appointments_some check (appointments between 0 and 1000000), -- 0: taken back
    said_at      timestamptz not null,
    said_by      uuid not null,
    said_by_name text not null,
    constraint weekly_appointments_pkey primary key (ods_code, id)
);

do $$
declare t text;
begin
    foreach t in array array['questions', 'question_answers', 'quorums', 'meetings', 'board_decisions', 'weekly_appointments'] loop
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
