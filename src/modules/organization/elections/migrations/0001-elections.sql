create table election (
  id              uuid constraint election_pkey primary key,
  organization_id uuid not null constraint election_organization references organization,
  org_path        text collate "C" not null,
  kind            text not null constraint election_kind check (kind in ('term', 'by_election', 'village')),
  form            text not null constraint election_form check (form in ('committee', 'direct', 'villagers')),
  delegates       integer constraint election_delegates check (delegates between 1 and 10000),
  term_id         uuid constraint election_term references committee_term,
  term_number     integer constraint election_term_number check (term_number > 0),
  made_term_id    uuid constraint election_made_term references committee_term,
  seats           integer not null constraint election_seats check (seats between 0 and 99),
  deputies        integer not null constraint election_deputies check (deputies between 0 and 9),
  officers        boolean not null default true,
  opened_on       date not null,
  reason          text not null default '',
  postponed_to    date,
  held_on         date,
  effective_on    date,
  document_number text,
  ended_on        date,
  ended_code      text constraint election_ended_code check (ended_code in ('completed', 'terminated')),
  ended_note      text not null default '',
  constraint election_ended check ((ended_on is null) = (ended_code is null)),
  constraint election_forms check ((kind = 'village') = (form = 'villagers'))
);
comment on table election is 'One election: of a Party committee at the end of its term, a by-election, or the record of a villagers'' or residents'' committee elected by the law. How far it has come follows from its records.';
comment on column election.form is 'committee: members elect the committee, its first meeting the secretary; direct: members elect the secretary; villagers: by the law.';
comment on column election.officers is 'The committee elects its secretary and deputies afterwards; false for a by-election of members alone.';
comment on column election.delegates is 'Of a congress of delegates: how many there are. Null: all full members elect.';
comment on column election.term_id is 'The term that ends, or within which a seat is filled; made_term_id is the one that began by it.';
comment on column election.postponed_to is 'Until when the level above allowed it to be held later (延期), from its records.';
comment on column election.held_on is 'Day of the ballot; effective_on of the posts that began by it. Both from its records.';
create unique index election_one_open on election (organization_id) where ended_on is null;
create index election_organization_id on election (organization_id, held_on);
create index election_place on election (org_path, held_on);
create index election_term_id on election (term_id);
create index election_made_term_id on election (made_term_id);
select declare_class('election', 'scoped', sees => 'places', path_columns => '{org_path}');

create table election_record (
  id              uuid constraint election_record_pkey primary key,
  election_id     uuid not null constraint election_record_election references election,
  organization_id uuid not null constraint election_record_organization references organization,
  org_path        text collate "C" not null,
  position        integer not null constraint election_record_position check (position > 0),
  step            text not null constraint election_record_step check (step in (
    'notice', 'request', 'reply', 'extension', 'nomination', 'candidates', 'candidates_reply', 'meeting', 'tellers',
    'ballot', 'officers', 'result', 'result_reply', 'handover', 'village')),
  result          text not null constraint election_record_result check (result in ('passed', 'rejected', 'void')),
  happened_on     date not null,
  place_name      text not null,
  document_number text,
  note            text not null default '',
  details         jsonb not null default '{}',
  effect          jsonb,
  recorded_by     uuid,
  recorded_name   text not null,
  recorded_at     timestamptz not null,
  withdrawn_on    date,
  withdrawn_name  text,
  withdrawn_reason text
);
comment on table election_record is 'What was done in an election, a dated row each: letters upward and their answers, the meeting, the counting sheet. What was entered in error is withdrawn, never removed.';
comment on column election_record.position is 'Order within the election; two things may lie on one day.';
comment on column election_record.details is 'What the step holds besides: candidates, who was left out and why, ballots and votes (contract.ts).';
comment on column election_record.effect is 'Terms and posts that this record began and ended, so that they can be put back.';
create unique index election_record_order on election_record (election_id, position);
create index election_record_organization_id on election_record (organization_id);
create index election_record_place on election_record (org_path, happened_on);
select declare_class('election_record', 'scoped', sees => 'persons', path_columns => '{org_path}');

create table election_candidate (
  id              uuid constraint election_candidate_pkey primary key,
  election_id     uuid not null constraint election_candidate_election references election,
  organization_id uuid not null constraint election_candidate_organization references organization,
  org_path        text collate "C" not null,
  person_id       uuid constraint election_candidate_person references person,
  person_name     text not null,
  seat            text not null constraint election_candidate_seat check (seat in ('member', 'secretary', 'deputy_secretary', 'village_head', 'village_committee_member')),
  written_in      boolean not null default false,
  by_members      integer constraint election_candidate_by_members check (by_members >= 0),
  by_masses       integer constraint election_candidate_by_masses check (by_masses >= 0),
  approved_on     date,
  votes_for       integer constraint election_candidate_votes_for check (votes_for >= 0),
  votes_against   integer constraint election_candidate_votes_against check (votes_against >= 0),
  votes_abstained integer constraint election_candidate_votes_abstained check (votes_abstained >= 0),
  held_on         date,
  elected         boolean not null default false
);
comment on table election_candidate is 'Who was named, stood and was elected, with their votes: read from the records that stand, and written anew whenever one is added or withdrawn.';
comment on column election_candidate.by_members is 'Recommended by members; by_masses by villagers or residents (两推一选).';
comment on column election_candidate.votes_for is 'Of the last ballot in which they stood.';
create index election_candidate_election_id on election_candidate (election_id);
create index election_candidate_organization_id on election_candidate (organization_id);
create index election_candidate_person_id on election_candidate (person_id);
create index election_candidate_place on election_candidate (org_path, held_on);
select declare_class('election_candidate', 'scoped', sees => 'persons', path_columns => '{org_path}');

-- Terms under way by their end: the list of terms and the clock ask for those that end soon.
create index committee_term_running on committee_term (due_on, organization_id) where ended_on is null;
