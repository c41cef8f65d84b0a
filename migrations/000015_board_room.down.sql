begin;
drop table weekly_appointments, board_decisions, meetings, quorums, question_answers, questions;
commit;
