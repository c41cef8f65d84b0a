-- Who somebody is at a provider of single sign-on.
begin;

-- The provider's issuer and subject are one person for ever; nobody is ever found by an e-mail address or a name.
create table identities (
    issuer      text not null constraint identities_issuer check (issuer <> ''),
    subject     text not null constraint identities_subject check (subject <> '' and length(subject) <= 255),
    id          uuid not null,
    person_id   uuid not null references people (id),
    shown       text not null default '', -- what the provider called them when it was linked: for their own list only
    linked_at   timestamptz not null,
    linked_how  text not null constraint identities_how check (linked_how in ('invitation', 'own')), -- own: while signed in
    used_at     timestamptz,
    last_answer bytea, -- names the provider's last answer about this person, so that none counts twice
    constraint identities_pkey primary key (issuer, subject),
    constraint identities_id unique (id)
);
create index identities_person on identities (person_id, linked_at);

alter table identities enable row level security;
alter table identities force row level security;
create policy identities_system on identities for all using ((select app_scope()) = 'system');
grant select, insert, update, delete on identities to cyberready_serve;

commit;
