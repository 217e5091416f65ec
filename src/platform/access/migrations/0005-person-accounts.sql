-- Whether a person has an account is asked by whoever shows the person, wherever the account is looked after. The answer is yes
-- or no and nothing of the account, so that no errand as a system job is needed for it.
create function person_has_account(person uuid) returns boolean
  language sql stable security definer set search_path from current
  return exists (select 1 from account a where a.person_id = person);
comment on function person_has_account is 'Whether a person has an account, disabled or not; says nothing else of it.';
do $$ begin
  execute format('alter function person_has_account(uuid) set search_path = %I, pg_temp', current_schema());
end $$;
revoke all on function person_has_account(uuid) from public;
grant execute on function person_has_account(uuid) to lianxin_app;
