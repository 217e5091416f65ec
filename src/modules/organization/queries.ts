import { type Expression, type RawBuilder, sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import type { Day } from "#shared/day.ts";
import { COMMITTEE_POSTS, type Rung } from "./rules.ts";

/** From the highest organisation down to the one at `path`, itself last, with names and kinds of the day. Reach does not matter. */
export async function ladder(tx: Reader, path: string, day: Day): Promise<Rung[]> {
  const { rows } = await sql<{
    organizationId: string;
    orgPath: string;
    shortName: string | null;
    kind: string | null;
    territorialLevel: string | null;
  }>`
    select organization_id, org_path, short_name, kind, territorial_level from ancestor_names(${path}, ${day}::date)`.execute(
    tx,
  );
  return rows.map((row) => ({
    id: row.organizationId,
    path: row.orgPath,
    name: row.shortName ?? "",
    kind: row.kind ?? "",
    level: row.territorialLevel,
  }));
}

/** The kind that a place has on a day, as a value of a statement; null when it has none then. `path` is the place's own. */
export const kindOn = (path: Expression<string>, day: Day): RawBuilder<string | null> =>
  sql<string | null>`(select kind from ancestor_names(${path}, ${day}::date) order by length(org_path) desc limit 1)`;

/**
 * The tree of a day as a common table expression `asWas(organizationId, path)`, for statistics that group as it was:
 * `treeAsWas(tx, day).selectFrom("asWas").innerJoin("membership as m", "m.organizationId", "asWas.organizationId")…`.
 * An organisation that had ended by then lies beneath its successor; one without a place on the day takes the nearest.
 * Paths are comparable with one another only; on today's day and with full reach they equal `organization.orgPath`.
 */
export function treeAsWas(tx: Reader, day: Day) {
  return tx
    .withRecursive("placed", (db) =>
      db
        .selectFrom("organization as o")
        .leftJoinLateral(
          (eb) =>
            eb
              .selectFrom("placement as l")
              .select(["l.parentId", "l.organizationId as of"])
              .whereRef("l.organizationId", "=", "o.id")
              // A row valid on the day comes first, then the latest before it, then the earliest after it.
              .orderBy(sql`(l.valid_from > ${day}::date)`)
              .orderBy(sql`abs(l.valid_from - ${day}::date)`)
              .limit(1)
              .as("p"),
          (join) => join.onTrue(),
        )
        .select(["o.id", "o.node"])
        .select(
          sql<
            string | null
          >`coalesce(case when o.closed_on is not null and o.closed_on <= ${day}::date then o.successor_id end, p.parent_id)`.as(
            "parentId",
          ),
        ),
    )
    .withRecursive("asWas", (db) =>
      db
        .selectFrom("placed as top")
        .leftJoin("placed as above", "above.id", "top.parentId")
        .select(["top.id as organizationId", sql<string>`('/' || top.node || '/') collate "C"`.as("path")])
        .where("above.id", "is", null)
        .unionAll((eb) =>
          eb
            .selectFrom("asWas as above")
            .innerJoin("placed as below", "below.parentId", "above.organizationId")
            .select([
              "below.id as organizationId",
              sql<string>`(above.path || below.node || '/') collate "C"`.as("path"),
            ]),
        ),
    );
}

/** The same grouping by today's tree, which follows mergers: `asNow(organizationId, path)`. */
export function treeAsNow(tx: Reader) {
  return tx.with("asNow", (db) => db.selectFrom("organization").select(["id as organizationId", "orgPath as path"]));
}

/** Row of the tree of a day. `members` are those in reach; null when persons are not in reach at all. */
export interface TreeRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly shortName: string;
  readonly kind: string;
  readonly path: string;
  readonly closedOn: string | null;
  readonly order: number;
  readonly members: number | null;
}

