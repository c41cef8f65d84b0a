-- What a trust says in a year: the working copy, its history, its proof. Nobody outside the trust reads any of it,
-- but for progress: begun or not, questions answered, day of the last change.
begin;

create table assessments (
    ods_code   text not null,
    cycle      text not null references cycles (label),
    stage      text not null constraint assessments_stage check (stage in ('draft', 'with the board', 'published')),
    version    integer not null default 0, -- of the last snapshot; 0 before the first
    begun_at   timestamptz not null,
    begun_by   text not null,
    constraint assessments_pkey primary key (ods_code, cycle)
);

create table progress (
    ods_code   text not null,
    cycle      text not null,
    begun_on   date not null,
    answered   integer not null default 0 constraint progress_answered check (answered >= 0),
    changed_on date not null,
    constraint progress_pkey primary key (ods_code, cycle)
);
create index progress_cycle on progress (cycle, ods_code);
create index progress_changed on progress (cycle, changed_on, ods_code); -- a save within a day does not touch it

create table answers (
    ods_code      text not null,
    cycle         text not null,
    item          text not null,
    reply         text not null constraint answers_reply check (reply in ('', 'yes', 'no', 'does-not-apply', 'exempt')),
    text          text not null,
    figure        bigint, -- hundredths
    figure_date   date,
    version       integer not null constraint answers_version check (version > 0),
    saved_at      timestamptz not null,
    saved_by      uuid not null,
    saved_by_name text not null,
    constraint answers_pkey primary key (ods_code, cycle, item),
    constraint answers_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle)
);
create table answer_revisions (
    ods_code      text not null,
    cycle         text not null,
    item          text not null,
    version       integer not null,
    reply         text not null,
    text          text not null,
    figure        bigint,
    figure_date   date,
    saved_at      timestamptz not null,
    saved_by      uuid not null,
    saved_by_name text not null,
    constraint answer_revisions_pkey primary key (ods_code, cycle, item, version)
);

create table proofs (
    ods_code     text not null,
    id           uuid not null,
    title        text not null constraint proofs_title_given check (title <> ''),
    dated        date not null,
    holds_months integer not null constraint proofs_holds check (holds_months >= 0),
    place        text not null constraint proofs_place_given check (place <> ''),
    added_at     timestamptz not null,
    added_by     uuid not null,
    added_by_name text not null,
    withdrawn_at timestamptz,
    withdrawn_by text not null default '',
    constraint proofs_pkey primary key (ods_code, id)
);
create table proof_items (
    ods_code text not null,
    cycle    text not null,
    item     text not null,
    proof_id uuid not null,
    constraint proof_items_pkey primary key (ods_code, cycle, item, proof_id),
    constraint proof_items_proof foreign key (ods_code, proof_id) references proofs (ods_code, id)
);

create table confirmations (
    ods_code     text not null,
    id           uuid not null,
    cycle        text not null,
    assertion    text not null,
    confirmed_at timestamptz not null,
    confirmed_by uuid not null,
    confirmed_by_name text not null,
    taken_back_at      timestamptz,
    taken_back_because text not null default '', -- the item whose change took it back
    constraint confirmations_pkey primary key (ods_code, id)
);
create unique index confirmations_standing on confirmations (ods_code, cycle, assertion) where taken_back_at is null;

create table assertion_owners (
    ods_code    text not null,
    cycle       text not null,
    assertion   text not null,
    person_id   uuid not null,
    person_name text not null,
    due         date,
    given_at    timestamptz not null,
    given_by    text not null,
    constraint assertion_owners_pkey primary key (ods_code, cycle, assertion)
);

create table official_statuses (
    ods_code     text not null,
    id           uuid not null,
    cycle        text not null,
    status       text not null,
    status_day   date not null,
    submitted_by text not null,
    recorded_at  timestamptz not null,
    recorded_by  text not null,
    constraint official_statuses_pkey primary key (ods_code, id)
);

do $$
declare t text;
begin
    foreach t in array array['assessments', 'progress', 'answers', 'answer_revisions', 'proofs', 'proof_items',
        'confirmations', 'assertion_owners', 'official_statuses'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
    end loop;
end $$;
call app_let_national_read('progress');
call app_let_national_read('official_statuses');
grant update on assessments, progress, answers, assertion_owners to cyberready_serve;
grant update (withdrawn_at, withdrawn_by) on proofs to cyberready_serve;
grant update (taken_back_at, taken_back_because) on confirmations to cyberready_serve;
grant delete on proof_items, assertion_owners to cyberready_serve;

commit;
