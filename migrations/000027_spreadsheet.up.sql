-- What a spreadsheet asks to change, until the person who uploaded it confirms it or its hours are over. The file itself is not
-- kept. Only that person sees it: it is nobody's answer yet.
begin;

create table spreadsheet_uploads (
    ods_code    text not null,
    id          uuid not null,
    cycle       text not null,
    person_id   uuid not null,
    uploaded_at timestamptz not null,
    expires_at  timestamptz not null,
    edits       jsonb not null, -- core/worksheet: what would change
    refused     jsonb not null, -- and what is not taken, with its place
    ignored     jsonb not null, -- sheets that were not read
    constraint spreadsheet_uploads_pkey primary key (ods_code, id),
    constraint spreadsheet_uploads_one unique (ods_code, cycle, person_id),
    constraint spreadsheet_uploads_assessment foreign key (ods_code, cycle) references assessments (ods_code, cycle)
);
create index spreadsheet_uploads_over on spreadsheet_uploads (expires_at);
alter table spreadsheet_uploads enable row level security;
alter table spreadsheet_uploads force row level security;
create policy spreadsheet_uploads_own on spreadsheet_uploads for all using (
    (select app_scope()) = 'system'
    or ((select app_scope()) = 'trusts' and ods_code = any ((select app_trusts())::text[]) and person_id = (select app_person())));
grant select, insert, delete on spreadsheet_uploads to cyberready_serve;

commit;
