begin;
drop trigger audit_events_unsealed on audit_events;
drop function app_queue_audit_event;
drop table audit_looks, audit_unsealed, audit_links;
commit;
