-- The queue of jobs, mail that leaves through it, who is invited, who stands in for whom, and who looked inside.
begin;

-- The tables of the queue (riverqueue/river v0.51.1, its migrations 001 to 008 in their final form: Postgres does not let
-- one transaction add a word to an enum and use it). A test compares them with what river itself would make. Workers
-- come over connections of their own whose scope is 'queue'; everybody else can put a job in and see none.
create type river_job_state as enum
    ('available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running', 'scheduled');
create table river_job (
    id            bigserial primary key,
    state         river_job_state not null default 'available',
    attempt       smallint not null default 0,
    max_attempts  smallint not null default 25,
    attempted_at  timestamptz,
    created_at    timestamptz not null default now(),
    finalized_at  timestamptz,
    scheduled_at  timestamptz not null default now(),
    priority      smallint not null default 1,
    args          jsonb not null,
    attempted_by  text[],
    errors        jsonb[],
    kind          text not null,
    metadata      jsonb not null default '{}',
    queue         text not null default 'default',
    tags          varchar(255)[] not null default '{}',
    unique_key    bytea,
    unique_states bit(8),
    constraint finalized_or_finalized_at_null check (
        (finalized_at is null and state not in ('cancelled', 'completed', 'discarded'))
        or (finalized_at is not null and state in ('cancelled', 'completed', 'discarded'))),
    constraint max_attempts_is_positive check (max_attempts > 0),
    constraint priority_in_range check (priority >= 1 and priority <= 4),
    constraint queue_length check (char_length(queue) > 0 and char_length(queue) < 128),
    constraint kind_length check (char_length(kind) > 0 and char_length(kind) < 128)
);
create function river_job_state_in_bitmask(bitmask bit(8), state river_job_state) returns boolean language sql immutable as $$
    select case state
        when 'available' then get_bit(bitmask, 7)
        when 'cancelled' then get_bit(bitmask, 6)
        when 'completed' then get_bit(bitmask, 5)
        when 'discarded' then get_bit(bitmask, 4)
        when 'pending'   then get_bit(bitmask, 3)
        when 'retryable' then get_bit(bitmask, 2)
        when 'running'   then get_bit(bitmask, 1)
        when 'scheduled' then get_bit(bitmask, 0)
        else 0
    end = 1;
$$;
create index river_job_kind on river_job (kind);
create index river_job_state_and_finalized_at_index on river_job (state, finalized_at) where finalized_at is not null;
create index river_job_prioritized_fetching_index on river_job (state, queue, priority, scheduled_at, id);
create index river_job_args_index on river_job using gin (args);
create index river_job_metadata_index on river_job using gin (metadata);
create unique index river_job_unique_idx on river_job (unique_key)
    where unique_key is not null and unique_states is not null and river_job_state_in_bitmask(unique_states, state);
create unlogged table river_leader (
    elected_at timestamptz not null,
    expires_at timestamptz not null,
    leader_id  text not null,
    name       text primary key default 'default',
    constraint name_length check (name = 'default'),
    constraint leader_id_length check (char_length(leader_id) > 0 and char_length(leader_id) < 128)
);
create table river_queue (
    name       text primary key not null,
    created_at timestamptz not null default now(),
    metadata   jsonb not null default '{}',
    paused_at  timestamptz,
    updated_at timestamptz not null default current_timestamp
);
create table river_notification (
    id         bigserial primary key,
    created_at timestamptz not null default now(),
    payload    text not null,
    topic      text not null,
    constraint topic_length check (length(topic) > 0 and length(topic) < 128)
);
create index river_notification_created_at_idx on river_notification (created_at);
create index river_notification_topic_id_idx on river_notification (topic, id);

-- One row a message and person: what it is about, by ids. Its words are made when it leaves, out of what then is true;
-- so is its link, which is therefore nowhere in the database.
create table mails (
    ods_code      text not null default '', -- empty: about no trust
    id            uuid not null,
    kind          text not null,
    person_id     uuid references people (id), -- null: to the address of an invitation
    cycle         text not null default '',
    version       integer not null default 0,
    object        uuid, -- what it is about: invitation, role, signature, cover, look
    by_name       text not null,
    queued_at     timestamptz not null,
    state         text not null default 'waiting' constraint mails_state check (state in ('waiting', 'sent', 'dead', 'dropped')),
    attempts      integer not null default 0,
    last_error    text not null default '', -- our own sentence, never the server's words
    state_at      timestamptz not null, -- of the state, or of the last attempt while it waits
    constraint mails_pkey primary key (ods_code, id)
);
create index mails_unsent on mails (state, queued_at) where state in ('waiting', 'dead');
create index mails_sent on mails (state_at) where state = 'sent';

