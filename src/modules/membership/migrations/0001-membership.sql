create table person (
  id              uuid constraint person_pkey primary key,
  organization_id uuid not null constraint person_organization references organization,
  org_path        text collate "C" not null,
  name            text not null,
  former_name     text,
  pinyin          text not null,
  initials        text not null,
  stroke_key      text collate "C" not null,
  gender          text not null constraint person_gender check (gender in ('male', 'female', 'unknown', 'unstated')),
  ethnicity       text,
  birth_on        date,
  birth_precision text not null default 'day' constraint person_birth_precision check (birth_precision in ('day', 'month', 'year')),
  native_place    text,
  id_number_cipher text,
  id_number_index text constraint person_id_number unique,
  id_number_mask  text,
  mobile_cipher   text,
  mobile_index    text,
  mobile_mask     text,
  address_cipher  text,
  registered_address_cipher text,
  import_id       uuid,
  created_at      timestamptz not null default now(),
  version         integer not null default 1
);
comment on table person is 'A person, once: who they are and how to reach them. What the roster says of them in time lies in membership.';
comment on column person.id_number_index is 'Keyed blind index of the identity number: equal numbers have equal indexes, nothing else can be read from it.';
comment on column person.org_path is 'Where the person belongs today: the place that answers for the record.';
create index person_organization_id on person (organization_id);
create index person_place on person (org_path);
create index person_mobile on person (mobile_index);
create index person_import on person (import_id);
select declare_class('person', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'id');
alter table account add constraint account_person_id foreign key (person_id) references person;
alter table role_grant add constraint role_grant_organization_id foreign key (organization_id) references organization;
alter table break_glass add constraint break_glass_organization foreign key (organization_id) references organization;
create index break_glass_organization_id on break_glass (organization_id);

create table membership (
  id              uuid constraint membership_pkey primary key,
  person_id       uuid not null constraint membership_person references person,
  organization_id uuid not null constraint membership_organization references organization,
  org_path        text collate "C" not null,
  valid_from      date not null,
  valid_to        date,
  name            text not null,
  pinyin          text not null,
  initials        text not null,
  stroke_key      text collate "C" not null,
  gender          text not null,
  ethnicity       text,
  birth_on        date,
  education       text,
  degree          text,
  joined_on       date,
  joined_precision text not null default 'day',
  full_on         date,
  full_precision  text not null default 'day',
  category        text not null constraint membership_category check (category in ('full', 'probationary')),
  registry_status text not null default 'normal' constraint membership_registry_status check (registry_status in ('normal', 'kept', 'stopped', 'restored')),
  join_kind       text,
  job             text,
  work_unit       text,
  stratum         text,
  front_line      boolean,
  migrant_worker  boolean,
  group_name      text,
  flow_destination text,
  lost_since      date,
  note            text not null default '',
  opened_by       uuid,
  closed_by       uuid,
  import_id       uuid,
  import_file     uuid,
  import_row      integer,
  constraint membership_dates check (valid_to is null or valid_to > valid_from),
  constraint membership_full_after_joined check (full_on is null or joined_on is null or full_on >= joined_on)
);
comment on table membership is 'The roster in time: what the roster of one branch said of one member over [valid_from, valid_to). A member stands on one roster at a time.';
comment on column membership.category is 'As the roster said when the row began; with joined_on and full_on known, the category of a day follows from them (rules.ts).';
comment on column membership.opened_by is 'Organisation event that made this row, if one did; closed_by likewise.';
-- One open row a person. An exclusion over the whole history would cost an import of 100,000 rows several seconds of GiST;
-- `lianxin verify` looks for overlaps of closed rows instead.
create unique index membership_one_open on membership (person_id) where valid_to is null;
create index membership_person_id on membership (person_id, valid_from);
create index membership_organization_id on membership (organization_id);
-- Holds all that pictures count and lists mostly ask, in the order of names: a place is counted, searched and paged from a few
-- pages of the index and none of the table.
create index membership_listed on membership (org_path, stroke_key, id)
  include (valid_from, valid_to, organization_id, name, gender, birth_on, education, ethnicity, full_on, category);
-- The same order for the whole zone, where the place selects nothing.
create index membership_by_name on membership (stroke_key, id)
  include (org_path, valid_from, valid_to, name, gender, education);
