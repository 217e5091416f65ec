create table workday_year (
  year       integer constraint workday_year_pkey primary key
               constraint workday_year_range check (year between 1949 and 2100),
  basis      text not null constraint workday_year_basis check (basis <> ''),
  entered_by text not null,
  entered_at timestamptz not null
);
comment on table workday_year is 'Years whose announcement of holidays is entered. A year without a row goes by Monday to Friday, and whoever reckons in it is told.';
comment on column workday_year.basis is 'The announcement, as title and number.';
select declare_class('workday_year', 'reference');

create table workday (
  day   date constraint workday_pkey primary key,
  year  integer not null constraint workday_announced references workday_year,
  works boolean not null,
  name  text not null default ''
);
comment on table workday is 'Days that an announcement names: holidays, and days worked instead. It also names the last days of the year before.';
create index workday_announced on workday (year);
select declare_class('workday', 'reference');
