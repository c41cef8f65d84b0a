begin;
do $$
declare t text;
begin
    foreach t in array array['assessments', 'progress', 'answers', 'answer_revisions', 'proofs', 'proof_items', 'confirmations',
        'assertion_owners', 'official_statuses', 'officers', 'snapshots', 'signatories', 'signatures', 'board_ratings',
        'agreed_ratings', 'publications', 'publication_counts', 'publication_items', 'roles', 'people'] loop
        execute format('drop policy %I on %I', t || '_glass', t);
    end loop;
end $$;
drop procedure app_let_glass_read(text);
alter table roles drop checked;
alter table people drop last_came_at;
drop table break_glass cascade; -- with the policies on it
drop table access_kept, covers, invitations, mails;
drop function app_glass();
drop table river_notification, river_queue, river_leader, river_job;
drop function river_job_state_in_bitmask(bit, river_job_state);
drop type river_job_state;
commit;
