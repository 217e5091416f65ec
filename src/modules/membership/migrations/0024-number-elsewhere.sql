create table number_elsewhere (
  id           uuid constraint number_elsewhere_pkey primary key,
  account_id   uuid,
  happened_on  date not null,
  import_id    uuid not null,
  rows         integer not null constraint number_elsewhere_rows check (rows > 0)
);
comment on table number_elsewhere is 'How many rows of committed rosters named somebody who is registered beyond the reach of the account, by day: who tries numbers is stopped. Counts, no persons.';
create index number_elsewhere_account on number_elsewhere (account_id, happened_on);
select declare_class('number_elsewhere', 'system');
