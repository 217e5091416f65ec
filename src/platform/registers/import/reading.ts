import { Worker } from "node:worker_threads";
import { Problem, refused } from "#platform/http/problem.ts";
import type { HeadPlace, MappingOverride, RowFault } from "#platform/spreadsheet/index.ts";
import type { SourceRow } from "../importer.ts";
import type { FileToOpen, FoundFile, Offer } from "./files.ts";
import type { Answered, Asked, ReadingAsk } from "./reading-asks.ts";
import { zh } from "./zh.ts";

/** What one thread may use, MiB. A roster of 100,000 rows and 30 columns takes about half of it (bench/import.ts). */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 48 };
/** Threads at the same time: together they stay within what a small machine has. */
const AT_ONCE = 2;
/** How long somebody waits for a thread. Waiting holds a connection, so it ends. */
const PATIENCE_MS = 30_000;
/** A download that is taken slowly keeps its thread no longer than this. */
const COPY_MS = 300_000;
const DIED = "ERR_WORKER_OUT_OF_MEMORY";

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
 * A thread that reads workbooks. All that a file can make large (unpacked sheets, shared strings, the search for headings)
 * lies in the memory of the thread, which has an end; when it is reached the thread dies and nothing else. What comes out
 * are batches of rows within the limits of their fields, one ahead of whoever takes them. Close it when done.
 */
export class WorkbookReading implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Waiter>();
  #asked = 0;
  #file = "";
  #fault: unknown = null;
  #closed = false;

  private constructor(memory: typeof MEMORY) {
    this.#worker = new Worker(new URL("./reading-thread.ts", import.meta.url), {
      resourceLimits: memory,
      // Flags of this process are not those of the thread.
      execArgv: [],
      name: "workbook",
    });
    this.#worker.on("message", (answered: Answered) => this.#answered(answered));
    this.#worker.on("error", (fault) => this.#died(fault));
    this.#worker.on("exit", () => this.#died(new Error("the thread that reads workbooks has ended")));
  }

  /**
   * @param memory what the thread may use, MiB
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
   * Opens a file and finds what it is. Its content is handed over.
   * @throws Problem when the file is more than the thread can hold
   */
  async file(
    file: FileToOpen,
    offers: readonly Offer[],
    remembered: ReadonlyMap<string, MappingOverride>,
  ): Promise<FoundFile> {
    this.#file = file.name;
    const content = own(file.content);
    const plain = offers.map(({ register, title, vocabulary }) => ({ register, title, vocabulary }));
    const ask = { kind: "open", file: { ...file, content }, offers: plain, remembered } as const;
    return (await this.#ask(ask, content)) as FoundFile;
  }

  /** The data rows of a table in batches of bounded weight; the next is read while one is worked on. One stream at a time. */
  async *rows(file: FoundFile, table: number, before: number): AsyncGenerator<readonly SourceRow[]> {
    this.#file = file.name;
    yield* this.#stream<readonly SourceRow[]>({ kind: "rows", fileId: file.id, table, before });
  }

  /** The user's own table with only the faulty rows, marked, as bytes of an .xlsx. Whoever takes it too slowly is left. */
  async *copy(
    name: string,
    original: Buffer,
    tables: readonly HeadPlace[],
    faults: readonly RowFault[],
  ): AsyncGenerator<Uint8Array> {
    this.#file = name;
    const content = own(original);
    const end = setTimeout(() => void this.close(), COPY_MS);
    try {
      yield* this.#stream<Uint8Array>({ kind: "copy", content, tables, faults }, content);
    } finally {
      clearTimeout(end);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#worker.terminate();
    leave();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async *#stream<T>(ask: ReadingAsk, content?: ArrayBuffer): AsyncGenerator<T> {
    await this.#ask(ask, content);
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

  #ask(ask: ReadingAsk, content?: ArrayBuffer): Promise<unknown> {
    if (this.#fault !== null) return Promise.reject(this.#fault);
    const id = (this.#asked += 1);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { resolve, reject });
    this.#worker.postMessage({ id, ask } satisfies Asked, content ? [content] : []);
    return promise;
  }

  #answered(answered: Answered): void {
    const waiter = this.#pending.get(answered.id);
    this.#pending.delete(answered.id);
    if ("value" in answered) waiter?.resolve(answered.value);
    else if ("fault" in answered) waiter?.reject(answered.fault);
    else waiter?.reject(refused("workbook-refused", zh.refusedFile(this.#file), answered.refusal));
  }

  /** Whoever waits is told; a thread that ran out of memory costs its own work only. */
  #died(fault: unknown): void {
    const heavy = fault instanceof Error && "code" in fault && fault.code === DIED;
    this.#fault ??= heavy ? refused("workbook-too-heavy", zh.tooHeavy.title, zh.tooHeavy.detail(this.#file)) : fault;
    for (const { reject } of this.#pending.values()) reject(this.#fault);
    this.#pending.clear();
  }
}

/** Bytes in memory of their own, which can be handed to another thread. */
function own(bytes: Buffer): ArrayBuffer {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length) return buffer;
  return new Uint8Array(bytes).buffer;
}
