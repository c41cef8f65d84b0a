-- What somebody turned off may be a kind of letter, too; which kinds can be is said once, in the program. A duty cannot be.
begin;
alter table reminder_choices drop constraint reminder_choices_kind,
    add constraint reminder_choices_kind check (kind not in ('', 'deadline', 'signing', 'risk'));
commit;
