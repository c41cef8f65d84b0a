begin;
grant update, delete on cycles to cyberready_serve;
commit;
