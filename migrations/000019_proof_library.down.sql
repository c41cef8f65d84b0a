begin;
drop table proof_versions, proof_room, proof_quotas;
alter table proofs drop constraint proofs_file;
drop table proof_files;
revoke update (title, dated, holds_months, place) on proofs from cyberready_serve;
alter table proofs drop column owner_id, drop column owner_name, drop column version, drop column sha256, drop column file_name,
    drop column deleted_at, drop column deleted_by;
commit;
