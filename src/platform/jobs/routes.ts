import type { Reader } from "#platform/database/door.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { Doing } from "#platform/house.ts";
import { answer } from "#platform/http/answer.ts";
import { Download } from "#platform/http/download.ts";
import { absent, conflict } from "#platform/http/problem.ts";
import type { Asking, Route } from "#platform/http/route.ts";
import * as at from "./address.ts";
import { Job, Jobs } from "./contract.ts";
import { askToCancel, type JobRow, jobOf, newestJobs } from "./queries.ts";
import { events, jobsZh } from "./zh.ts";

const SHOWN = 50;

export const routes: Route[] = [
  answer(at.jobs, "own", { shows: Jobs, background: true }, async ({ tx, actor }) =>
    (await newestJobs(tx, actor.accountId ?? "", SHOWN)).map(presentJob),
  ),
  answer(at.job, "own", { shows: Job }, async ({ tx, params }) => presentJob(await ownJob(tx, params.id))),
  answer(at.jobResult, "own", { rate: "heavy" }, (asking) => resultOf(asking, asking.params.id)),
  answer(at.jobCancelling, "own", { shows: Job, tells: [events.cancelled] }, async (doing) =>
    presentJob(await cancel(doing, doing.params.id)),
  ),
];

async function ownJob(tx: Reader, id: string): Promise<JobRow> {
  const row = await jobOf(tx, id);
  if (!row) throw absent("工作");
  return row;
}

async function resultOf({ tx, house, actor }: Asking, id: string): Promise<Download> {
  const row = await jobOf(tx, id);
  const fileId = row ? resultFileOf(row) : null;
  if (!row || fileId === null) throw absent("结果文件");
  // The job is one's own (read above); its file lies at a place that one's own scope does not open. Whoever no longer
  // holds anything there may no longer fetch what they once had made.
  const scope = systemScope("job-result");
  const found = await house.door.read(scope, (wide) => house.files.describe(wide, fileId));
  const held = actor.grants.map((it) => subtree(it.path));
  if (!found || !covers(held, found.orgPath)) throw absent("结果文件");
  return new Download(found.name, found.mediaType, house.files.streamFrom(house.door, scope, fileId));
}

async function cancel({ tx, house, tell }: Doing<typeof events.cancelled>, id: string): Promise<JobRow> {
  await ownJob(tx, id);
  const row = await askToCancel(tx, id, house.clock.now());
  if (!row) throw conflict("job-ended", "工作已经结束", jobsZh.ended);
  await tell({
    event: events.cancelled,
    organizationId: null,
    orgPath: "/",
    target: { kind: "job", id: row.id, name: row.title },
  });
  return row;
}

export function presentJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state as Job["state"],
    done: row.done,
    total: row.total,
    note: row.note,
    cancelling: row.cancelAskedAt !== null && row.finishedAt === null,
    hasResultFile: resultFileOf(row) !== null,
    result: row.result,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function resultFileOf({ state, result }: JobRow): string | null {
  if (state !== "done" || typeof result !== "object" || result === null || !("fileId" in result)) return null;
  return typeof result.fileId === "string" ? result.fileId : null;
}
