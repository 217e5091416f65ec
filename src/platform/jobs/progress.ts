import type { Door } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import { Cancelled, type Progress } from "./index.ts";
import { type JobRow, writeCheckpoint, writeProgress } from "./queries.ts";

/** The server stops: the job is put back and taken up again by the next start. */
export class Stopping extends Error {
  override readonly name = "Stopping";
}

const EVERY_MS = 250;
const SCOPE = systemScope("job-worker");

/** Progress of one job under way, written in short transactions of its own, so that it shows before the work commits. */
export class RunningProgress implements Progress {
  readonly resumed: unknown;
  readonly #door: Door;
  readonly #id: string;
  readonly #stopping: AbortSignal;
  #writtenAt = 0;
  #unwritten = false;
  #state: { done: number; total: number | null; note: string };

  constructor(door: Door, row: JobRow, stopping: AbortSignal) {
    this.#door = door;
    this.#id = row.id;
    this.#stopping = stopping;
    this.#state = { done: row.done, total: row.total, note: "" };
    this.resumed = row.checkpoint;
  }

  get note(): string {
    return this.#state.note;
  }

  async report(done: number, total: number | null, note?: string): Promise<void> {
    this.#state = { done, total, note: note ?? this.#state.note };
    this.#unwritten = true;
    if (this.#stopping.aborted) throw new Stopping("the server stops");
    if (performance.now() - this.#writtenAt < EVERY_MS) return;
    if (await this.#write()) throw new Cancelled("somebody asked to stop");
  }

  async checkpoint(value: unknown): Promise<void> {
    await this.#door.write(SCOPE, (tx) => writeCheckpoint(tx, this.#id, value));
  }

  /** Writes what the last reports said. Work that is done is not cancelled any more. */
  async flush(): Promise<void> {
    if (this.#unwritten) await this.#write();
  }

  async #write(): Promise<boolean> {
    this.#writtenAt = performance.now();
    this.#unwritten = false;
    const { cancelAsked } = await this.#door.write(SCOPE, (tx) => writeProgress(tx, this.#id, this.#state));
    return cancelAsked;
  }
}
