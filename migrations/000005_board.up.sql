-- What was sent to the board, what the board said of it, and what was published. A snapshot is never changed.
begin;

create table snapshots (
    ods_code      text not null,
    cycle         text not null,
    version       integer not null,
    kind          text not null constraint snapshots_kind check (kind in ('baseline', 'final')),
    document      bytea not null, -- canonical JSON, exactly as hashed
    sha256        text not null,
    reference_day date not null,
    sent_at       timestamptz not null,
    sent_by       uuid not null,
    sent_by_name  text not null,
    recalled_at   timestamptz, -- its signatures are void from then on, and kept
    recalled_by   text not null default '',
    constraint snapshots_pkey primary key (ods_code, cycle, version),
    constraint snapshots_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle)
);

create table signatories (
    ods_code  text not null,
    cycle     text not null,
    version   integer not null,
    seat      integer not null,
    person_id uuid not null,
    name      text not null,
    post      text not null,
    also_lead boolean not null default false,
    replaced_at      timestamptz,
    replaced_by      text not null default '', -- who decided it
    replaced_because text not null default '',
    follows_seat     integer,                  -- whom this one replaces
    constraint signatories_pkey primary key (ods_code, cycle, version, seat),
    constraint signatories_snapshot foreign key (ods_code, cycle, version) references snapshots (ods_code, cycle, version)
);
create unique index signatories_person on signatories (ods_code, cycle, version, person_id) where replaced_at is null;

create table signatures (
    ods_code  text not null,
    id        uuid not null,
    cycle     text not null,
    version   integer not null,
    seat      integer not null,
    person_id uuid not null,
    decision  text not null constraint signatures_decision check (decision in
        ('signed', 'signed-with-reservations', 'declined', 'needs-an-answer-first')),
    words     text not null,
    sha256    text not null,
    signed_at timestamptz not null,
    constraint signatures_pkey primary key (ods_code, id),
    constraint signatures_signatory foreign key (ods_code, cycle, version, seat) references signatories (ods_code, cycle, version, seat),
    constraint signatures_words_given check (decision = 'signed' or words <> '')
);
create index signatures_version on signatures (ods_code, cycle, version);

create table board_ratings (
    ods_code  text not null,
    cycle     text not null,
    version   integer not null,
    standard  text not null,
    person_id uuid not null,
    rating    text not null constraint board_ratings_rating check (rating in ('not-in-place', 'partly', 'largely', 'fully', 'cannot-tell')),
    note      text not null,
    rated_at  timestamptz not null,
    constraint board_ratings_pkey primary key (ods_code, cycle, version, standard, person_id),
    constraint board_ratings_snapshot foreign key (ods_code, cycle, version) references snapshots (ods_code, cycle, version)
);
-- What the board agreed on, as its chair or secretary recorded it: the latest row of a standard counts, none is changed.
create table agreed_ratings (
    ods_code    text not null,
    id          uuid not null,
    cycle       text not null,
    version     integer not null,
    standard    text not null,
    rating      text not null constraint agreed_ratings_rating check (rating in ('not-in-place', 'partly', 'largely', 'fully', 'cannot-tell')),
    dissent     text not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    constraint agreed_ratings_pkey primary key (ods_code, id),
    constraint agreed_ratings_snapshot foreign key (ods_code, cycle, version) references snapshots (ods_code, cycle, version)
);
create index agreed_ratings_version on agreed_ratings (ods_code, cycle, version);

create table publications (
    ods_code      text not null,
    cycle         text not null,
    version       integer not null,
    kind          text not null constraint publications_kind check (kind in ('baseline', 'final')),
    sha256        text not null,
    reference_day date not null,
    published_at  timestamptz not null,
    published_on  date not null, -- the day in London
    published_by  text not null,
    deadline      date, -- of its kind; null: the year has none
    late          boolean not null,
    signed        boolean not null, -- false: without the board's signature
    reservations  integer not null default 0,
    refusals      integer not null default 0,
    outcome       text not null,
    mandatory     integer not null,
    in_place      integer not null,
    does_not_apply integer not null,
    exempt        integer not null,
    proved        integer not null,
    unconfirmed   integer not null,
    constraint publications_pkey primary key (ods_code, cycle, version),
    constraint publications_snapshot foreign key (ods_code, cycle, version) references snapshots (ods_code, cycle, version)
);
create index publications_cycle on publications (cycle, kind, ods_code, published_on);

create table publication_counts (
    ods_code  text not null,
    cycle     text not null,
    version   integer not null,
    standard  text not null,
    mandatory integer not null,
    in_place  integer not null,
    does_not_apply integer not null,
    exempt    integer not null,
    proved    integer not null,
    constraint publication_counts_pkey primary key (ods_code, cycle, version, standard),
    constraint publication_counts_of foreign key (ods_code, cycle, version) references publications (ods_code, cycle, version)
);
create table publication_items (
    ods_code text not null,
    cycle    text not null,
    version  integer not null,
    item     text not null,
    state    text not null,
    counted  boolean not null,
    constraint publication_items_pkey primary key (ods_code, cycle, version, item),
    constraint publication_items_of foreign key (ods_code, cycle, version) references publications (ods_code, cycle, version)
);
create index publication_items_item on publication_items (cycle, item, ods_code, version);

do $$
declare t text;
begin
    foreach t in array array['snapshots', 'signatories', 'signatures', 'board_ratings', 'agreed_ratings',
        'publications', 'publication_counts', 'publication_items'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
    end loop;
end $$;
call app_let_national_read('publications');
call app_let_national_read('publication_counts');
call app_let_national_read('publication_items');
grant update (recalled_at, recalled_by) on snapshots to cyberready_serve;
grant update (replaced_at, replaced_by, replaced_because) on signatories to cyberready_serve;
grant update on board_ratings to cyberready_serve;

commit;
