import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { addMonths, addYears, type Day, day } from "#shared/day.ts";
import type { DuesCategory, DuesProfile, DuesRelief, RateRule } from "./rules.ts";

/** All versions of the rates. */
export async function rateRules(tx: Reader): Promise<RateRule[]> {
  const rules = await tx.selectFrom("duesRule").selectAll().execute();
  const rates = await tx.selectFrom("duesRate").selectAll().execute();
  return rules.map((rule) => ({
    id: rule.id,
    title: rule.title,
    validFrom: rule.validFrom,
    validTo: rule.validTo,
    rounding: rule.rounding as RateRule["rounding"],
    roundingUnit: rule.roundingUnit,
    rates: rates.filter((it) => it.ruleId === rule.id).map((it) => ({ ...it, category: it.category as DuesCategory })),
  }));
}

export interface StoredProfile extends DuesProfile {
  readonly id: string;
  readonly personId: string;
  readonly method: "following" | "yearly";
}

export interface LiveEntry {
  readonly id: string;
  readonly personId: string;
  /** Where it was paid: whose income it is. */
  readonly organizationId: string;
  readonly month: Day;
  readonly kind: string;
  readonly dueFen: number;
  readonly paidFen: number;
  readonly paidOn: Day;
}

/** What dues of these people follow from, by person. */
export interface DuesFacts {
  readonly profiles: ReadonlyMap<string, readonly StoredProfile[]>;
  readonly reliefs: ReadonlyMap<string, readonly DuesRelief[]>;
}

/** Profiles that ever held, and approved reliefs, of these people. */
export async function duesFacts(tx: Reader, personIds: readonly string[]): Promise<DuesFacts> {
  const ids = anyOf(personIds);
  const profiles = await tx
    .selectFrom("duesProfile")
    .select(["id", "personId", "validFrom", "validTo", "category", "baseFen", "chosenFen", "quarterly", "method"])
    .where("personId", "=", ids)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", eb.ref("validFrom"))]))
    .orderBy("validFrom")
    .execute();
  const reliefs = await tx
    .selectFrom("duesRelief")
    .select(["personId", "fromMonth", "toMonth", "reducedFen"])
    .where("personId", "=", ids)
    .where("state", "=", "approved")
    .execute();
  return {
    profiles: grouped(
      profiles.map((it) => ({
        ...it,
        category: it.category as DuesCategory,
        method: it.method === "yearly" ? ("yearly" as const) : ("following" as const),
      })),
    ),
    reliefs: grouped(reliefs),
  };
}

/** Live entries of these people for months from `from` to `to` (exclusive), gifts included. */
export async function liveEntries(
  tx: Reader,
  personIds: readonly string[],
  from: Day,
  to: Day,
): Promise<Map<string, LiveEntry[]>> {
  const rows = await tx
    .selectFrom("duesEntry")
    .select(["id", "personId", "organizationId", "dueMonth as month", "kind", "dueFen", "paidFen", "paidOn"])
    .where("personId", "=", anyOf(personIds))
    .where("dueMonth", ">=", from)
    .where("dueMonth", "<", to)
    .where("endedOn", "is", null)
    .execute();
  return grouped(rows);
}

export interface PeriodTotals {
  readonly collectedFen: number;
  readonly receivedFen: number;
  readonly whollyUpwardFen: number;
}

/**
 * What an organisation (with those that were merged into it) collected and received from below from one day to another,
 * both inclusive, by the day on which it was paid.
 */
export async function periodTotals(
  tx: Reader,
  organizationId: string,
  from: Day,
  to: Day,
  largeGiftFen: number,
): Promise<PeriodTotals> {
  const ids = await withMerged(tx, organizationId);
  const own = await tx
    .selectFrom("duesEntry")
    .select([
      sql<number>`coalesce(sum(paid_fen), 0)::bigint`.as("collectedFen"),
      sql<number>`coalesce(sum(paid_fen) filter (where kind = 'voluntary' and paid_fen >= ${largeGiftFen}), 0)::bigint`.as(
        "whollyUpwardFen",
      ),
    ])
    .where("organizationId", "in", ids)
    .where("paidOn", ">=", from)
    .where("paidOn", "<=", to)
    .where("endedOn", "is", null)
    .executeTakeFirstOrThrow();
  const below = await tx
    .selectFrom("duesRemittance")
    .select([
      sql<number>`coalesce(sum(remitted_fen), 0)::bigint`.as("receivedFen"),
      sql<number>`coalesce(sum(wholly_upward_fen), 0)::bigint`.as("whollyUpwardFen"),
    ])
    .where("toOrganizationId", "=", organizationId)
    .where("remittedOn", ">=", from)
    .where("remittedOn", "<=", to)
    .where("withdrawnOn", "is", null)
    .executeTakeFirstOrThrow();
  return {
    collectedFen: own.collectedFen,
    receivedFen: below.receivedFen,
    whollyUpwardFen: own.whollyUpwardFen + below.whollyUpwardFen,
  };
}

/** An organisation and those that now lie beneath it because they were merged into it: it answers for their dues. */
export async function withMerged(tx: Reader, organizationId: string): Promise<string[]> {
  const merged = await tx
    .selectFrom("organization")
    .select("id")
    .where("successorId", "=", organizationId)
    .where("closedOn", "is not", null)
    .execute();
  return [organizationId, ...merged.map((it) => it.id)];
}

/** An organisation in reach with its name and the one above it on a day; null when there is none. */
export async function organizationInReach(tx: Reader, id: string, on: Day) {
  const row = await tx
    .selectFrom("organization as o")
    .innerJoin("organizationVersion as v", "v.organizationId", "o.id")
    .leftJoin("placement as p", (join) =>
      join
        .onRef("p.organizationId", "=", "o.id")
        .on("p.validFrom", "<=", on)
        .on((eb) => eb.or([eb("p.validTo", "is", null), eb("p.validTo", ">", on)])),
    )
    .select(["o.id", "o.orgPath", "o.closedOn", "v.shortName", "v.fullName", "p.parentId"])
    .where("o.id", "=", id)
    .orderBy("v.validFrom", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** First day of a year and of the next. */
export function yearBounds(year: number): { from: Day; to: Day; months: readonly Day[] } {
  const from = day(`${String(year).padStart(4, "0")}-01-01`);
  return { from, to: addYears(from, 1), months: Array.from({ length: 12 }, (_, at) => addMonths(from, at)) };
}

/** As many ids as there are in one value. */
export const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

/** Rows by the person they belong to. */
export function grouped<T extends { readonly personId: string }>(rows: readonly T[]): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const row of rows) {
    const list = out.get(row.personId);
    if (list) list.push(row);
    else out.set(row.personId, [row]);
  }
  return out;
}
