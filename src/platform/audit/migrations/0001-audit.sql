-- The audit: told in the act's transaction, sealed within a second, never changed.

-- What the weak role may not do itself, a function of the owner does for it. Its search path is fixed and temporary tables come
-- last, so that nobody can slip in a table of the same name.
create function run_as_owner(it regprocedure) returns void language plpgsql as $$
begin
  execute format('alter function %s security definer set search_path = %I, pg_temp', it, current_schema());
  execute format('revoke all on function %s from public', it);
  execute format('grant execute on function %s to lianxin_app', it);
end $$;
comment on function run_as_owner is 'Makes a function run with the rights of the owner and lets the weak role call it.';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are only added, never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
comment on function refuse_change is 'Trigger of append-only tables. The right to change them is missing as well; this one also stops the owner.';

create table audit_event (
  id          uuid not null default gen_random_uuid() constraint audit_event_id unique,
  number      bigint generated always as identity constraint audit_event_pkey primary key,
  at          timestamptz not null,
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
comment on column audit_event.id is 'In addresses; says nothing of how many events there are.';
comment on column audit_event.actor is 'Name of the person or system job at the time, so that the log reads after they are gone.';
comment on column audit_event.target_name is 'Name of the thing at the time.';
comment on column audit_event.org_path is 'Path of the organisation at the time. It is sealed with the row, so a later move of the organisation does not rewrite it.';
create index audit_event_place on audit_event (org_path, number);
create index audit_event_target on audit_event (target_kind, target_id, number);
create index audit_event_account on audit_event (account_id, number);
-- The order of the register, newest first.
create index audit_event_recent on audit_event (number desc nulls last);
create trigger audit_event_append_only before update or delete or truncate on audit_event execute function refuse_change();
select declare_class('audit_event', 'scoped', sees => 'places', path_columns => '{org_path}', appends => true);
revoke insert on audit_event from lianxin_app;

create table audit_subject (
  event_number bigint not null constraint audit_subject_event references audit_event,
  person_id uuid not null,
  org_path  text collate "C" not null,
  constraint audit_subject_pkey primary key (person_id, event_number)
);
comment on table audit_subject is 'Whose data an event looked at or changed: the answer to "who looked at my record".';
create index audit_subject_event on audit_subject (event_number);
create index audit_subject_place on audit_subject (org_path);
create trigger audit_subject_append_only before update or delete or truncate on audit_subject execute function refuse_change();
select declare_class('audit_subject', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id', appends => true);
revoke insert on audit_subject from lianxin_app;

-- Numbers of an identity column are drawn before the commit, so a lower one may appear after a higher one was sealed. The sealer
-- therefore takes what stands here, and never a range of numbers.
create table audit_pending (
  event_number bigint constraint audit_pending_pkey primary key constraint audit_pending_event references audit_event
);
comment on table audit_pending is 'Events told and not sealed yet; emptied by the sealer every second.';
select declare_class('audit_pending', 'system');
revoke all on audit_pending from lianxin_app;

create table audit_seal (
  number    bigint constraint audit_seal_pkey primary key,
  sealed_at timestamptz not null,
  event_numbers bigint[] not null,
  leaves    bytea not null,
  root      bytea not null,
  previous  bytea not null,
  hash      bytea not null,
  key_id    text not null,
  signature bytea not null,
  constraint audit_seal_leaves check (octet_length(leaves) = 32 * cardinality(event_numbers))
);
comment on table audit_seal is 'Batches of events: Merkle root (RFC 6962) over the rows, chained to the batch before, signed with Ed25519.';
comment on column audit_seal.leaves is 'SHA-256 of each row in the order of event_numbers, 32 bytes each: tells which row of a batch was changed.';
comment on column audit_seal.previous is 'Hash of the seal before; 32 zero bytes for the first.';
create trigger audit_seal_append_only before update or delete or truncate on audit_seal execute function refuse_change();
select declare_class('audit_seal', 'system');
revoke insert, update, delete on audit_seal from lianxin_app;

create table key_check (
  key_id        text constraint key_check_pkey primary key,
  purpose       text not null constraint key_check_purpose check (purpose in ('data', 'index', 'signing')),
  fingerprint   text not null,
  first_seen_at timestamptz not null default now()
);
comment on table key_check is 'Which keys this database was ever used with (fingerprints, not keys): a start with another key folder is refused.';
select declare_class('key_check', 'system');
revoke all on key_check from lianxin_app;

create function house_path() returns text language plpgsql stable as $$
declare
  found text;
begin
  if to_regclass('organization') is not null then
    -- The first path in byte order is a root: what lies beneath one is longer.
    select org_path into found from organization order by org_path limit 1;
  end if;
  return coalesce(found, '/');
end $$;
comment on function house_path is 'Where acts of the house as a whole are told: at the root organisation, so that its auditors see them; / before there is one.';

create function tell_event(
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
      case org_path when '/' then house_path() else org_path end, organization_id, target_kind, target_id, target_name, details, request_id)
    returning audit_event.number, audit_event.id into told, told_id;
  insert into audit_pending values (told);
  if cardinality(persons) > 0 then
    insert into audit_subject (event_number, person_id, org_path)
      select distinct on (person) told, person, path from unnest(persons, person_paths) as subject (person, path) order by person, path;
  end if;
  return told_id;
end $$;
comment on function tell_event is 'Tells one event. The only way for the weak role to add to the audit.';
select run_as_owner('tell_event(timestamptz, uuid, text, text, text, text, uuid, text, text, text, jsonb, text, uuid[], text[])');
