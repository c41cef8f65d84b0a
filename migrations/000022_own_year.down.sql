begin;
drop function app_due;
drop table deadline_extensions;
drop table own_dates;
commit;
