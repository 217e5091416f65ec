create table floating_case (
  id              uuid constraint floating_case_pkey primary key,
  person_id       uuid constraint floating_case_person references person,
  person_name     text not null,
  gender          text constraint floating_case_gender check (gender in ('male', 'female', 'unknown', 'unstated')),
  birth_year      integer,
  id_number_cipher text,
  id_number_index text,
  id_number_mask  text,
  organization_id uuid constraint floating_case_home references organization,
  org_path        text collate "C",
  home_name       text,
  home_contact    text,
  host_organization_id uuid constraint floating_case_host references organization,
  host_path       text collate "C",
  host_name       text,
  host_contact    text,
  left_on         date not null,
  expected_back_on date,
  scope           text not null,
  reason          text not null,
  abroad          boolean not null default false,
  origin_job      text,
  destination_kind text,
  destination     text not null default '',
  work_unit       text,
  address_cipher  text,
  phone_cipher    text,
  phone_mask      text,
  emergency_cipher text,
  registered_on   date not null,
  registered_by   text not null,
  decided_on      date,
  sent_on         date,
  arrived_on      date,
  declined_on     date,
  decline_note    text not null default '',
  lost_since      date,
  lost_on         date,
  lost_reason     text,
  stopped_on      date,
  ended_on        date,
  end_code        text constraint floating_case_end_code check (end_code in ('returned', 'transferred', 'left', 'struck-off', 'withdrawn')),
  end_note        text not null default '',
  constraint floating_case_halves check (
    ((organization_id is null) = (org_path is null)) and ((host_organization_id is null) = (host_path is null))
    and (org_path is not null or host_path is not null) and (organization_id is null or person_id is not null)
    and (organization_id is not null or home_name is not null)),
  constraint floating_case_ends check ((ended_on is null) = (end_code is null)),
  constraint floating_case_lost check ((lost_on is null) = (lost_since is null))
);
comment on table floating_case is 'A member away from the branch of their membership: one case with a home half (organization_id, org_path) and a host half (host_*). A half that lies in another installation has only a name here. Where the case stands follows from its dated facts.';
comment on column floating_case.id is 'The same in every installation that holds the case: the flow pass names it.';
comment on column floating_case.decided_on is 'The home branch decided to keep the member as floating, with a person to keep contact (not to transfer).';
comment on column floating_case.lost_since is 'Last sign of life; lost_on is the day on which the branch stated the loss.';
comment on column floating_case.id_number_cipher is 'Of members from elsewhere, who have no record here; of our own it lies with the person.';
create unique index floating_case_one_open on floating_case (person_id) where ended_on is null;
create index floating_case_person_id on floating_case (person_id);
create index floating_case_home_id on floating_case (organization_id);
create index floating_case_host_id on floating_case (host_organization_id);
create index floating_case_place on floating_case (org_path, left_on);
create index floating_case_host_place on floating_case (host_path, left_on);
create index floating_case_id_number on floating_case (id_number_index) where id_number_index is not null;
select declare_class('floating_case', 'scoped', sees => 'persons', path_columns => '{org_path,host_path}', self_column => 'person_id');

create table floating_entry (
  id              uuid constraint floating_entry_pkey primary key,
  case_id         uuid not null constraint floating_entry_case references floating_case,
  person_id       uuid constraint floating_entry_person references person,
  org_path        text collate "C",
  host_path       text collate "C",
  kind            text not null constraint floating_entry_kind check (kind in (
    'registered', 'issued', 'countersigned', 'declined', 'report', 'contact', 'search', 'activity', 'dues', 'training',
    'appraisal', 'lost', 'found', 'stopped', 'returned', 'transferred')),
  side            text not null constraint floating_entry_side check (side in ('home', 'host', 'member')),
  happened_on     date not null,
  by_name         text not null,
  content         text not null default '',
  way             text,
  reached         boolean,
  hours           integer constraint floating_entry_hours check (hours between 1 and 400),
  grade           text,
  body            text not null,
  public_key      text not null,
  signature       text not null,
  constraint floating_entry_place check (org_path is not null or host_path is not null)
);
comment on table floating_entry is 'The log of a floating case: what was done by home, host and member, each line signed by the installation that wrote it, so that two logs merge by their ids.';
comment on column floating_entry.body is 'The signed text, exactly as it travels in a flow pass; the other columns are read from it.';
create index floating_entry_case_id on floating_entry (case_id, happened_on) include (kind, reached);
create index floating_entry_person_id on floating_entry (person_id);
create index floating_entry_place on floating_entry (org_path);
create index floating_entry_host_place on floating_entry (host_path);
select declare_class('floating_entry', 'scoped', sees => 'persons', path_columns => '{org_path,host_path}', self_column => 'person_id');

create table pass_key (
  public_key      text constraint pass_key_pkey primary key,
  name            text not null,
  confirmed_on    date not null,
  confirmed_by    text not null
);
comment on table pass_key is 'Keys of other installations whose fingerprint somebody here compared with the people there (trust on first use).';
select declare_class('pass_key', 'reference');

-- Members of whom the roster says that they are away, for the list of those without a case.
create index membership_away on membership (org_path, person_id) where flow_destination is not null and valid_to is null;
