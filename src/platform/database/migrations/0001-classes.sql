-- Every table has a declared class; the door (door.ts) and row level security both read it from here.
--
--   scoped     rows that lie at a place: `org_path` says where. `sees` = 'persons' or 'places': which of the two reaches opens it.
--   self       rows that belong to one account (sessions, notices, saved views).
--   system     rows that only a named system job or the sign-in may touch.
--   reference  the same for everybody, read by all, written by the system.
--   anonymous  never linked to anybody; another schema, another role.

create extension if not exists btree_gist;

-- A schema of one's own (one per county) opens to the weak roles only by a grant.
do $$ begin
  execute format('grant usage on schema %I to lianxin_app, lianxin_self', current_schema());
end $$;

create table table_class (
  table_name   text primary key,
  class        text not null constraint table_class_known check (class in ('scoped', 'self', 'system', 'reference', 'anonymous')),
  sees         text constraint table_class_sees check (sees in ('persons', 'places')),
  path_columns text[] not null default '{}',
  self_column  text,
  appends      boolean not null default false,
  constraint table_class_scoped_has_path check ((class = 'scoped') = (cardinality(path_columns) > 0)),
  constraint table_class_scoped_sees check ((class = 'scoped') = (sees is not null))
);
comment on table table_class is 'The declared class of every table. A table without a row here stops the start.';
comment on column table_class.path_columns is 'Columns holding the path of an organisation; a row is in reach when any of them is.';
comment on column table_class.self_column is 'Column naming the person (scoped) or account (self) whose own row this is.';
comment on column table_class.appends is 'Rows may be added from anywhere and never changed (the audit).';

-- Settings of one transaction, made by the door with SET LOCAL:
--   lianxin.persons / lianxin.places / lianxin.write   'lo|hi,lo|hi' of all ranges
--   lianxin.persons_lo, _hi …                           the range that encloses them all, for the index
--   lianxin.account, lianxin.person, lianxin.system
create function setting(name text) returns text
  language sql stable parallel safe
  return coalesce(current_setting('lianxin.' || name, true), '');
comment on function setting is 'A setting of the door in this transaction, or an empty text.';

create function within_ranges(path text, ranges text) returns boolean
  language sql immutable parallel safe
  as $$
    select exists (
      select 1 from unnest(string_to_array(ranges, ',')) as range
      where path collate "C" >= split_part(range, '|', 1) collate "C"
        and path collate "C" < split_part(range, '|', 2) collate "C")
  $$;
comment on function within_ranges is 'Whether a path lies in one of several ranges; only asked when a person holds several places.';

-- The predicate for one path column and one reach. The enclosing range uses the index; the exact test runs only for several ranges.
-- A setting that was never made is null, which opens nothing. Named in full rather than by setting(), because every statement is
-- planned with these and inlining a function for each costs more than many a statement takes.
create function reach_predicate(path_column text, reach text) returns text
  language sql immutable
  return format(
    '(%1$I >= (select current_setting(%2$L, true)) and %1$I < (select current_setting(%3$L, true)) and ((select current_setting(%4$L, true)) !~ '','' or within_ranges(%1$I, (select current_setting(%4$L, true)))))',
    path_column, 'lianxin.' || reach || '_lo', 'lianxin.' || reach || '_hi', 'lianxin.' || reach);

create function declare_class(
  table_name text, class text, sees text default null, path_columns text[] default '{}', self_column text default null, appends boolean default false
) returns void language plpgsql as $$
declare
  may_read text;
  may_write text;
begin
  insert into table_class values (table_name, class, sees, path_columns, self_column, appends);
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format('create policy owner_all on %I to %I using (true) with check (true)', table_name, current_user);
  execute format('create policy system_all on %I to lianxin_app using ((select current_setting(''lianxin.system'', true)) <> '''') with check ((select current_setting(''lianxin.system'', true)) <> '''')', table_name);
  if class = 'scoped' then
    select string_agg(reach_predicate(c, sees), ' or '), string_agg(reach_predicate(c, 'write'), ' or ')
      into may_read, may_write from unnest(path_columns) as c;
    execute format('create policy in_reach_read on %I for select to lianxin_app using (%s)', table_name, may_read);
    if appends then
      execute format('create policy append on %I for insert to lianxin_app with check (true)', table_name);
    else
      execute format('create policy in_reach_insert on %I for insert to lianxin_app with check (%s)', table_name, may_write);
      execute format('create policy in_reach_update on %I for update to lianxin_app using (%s) with check (%s)', table_name, may_write, may_write);
      execute format('create policy in_reach_delete on %I for delete to lianxin_app using (%s)', table_name, may_write);
    end if;
    if self_column is not null then
      execute format('create policy own_read on %I for select to lianxin_self using (%I::text = (select current_setting(''lianxin.person'', true)))', table_name, self_column);
      execute format('grant select on %I to lianxin_self', table_name);
    end if;
  elsif class = 'self' then
    execute format('create policy own_all on %1$I to lianxin_app, lianxin_self using (%2$I::text = (select current_setting(''lianxin.account'', true))) with check (%2$I::text = (select current_setting(''lianxin.account'', true)))', table_name, self_column);
    execute format('grant select, insert, update, delete on %I to lianxin_self', table_name);
  elsif class = 'reference' then
    execute format('create policy everyone_reads on %I for select to lianxin_app, lianxin_self using (true)', table_name);
    execute format('grant select on %I to lianxin_self', table_name);
  end if;
  if appends then
    execute format('grant select, insert on %I to lianxin_app', table_name);
  else
    execute format('grant select, insert, update, delete on %I to lianxin_app', table_name);
  end if;
end $$;
comment on function declare_class is 'Declares the class of a table, and makes the second wall (row level security) for it.';

select declare_class('table_class', 'reference');
select declare_class('migration', 'system');
