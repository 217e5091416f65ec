create table due_snooze (
  id         uuid constraint due_snooze_pkey primary key,
  account_id uuid not null constraint due_snooze_account references account,
  item       text not null constraint due_snooze_item check (item ~ '^[0-9a-f]{32}$'),
  until_on   date not null,
  reason     text not null,
  made_at    timestamptz not null,
  ended_at   timestamptz
);
comment on table due_snooze is 'What somebody has put off for oneself, until which day and why. It hides a line of one''s own list; the matter and its day stay as they are.';
comment on column due_snooze.item is 'Digest of the check, the subject, the day and the deed: when one of them changes, the line is another.';
comment on column due_snooze.ended_at is 'Taken up again before the day, or put off anew.';
create index due_snooze_account_id on due_snooze (account_id, until_on);
create unique index due_snooze_open on due_snooze (account_id, item) where ended_at is null;
select declare_class('due_snooze', 'self', self_column => 'account_id');
