-- Who is to be told that something waits: an act sees no grants beyond its own reach, and learns nothing here but ids.
create function nearest_holders(roles text[], place text, on_day date) returns setof uuid language sql stable as $$
  with holding as (
    select g.account_id, g.org_path
    from role_grant g join account a on a.id = g.account_id and a.disabled_at is null
    where g.role = any(roles) and g.valid_from <= on_day and (g.valid_to is null or g.valid_to > on_day)
      and g.org_path = any(array(
        select substr(place, 1, at) from generate_series(1, length(place)) as at where substr(place, at, 1) = '/'))
  )
  select distinct account_id from holding where length(org_path) = (select max(length(org_path)) from holding)
$$;
comment on function nearest_holders is 'Accounts in use that hold one of the roles on the day at the place, or else at the nearest place above it where there are any.';
do $$ begin
  execute format('alter function nearest_holders(text[], text, date) security definer set search_path = %I, pg_temp', current_schema());
end $$;
revoke all on function nearest_holders(text[], text, date) from public;
grant execute on function nearest_holders(text[], text, date) to lianxin_app;
