begin;
drop table record_benefits, critical_services;
commit;
