import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Dice } from "./dice.ts";
import { killNow, Victim } from "./victim.ts";

/**
 * B2: the power is cut while four writers act. What a disk may then hold is made from what the files held when all of them
 * were last on disk and what they hold when everything is killed: of each page that differs the old, the new or a torn
 * one; files grown since then cut or missing; of the write-ahead log all that the engine had called written, and of what
 * came after it anything. The house must open on that, with every acknowledged act whole.
 *
 *   npm run -s power-cut -- --points 100 [--seed 1]
 */
export interface PowerCutOutcome {
  readonly points: number;
  readonly acknowledged: number;
  readonly lost: string[];
  readonly halves: number;
  readonly auditFaults: string[];
  /** Starts that failed on what the cut left. */
  readonly unopenable: string[];
  /** Pages that did not keep what was last written to them. */
  readonly pagesSpoiled: number;
  /** Bytes of the log beyond what was called written, that were lost. */
  readonly logLost: number;
}

const PAGE = 8192;
const SECTOR = 512;

interface Options {
  readonly points: number;
  readonly seed: number;
  /** Bytes before the written end of the log that are lost too: a disk that lies. Something must then be missed. */
  readonly lyingBytes?: number;
  readonly say?: (line: string) => void;
}

/** Cuts the power `points` times. Leaves no process and no folder behind. */
export async function cutPower(options: Options): Promise<PowerCutOutcome> {
  const dice = new Dice(options.seed);
  const folder = fs.mkdtempSync(join(tmpdir(), "lianxin-power-"));
  const acknowledged = new Set<string>();
  const lost: string[] = [];
  const auditFaults: string[] = [];
  const unopenable: string[] = [];
  let halves = 0;
  let spoiled = { pages: 0, log: 0 };
  let postmaster = 0;
  let store = folder;

  /** Starts the house and holds what it finds against what was acknowledged; null when it does not open. */
  const start = async (run: number): Promise<{ victim: Victim; cluster: string } | null> => {
    const victim = new Victim(folder, run, true);
    try {
      const found = await victim.found;
      postmaster = found.postmaster;
      store = dirname(found.folder);
      const there = new Set(found.names);
      for (const name of acknowledged) if (!there.has(name)) lost.push(name);
      halves += found.halves;
      if (found.auditOk === false) auditFaults.push(JSON.stringify(found.faults));
      return { victim, cluster: found.folder };
    } catch (error) {
      unopenable.push(error instanceof Error ? error.message.slice(0, 2000) : String(error));
      victim.kill();
      await victim.exited;
      return null;
    }
  };

  try {
    for (let point = 1; point <= options.points; point += 1) {
      const running = await start(point);
      if (running === null) break;
      const { victim, cluster } = running;
      const onDisk = `${cluster}.on-disk`;
      // Copied while the writers are at work: each page as it was at some moment since all of it was on disk.
      fs.rmSync(onDisk, { recursive: true, force: true });
      fs.cpSync(cluster, onDisk, { recursive: true, filter: (it) => !/\/(pgsql_tmp|postmaster\.|\.s\.)/.test(it) });
      await sleep(50 + dice.below(1500));
      // The house first: it would start the engine again, and that would write while the disk is being made.
      victim.kill();
      killNow(postmaster);
      await killAllIn(cluster);
      postmaster = 0;
      await victim.exited;
      for (const name of victim.done) acknowledged.add(name);
      const now = spoil(cluster, onDisk, victim.flushed - BigInt(options.lyingBytes ?? 0), dice);
      spoiled = { pages: spoiled.pages + now.pages, log: spoiled.log + now.log };
      if (point % 10 === 0) options.say?.(`${point} cuts, ${acknowledged.size} acts acknowledged, ${lost.length} lost`);
    }
    const last = unopenable.length === 0 ? await start(options.points + 1) : null;
    last?.victim.stop();
    await last?.victim.exited;
    postmaster = 0;
  } finally {
    killNow(postmaster);
    for (const it of [store, folder]) fs.rmSync(it, { recursive: true, force: true });
  }
  return {
    points: options.points,
    acknowledged: acknowledged.size,
    lost,
    halves,
    auditFaults,
    unopenable,
    pagesSpoiled: spoiled.pages,
    logLost: spoiled.log,
  };
}

