create table dues_rule (
  id            text constraint dues_rule_pkey primary key,
  title         text not null,
  valid_from    date not null,
  valid_to      date,
  rounding      text not null constraint dues_rule_rounding check (rounding in ('half_up', 'down', 'up')),
  rounding_unit integer not null constraint dues_rule_rounding_unit check (rounding_unit in (1, 10, 100)),
  constraint dues_rule_dates check (valid_to is null or valid_to > valid_from)
);
comment on table dues_rule is 'Versions of the rates of dues, each with the days it is in force and how a fraction is settled (the regulation fixes no rounding).';
comment on column dues_rule.rounding_unit is 'Fen to which the due is rounded: 1 a fen, 10 a jiao, 100 a yuan.';
select declare_class('dues_rule', 'reference');

create table dues_rate (
  rule_id   text not null constraint dues_rate_rule references dues_rule,
  category  text not null constraint dues_rate_category check (category in ('monthly_wage', 'annual_salary', 'irregular_income', 'retired', 'farmer', 'student_or_relief')),
  above_fen bigint not null constraint dues_rate_above check (above_fen >= 0),
  per_ten_thousand integer constraint dues_rate_share check (per_ten_thousand between 1 and 10000),
  least_fen bigint,
  most_fen  bigint,
  constraint dues_rate_pkey primary key (rule_id, category, above_fen),
  constraint dues_rate_manner check ((per_ten_thousand is null) = (least_fen is not null) and (least_fen is null) = (most_fen is null) and (least_fen is null or least_fen <= most_fen))
);
comment on table dues_rate is 'Brackets of a version: a base above `above_fen` pays the rate on the whole of it; or an amount between two bounds, chosen by the branch.';
select declare_class('dues_rate', 'reference');

insert into dues_rule values
  ('2008-3', '《关于中国共产党党费收缴、使用和管理的规定》（中组发〔2008〕3号）', '2008-04-01', null, 'half_up', 1);
insert into dues_rate (rule_id, category, above_fen, per_ten_thousand)
  select '2008-3', category, above_fen, per_ten_thousand
  from unnest(array['monthly_wage', 'annual_salary', 'irregular_income']) as category,
    (values (0, 50), (300000, 100), (500000, 150), (1000000, 200)) as bracket (above_fen, per_ten_thousand);
insert into dues_rate (rule_id, category, above_fen, per_ten_thousand) values
  ('2008-3', 'retired', 0, 50), ('2008-3', 'retired', 500000, 100);
insert into dues_rate (rule_id, category, above_fen, least_fen, most_fen) values
  ('2008-3', 'farmer', 0, 20, 100), ('2008-3', 'student_or_relief', 0, 20, 20);

