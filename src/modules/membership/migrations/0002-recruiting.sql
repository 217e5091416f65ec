create table recruiting_case (
  id              uuid constraint recruiting_case_pkey primary key,
  person_id       uuid not null constraint recruiting_case_person references person,
  person_name     text not null,
  organization_id uuid not null constraint recruiting_case_organization references organization,
  org_path        text collate "C" not null,
  applied_on      date not null,
  gender          text not null,
  birth_on        date,
  education       text,
  job             text,
  work_unit       text,
  away_place      text,
  leaves_on       date,
  ended_on        date,
  ended_code      text constraint recruiting_case_ended_code check (ended_code in ('completed', 'cancelled', 'terminated')),
  ended_note      text not null default '',
  created_at      timestamptz not null default now(),
  constraint recruiting_case_ended check ((ended_on is null) = (ended_code is null)),
  constraint recruiting_case_dates check (ended_on is null or ended_on >= applied_on)
);
comment on table recruiting_case is 'One case (发展对象档案) for one person, from the application on. Stage and next step follow from its records and are not stored.';
comment on column recruiting_case.org_path is 'Where the person belongs today; the case travels with the person (recruiting_follows_person).';
comment on column recruiting_case.away_place is 'Where a floating applicant lives, when elsewhere than registered: both Party organisations are asked in the political review.';
comment on column recruiting_case.leaves_on is 'Day on which the person is known to leave the unit.';
create unique index recruiting_case_one_open on recruiting_case (person_id) where ended_on is null;
create index recruiting_case_person_id on recruiting_case (person_id);
create index recruiting_case_organization_id on recruiting_case (organization_id);
create index recruiting_case_place on recruiting_case (org_path, applied_on);
select declare_class('recruiting_case', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table recruiting_record (
  id              uuid constraint recruiting_record_pkey primary key,
  case_id         uuid not null constraint recruiting_record_case references recruiting_case,
  person_id       uuid not null constraint recruiting_record_person references person,
  organization_id uuid not null constraint recruiting_record_organization references organization,
  org_path        text collate "C" not null,
  step            smallint not null constraint recruiting_record_step check (step between 1 and 25),
  result          text not null constraint recruiting_record_result check (result in ('passed', 'rejected', 'extended', 'cancelled')),
  happened_on     date not null,
  place_name      text not null,
  opinion         text not null default '',
  document_number text,
  details         jsonb not null default '{}',
  recorded_by     uuid,
  recorded_name   text not null,
  recorded_at     timestamptz not null,
  withdrawn_on    date,
  withdrawn_name  text,
  withdrawn_reason text
);
comment on table recruiting_record is 'What was done in a case: one dated row for each step, several for the steps that repeat. A record entered in error is withdrawn, never removed.';
comment on column recruiting_record.place_name is 'Name of the organisation that did it, as it was called then.';
comment on column recruiting_record.details is 'What this step records besides: votes, class hours, replies of the review (contract.ts).';
create index recruiting_record_case_id on recruiting_record (case_id, happened_on);
create index recruiting_record_person_id on recruiting_record (person_id);
create index recruiting_record_organization_id on recruiting_record (organization_id);
create index recruiting_record_place on recruiting_record (org_path, step, happened_on);
select declare_class('recruiting_record', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table recruiting_helper (
  id              uuid constraint recruiting_helper_pkey primary key,
  case_id         uuid not null constraint recruiting_helper_case references recruiting_case,
  record_id       uuid not null constraint recruiting_helper_record references recruiting_record,
  organization_id uuid not null constraint recruiting_helper_organization references organization,
  org_path        text collate "C" not null,
  person_id       uuid not null constraint recruiting_helper_person references person,
  person_name     text not null,
  part            text not null constraint recruiting_helper_part check (part in ('contact', 'introducer')),
  valid_from      date not null,
  valid_to        date,
  constraint recruiting_helper_dates check (valid_to is null or valid_to >= valid_from)
);
comment on table recruiting_helper is 'Who trains a candidate (培养联系人) and who introduces them (入党介绍人), from day to day.';
create index recruiting_helper_case_id on recruiting_helper (case_id);
create index recruiting_helper_record_id on recruiting_helper (record_id);
create index recruiting_helper_organization_id on recruiting_helper (organization_id);
create index recruiting_helper_person_id on recruiting_helper (person_id);
create index recruiting_helper_place on recruiting_helper (org_path);
select declare_class('recruiting_helper', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table recruiting_plan (
  id              uuid constraint recruiting_plan_pkey primary key,
  organization_id uuid not null constraint recruiting_plan_organization references organization,
  org_path        text collate "C" not null,
  year            integer not null constraint recruiting_plan_year check (year between 1949 and 2999),
  quota           integer not null constraint recruiting_plan_quota check (quota between 0 and 100000),
  activists       integer constraint recruiting_plan_activists check (activists between 0 and 100000),
  women           integer constraint recruiting_plan_women check (women between 0 and 100000),
  youth           integer constraint recruiting_plan_youth check (youth between 0 and 100000),
  college         integer constraint recruiting_plan_college check (college between 0 and 100000),
  document_number text,
  note            text not null default '',
  version         integer not null default 1,
  constraint recruiting_plan_of unique (organization_id, year),
  constraint recruiting_plan_structure check (greatest(women, youth, college) <= quota)
);
comment on table recruiting_plan is 'How many an organisation may admit in a year (发展计划), with the structure aimed at. What was done is counted, never typed.';
create index recruiting_plan_place on recruiting_plan (org_path, year);
select declare_class('recruiting_plan', 'scoped', sees => 'places', path_columns => '{org_path}');

-- A case lies where its person lies: a transfer, a merger, a move and their undoing all change the person's place, and the case
-- with its time goes along. Runs with the owner's rights, because whoever moves a person has been asked already and the helpers'
-- rows may lie beyond the reach of either side. Once for each statement, so that moving a whole roster stays one update.
create function recruiting_follows_person() returns trigger
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
  return null;
end $$;
comment on function recruiting_follows_person is 'Carries the case of a person, its records and helpers to where the person now belongs.';
create trigger recruiting_follows_person after update on person
  referencing new table as moved for each statement execute function recruiting_follows_person();
select run_as_owner('recruiting_follows_person()');
