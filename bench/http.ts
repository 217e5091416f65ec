/**
 * What the benches over http stand on: a filled zone on an embedded database with fsync, the real server on it as
 * `npm start` starts it, a bare server beside it, and the table of their rates. Load comes from this process.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type pg from "pg";
import { hashOf, newToken } from "#platform/access/tokens.ts";
import { OWNER } from "#platform/database/embedded.ts";
import { newId } from "#platform/database/ids.ts";
import { place } from "#platform/database/placement.ts";
import { postmasterOf } from "#platform/database/postmaster.ts";
import { systemScope } from "#platform/database/scope.ts";
import { openHouse } from "#server/house.ts";
import { day } from "#shared/day.ts";
import { fillZone } from "./data.ts";
import { rateOf, requestBytes, type Target } from "./load.ts";

const ROUNDS = 3;
/** One session may ask 900 times a minute, so the load comes from many; as many as a county has people at work. */
const SESSIONS = 600;

export const { values: options } = parseArgs({
  options: {
    organizations: { type: "string", default: "3000" },
    members: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    /** Seconds of one measurement; each is taken three times. */
    seconds: { type: "string", default: "2" },
    check: { type: "boolean", default: false },
    /** A data folder that is filled once and kept, for measuring one change after another. */
    data: { type: "string" },
    /** Only the contest whose name begins so: W2. */
    only: { type: "string" },
    /** A folder for a CPU profile of the server. */
    profile: { type: "string" },
  },
});

export interface Place {
  readonly id: string;
  readonly path: string;
}

export interface Standing {
  readonly root: Place;
  readonly town: Place;
  readonly branches: readonly Place[];
  readonly port: number;
  readonly barePort: number;
  readonly databaseAddress: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  readonly personIds: readonly string[];
  /** Headers of the next session: whoever holds the role at the root. */
  readonly headers: () => Record<string, string>;
  readonly serverPid: number;
  readonly barePid: number;
  readonly postmasterPid: number;
  /** From the start of the process to its first answer. */
  readonly startMs: number;
}

