import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What a house finds in its data folder when it starts. */
export interface Found {
  readonly names: string[];
  readonly halves: number;
  /** Where the engine keeps its files: elsewhere than asked when root may not run it. */
  readonly folder: string;
  readonly postmaster: number;
  readonly auditOk: boolean | null;
  readonly faults: unknown[];
}

const PROGRAM = fileURLToPath(new URL("../programs/crash-house.ts", import.meta.url));

/** One thing said. Whoever is killed while speaking has not said it. */
function heard(line: string): { found?: Found; done?: string; failed?: string; flushed?: string } {
  try {
    return JSON.parse(line) as { found?: Found; done?: string; failed?: string; flushed?: string };
  } catch {
    return {};
  }
}

/** `16/B374D848` as bytes from the beginning of the log. */
function positionOf(text: string): bigint {
  const [high = "0", low = "0"] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

const later = (one: bigint, other: bigint): bigint => (one > other ? one : other);

/** A house in a process of its own (test/programs/crash-house.ts), to be killed. */
export class Victim {
  readonly #child: ChildProcess;
  readonly done: string[] = [];
  failures = 0;
  /** Up to where the write-ahead log was on disk, as last said. */
  flushed = 0n;
  found: Promise<Found>;
  readonly exited: Promise<void>;
  errors = "";

  constructor(folder: string, run: number, verify: boolean) {
    this.#child = spawn(process.execPath, [PROGRAM, folder, String(run), verify ? "verify" : "no"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stderr?.on("data", (text: Buffer) => {
      this.errors = (this.errors + text.toString()).slice(-4000);
    });
    this.exited = new Promise((done) => this.#child.once("close", () => done()));
    const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    this.found = new Promise((resolve, reject) => {
      lines.on("line", (line) => {
        const said = heard(line);
        if (said.found) resolve(said.found);
        if (said.done !== undefined) this.done.push(said.done);
        if (said.flushed !== undefined) this.flushed = later(this.flushed, positionOf(said.flushed));
        if (said.failed !== undefined) this.failures += 1;
      });
      void this.exited.then(() => reject(new Error(`the program ended before it spoke: ${this.errors}`)));
    });
    this.found.catch(() => {});
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  stop(): void {
    this.#child.kill("SIGTERM");
  }
}

/** One engine only: the process id it wrote itself. After an orderly end there is nobody left to hit. */
export function killNow(pid: number): void {
  if (pid <= 1) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
