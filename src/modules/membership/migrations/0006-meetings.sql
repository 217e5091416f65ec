create table meeting (
  id              uuid constraint meeting_pkey primary key,
  organization_id uuid not null constraint meeting_organization references organization,
  org_path        text collate "C" not null,
  joint_id        uuid constraint meeting_joint references meeting,
  joint_organization_id uuid constraint meeting_joint_organization references organization,
  joint_path      text collate "C",
  answer          text constraint meeting_answer check (answer in ('asked', 'joined', 'declined')),
  kinds           text[] not null,
  body            text not null constraint meeting_body check (body in ('members', 'committee', 'group')),
  group_name      text,
  title           text not null,
  topic           text not null default '',
  topic_on        date,
  meets_on        date not null,
  starts          text constraint meeting_starts check (starts ~ '^[0-2][0-9]:[0-5][0-9]$'),
  ends            text constraint meeting_ends check (ends ~ '^[0-2][0-9]:[0-5][0-9]$'),
  place           text not null default '',
  chair           text not null default '',
  recorder        text not null default '',
  lecturer        text not null default '',
  superiors       text not null default '',
  hours           smallint not null default 0 constraint meeting_hours check (hours between 0 and 40),
  summary         text not null default '',
  told_expected   integer constraint meeting_told_expected check (told_expected >= 0),
  told_present    integer constraint meeting_told_present check (told_present >= 0),
  told_absent     text not null default '',
  planned_on      date not null,
  planned_by      text not null,
  invited_on      date,
  recorded_on     date,
  recorded_by     text,
  cancelled_on    date,
  cancel_reason   text not null default '',
  import_id       uuid,
  import_file     uuid,
  import_row      integer,
  constraint meeting_kinds check (cardinality(kinds) > 0),
  constraint meeting_group check ((body = 'group') = (group_name is not null)),
  constraint meeting_part check (
    (joint_id is null) = (answer is null) and (joint_id is null) = (joint_path is null)
    and (joint_id is null) = (joint_organization_id is null) and joint_id <> id),
  constraint meeting_recorded check ((recorded_on is null) = (recorded_by is null)),
  constraint meeting_cancelled check ((cancelled_on is null) = (cancel_reason = '') and (cancelled_on is null or recorded_on is null)),
  constraint meeting_topic check (topic = '' or topic_on is not null)
);
comment on table meeting is 'A meeting of one branch (三会一课, 主题党日, 组织生活会): planned, invited, recorded or cancelled by its dated facts. One event may serve several kinds. Of a joint event each branch has a row of its own, so that it has its own attendance and quorum.';
comment on column meeting.joint_id is 'Of a branch that takes part in the meeting of another: the row of the branch that convenes it, which may write this row too. answer says whether it takes part.';
comment on column meeting.body is 'Who meets: all members of the branch, its committee, or one group.';
comment on column meeting.topic_on is 'The day on which the topic was set, to tell whether it was beforehand.';
comment on column meeting.hours is 'Class hours of study that count for those who were present.';
comment on column meeting.told_expected is 'Of an imported ledger that names no persons: what it says. Else counted from meeting_person.';
create index meeting_organization_id on meeting (organization_id, meets_on);
create index meeting_place on meeting (org_path, meets_on);
create index meeting_joint_id on meeting (joint_id) where joint_id is not null;
create index meeting_joint_organization_id on meeting (joint_organization_id) where joint_organization_id is not null;
create index meeting_joint_place on meeting (joint_path, meets_on) where joint_path is not null;
create index meeting_import on meeting (import_id) where import_id is not null;
-- What was held, for what the rules ask by month, quarter and year.
create index meeting_held on meeting (meets_on, organization_id) include (org_path) where recorded_on is not null;
select declare_class('meeting', 'scoped', sees => 'persons', path_columns => '{org_path,joint_path}');

