begin;
drop table publication_findings, publication_assessments;
alter table publication_counts drop column verified;
alter table publications drop column verified;
commit;
