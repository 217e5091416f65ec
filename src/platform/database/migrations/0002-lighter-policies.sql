-- Every statement is planned with the policies of its tables, and each `(select …)` in them is planned for itself. Five become three:
--   a system job has the reach of everything, so rows at a place need no policy of their own for it;
--   whether a person holds several ranges is a setting, not a search for a comma.
--
-- Setting of the door, besides those of 0001: lianxin.persons_many / places_many / write_many, empty for a single range.
--
-- And they are written as a case, which the planner takes for what it is to the door's statements: a test that nearly all rows
-- pass, since the door has asked for the same range by its values. As a range of unknown ends it would be taken for one row in
-- two hundred, and the page of a whole zone be sorted out of all its rows instead of read from the index in order.
create or replace function reach_predicate(path_column text, reach text) returns text
  language sql immutable
  return format(
    '(case when %1$I >= (select current_setting(%2$L, true)) and %1$I < (select current_setting(%3$L, true)) then (select current_setting(%4$L, true)) = '''' or within_ranges(%1$I, current_setting(%5$L, true)) else false end)',
    path_column, 'lianxin.' || reach || '_lo', 'lianxin.' || reach || '_hi', 'lianxin.' || reach || '_many', 'lianxin.' || reach);

create function declare_policies(table_name text, class text, sees text, path_columns text[], self_column text, appends boolean)
  returns void language plpgsql as $$
declare
  may_read text;
  may_write text;
begin
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
    end if;
    return;
  end if;
  execute format('create policy system_all on %I to lianxin_app using ((select current_setting(''lianxin.system'', true)) <> '''') with check ((select current_setting(''lianxin.system'', true)) <> '''')', table_name);
  if class = 'self' then
    execute format('create policy own_all on %1$I to lianxin_app, lianxin_self using (%2$I::text = (select current_setting(''lianxin.account'', true))) with check (%2$I::text = (select current_setting(''lianxin.account'', true)))', table_name, self_column);
  elsif class = 'reference' then
    execute format('create policy everyone_reads on %I for select to lianxin_app, lianxin_self using (true)', table_name);
  end if;
end $$;
comment on function declare_policies is 'The second wall (row level security) of a table, by its class.';

create or replace function declare_class(
  table_name text, class text, sees text default null, path_columns text[] default '{}', self_column text default null, appends boolean default false
) returns void language plpgsql as $$
begin
  insert into table_class values (table_name, class, sees, path_columns, self_column, appends);
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format('create policy owner_all on %I to %I using (true) with check (true)', table_name, current_user);
  perform declare_policies(table_name, class, sees, path_columns, self_column, appends);
  if appends then
    execute format('grant select, insert on %I to lianxin_app', table_name);
  else
    execute format('grant select, insert, update, delete on %I to lianxin_app', table_name);
  end if;
  if class = 'self' then
    execute format('grant select, insert, update, delete on %I to lianxin_self', table_name);
  elsif class = 'reference' or (class = 'scoped' and self_column is not null) then
    execute format('grant select on %I to lianxin_self', table_name);
  end if;
end $$;

-- Tables declared before this migration get the same walls as those after it.
do $$
declare
  it table_class;
  old text;
begin
  for it in select * from table_class where class = 'scoped' loop
    for old in select policyname from pg_policies
        where schemaname = current_schema() and tablename = it.table_name and policyname in
          ('system_all', 'in_reach_read', 'append', 'in_reach_insert', 'in_reach_update', 'in_reach_delete', 'own_read') loop
      execute format('drop policy %I on %I', old, it.table_name);
    end loop;
    perform declare_policies(it.table_name, it.class, it.sees, it.path_columns, it.self_column, it.appends);
  end loop;
end $$;

-- Asked for few rows by few people, but weighed for every row of every plan: at the cost of an ordinary function, scanning an
-- index would seem as dear as scanning the table.
alter function within_ranges(text, text) cost 1;
