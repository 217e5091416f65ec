-- Taken before the insert, because the path of a new organisation is written together with it.
create sequence organization_node_number as bigint;
grant usage on sequence organization_node_number to lianxin_app;

create table organization (
  id             uuid constraint organization_pkey primary key,
  node           bigint not null default nextval('organization_node_number') constraint organization_node unique,
  org_path       text collate "C" not null constraint organization_path unique,
  code           text constraint organization_code unique,
  established_on date not null,
  closed_on      date,
  successor_id   uuid constraint organization_successor references organization,
  opened_by      uuid,
  closed_by      uuid,
  import_id      uuid,
  constraint organization_dates check (closed_on is null or closed_on >= established_on),
  constraint organization_path_shape check (org_path ~ '^/([0-9]+/)+$')
);
comment on table organization is 'Party organisations. What changes with time (name, kind, parent) lies in organization_version and placement.';
comment on column organization.org_path is 'Today''s path /1/3/7/: a closed organisation lies beneath its successor, so that today''s reach covers its past.';
comment on column organization.node is 'Label of this organisation in paths.';
create index organization_successor_id on organization (successor_id);
create index organization_opened_by on organization (opened_by);
create index organization_closed_by on organization (closed_by);
create index organization_import on organization (import_id);
-- Owned by its column, so that backups carry how far it has come.
alter sequence organization_node_number owned by organization.node;
select declare_class('organization', 'scoped', sees => 'places', path_columns => '{org_path}');

create table organization_event (
  id              uuid constraint organization_event_pkey primary key,
  sequence        bigint generated always as identity constraint organization_event_sequence unique,
  organization_id uuid not null constraint organization_event_organization references organization deferrable initially deferred,
  org_path        text collate "C" not null,
  kind            text not null constraint organization_event_kind check (kind in ('establish', 'rename', 'move', 'merge', 'split', 'dissolve', 'upgrade')),
  happened_on     date not null,
  document_number text,
  file_id         uuid constraint organization_event_file references stored_file,
  reason          text not null default '',
  state           text not null constraint organization_event_state check (state in ('proposed', 'in-force', 'rejected', 'undone')),
  details         jsonb not null,
  preview         jsonb not null default '{}',
  restores        jsonb not null default '{}',
  proposed_by     uuid,
  proposed_name   text not null default '',
  proposed_at     timestamptz not null default now(),
  decided_by      uuid,
  decided_name    text not null default '',
  decided_at      timestamptz,
  decision_note   text not null default '',
  undone_by       uuid,
  undone_at       timestamptz
);
comment on table organization_event is 'Establish, rename, move, merge, split, dissolve, upgrade: dated, documented, approved, undone until a dependent event exists.';
comment on column organization_event.organization_id is 'Where the event belongs: the organisation concerned, the successor of a merger, the parent of one that is set up.';
comment on column organization_event.details is 'The decided particulars, by kind (contract.ts).';
comment on column organization_event.preview is 'What was shown before it was decided, and then what it did.';
comment on column organization_event.proposed_name is 'Name at the time, as the audit writes it; decided_name likewise.';
comment on column organization_event.restores is 'What undoing has to put back that the changed rows no longer say, such as the planned end of a grant.';
create index organization_event_of on organization_event (organization_id, happened_on);
create index organization_event_place on organization_event (org_path, happened_on);
create index organization_event_file on organization_event (file_id);
select declare_class('organization_event', 'scoped', sees => 'places', path_columns => '{org_path}');

create table organization_event_party (
  event_id        uuid not null constraint organization_event_party_event references organization_event on delete cascade,
  organization_id uuid not null constraint organization_event_party_organization references organization deferrable initially deferred,
  org_path        text collate "C" not null,
  part            text not null constraint organization_event_party_part check (part in ('subject', 'source', 'successor', 'parent', 'child')),
  constraint organization_event_party_pkey primary key (event_id, organization_id, part)
);
comment on column organization_event_party.part is 'subject: changed itself; source and successor: merged, split or dissolved; parent: above, before or after; child: moved along.';
comment on table organization_event_party is 'Which organisations an event touches, and as what: the lineage.';
create index organization_event_party_organization_id on organization_event_party (organization_id);
create index organization_event_party_place on organization_event_party (org_path);
select declare_class('organization_event_party', 'scoped', sees => 'places', path_columns => '{org_path}');

