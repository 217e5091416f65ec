create table credential_reset (
  id              uuid constraint credential_reset_pkey primary key,
  account_id      uuid not null constraint credential_reset_account references account,
  organization_id uuid,
  org_path        text collate "C" not null,
  kind            text not null constraint credential_reset_kind check (kind in ('password', 'factor')),
  reason          text not null default '',
  asked_by        uuid constraint credential_reset_asked_by references account,
  asked_at        timestamptz not null,
  expires_at      timestamptz not null,
  outcome         text constraint credential_reset_outcome check (outcome in ('done', 'refused', 'lapsed', 'expired')),
  decided_by      uuid constraint credential_reset_decided_by references account,
  decided_at      timestamptz,
  decision_reason text not null default '',
  rest_cipher     text,
  constraint credential_reset_decided check ((outcome is null) = (decided_at is null)),
  constraint credential_reset_two_people check (asked_by is null or decided_by is null or asked_by <> decided_by),
  constraint credential_reset_not_oneself check (decided_by is null or decided_by <> account_id)
);
comment on table credential_reset is 'Passwords reset and second factors taken off by somebody else, asked for and done: who asked, who confirmed, why. What the holder of the account is told.';
comment on column credential_reset.organization_id is 'The place of the account; null (path /) for the house as a whole.';
comment on column credential_reset.asked_by is 'Null for the command line of the server.';
comment on column credential_reset.outcome is 'Null while it waits; lapsed: the holder signed in meanwhile.';
comment on column credential_reset.decided_by is 'The second administrator; null where none was needed or nobody decided.';
comment on column credential_reset.rest_cipher is 'The half of the one-time password that whoever asked has not yet fetched.';
create unique index credential_reset_open on credential_reset (account_id) where outcome is null;
create index credential_reset_account_id on credential_reset (account_id, decided_at);
create index credential_reset_place on credential_reset (org_path);
create index credential_reset_organization on credential_reset (organization_id);
create index credential_reset_asked on credential_reset (asked_by);
create index credential_reset_decided_by_account on credential_reset (decided_by);
create index credential_reset_waiting on credential_reset (expires_at) where outcome is null;
select declare_class('credential_reset', 'scoped', sees => 'places', path_columns => '{org_path}');
