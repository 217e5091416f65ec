create table award (
  id              uuid constraint award_pkey primary key,
  person_id       uuid constraint award_person references person,
  organization_id uuid not null constraint award_organization references organization,
  org_path        text collate "C" not null,
  person_path     text collate "C",
  name            text not null,
  kind            text not null constraint award_kind check (kind in ('excellent_member', 'excellent_worker', 'advanced_organization', 'other_person', 'other_organization')),
  title           text not null default '',
  level           text not null constraint award_level check (level in ('national', 'provincial', 'municipal', 'county', 'other')),
  issuer          text not null,
  document_number text not null default '',
  awarded_on      date not null,
  revoked_on      date,
  revoke_reason   text not null default '',
  entered_on      date not null,
  entered_by      text not null,
  withdrawn_on    date,
  withdraw_reason text not null default '',
  import_id       uuid,
  import_file     uuid,
  import_row      integer,
  constraint award_receiver check ((person_id is null) = (kind in ('advanced_organization', 'other_organization'))),
  constraint award_person_place check ((person_id is null) = (person_path is null)),
  constraint award_revoked_after check (revoked_on is null or revoked_on >= awarded_on),
  constraint award_says_why check ((revoked_on is null or revoke_reason <> '') and (withdrawn_on is null or withdraw_reason <> ''))
);
comment on table award is 'Honours (表彰): who or what was commended, by whom, on which day. Revoked (撤销荣誉) is a fact of its own; withdrawn means entered in error.';
comment on column award.organization_id is 'The organisation that was commended, or the branch of the person on that day.';
comment on column award.org_path is 'Where it was given; person_path is where the person belongs today, so that the next branch sees what the member was commended for.';
comment on column award.name is 'Of the person, or of the organisation, at the time.';
create index award_person_id on award (person_id, awarded_on) where person_id is not null;
create index award_organization_id on award (organization_id, awarded_on);
create index award_place on award (org_path, awarded_on);
create index award_person_place on award (person_path) where person_path is not null;
create index award_import on award (import_id) where import_id is not null;
select declare_class('award', 'scoped', sees => 'persons', path_columns => '{org_path,person_path}', self_column => 'person_id');

create table disciplinary_measure (
  id              uuid constraint disciplinary_measure_pkey primary key,
  person_id       uuid not null constraint disciplinary_measure_person references person,
  person_name     text not null,
  organization_id uuid not null constraint disciplinary_measure_organization references organization,
  org_path        text collate "C" not null,
  person_path     text collate "C" not null,
  kind            text not null constraint disciplinary_measure_kind check (kind in (
    'warning', 'serious_warning', 'removed_from_post', 'probation_within_party', 'expelled',
    'rectify', 'persuaded_out', 'removed', 'lapsed', 'probation_cancelled', 'not_recognised', 'detained', 'arrested')),
  valid_from      date not null,
  months          integer,
  extended_on     date,
  extended_months integer,
  period_ends     date,
  ended_on        date,
  outcome         text constraint disciplinary_measure_outcome check (outcome in ('restored', 'expelled', 'lifted', 'improved', 'not_improved', 'revoked')),
  decided_by_cipher text not null,
  document_cipher text,
  reason_cipher   text not null,
  end_note_cipher text,
  entered_on      date not null,
  entered_by      text not null,
  withdrawn_on    date,
  withdrawn_by    text,
  withdraw_reason_cipher text,
  constraint disciplinary_measure_ended check ((ended_on is null) = (outcome is null) and (ended_on is null or ended_on >= valid_from)),
  constraint disciplinary_measure_period check (
    case kind when 'probation_within_party' then coalesce(months in (12, 24), false)
              when 'rectify' then coalesce(months between 1 and 12, false)
              else months is null end
    and (months is null) = (period_ends is null)),
  constraint disciplinary_measure_extended check (
    (extended_on is null) = (extended_months is null)
    and (extended_on is null or (kind = 'probation_within_party' and months = 12 and extended_months = 12))),
  constraint disciplinary_measure_withdrawn check ((withdrawn_on is null) = (withdraw_reason_cipher is null))
);
comment on table disciplinary_measure is 'Discipline (党纪处分), organisational disposition (组织处置) and suspension of rights (留置, 逮捕) of a member. Read by verbs of its own; its reasons and papers are sealed; each reading of the whole takes a reason and is told.';
comment on column disciplinary_measure.org_path is 'Where it was decided; person_path is where the person belongs today.';
comment on column disciplinary_measure.period_ends is 'The day after the last day of the period, extension included. Rights come back by a decision (ended_on), not by themselves.';
comment on column disciplinary_measure.withdrawn_on is 'Entered in error: it never held.';
create index disciplinary_measure_person_id on disciplinary_measure (person_id, valid_from);
create index disciplinary_measure_organization_id on disciplinary_measure (organization_id);
create index disciplinary_measure_place on disciplinary_measure (org_path, valid_from);
create index disciplinary_measure_person_place on disciplinary_measure (person_path);
create index disciplinary_measure_running on disciplinary_measure (period_ends) where period_ends is not null and ended_on is null and withdrawn_on is null;
create unique index disciplinary_measure_one_probation on disciplinary_measure (person_id)
  where kind = 'probation_within_party' and ended_on is null and withdrawn_on is null;
select declare_class('disciplinary_measure', 'scoped', sees => 'restricted', path_columns => '{org_path,person_path}', self_column => 'person_id');

create function honours_follow_person() returns trigger
  language plpgsql security definer set search_path from current as $$
begin
  update award a set person_path = p.org_path from moved p where a.person_id = p.id and a.person_path <> p.org_path;
  update disciplinary_measure m set person_path = p.org_path from moved p where m.person_id = p.id and m.person_path <> p.org_path;
  return null;
end $$;
comment on function honours_follow_person is 'Lets the organisation where a person now belongs see awards and answer for measures.';
create trigger honours_follow_person after update on person
  referencing new table as moved for each statement execute function honours_follow_person();
select run_as_owner('honours_follow_person()');

-- Whoever counts those entitled must know who does not count, and nothing else of it: days, and no word of why.
create function suspended_rights(persons uuid[], from_on date, to_on date)
  returns table (person_id uuid, valid_from date, valid_to date)
  language sql stable security definer set search_path from current as $$
    select d.person_id, d.valid_from, d.ended_on from disciplinary_measure d
    where d.person_id = any(persons) and d.kind in ('probation_within_party', 'detained', 'arrested')
      and d.withdrawn_on is null and d.valid_from <= to_on and (d.ended_on is null or d.ended_on > from_on)
    union all
    select m.person_id, m.valid_from, m.valid_to from membership m
    where m.person_id = any(persons) and m.registry_status = 'stopped'
      and m.valid_from <= to_on and (m.valid_to is null or m.valid_to > from_on)
  $$;
comment on function suspended_rights is 'Of these persons, from which day to which (exclusive) somebody does not exercise the right to vote; for counting who is entitled. Why stands behind verbs of its own.';
select run_as_owner('suspended_rights(uuid[], date, date)');
