-- The chain of the audit trail, beside the events: what is written down is queued in the same transaction, and a sealer
-- puts what is committed behind the end of its trust's chain. The place in the chain is given then, so that a
-- transaction that commits late breaks no order. The serving role can add links, and neither change nor delete them.
begin;

create table audit_links (
    ods_code     text not null, -- empty: the chain of the service
    seq          bigint not null constraint audit_links_seq check (seq > 0),
    event_id     uuid not null, -- no foreign key: that an event is gone is for verifying to find
    event_sha256 bytea not null constraint audit_links_event_sha256 check (length(event_sha256) = 32),
    sealed_at    timestamptz not null,
    sha256       bytea not null constraint audit_links_sha256 check (length(sha256) = 32), -- over the above and the link before
    constraint audit_links_pkey primary key (ods_code, seq),
    constraint audit_links_event unique (ods_code, event_id)
);

-- Events that wait for their link.
create table audit_unsealed (
    ods_code text not null,
    event_id uuid not null,
    constraint audit_unsealed_pkey primary key (ods_code, event_id)
);
create function app_queue_audit_event() returns trigger language plpgsql as $$
begin
    insert into audit_unsealed (ods_code, event_id) values (new.ods_code, new.id);
    return null;
end $$;
create trigger audit_events_unsealed after insert on audit_events for each row execute function app_queue_audit_event();

-- Whose look into which page is written down already: once a person, page and day.
create table audit_looks (
    ods_code  text not null, -- empty: a page of many trusts
    day       date not null,
    person_id uuid not null,
    page      text not null,
    constraint audit_looks_pkey primary key (ods_code, day, person_id, page)
);

do $$
declare t text;
begin
    foreach t in array array['audit_links', 'audit_unsealed', 'audit_looks'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
    end loop;
    foreach t in array array['audit_links', 'audit_unsealed'] loop
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
    end loop;
end $$;
create policy audit_unsealed_add on audit_unsealed for insert with check ( -- who may write into a trail fills its queue
    (select app_scope()) in ('national', 'admin') and ods_code = '');
create policy audit_looks_made on audit_looks for all using ((select app_scope()) = 'system');
grant select, insert on audit_links, audit_looks to cyberready_serve;
grant select, insert, delete on audit_unsealed to cyberready_serve;

-- What was written down before there was a chain. The owner, too, sees rows only within a scope.
select set_config('cyberready.scope', 'system', true);
insert into audit_unsealed (ods_code, event_id) select ods_code, id from audit_events;

commit;
