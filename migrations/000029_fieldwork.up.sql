-- The independent assessment: who assesses, with whose approval; what is in scope; the frozen copy that is tested; what is asked
-- for; what is found, which is private to the assessor until the draft is issued; what the trust says of it; and the final,
-- which nobody changes.
begin;

-- What must be assessed in a cycle, entered by an administrator. Added, never changed: the highest revision counts.
create table mandated_scopes (
    cycle    text not null references cycles (label),
    revision integer not null constraint mandated_scopes_revision check (revision > 0),
    parts    text[] not null constraint mandated_scopes_parts check (cardinality(parts) > 0), -- ids of items and assertions
    choices  integer not null constraint mandated_scopes_choices check (choices >= 0), -- how many the trust adds at least
    source   text not null constraint mandated_scopes_source_given check (source <> ''),
    set_at   timestamptz not null,
    set_by   uuid, -- null: set by the demonstration
    set_by_name text not null,
    constraint mandated_scopes_pkey primary key (cycle, revision)
);
alter table mandated_scopes enable row level security;
alter table mandated_scopes force row level security;
create policy mandated_scopes_read on mandated_scopes for select using ((select app_scope()) <> '');
create policy mandated_scopes_keep on mandated_scopes for insert with check ((select app_scope()) in ('system', 'admin'));
grant select, insert on mandated_scopes to cyberready_serve;

create table engagements (
    ods_code      text not null,
    id            uuid not null,
    cycle         text not null,
    assessor_id   uuid not null,
    assessor_name text not null,
    because       text not null constraint engagements_because_given check (because <> ''),
    choice        text[] not null, -- the trust's own choice: ids of items and assertions
    choice_why    text not null,
    scope_version integer not null constraint engagements_scope_version check (scope_version > 0), -- an approval is of one
    appointed_at  timestamptz not null,
    appointed_by  uuid not null,
    appointed_by_name text not null,
    declared      text not null default '' constraint engagements_declared check (declared in ('', 'independent', 'declined')),
    declaration   text not null default '', -- the text that was declared, as it was shown
    declared_words text not null default '', -- their own
    declared_at   timestamptz,
    begun_at      timestamptz,
    mandated      text[] not null default '{}', -- as it was when fieldwork began
    issued_at     timestamptz,
    final_at      timestamptz,
    ended_at      timestamptz,
    ended_because text not null default '',
    ended_by_name text not null default '',
    constraint engagements_pkey primary key (ods_code, id),
    constraint engagements_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle),
    constraint engagements_declared_at check ((declared = '') = (declared_at is null)),
    constraint engagements_in_order check ((issued_at is null or begun_at is not null) and (final_at is null or issued_at is not null))
);
create unique index engagements_one on engagements (ods_code, cycle) where ended_at is null;

create table engagement_approvals (
    ods_code      text not null,
    id            uuid not null,
    engagement_id uuid not null,
    scope_version integer not null,
    approved      boolean not null,
    words         text not null constraint engagement_approvals_words_given check (approved or words <> ''),
    person_id     uuid not null,
    person_name   text not null,
    decided_at    timestamptz not null,
    constraint engagement_approvals_pkey primary key (ods_code, id),
    constraint engagement_approvals_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);
create index engagement_approvals_engagement on engagement_approvals (ods_code, engagement_id);

-- The copy of the assessment that is tested, frozen when fieldwork begins.
create table fieldwork_copies (
    ods_code      text not null,
    engagement_id uuid not null,
    document      bytea not null,
    sha256        text not null,
    reference_day date not null,
    taken_at      timestamptz not null,
    constraint fieldwork_copies_pkey primary key (ods_code, engagement_id),
    constraint fieldwork_copies_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);
create table fieldwork_items (
    ods_code      text not null,
    engagement_id uuid not null,
    item          text not null,
    mandated      boolean not null,
    constraint fieldwork_items_pkey primary key (ods_code, engagement_id, item),
    constraint fieldwork_items_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);
-- What an earlier final found and recommended, reopened when fieldwork begins.
create table reopened_findings (
    ods_code        text not null,
    engagement_id   uuid not null,
    item            text not null,
    from_cycle      text not null,
    found           text not null,
    recommendation  text not null,
    owner_name      text not null,
    due             date,
    constraint reopened_findings_pkey primary key (ods_code, engagement_id, item),
    constraint reopened_findings_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);

