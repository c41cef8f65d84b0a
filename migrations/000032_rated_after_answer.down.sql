begin;
alter table board_ratings drop column after_answer;
commit;