create table organization_version (
  id              uuid constraint organization_version_pkey primary key,
  organization_id uuid not null constraint organization_version_organization references organization,
  org_path        text collate "C" not null,
  valid_from      date not null,
  valid_to        date,
  kind            text not null,
  full_name       text not null,
  short_name      text not null,
  name_key        text not null,
  pinyin          text not null,
  initials        text not null,
  territorial_level text,
  unit_situation  text,
  area_kind       text,
  phone           text,
  address         text,
  opened_by       uuid,
  closed_by       uuid,
  constraint organization_version_dates check (valid_to is null or valid_to > valid_from),
  constraint organization_version_no_overlap exclude using gist (organization_id with =, daterange(valid_from, valid_to) with &&) deferrable initially deferred
);
comment on table organization_version is 'What an organisation was called and what kind it was, from day to day [valid_from, valid_to).';
comment on column organization_version.name_key is 'Name folded for matching (organisationKey in src/shared/office-text.ts).';
create index organization_version_place on organization_version (org_path);
create index organization_version_opened_by on organization_version (opened_by);
create index organization_version_closed_by on organization_version (closed_by);
create index organization_version_name on organization_version (name_key);
select declare_class('organization_version', 'scoped', sees => 'places', path_columns => '{org_path}');

create table placement (
  id              uuid constraint placement_pkey primary key,
  organization_id uuid not null constraint placement_organization references organization,
  org_path        text collate "C" not null,
  parent_id       uuid constraint placement_parent references organization,
  valid_from      date not null,
  valid_to        date,
  order_number    integer not null default 0,
  opened_by       uuid,
  closed_by       uuid,
  constraint placement_dates check (valid_to is null or valid_to > valid_from),
  constraint placement_not_itself check (parent_id is distinct from organization_id),
  constraint placement_no_overlap exclude using gist (organization_id with =, daterange(valid_from, valid_to) with &&) deferrable initially deferred
);
comment on table placement is 'The tree in time: under which parent an organisation stood, [valid_from, valid_to). The root has no parent.';
create index placement_parent_id on placement (parent_id);
create index placement_place on placement (org_path);
create index placement_opened_by on placement (opened_by);
create index placement_closed_by on placement (closed_by);
select declare_class('placement', 'scoped', sees => 'places', path_columns => '{org_path}');

create table unit (
  id              uuid constraint unit_pkey primary key,
  organization_id uuid not null constraint unit_organization references organization,
  org_path        text collate "C" not null,
  name            text not null,
  credit_code     text,
  nature          text,
  industry        text,
  area_kind       text,
  households      integer,
  registered_population integer,
  resident_population   integer,
  collective_income_fen bigint,
  employees       integer,
  longitude       double precision,
  latitude        double precision,
  note            text not null default '',
  valid_from      date not null,
  valid_to        date,
  opened_by       uuid,
  closed_by       uuid,
  import_id       uuid,
  constraint unit_dates check (valid_to is null or valid_to > valid_from),
  constraint unit_counts check (coalesce(households, 0) >= 0 and coalesce(registered_population, 0) >= 0 and coalesce(resident_population, 0) >= 0)
);
comment on table unit is 'The unit an organisation stands in, over [valid_from, valid_to): village, community, enterprise, office; its people, income and position.';
create index unit_organization_id on unit (organization_id);
create index unit_place on unit (org_path);
create index unit_opened_by on unit (opened_by) where opened_by is not null;
create index unit_closed_by on unit (closed_by) where closed_by is not null;
create index unit_import on unit (import_id) where import_id is not null;
select declare_class('unit', 'scoped', sees => 'places', path_columns => '{org_path}');

