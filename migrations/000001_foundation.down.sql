begin;
revoke select on schema_migrations from cyberready_serve;
drop table audit_events, sessions, service;
drop function app_scope(), app_trusts(), app_regions(), app_icbs(), app_person();
commit;
