import { type SqlBool, sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { EVERYWHERE } from "#platform/database/reach.ts";
import type { Day } from "#shared/day.ts";
import { yearOf } from "#shared/day.ts";
import type { Verification } from "./contract.ts";
import { movements, organizationsIn, placementsIn, rosterChanges, validOn, versionsIn } from "./queries.ts";
import { yearlyDifference } from "./rules.ts";
import { zh } from "./zh.ts";

/** Faults told of one check; what lies beyond is counted only. */
const MOST_TOLD = 50;

/**
 * Checks the books of a whole zone, within a system scope: paths, sums, rosters, yearly identity. Reads, changes nothing.
 * `today` decides which parent counts for the paths.
 */
export async function verifyBooks(tx: Reader, today: Day): Promise<Verification[]> {
  const everything = { range: EVERYWHERE };
  const organizations = await organizationsIn(tx, null);
  const placements = await placementsIn(tx, null);
  const versions = await versionsIn(tx, null);
  const names = new Map(versions.map((it) => [it.organizationId, it.shortName]));
  const nameOf = (id: string): string => names.get(id) ?? id;

  const expected = recomputedPaths(organizations, placements, today);
  const paths = organizations.flatMap((it) => {
    const path = expected.get(it.id);
    return path === it.path ? [] : [zh.verify.path(nameOf(it.id), it.path, path ?? zh.verify.nowhere)];
  });
  for (const { table, name, stray } of await strayRows(tx))
    if (stray > 0) paths.push(zh.verify.stray(name, table, stray));

  const doubled = await tx
    .selectFrom("membership as one")
    .innerJoin("membership as other", "other.personId", "one.personId")
    .where(
      sql<SqlBool>`one.id < other.id and one.valid_from < coalesce(other.valid_to, 'infinity') and other.valid_from < coalesce(one.valid_to, 'infinity')`,
    )
    .select(["one.name as name", "one.organizationId as first", "other.organizationId as second"])
    .limit(MOST_TOLD + 1)
    .execute();
  const rosters = doubled.map((it) => zh.verify.twice(it.name, nameOf(it.first), nameOf(it.second)));
  const closedRosters = await tx
    .selectFrom("membership")
    .innerJoin("organization", "organization.id", "membership.organizationId")
    .where("membership.validTo", "is", null)
    .where("organization.closedOn", "<=", today)
    .select(["membership.organizationId", sql<number>`count(*)`.as("n")])
    .groupBy("membership.organizationId")
    .execute();
  for (const it of closedRosters) rosters.push(zh.verify.closedRoster(nameOf(it.organizationId), it.n));
  const leftOver = await tx
    .selectFrom("membership")
    .leftJoin("person", "person.id", "membership.personId")
    .where(validOnMembership(today))
    .where(sql<SqlBool>`coalesce(person.org_path, '') <> membership.org_path`)
    .select(["membership.name", "membership.organizationId"])
    .limit(MOST_TOLD + 1)
    .execute();
  for (const it of leftOver) rosters.push(zh.verify.elsewhere(it.name, nameOf(it.organizationId)));

  const changes = await rosterChanges(tx, everything, true);
  const moved = await movements(tx, everything, true);
  const years = [...new Set([...changes.map((it) => it.year), ...moved.map((it) => it.year)])]
    .filter((it) => it <= yearOf(today))
    .sort((a, b) => a - b);
  return [
    told("paths", paths),
    told("sums", await sums(tx, placements, organizations, years, today, nameOf)),
    told("rosters", rosters),
    told("yearly-identity", yearlyIdentity(changes, moved, nameOf)),
  ];
}

const told = (check: string, faults: string[]): Verification => ({
  check,
  ok: faults.length === 0,
  faults:
    faults.length > MOST_TOLD ? [...faults.slice(0, MOST_TOLD), zh.verify.more(faults.length - MOST_TOLD)] : faults,
});

const validOnMembership = (day: Day) =>
  sql<SqlBool>`membership.valid_from <= ${day}::date and (membership.valid_to is null or membership.valid_to > ${day}::date)`;

type Organizations = Awaited<ReturnType<typeof organizationsIn>>;
type Placements = Awaited<ReturnType<typeof placementsIn>>;

/**
 * Paths as placements and successors give them on a day, by id; an organisation that hangs on nothing is missing. Written
 * apart from the database's own function, so that one proves the other.
 */
export function recomputedPaths(organizations: Organizations, placements: Placements, today: Day): Map<string, string> {
  const byId = new Map(organizations.map((it) => [it.id, it]));
  const placed = Map.groupBy(placements, (it) => it.organizationId);
  const node = (path: string): string => path.split("/").at(-2) ?? "";
  const parentOf = (id: string): string | null => {
    const it = byId.get(id);
    if (it?.closedOn && it.closedOn <= today && it.successorId) return it.successorId;
    const rows = placed.get(id) ?? [];
    const then = rows.find((row) => row.validFrom <= today && (row.validTo === null || row.validTo > today));
    if (then) return then.parentId;
    const past = rows.filter((row) => row.validFrom <= today).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
    const future = rows.filter((row) => row.validFrom > today).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    return (past[0] ?? future[0])?.parentId ?? null;
  };
  const paths = new Map<string, string>();
  const pathOf = (id: string, above: ReadonlySet<string>): string | null => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const it = byId.get(id);
    if (!it || above.has(id)) return null;
    const parent = parentOf(id);
    const upper = parent === null ? "/" : pathOf(parent, new Set([...above, id]));
    if (upper === null) return null;
    const path = `${upper}${node(it.path)}/`;
    paths.set(id, path);
    return path;
  };
  for (const it of organizations) pathOf(it.id, new Set());
  return paths;
}

