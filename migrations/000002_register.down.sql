begin;
drop procedure app_let_national_read(text);
drop table pack_changes, cycles, trust_successors, trust_versions, trusts, icbs, regions;
commit;
