import { type SqlBool, sql } from "kysely";
import { askedOnce } from "#platform/clock/asked-once.ts";
import type { Reader } from "#platform/database/door.ts";
import { addMonths, type Day, monthEnd, monthStart } from "#shared/day.ts";
import { type DuesKnown, owedSince, settledThrough } from "./rules.ts";

/** One member who owes dues for a month that is over. */
export interface Behind {
  readonly personId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly quarterly: boolean;
  /** The first month that is owed. */
  readonly since: Day;
  readonly talkedOn: Day | null;
}

/**
 * Everybody on a roster with dues set who owes a month that is over, whatever was paid for later ones. Counting months finds
 * the few of whom more must be known: whose settled months are fewer than those that their dues were set for. Both halves of C23 go by it.
 */
export const behindWithDues = askedOnce(askBehind);

async function askBehind(tx: Reader, on: Day): Promise<Behind[]> {
  const last = addMonths(monthStart(on), -1);
  const after = addMonths(last, 1);
  const months = (it: ReturnType<typeof sql>) => sql`extract(year from ${it}) * 12 + extract(month from ${it})`;
  const fewer = await tx
    .with("asked", (db) =>
      db
        .selectFrom("duesProfile as p")
        .select([
          "p.personId",
          sql<number>`sum(${months(sql`least(coalesce(p.valid_to, ${after}::date), ${after}::date)`)}
            - (${months(sql`p.valid_from`)}))`.as("due"),
          sql<boolean>`bool_or(p.quarterly and (p.valid_to is null or p.valid_to > ${last}::date))`.as("quarterly"),
        ])
        .where("p.validFrom", "<=", last)
        .where((eb) => eb.or([eb("p.validTo", "is", null), eb("p.validTo", ">", eb.ref("p.validFrom"))]))
        .groupBy("p.personId"),
    )
    .with("paid", (db) =>
      db
        .selectFrom("duesEntry as e")
        .innerJoin("duesProfile as p", (join) =>
          join
            .onRef("p.personId", "=", "e.personId")
            .onRef("p.validFrom", "<=", "e.dueMonth")
            .on((eb) => eb.or([eb("p.validTo", "is", null), eb("p.validTo", ">", eb.ref("e.dueMonth"))])),
        )
        .select(["e.personId", sql<number>`count(*)`.as("settled")])
        .where("e.dueMonth", "<=", last)
        .where("e.endedOn", "is", null)
        .where("e.kind", "<>", "voluntary")
        .groupBy("e.personId"),
    )
    .selectFrom("membership as m")
    .innerJoin("asked as a", "a.personId", "m.personId")
    .leftJoin("paid as d", "d.personId", "m.personId")
    .select(["m.personId", "m.name", "m.organizationId", "m.orgPath", "a.quarterly"])
    .where("m.validTo", "is", null)
    .where("m.validFrom", "<=", on)
    .where(sql<SqlBool>`coalesce(d.settled, 0) < a.due`)
    .execute();
  const ids = fewer.map((it) => it.personId);
  const known = await duesKnown(tx, ids);
  const talked = await lastTalks(tx, ids);
  return fewer.flatMap((it) => {
    const dues = known.get(it.personId);
    const since = dues ? owedSince(dues, last).value : null;
    return since === null ? [] : [{ ...it, since, talkedOn: talked.get(it.personId) ?? null }];
  });
}

async function lastTalks(tx: Reader, personIds: readonly string[]): Promise<ReadonlyMap<string, Day>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("duesTalk")
    .select(["personId", sql<Day>`max(talked_on)`.as("talkedOn")])
    .where("personId", "=", sql<string>`any(${personIds}::uuid[])`)
    .groupBy("personId")
    .execute();
  return new Map(rows.map((it) => [it.personId, it.talkedOn]));
}

interface MonthsOf extends DuesKnown {
  /** The first and the last month that anything is known of. */
  readonly first: Day;
  readonly latest: Day;
}

/**
 * For which months the dues of these people are set, and what settles them, or had settled them by a day. Who has neither has
 * no entry.
 */
async function duesKnown(
  tx: Reader,
  personIds: readonly string[],
  paidBy: Day | null = null,
): Promise<ReadonlyMap<string, MonthsOf>> {
  if (personIds.length === 0) return new Map();
  const ids = sql<string>`any(${personIds}::uuid[])`;
  const set = await tx
    .selectFrom("duesProfile")
    .select(["personId", "validFrom as from", "validTo as to"])
    .where("personId", "=", ids)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", eb.ref("validFrom"))]))
    .execute();
  const entries = await tx
    .selectFrom("duesEntry")
    .select(["personId", "dueMonth"])
    .where("personId", "=", ids)
    .where("endedOn", "is", null)
    .$if(paidBy !== null, (it) => it.where("paidOn", "<=", paidBy))
    .where("kind", "<>", "voluntary")
    .execute();
  const waivers = await tx
    .selectFrom("duesRelief")
    .select(["personId", "fromMonth", "toMonth"])
    .where("personId", "=", ids)
    .where("state", "=", "approved")
    .where("reducedFen", "=", 0)
    .execute();
  const sets = Map.groupBy(set, (it) => it.personId);
  const paid = Map.groupBy(entries, (it) => it.personId);
  const waived = Map.groupBy(waivers, (it) => it.personId);
  return new Map(
    personIds.flatMap((id): [string, MonthsOf][] => {
      const spans = sets.get(id) ?? [];
      const months = new Set((paid.get(id) ?? []).map((it) => it.dueMonth));
      const without = waived.get(id) ?? [];
      const known = [...spans.map((it) => it.from), ...months].sort();
      const latest = [...months, ...without.map((it) => it.toMonth)].sort().at(-1);
      const [first] = known;
      if (first === undefined) return [];
      const settled = (month: Day): boolean =>
        months.has(month) || without.some((it) => it.fromMonth <= month && month <= it.toMonth);
      return [[id, { set: spans, settled, first, latest: latest ?? first }]];
    }),
  );
}

/** To which day somebody's dues were settled without a gap; null when the first month is owed or nothing is known. */
export async function duesPaidTo(tx: Reader, personId: string, on: Day): Promise<Day | null> {
  const known = (await duesKnown(tx, [personId], on)).get(personId);
  const through = known ? settledThrough(known, known.first, known.latest).value : null;
  return through === null ? null : monthEnd(through);
}
