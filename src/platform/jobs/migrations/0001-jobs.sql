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

-- The queue itself lies in a schema of graphile-worker, which the weak role cannot touch. One schema of ours, one queue: several
-- counties may share a database.
create function queue_schema() returns text language sql stable
  return case current_schema() when 'public' then 'graphile_worker' else 'graphile_worker_' || current_schema() end;
comment on function queue_schema is 'Name of the schema that holds the queue of this schema''s jobs.';

create function enqueue_job(id uuid, account_id uuid, kind text, title text, payload jsonb) returns void language plpgsql as $$
begin
  if setting('system') = '' and account_id::text is distinct from setting('account') then
    raise exception 'long work is asked for in one''s own name' using errcode = 'insufficient_privilege';
  end if;
  insert into job (id, account_id, kind, title, payload) values (id, account_id, kind, title, payload);
  -- Before the first start of a worker there is no queue yet; the worker takes waiting jobs up when it starts.
  if to_regnamespace(queue_schema()) is not null then
    execute format('select %I.add_job(identifier => $1, payload => $2, max_attempts => 5, job_key => $3)', queue_schema())
      using kind, json_build_object('jobId', id), id::text;
  end if;
end $$;
comment on function enqueue_job is 'Writes down a piece of long work and puts it into the queue, in the transaction of the act that asks for it.';
select run_as_owner('enqueue_job(uuid, uuid, text, text, jsonb)');
