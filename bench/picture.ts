/**
 * W5: members by organisation × sex × age band … in a subtree, as the picture asks it: `node bench/picture.ts`.
 * Compares the picture's one pass, asked through the door as a person would, with the same SQL bare through `pg`, and
 * with the plain question (organisation × sex × age band, one row a cell) that a naive handler would send. Closed loop at
 * 1 and 32 clients, medians of five; `--check` fails below 0.7 × bare, or above 1.5 × for another day.
 * Options: --organizations 3000 --members 100000 --seed 1 --seconds 3
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type pg from "pg";
import { loadFacts } from "#modules/assessment/picture.ts";
import { loadGround } from "#modules/assessment/places.ts";
import { countMembers } from "#modules/assessment/queries.ts";
import { ageMarks, edgesOf, seniorityMarks } from "#modules/assessment/rules.ts";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { migrate } from "#platform/database/migrate.ts";
import { openDatabase } from "#platform/database/open.ts";
import { subtree } from "#platform/database/reach.ts";
import { ownScope, type Scope } from "#platform/database/scope.ts";
import { type Day, day } from "#shared/day.ts";
import { fillZone } from "./data.ts";

const { values } = parseArgs({
  options: {
    organizations: { type: "string", default: "3000" },
    members: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "3" },
    check: { type: "boolean", default: false },
  },
});
/** One row a cell, ages by AGE(): what anybody writes first. */
const NAIVE = `select m.organization_id, m.gender, width_bucket(extract(year from age($1::date, m.birth_on))::int, array[31,36,41,46,51,56,61,66,71]) as band, count(*)
  from membership m join organization o on o.id = m.organization_id
  where o.org_path >= $2 and o.org_path < $3 and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to > $1::date)
  group by 1, 2, 3`;

const today = day("2026-11-22");
const past = day("2019-12-31");
const folder = mkdtempSync(join(tmpdir(), "lianxin-bench-"));
const database = await openDatabase({ dataFolder: folder });
try {
  await run();
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  await migrate(database.ownerPool);
  const began = performance.now();
  const zone = await fillZone(database, {
    organizations: Number(values.organizations),
    members: Number(values.members),
    seed: Number(values.seed),
  });
  console.log(
    `${values.organizations} organisations, ${values.members} members made in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  const door = new Door(database.appPool, await loadClasses(database.ownerPool));
  const pathOf = async (id: string): Promise<string> => {
    const { rows } = await database.ownerPool.query<{ path: string }>(
      "select org_path as path from organization where id = $1",
      [id],
    );
    return rows[0]?.path ?? "/";
  };
  const town = zone.townIds[0] ?? zone.rootId;
  let failed = false;
  for (const [name, id] of [
    ["a town", town],
    ["the zone", zone.rootId],
  ] as const) {
    const range = subtree(await pathOf(id));
    const scope: Scope = {
      ...ownScope("01900000-0000-7000-8000-000000000001", null),
      persons: [range],
      places: [range],
      write: [range],
    };
    const ask = (on: Day) =>
      door.read(scope, (tx) =>
        countMembers(tx, { range }, on, { age: edgesOf(ageMarks("AN2", on)), standing: edgesOf(seniorityMarks(on)) }),
      );
    const bare = await sameSql(ask, today);
    const naive = () => database.ownerPool.query(NAIVE, [today, range.lo, range.hi]);
    for (const clients of [1, 32]) {
      const rates = await alternating(clients, { ours: () => ask(today), past: () => ask(past), bare, naive });
      const ratio = rates.ours / rates.bare;
      const other = rates.ours / rates.past;
      console.log(
        `${name}, ${clients} clients: ${rates.ours.toFixed(1)}/s; same SQL bare ${rates.bare.toFixed(1)}/s (${ratio.toFixed(2)} ×); ` +
          `naive cells bare ${rates.naive.toFixed(1)}/s (${(rates.ours / rates.naive).toFixed(2)} ×); another day costs ${other.toFixed(2)} × today`,
      );
      failed ||= ratio < 0.7 || other > 1.5;
    }
    const whole = await median(() =>
      door.read(scope, async (tx) =>
        loadFacts(tx, await loadGround(tx, { organizationId: id, day: today, manner: "now", today })),
      ),
    );
    const was = await median(() =>
      door.read(scope, async (tx) =>
        loadFacts(tx, await loadGround(tx, { organizationId: id, day: past, manner: "was", today })),
      ),
    );
    console.log(`${name}: the whole picture ${whole.toFixed(0)} ms today, ${was.toFixed(0)} ms as it was on ${past}`);
  }
  if (values.check && failed) process.exitCode = 1;
}

/** Listens to what our question sends, and sends the same text with the same values without any of our code around it. */
async function sameSql(ask: (on: Day) => Promise<unknown>, on: Day): Promise<() => Promise<unknown>> {
  const heard = await hear(database.appPool, () => ask(on));
  const counted = heard.findLast((it) => /grouping sets/i.test(it.text));
  if (!counted) throw new Error("the question was not heard");
  return () => database.ownerPool.query(counted.text, [...counted.values]);
}

async function hear(
  pool: pg.Pool,
  work: () => Promise<unknown>,
): Promise<{ text: string; values: readonly unknown[] }[]> {
  const heard: { text: string; values: readonly unknown[] }[] = [];
  const client = await pool.connect();
  const prototype = Object.getPrototypeOf(client) as { query: (...given: unknown[]) => unknown };
  client.release();
  const own = prototype.query;
  prototype.query = function (this: unknown, ...given: unknown[]) {
    const [first, second] = given;
    if (typeof first === "string") heard.push({ text: first, values: Array.isArray(second) ? second : [] });
    return own.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = own;
  }
  return heard;
}

/** Rates per second, each kind in turn so that the machine's moods meet all alike; medians of five rounds. */
async function alternating<K extends string>(
  clients: number,
  kinds: Record<K, () => Promise<unknown>>,
): Promise<Record<K, number>> {
  const names = Object.keys(kinds) as K[];
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < 5; round += 1) {
    for (const name of names) rates[name].push(await rate(clients, kinds[name], (Number(values.seconds) * 1000) / 5));
  }
  return Object.fromEntries(names.map((name) => [name, middle(rates[name])])) as Record<K, number>;
}

async function rate(clients: number, work: () => Promise<unknown>, ms: number): Promise<number> {
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      do {
        await work();
        done += 1;
      } while (performance.now() - began < ms);
    }),
  );
  return (done * 1000) / (performance.now() - began);
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return middle(times);
}

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