/** Rows whose path is not the path of the organisation they name. */
async function strayRows(tx: Reader): Promise<{ table: string; name: string; stray: number }[]> {
  const found: { table: string; name: string; stray: number }[] = [];
  for (const table of [
    "membership",
    "membershipEvent",
    "person",
    "post",
    "committeeTerm",
    "unit",
    "placement",
    "organizationVersion",
  ] as const) {
    const { stray } = await tx
      // All eight have these two columns; the compiler cannot join a union of tables.
      .selectFrom(`${table as "membership"} as row`)
      .innerJoin("organization", "organization.id", "row.organizationId")
      .where(sql<SqlBool>`row.org_path <> organization.org_path`)
      .select(sql<number>`count(*)`.as("stray"))
      .executeTakeFirstOrThrow();
    found.push({ table, name: zh.verify.tables[table], stray });
  }
  return found;
}

/** At each year-end: every roster row stands under an organisation of the tree of that day, so both manners add up alike. */
async function sums(
  tx: Reader,
  placements: Placements,
  organizations: Organizations,
  years: readonly number[],
  today: Day,
  nameOf: (id: string) => string,
): Promise<string[]> {
  const faults: string[] = [];
  const known = new Set(organizations.map((it) => it.id));
  for (const on of [...years.map((it) => `${it}-12-31` as Day).filter((it) => it < today), today]) {
    const counted = await tx
      .selectFrom("membership")
      .where(validOn(on))
      .select(["organizationId", sql<number>`count(*)`.as("n")])
      .groupBy("organizationId")
      .execute();
    const then = new Map(
      placements
        .filter((it) => it.validFrom <= on && (it.validTo === null || it.validTo > on))
        .map((it) => [it.organizationId, it.parentId]),
    );
    const now = counted.reduce((sum, it) => sum + (known.has(it.organizationId) ? it.n : 0), 0);
    let was = 0;
    for (const it of counted) {
      if (reachesTop(it.organizationId, then)) was += it.n;
      else faults.push(zh.verify.outsideTree(nameOf(it.organizationId), on, it.n));
    }
    if (was !== now) faults.push(zh.verify.sums(on, was, now));
  }
  return faults;
}

function reachesTop(id: string, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at: string | null | undefined = id; ; at = parents.get(at)) {
    if (at === null) return true;
    if (at === undefined || seen.has(at)) return false;
    seen.add(at);
  }
}

/** Last year + in − out = this year, for every place and year. Pure: works on counted rows. */
export function yearlyIdentity(
  changes: readonly { organizationId: string | null; year: number; change: number }[],
  moved: readonly { organizationId: string | null; year: number; direction: number; count: number }[],
  nameOf: (id: string) => string,
): string[] {
  const key = (it: { organizationId: string | null; year: number }): string => `${it.organizationId} ${it.year}`;
  const came = new Map<string, number>();
  const left = new Map<string, number>();
  const grew = new Map<string, number>();
  for (const it of moved) {
    const into = it.direction > 0 ? came : left;
    into.set(key(it), (into.get(key(it)) ?? 0) + it.count);
  }
  for (const it of changes) grew.set(key(it), (grew.get(key(it)) ?? 0) + it.change);
  const keys = [...new Set([...came.keys(), ...left.keys(), ...grew.keys()])].sort((a, b) => (a < b ? -1 : 1));
  const before = new Map<string, number>();
  return keys.flatMap((it) => {
    const [id = "", year = ""] = it.split(" ");
    const start = before.get(id) ?? 0;
    const end = start + (grew.get(it) ?? 0);
    before.set(id, end);
    const found = yearlyDifference(start, came.get(it) ?? 0, left.get(it) ?? 0, end);
    return found.value === 0 ? [] : [zh.verify.identity(nameOf(id), year, found.grounds, found.value)];
  });
}
