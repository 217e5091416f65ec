import { EventEmitter } from "node:events";
import {
  Logger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import type { Pool, PoolClient } from "pg";
import type { Actor } from "#platform/access/policy.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import { notify } from "#platform/notices/index.ts";
import { Cancelled, type JobKind, type TimetableEntry } from "./index.ts";
import { RunningProgress, Stopping } from "./progress.ts";
import { ATTEMPTS, finish, putBack, takeUp } from "./queries.ts";
import { jobsZh, noticeKinds } from "./zh.ts";

/** How often jobs of workers that are gone are looked for. */
const REAP_MS = 15_000;
const SCOPE = systemScope("job-worker");

export interface JobWorker {
  /** Stops taking work; jobs under way go on until their next report of progress, which puts them back. */
  stop(): Promise<void>;
}

export interface WorkerParts {
  readonly house: House;
  /** The owner's: the queue lies in a schema of its own, beyond the weak role. */
  readonly pool: Pool;
  readonly kinds: readonly JobKind[];
  readonly timetable: readonly TimetableEntry[];
  /** The account with what it holds now; null when it is disabled or gone. */
  readonly actorFor: (accountId: string) => Promise<Actor | null>;
  /** Told of unexpected faults, with the kind of job and its id; never of a job's payload. */
  readonly fault?: (error: unknown, about: { readonly kind: string; readonly jobId: string | null }) => void;
  /** Jobs at the same time. */
  readonly concurrency?: number;
}

/**
 * Runs the queue in this process: migrates the queue's own schema, frees jobs whose worker is gone (a killed server), takes up
 * waiting jobs that have no entry in the queue (after a restore), then works until stopped.
 */
export async function startWorker(parts: WorkerParts): Promise<JobWorker> {
  const { pool } = parts;
  const schema = await queueSchema(pool);
  const options = { pgPool: pool, schema, logger: quiet };
  await runMigrations(options);
  const presence = await Presence.open(pool, schema);
  let runner: Runner | null = null;
  const stopping = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => void presence.hold(workerPool.id).catch(() => {}));
  try {
    await presence.reap();
    await takeUpWaiting(pool, schema);
    runner = await run({
      ...options,
      events,
      concurrency: parts.concurrency ?? 2,
      noHandleSignals: true,
      pollInterval: 1_000,
      // A job that does not report has until the database closes; it is then taken up again by the next start.
      gracefulShutdownAbortTimeout: 5_000,
      taskList: tasksOf(parts, stopping.signal),
      parsedCronItems: parseCronItems(
        parts.timetable.map((it) => ({ task: `timetable ${it.name}`, match: cronOf(it.when), identifier: it.name })),
      ),
    });
  } catch (error) {
    presence.close();
    throw error;
  }
  const working = runner;
  const reaping = setInterval(() => void presence.reap().catch(() => {}), REAP_MS);
  return {
    stop: async () => {
      clearInterval(reaping);
      stopping.abort();
      await working.stop();
      presence.close();
    },
  };
}

function tasksOf(parts: WorkerParts, stopping: AbortSignal): TaskList {
  const tasks: TaskList = {};
  for (const kind of parts.kinds) {
    tasks[kind.kind] = (payload) => work(parts, kind, jobIdIn(payload), stopping);
  }
  for (const entry of parts.timetable) {
    tasks[`timetable ${entry.name}`] = async () => {
      try {
        await entry.run(parts.house);
      } catch (error) {
        parts.fault?.(error, { kind: entry.name, jobId: null });
        throw error;
      }
    };
  }
  return tasks;
}

function jobIdIn(payload: unknown): string {
  if (typeof payload === "object" && payload !== null && "jobId" in payload && typeof payload.jobId === "string") {
    return payload.jobId;
  }
  throw new Error("an entry of the queue names its job");
}

