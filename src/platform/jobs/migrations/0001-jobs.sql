create table job (
  id           uuid constraint job_pkey primary key,
  account_id   uuid not null constraint job_account references account,
  kind         text not null,
  title        text not null,
  state        text not null default 'waiting' constraint job_state check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done         bigint not null default 0,
  total        bigint,
  note         text not null default '',
  payload      jsonb not null default '{}',
  result       jsonb,
  checkpoint   jsonb,
  attempts     integer not null default 0,
  cancel_asked_at timestamptz,
  created_at   timestamptz not null default now(),
  started_at   timestamptz,
  finished_at  timestamptz
);
comment on table job is 'Long work a person asked for: how far, cancelled or not, what came out. The queue itself is graphile-worker.';
comment on column job.checkpoint is 'Where the work can be taken up again after a stop.';
create index job_account on job (account_id, created_at);
select declare_class('job', 'self', self_column => 'account_id');