create table evidence_requests (
    ods_code      text not null,
    id            uuid not null,
    engagement_id uuid not null,
    item          text not null, -- empty: about the whole
    words         text not null constraint evidence_requests_words_given check (words <> ''),
    due           date not null,
    asked_at      timestamptz not null,
    asked_by_name text not null,
    constraint evidence_requests_pkey primary key (ods_code, id),
    constraint evidence_requests_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);
create index evidence_requests_engagement on evidence_requests (ods_code, engagement_id);
create table evidence_answers (
    ods_code      text not null,
    request_id    uuid not null, -- one answer each: whoever needs more asks again
    engagement_id uuid not null,
    words         text not null,
    proofs        uuid[] not null,
    answered_at   timestamptz not null,
    answered_by   uuid not null,
    answered_by_name text not null,
    constraint evidence_answers_pkey primary key (ods_code, request_id),
    constraint evidence_answers_of foreign key (ods_code, request_id) references evidence_requests (ods_code, id),
    constraint evidence_answers_given check (words <> '' or cardinality(proofs) > 0)
);

-- What the assessor writes: a row for each time that it is kept, the highest version counts. Rows that are not issued are read by
-- whoever wrote them and by nobody else of the trust.
create table findings (
    ods_code       text not null,
    engagement_id  uuid not null,
    item           text not null,
    reopened       boolean not null, -- about an earlier finding
    version        integer not null constraint findings_version check (version > 0),
    verdict        text not null constraint findings_verdict check (verdict in ('', 'agree', 'differ', 'untested', 'closed', 'open')),
    tested         text not null,
    seen           text not null,
    found          text not null,
    recommendation text not null,
    issued         boolean not null,
    written_at     timestamptz not null,
    written_by     uuid not null,
    written_by_name text not null,
    constraint findings_pkey primary key (ods_code, engagement_id, reopened, item, version),
    constraint findings_of foreign key (ods_code, engagement_id) references engagements (ods_code, id),
    constraint findings_recommendation_given check (verdict <> 'differ' or recommendation <> '')
);
create table conclusions (
    ods_code      text not null,
    engagement_id uuid not null,
    version       integer not null constraint conclusions_version check (version > 0),
    risk          text not null,
    confidence    text not null,
    words         text not null, -- why the words part from what was computed; and anything else
    issued        boolean not null,
    written_at    timestamptz not null,
    written_by    uuid not null,
    written_by_name text not null,
    constraint conclusions_pkey primary key (ods_code, engagement_id, version),
    constraint conclusions_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);

-- What the trust says of the draft.
create table corrections (
    ods_code      text not null,
    id            uuid not null,
    engagement_id uuid not null,
    item          text not null,
    words         text not null constraint corrections_words_given check (words <> ''),
    asked_at      timestamptz not null,
    asked_by      uuid not null,
    asked_by_name text not null,
    constraint corrections_pkey primary key (ods_code, id),
    constraint corrections_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);
create index corrections_engagement on corrections (ods_code, engagement_id);
create table correction_answers (
    ods_code      text not null,
    correction_id uuid not null,
    engagement_id uuid not null,
    accepted      boolean not null,
    words         text not null constraint correction_answers_words_given check (accepted or words <> ''),
    answered_at   timestamptz not null,
    answered_by_name text not null,
    constraint correction_answers_pkey primary key (ods_code, correction_id),
    constraint correction_answers_of foreign key (ods_code, correction_id) references corrections (ods_code, id)
);
create table management_responses (
    ods_code        text not null,
    engagement_id   uuid not null,
    item            text not null,
    version         integer not null constraint management_responses_version check (version > 0),
    finding_version integer not null, -- that it answers
    agreed          boolean not null,
    words           text not null constraint management_responses_words_given check (words <> ''),
    owner_id        uuid,
    owner_name      text not null constraint management_responses_owner_given check (owner_name <> ''),
    due             date,
    given_at        timestamptz not null,
    given_by        uuid not null,
    given_by_name   text not null,
    constraint management_responses_pkey primary key (ods_code, engagement_id, item, version),
    constraint management_responses_due check (due is not null or not agreed),
    constraint management_responses_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);
