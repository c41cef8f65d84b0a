begin;
revoke delete on mails, invitations from cyberready_serve;
drop table dormant_reminders;
drop table notices;
alter table credentials drop must_change;
alter table backups drop place;
commit;
