create table notice (
  id         uuid constraint notice_pkey primary key,
  account_id uuid not null constraint notice_account references account,
  kind       text not null,
  title      text not null,
  body       text not null default '',
  link       text,
  why        text not null,
  created_at timestamptz not null default now(),
  read_at    timestamptz
);
comment on table notice is 'Notices to those who must act. `why` says why the person gets it and how to stop it.';
create index notice_account on notice (account_id, created_at);
create index notice_unread on notice (account_id) where read_at is null;
select declare_class('notice', 'self', self_column => 'account_id');

create table notice_choice (
  account_id uuid not null constraint notice_choice_account references account,
  kind       text not null,
  muted      boolean not null,
  constraint notice_choice_pkey primary key (account_id, kind)
);
comment on table notice_choice is 'Kinds of notice a person has turned off.';
select declare_class('notice_choice', 'self', self_column => 'account_id');

create function give_notice(ids uuid[], accounts uuid[], kind text, title text, body text, link text, why text) returns integer language plpgsql as $$
declare
  given integer;
begin
  insert into notice (id, account_id, kind, title, body, link, why)
    select it.id, it.account, give_notice.kind, give_notice.title, give_notice.body, give_notice.link, give_notice.why
    from unnest(ids, accounts) as it (id, account)
    join account on account.id = it.account and account.disabled_at is null
    where not exists (select from notice_choice as choice
      where choice.account_id = it.account and choice.kind = give_notice.kind and choice.muted);
  get diagnostics given = row_count;
  return given;
end $$;
comment on function give_notice is 'Gives a notice to accounts that have not turned its kind off; they are other people''s rows, which no act may write itself.';
select run_as_owner('give_notice(uuid[], uuid[], text, text, text, text, text)');