/** Organisations standing on a day, parents before children, brothers in their order. */
export async function treeOn(tx: Reader, day: Day, countMembers: boolean): Promise<TreeRow[]> {
  const rows = await tx
    .selectFrom("organization as o")
    .innerJoin("organizationVersion as v", "v.organizationId", "o.id")
    .leftJoin("placement as p", (join) =>
      join
        .onRef("p.organizationId", "=", "o.id")
        .on("p.validFrom", "<=", day)
        .on((eb) => eb.or([eb("p.validTo", "is", null), eb("p.validTo", ">", day)])),
    )
    .select(["o.id", "p.parentId", "p.orderNumber", "v.shortName", "v.kind", "o.orgPath as path", "o.closedOn"])
    .where("o.establishedOn", "<=", day)
    .where((eb) => eb.or([eb("o.closedOn", "is", null), eb("o.closedOn", ">", day)]))
    .where("v.validFrom", "<=", day)
    .where((eb) => eb.or([eb("v.validTo", "is", null), eb("v.validTo", ">", day)]))
    .execute();
  const counts = new Map<string, number>();
  if (countMembers) for (const row of await membersOn(tx, day)) counts.set(row.organizationId, row.members);
  const known = new Set(rows.map((row) => row.id));
  const beneath = Map.groupBy(rows, (row) => (row.parentId !== null && known.has(row.parentId) ? row.parentId : ""));
  const out: TreeRow[] = [];
  const walk = (parentId: string): void => {
    const children = (beneath.get(parentId) ?? []).sort(
      (a, b) => (a.orderNumber ?? 0) - (b.orderNumber ?? 0) || (a.path < b.path ? -1 : 1),
    );
    for (const it of children) {
      out.push({
        id: it.id,
        parentId: parentId === "" ? null : parentId,
        shortName: it.shortName,
        kind: it.kind,
        path: it.path,
        closedOn: it.closedOn,
        order: out.length,
        members: countMembers ? (counts.get(it.id) ?? 0) : null,
      });
      walk(it.id);
    }
  };
  walk("");
  return out;
}

/** Rows of organisations in the order of the tree of a day, as it stands beside every page; what is not in it comes last. */
export async function inTreeOrder<T>(tx: Reader, day: Day, rows: readonly T[], idOf: (row: T) => string): Promise<T[]> {
  const place = new Map((await treeOn(tx, day, false)).map((it) => [it.id, it.order]));
  const at = (row: T): number => place.get(idOf(row)) ?? place.size;
  return rows.toSorted((a, b) => at(a) - at(b));
}

/** Members on the roster of each organisation on a day. */
export async function membersOn(tx: Reader, day: Day): Promise<{ organizationId: string; members: number }[]> {
  return await tx
    .selectFrom("membership")
    .select(["organizationId", sql<number>`count(*)`.as("members")])
    .where("validFrom", "<=", day)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", day)]))
    .groupBy("organizationId")
    .execute();
}

/** Members on a day of an organisation and all beneath it, by today's tree: what the roster of the place lists. */
export async function membersBeneath(tx: Reader, path: string, day: Day): Promise<number> {
  const range = subtree(path);
  const { members } = await tx
    .selectFrom("membership")
    .select(sql<number>`count(*)`.as("members"))
    .where("orgPath", ">=", range.lo)
    .where("orgPath", "<", range.hi)
    .where("validFrom", "<=", day)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", day)]))
    .executeTakeFirstOrThrow();
  return members;
}

/** Short names of organisations on a day (the nearest name when they had none that day). */
export async function namesOf(tx: Reader, ids: readonly string[], day: Day): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("organizationVersion")
    .select(["organizationId", "shortName"])
    .distinctOn("organizationId")
    .where("organizationId", "=", sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .orderBy("organizationId")
    .orderBy(sql`(valid_from > ${day}::date)`)
    .orderBy(sql`abs(valid_from - ${day}::date)`)
    .execute();
  return new Map(rows.map((row) => [row.organizationId, row.shortName]));
}

