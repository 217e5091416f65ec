-- The organisations above a place are those whose paths begin its own: looked up one by one. Compared with every path there is,
-- as before, each page of a branch cost a pass over all organisations.
create or replace function ancestor_names(of_path text, on_day date)
  returns table (organization_id uuid, org_path text, short_name text, kind text, territorial_level text)
  language sql stable security definer set search_path from current as $$
    select o.id, o.org_path, v.short_name, v.kind, v.territorial_level
    from organization o
    left join lateral (
      select short_name, kind, territorial_level from organization_version v where v.organization_id = o.id
      order by (v.valid_from > on_day), abs(v.valid_from - on_day) limit 1) v on true
    where o.org_path = any (array(
      select substr(of_path, 1, ending) from generate_series(1, length(of_path)) as ending where substr(of_path, ending, 1) = '/'))
    order by length(o.org_path)
  $$;
select run_as_owner('ancestor_names(text, date)');
