-- The proof that an assessor may look at: as it was when the copy was frozen, for the items in scope, and what the trust gave as evidence.
-- An assessor reads the files of these and no others, and says so by the database's own policy.
begin;

-- The role in which somebody acts at a trust; empty in every other scope.
create function app_role() returns text language sql stable parallel safe
    as $$ select coalesce(current_setting('cyberready.role', true), '') $$;

create table fieldwork_proofs (
    ods_code      text not null,
    engagement_id uuid not null, -- that began the fieldwork
    given_in      text not null, -- the request that it was given in; empty: it is in the copy, for an item in scope
    proof_id      uuid not null,
    version       integer not null,
    owner_name    text not null, -- empty: nobody owned it
    sha256        text,          -- of its file; null: there is none
    constraint fieldwork_proofs_pkey primary key (ods_code, engagement_id, given_in, proof_id),
    constraint fieldwork_proofs_of foreign key (ods_code, engagement_id) references engagements (ods_code, id),
    constraint fieldwork_proofs_proof foreign key (ods_code, proof_id) references proofs (ods_code, id),
    constraint fieldwork_proofs_file foreign key (ods_code, sha256) references proof_files (ods_code, sha256)
);
create index fieldwork_proofs_sha256 on fieldwork_proofs (ods_code, sha256);

-- Fieldwork that has begun before: each proof in the version that stood when the copy was frozen, or when it was given.
select set_config('cyberready.scope', 'system', true);
insert into fieldwork_proofs (ods_code, engagement_id, given_in, proof_id, version, owner_name, sha256)
    select n.ods_code, n.engagement_id, n.given_in, p.id, coalesce(v.version, p.version), coalesce(v.owner_name, p.owner_name), case when v.version is null then p.sha256 else v.sha256 end
    from (select distinct c.ods_code, c.engagement_id, '' as given_in, (shown ->> 'id')::uuid as proof_id, c.taken_at as at
            from fieldwork_copies c cross join jsonb_array_elements(coalesce(convert_from(c.document, 'UTF8')::jsonb -> 'proofs', '[]')) shown
            join fieldwork_items f on f.ods_code = c.ods_code and f.engagement_id = c.engagement_id
            where exists (select from jsonb_array_elements_text(coalesce(shown -> 'items', '[]')) item
                where item = f.item or starts_with(item, f.item) and substr(item, length(f.item) + 1) ~ '^[a-z]$') -- 8.3.7b is a part of 8.3.7
        union all
        select a.ods_code, a.engagement_id, a.request_id::text, one, a.answered_at from evidence_answers a cross join unnest(a.proofs) one) n
    join proofs p on p.ods_code = n.ods_code and p.id = n.proof_id
    left join lateral (select v.version, v.owner_name, v.sha256 from proof_versions v where v.ods_code = p.ods_code and v.proof_id = p.id and v.until_at > n.at
        order by v.version limit 1) v on true;

alter table fieldwork_proofs enable row level security;
alter table fieldwork_proofs force row level security;
grant select, insert on fieldwork_proofs to cyberready_serve;
create policy fieldwork_proofs_own on fieldwork_proofs for all using (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])));
create trigger fieldwork_proofs_final before insert or update or delete on fieldwork_proofs for each row execute function app_keep_final_part();

create policy proof_files_assessed on proof_files as restrictive for all using (
    (select app_role()) <> 'assessor'
    or exists (select from fieldwork_proofs p join engagements e on e.ods_code = p.ods_code and coalesce(e.continues, e.id) = p.engagement_id
        where p.ods_code = proof_files.ods_code and p.sha256 = proof_files.sha256
            and e.assessor_id = (select app_person()) and e.begun_at is not null and e.ended_at is null));

commit;
