-- What a publication says of the independent assessment that its snapshot holds: how many claims an assessor agreed with, and for
-- each item in scope what came of it. Not what was written about it, and not the proof.
begin;

alter table publications add column verified integer not null default 0;
alter table publication_counts add column verified integer not null default 0;

create table publication_assessments (
    ods_code   text not null,
    cycle      text not null,
    version    integer not null,
    final_on   date not null,
    risk       text not null,
    confidence text not null,
    constraint publication_assessments_pkey primary key (ods_code, cycle, version),
    constraint publication_assessments_of foreign key (ods_code, cycle, version) references publications (ods_code, cycle, version)
);
create table publication_findings (
    ods_code text not null,
    cycle    text not null,
    version  integer not null,
    item     text not null,
    mandated boolean not null,
    verdict  text not null constraint publication_findings_verdict check (verdict in ('agree', 'differ', 'untested')),
    constraint publication_findings_pkey primary key (ods_code, cycle, version, item),
    constraint publication_findings_of foreign key (ods_code, cycle, version) references publications (ods_code, cycle, version)
);
do $$
declare t text;
begin
    foreach t in array array['publication_assessments', 'publication_findings'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select, insert on %I to cyberready_serve', t);
        execute format($p$create policy %I on %I for all using (
            (select app_scope()) = 'system'
            or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[])))$p$, t || '_own', t);
        call app_let_national_read(t);
        call app_let_glass_read(t);
    end loop;
end $$;

commit;
