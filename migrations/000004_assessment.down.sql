begin;
drop table official_statuses, assertion_owners, confirmations, proof_items, proofs, answer_revisions, answers, progress, assessments;
commit;