create table invitations (
    ods_code    text not null default '', -- empty: for a role outside the trusts
    id          uuid not null,
    email       text not null constraint invitations_email_lower check (email = lower(email)),
    role        text not null,
    reach       text not null,
    place       text not null default '', -- code of the region or ICB
    checked     text not null default '', -- how an administrator made sure who this is: asked for a trust's first lead
    generation  integer not null default 1, -- a link of an older generation is worth nothing
    invited_at  timestamptz not null,
    invited_by  uuid,
    invited_by_name text not null,
    expires_at  timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid references people (id),
    revoked_at  timestamptz,
    revoked_by_name text not null default '',
    constraint invitations_pkey primary key (ods_code, id),
    constraint invitations_reach check ((reach = 'trust') = (ods_code <> ''))
);
create unique index invitations_id on invitations (id); -- a link names no trust
create unique index invitations_open on invitations (ods_code, email, role, reach, place) where accepted_at is null and revoked_at is null;

-- Somebody who acts as lead while a lead is away, both days included.
create table covers (
    ods_code  text not null,
    id        uuid not null,
    lead_id   uuid not null references people (id),
    cover_id  uuid not null references people (id),
    from_day  date not null,
    until_day date not null,
    named_at  timestamptz not null,
    named_by_name text not null,
    ended_at  timestamptz,
    constraint covers_pkey primary key (ods_code, id),
    constraint covers_days check (until_day >= from_day),
    constraint covers_two check (lead_id <> cover_id)
);
create index covers_cover on covers (cover_id) where ended_at is null;

-- That somebody who had not come for long was kept in a quarter.
create table access_kept (
    ods_code  text not null,
    quarter   text not null constraint access_kept_quarter check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
    person_id uuid not null references people (id),
    kept_at   timestamptz not null,
    kept_by_name text not null,
    constraint access_kept_pkey primary key (ods_code, quarter, person_id)
);

-- A service administrator who must look inside a trust: why, and until when.
create table break_glass (
    ods_code    text not null,
    id          uuid not null,
    person_id   uuid not null references people (id),
    person_name text not null,
    reason      text not null constraint break_glass_reason check (reason <> ''),
    opened_at   timestamptz not null,
    ends_at     timestamptz not null,
    closed_at   timestamptz,
    constraint break_glass_pkey primary key (ods_code, id),
    constraint break_glass_hour check (ends_at > opened_at and ends_at <= opened_at + interval '1 hour')
);
create index break_glass_person on break_glass (person_id, ends_at) where closed_at is null;

alter table people add last_came_at timestamptz;
alter table roles add checked text not null default ''; -- how an administrator made sure who this is

do $$
declare t text;
begin
    foreach t in array array['river_job', 'river_leader', 'river_queue', 'river_notification',
        'mails', 'invitations', 'covers', 'access_kept', 'break_glass'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
    end loop;
    foreach t in array array['river_job', 'river_leader', 'river_queue', 'river_notification'] loop
        execute format('create policy %I on %I for all using ((select app_scope()) in (''queue'', ''system''))', t || '_work', t);
        execute format('grant select, insert, update, delete on %I to cyberready_serve', t);
    end loop;
    foreach t in array array['mails', 'invitations', 'covers', 'access_kept', 'break_glass'] loop
        execute format($p$create policy %I on %I for select using (
            (select app_scope()) in ('system', 'admin')
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_read', t);
        execute format($p$create policy %I on %I for all using ((select app_scope()) = 'system')$p$, t || '_keep', t);
        execute format('grant select, insert, update on %I to cyberready_serve', t);
    end loop;
end $$;
create policy river_job_add on river_job for insert with check ((select app_scope()) not in ('', 'glass'));
create policy mails_add on mails for insert with check (
    (select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]));
grant usage on sequence river_job_id_seq, river_notification_id_seq to cyberready_serve;

-- The scope 'glass' reads a trust while its person has an open row in break_glass, by the database's own clock, and writes
-- nothing. The list of trusts is made once a query and not once a row.
create policy break_glass_own on break_glass for select using (
    (select app_scope()) = 'glass' and person_id = (select app_person()));
create function app_glass() returns text[] language sql stable as $$
    select coalesce(array_agg(ods_code), '{}') from break_glass
    where ods_code = any (app_trusts()) and person_id = app_person() and closed_at is null and ends_at > now() $$;
create procedure app_let_glass_read(tab text) language plpgsql as $p$
begin
    execute format($q$create policy %I on %I for select using (
        (select app_scope()) = 'glass' and ods_code = any ((select app_glass())::text[]))$q$, tab || '_glass', tab);
end $p$;
do $$
declare t text;
begin
    foreach t in array array['assessments', 'progress', 'answers', 'answer_revisions', 'proofs', 'proof_items', 'confirmations',
        'assertion_owners', 'official_statuses', 'officers', 'snapshots', 'signatories', 'signatures', 'board_ratings',
        'agreed_ratings', 'publications', 'publication_counts', 'publication_items', 'roles', 'covers'] loop
        call app_let_glass_read(t);
    end loop;
end $$;
create policy people_glass on people for select using (
    (select app_scope()) = 'glass' and exists (
        select from roles r where r.person_id = people.id and r.ods_code = any ((select app_glass())::text[])));

commit;
