import { sql } from "kysely";
import type { Writer } from "#platform/database/door.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { exactly } from "#platform/database/reach.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import type { TimetableEntry } from "#platform/jobs/index.ts";
import { addDays, type Day } from "#shared/day.ts";
import { type AskedGroup, askingOf, lyingWithin } from "./ask.ts";
import { takeIn, touchedSince } from "./touched.ts";

/** Days that are kept at once, today first. What is kept no further than today is asked anew. */
const KEPT_DAYS = 3;
/** Organisations that are asked in one transaction: a second or so. */
const AT_ONCE = 100;
/** After so long a run ends; the next one goes on. */
const RUN_MS = 40_000;

const SCOPE = systemScope("due-kept");

/**
 * Brings what is kept up to date: takes in what acts have told, then asks organisation by organisation where nothing is kept
 * for today and tomorrow. Returns how many organisations were asked. One process at a time.
 */
export async function keepDue(house: House, stopping?: AbortSignal): Promise<number> {
  const began = Date.now();
  let asked = 0;
  for (;;) {
    const done = (await alone(house, takeInTold)) === null ? 0 : ((await alone(house, keepSome)) ?? 0);
    asked += done;
    if (done === 0 || stopping?.aborted === true || Date.now() - began > RUN_MS) return asked;
  }
}

/** Throws away all that is kept: a program that was changed, or a database that was restored, may answer otherwise. */
export async function forgetDue(house: House): Promise<void> {
  await alone(house, async (tx) => {
    await takeIn(tx, await touchedSince(tx));
    await tx.deleteFrom("dueKept").execute();
    await tx.deleteFrom("dueKeptPlace").execute();
  });
}

/** Null when another process is at it: what it has read and we would change must not be written after us. */
async function alone<T>(house: House, work: (tx: Writer, house: House) => Promise<T>): Promise<T | null> {
  return await house.door.write(SCOPE, async (tx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('lianxin due'), hashtext(current_schema())) as mine`.execute(tx);
    return rows[0]?.mine === true ? await work(tx, house) : null;
  });
}

/** What was touched is no longer kept. Places that are no more take what was kept of them along. */
async function takeInTold(tx: Writer): Promise<number> {
  const touched = await touchedSince(tx);
  const where = [...touched.ranges, ...touched.paths.map(exactly)];
  if (where.length > 0) {
    await tx.deleteFrom("dueKeptPlace").where(lyingWithin("org_path", where)).execute();
    await tx
      .deleteFrom("dueKept")
      .where((eb) =>
        eb.not(
          eb.exists(eb.selectFrom("organization as o").select("o.id").whereRef("o.orgPath", "=", "dueKept.orgPath")),
        ),
      )
      .execute();
  }
  await takeIn(tx, touched);
  return touched.numbers.length;
}

async function keepSome(tx: Writer, house: House): Promise<number> {
  const today = house.clock.today();
  const until = addDays(today, KEPT_DAYS - 1);
  const rows = await tx
    .selectFrom("organization as o")
    .leftJoin("dueKeptPlace as k", (join) =>
      join.onRef("k.orgPath", "=", "o.orgPath").on("k.fromOn", "<=", today).on("k.untilOn", ">", today),
    )
    .select("o.orgPath")
    .where("k.orgPath", "is", null)
    .orderBy("o.orgPath")
    .limit(AT_ONCE)
    .execute();
  const paths = rows.map((it) => it.orgPath);
  if (paths.length === 0) return 0;
  const checks = house.checks.filter((it) => it.restricted !== true);
  const spans: Span[] = [];
  const ask = await askingOf(tx, paths.map(exactly));
  for (let on = today; on <= until; on = addDays(on, 1)) spread(spans, await ask(checks, on), on);
  const anyOf = sql<string>`any(${paths}::text[])`;
  await tx.deleteFrom("dueKept").where("orgPath", "=", anyOf).execute();
  await tx.deleteFrom("dueKeptPlace").where("orgPath", "=", anyOf).execute();
  await insertMany(
    tx,
    "dueKept",
    spans.map(({ group, said, from, to }) => ({
      orgPath: group.orgPath,
      checkId: group.checkId,
      fromOn: from,
      untilOn: to,
      organizationId: group.organizationId,
      matters: group.matters,
      late: group.late,
      earliest: group.earliest,
      items: said,
    })),
  );
  await insertMany(
    tx,
    "dueKeptPlace",
    paths.map((orgPath) => ({ orgPath, fromOn: today, untilOn: until })),
  );
  return paths.length;
}

interface Span {
  readonly group: AskedGroup;
  readonly said: string;
  readonly from: Day;
  to: Day;
}

/** Adds the groups of a day: what is as it was the day before lasts a day longer. */
function spread(spans: Span[], groups: readonly AskedGroup[], on: Day): void {
  const before = addDays(on, -1);
  const lasting = new Map(spans.filter((it) => it.to === before).map((it) => [keyOf(it.group), it]));
  for (const group of groups) {
    const said = JSON.stringify(group.items);
    const known = lasting.get(keyOf(group));
    if (known?.said === said && known.group.late === group.late) known.to = on;
    else spans.push({ group, said, from: on, to: on });
  }
}

const keyOf = ({ checkId, orgPath }: AskedGroup): string => `${checkId} ${orgPath}`;

export const keeping: readonly TimetableEntry[] = [
  // At the start, and once a night: whatever was not heard of is mended by the next morning.
  { name: "due-anew", when: { at: "03:20" }, atStart: true, run: forgetDue },
  {
    name: "due-kept",
    when: { every: 1 },
    run: async (house, stopping) => {
      await keepDue(house, stopping);
    },
  },
];
