import { Type } from "typebox";
import { covers, subtree } from "#platform/database/reach.ts";
import { systemScope } from "#platform/database/scope.ts";
import { DOWNLOAD, Download } from "#platform/http/download.ts";
import { absent, conflict } from "#platform/http/problem.ts";
import { deed, question, type Route } from "#platform/http/route.ts";
import { Id } from "#platform/http/shapes.ts";
import { Job } from "./contract.ts";
import { askToCancel, type JobRow, jobOf, newestJobs } from "./queries.ts";
import { jobsZh } from "./zh.ts";

const JobId = Type.Object({ id: Id });
const SHOWN = 50;

export const routes: Route[] = [
  question({
    path: "/api/jobs",
    verb: "own",
    background: true,
    summary: "我提交的长时间工作，最近的在前",
    response: Type.Array(Job),
    handle: async ({ tx, actor }) => (await newestJobs(tx, actor.accountId ?? "", SHOWN)).map(presentJob),
  }),
  question({
    path: "/api/jobs/:id",
    verb: "own",
    summary: "一项工作的进展",
    params: JobId,
    response: Job,
    handle: async ({ tx, params }) => {
      const row = await jobOf(tx, params.id);
      if (!row) throw absent("工作");
      return presentJob(row);
    },
  }),
  question({
    path: "/api/jobs/:id/result",
    verb: "own",
    summary: "下载一项工作的结果文件",
    params: JobId,
    response: DOWNLOAD,
    rate: "heavy",
    handle: async ({ tx, house, actor, params }) => {
      const row = await jobOf(tx, params.id);
      const fileId = row ? resultFileOf(row) : null;
      if (!row || fileId === null) throw absent("结果文件");
      // The job is one's own (read above); its file lies at a place that one's own scope does not open. Whoever no longer
      // holds anything there may no longer fetch what they once had made.
      const scope = systemScope("job-result");
      const file = await house.door.read(scope, (wide) => house.files.describe(wide, fileId));
      const held = actor.grants.map((it) => subtree(it.path));
      if (!file || !covers(held, file.orgPath)) throw absent("结果文件");
      const content = house.files.streamFrom(house.door, scope, fileId);
      return new Download(file.name, file.mediaType, content);
    },
  }),
  deed({
    method: "POST",
    path: "/api/jobs/:id/cancelling",
    verb: "own",
    summary: "取消一项工作；已经保存的部分仍然有效",
    params: JobId,
    response: Job,
    tells: ["jobs.job.cancelled"],
    handle: async ({ tx, house, params, tell }) => {
      const found = await jobOf(tx, params.id);
      if (!found) throw absent("工作");
      const row = await askToCancel(tx, params.id, house.clock.now());
      if (!row) throw conflict("job-ended", "工作已经结束", jobsZh.ended);
      await tell({
        event: "jobs.job.cancelled",
        organizationId: null,
        orgPath: "/",
        target: { kind: "job", id: row.id, name: row.title },
      });
      return presentJob(row);
    },
  }),
];

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
