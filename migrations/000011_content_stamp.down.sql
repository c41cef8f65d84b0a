begin;
drop function app_content();
grant update, delete on cycles to cyberready_serve;
commit;
