begin;
create or replace function app_keep_final() returns trigger language plpgsql as $$
begin
    if old.final_at is not null then
        raise exception 'a final independent assessment is never changed' using constraint = 'engagements_final', errcode = '23514';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create or replace function app_keep_final_part() returns trigger language plpgsql as $$
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
drop function app_is_final(text, uuid);
do $$
declare t text;
begin
    foreach t in array array['findings', 'conclusions'] loop
        execute format('drop policy %I on %I', t || '_write', t);
        execute format($p$create policy %I on %I for insert with check (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]) and written_by = (select app_person())
                and exists (select from engagements e where e.ods_code = %I.ods_code and e.id = %I.engagement_id
                    and e.assessor_id = (select app_person()))))$p$, t || '_write', t, t, t);
    end loop;
end $$;
drop policy findings_read on findings;
create policy findings_read on findings for select using (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])
        and (issued or written_by = (select app_person()))));
alter table findings drop column tested_by_name;
alter table engagements drop constraint engagements_continues, drop column continues;
commit;
