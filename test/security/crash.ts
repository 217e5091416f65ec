import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Dice } from "./dice.ts";

/**
 * B1: `kill -9` of the server, of the database engine, or of both, at random moments while four writers act; after each
 * restart every acknowledged act is there with its audit events, and no act is half there.
 *
 *   npm run -s crash-test -- --points 1000 [--seed 1]
 */
export interface CrashOutcome {
  readonly points: number;
  readonly acknowledged: number;
  readonly unanswered: number;
  /** Acknowledged acts that were not there after a restart. */
  readonly lost: string[];
  /** Accounts without their credential, grant or audit events, or the other way round, summed over all restarts. */
  readonly halves: number;
  readonly auditsVerified: number;
  readonly auditFaults: string[];
  readonly kills: Readonly<Record<Target, number>>;
}

type Target = "server" | "engine" | "both" | "starting";

interface Found {
  readonly names: string[];
  readonly halves: number;
  /** Where the engine keeps its files: elsewhere than asked when root may not run it. */
  readonly folder: string;
  readonly postmaster: number;
  readonly auditOk: boolean | null;
  readonly faults: unknown[];
}

const PROGRAM = fileURLToPath(new URL("../programs/crash-house.ts", import.meta.url));
/** The whole audit is verified at every so many restarts, and at the end. */
const VERIFY_EVERY = 20;

class Victim {
  readonly #child: ChildProcess;
  readonly done: string[] = [];
  failures = 0;
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
        const said = JSON.parse(line) as { found?: Found; done?: string; failed?: string };
        if (said.found) resolve(said.found);
        if (said.done !== undefined) this.done.push(said.done);
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

/** Kills at `points` random moments. Leaves no process and no folder behind. */
export async function crash(options: {
  readonly points: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}): Promise<CrashOutcome> {
  const dice = new Dice(options.seed);
  const folder = mkdtempSync(join(tmpdir(), "lianxin-crash-"));
  const acknowledged = new Set<string>();
  const kills: Record<Target, number> = { server: 0, engine: 0, both: 0, starting: 0 };
  const outcome = { lost: [] as string[], halves: 0, auditsVerified: 0, auditFaults: [] as string[], unanswered: 0 };
  let postmaster = 0;
  let store = folder;

  const look = async (victim: Victim): Promise<void> => {
    const found = await victim.found;
    postmaster = found.postmaster;
    store = dirname(found.folder);
    const there = new Set(found.names);
    for (const name of acknowledged) if (!there.has(name)) outcome.lost.push(name);
    outcome.halves += found.halves;
    if (found.auditOk !== null) outcome.auditsVerified += 1;
    if (found.auditOk === false) outcome.auditFaults.push(JSON.stringify(found.faults));
  };
  const note = (victim: Victim): void => {
    for (const name of victim.done) acknowledged.add(name);
    outcome.unanswered += victim.failures;
  };

  try {
    for (let point = 1; point <= options.points; point += 1) {
      const victim = new Victim(folder, point, point % VERIFY_EVERY === 0);
      // The first start makes the database; whoever is killed while starting later finds one to recover.
      if (point > 1 && dice.chance(0.1)) {
        await sleep(dice.below(900));
        victim.kill();
        kills.starting += 1;
      } else {
        await look(victim);
        await sleep(30 + dice.below(1200));
        const target = dice.pick(["server", "server", "engine", "both"] as const);
        kills[target] += 1;
        if (target !== "server") killNow(postmaster);
        // Never hit twice: the number may be another process's by then. What runs next says its own.
        if (target !== "server") postmaster = 0;
        if (target === "engine") await sleep(dice.below(700));
        victim.kill();
      }
      await victim.exited;
      note(victim);
      if (point % 50 === 0)
        options.say?.(
          `${point} points, ${acknowledged.size} acts acknowledged, ${outcome.lost.length} lost, ${outcome.halves} half done`,
        );
    }
    const last = new Victim(folder, options.points + 1, true);
    await look(last);
    last.stop();
    await last.exited;
    postmaster = 0;
    note(last);
  } finally {
    killNow(postmaster);
    for (const it of [store, folder]) rmSync(it, { recursive: true, force: true });
  }
  return { points: options.points, acknowledged: acknowledged.size, kills, ...outcome };
}

/** One engine only: the process id it wrote itself. After an orderly end there is nobody left to hit. */
function killNow(pid: number): void {
  if (pid <= 1) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

if (import.meta.main) {
  const option = (name: string, otherwise: number): number => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? otherwise : Number(process.argv[at + 1]);
  };
  const outcome = await crash({
    points: option("points", 1000),
    seed: option("seed", 1),
    say: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
  const holds = outcome.lost.length === 0 && outcome.halves === 0 && outcome.auditFaults.length === 0;
  process.exitCode = holds && outcome.acknowledged > 0 ? 0 : 1;
}
