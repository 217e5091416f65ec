import { type RawBuilder, type SqlBool, sql } from "kysely";
import { recruiting } from "#modules/membership/index.ts";
import type { Reader } from "#platform/database/door.ts";
import { addMonths, type Day } from "#shared/day.ts";
import { lyingIn, validOn, type Where } from "./queries.ts";

/** Facts of tables that rest on procedures: how many rows share the same answers to what the table asks. */
export interface Fact {
  readonly organizationId: string | null;
  readonly count: number;
  readonly female: boolean;
  readonly minority: boolean;
  readonly education: string | null;
  readonly job: string | null;
  /** Bucket of the day of birth, by the edges that were given. */
  readonly age: number | null;
}

const bucket = (column: string, edges: readonly Day[]) =>
  sql<number | null>`width_bucket(${sql.ref(column)}, ${edges as Day[]}::date[])`;
export const female = (column: string) => sql<boolean>`coalesce(${sql.ref(column)} = 'female', false)`;
const minority = (column: string, minorities: readonly string[]) =>
  sql<boolean>`coalesce(${sql.ref(column)} = any(${minorities as string[]}::text[]), false)`;

const SHARED = ["organizationId", "female", "minority", "education", "job", "age"] as const;

/** Tables 18, 19, 20: open cases of a stage on a day. */
export async function casesAt(
  tx: Reader,
  where: Where,
  day: Day,
  stage: "applicant" | "activist" | "target",
  edges: readonly Day[],
  minorities: readonly string[],
): Promise<Fact[]> {
  return await tx
    .selectFrom((it) =>
      it
        .selectFrom("recruitingCase")
        .where("appliedOn", "<=", day)
        .where((eb) => eb.or([eb("endedOn", "is", null), eb("endedOn", ">", day)]))
        .where(lyingIn(where))
        .select((eb) => [
          sql<string | null>`organization_id::text`.as("organizationId"),
          female("gender").as("female"),
          eb
            .selectFrom("person")
            .whereRef("person.id", "=", "recruitingCase.personId")
            .select(minority("person.ethnicity", minorities).as("it"))
            .as("minority"),
          "education",
          "job",
          bucket("birth_on", edges).as("age"),
          sql<string>`${recruiting.stageOn(day)}`.as("stage"),
        ])
        .as("counted"),
    )
    .where("stage", "=", stage)
    .select([
      "organizationId",
      "female",
      sql<boolean>`coalesce(minority, false)`.as("minority"),
      "education",
      "job",
      "age",
      sql<number>`count(*)`.as("count"),
    ])
    .groupBy(SHARED)
    .execute();
}

/** Tables 16, 17: members newly admitted from one day to another, as their roster row of that day says. */
export async function admittedFacts(
  tx: Reader,
  where: Where,
  from: Day,
  to: Day,
  edges: readonly Day[],
  minorities: readonly string[],
): Promise<Fact[]> {
  return await tx
    .selectFrom((it) =>
      it
        .selectFrom("membershipEvent as e")
        .leftJoin("membership as m", (join) =>
          join
            .onRef("m.personId", "=", "e.personId")
            .onRef("m.validFrom", "=", "e.happenedOn")
            .onRef("m.organizationId", "=", "e.organizationId"),
        )
        .where("e.code", "in", ADMITTED)
        .where("e.happenedOn", ">=", from)
        .where("e.happenedOn", "<=", to)
        .where(at("e", where))
        .select([
          sql<string | null>`e.organization_id::text`.as("organizationId"),
          female("m.gender").as("female"),
          minority("m.ethnicity", minorities).as("minority"),
          "m.education as education",
          "m.job as job",
          bucket("m.birth_on", edges).as("age"),
        ])
        .as("counted"),
    )
    .select([...SHARED, sql<number>`count(*)`.as("count")])
    .groupBy(SHARED)
    .execute();
}

/** Codes of entering the Party, newly or again. */
export const ADMITTED: readonly string[] = ["admitted", "readmitted"];

/** Rows of a joined table that lie there, as `lyingIn` says it of one table. */
export function at(table: string, where: Where): RawBuilder<SqlBool> {
  const id = sql.ref(`${table}.organization_id`);
  const path = sql.ref(`${table}.org_path`);
  if ("ids" in where) return sql<SqlBool>`${id} = any(${where.ids as string[]}::uuid[])`;
  return sql<SqlBool>`${path} >= ${where.range.lo} and ${path} < ${where.range.hi}`;
}

