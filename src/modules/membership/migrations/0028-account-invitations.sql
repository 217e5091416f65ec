create table account_invitation (
  id              uuid constraint account_invitation_pkey primary key,
  person_id       uuid not null constraint account_invitation_person references person,
  organization_id uuid not null constraint account_invitation_organization references organization,
  org_path        text collate "C" not null,
  code_hash       bytea not null constraint account_invitation_code unique,
  invited_by      uuid constraint account_invitation_invited_by references account,
  invited_by_name text not null,
  invited_on      date not null,
  expires_on      date not null,
  tries           integer not null default 0 constraint account_invitation_tries check (tries >= 0),
  ended_on        date,
  outcome         text constraint account_invitation_outcome check (outcome in ('activated', 'withdrawn', 'replaced', 'locked')),
  constraint account_invitation_ended check ((ended_on is null) = (outcome is null))
);
comment on table account_invitation is 'An invitation handed to a member on a slip, with which they open their own account. The slip alone opens nothing: the member''s own identity number is asked.';
comment on column account_invitation.code_hash is 'SHA-256 of the code on the slip, which itself stands nowhere.';
comment on column account_invitation.expires_on is 'The last day on which it holds.';
comment on column account_invitation.tries is 'Wrong identity numbers given with this slip.';
comment on column account_invitation.outcome is 'Null while it holds; replaced: a newer slip, or an account opened another way; locked: too many wrong numbers.';
create unique index account_invitation_open on account_invitation (person_id) where outcome is null;
create index account_invitation_person_id on account_invitation (person_id, invited_on);
create index account_invitation_organization_id on account_invitation (organization_id);
create index account_invitation_place on account_invitation (org_path);
create index account_invitation_inviter on account_invitation (invited_by);
select declare_class('account_invitation', 'scoped', sees => 'persons', path_columns => '{org_path}', self_column => 'person_id');

-- Of accounts that are there already the audit says who opened them.
update account a set opened_by = e.account_id from audit_event e
  where e.event = 'access.account.created' and e.target_kind = 'account' and e.target_id = a.id::text
    and exists (select 1 from account o where o.id = e.account_id);
