begin;
drop view open_parts;
drop table item_comments;
drop table hand_ins;
drop table item_owners;
commit;
