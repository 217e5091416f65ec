import type { Selectable } from "kysely";
import type { Reader, Tables, Writer } from "#platform/database/door.ts";

export type JobRow = Selectable<Tables["job"]>;

/** The newest jobs within the handle's scope: one's own for a person, all for the worker. */
export async function newestJobs(tx: Reader, accountId: string, limit: number): Promise<JobRow[]> {
  return await tx
    .selectFrom("job")
    .selectAll()
    .where("accountId", "=", accountId)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export async function jobOf(tx: Reader, id: string): Promise<JobRow | undefined> {
  return await tx.selectFrom("job").selectAll().where("id", "=", id).executeTakeFirst();
}

/** What takes no process down is tried so often in all; a job that is running when it is taken up took its process with it. */
export const ATTEMPTS = 3;

/**
 * Takes a job up: running, one attempt more. Undefined when there is nothing left to do with it; `spent` when its process died
 * under its last attempt, so that a job which kills whoever runs it comes to an end. Locks the row first, so that a cancellation
 * that came before is seen.
 */
export async function takeUp(
  tx: Writer,
  id: string,
  now: Date,
): Promise<{ readonly row: JobRow; readonly spent: boolean } | undefined> {
  const found = await tx.selectFrom("job").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!found || (found.state !== "waiting" && found.state !== "running")) return undefined;
  if (found.cancelAskedAt !== null) {
    await finish(tx, id, { state: "cancelled", note: found.note, result: null, now });
    return undefined;
  }
  // A stop puts its job back to wait: however often the server was stopped in good order, that is no death.
  if (found.state === "running" && found.attempts >= ATTEMPTS) return { row: found, spent: true };
  const row = await tx
    .updateTable("job")
    .set((it) => ({ state: "running", attempts: it("attempts", "+", 1), startedAt: found.startedAt ?? now }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row && { row, spent: false };
}

/** Writes progress; tells whether somebody asked to stop. */
export async function writeProgress(
  tx: Writer,
  id: string,
  progress: { readonly done: number; readonly total: number | null; readonly note: string },
): Promise<{ readonly cancelAsked: boolean }> {
  const row = await tx
    .updateTable("job")
    .set(progress)
    .where("id", "=", id)
    .returning("cancelAskedAt")
    .executeTakeFirst();
  return { cancelAsked: row === undefined || row.cancelAskedAt !== null };
}

export async function writeCheckpoint(tx: Writer, id: string, value: unknown): Promise<void> {
  await tx
    .updateTable("job")
    .set({ checkpoint: JSON.stringify(value ?? null) })
    .where("id", "=", id)
    .execute();
}

export async function finish(
  tx: Writer,
  id: string,
  end: {
    readonly state: "done" | "failed" | "cancelled";
    readonly note: string;
    readonly result: unknown;
    readonly now: Date;
  },
): Promise<void> {
  await tx
    .updateTable("job")
    .set({ state: end.state, note: end.note, result: JSON.stringify(end.result ?? null), finishedAt: end.now })
    .where("id", "=", id)
    .execute();
}

/** Puts a job back to be taken up again. */
export async function putBack(tx: Writer, id: string, note: string): Promise<void> {
  await tx
    .updateTable("job")
    .set({ state: "waiting", note })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}

/** Asks a job to stop; one that nobody has taken up yet is stopped at once. Undefined when it has ended or is not there. */
export async function askToCancel(tx: Writer, id: string, now: Date): Promise<JobRow | undefined> {
  const found = await tx.selectFrom("job").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!found || (found.state !== "waiting" && found.state !== "running")) return undefined;
  const ended = found.state === "waiting" ? { state: "cancelled", finishedAt: now } : {};
  return await tx
    .updateTable("job")
    .set({ cancelAskedAt: now, ...ended })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}
