create table account (
  id              uuid constraint account_pkey primary key,
  organization_id uuid,
  org_path        text collate "C" not null,
  username        text not null,
  username_key    text not null constraint account_username_key unique,
  display_name    text not null,
  person_id       uuid constraint account_person unique,
  disabled_at     timestamptz,
  created_at      timestamptz not null default now()
);
comment on table account is 'Who may sign in, and where the account is looked after. A person has at most one account; not every account is a person (system administrator).';
comment on column account.organization_id is 'The place whose system administrator looks after the account; null (path /) for the house as a whole.';
comment on column account.username_key is 'User name folded (NFKC, lower case), unique.';
create index account_place on account (org_path);
create index account_organization on account (organization_id);
select declare_class('account', 'scoped', sees => 'places', path_columns => '{org_path}');

create table credential (
  account_id      uuid constraint credential_pkey primary key constraint credential_account references account on delete cascade,
  phone_index     text constraint credential_phone_index unique,
  password_hash   text not null,
  password_set_at timestamptz not null,
  must_change     boolean not null default false,
  totp_cipher     text,
  totp_pending_cipher text,
  totp_last_step  bigint
);
comment on table credential is 'What proves that somebody is the holder of an account. Only the sign-in and the acts of platform/access read it.';
comment on column credential.phone_index is 'Blind index of the phone number for sign-in by phone.';
comment on column credential.totp_pending_cipher is 'A second factor shown but not yet confirmed by a code.';
comment on column credential.totp_last_step is 'Last time step used, so that a code works once.';
select declare_class('credential', 'system');

create table session (
  id           uuid constraint session_pkey primary key,
  token_hash   bytea not null constraint session_token unique,
  account_id   uuid not null constraint session_account references account on delete cascade,
  created_at   timestamptz not null,
  seen_at      timestamptz not null,
  expires_at   timestamptz not null,
  second_factor boolean not null default false,
  device       text not null default '',
  ended_at     timestamptz
);
comment on table session is 'Signed-in sessions. The token itself is never stored, only its SHA-256.';
create index session_account_id on session (account_id);
create index session_expires on session (expires_at);
select declare_class('session', 'self', self_column => 'account_id');

create table sign_in_attempt (
  id          bigint generated always as identity constraint sign_in_attempt_pkey primary key,
  account_key text not null,
  device_key  text not null,
  known       boolean not null,
  at          timestamptz not null,
  succeeded   boolean not null
);
comment on column sign_in_attempt.known is 'Whether the device had signed in to the account before: the two are counted apart.';
comment on table sign_in_attempt is 'Attempts of the last days, counted per account and device (E1). Holds keyed hashes, not names.';
create index sign_in_attempt_account on sign_in_attempt (account_key, at);
create index sign_in_attempt_at on sign_in_attempt (at);
select declare_class('sign_in_attempt', 'system');

create table role_grant (
  id              uuid constraint role_grant_pkey primary key,
  account_id      uuid not null constraint role_grant_account references account,
  role            text not null,
  organization_id uuid,
  org_path        text collate "C" not null,
  valid_from      date not null,
  valid_to        date,
  reason          text not null default '',
  granted_by      uuid constraint role_grant_granted_by references account,
  ended_by        uuid constraint role_grant_ended_by references account,
  opened_by       uuid,
  closed_by       uuid,
  created_at      timestamptz not null default now(),
  constraint role_grant_dates check (valid_to is null or valid_to >= valid_from)
);
comment on table role_grant is 'Dated grants: who holds which role at which organisation. A grant covers the subtree.';
comment on column role_grant.organization_id is 'Null (path /) for the house as a whole, before there is any organisation.';
comment on column role_grant.opened_by is 'Organisation event that made this grant, if one did.';
comment on column role_grant.closed_by is 'Organisation event that ended this grant, if one did.';
create index role_grant_account on role_grant (account_id);
create index role_grant_place on role_grant (org_path);
create index role_grant_organization on role_grant (organization_id);
create index role_grant_granted_by on role_grant (granted_by);
create index role_grant_ended_by on role_grant (ended_by);
create index role_grant_opened_by on role_grant (opened_by);
create index role_grant_closed_by on role_grant (closed_by);
select declare_class('role_grant', 'scoped', sees => 'places', path_columns => '{org_path}');

create table break_glass (
  id              uuid constraint break_glass_pkey primary key,
  account_id      uuid not null constraint break_glass_account references account,
  organization_id uuid not null,
  org_path        text collate "C" not null,
  reason          text not null,
  opened_at       timestamptz not null,
  expires_at      timestamptz not null
);
comment on table break_glass is 'Time-limited, reasoned, audited reach to persons beyond the role of the one who asks.';
create index break_glass_account on break_glass (account_id, expires_at);
create index break_glass_place on break_glass (org_path);
select declare_class('break_glass', 'scoped', sees => 'places', path_columns => '{org_path}');

-- Asked for every request: whose token this is and what they hold today, in one call whose plan is kept.
create function session_holder(token bytea, at timestamptz, seen_since timestamptz, today date)
  returns table (session_id uuid, seen_at timestamptz, second_factor boolean, account_id uuid, person_id uuid, display_name text,
    must_change boolean, password_set_at timestamptz, grants jsonb, opened jsonb)
  language plpgsql stable security definer as $$
begin
  return query
    select s.id, s.seen_at, s.second_factor, a.id, a.person_id, a.display_name, c.must_change, c.password_set_at,
      (select coalesce(jsonb_agg(jsonb_build_array(g.id, g.role, g.organization_id, g.org_path)), '[]') from role_grant g
        where g.account_id = a.id and g.valid_from <= today and (g.valid_to is null or g.valid_to > today)),
      (select coalesce(jsonb_agg(b.org_path), '[]') from break_glass b where b.account_id = a.id and b.expires_at > at)
    from session s join account a on a.id = s.account_id join credential c on c.account_id = a.id
    where s.token_hash = token and s.ended_at is null and s.expires_at > at and s.seen_at > seen_since and a.disabled_at is null;
end $$;
comment on function session_holder is 'The holder of a living session by the hash of its token, with grants and opened places; no row for a token that is nobody''s.';
do $$ begin
  execute format('alter function session_holder(bytea, timestamptz, timestamptz, date) set search_path = %I, pg_temp', current_schema());
end $$;
revoke all on function session_holder(bytea, timestamptz, timestamptz, date) from public;
grant execute on function session_holder(bytea, timestamptz, timestamptz, date) to lianxin_app;
