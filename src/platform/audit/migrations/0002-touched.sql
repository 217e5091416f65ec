-- What is kept beside the facts (the lists of what is due) must hear of every act. An act tells, so what it told is noted here in
-- the same transaction, and taken away by whoever keeps something once it was taken in. Numbers are drawn before the commit: what
-- is taken away is what was read, never a range of numbers.
create table touched_event (
  number   bigint constraint touched_event_pkey primary key,
  event    text not null,
  org_path text collate "C" not null,
  persons  uuid[]
);
comment on table touched_event is 'Events told of which what is kept beside the facts has not taken notice yet.';
comment on column touched_event.persons is 'Whom the event is about; null when they are more than 200.';
select declare_class('touched_event', 'system');
revoke all on touched_event from lianxin_app;

create function touched_events() returns table (number bigint, event text, org_path text, persons uuid[])
  language sql stable as $$
    select t.number, t.event, t.org_path, t.persons from touched_event t where setting('system') <> '' order by t.number
  $$;
comment on function touched_events is 'What was told and is not taken in yet, for named system jobs.';
select run_as_owner('touched_events()');

create function take_in_events(numbers bigint[]) returns void language plpgsql as $$
begin
  if setting('system') = '' then
    raise exception 'only a named system job takes in what was told' using errcode = 'insufficient_privilege';
  end if;
  delete from touched_event t where t.number = any(numbers);
end $$;
comment on function take_in_events is 'These events are taken in by what is kept.';
select run_as_owner('take_in_events(bigint[])');

create or replace function tell_event(
  at timestamptz, account_id uuid, actor text, verb text, event text, org_path text, organization_id uuid,
  target_kind text, target_id text, target_name text, details jsonb, request_id text, persons uuid[], person_paths text[]
) returns uuid language plpgsql as $$
declare
  told bigint;
  told_id uuid;
begin
  if setting('system') = '' and coalesce(account_id::text, '') <> setting('account') then
    raise exception 'an act is told in the name of the account that does it' using errcode = 'insufficient_privilege';
  end if;
  insert into audit_event (at, account_id, actor, verb, event, org_path, organization_id, target_kind, target_id, target_name, details, request_id)
    values (coalesce(at, clock_timestamp()), account_id, actor, verb, event,
      case when org_path = '/' then house_path() else org_path end, organization_id, target_kind, target_id, target_name, details, request_id)
    returning audit_event.number, audit_event.id into told, told_id;
  insert into audit_pending values (told);
  insert into touched_event values (told, event, org_path, case when cardinality(persons) <= 200 then persons end);
  if cardinality(persons) > 0 then
    insert into audit_subject (event_number, person_id, org_path)
      select distinct on (person) told, person, path from unnest(persons, person_paths) as subject (person, path) order by person, path;
  end if;
  return told_id;
end $$;
select run_as_owner('tell_event(timestamptz, uuid, text, text, text, text, uuid, text, text, text, jsonb, text, uuid[], text[])');
