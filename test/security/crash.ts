import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Dice } from "./dice.ts";
import { killNow, Victim } from "./victim.ts";

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

/** The whole audit is verified at every so many restarts, and at the end. */
const VERIFY_EVERY = 20;

type Target = "server" | "engine" | "both" | "starting";

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

if (import.meta.main) {
  const option = (name: string, otherwise: number): number => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? otherwise : Number(process.argv[at + 1]);
  };
  // A house of its own for every hundred: what it holds is read again at every start, and grows.
  const HOUSE = 100;
  const points = option("points", 1000);
  let holds = true;
  for (let begun = 0; begun < points; begun += HOUSE) {
    const outcome = await crash({
      points: Math.min(HOUSE, points - begun),
      seed: option("seed", 1) + begun,
      say: (line) => process.stdout.write(`${begun} + ${line}\n`),
    });
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    holds &&= outcome.lost.length === 0 && outcome.halves === 0 && outcome.auditFaults.length === 0;
    holds &&= outcome.acknowledged > 0;
  }
  process.exitCode = holds ? 0 : 1;
}
