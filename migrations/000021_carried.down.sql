begin;
drop table guidance_held;
drop table carried_answers;
commit;
