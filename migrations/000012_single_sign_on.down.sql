begin;
drop table identities;
commit;
