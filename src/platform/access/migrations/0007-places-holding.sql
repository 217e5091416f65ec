create function places_holding(roles text[], on_day date) returns setof text language sql stable as $$
  select distinct g.org_path
  from role_grant g join account a on a.id = g.account_id and a.disabled_at is null
  where g.role = any(roles) and g.valid_from <= on_day and (g.valid_to is null or g.valid_to > on_day)
$$;
comment on function places_holding is 'Places where an account in use holds one of the roles on the day. Paths alone: who it is, is told by nearest_holders for one place.';
do $$ begin
  execute format('alter function places_holding(text[], date) security definer set search_path = %I, pg_temp', current_schema());
end $$;
revoke all on function places_holding(text[], date) from public;
grant execute on function places_holding(text[], date) to lianxin_app;
