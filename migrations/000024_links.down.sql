begin;
drop policy mails_link on mails;
drop policy audit_unsealed_link on audit_unsealed;
drop policy audit_events_link on audit_events;
drop table ask_replies;
drop table asks cascade;
drop function app_link_trust();
drop function app_link();
commit;
