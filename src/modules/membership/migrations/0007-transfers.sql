-- A letter from outside comes before the person is known here: until the member is admitted the transfer names nobody of ours.
alter table transfer alter column person_id drop not null;
alter table transfer
  add column channel text not null default 'online' constraint transfer_channel check (channel in ('online', 'letter')),
  add column scope text,
  add column contact text,
  add column id_number_cipher text,
  add column id_number_mask text,
  add column verified_on date,
  add column verified_note text not null default '',
  add column receipt_on date,
  add column receipt_number text,
  add column reminded_on date,
  add column file_way text,
  add column file_sent_on date,
  add column file_received_on date,
  add column file_note text not null default '',
  add constraint transfer_person_known check (person_id is not null or (kind = 'in' and state <> 'accepted')),
  add constraint transfer_file_order check (file_received_on is null or file_received_on >= file_sent_on);
comment on column transfer.channel is 'By the national system or by this one, or by a letter on paper (介绍信).';
comment on column transfer.contact is 'Who answers for it at the organisation outside, with telephone.';
comment on column transfer.receipt_on is 'Out: the receipt (回执) came. In: our receipt was sent back.';
comment on column transfer.id_number_cipher is 'Of a letter from outside, until the member is admitted; of our own members it lies with the person.';
comment on column transfer.file_sent_on is 'The member''s file (档案) was sent; file_received_on: the other side acknowledged it.';
create index transfer_in_flight on transfer (handed_over_on) where state = 'handed-over';
create index transfer_listed on transfer (handed_over_on desc, id desc);

