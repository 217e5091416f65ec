alter table notice
  add column about uuid[] not null default '{}',
  add column settled_at timestamptz;
comment on column notice.about is 'Things that wait for a decision; each goes when it is decided. Empty for news.';
comment on column notice.settled_at is 'When the last of the waiting things was decided, by whomever: the notice is read then for everybody.';
create index notice_about on notice using gin (about) where settled_at is null;

drop function give_notice(uuid[], uuid[], text, text, text, text, text);

create function give_notice(ids uuid[], accounts uuid[], kind text, title text, body text, link text, why text, about uuid[], given_at timestamptz)
  returns integer language plpgsql as $$
declare
  given integer;
begin
  insert into notice (id, account_id, kind, title, body, link, why, about, created_at)
    select it.id, it.account, give_notice.kind, give_notice.title, give_notice.body, give_notice.link, give_notice.why,
      give_notice.about, given_at
    from unnest(ids, accounts) as it (id, account)
    join account on account.id = it.account and account.disabled_at is null
    where not exists (select from notice_choice as choice
      where choice.account_id = it.account and choice.kind = give_notice.kind and choice.muted);
  get diagnostics given = row_count;
  return given;
end $$;
comment on function give_notice is 'Gives a notice to accounts that have not turned its kind off; they are other people''s rows, which no act may write itself.';
select run_as_owner('give_notice(uuid[], uuid[], text, text, text, text, text, uuid[], timestamptz)');

create function settle_notices(decided uuid[], decided_at timestamptz) returns integer language plpgsql as $$
declare
  it record;
  waiting uuid[];
  settled integer := 0;
begin
  -- Locked first and in one order: two things of one notice may be decided in the same moment, and neither decision may be lost.
  for it in select id, about from notice where about && decided and settled_at is null order by id for update loop
    waiting := array(select thing from unnest(it.about) as thing where thing <> all (decided));
    if cardinality(waiting) > 0 then
      update notice set about = waiting where id = it.id;
    else
      update notice set about = waiting, settled_at = decided_at, read_at = coalesce(read_at, decided_at) where id = it.id;
      settled := settled + 1;
    end if;
  end loop;
  return settled;
end $$;
comment on function settle_notices is 'What waited is decided: it leaves the notices of all who were asked to decide.';
select run_as_owner('settle_notices(uuid[], timestamptz)');
