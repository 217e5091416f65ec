import { sql } from "kysely";
import type { Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { JobQueue } from "./index.ts";

/**
 * The way into the queue, through a function of the database's owner: the weak role cannot touch the queue's own tables.
 *
 * @param kinds names of the declared kinds; any other is a fault of ours and throws.
 */
export function createJobQueue(kinds: ReadonlySet<string>): JobQueue {
  const put = async (
    tx: Writer,
    accountId: string,
    job: { kind: string; title: string; payload: Record<string, unknown> },
  ): Promise<string> => {
    if (!kinds.has(job.kind)) throw new Error(`unknown kind of job: ${job.kind}`);
    const id = newId();
    await sql`select enqueue_job(${id}::uuid, ${accountId}::uuid, ${job.kind}::text, ${job.title}::text, ${JSON.stringify(job.payload)}::jsonb)`.execute(
      tx,
    );
    return id;
  };
  return {
    enqueue: (doing, job) => {
      if (doing.actor.accountId === null) throw new Error("long work is asked for by an account");
      return put(doing.tx, doing.actor.accountId, job);
    },
    enqueueFor: put,
  };
}
