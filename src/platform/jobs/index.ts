import type { Actor } from "#platform/access/policy.ts";
import type { Writer } from "#platform/database/door.ts";
import type { Doing, House } from "#platform/house.ts";

/** Progress of a piece of long work; throws `Cancelled` at the next report after somebody asked to stop. */
export interface Progress {
  /** `total` is null while it is not known. Written at most four times a second, so call it as often as is handy. */
  report(done: number, total: number | null, note?: string): Promise<void>;
  /** Keeps a value that `resumed` gives back when the work is taken up again after a stop. Written at once. */
  checkpoint(value: unknown): Promise<void>;
  readonly resumed: unknown;
}

export interface JobQueue {
  /** Enqueues in the act's transaction: it runs if, and only if, the act commits. Returns the job id. */
  enqueue(
    doing: Pick<Doing, "tx" | "actor">,
    job: { kind: string; title: string; payload: Record<string, unknown> },
  ): Promise<string>;
  /** Enqueues from a bare writer on behalf of an account. */
  enqueueFor(
    tx: Writer,
    accountId: string,
    job: { kind: string; title: string; payload: Record<string, unknown> },
  ): Promise<string>;
}

/** A job as its handler sees it. */
export interface JobAtWork {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** 1 for the first time; more after a stop or a fault. */
  readonly attempt: number;
}

/** What a handler works with. The actor holds what the account holds *now*, not when the job was asked for. */
export interface JobContext {
  readonly house: House;
  readonly job: JobAtWork;
  readonly actor: Actor;
  readonly progress: Progress;
}

/** What is known of a job that is not run any more. The account may be gone. */
export interface DeadJobContext {
  readonly house: House;
  readonly job: JobAtWork;
  readonly actor: Actor | null;
  readonly note: string;
}

/**
 * A kind of long work, declared by a module in its `jobs.ts`. Handlers call acts, which are idempotent: a job whose server was killed
 * runs again. What `run` returns (JSON) is the result a person sees; a `fileId` in it can be fetched from /api/jobs/:id/result.
 * A `Problem` thrown ends the job in words; any other error is tried again, three times in all.
 */
export interface JobKind {
  readonly kind: string;
  /** Chinese, for lists. */
  readonly title: string;
  /** Desk address where the result is looked at. */
  link?(payload: Readonly<Record<string, unknown>>): string;
  run(context: JobContext): Promise<Readonly<Record<string, unknown>> | null>;
  /** Closes what a job left open whose process died under its last attempt; `note` is the Chinese sentence that it ended with. */
  died?(context: DeadJobContext): Promise<void>;
}

/** Recurring work of the house. One process of several runs each turn. */
export interface TimetableEntry {
  /** `expire-files`: also the name of its system scope. */
  readonly name: string;
  /** `at`: once a day at this time of China; `every`: minutes, a divisor of 60. */
  readonly when: { readonly at: string } | { readonly every: number };
  /** Also run once when the server starts, before it listens: what would have been done while it stood still. */
  readonly atStart?: boolean;
  run(house: House): Promise<void>;
}

/** Somebody asked the job to stop. Handlers let it pass; what they have committed stays. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

export { createJobQueue } from "./queue.ts";
