-- Who opened an account answers for it where it votes.
alter table account add column opened_by uuid;
alter table account add constraint account_opened_by foreign key (opened_by) references account;
comment on column account.opened_by is 'The account by whose hand it was opened or its holder invited; null for the house itself.';
create index account_opened_by_account on account (opened_by);
