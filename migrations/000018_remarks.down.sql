begin;
drop table remark_replies;
commit;
