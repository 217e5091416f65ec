create table appraisal (
  id              uuid constraint appraisal_pkey primary key,
  organization_id uuid not null constraint appraisal_organization references organization,
  org_path        text collate "C" not null,
  year            integer not null constraint appraisal_year check (year between 1949 and 2100),
  manner          text not null constraint appraisal_manner check (manner in ('ballot', 'paper')),
  ceiling         text not null constraint appraisal_ceiling check (ceiling in ('third', 'thirty', 'none')),
  opened_on       date not null,
  opened_by       text not null,
  voting_on       date,
  counted_on      date,
  graded_on       date,
  published_on    date,
  withdrawn_on    date,
  withdraw_reason text not null default '',
  box_id          uuid,
  public_key      text,
  signing_key_cipher text,
  issued          integer,
  returned        integer,
  valid           integer,
  unreadable      integer not null default 0,
  tellers         text not null default '',
  decided_at      text not null default '',
  publish_manner  text not null default '',
  constraint appraisal_counts check (valid is null or (0 <= valid and valid <= returned and returned <= issued)),
  constraint appraisal_order check ((counted_on is null or voting_on is not null) and (graded_on is null or counted_on is not null)
    and (published_on is null or graded_on is not null)),
  constraint appraisal_key_ends check (signing_key_cipher is null or counted_on is null and withdrawn_on is null)
);
comment on table appraisal is 'One year''s democratic appraisal (民主评议党员) of a branch: where it stands follows from its dates. Of the secret ballot it knows the box by a random id, never what lies in it.';
comment on column appraisal.ceiling is 'How many may be 优秀: a third, thirty in a hundred, or no limit. Practice, in no regulation.';
comment on column appraisal.signing_key_cipher is 'The key that signs the tokens of this ballot, sealed; destroyed when the box is opened or thrown away.';
comment on column appraisal.issued is 'Ballots (or tokens) handed out, ballots returned, ballots valid, as the tellers or the box say; totals only.';
create unique index appraisal_once on appraisal (organization_id, year) where withdrawn_on is null;
create index appraisal_organization_id on appraisal (organization_id);
create index appraisal_place on appraisal (org_path, year);
create index appraisal_of_year on appraisal (year);
select declare_class('appraisal', 'scoped', sees => 'places', path_columns => '{org_path}');

create table appraisal_item (
  id              uuid constraint appraisal_item_pkey primary key,
  appraisal_id    uuid not null constraint appraisal_item_appraisal references appraisal,
  organization_id uuid not null constraint appraisal_item_organization references organization,
  org_path        text collate "C" not null,
  year            integer not null,
  person_id       uuid not null constraint appraisal_item_person references person,
  person_name     text not null,
  stroke_key      text collate "C" not null,
  exempt          text constraint appraisal_item_exempt check (exempt in ('probationary', 'frail', 'host', 'newcomer', 'other')),
  self_text       text not null default '',
  self_on         date,
  excellent       integer,
  qualified       integer,
  barely          integer,
  unqualified     integer,
  opinion         text not null default '',
  grade           text constraint appraisal_item_grade check (grade in ('excellent', 'qualified', 'barely_qualified', 'unqualified')),
  disposition     text constraint appraisal_item_disposition check (disposition in ('rectify', 'persuade', 'removal', 'lapse')),
  rectify_from    date,
  rectify_to      date,
  rectify_help    text not null default '',
  rectified_on    date,
  rectify_outcome text constraint appraisal_item_outcome check (rectify_outcome in ('improved', 'not')),
  constraint appraisal_item_once unique (appraisal_id, person_id),
  constraint appraisal_item_exempt_none check (exempt is null or (grade is null and excellent is null)),
  constraint appraisal_item_rectify check ((disposition = 'rectify') is true = (rectify_from is not null) and (rectify_from is null) = (rectify_to is null)
    and rectify_to <= rectify_from + interval '1 year')
);
comment on table appraisal_item is 'What one member wrote of themselves, how often each grade was marked (totals), the opinion and the grade of the committee, and what follows. Somebody exempt takes part and gets no grade.';
comment on column appraisal_item.id is 'Random: it is also the question on the ballots, and must not tell an order.';
create index appraisal_item_person_id on appraisal_item (person_id);
create index appraisal_item_organization_id on appraisal_item (organization_id);
create index appraisal_item_place on appraisal_item (org_path, year);
create index appraisal_item_rectifying on appraisal_item (rectify_to) where rectify_to is not null and rectified_on is null;
select declare_class('appraisal_item', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

create table appraisal_voter (
  id              uuid constraint appraisal_voter_pkey primary key,
  appraisal_id    uuid not null constraint appraisal_voter_appraisal references appraisal,
  organization_id uuid not null constraint appraisal_voter_organization references organization,
  org_path        text collate "C" not null,
  person_id       uuid not null constraint appraisal_voter_person references person,
  blinded_hash    bytea,
  constraint appraisal_voter_once unique (appraisal_id, person_id)
);
comment on table appraisal_voter is 'Who may vote, and that a token was taken; whether and what somebody voted stands nowhere.';
comment on column appraisal_voter.blinded_hash is 'SHA-256 of the blinded number that was signed, so that an answer lost on the way can be given again; it fits every token as well as another (RFC 9474).';
create index appraisal_voter_person_id on appraisal_voter (person_id);
create index appraisal_voter_organization_id on appraisal_voter (organization_id);
create index appraisal_voter_place on appraisal_voter (org_path);
select declare_class('appraisal_voter', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');
