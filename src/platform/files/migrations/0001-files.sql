create table stored_file (
  id           uuid constraint stored_file_pkey primary key,
  account_id   uuid,
  organization_id uuid,
  org_path     text collate "C" not null,
  name         text not null,
  media_type   text not null,
  size_bytes   bigint not null,
  sha256       bytea not null,
  purpose      text not null,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz
);
comment on table stored_file is 'Files handed in or made: name as given, type found by content. The content is encrypted in stored_file_part.';
create index stored_file_place on stored_file (org_path);
create index stored_file_expiry on stored_file (expires_at) where expires_at is not null;
select declare_class('stored_file', 'scoped', sees => 'places', path_columns => '{org_path}');

create table stored_file_part (
  file_id  uuid not null constraint stored_file_part_file references stored_file on delete cascade,
  org_path text collate "C" not null,
  part     integer not null,
  content  bytea not null,
  constraint stored_file_part_pkey primary key (file_id, part)
);
comment on table stored_file_part is 'Encrypted pieces of a file, 1 MiB each before encryption.';
create index stored_file_part_place on stored_file_part (org_path);
select declare_class('stored_file_part', 'scoped', sees => 'places', path_columns => '{org_path}');