create table committee_term (
  id              uuid constraint committee_term_pkey primary key,
  organization_id uuid not null constraint committee_term_organization references organization,
  org_path        text collate "C" not null,
  term_number     integer not null constraint committee_term_number check (term_number > 0),
  start_on        date not null,
  years           integer not null constraint committee_term_years check (years in (2, 3, 4, 5)),
  due_on          date not null,
  ended_on        date,
  elected_on      date,
  document_number text,
  opened_by       uuid,
  closed_by       uuid,
  constraint committee_term_of unique (organization_id, term_number),
  constraint committee_term_dates check (due_on > start_on and (ended_on is null or ended_on > start_on))
);
comment on table committee_term is 'Terms of committees (届次). `due_on` follows from start and years; it is stored because an approved shift may move it.';
create index committee_term_place on committee_term (org_path, due_on);
select declare_class('committee_term', 'scoped', sees => 'places', path_columns => '{org_path}');

-- Paths follow from placements and successors; nobody writes them by hand. Runs with the owner's rights, because a move
-- rewrites the paths of rows that the mover must not read.
create function relocate_paths(on_day date) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  changed integer;
  scoped record;
  path_column text;
begin
  create temporary table if not exists path_change (was text collate "C" primary key, becomes text collate "C" not null) on commit delete rows;
  delete from path_change;
  with recursive parent_of as (
    select o.id, o.node, o.org_path,
      coalesce(case when o.closed_on is not null and o.closed_on <= on_day then o.successor_id end, p.parent_id, last_known.parent_id) as parent_id
    from organization o
    left join placement p on p.organization_id = o.id and p.valid_from <= on_day and (p.valid_to is null or p.valid_to > on_day)
    left join lateral (
      select parent_id from placement l where l.organization_id = o.id
      order by (l.valid_from > on_day), abs(l.valid_from - on_day) limit 1) last_known on p.id is null
  ), tree as (
    select id, org_path, '/' || node || '/' as becomes from parent_of where parent_id is null
    union all
    select c.id, c.org_path, t.becomes || c.node || '/' from parent_of c join tree t on c.parent_id = t.id
  )
  insert into path_change select org_path, becomes from tree where org_path is distinct from becomes;
  get diagnostics changed = row_count;
  if changed = 0 then return 0; end if;
  -- organization first moves to paths that cannot collide with any path in use, then to the final ones.
  update organization o set org_path = '/0' || o.org_path from path_change c where o.org_path = c.was;
  update organization o set org_path = c.becomes from path_change c where o.org_path = '/0' || c.was;
  for scoped in select table_name, path_columns from table_class
    where class = 'scoped' and not appends and table_name <> 'organization' loop
    foreach path_column in array scoped.path_columns loop
      execute format('update %1$I t set %2$I = c.becomes from path_change c where t.%2$I = c.was', scoped.table_name, path_column);
    end loop;
  end loop;
  return changed;
end $$;
comment on function relocate_paths is 'Recomputes every organisation''s path of a day from placements and successors, and carries all scoped rows along. Returns how many organisations moved.';

-- The names above a place: a breadcrumb shows them to people whose reach begins further down, and who decides on an event
-- follows from their kinds. Closed organisations keep their last name.
create function ancestor_names(of_path text, on_day date)
  returns table (organization_id uuid, org_path text, short_name text, kind text, territorial_level text)
  language sql stable security definer set search_path from current as $$
    select o.id, o.org_path, v.short_name, v.kind, v.territorial_level
    from organization o
    left join lateral (
      select short_name, kind, territorial_level from organization_version v where v.organization_id = o.id
      order by (v.valid_from > on_day), abs(v.valid_from - on_day) limit 1) v on true
    where of_path collate "C" like o.org_path || '%'
    order by length(o.org_path)
  $$;
comment on function ancestor_names is 'Names and kinds of an organisation and all above it, whatever the reach of the one who asks.';

-- Grants are decided by name in a reorganisation; accounts themselves are no business of those who reorganise.
create function grant_holders(grant_ids uuid[]) returns table (grant_id uuid, display_name text)
  language sql stable security definer set search_path from current as $$
    select g.id, a.display_name from role_grant g join account a on a.id = g.account_id where g.id = any(grant_ids)
  $$;
comment on function grant_holders is 'Display names of the holders of grants that the one who asks can already see.';

select run_as_owner('relocate_paths(date)');
select run_as_owner('ancestor_names(text, date)');
select run_as_owner('grant_holders(uuid[])');
