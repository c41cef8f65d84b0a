-- An assessor who leaves in the middle of fieldwork is followed by another, who goes on with the same copy, scope and requests. What
-- the first one had decided is handed over to the next, and to nobody else; notes without a decision stay with whoever wrote them.
begin;

alter table engagements
    add column continues uuid, -- the engagement that began the fieldwork; null: this one, or there is none yet
    add constraint engagements_continues foreign key (ods_code, continues) references engagements (ods_code, id);
alter table findings
    add column tested_by_name text not null default ''; -- where another assessor took it over: who tested it

drop policy findings_read on findings;
create policy findings_read on findings for select using (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])
        and (issued or written_by = (select app_person())
            or (verdict <> '' and exists (select from engagements before join engagements mine on mine.ods_code = before.ods_code
                    and mine.continues = coalesce(before.continues, before.id)
                where before.ods_code = findings.ods_code and before.id = findings.engagement_id and before.ended_at is not null
                    and mine.assessor_id = (select app_person()) and mine.begun_at is not null and mine.ended_at is null)))));

-- Whoever has left writes nothing any more.
do $$
declare t text;
begin
    foreach t in array array['findings', 'conclusions'] loop
        execute format('drop policy %I on %I', t || '_write', t);
        execute format($p$create policy %I on %I for insert with check (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]) and written_by = (select app_person())
                and exists (select from engagements e where e.ods_code = %I.ods_code and e.id = %I.engagement_id
                    and e.assessor_id = (select app_person()) and e.ended_at is null)))$p$, t || '_write', t, t, t);
    end loop;
end $$;

-- A final stands with all that belongs to its fieldwork, whichever assessor left it there.
create function app_is_final(ods text, engagement uuid) returns boolean language sql stable as $$
    select exists (select from engagements part join engagements e on e.ods_code = part.ods_code
        and coalesce(e.continues, e.id) = coalesce(part.continues, part.id)
        where part.ods_code = ods and part.id = engagement and e.final_at is not null) $$;
create or replace function app_keep_final() returns trigger language plpgsql as $$
begin
    if app_is_final(old.ods_code, old.id) then
        raise exception 'a final independent assessment is never changed' using constraint = 'engagements_final', errcode = '23514';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create or replace function app_keep_final_part() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and app_is_final(old.ods_code, old.engagement_id) or tg_op <> 'DELETE' and app_is_final(new.ods_code, new.engagement_id) then
        raise exception 'a final independent assessment is never changed' using constraint = 'engagements_final', errcode = '23514';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;

commit;
