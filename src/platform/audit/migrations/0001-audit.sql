create table audit_event (
  id          bigint generated always as identity constraint audit_event_pkey primary key,
  at          timestamptz not null default clock_timestamp(),
  account_id  uuid,
  actor       text not null,
  verb        text not null,
  event       text not null,
  org_path    text collate "C" not null,
  organization_id uuid,
  target_kind text not null,
  target_id   text,
  target_name text,
  details     jsonb not null default '{}',
  request_id  text
);
comment on table audit_event is 'What was done, by whom, where, on what: written in the transaction of the act, never changed.';
comment on column audit_event.actor is 'Name of the person or system job at the time, so that the log reads after they are gone.';
comment on column audit_event.target_name is 'Name of the thing at the time.';
create index audit_event_place on audit_event (org_path, id);
create index audit_event_target on audit_event (target_kind, target_id, id);
create index audit_event_account on audit_event (account_id, id);
select declare_class('audit_event', 'scoped', sees => 'places', path_columns => '{org_path}', appends => true);

create table audit_subject (
  event_id  bigint not null constraint audit_subject_event references audit_event,
  person_id uuid not null,
  org_path  text collate "C" not null,
  constraint audit_subject_pkey primary key (person_id, event_id)
);
comment on table audit_subject is 'Whose data an event looked at or changed: the answer to "who looked at my record".';
create index audit_subject_event on audit_subject (event_id);
select declare_class('audit_subject', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id', appends => true);