create index membership_opened_by on membership (opened_by) where opened_by is not null;
create index membership_closed_by on membership (closed_by) where closed_by is not null;
create index membership_import on membership (import_id) where import_id is not null;
select declare_class('membership', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table transfer (
  id              uuid constraint transfer_pkey primary key,
  person_id       uuid not null constraint transfer_person references person,
  person_name     text not null,
  kind            text not null constraint transfer_kind check (kind in ('inside', 'out', 'in')),
  from_organization_id uuid constraint transfer_from references organization,
  org_path        text collate "C" not null,
  to_organization_id uuid constraint transfer_to references organization,
  to_path         text collate "C",
  outside_name    text,
  reason          text not null default '',
  dues_paid_to    date,
  letter_number   text,
  letter_on       date,
  valid_days      integer constraint transfer_valid_days check (valid_days between 1 and 90),
  state           text not null constraint transfer_state check (state in ('handed-over', 'accepted', 'refused', 'withdrawn')),
  handed_over_by  uuid,
  handed_over_on  date not null,
  decided_by      uuid,
  decided_on      date,
  decision_note   text not null default '',
  batch_id        uuid,
  constraint transfer_ends check (
    (kind = 'inside' and from_organization_id is not null and to_organization_id is not null)
    or (kind = 'out' and from_organization_id is not null and outside_name is not null)
    or (kind = 'in' and to_organization_id is not null and outside_name is not null))
);
comment on table transfer is 'Transfers of organisational relations: handed over by one branch, accepted by the other; the sender answers for the member until then.';
create index transfer_person_id on transfer (person_id);
create index transfer_from_id on transfer (from_organization_id);
create index transfer_to_id on transfer (to_organization_id);
create index transfer_place on transfer (org_path);
create index transfer_to_place on transfer (to_path);
create unique index transfer_one_open on transfer (person_id) where state = 'handed-over';
select declare_class('transfer', 'scoped', sees => 'persons', path_columns => '{org_path,to_path}', self_column => 'person_id');

create table membership_event (
  id              uuid constraint membership_event_pkey primary key,
  person_id       uuid not null constraint membership_event_person references person,
  organization_id uuid not null constraint membership_event_organization references organization,
  org_path        text collate "C" not null,
  direction       smallint not null constraint membership_event_direction check (direction in (-1, 1)),
  code            text not null,
  happened_on     date not null,
  counterpart     text,
  document_number text,
  note            text not null default '',
  transfer_id     uuid constraint membership_event_transfer references transfer,
  opened_by       uuid,
  import_id       uuid
);
comment on table membership_event is 'In (+1) and out (-1) of a roster, with its code: last year + in - out = this year, at every place.';
create index membership_event_person_id on membership_event (person_id, happened_on);
create index membership_event_organization_id on membership_event (organization_id);
create index membership_event_place on membership_event (org_path, happened_on);
create index membership_event_transfer_id on membership_event (transfer_id) where transfer_id is not null;
create index membership_event_opened_by on membership_event (opened_by) where opened_by is not null;
create index membership_event_import on membership_event (import_id) where import_id is not null;
select declare_class('membership_event', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table post (
  id              uuid constraint post_pkey primary key,
  organization_id uuid not null constraint post_organization references organization,
  org_path        text collate "C" not null,
  person_id       uuid not null constraint post_person references person,
  person_name     text not null,
  post            text not null,
  term_id         uuid constraint post_term references committee_term,
  valid_from      date not null,
  valid_to        date,
  document_number text,
  leave_reason    text not null default '',
  opened_by       uuid,
  closed_by       uuid,
  constraint post_dates check (valid_to is null or valid_to > valid_from)
);
comment on table post is 'Who holds which post since when, in Party committees and villagers'' or residents'' committees alike.';
comment on column post.person_name is 'Name at the time.';
create index post_organization_id on post (organization_id, valid_from);
create index post_person_id on post (person_id);
create index post_place on post (org_path, valid_from);
create index post_term_id on post (term_id);
create index post_opened_by on post (opened_by) where opened_by is not null;
create index post_closed_by on post (closed_by) where closed_by is not null;
select declare_class('post', 'scoped', sees => 'places', path_columns => '{org_path}', self_column => 'person_id');

-- Which of these identity numbers does anybody in the house already carry? Answers without showing whose.
create function identity_numbers_known(index_values text[]) returns setof text
  language sql stable security definer set search_path from current as $$
    select id_number_index from person where id_number_index = any(index_values)
  $$;
comment on function identity_numbers_known is 'Blind indexes of the given ones that are in use anywhere, so that nobody is entered twice beyond somebody''s reach.';

-- A transfer goes to a branch that the sender cannot look into: its name and place are known to everybody who transfers.
create function transfer_places(ids uuid[]) returns table (organization_id uuid, org_path text, short_name text, closed_on date)
  language sql stable security definer set search_path from current as $$
    select distinct on (o.id) o.id, o.org_path, v.short_name, o.closed_on
    from organization o join organization_version v on v.organization_id = o.id
    where o.id = any(ids)
    order by o.id, v.valid_from desc
  $$;
comment on function transfer_places is 'Names and places of organisations that a transfer names, in reach or not.';

create function transfer_places_named(words text) returns table (organization_id uuid, short_name text, full_name text)
  language sql stable security definer set search_path from current as $$
    select o.id, v.short_name, v.full_name
    from organization o join organization_version v on v.organization_id = o.id and v.valid_to is null
    where o.closed_on is null and v.kind not in ('committee', 'working_committee')
      and (strpos(v.full_name, words) > 0 or strpos(v.short_name, words) > 0 or v.initials like lower(words) || '%')
    order by length(v.short_name), v.short_name
    limit 20
  $$;
comment on function transfer_places_named is 'Branches by a part of their name, for choosing the receiver of a transfer.';

create table member_before (
  id          uuid constraint member_before_pkey primary key,
  person_id   uuid not null constraint member_before_person references person,
  org_path    text collate "C" not null,
  import_id   uuid not null,
  made_version integer not null,
  person      jsonb not null,
  membership  jsonb
);
comment on table member_before is 'What an import wrote over, so that it can be taken back; ciphers stay ciphers. Removed with the import after 30 days.';
comment on column member_before.made_version is 'Version of the person that the import made: a later one means that somebody changed the record since.';
create index member_before_person_id on member_before (person_id);
create index member_before_import on member_before (import_id);
create index member_before_place on member_before (org_path);
select declare_class('member_before', 'scoped', sees => 'persons', path_columns => '{org_path}');

select run_as_owner('identity_numbers_known(text[])');
select run_as_owner('transfer_places(uuid[])');
-- One's own record names one's own branch.
grant execute on function transfer_places to lianxin_self;
select run_as_owner('transfer_places_named(text)');