/** An organisation in reach, or undefined. */
export async function organizationById(tx: Reader, id: string) {
  return await tx
    .selectFrom("organization")
    .select(["id", "orgPath", "code", "establishedOn", "closedOn", "successorId"])
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function eventById(tx: Reader, id: string) {
  return await tx.selectFrom("organizationEvent").selectAll().where("id", "=", id).executeTakeFirst();
}
export type EventRow = NonNullable<Awaited<ReturnType<typeof eventById>>>;

/** Name and kind of an organisation on a day; undefined when it did not stand. */
export async function versionOn(tx: Reader, organizationId: string, day: Day) {
  return await tx
    .selectFrom("organizationVersion")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("validFrom", "<=", day)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", day)]))
    .executeTakeFirst();
}

/** How an organisation stands on a day: what the checks of the timetable go by. */
export interface Standing {
  readonly organizationId: string;
  readonly orgPath: string;
  readonly name: string;
  readonly kind: string;
  readonly areaKind: string | null;
  readonly full: number;
  readonly probationary: number;
  /** Seats of the Party committee that are held, the secretary's included. */
  readonly seats: number;
  readonly hasSecretary: boolean;
  /** Day from which there is no secretary any more; null when there never was one, or is. */
  readonly lastSecretaryUntil: Day | null;
  readonly termDueOn: Day | null;
}

/** Every organisation in reach that exists on a day, with head counts, seats and term: one pass over each table. */
export async function standingsOn(tx: Reader, on: Day): Promise<Standing[]> {
  const validOn = sql<boolean>`valid_from <= ${on}::date and (valid_to is null or valid_to > ${on}::date)`;
  return await tx
    .with("heads", (it) =>
      it
        .selectFrom("membership")
        .where(validOn)
        .select([
          "organizationId",
          sql<number>`count(*) filter (where case when full_on is not null then full_on <= ${on}::date else category = 'full' end)`.as(
            "fullMembers",
          ),
          sql<number>`count(*)`.as("members"),
        ])
        .groupBy("organizationId"),
    )
    .with("held", (it) =>
      it
        .selectFrom("post")
        .where("validFrom", "<=", on)
        .select([
          "organizationId",
          sql<number>`count(*) filter (where post = any(${[...COMMITTEE_POSTS]}::text[]) and (valid_to is null or valid_to > ${on}::date))`.as(
            "seats",
          ),
          sql<boolean>`coalesce(bool_or(post = 'secretary' and (valid_to is null or valid_to > ${on}::date)), false)`.as(
            "hasSecretary",
          ),
          sql<Day | null>`max(valid_to) filter (where post = 'secretary')`.as("secretaryUntil"),
        ])
        .groupBy("organizationId"),
    )
    .with("running", (it) =>
      it
        .selectFrom("committeeTerm")
        .where(sql<boolean>`start_on <= ${on}::date and (ended_on is null or ended_on > ${on}::date)`)
        .select(["organizationId", sql<Day>`max(due_on)`.as("termDueOn")])
        .groupBy("organizationId"),
    )
    .selectFrom("organization")
    .innerJoin("organizationVersion as v", (join) =>
      join
        .onRef("v.organizationId", "=", "organization.id")
        .on(sql<boolean>`v.valid_from <= ${on}::date and (v.valid_to is null or v.valid_to > ${on}::date)`),
    )
    .leftJoin("heads", "heads.organizationId", "organization.id")
    .leftJoin("held", "held.organizationId", "organization.id")
    .leftJoin("running", "running.organizationId", "organization.id")
    .where(sql<boolean>`(organization.closed_on is null or organization.closed_on > ${on}::date)`)
    .select([
      "organization.id as organizationId",
      "organization.orgPath",
      "v.shortName as name",
      "v.kind",
      "v.areaKind",
      sql<number>`coalesce(full_members, 0)`.as("full"),
      sql<number>`coalesce(members - full_members, 0)`.as("probationary"),
      sql<number>`coalesce(seats, 0)`.as("seats"),
      sql<boolean>`coalesce(has_secretary, false)`.as("hasSecretary"),
      sql<Day | null>`case when has_secretary then null else secretary_until end`.as("lastSecretaryUntil"),
      "running.termDueOn",
    ])
    .orderBy("organization.orgPath")
    .execute();
}

/**
 * What the roster says of somebody on a day; null for who is no member then. Rosters begin later than posts do: a first row
 * that begins afterwards tells of the day too, by its day of joining.
 */
export async function rollOn(
  tx: Reader,
  personId: string,
  on: Day,
): Promise<{ full: boolean; orgPath: string } | null> {
  const row = await tx
    .selectFrom("membership")
    .select(["validFrom", "joinedOn", "fullOn", "category", "orgPath"])
    .where("personId", "=", personId)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .orderBy("validFrom")
    .limit(1)
    .executeTakeFirst();
  if (!row || (row.joinedOn !== null && row.joinedOn > on)) return null;
  const full = row.fullOn === null ? row.category === "full" : row.fullOn <= on;
  return { full, orgPath: row.orgPath };
}

/**
 * Who of these persons does not exercise the right to vote on a day. The members' module keeps why, behind verbs of its own;
 * its function `suspended_rights` tells days alone, to this module as to its own slices.
 */
export async function withoutVote(tx: Reader, personIds: readonly string[], on: Day): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const { rows } = await sql<{ personId: string }>`
    select person_id as "personId" from suspended_rights(${personIds}::uuid[], ${on}::date, ${on}::date)`.execute(tx);
  return new Set(rows.map((it) => it.personId));
}
