-- Who was reminded of what, so that nothing is said twice; and what a person does not want to be reminded of.
begin;

-- One letter a day at most.
create table reminder_digests (
    id        uuid primary key,
    person_id uuid not null references people (id),
    on_day    date not null,
    made_at   timestamptz not null,
    constraint reminder_digests_day unique (person_id, on_day)
);

-- A reminder for each thing, its day, how long before it, and person. A day that was moved is another day: it begins anew.
create table reminders (
    ods_code  text not null,
    person_id uuid not null references people (id),
    kind      text not null constraint reminders_kind check (kind in
        ('assignment', 'evidence', 'proof', 'action', 'date', 'deadline', 'signing', 'risk')),
    cycle     text not null,
    thing     text not null, -- an assertion, an id, a version, or a name such as "paper board"
    due       date not null,
    days      integer not null constraint reminders_days check (days in (30, 7, 1, -1)), -- before it; -1: it has passed
    place     text not null, -- the item or part whose page the line leads to; may be empty
    digest_id uuid not null references reminder_digests (id),
    constraint reminders_pkey primary key (ods_code, person_id, kind, cycle, thing, due, days)
);
create index reminders_digest on reminders (digest_id);
create index reminders_due on reminders (due);

-- What somebody turned off. What is not here is on.
create table reminder_choices (
    person_id uuid not null references people (id),
    kind      text not null constraint reminder_choices_kind check (kind in ('assignment', 'evidence', 'proof', 'action', 'date')),
    off_at    timestamptz not null,
    constraint reminder_choices_pkey primary key (person_id, kind)
);

do $$
declare t text;
begin
    foreach t in array array['reminder_digests', 'reminders', 'reminder_choices'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I for all using ((select app_scope()) = ''system'')', t || '_system', t);
        execute format('grant select, insert, delete on %I to cyberready_serve', t);
    end loop;
end $$;

commit;