create table dues_profile (
  id              uuid constraint dues_profile_pkey primary key,
  person_id       uuid not null constraint dues_profile_person references person,
  person_name     text not null,
  organization_id uuid not null constraint dues_profile_organization references organization,
  org_path        text collate "C" not null,
  valid_from      date not null,
  valid_to        date,
  category        text not null constraint dues_profile_category check (category in ('monthly_wage', 'annual_salary', 'irregular_income', 'retired', 'farmer', 'student_or_relief')),
  base_fen        bigint constraint dues_profile_base check (base_fen >= 0),
  chosen_fen      bigint constraint dues_profile_chosen check (chosen_fen > 0),
  method          text not null constraint dues_profile_method check (method in ('following', 'yearly')),
  quarterly       boolean not null default false,
  note            text not null default '',
  set_by          uuid,
  set_on          date not null,
  constraint dues_profile_months check (extract(day from valid_from) = 1 and (valid_to is null or (extract(day from valid_to) = 1 and valid_to >= valid_from)))
);
comment on table dues_profile is 'From which month on a member pays dues on what: category and base, or the amount the branch chose. The monthly due follows from it and is not kept.';
comment on column dues_profile.valid_to is 'First month that it no longer holds for. Equal to valid_from: was replaced before it ever held.';
comment on column dues_profile.org_path is 'Where the person belongs today, as in person: the branch that answers for the dues.';
comment on column dues_profile.quarterly is 'Pays by the quarter, with the consent of the branch.';
create unique index dues_profile_one_open on dues_profile (person_id) where valid_to is null;
create index dues_profile_person_id on dues_profile (person_id, valid_from);
create index dues_profile_organization_id on dues_profile (organization_id);
create index dues_profile_place on dues_profile (org_path, person_id) include (valid_from, valid_to, quarterly, category, method);
select declare_class('dues_profile', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table dues_relief (
  id              uuid constraint dues_relief_pkey primary key,
  person_id       uuid not null constraint dues_relief_person references person,
  person_name     text not null,
  organization_id uuid not null constraint dues_relief_organization references organization,
  org_path        text collate "C" not null,
  from_month      date not null,
  to_month        date not null,
  reduced_fen     bigint not null constraint dues_relief_amount check (reduced_fen >= 0),
  reason          text not null,
  resolved_on     date not null,
  state           text not null constraint dues_relief_state check (state in ('proposed', 'approved', 'refused')),
  proposed_by     uuid,
  proposed_on     date not null,
  decided_by      uuid,
  decided_on      date,
  decision_note   text not null default '',
  constraint dues_relief_months check (extract(day from from_month) = 1 and extract(day from to_month) = 1 and to_month >= from_month),
  constraint dues_relief_decided check ((state = 'proposed') = (decided_on is null))
);
comment on table dues_relief is 'Dues reduced (or waived: nought) for somebody in hardship: resolved by the branch, decided by the committee above it.';
create index dues_relief_person_id on dues_relief (person_id);
create index dues_relief_organization_id on dues_relief (organization_id);
create index dues_relief_place on dues_relief (org_path);
select declare_class('dues_relief', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table dues_entry (
  id              uuid constraint dues_entry_pkey primary key,
  person_id       uuid not null constraint dues_entry_person references person,
  person_name     text not null,
  organization_id uuid not null constraint dues_entry_organization references organization,
  org_path        text collate "C" not null,
  person_path     text collate "C" not null,
  due_month       date not null constraint dues_entry_month check (extract(day from due_month) = 1),
  kind            text not null constraint dues_entry_kind check (kind in ('normal', 'back_pay', 'exempt', 'by_other', 'voluntary')),
  category        text,
  base_fen        bigint,
  due_fen         bigint not null constraint dues_entry_due check (due_fen >= 0),
  paid_fen        bigint not null constraint dues_entry_paid check (paid_fen >= 0),
  paid_on         date not null,
  channel         text not null constraint dues_entry_channel check (channel in ('cash', 'bank', 'wechat', 'alipay', 'other')),
  payer           text not null default '',
  receipt_year    integer,
  receipt_number  integer,
  rule_id         text constraint dues_entry_rule references dues_rule,
  note            text not null default '',
  entered_by      uuid,
  ended_on        date,
  ended_by        uuid,
  end_reason      text not null default '',
  replaced_by     uuid,
  import_id       uuid,
  import_file     uuid,
  import_row      integer,
  constraint dues_entry_ended check ((ended_on is null) = (end_reason = '')),
  constraint dues_entry_exempt check (kind <> 'exempt' or paid_fen = 0)
);
comment on table dues_entry is 'What was paid for which month: one live row a person and month, with the due as it was charged. A corrected row stays as it was and names its end.';
comment on column dues_entry.org_path is 'The branch that took the money; person_path is where the person belongs today, so that the next branch sees what is paid already.';
-- A gift is not for a month, so several may stand in one.
create unique index dues_entry_one_live on dues_entry (person_id, due_month) where ended_on is null and kind <> 'voluntary';
create index dues_entry_settled on dues_entry (due_month, person_id) include (org_path, person_path) where ended_on is null and kind <> 'voluntary';
create index dues_entry_person_id on dues_entry (person_id, due_month);
create index dues_entry_organization_id on dues_entry (organization_id, paid_on);
create index dues_entry_place on dues_entry (org_path, due_month);
create index dues_entry_person_place on dues_entry (person_path);
create index dues_entry_receipt on dues_entry (organization_id, receipt_year, receipt_number) where receipt_number is not null;
create index dues_entry_rule_id on dues_entry (rule_id);
create index dues_entry_import on dues_entry (import_id) where import_id is not null;
select declare_class('dues_entry', 'scoped', sees => 'persons', path_columns => '{org_path,person_path}', self_column => 'person_id');

create table dues_talk (
  id              uuid constraint dues_talk_pkey primary key,
  person_id       uuid not null constraint dues_talk_person references person,
  person_name     text not null,
  organization_id uuid not null constraint dues_talk_organization references organization,
  org_path        text collate "C" not null,
  talked_on       date not null,
  talker          text not null,
  good_reason     boolean not null,
  content         text not null,
  recorded_by     uuid
);
comment on table dues_talk is 'A talk with somebody who is behind with dues: what stands in the way, whether there is a good reason, what was agreed. Arrears lead here and never to a sanction by themselves.';
create index dues_talk_person_id on dues_talk (person_id, talked_on);
create index dues_talk_organization_id on dues_talk (organization_id);
create index dues_talk_place on dues_talk (org_path);
select declare_class('dues_talk', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table dues_remittance (
  id              uuid constraint dues_remittance_pkey primary key,
  organization_id uuid not null constraint dues_remittance_organization references organization,
  org_path        text collate "C" not null,
  to_organization_id uuid constraint dues_remittance_to references organization,
  from_on         date not null,
  to_on           date not null,
  collected_fen   bigint not null constraint dues_remittance_collected check (collected_fen >= 0),
  received_fen    bigint not null constraint dues_remittance_received check (received_fen >= 0),
  wholly_upward_fen bigint not null constraint dues_remittance_wholly check (wholly_upward_fen >= 0),
  retained_fen    bigint not null constraint dues_remittance_retained check (retained_fen >= 0),
  remitted_fen    bigint not null constraint dues_remittance_remitted check (remitted_fen >= 0),
  remitted_on     date not null,
  voucher         text not null default '',
  note            text not null default '',
  recorded_by     uuid,
  withdrawn_on    date,
  withdrawn_by    uuid,
  withdraw_reason text not null default '',
  constraint dues_remittance_days check (to_on >= from_on),
  constraint dues_remittance_sum check (retained_fen + remitted_fen = collected_fen + received_fen),
  constraint dues_remittance_periods exclude using gist (organization_id with =, daterange(from_on, to_on, '[]') with &&) where (withdrawn_on is null)
);
comment on table dues_remittance is 'What an organisation passed upward for a period: collected by itself and received from below, retained, remitted. The money itself is elsewhere.';
comment on column dues_remittance.wholly_upward_fen is 'Gifts of 1,000 yuan and more at one time, which go upward as a whole.';
create index dues_remittance_organization_id on dues_remittance (organization_id, from_on);
create index dues_remittance_to_id on dues_remittance (to_organization_id);
create index dues_remittance_place on dues_remittance (org_path);
select declare_class('dues_remittance', 'scoped', sees => 'places', path_columns => '{org_path}');

create table dues_use (
  id              uuid constraint dues_use_pkey primary key,
  organization_id uuid not null constraint dues_use_organization references organization,
  org_path        text collate "C" not null,
  used_on         date not null,
  amount_fen      bigint not null constraint dues_use_amount check (amount_fen > 0),
  purpose_kind    text not null constraint dues_use_kind check (purpose_kind in ('training', 'materials', 'commending', 'hardship', 'disaster')),
  purpose         text not null,
  decided_on      date not null,
  decided_at      text not null,
  payee           text not null default '',
  voucher         text not null default '',
  recorded_by     uuid,
  withdrawn_on    date,
  withdrawn_by    uuid,
  withdraw_reason text not null default '',
  constraint dues_use_decided_before check (decided_on <= used_on)
);
comment on table dues_use is 'Dues spent: for which of the five uses, decided by which meeting.';
create index dues_use_organization_id on dues_use (organization_id, used_on);
create index dues_use_place on dues_use (org_path);
select declare_class('dues_use', 'scoped', sees => 'places', path_columns => '{org_path}');

create table dues_disclosure (
  id              uuid constraint dues_disclosure_pkey primary key,
  organization_id uuid not null constraint dues_disclosure_organization references organization,
  org_path        text collate "C" not null,
  year            integer not null constraint dues_disclosure_year check (year between 1949 and 2100),
  published_on    date not null,
  manner          text not null,
  payers          integer not null,
  collected_fen   bigint not null,
  remitted_fen    bigint not null,
  used_fen        bigint not null,
  recorded_by     uuid,
  constraint dues_disclosure_once unique (organization_id, year)
);
comment on table dues_disclosure is 'That a branch published a year''s dues to its members, when and how, with the totals as they were published.';
create index dues_disclosure_place on dues_disclosure (org_path);
select declare_class('dues_disclosure', 'scoped', sees => 'places', path_columns => '{org_path}');

-- Dues follow the member, whichever act moves them: transfer, reorganisation, its undoing, an import.
create function dues_follow_person() returns trigger
  language plpgsql security definer set search_path from current as $$
begin
  update dues_profile set organization_id = new.organization_id, org_path = new.org_path where person_id = new.id;
  update dues_relief set organization_id = new.organization_id, org_path = new.org_path where person_id = new.id;
  update dues_talk set organization_id = new.organization_id, org_path = new.org_path where person_id = new.id;
  update dues_entry set person_path = new.org_path where person_id = new.id;
  return null;
end $$;
comment on function dues_follow_person is 'Carries a member''s dues profile, reliefs and talks to the branch the member belongs to now, and lets it see what was paid before.';
select run_as_owner('dues_follow_person()');
create trigger dues_follow_person after update of organization_id on person
  for each row when (old.organization_id is distinct from new.organization_id) execute function dues_follow_person();
