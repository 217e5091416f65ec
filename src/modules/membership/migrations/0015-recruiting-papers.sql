create table recruiting_report (
  id              uuid constraint recruiting_report_pkey primary key,
  case_id         uuid not null constraint recruiting_report_case references recruiting_case,
  person_id       uuid not null constraint recruiting_report_person references person,
  organization_id uuid not null constraint recruiting_report_organization references organization,
  org_path        text collate "C" not null,
  handed_in_on    date not null,
  content         text not null constraint recruiting_report_content check (content <> '')
);
comment on table recruiting_report is 'What a candidate reports to the branch of their thinking (思想汇报), in their own words. Asked of nobody: handed in when they want to.';
create index recruiting_report_case_id on recruiting_report (case_id, handed_in_on);
create index recruiting_report_person_id on recruiting_report (person_id);
create index recruiting_report_organization_id on recruiting_report (organization_id);
create index recruiting_report_place on recruiting_report (org_path);
select declare_class('recruiting_report', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table recruiting_paper (
  id              uuid constraint recruiting_paper_pkey primary key,
  case_id         uuid not null constraint recruiting_paper_case references recruiting_case,
  record_id       uuid not null constraint recruiting_paper_record references recruiting_record,
  person_id       uuid not null constraint recruiting_paper_person references person,
  organization_id uuid not null constraint recruiting_paper_organization references organization,
  org_path        text collate "C" not null,
  file_id         uuid not null constraint recruiting_paper_file references stored_file,
  file_name       text not null,
  added_on        date not null,
  added_name      text not null
);
comment on table recruiting_paper is 'A signed paper kept with the record it belongs to. The file keeps the place where it was handed in; the paper travels with the person.';
create index recruiting_paper_case_id on recruiting_paper (case_id);
create index recruiting_paper_record_id on recruiting_paper (record_id);
create index recruiting_paper_person_id on recruiting_paper (person_id);
create index recruiting_paper_organization_id on recruiting_paper (organization_id);
create index recruiting_paper_file_id on recruiting_paper (file_id);
create index recruiting_paper_place on recruiting_paper (org_path);
select declare_class('recruiting_paper', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

-- As in 0002-recruiting.sql, with what a case holds since.
create or replace function recruiting_follows_person() returns trigger
  language plpgsql security definer set search_path from current as $$
begin
  update recruiting_case c set organization_id = p.organization_id, org_path = p.org_path
    from moved p where c.person_id = p.id and (c.organization_id, c.org_path) is distinct from (p.organization_id, p.org_path);
  if not found then return null; end if;
  update recruiting_record r set organization_id = c.organization_id, org_path = c.org_path
    from moved p join recruiting_case c on c.person_id = p.id
    where r.case_id = c.id and (r.organization_id, r.org_path) is distinct from (c.organization_id, c.org_path);
  update recruiting_helper h set organization_id = c.organization_id, org_path = c.org_path
    from moved p join recruiting_case c on c.person_id = p.id
    where h.case_id = c.id and (h.organization_id, h.org_path) is distinct from (c.organization_id, c.org_path);
  update recruiting_report r set organization_id = c.organization_id, org_path = c.org_path
    from moved p join recruiting_case c on c.person_id = p.id
    where r.case_id = c.id and (r.organization_id, r.org_path) is distinct from (c.organization_id, c.org_path);
  update recruiting_paper r set organization_id = c.organization_id, org_path = c.org_path
    from moved p join recruiting_case c on c.person_id = p.id
    where r.case_id = c.id and (r.organization_id, r.org_path) is distinct from (c.organization_id, c.org_path);
  return null;
end $$;
select run_as_owner('recruiting_follows_person()');