create table meeting_person (
  id              uuid constraint meeting_person_pkey primary key,
  meeting_id      uuid not null constraint meeting_person_meeting references meeting,
  person_id       uuid not null constraint meeting_person_person references person,
  person_name     text not null,
  organization_id uuid not null constraint meeting_person_organization references organization,
  org_path        text collate "C" not null,
  meets_on        date not null,
  category        text not null constraint meeting_person_category check (category in ('full', 'probationary')),
  votes           boolean not null,
  counted         boolean not null,
  state           text not null constraint meeting_person_state check (state in ('invited', 'present', 'excused', 'absent', 'exempt')),
  reason          text not null default '',
  by_self         boolean not null default false,
  hours           smallint not null default 0 constraint meeting_person_hours check (hours between 0 and 40),
  constraint meeting_person_once unique (meeting_id, person_id),
  constraint meeting_person_earns check (hours = 0 or state = 'present')
);
comment on table meeting_person is 'Who was called to a meeting and, once it is recorded, who was there: the organiser''s record, needed for the quorum. Nobody checks in.';
comment on column meeting_person.votes is 'Had a vote on that day; counted: belongs to the number that a majority is taken of.';
create index meeting_person_person_id on meeting_person (person_id, meets_on);
create index meeting_person_organization_id on meeting_person (organization_id, meets_on);
create index meeting_person_place on meeting_person (org_path, meets_on);
-- Hours of a year, read from the index alone.
create index meeting_person_study on meeting_person (meets_on, person_id) include (hours, org_path) where hours > 0;
select declare_class('meeting_person', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table meeting_item (
  id              uuid constraint meeting_item_pkey primary key,
  meeting_id      uuid not null constraint meeting_item_meeting references meeting,
  org_path        text collate "C" not null,
  place_in_order  smallint not null,
  title           text not null,
  discussion      text not null default '',
  dissent         text not null default '',
  decision        text not null default '',
  yes             integer constraint meeting_item_yes check (yes >= 0),
  no              integer constraint meeting_item_no check (no >= 0),
  abstain         integer constraint meeting_item_abstain check (abstain >= 0),
  constraint meeting_item_vote check ((yes is null) = (no is null) and (yes is null) = (abstain is null))
);
comment on table meeting_item is 'One item of the minutes: what was discussed, other opinions, the decision and the votes it got.';
create index meeting_item_meeting_id on meeting_item (meeting_id, place_in_order);
create index meeting_item_place on meeting_item (org_path);
select declare_class('meeting_item', 'scoped', sees => 'persons', path_columns => '{org_path}');

create table meeting_task (
  id              uuid constraint meeting_task_pkey primary key,
  meeting_id      uuid not null constraint meeting_task_meeting references meeting,
  item_id         uuid constraint meeting_task_item references meeting_item,
  organization_id uuid not null constraint meeting_task_organization references organization,
  org_path        text collate "C" not null,
  what            text not null,
  person_id       uuid constraint meeting_task_person references person,
  person_name     text not null,
  due_on          date not null,
  done_on         date,
  done_by         text,
  done_note       text not null default '',
  withdrawn_on    date,
  withdraw_reason text not null default '',
  constraint meeting_task_done check ((done_on is null) = (done_by is null)),
  constraint meeting_task_ends check (done_on is null or withdrawn_on is null),
  constraint meeting_task_withdrawn check ((withdrawn_on is null) = (withdraw_reason = ''))
);
comment on table meeting_task is 'What a meeting decided that somebody does by a day.';
create index meeting_task_meeting_id on meeting_task (meeting_id);
create index meeting_task_item_id on meeting_task (item_id) where item_id is not null;
create index meeting_task_organization_id on meeting_task (organization_id, due_on);
create index meeting_task_person_id on meeting_task (person_id, due_on);
create index meeting_task_place on meeting_task (org_path, due_on);
create index meeting_task_open on meeting_task (due_on) where done_on is null and withdrawn_on is null;
select declare_class('meeting_task', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table meeting_revision (
  id              uuid constraint meeting_revision_pkey primary key,
  meeting_id      uuid not null constraint meeting_revision_meeting references meeting,
  org_path        text collate "C" not null,
  made_on         date not null,
  made_by         text not null,
  reason          text not null,
  stood           jsonb not null
);
comment on table meeting_revision is 'What stood before a plan was changed or a record was put right, whole, with the reason.';
create index meeting_revision_meeting_id on meeting_revision (meeting_id, id);
create index meeting_revision_place on meeting_revision (org_path);
select declare_class('meeting_revision', 'scoped', sees => 'persons', path_columns => '{org_path}');

create table meeting_standing (
  id              uuid constraint meeting_standing_pkey primary key,
  person_id       uuid not null constraint meeting_standing_person references person,
  person_name     text not null,
  organization_id uuid not null constraint meeting_standing_organization references organization,
  org_path        text collate "C" not null,
  reason          text not null constraint meeting_standing_reason check (reason in ('old', 'ill', 'disabled', 'away', 'on_probation', 'detained')),
  approval        text not null default '',
  note            text not null default '',
  valid_from      date not null,
  valid_to        date,
  declared_on     date not null,
  declared_by     text not null,
  constraint meeting_standing_dates check (valid_to is null or valid_to > valid_from)
);
comment on table meeting_standing is 'A member who for a time does not stand in meetings as others do: not asked to come (old, ill, disabled), away, or without a vote. Declared once.';
comment on column meeting_standing.approval is 'Consent from above to leave the member out of the number that a majority is taken of; empty = counted.';
create unique index meeting_standing_one_open on meeting_standing (person_id) where valid_to is null;
create index meeting_standing_person_id on meeting_standing (person_id, valid_from);
create index meeting_standing_organization_id on meeting_standing (organization_id);
create index meeting_standing_place on meeting_standing (org_path, valid_from);
select declare_class('meeting_standing', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table meeting_talk (
  id              uuid constraint meeting_talk_pkey primary key,
  organization_id uuid not null constraint meeting_talk_organization references organization,
  org_path        text collate "C" not null,
  person_id       uuid not null constraint meeting_talk_person references person,
  person_name     text not null,
  talker_id       uuid constraint meeting_talk_talker references person,
  talker_name     text not null,
  talked_on       date not null,
  place           text not null default '',
  content         text not null,
  recorded_by     text not null,
  withdrawn_on    date,
  withdraw_reason text not null default '',
  constraint meeting_talk_two check (talker_id <> person_id),
  constraint meeting_talk_withdrawn check ((withdrawn_on is null) = (withdraw_reason = ''))
);
comment on table meeting_talk is 'A heart-to-heart talk (谈心谈话) between two members of a branch.';
create index meeting_talk_organization_id on meeting_talk (organization_id, talked_on);
create index meeting_talk_person_id on meeting_talk (person_id, talked_on);
create index meeting_talk_talker_id on meeting_talk (talker_id) where talker_id is not null;
create index meeting_talk_place on meeting_talk (org_path, talked_on);
select declare_class('meeting_talk', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

-- Groups of a branch, of which most have none.
create index membership_groups on membership (organization_id, group_name) where group_name <> '';
