begin;
drop table publication_items, publication_counts, publications, agreed_ratings, board_ratings, signatures, signatories, snapshots;
commit;
