import type { Writer } from "#platform/database/door.ts";
import type { Doing } from "#platform/house.ts";

/** Progress of a piece of long work; throws `Cancelled` at the next report after somebody asked to stop. */
export interface Progress {
  report(done: number, total: number | null, note?: string): Promise<void>;
  checkpoint(value: unknown): Promise<void>;
  readonly resumed: unknown;
}

export interface JobQueue {
  /** Enqueues in the act's transaction: it runs if, and only if, the act commits. Returns the job id. */
  enqueue(doing: Doing, job: { kind: string; title: string; payload: Record<string, unknown> }): Promise<string>;
  /** Enqueues from a bare writer on behalf of an account. */
  enqueueFor(tx: Writer, accountId: string, job: { kind: string; title: string; payload: Record<string, unknown> }): Promise<string>;
}