-- The final as one value (core/fieldwork: Record), which the next version that is sent to the board holds.
create table final_records (
    ods_code      text not null,
    engagement_id uuid not null,
    cycle         text not null,
    record        jsonb not null,
    final_on      date not null,
    constraint final_records_pkey primary key (ods_code, engagement_id),
    constraint final_records_of foreign key (ods_code, engagement_id) references engagements (ods_code, id)
);
create index final_records_cycle on final_records (ods_code, cycle);
-- Which finding of a final became which action of the plan. It stands beside the final.
create table finding_actions (
    ods_code      text not null,
    engagement_id uuid not null,
    item          text not null,
    action_id     uuid not null,
    planned_at    timestamptz not null,
    planned_by_name text not null,
    constraint finding_actions_pkey primary key (ods_code, engagement_id, item),
    constraint finding_actions_of foreign key (ods_code, engagement_id) references engagements (ods_code, id),
    constraint finding_actions_action foreign key (ods_code, action_id) references actions (ods_code, id)
);

do $$
declare t text;
begin
    foreach t in array array['engagements', 'engagement_approvals', 'fieldwork_copies', 'fieldwork_items', 'reopened_findings',
        'evidence_requests', 'evidence_answers', 'findings', 'conclusions', 'corrections', 'correction_answers', 'management_responses',
        'final_records', 'finding_actions'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
    end loop;
    foreach t in array array['engagements', 'engagement_approvals', 'fieldwork_copies', 'fieldwork_items', 'reopened_findings',
        'evidence_requests', 'evidence_answers', 'corrections', 'correction_answers', 'management_responses', 'final_records',
        'finding_actions'] loop
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
    end loop;
    -- Notes are the assessor's own until they are issued, and only the assessor of the engagement writes any.
    foreach t in array array['findings', 'conclusions'] loop
        execute format($p$create policy %I on %I for select using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])
                and (issued or written_by = (select app_person()))))$p$, t || '_read', t);
        execute format($p$create policy %I on %I for insert with check (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]) and written_by = (select app_person())
                and exists (select from engagements e where e.ods_code = %I.ods_code and e.id = %I.engagement_id
                    and e.assessor_id = (select app_person()))))$p$, t || '_write', t, t, t);
    end loop;
end $$;
grant update (choice, choice_why, scope_version, declared, declaration, declared_words, declared_at, begun_at, mandated, issued_at, final_at,
    ended_at, ended_because, ended_by_name) on engagements to cyberready_serve;

-- A final stands: neither it nor what belongs to it is changed, added to or deleted, by whomever.
create function app_keep_final() returns trigger language plpgsql as $$
begin
    if old.final_at is not null then
        raise exception 'a final independent assessment is never changed' using constraint = 'engagements_final', errcode = '23514';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger engagements_final before update or delete on engagements for each row execute function app_keep_final();
create function app_keep_final_part() returns trigger language plpgsql as $$
declare
    part record;
begin
    if tg_op <> 'INSERT' then
        part := old;
        if exists (select from engagements e where e.ods_code = part.ods_code and e.id = part.engagement_id and e.final_at is not null) then
            raise exception 'a final independent assessment is never changed' using constraint = 'engagements_final', errcode = '23514';
        end if;
    end if;
    if tg_op <> 'DELETE' then
        part := new;
        if exists (select from engagements e where e.ods_code = part.ods_code and e.id = part.engagement_id and e.final_at is not null) then
            raise exception 'a final independent assessment is never changed' using constraint = 'engagements_final', errcode = '23514';
        end if;
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
do $$
declare t text;
begin
    foreach t in array array['engagement_approvals', 'fieldwork_copies', 'fieldwork_items', 'reopened_findings', 'evidence_requests',
        'evidence_answers', 'findings', 'conclusions', 'corrections', 'correction_answers', 'management_responses',
        'final_records'] loop
        execute format('create trigger %I before insert or update or delete on %I for each row execute function app_keep_final_part()', t || '_final', t);
    end loop;
end $$;

commit;
