begin;
drop table finding_actions, final_records, management_responses, correction_answers, corrections, conclusions, findings, evidence_answers, evidence_requests,
    reopened_findings, fieldwork_items, fieldwork_copies, engagement_approvals, engagements, mandated_scopes;
drop function app_keep_final_part();
drop function app_keep_final();
commit;
