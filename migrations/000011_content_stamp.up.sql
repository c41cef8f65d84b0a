-- A year that was opened, and a change of content, stay as they are: how many there are of each tells whether anything changed
-- (store.ContentStamp).
begin;
revoke update, delete on cycles from cyberready_serve;
commit;
