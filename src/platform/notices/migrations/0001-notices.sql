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