/** Every backend of one cluster: they stand in its folder, and some outlive their postmaster for a moment. */
async function killAllIn(cluster: string): Promise<void> {
  const real = fs.realpathSync(cluster);
  for (;;) {
    const left = fs.readdirSync("/proc").filter((it) => {
      try {
        return /^\d+$/.test(it) && fs.readlinkSync(`/proc/${it}/cwd`) === real;
      } catch {
        return false;
      }
    });
    if (left.length === 0) return;
    for (const pid of left) killNow(Number(pid));
    await sleep(10);
  }
}

/** Leaves in `cluster` what a disk may hold after the cut. Returns how much did not keep what was last written. */
function spoil(cluster: string, onDisk: string, written: bigint, dice: Dice): { pages: number; log: number } {
  const counted = { pages: 0, log: 0 };
  for (const path of filesOf(cluster)) {
    const name = relative(cluster, path);
    if (name.startsWith("pg_wal/")) {
      if (/^[0-9A-F]{24}$/.test(basename(name))) counted.log += spoilLog(path, join(onDisk, name), written, dice);
    } else if (/^(base|global|pg_xact|pg_multixact|pg_subtrans)\//.test(name) && /\/[0-9A-F]+(_\w+)?$/.test(name)) {
      counted.pages += spoilPages(path, join(onDisk, name), dice);
    }
  }
  return counted;
}

function filesOf(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name));
}

function spoilPages(path: string, before: string, dice: Dice): number {
  // What the engine was taking away when it was killed may go a moment later.
  if (!fs.existsSync(path)) return 0;
  const now = fs.readFileSync(path);
  const old = fs.existsSync(before) ? fs.readFileSync(before) : null;
  let spoiled = 0;
  // Length is told to the disk later than content: what has grown may not be there, or be there and empty.
  let length = now.length;
  if (old === null || now.length > old.length) {
    const kept = old?.length ?? 0;
    if (dice.chance(0.4)) length = kept + Math.floor(dice.below(now.length - kept + 1) / PAGE) * PAGE;
    if (old === null && length === 0 && path.includes("/base/")) {
      fs.rmSync(path);
      return now.length / PAGE;
    }
  }
  spoiled += (now.length - length) / PAGE;
  const left = now.subarray(0, length);
  for (let at = 0; at < length; at += PAGE) {
    const page = left.subarray(at, at + PAGE);
    const was = old !== null && at < old.length ? old.subarray(at, at + PAGE) : Buffer.alloc(page.length);
    if (page.equals(was)) continue;
    const fate = dice.next();
    if (fate < 0.4) continue;
    spoiled += 1;
    for (let sector = 0; sector < page.length; sector += SECTOR) {
      if (fate < 0.8 || dice.chance(0.5)) was.copy(page, sector, sector, sector + SECTOR);
    }
  }
  fs.writeFileSync(path, left);
  return spoiled;
}

/** Of one file of the write-ahead log, sectors beyond `written` may be as they were before, or nothing. */
function spoilLog(path: string, before: string, written: bigint, dice: Dice): number {
  const name = basename(path);
  const now = fs.readFileSync(path);
  const perId = 0x1_0000_0000n / BigInt(now.length);
  const segment = BigInt(`0x${name.slice(8, 16)}`) * perId + BigInt(`0x${name.slice(16)}`);
  const begins = segment * BigInt(now.length);
  if (written >= begins + BigInt(now.length)) return 0;
  const from = written > begins ? Number(written - begins) : 0;
  const old = fs.existsSync(before) ? fs.readFileSync(before) : Buffer.alloc(now.length);
  let lost = 0;
  // Half of the disks lose all that was not written, the others some of it.
  const keeps = dice.chance(0.5) ? 0 : dice.next();
  for (let at = from; at < now.length; at = at - (at % SECTOR) + SECTOR) {
    if (dice.chance(keeps)) continue;
    const end = Math.min(at - (at % SECTOR) + SECTOR, now.length);
    if (now.compare(old, at, end, at, end) === 0) continue;
    old.copy(now, at, at, end);
    lost += end - at;
  }
  fs.writeFileSync(path, now);
  return lost;
}

if (import.meta.main) {
  const option = (name: string, otherwise: number): number => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? otherwise : Number(process.argv[at + 1]);
  };
  const outcome = await cutPower({
    points: option("points", 100),
    seed: option("seed", 1),
    lyingBytes: option("lying", 0),
    say: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  const holds =
    outcome.unopenable.length === 0 &&
    outcome.lost.length === 0 &&
    outcome.halves === 0 &&
    outcome.auditFaults.length === 0 &&
    outcome.acknowledged > 0;
  process.exitCode = holds ? 0 : 1;
}
