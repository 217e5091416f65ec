import { act } from "#platform/doing.ts";
import type { Doing } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import type { DeadJobContext, JobContext, JobKind } from "#platform/jobs/index.ts";
import { failPreview, type Manner, releaseCommit, runCommit, runPreview } from "./acts.ts";

const VERB = "registers.import";

/** Large drops are read and written by jobs; the work is the same as for small ones. */
export const jobs: readonly JobKind[] = [
  {
    kind: "import-preview",
    title: "预览导入",
    link: importPage,
    async run(context) {
      const id = batchIn(context);
      try {
        await act(context.house, context.actor, VERB, null, (doing) =>
          runPreview(doing, id, (done, total) => context.progress.report(done, total, `已读${done}行`)),
        );
      } catch (fault) {
        await act(context.house, context.actor, VERB, null, (doing) => failPreview(doing, id, noteOf(fault)));
        throw fault;
      }
      return { batchId: id };
    },
    died: (context) => closeAfterDeath(context, failPreview),
  },
  {
    kind: "import-commit",
    title: "导入",
    link: importPage,
    async run(context) {
      const id = batchIn(context);
      const manner: Manner = context.job.payload["manner"] === "all-or-nothing" ? "all-or-nothing" : "good-rows";
      try {
        const counts = await act(context.house, context.actor, VERB, null, (doing) =>
          runCommit(doing, id, manner, (done, total) => context.progress.report(done, total, `已写入${done}行`)),
        );
        return { batchId: id, counts };
      } catch (fault) {
        await act(context.house, context.actor, VERB, null, (doing) => releaseCommit(doing, id, noteOf(fault)));
        throw fault;
      }
    },
    died: (context) => closeAfterDeath(context, releaseCommit),
  },
];

/** Nothing was written; the drop says so and can be abandoned, or decided again. */
async function closeAfterDeath(
  context: DeadJobContext,
  close: (doing: Doing, batchId: string, note: string) => Promise<void>,
): Promise<void> {
  const { house, actor, note } = context;
  if (actor === null) return;
  await act(house, actor, VERB, null, (doing) => close(doing, batchIn(context), note));
}

function importPage(payload: Readonly<Record<string, unknown>>): string {
  return `/imports/${String(payload["batchId"])}`;
}

function batchIn({ job }: Pick<JobContext, "job">): string {
  const id = job.payload["batchId"];
  if (typeof id !== "string") throw new Error("a job of an import names its drop");
  return id;
}

const noteOf = (fault: unknown): string =>
  fault instanceof Problem ? `${fault.title}。${fault.detail}` : "没有完成，没有写入任何内容。请再试一次。";
