create table correction_request (
  id              uuid constraint correction_request_pkey primary key,
  person_id       uuid not null constraint correction_request_person references person,
  person_name     text not null,
  organization_id uuid not null constraint correction_request_organization references organization,
  org_path        text collate "C" not null,
  field           text not null,
  wanted_cipher   text not null,
  reason_cipher   text,
  asked_on        date not null,
  decided_on      date,
  decided_by      text,
  outcome         text constraint correction_request_outcome check (outcome in ('corrected', 'declined', 'withdrawn')),
  answer          text not null default '',
  constraint correction_request_decided check ((decided_on is null) = (outcome is null))
);
comment on table correction_request is 'What a member asks to have corrected in the record of themselves, and what came of it. Waits while outcome is null.';
comment on column correction_request.wanted_cipher is 'What the record should say, sealed whatever the field: it may be a number or an address.';
create unique index correction_request_one_waiting on correction_request (person_id, field) where outcome is null;
create index correction_request_person_id on correction_request (person_id);
create index correction_request_organization_id on correction_request (organization_id);
create index correction_request_place on correction_request (org_path, asked_on);
create index correction_request_waiting on correction_request (org_path) where outcome is null;
select declare_class('correction_request', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

-- A request lies where its person lies, as a case of recruiting does: whoever answers for the roster answers it.
create function correction_request_follows_person() returns trigger
  language plpgsql security definer set search_path from current as $$
begin
  update correction_request r set organization_id = p.organization_id, org_path = p.org_path
    from moved p where r.person_id = p.id and (r.organization_id, r.org_path) is distinct from (p.organization_id, p.org_path);
  return null;
end $$;
comment on function correction_request_follows_person is 'Carries the requests of a person to where the person now belongs.';
create trigger correction_request_follows_person after update on person
  referencing new table as moved for each statement execute function correction_request_follows_person();
select run_as_owner('correction_request_follows_person()');
