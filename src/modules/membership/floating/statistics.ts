import type { Reader } from "#platform/database/door.ts";
import { lostContactBand, seniorityBand } from "#shared/bands.ts";
import { addMonths, type Day } from "#shared/day.ts";

/** What annual tables 33, 34 and 43 count, as rows; the sheets themselves come from the assessment module. */

export interface Counted {
  readonly n: number;
}

export interface OutflowCount extends Counted {
  readonly scope: string;
  readonly originJob: string | null;
  readonly destinationKind: string | null;
}

/** Table 33, away: members six months away on the day, by scope, former occupation and where they went. */
export async function outflowCounts(tx: Reader, on: Day): Promise<OutflowCount[]> {
  return await tx
    .selectFrom("floatingCase")
    .select((eb) => ["scope", "originJob", "destinationKind", eb.fn.countAll<number>().as("n")])
    .where("orgPath", "is not", null)
    .where("leftOn", "<=", addMonths(on, -6))
    .where((eb) => eb.or([eb("endedOn", "is", null), eb("endedOn", ">", on)]))
    .where((eb) => eb.or([eb("stoppedOn", "is", null), eb("stoppedOn", ">", on)]))
    .groupBy(["scope", "originJob", "destinationKind"])
    .execute();
}

/** Table 34, arrived: members from elsewhere in reach of the day, by scope, former occupation and where they work now. */
export async function inflowCounts(tx: Reader, on: Day): Promise<OutflowCount[]> {
  return await tx
    .selectFrom("floatingCase")
    .select((eb) => ["scope", "originJob", "destinationKind", eb.fn.countAll<number>().as("n")])
    .where("hostPath", "is not", null)
    .where("arrivedOn", "<=", on)
    .where((eb) => eb.or([eb("endedOn", "is", null), eb("endedOn", ">", on)]))
    .groupBy(["scope", "originJob", "destinationKind"])
    .execute();
}

export interface LostCount extends Counted {
  readonly reason: string | null;
  /** Ids of the bands of shared/bands.ts; null outside all of them. */
  readonly duration: string | null;
  readonly seniority: string | null;
}

/** Table 43, lost: members stated lost on the day and not found, by circumstance, how long, and years of membership. */
export async function lostCounts(tx: Reader, on: Day): Promise<LostCount[]> {
  const rows = await tx
    .selectFrom("floatingCase as c")
    .leftJoin("membership as m", (join) => join.onRef("m.personId", "=", "c.personId").on("m.validTo", "is", null))
    .select(["c.lostReason as reason", "c.lostSince", "m.fullOn"])
    .where("c.orgPath", "is not", null)
    .where("c.lostOn", "<=", on)
    .where((eb) => eb.or([eb("c.endedOn", "is", null), eb("c.endedOn", ">", on)]))
    .execute();
  const counts = new Map<string, LostCount>();
  for (const { reason, lostSince, fullOn } of rows) {
    const duration = lostSince === null ? null : (lostContactBand(lostSince, on)?.id ?? null);
    const seniority = fullOn === null ? null : (seniorityBand(fullOn, on, "AN43")?.id ?? null);
    const key = JSON.stringify([reason, duration, seniority]);
    const was = counts.get(key);
    counts.set(key, { reason, duration, seniority, n: (was?.n ?? 0) + 1 });
  }
  return [...counts.values()];
}
