begin;
drop table spreadsheet_uploads;
commit;
