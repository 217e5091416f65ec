create table saved_view (
  id         uuid constraint saved_view_pkey primary key,
  account_id uuid not null constraint saved_view_account references account,
  register   text not null,
  name       text not null,
  address    text not null,
  created_at timestamptz not null default now(),
  constraint saved_view_name unique (account_id, register, name)
);
comment on table saved_view is 'A list as a person likes it: the query part of its address, under a name.';
select declare_class('saved_view', 'self', self_column => 'account_id');

create table import_mapping (
  id         uuid constraint import_mapping_pkey primary key,
  account_id uuid not null constraint import_mapping_account references account,
  register   text not null,
  signature  text not null,
  mapping    jsonb not null,
  updated_at timestamptz not null default now(),
  constraint import_mapping_signature unique (account_id, register, signature)
);
comment on table import_mapping is 'Which column means what, as a person corrected it, remembered by the signature of the headings.';
select declare_class('import_mapping', 'self', self_column => 'account_id');

create table import_batch (
  id              uuid constraint import_batch_pkey primary key,
  account_id      uuid constraint import_batch_account references account,
  organization_id uuid,
  org_path        text collate "C" not null,
  register        text,
  into_id         uuid,
  job_id          uuid,
  state           text not null constraint import_batch_state check (state in ('reading', 'previewed', 'committing', 'committed', 'undone', 'abandoned', 'failed')),
  as_of           date not null,
  manner          text constraint import_batch_manner check (manner in ('good-rows', 'all-or-nothing')),
  counts          jsonb not null default '{}',
  note            text not null default '',
  created_at      timestamptz not null default now(),
  committed_at    timestamptz,
  undone_at       timestamptz
);
comment on table import_batch is 'One drop of files: read, previewed, decided, and undone as a whole for 30 days.';
comment on column import_batch.account_id is 'Who dropped the files; null for the command line.';
comment on column import_batch.organization_id is 'Where the drop lies: who may see it. Null, with the path /, before there is any organisation.';
comment on column import_batch.into_id is 'The organisation chosen for rows that name none.';
create index import_batch_account on import_batch (account_id);
create index import_batch_place on import_batch (org_path, created_at);
select declare_class('import_batch', 'scoped', sees => 'persons', path_columns => '{org_path}');

create table import_file (
  id         uuid constraint import_file_pkey primary key,
  batch_id   uuid not null constraint import_file_batch references import_batch on delete cascade,
  org_path   text collate "C" not null,
  file_id    uuid not null constraint import_file_file references stored_file,
  position   integer not null,
  name       text not null,
  register   text,
  mapping    jsonb not null default '{}',
  counts     jsonb not null default '{}',
  about      jsonb not null default '{}',
  refusal    text
);
comment on column import_file.about is 'What was recognised: headings with their fields, captions, where the headings stand, notes on the file as a whole.';
comment on table import_file is 'One file of a drop: which register it was taken for, its mapping, its counts; `refusal` says why it could not be read.';
create index import_file_batch on import_file (batch_id);
create index import_file_file on import_file (file_id);
create index import_file_place on import_file (org_path);
select declare_class('import_file', 'scoped', sees => 'persons', path_columns => '{org_path}');

create table import_row (
  id          uuid constraint import_row_pkey primary key,
  file_id     uuid not null constraint import_row_file references import_file on delete cascade,
  org_path    text collate "C" not null,
  ordinal     integer not null,
  sheet       text not null default '',
  row_number  integer not null,
  kind        text not null constraint import_row_kind check (kind in ('new', 'changed', 'unchanged', 'warning', 'conflict', 'faulty')),
  name        text not null default '',
  reasons     jsonb not null default '[]',
  effect      text not null default 'none' constraint import_row_effect check (effect in ('new', 'changed', 'none')),
  changes     jsonb not null default '[]',
  choices     jsonb not null default '[]',
  target_id   uuid,
  decision    text
);
comment on table import_row is 'The rows of a preview a person should look at: changed, warned, conflicting, faulty. Never holds identity numbers or phones.';
create index import_row_file on import_row (file_id, ordinal);
create index import_row_place on import_row (org_path);
select declare_class('import_row', 'scoped', sees => 'persons', path_columns => '{org_path}');
