begin;
drop table backups;
commit;
