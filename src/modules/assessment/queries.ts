import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { PathRange } from "#platform/database/reach.ts";
import type { Day } from "#shared/day.ts";

/**
 * Where rows are counted: a byte range of today's paths, or the organisations that stood there on that day. Only the
 * organisations themselves with `exactly`.
 */
export type Where = { readonly range: PathRange } | { readonly ids: readonly string[] };

/** What was valid on a day. */
export const validOn = (day: Day): RawBuilder<SqlBool> =>
  sql<SqlBool>`valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`;

/** Rows of a table with `organization_id` and `org_path` that lie there. */
export function lyingIn(where: Where): RawBuilder<SqlBool> {
  if ("ids" in where) return sql<SqlBool>`organization_id = any(${where.ids as string[]}::uuid[])`;
  return sql<SqlBool>`org_path >= ${where.range.lo} and org_path < ${where.range.hi}`;
}

/** The dates that part a date column into buckets, by name of the dimension. */
export interface Edges {
  readonly age: readonly Day[];
  readonly standing: readonly Day[];
}

export interface GroupedCount {
  /** Which dimension this row counts, by the bits of GROUPING (see DIMENSIONS). */
  readonly dimension: "place" | "gender" | "age" | "education" | "standing" | "ethnicity";
  readonly organizationId: string | null;
  readonly full: boolean | null;
  readonly code: string | null;
  readonly bucket: number | null;
  readonly count: number;
  /** Days lived in all, of those whose birth is known; only with the dimension `age`. */
  readonly days: number;
}

