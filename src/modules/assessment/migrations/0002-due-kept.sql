-- What is due, as it was asked for each organisation over the days to come: no list of a zone asks a hundred thousand members
-- again. Facts are not here: all of it can be thrown away and asked anew at any time.
create table due_kept_place (
  org_path text collate "C" constraint due_kept_place_pkey primary key,
  from_on  date not null,
  until_on date not null
);
comment on table due_kept_place is 'For which days what is due in an organisation is kept; where nothing is kept for a day, it is asked.';
select declare_class('due_kept_place', 'scoped', sees => 'places', path_columns => '{org_path}');

create table due_kept (
  org_path        text collate "C" not null,
  check_id        text not null,
  from_on         date not null,
  until_on        date not null,
  organization_id uuid not null,
  matters         integer not null constraint due_kept_matters check (matters > 0),
  late            integer not null,
  earliest        date,
  items           jsonb not null,
  constraint due_kept_pkey primary key (org_path, check_id, from_on)
);
comment on table due_kept is 'What one check found in one organisation on each of some days, where it is the same on all of them. Midnight moves nothing: the days after today are kept as well.';
comment on column due_kept.until_on is 'The last of those days.';
comment on column due_kept.late is 'How many of them are past their day; 0 for a check that is only worth knowing.';
comment on column due_kept.items is 'All of them, the most urgent first.';
create index due_kept_check on due_kept (check_id, org_path);
select declare_class('due_kept', 'scoped', sees => 'persons', path_columns => '{org_path}');
