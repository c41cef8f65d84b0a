begin;
drop table officers, roles, signin_attempts, credentials, people;
commit;
