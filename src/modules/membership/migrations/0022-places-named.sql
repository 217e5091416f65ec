-- The letters that somebody typed are letters: a pattern would list every place.
create or replace function transfer_places_named(words text) returns table (organization_id uuid, short_name text, full_name text)
  language sql stable security definer set search_path from current as $$
    select o.id, v.short_name, v.full_name
    from organization o join organization_version v on v.organization_id = o.id and v.valid_to is null
    where o.closed_on is null and v.kind not in ('committee', 'working_committee')
      and (strpos(v.full_name, words) > 0 or strpos(v.short_name, words) > 0
        or left(v.initials, length(words)) = lower(words))
    order by length(v.short_name), v.short_name
    limit 20
  $$;
select run_as_owner('transfer_places_named(text)');
