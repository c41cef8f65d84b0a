begin;
drop table published_snapshots, published_results;
commit;
