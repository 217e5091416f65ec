import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Problem, refused } from "#platform/http/problem.ts";
import type { HeadPlace, MappingOverride, RowFault } from "#platform/spreadsheet/index.ts";
import type { SourceRow } from "../importer.ts";
import type { FileToOpen, FoundFile, Offer } from "./files.ts";
import type { Answered, Asked, ReadingAsk } from "./reading-asks.ts";
import { zh } from "./zh.ts";

/** What one process may use, MiB. A roster of 100,000 rows and 30 columns takes about half of it (bench/import.ts). */
const MEMORY = { oldSpaceMb: 256, semiSpaceMb: 16 };
/** Processes at the same time: together they stay within what a small machine has. */
const AT_ONCE = 2;
/** How long somebody waits for a process. Waiting holds a connection, so it ends. */
const PATIENCE_MS = 30_000;
/** A download that is taken slowly keeps its process no longer than this. */
const COPY_MS = 300_000;
/** What the engine says when the memory it was given is used up. */
const USED_UP = /heap out of memory/u;
/** As much of what a process said last as a log needs. */
const LAST_WORDS = 2_000;

/** Whoever reads now, and whoever waits. */
let busy = 0;
const waiting: (() => void)[] = [];

async function place(patienceMs: number): Promise<void> {
  if (busy < AT_ONCE) {
    busy += 1;
    return;
  }
  const turn = Promise.withResolvers<boolean>();
  const mine = (): void => turn.resolve(true);
  waiting.push(mine);
  const patience = setTimeout(() => turn.resolve(false), patienceMs);
  const got = await turn.promise;
  clearTimeout(patience);
  if (got) return;
  waiting.splice(waiting.indexOf(mine), 1);
  throw new Problem("unavailable", "reading-busy", zh.busy.title, zh.busy.detail);
}

function leave(): void {
  const next = waiting.shift();
  // The place goes over to whoever waited longest.
  if (next) next();
  else busy -= 1;
}

interface Waiter {
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * A process that reads workbooks. All that a file can make large (unpacked sheets, shared strings, the search for headings)
 * lies in the memory of the process, which has an end; when it is reached the process dies and nothing else. A process and
 * no thread: an engine that fails takes every thread of its process with it. What comes out are batches of rows within the
 * limits of their fields, one ahead of whoever takes them. Close it when done.
 */
export class WorkbookReading implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, Waiter>();
  #asked = 0;
  #file = "";
  #fault: unknown = null;
  #closed = false;

  #lastWords = "";

  private constructor(memory: typeof MEMORY) {
    this.#process = fork(new URL("./reading-process.ts", import.meta.url), {
      execArgv: [`--max-old-space-size=${memory.oldSpaceMb}`, `--max-semi-space-size=${memory.semiSpaceMb}`],
      // Nothing of the house goes over: neither the way to the database nor a key.
      env: {},
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#process.stderr?.setEncoding("utf8").on("data", (words: string) => {
      this.#lastWords = `${this.#lastWords}${words}`.slice(-LAST_WORDS);
    });
    this.#process.on("message", (answered: Answered) => this.#answered(answered));
    this.#process.on("error", (fault) => this.#died(fault));
    // "close" comes when all it said has been heard.
    this.#process.on("close", () => this.#died(this.#reasonOfEnd()));
  }

  /**
   * @param memory what the process may use, MiB
   * @param patienceMs how long to wait while others read
   * @throws Problem when too many read at the same time
   */
  static async open(memory = MEMORY, patienceMs = PATIENCE_MS): Promise<WorkbookReading> {
    await place(patienceMs);
    try {
      return new WorkbookReading(memory);
    } catch (fault) {
      leave();
      throw fault;
    }
  }

  /**
   * Opens a file and finds what it is.
   * @throws Problem when the file is more than the process can hold
   */
  async file(
    file: FileToOpen,
    offers: readonly Offer[],
    remembered: ReadonlyMap<string, MappingOverride>,
  ): Promise<FoundFile> {
    this.#file = file.name;
    const plain = offers.map(({ register, title, vocabulary }) => ({ register, title, vocabulary }));
    return (await this.#ask({ kind: "open", file, offers: plain, remembered })) as FoundFile;
  }

  /** The data rows of a table in batches of bounded weight; the next is read while one is worked on. One stream at a time. */
  async *rows(file: FoundFile, table: number, before: number): AsyncGenerator<readonly SourceRow[]> {
    this.#file = file.name;
    yield* this.#stream<readonly SourceRow[]>({ kind: "rows", fileId: file.id, table, before });
  }

  /** The user's own table with only the faulty rows, marked, as bytes of an .xlsx. Whoever takes it too slowly is left. */
  async *copy(
    name: string,
    content: Buffer,
    tables: readonly HeadPlace[],
    faults: readonly RowFault[],
  ): AsyncGenerator<Uint8Array> {
    this.#file = name;
    const end = setTimeout(() => void this.close(), COPY_MS);
    try {
      yield* this.#stream<Uint8Array>({ kind: "copy", content, tables, faults });
    } finally {
      clearTimeout(end);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { pid, exitCode, signalCode } = this.#process;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      const gone = once(this.#process, "exit");
      this.#process.kill("SIGKILL");
      await gone;
    }
    leave();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async *#stream<T>(ask: ReadingAsk): AsyncGenerator<T> {
    await this.#ask(ask);
    let next = this.#ask({ kind: "next" });
    for (;;) {
      const { done, value } = (await next) as IteratorResult<T>;
      if (done) return;
      next = this.#ask({ kind: "next" });
      // Its fault shows when it is waited for, or never when nobody takes it any more.
      next.catch(() => undefined);
      yield value;
    }
  }

  #ask(ask: ReadingAsk): Promise<unknown> {
    if (this.#fault !== null) return Promise.reject(this.#fault);
    const id = (this.#asked += 1);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { resolve, reject });
    // A process that died while it was being asked says so by its end, to all who wait.
    this.#process.send({ id, ask } satisfies Asked, () => undefined);
    return promise;
  }

  #answered(answered: Answered): void {
    const waiter = this.#pending.get(answered.id);
    this.#pending.delete(answered.id);
    if ("value" in answered) waiter?.resolve(answered.value);
    else if ("fault" in answered) waiter?.reject(answered.fault);
    else waiter?.reject(refused("workbook-refused", zh.refusedFile(this.#file), answered.refusal));
  }

  /** Whoever waits is told; a process that ran out of memory costs its own work only. */
  #died(fault: unknown): void {
    this.#fault ??= fault;
    for (const { reject } of this.#pending.values()) reject(this.#fault);
    this.#pending.clear();
  }

  #reasonOfEnd(): Error {
    if (USED_UP.test(this.#lastWords))
      return refused("workbook-too-heavy", zh.tooHeavy.title, zh.tooHeavy.detail(this.#file));
    return new Error(`the process that reads workbooks has ended. ${this.#lastWords}`.trim());
  }
}
