-- Who could not tell may rate after the answer to a question, though the others' ratings could be seen by then: the row says so.
begin;
alter table board_ratings add column after_answer boolean not null default false;
commit;