/** How many members there are on a day. */
export async function membersAt(tx: Reader, where: Where, day: Day): Promise<number> {
  const row = await tx
    .selectFrom("membership")
    .where(validOn(day))
    .where(lyingIn(where))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * Everything a picture counts about members, in one pass over the roster: six distributions by GROUPING SETS instead of
 * six scans. `full` is the category of the day: by the day of conversion where it is known, else as the roster said.
 */
export async function countMembers(tx: Reader, where: Where, day: Day, edges: Edges): Promise<GroupedCount[]> {
  const rows = await tx
    .selectFrom((it) =>
      it
        .selectFrom("membership")
        .where(validOn(day))
        .where(lyingIn(where))
        .select([
          "organizationId",
          "gender",
          "education",
          "ethnicity",
          fullOn(day).as("isFull"),
          sql<number | null>`width_bucket(birth_on, ${edges.age as Day[]}::date[])`.as("age"),
          sql<number | null>`width_bucket(full_on, ${edges.standing as Day[]}::date[])`.as("standing"),
          sql<number | null>`${day}::date - birth_on`.as("days"),
        ])
        .as("counted"),
    )
    .select([
      sql<number>`grouping(organization_id, gender, age, education, standing, ethnicity)`.as("missing"),
      "organizationId",
      "isFull",
      "gender",
      "age",
      "education",
      "standing",
      "ethnicity",
      sql<number>`count(*)`.as("count"),
      sql<number>`coalesce(sum(days), 0)`.as("days"),
    ])
    .groupBy(
      sql`grouping sets ((organization_id, is_full), (gender), (age), (education), (standing, is_full), (ethnicity))`,
    )
    .execute();
  return rows.map((row) => {
    const dimension = DIMENSIONS[row.missing] ?? "place";
    const code =
      dimension === "gender"
        ? row.gender
        : dimension === "education"
          ? row.education
          : dimension === "ethnicity"
            ? row.ethnicity
            : null;
    const bucket = dimension === "age" ? row.age : dimension === "standing" ? row.standing : null;
    return {
      dimension,
      organizationId: row.organizationId,
      full: row.isFull,
      code,
      bucket,
      count: row.count,
      days: row.days,
    };
  });
}

/** GROUPING gives a one for every column that is missing from the set: six bits, organisation first. */
const DIMENSIONS: Readonly<Record<number, GroupedCount["dimension"]>> = {
  0b011111: "place",
  0b101111: "gender",
  0b110111: "age",
  0b111011: "education",
  0b111101: "standing",
  0b111110: "ethnicity",
};

/** Full member on a day, in SQL: the same as `disordersOf` and the members register understand it. */
export const fullOn = (day: Day): RawBuilder<boolean> =>
  sql<boolean>`case when full_on is not null then full_on <= ${day}::date else category = 'full' end`;

export interface PlaceRow {
  readonly id: string;
  readonly path: string;
  readonly establishedOn: Day;
  readonly closedOn: Day | null;
  readonly successorId: string | null;
}

export async function organizationsIn(tx: Reader, range: PathRange | null): Promise<PlaceRow[]> {
  let query = tx
    .selectFrom("organization")
    .select(["id", "orgPath as path", "establishedOn", "closedOn", "successorId"]);
  if (range) query = query.where("orgPath", ">=", range.lo).where("orgPath", "<", range.hi);
  return await query.execute();
}

export async function organizationById(tx: Reader, id: string): Promise<PlaceRow | undefined> {
  return await tx
    .selectFrom("organization")
    .select(["id", "orgPath as path", "establishedOn", "closedOn", "successorId"])
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The highest organisation in reach: where a picture begins when nobody says where. */
export async function highestInReach(tx: Reader): Promise<PlaceRow | undefined> {
  return await tx
    .selectFrom("organization")
    .select(["id", "orgPath as path", "establishedOn", "closedOn", "successorId"])
    .orderBy(sql`length(org_path)`)
    .orderBy("orgPath")
    .limit(1)
    .executeTakeFirst();
}

export interface VersionRow {
  readonly organizationId: string;
  readonly shortName: string;
  readonly kind: string;
  readonly areaKind: string | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** Names and kinds in time, oldest first. */
export async function versionsIn(tx: Reader, range: PathRange | null): Promise<VersionRow[]> {
  let query = tx
    .selectFrom("organizationVersion")
    .select(["organizationId", "shortName", "kind", "areaKind", "validFrom", "validTo"])
    .orderBy("validFrom");
  if (range) query = query.where("orgPath", ">=", range.lo).where("orgPath", "<", range.hi);
  return await query.execute();
}

export interface PlacedRow {
  readonly organizationId: string;
  readonly parentId: string | null;
  readonly orderNumber: number;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** The tree in time. */
export async function placementsIn(tx: Reader, range: PathRange | null): Promise<PlacedRow[]> {
  let query = tx.selectFrom("placement").select(["organizationId", "parentId", "orderNumber", "validFrom", "validTo"]);
  if (range) query = query.where("orgPath", ">=", range.lo).where("orgPath", "<", range.hi);
  return await query.execute();
}

/** Secretaries and village heads of a day. */
export async function headsOn(
  tx: Reader,
  where: Where,
  day: Day,
): Promise<{ organizationId: string; personId: string; post: string }[]> {
  return await tx
    .selectFrom("post")
    .select(["organizationId", "personId", "post"])
    .where("post", "in", ["secretary", "village_head"])
    .where(validOn(day))
    .where(lyingIn(where))
    .execute();
}

/** When the running term of each organisation ends; organisations without a running term are missing. */
export async function termsOn(tx: Reader, where: Where, day: Day): Promise<{ organizationId: string; dueOn: Day }[]> {
  return await tx
    .selectFrom("committeeTerm")
    .select(["organizationId", sql<Day>`max(due_on)`.as("dueOn")])
    .where(sql<SqlBool>`start_on <= ${day}::date and (ended_on is null or ended_on > ${day}::date)`)
    .where(lyingIn(where))
    .groupBy("organizationId")
    .execute();
}

/** Roster rows by the year in which they began or ended: year-end counts follow by adding up. */
export async function rosterChanges(
  tx: Reader,
  where: Where,
  perPlace: boolean,
): Promise<{ organizationId: string | null; year: number; change: number }[]> {
  const rows = await tx
    .selectFrom((it) =>
      it
        .selectFrom("membership")
        .where(lyingIn(where))
        .select([
          "organizationId",
          sql<number>`extract(year from valid_from)::int`.as("year"),
          sql<number>`1`.as("change"),
        ])
        .unionAll(
          it
            .selectFrom("membership")
            .where(lyingIn(where))
            .where("validTo", "is not", null)
            // A row that ends on 31 December is no longer there on that day.
            .select([
              "organizationId",
              sql<number>`extract(year from valid_to)::int`.as("year"),
              sql<number>`-1`.as("change"),
            ]),
        )
        .as("changes"),
    )
    .select([
      perPlace ? "organizationId" : sql<string | null>`null::uuid`.as("organizationId"),
      "year",
      sql<number>`sum(change)`.as("change"),
    ])
    .groupBy(perPlace ? ["organizationId", "year"] : ["year"])
    .execute();
  return rows;
}

export interface MovementRow {
  readonly organizationId: string | null;
  readonly year: number;
  readonly direction: number;
  readonly code: string;
  readonly count: number;
}

/** Entries and leavings by year and code; `perPlace` also by organisation. */
export async function movements(
  tx: Reader,
  where: Where,
  perPlace: boolean,
  from: Day | null = null,
  to: Day | null = null,
): Promise<MovementRow[]> {
  let query = tx
    .selectFrom("membershipEvent")
    .where(lyingIn(where))
    .select([
      perPlace ? "organizationId" : sql<string | null>`null::uuid`.as("organizationId"),
      sql<number>`extract(year from happened_on)::int`.as("year"),
      "direction",
      "code",
      sql<number>`count(*)`.as("count"),
    ])
    .groupBy(
      perPlace
        ? sql`organization_id, extract(year from happened_on), direction, code`
        : sql`extract(year from happened_on), direction, code`,
    );
  if (from !== null) query = query.where("happenedOn", ">=", from);
  if (to !== null) query = query.where("happenedOn", "<=", to);
  return await query.execute();
}

export interface PlacedCount {
  readonly organizationId: string;
  readonly dimension: "gender" | "age" | "education" | "category";
  readonly code: string | null;
  readonly bucket: number | null;
  readonly count: number;
}

/** Four distributions by organisation, for what is published with small numbers hidden. */
export async function countByPlace(tx: Reader, where: Where, day: Day, ages: readonly Day[]): Promise<PlacedCount[]> {
  const rows = await tx
    .selectFrom((it) =>
      it
        .selectFrom("membership")
        .where(validOn(day))
        .where(lyingIn(where))
        .select([
          "organizationId",
          "gender",
          "education",
          sql<string>`(${fullOn(day)})::text`.as("category"),
          sql<number | null>`width_bucket(birth_on, ${ages as Day[]}::date[])`.as("age"),
        ])
        .as("counted"),
    )
    .select([
      sql<number>`grouping(gender, age, education, category)`.as("missing"),
      "organizationId",
      "gender",
      "age",
      "education",
      "category",
      sql<number>`count(*)`.as("count"),
    ])
    .groupBy(
      sql`grouping sets ((organization_id, gender), (organization_id, age), (organization_id, education), (organization_id, category))`,
    )
    .execute();
  const dimensions = { 0b0111: "gender", 0b1011: "age", 0b1101: "education", 0b1110: "category" } as const;
  return rows.map((row) => {
    const dimension = dimensions[row.missing as keyof typeof dimensions];
    const code = dimension === "age" ? null : row[dimension];
    return {
      organizationId: row.organizationId,
      dimension,
      code,
      bucket: dimension === "age" ? row.age : null,
      count: row.count,
    };
  });
}

/** What members of a sheet are told apart by. Buckets count into the edges given; codes are raw. */
export interface CubeRow {
  readonly area: string | null;
  readonly full: boolean;
  readonly female: boolean;
  readonly minority: boolean;
  readonly job: string | null;
  readonly education: string | null;
  readonly age: number | null;
  readonly joined: number | null;
  readonly count: number;
}

export interface CubeAxes {
  /** The kind of area in which the organisation lies on the day. */
  readonly area?: boolean;
  readonly job?: boolean;
  readonly education?: boolean;
  readonly age?: readonly Day[];
  readonly joined?: readonly Day[];
}

/** Members of a day by several axes at once; an axis not asked for is null in every row. */
export async function memberCube(
  tx: Reader,
  where: Where,
  day: Day,
  axes: CubeAxes,
  minorities: readonly string[],
): Promise<CubeRow[]> {
  const bucket = (column: "birth_on" | "joined_on", edges: readonly Day[] | undefined) =>
    edges
      ? sql<number | null>`width_bucket(${sql.ref(column)}, ${edges as Day[]}::date[])`
      : sql<number | null>`null::int`;
  const text = (column: string, asked: boolean | undefined) =>
    asked ? sql<string | null>`${sql.ref(column)}::text` : sql<string | null>`null::text`;
  return await tx
    .selectFrom((it) =>
      it
        .selectFrom("membership")
        .where(validOn(day))
        .where(lyingIn(where))
        .select([
          "organizationId",
          fullOn(day).as("full"),
          sql<boolean>`gender = 'female'`.as("female"),
          sql<boolean>`coalesce(ethnicity = any(${minorities as string[]}::text[]), false)`.as("minority"),
          text("job", axes.job).as("job"),
          text("education", axes.education).as("education"),
          bucket("birth_on", axes.age).as("age"),
          bucket("joined_on", axes.joined).as("joined"),
        ])
        .as("counted"),
    )
    // Grouped by area in the database: by organisation, a large zone has nearly as many groups as members.
    .leftJoin(
      (it) =>
        it
          .selectFrom("organizationVersion")
          .where(validOn(day))
          .where(sql<boolean>`${axes.area === true}::boolean`)
          .select(["organizationId as lyingId", "areaKind as area"])
          .as("lying"),
      (on) => on.onRef("lyingId", "=", "counted.organizationId"),
    )
    .select([
      "area",
      "full",
      "female",
      "minority",
      "job",
      "education",
      "age",
      "joined",
      sql<number>`count(*)`.as("count"),
    ])
    .groupBy(["area", "full", "female", "minority", "job", "education", "age", "joined"])
    .execute();
}

/** Terms that began in a year or fall due in it, for the sheet of organisations. */
export async function termsOfYear(
  tx: Reader,
  where: Where,
  from: Day,
  to: Day,
): Promise<{ organizationId: string; due: boolean; held: boolean }[]> {
  return await tx
    .selectFrom("committeeTerm")
    .where(lyingIn(where))
    .where(
      sql<SqlBool>`((due_on between ${from}::date and ${to}::date and start_on < ${from}::date) or coalesce(elected_on, start_on) between ${from}::date and ${to}::date)`,
    )
    .select([
      "organizationId",
      sql<boolean>`bool_or(due_on between ${from}::date and ${to}::date and start_on < ${from}::date)`.as("due"),
      sql<boolean>`bool_or(coalesce(elected_on, start_on) between ${from}::date and ${to}::date)`.as("held"),
    ])
    .groupBy("organizationId")
    .execute();
}

/** Reorganisations proposed and not yet decided. */
export async function proposalsWaiting(tx: Reader, where: Where): Promise<number> {
  const { count } = await tx
    .selectFrom("organizationEvent")
    .where("state", "=", "proposed")
    .where(lyingIn(where))
    .select(sql<number>`count(*)`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** A person's own imports that are previewed and not yet decided. */
export async function importsWaiting(tx: Reader, accountId: string): Promise<number> {
  const { count } = await tx
    .selectFrom("importBatch")
    .where("state", "=", "previewed")
    .where("accountId", "=", accountId)
    .select(sql<number>`count(*)`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** What lies above a place, as far as it is in reach, the highest first. */
export async function ancestorsOf(tx: Reader, path: string, day: Day): Promise<{ id: string; name: string }[]> {
  const rows = await tx
    .selectFrom("organization")
    .innerJoin("organizationVersion", "organizationVersion.organizationId", "organization.id")
    .where(sql<SqlBool>`starts_with(${path}, organization.org_path)`)
    .where(sql<SqlBool>`organization_version.valid_from <= ${day}::date`)
    .where(sql<SqlBool>`(organization_version.valid_to is null or organization_version.valid_to > ${day}::date)`)
    .select(["organization.id", "organization.orgPath", "organizationVersion.shortName as name"])
    .orderBy(sql`length(organization.org_path)`)
    .execute();
  return rows.filter((it) => it.orgPath !== path).map(({ id, name }) => ({ id, name }));
}