async function work(parts: WorkerParts, kind: JobKind, id: string, stopping: AbortSignal): Promise<void> {
  const { house } = parts;
  const { door, clock } = house;
  const taken = await door.write(SCOPE, (tx) => takeUp(tx, id, clock.now()));
  if (!taken) return;
  const { row } = taken;
  const end = (state: "done" | "failed" | "cancelled", note: string, result: unknown = null) =>
    door.write(SCOPE, async (tx) => {
      await finish(tx, id, { state, note, result, now: clock.now() });
      // Whoever cancelled knows already.
      if (state === "cancelled") return;
      await notify(tx, {
        accountIds: [row.accountId],
        // The worker ended it, whoever asked for it.
        by: null,
        kind: noticeKinds.ended,
        title: state === "done" ? jobsZh.noticeDone(row.title) : jobsZh.noticeFailed(row.title),
        body: note,
        link: kind.link?.(asRecord(row.payload)) ?? null,
        because: jobsZh.noticeBecause,
        now: clock.now(),
      });
    });
  const actor = await parts.actorFor(row.accountId);
  const job = { id, kind: row.kind, title: row.title, payload: asRecord(row.payload), attempt: row.attempts };
  if (taken.spent) {
    await end("failed", jobsZh.died(id));
    try {
      await kind.died?.({ house, job, actor, note: jobsZh.died(id) });
    } catch (error) {
      // The job has ended all the same.
      parts.fault?.(error, { kind: kind.kind, jobId: id });
    }
    return;
  }
  if (actor === null) return await end("failed", jobsZh.accountGone);
  const progress = new RunningProgress(door, row, stopping);
  try {
    const result = await kind.run({ house, job, actor, progress });
    await progress.flush();
    await end("done", progress.note, result);
  } catch (error) {
    if (error instanceof Cancelled) return await end("cancelled", progress.note);
    // What is only not to be had just now is tried again.
    const spent = row.attempts >= ATTEMPTS;
    if (error instanceof Problem && (spent || error.family !== "unavailable"))
      return await end("failed", `${error.title}：${error.detail}`);
    if (error instanceof Stopping) {
      await door.write(SCOPE, (tx) => putBack(tx, id, jobsZh.released));
      throw error;
    }
    if (!(error instanceof Problem)) parts.fault?.(error, { kind: kind.kind, jobId: id });
    if (spent) return await end("failed", jobsZh.failed(id));
    await door.write(SCOPE, (tx) => putBack(tx, id, jobsZh.retrying));
    throw error;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

async function queueSchema(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>("select queue_schema() as name");
  return rows[0]?.name ?? "graphile_worker";
}

/** Waiting jobs without an entry get one (a restored database has no queue), and those put back by a stop do not wait on. */
async function takeUpWaiting(pool: Pool, schema: string): Promise<void> {
  await pool.query(
    `select ${schema}.add_job(identifier => kind, payload => json_build_object('jobId', id), max_attempts => 5, job_key => id::text)
     from job where state in ('waiting', 'running')
       and not exists (select from ${schema}.jobs as entry where entry.key = job.id::text and entry.locked_at is not null)
     order by created_at`,
  );
}

/** Cron of the queue counts in UTC; times of day are given in those of China, eight hours ahead all the year. */
export function cronOf(when: TimetableEntry["when"]): string {
  if ("every" in when) {
    if (60 % when.every !== 0) throw new Error(`not a divisor of 60 minutes: ${when.every}`);
    return `*/${when.every} * * * *`;
  }
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(when.at) ?? [];
  if (hour === undefined || minute === undefined) throw new Error(`not a time of day: ${when.at}`);
  return `${Number(minute)} ${(Number(hour) + 16) % 24} * * *`;
}

/** Nobody reads the queue's own chatter; faults are told through `fault`. */
const quiet = new Logger(() => () => {});

/**
 * Which workers live: each holds an advisory lock under its name on one connection, which ends with the process however it ends.
 * Jobs locked by a name whose lock can be had are free to be taken up again.
 */
class Presence {
  readonly #pool: Pool;
  readonly #schema: string;
  readonly #client: PoolClient;

  private constructor(pool: Pool, schema: string, client: PoolClient) {
    this.#pool = pool;
    this.#schema = schema;
    this.#client = client;
  }

  static async open(pool: Pool, schema: string): Promise<Presence> {
    return new Presence(pool, schema, await pool.connect());
  }

  async hold(worker: string): Promise<void> {
    await this.#client.query("select pg_advisory_lock(hashtext('lianxin worker'), hashtext($1))", [worker]);
  }

  async reap(): Promise<void> {
    const { rows } = await this.#pool.query<{ worker: string }>(
      `select distinct locked_by as worker from ${this.#schema}.jobs where locked_by is not null and locked_at < now() - interval '1 second'`,
    );
    for (const { worker } of rows) {
      // Asked and given back in one transaction; whoever lives refuses it.
      const { rows: asked } = await this.#pool.query<{ gone: boolean }>(
        "select pg_try_advisory_xact_lock(hashtext('lianxin worker'), hashtext($1)) as gone",
        [worker],
      );
      if (asked[0]?.gone === true) {
        await this.#pool.query(`select ${this.#schema}.force_unlock_workers(array[$1]::text[])`, [worker]);
      }
    }
  }

  close(): void {
    // Ending the connection gives the locks back.
    this.#client.release(true);
  }
}
