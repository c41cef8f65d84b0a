begin;
delete from reminder_choices where kind not in ('assignment', 'evidence', 'proof', 'action', 'date');
alter table reminder_choices drop constraint reminder_choices_kind,
    add constraint reminder_choices_kind check (kind in ('assignment', 'evidence', 'proof', 'action', 'date'));
commit;
