import { type Selectable, sql } from "kysely";
import { inTreeOrder } from "#modules/organization/index.ts";
import type { Reader, Tables } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import { anyOf } from "../dues/queries.ts";
import { suspendedOn } from "../honours/suspended.ts";
import { categoryOn } from "../rules.ts";
import { type Exemption, exemptionOf, type Marks } from "./rules.ts";

export type AppraisalRow = Selectable<Tables["appraisal"]>;
export type ItemRow = Selectable<Tables["appraisalItem"]>;

export interface Candidate {
  readonly personId: string;
  readonly name: string;
  readonly strokeKey: string;
  readonly category: "full" | "probationary";
  readonly exempt: Exemption | null;
  /** 暂停行使表决权 on that day. */
  readonly suspended: boolean;
}

/** The roster of a branch on a day, as it enters an appraisal: who is graded, and of whom the roster says that they are not. */
export async function candidates(tx: Reader, organizationId: string, on: Day): Promise<Candidate[]> {
  const rows = await tx
    .selectFrom("membership")
    .select(["personId", "name", "strokeKey", "category", "fullOn"])
    .where("organizationId", "=", organizationId)
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .orderBy("strokeKey")
    .orderBy("personId")
    .execute();
  const away = await tx
    .selectFrom("floatingCase")
    .select("personId")
    .where("personId", "=", anyOf(rows.map((it) => it.personId)))
    .where("endedOn", "is", null)
    .where("arrivedOn", "<=", on)
    .execute();
  const hosted = new Set(away.map((it) => it.personId));
  const suspended = await suspendedOn(
    tx,
    rows.map((it) => it.personId),
    on,
  );
  return rows.map((it) => {
    const category = categoryOn(
      { category: it.category === "probationary" ? "probationary" : "full", fullOn: it.fullOn },
      on,
    );
    const exempt = exemptionOf({ category: category.value, atHost: hosted.has(it.personId) }).value;
    const { personId, name, strokeKey } = it;
    return { personId, name, strokeKey, category: category.value, exempt, suspended: suspended.has(personId) };
  });
}

/** An appraisal in reach, or null. */
export async function appraisalRow(tx: Reader, id: string): Promise<AppraisalRow | null> {
  return (await tx.selectFrom("appraisal").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** Its members by strokes of their names. */
export async function itemsOf(tx: Reader, appraisalId: string): Promise<ItemRow[]> {
  return await tx
    .selectFrom("appraisalItem")
    .selectAll()
    .where("appraisalId", "=", appraisalId)
    .orderBy("strokeKey")
    .orderBy("id")
    .execute();
}

/** How many may vote, and how many have taken a token. */
export async function votersOf(tx: Reader, appraisalId: string): Promise<{ voters: number; taken: number }> {
  return await tx
    .selectFrom("appraisalVoter")
    .select((eb) => [eb.fn.countAll<number>().as("voters"), eb.fn.count<number>("blindedHash").as("taken")])
    .where("appraisalId", "=", appraisalId)
    .executeTakeFirstOrThrow();
}

/** The marks of an item; null before the count, and of those who are not graded. */
export function marksOf(it: Pick<ItemRow, "excellent" | "qualified" | "barely" | "unqualified">): Marks | null {
  const { excellent, qualified, barely, unqualified } = it;
  if (excellent === null || qualified === null || barely === null || unqualified === null) return null;
  return { excellent, qualified, barely, unqualified };
}

/** Branches whose appraisal of a year has been counted, in reach: what the yearly check of branch life asks (C17). */
export async function appraisedBranches(tx: Reader, year: number): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom("appraisal")
    .select("organizationId")
    .where("year", "=", year)
    .where("countedOn", "is not", null)
    .where("withdrawnOn", "is", null)
    .execute();
  return new Set(rows.map((it) => it.organizationId));
}

export interface AppraisalCounts {
  readonly branches: number;
  readonly appraised: number;
  readonly excellent: number;
  readonly qualified: number;
  readonly barely: number;
  readonly unqualified: number;
  readonly exempt: number;
  /** Of those found 不合格, by what follows. */
  readonly rectify: number;
  readonly persuade: number;
  readonly removal: number;
  readonly lapse: number;
}

/** Annual table 8: how many took part in the year's appraisals in reach, with which grade, and what followed. */
export async function appraisalCounts(tx: Reader, year: number): Promise<AppraisalCounts> {
  const of = (column: string, value: string) => sql<number>`count(*) filter (where ${sql.ref(column)} = ${value})`;
  return await tx
    .selectFrom("appraisalItem as i")
    .innerJoin("appraisal as a", "a.id", "i.appraisalId")
    .select([
      sql<number>`count(distinct a.id)`.as("branches"),
      sql<number>`count(*) filter (where i.exempt is null)`.as("appraised"),
      of("i.grade", "excellent").as("excellent"),
      of("i.grade", "qualified").as("qualified"),
      of("i.grade", "barely_qualified").as("barely"),
      of("i.grade", "unqualified").as("unqualified"),
      sql<number>`count(*) filter (where i.exempt is not null)`.as("exempt"),
      of("i.disposition", "rectify").as("rectify"),
      of("i.disposition", "persuade").as("persuade"),
      of("i.disposition", "removal").as("removal"),
      of("i.disposition", "lapse").as("lapse"),
    ])
    .where("a.year", "=", year)
    .where("a.countedOn", "is not", null)
    .where("a.withdrawnOn", "is", null)
    .executeTakeFirstOrThrow();
}

export interface BranchOfYear {
  readonly organizationId: string;
  readonly orgPath: string;
  readonly shortName: string;
  readonly members: number;
}

/** Organisations in reach with members on a day, in the order of the tree: those who hold an appraisal. */
export async function branchesWithMembers(tx: Reader, on: Day): Promise<BranchOfYear[]> {
  const rows = await tx
    .selectFrom("organization as o")
    .innerJoin("organizationVersion as v", (join) =>
      join
        .onRef("v.organizationId", "=", "o.id")
        .on("v.validFrom", "<=", on)
        .on((eb) => eb.or([eb("v.validTo", "is", null), eb("v.validTo", ">", on)])),
    )
    .innerJoin(
      (eb) =>
        eb
          .selectFrom("membership")
          .select((it) => ["membership.organizationId as branchId", it.fn.countAll<number>().as("members")])
          .where("membership.validFrom", "<=", on)
          .where((it) => it.or([it("membership.validTo", "is", null), it("membership.validTo", ">", on)]))
          .groupBy("membership.organizationId")
          .as("m"),
      (join) => join.onRef("m.branchId", "=", "o.id"),
    )
    .select(["o.id as organizationId", "o.orgPath", "v.shortName", "m.members"])
    .where("o.closedOn", "is", null)
    .execute();
  return await inTreeOrder(tx, on, rows, (it) => it.organizationId);
}
