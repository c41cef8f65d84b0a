begin;
drop table reminder_choices;
drop table reminders;
drop table reminder_digests;
commit;