export interface Outcome {
  readonly kind: "converted" | "extended" | "cancelled";
  readonly female: boolean;
  readonly minority: boolean;
  readonly count: number;
}

/**
 * Table 15: what came of probations from one day to another: converted members of the day, probations extended by the
 * committee, and those that were cancelled.
 */
export async function outcomes(
  tx: Reader,
  where: Where,
  from: Day,
  to: Day,
  minorities: readonly string[],
): Promise<Outcome[]> {
  const facts = [female("gender").as("female"), minority("ethnicity", minorities).as("minority")] as const;
  const count = sql<number>`count(*)`.as("count");
  const converted = await tx
    .selectFrom("membership")
    .where(validOn(to))
    .where(lyingIn(where))
    .where("fullOn", ">=", from)
    .where("fullOn", "<=", to)
    .select([...facts, count])
    .groupBy(["female", "minority"])
    .execute();
  const extended = await tx
    .selectFrom("recruitingRecord as r")
    .innerJoin("person as p", "p.id", "r.personId")
    .where("r.step", "=", 24)
    .where("r.result", "=", "extended")
    .where("r.withdrawnOn", "is", null)
    .where("r.happenedOn", ">=", from)
    .where("r.happenedOn", "<=", to)
    .where(at("r", where))
    .select([female("p.gender").as("female"), minority("p.ethnicity", minorities).as("minority"), count])
    .groupBy(["female", "minority"])
    .execute();
  const cancelled = await tx
    .selectFrom("membershipEvent as e")
    .innerJoin("person as p", "p.id", "e.personId")
    .where("e.code", "=", "probation_cancelled")
    .where("e.happenedOn", ">=", from)
    .where("e.happenedOn", "<=", to)
    .where(at("e", where))
    .select([female("p.gender").as("female"), minority("p.ethnicity", minorities).as("minority"), count])
    .groupBy(["female", "minority"])
    .execute();
  return [
    ...converted.map((it) => ({ ...it, kind: "converted" as const })),
    ...extended.map((it) => ({ ...it, kind: "extended" as const })),
    ...cancelled.map((it) => ({ ...it, kind: "cancelled" as const })),
  ];
}

export interface Away {
  readonly female: boolean;
  readonly scope: string;
  readonly originJob: string | null;
  readonly destinationKind: string | null;
  readonly count: number;
}

/** Table 33, six months away and not back, at home; table 34, arrived and not gone, at the host. */
export async function awayFacts(tx: Reader, where: Where, day: Day, side: "home" | "host"): Promise<Away[]> {
  let query = tx
    .selectFrom("floatingCase")
    .where((eb) => eb.or([eb("endedOn", "is", null), eb("endedOn", ">", day)]))
    .where(onSide(where, side));
  if (side === "host") query = query.where("arrivedOn", "<=", day);
  else
    query = query
      .where("leftOn", "<=", addMonths(day, -6))
      .where((eb) => eb.or([eb("stoppedOn", "is", null), eb("stoppedOn", ">", day)]));
  return await query
    .select([female("gender").as("female"), "scope", "originJob", "destinationKind", sql<number>`count(*)`.as("count")])
    .groupBy(["female", "scope", "originJob", "destinationKind"])
    .execute();
}

function onSide(where: Where, side: "home" | "host"): RawBuilder<SqlBool> {
  if (side === "home") return lyingIn(where);
  if ("ids" in where) return sql<SqlBool>`host_organization_id = any(${where.ids as string[]}::uuid[])`;
  return sql<SqlBool>`host_path >= ${where.range.lo} and host_path < ${where.range.hi}`;
}

export interface Lost {
  readonly reason: string | null;
  readonly lostSince: Day | null;
  readonly fullOn: Day | null;
  readonly female: boolean;
}

/** Table 43: members stated lost and not found, one row each; lost ones are few. */
export async function lostFacts(tx: Reader, where: Where, day: Day): Promise<Lost[]> {
  return await tx
    .selectFrom("floatingCase as c")
    .where("c.lostOn", "<=", day)
    .where((eb) => eb.or([eb("c.endedOn", "is", null), eb("c.endedOn", ">", day)]))
    .where(at("c", where))
    .select((eb) => [
      "c.lostReason as reason",
      "c.lostSince",
      female("c.gender").as("female"),
      // The last roster row: whoever was stopped stands on none.
      eb
        .selectFrom("membership as m")
        .whereRef("m.personId", "=", "c.personId")
        .orderBy("m.validFrom", "desc")
        .limit(1)
        .select("m.fullOn")
        .as("fullOn"),
    ])
    .execute();
}
