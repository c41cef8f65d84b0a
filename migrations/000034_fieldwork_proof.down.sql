begin;
drop policy proof_files_assessed on proof_files;
drop table fieldwork_proofs;
drop function app_role();
commit;