create table transfer_letter (
  id              uuid constraint transfer_letter_pkey primary key,
  kind            text not null constraint transfer_letter_kind check (kind in ('introduction', 'certificate')),
  transfer_id     uuid constraint transfer_letter_transfer references transfer,
  person_id       uuid not null constraint transfer_letter_person references person,
  person_name     text not null,
  organization_id uuid not null constraint transfer_letter_organization references organization,
  org_path        text collate "C" not null,
  issuer_organization_id uuid not null constraint transfer_letter_issuer references organization,
  year            integer not null,
  serial          integer not null,
  number          text not null,
  addressee       text not null,
  purpose         text not null default '',
  dues_paid_to    date,
  issued_on       date not null,
  valid_days      integer not null constraint transfer_letter_valid_days check (valid_days between 1 and 184),
  issued_by       text not null,
  replaces_id     uuid constraint transfer_letter_replaces references transfer_letter,
  cancelled_on    date,
  cancel_code     text constraint transfer_letter_cancel_code check (cancel_code in ('lost', 'expired', 'mistake', 'withdrawn')),
  cancel_note     text not null default '',
  constraint transfer_letter_of check ((kind = 'introduction') = (transfer_id is not null)),
  constraint transfer_letter_cancelled check ((cancelled_on is null) = (cancel_code is null)),
  constraint transfer_letter_number unique (issuer_organization_id, kind, year, serial)
);
comment on table transfer_letter is 'The letter book (介绍信登记簿): letters of introduction for transfers and certificates of membership, each with its stub number in the series of the organisation that issued it.';
comment on column transfer_letter.organization_id is 'The branch of the member when the letter was issued.';
comment on column transfer_letter.replaces_id is 'The letter that was lost, expired or mistaken, in whose stead this one was issued.';
create index transfer_letter_transfer_id on transfer_letter (transfer_id) where transfer_id is not null;
create index transfer_letter_person_id on transfer_letter (person_id);
create index transfer_letter_organization_id on transfer_letter (organization_id);
create index transfer_letter_replaces_id on transfer_letter (replaces_id) where replaces_id is not null;
create index transfer_letter_place on transfer_letter (org_path, issued_on);
select declare_class('transfer_letter', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table transfer_step (
  id              uuid constraint transfer_step_pkey primary key,
  transfer_id     uuid not null constraint transfer_step_transfer references transfer,
  person_id       uuid constraint transfer_step_person references person,
  org_path        text collate "C" not null,
  to_path         text collate "C",
  kind            text not null constraint transfer_step_kind check (kind in (
    'handed-over', 'received', 'letter', 'letter-cancelled', 'reminded', 'verified', 'accepted', 'refused', 'withdrawn',
    'receipt', 'undone', 'file-sent', 'file-received', 'note')),
  happened_on     date not null,
  by_name         text not null,
  content         text not null default ''
);
comment on table transfer_step is 'The path of a transfer: what was done, on which day, by whom; by either side.';
create index transfer_step_transfer_id on transfer_step (transfer_id, happened_on);
create index transfer_step_person_id on transfer_step (person_id);
create index transfer_step_place on transfer_step (org_path);
create index transfer_step_to_place on transfer_step (to_path);
select declare_class('transfer_step', 'scoped', sees => 'persons', path_columns => '{org_path,to_path}', self_column => 'person_id');

create table transfer_material (
  id              uuid constraint transfer_material_pkey primary key,
  transfer_id     uuid not null constraint transfer_material_transfer references transfer,
  person_id       uuid constraint transfer_material_person references person,
  org_path        text collate "C" not null,
  to_path         text collate "C",
  position        integer not null,
  term            text not null,
  copies          integer not null constraint transfer_material_copies check (copies between 1 and 99)
);
comment on table transfer_material is 'What is in the member''s file that travels with a transfer, as listed when it was sent.';
create index transfer_material_transfer_id on transfer_material (transfer_id, position);
create index transfer_material_person_id on transfer_material (person_id);
create index transfer_material_place on transfer_material (org_path);
create index transfer_material_to_place on transfer_material (to_path);
select declare_class('transfer_material', 'scoped', sees => 'persons', path_columns => '{org_path,to_path}', self_column => 'person_id');

create table transfer_request (
  id              uuid constraint transfer_request_pkey primary key,
  person_id       uuid not null constraint transfer_request_person references person,
  person_name     text not null,
  organization_id uuid not null constraint transfer_request_organization references organization,
  org_path        text collate "C" not null,
  asked_on        date not null,
  destination     text not null,
  reason          text not null default '',
  answered_on     date,
  answer          text constraint transfer_request_answer check (answer in ('taken-up', 'declined', 'withdrawn')),
  answer_note     text not null default '',
  transfer_id     uuid constraint transfer_request_transfer references transfer,
  constraint transfer_request_answered check ((answered_on is null) = (answer is null)),
  constraint transfer_request_taken_up check ((answer = 'taken-up') is not true or transfer_id is not null)
);
comment on table transfer_request is 'A member asks the own branch for a transfer; handing over takes it up.';
create unique index transfer_request_one_open on transfer_request (person_id) where answered_on is null;
create index transfer_request_person_id on transfer_request (person_id);
create index transfer_request_organization_id on transfer_request (organization_id);
create index transfer_request_transfer_id on transfer_request (transfer_id) where transfer_id is not null;
create index transfer_request_place on transfer_request (org_path, asked_on);
select declare_class('transfer_request', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table membership_keep (
  id              uuid constraint membership_keep_pkey primary key,
  person_id       uuid not null constraint membership_keep_person references person,
  person_name     text not null,
  organization_id uuid not null constraint membership_keep_organization references organization,
  org_path        text collate "C" not null,
  since_on        date not null,
  note            text not null default '',
  registered_by   text not null,
  ended_on        date,
  end_note        text not null default '',
  constraint membership_keep_dates check (ended_on is null or ended_on >= since_on)
);
comment on table membership_keep is 'Graduates without a place of work whose membership the school or home branch keeps for a while, as a rule no longer than two years.';
create unique index membership_keep_one_open on membership_keep (person_id) where ended_on is null;
create index membership_keep_person_id on membership_keep (person_id);
create index membership_keep_organization_id on membership_keep (organization_id);
create index membership_keep_place on membership_keep (org_path, since_on);
select declare_class('membership_keep', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

-- The stubs of one book are numbered without a gap, although whoever issues does not see every letter of the series: a second
-- issuer of the same moment waits until the first has ended.
create function next_letter_serial(issuer uuid, letter_kind text, of_year integer) returns integer
  language plpgsql volatile security definer set search_path from current as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('transfer_letter ' || issuer || letter_kind || of_year, 0));
  return (select coalesce(max(serial), 0) + 1 from transfer_letter
    where issuer_organization_id = issuer and kind = letter_kind and year = of_year);
end $$;
comment on function next_letter_serial is 'The next stub number in the letter book of an organisation and a year.';
select run_as_owner('next_letter_serial(uuid, text, integer)');

-- What waits for a member lies where the member lies, whichever act moves them.
create function transfer_papers_follow_person() returns trigger
  language plpgsql security definer set search_path from current as $$
begin
  update transfer_request set organization_id = new.organization_id, org_path = new.org_path where person_id = new.id and answered_on is null;
  update membership_keep set organization_id = new.organization_id, org_path = new.org_path where person_id = new.id and ended_on is null;
  return null;
end $$;
comment on function transfer_papers_follow_person is 'Carries a member''s open request and the keeping of their membership to the branch they belong to now.';
select run_as_owner('transfer_papers_follow_person()');
create trigger transfer_papers_follow_person after update of organization_id on person
  for each row when (old.organization_id is distinct from new.organization_id) execute function transfer_papers_follow_person();

-- Transfers of before get the path that their dates tell.
insert into transfer_step (id, transfer_id, person_id, org_path, to_path, kind, happened_on, by_name)
  select gen_random_uuid(), t.id, t.person_id, t.org_path, t.to_path,
    case when t.kind = 'in' then 'received' else 'handed-over' end, t.handed_over_on, coalesce(a.display_name, '')
  from transfer t left join account a on a.id = t.handed_over_by;
insert into transfer_step (id, transfer_id, person_id, org_path, to_path, kind, happened_on, by_name, content)
  select gen_random_uuid(), t.id, t.person_id, t.org_path, t.to_path, t.state, t.decided_on, coalesce(a.display_name, ''), t.decision_note
  from transfer t left join account a on a.id = t.decided_by where t.decided_on is not null;
