alter table floating_case add column handed_pass text, add column handed_on date;
alter table floating_case add constraint floating_case_handed check ((handed_pass is null) = (handed_on is null));
comment on column floating_case.handed_pass is 'A pass that the member brought back by telephone and whose host nobody here has compared yet; the branch reads it in. handed_on is the day.';

create table floating_import (
  id              uuid constraint floating_import_pkey primary key,
  batch_id        uuid not null,
  case_id         uuid not null constraint floating_import_case references floating_case,
  org_path        text collate "C",
  host_path       text collate "C",
  file_id         uuid not null,
  file_row        integer not null,
  stood           jsonb,
  wrote           jsonb not null,
  lines           uuid[] not null,
  roster_row      uuid,
  constraint floating_import_place check (org_path is not null or host_path is not null)
);
comment on table floating_import is 'What one row of an imported register of floating members wrote: stood is what the case said before (null: the row made it), wrote what it said afterwards, so that an import can be taken back unless somebody has worked on the case since.';
comment on column floating_import.lines is 'Lines that the row entered in the log.';
comment on column floating_import.roster_row is 'The row of the roster on which it wrote where the member went; null when the roster said so already.';
create index floating_import_batch on floating_import (batch_id);
create index floating_import_case_id on floating_import (case_id);
create index floating_import_place on floating_import (org_path);
create index floating_import_host_place on floating_import (host_path);
select declare_class('floating_import', 'scoped', sees => 'persons', path_columns => '{org_path,host_path}');