/** Fills a zone, starts both servers, runs `work` and takes everything down again. */
export async function standing(members: number, work: (it: Standing) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lianxin-bench-"));
  // The database's own user must be able to pass, or its cluster is laid elsewhere and left behind.
  chmodSync(folder, 0o711);
  const data = options.data ?? join(folder, "data");
  const children: ChildProcess[] = [];
  try {
    const filled = await filledZone(data, members);
    const server = await startServer(data, children);
    const postmaster = postmasterOf(place(data).cluster);
    if (postmaster === null) throw new Error("the database does not run");
    const { host, port } = postmaster.address;
    const bare = begin(["bench/bare.ts", host, String(port), OWNER, OWNER], {}, children);
    const barePort = Number(await firstLine(bare));
    await work({
      ...filled,
      ...server,
      barePort,
      databaseAddress: { host, port, user: OWNER, database: OWNER },
      barePid: bare.pid ?? 0,
      postmasterPid: postmaster.pid,
    });
  } finally {
    for (const child of children.reverse()) await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A filled zone in this data folder, made unless it is there, with an organiser's sessions. Its house is closed again. */
export async function filledZone(dataFolder: string, members: number) {
  const began = performance.now();
  const open = await openHouse({ dataFolder });
  try {
    const { ownerPool } = open.database;
    if (!(await hasZone(ownerPool))) {
      await fillZone(open.database, {
        organizations: Number(options.organizations),
        members,
        seed: Number(options.seed),
      });
    }
    const zone = await zoneOf(ownerPool);
    const persons = await ownerPool.query<{ id: string }>("select id from person order by random() limit 5000");
    const tokens = Array.from({ length: SESSIONS }, newToken);
    await open.house.door.write(systemScope("bench"), async (tx) => {
      const accountId = newId();
      const at = { organizationId: zone.root.id, orgPath: zone.root.path };
      const now = new Date();
      await tx
        .insertInto("account")
        .values({ id: accountId, ...at, username: accountId, usernameKey: accountId, displayName: "赵测" })
        .execute();
      await tx.insertInto("credential").values({ accountId, passwordHash: "none", passwordSetAt: now }).execute();
      await tx
        .insertInto("roleGrant")
        .values({ id: newId(), accountId, role: "zone_organiser", ...at, validFrom: day("2020-01-01") })
        .execute();
      await tx
        .insertInto("session")
        .values(
          tokens.map((token) => ({
            id: newId(),
            tokenHash: hashOf(token),
            accountId,
            createdAt: now,
            seenAt: now,
            expiresAt: new Date(now.getTime() + 24 * 3_600_000),
            secondFactor: true,
          })),
        )
        .execute();
    });
    await ownerPool.query("vacuum analyze");
    await ownerPool.query("checkpoint");
    console.log(
      `${options.organizations} organisations, ${members} members made in ${((performance.now() - began) / 1000).toFixed(1)} s; load of the machine before: ${loadavg()
        .map((it) => it.toFixed(1))
        .join(" ")}`,
    );
    let turn = 0;
    const each = tokens.map((token) => ({ cookie: `lianxin=${token}`, "x-lianxin": "1" }));
    const headers = (): Record<string, string> => each[(turn += 1) % each.length] ?? {};
    return { ...zone, headers, personIds: persons.rows.map((it) => it.id) };
  } finally {
    await open.close();
  }
}

async function hasZone(pool: pg.Pool): Promise<boolean> {
  return (await pool.query("select from organization limit 1")).rowCount !== 0;
}

async function zoneOf(pool: pg.Pool): Promise<{ root: Place; town: Place; branches: Place[] }> {
  const { rows } = await pool.query<Place & { parts: number }>(
    `select id, org_path as path, array_length(string_to_array(org_path, '/'), 1) - 2 as parts
     from organization where closed_on is null order by org_path`,
  );
  const [root, town] = [rows.find((it) => it.parts === 1), rows.find((it) => it.parts === 2)];
  if (!root || !town) throw new Error("the zone was not filled");
  return { root, town, branches: rows.filter((it) => it.parts === 3) };
}

/** The server as it is started for people, on a data folder; the port and the time until it answered. */
/** As bin/start has them. */
const HEAP = ["--max-old-space-size=448", "--max-semi-space-size=16"];

export async function startServer(
  dataFolder: string,
  children: ChildProcess[],
): Promise<{ port: number; serverPid: number; startMs: number }> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const began = performance.now();
  const profile =
    options.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`, "--cpu-prof-interval=500"];
  const child = begin(
    [...profile, ...HEAP, "src/server/main.ts"],
    { PORT: String(port), LIANXIN_DATA: dataFolder },
    children,
  );
  // Its lines are read and thrown away: the log is written as it is in life.
  child.stdout?.resume();
  for (;;) {
    if (child.exitCode !== null) throw new Error("the server did not start");
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    if (answer?.ok === true) return { port, serverPid: child.pid ?? 0, startMs: performance.now() - began };
    await sleep(20);
  }
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await gone;
}

function begin(args: string[], env: Record<string, string>, children: ChildProcess[]): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: new URL("..", import.meta.url),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("the bare server did not start")));
    child.stdout?.once("data", (text: Buffer) => resolve(text.toString("utf8").trim()));
  });
}

/** A question to both servers. `goal`: the least ratio ours / bare; `floor`: what `--check` demands, with slack. */
export interface Contest {
  readonly name: string;
  readonly ours: Target;
  readonly bare: Target;
  readonly goal: number;
  readonly floor: number;
}

/** Of `/proc/PID/stat`, counted from behind the name: what the process used itself, and the children it has buried. */
const TICKS = { own: [11, 12], buried: [13, 14] } as const;

/** Processor seconds of a process and all it has started, ended children included; 0 where there is no /proc. */
function processorTime(pid: number): number {
  if (!existsSync("/proc")) return 0;
  const ticksOf = (fields: readonly string[], which: keyof typeof TICKS) =>
    TICKS[which].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0);
  // What an ended child used moves to its parent: counted while one is being buried it would be missed or counted twice.
  for (;;) {
    const parent = statOf(pid);
    const buried = ticksOf(parent, "buried");
    let ticks = ticksOf(parent, "own") + buried;
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const fields = statOf(Number(name));
      if (Number(fields[1]) === pid) ticks += ticksOf(fields, "own");
    }
    if (ticksOf(statOf(pid), "buried") === buried) return ticks / 100;
  }
}

/** The fields behind the name; none of them when the process ended while we looked. */
function statOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  } catch {
    return [];
  }
}

/** Measures each contest with 1 and 32 clients, both servers in turn; prints the table. False: one lies below its floor. */
export async function contend(contests: readonly Contest[], it: Standing): Promise<boolean> {
  let well = true;
  console.log(
    `${"".padEnd(44)}clients   ours/s   bare/s   ratio   goal   processor ms a request: ours (database)  bare (database)`,
  );
  for (const contest of contests) {
    for (const clients of [1, 32]) {
      const ms = Number(options.seconds) * 1000;
      const ours = measured(contest.ours, it.serverPid, it.postmasterPid);
      const bare = measured(contest.bare, it.barePid, it.postmasterPid);
      for (const side of [ours, bare]) await side.warm(clients, ms / 4);
      for (let round = 0; round < ROUNDS; round += 1) for (const side of [ours, bare]) await side.round(clients, ms);
      const [a, b] = [ours.result(), bare.result()];
      const ratio = a.rate / b.rate;
      well &&= ratio >= contest.floor;
      console.log(
        `${contest.name.padEnd(44)}${String(clients).padStart(7)} ${a.rate.toFixed(0).padStart(8)} ${b.rate.toFixed(0).padStart(8)} ${ratio.toFixed(2).padStart(7)} ${`≥ ${contest.goal}`.padStart(6)}   ${a.cost}  ${b.cost}`,
      );
    }
  }
  return well;
}

/** One side of a contest: its rate, and what a request costs its server and the database in processor time. */
function measured(target: Target, serverPid: number, postmasterPid: number) {
  const rates: number[] = [];
  let [requests, server, database] = [0, 0, 0];
  return {
    warm: (clients: number, ms: number) => rateOf(target, clients, ms),
    round: async (clients: number, ms: number) => {
      const [s, d] = [processorTime(serverPid), processorTime(postmasterPid)];
      const rate = await rateOf(target, clients, ms);
      server += processorTime(serverPid) - s;
      database += processorTime(postmasterPid) - d;
      requests += (rate * ms) / 1000;
      rates.push(rate);
    },
    result: () => {
      const each = (seconds: number) => ((seconds * 1000) / requests).toFixed(2);
      return { rate: median(rates), cost: `${each(server)} (${each(database)})` };
    },
  };
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** A target whose requests are made anew each time, for the session or the record changes. */
export function asking(port: number, status: number, next: () => Parameters<typeof requestBytes>): Target {
  return { port, status, next: () => requestBytes(...next()) };
}
