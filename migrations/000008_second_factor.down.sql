begin;
drop table known_places, person_sessions, factor_requests, factor_resets, recovery_codes, passkeys, app_secrets, server_keys;
drop index signin_attempts_old, signin_attempts_place;
delete from signin_attempts;
alter table signin_attempts drop constraint signin_attempts_pkey;
alter table signin_attempts add constraint signin_attempts_pkey primary key (account);
alter table signin_attempts drop place;
commit;
