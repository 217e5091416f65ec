import { type SqlBool, sql } from "kysely";
import type { Check, DueItem } from "#platform/clock/checks.ts";
import { narrowed, type Reader } from "#platform/database/door.ts";
import { covers, exactly, isExact, type PathRange, simplify } from "#platform/database/reach.ts";
import type { Day } from "#shared/day.ts";
import { overdue } from "#shared/finding.ts";

/**
 * What one check found in one organisation on a day. This is what is kept, and what is asked where nothing is kept: the same
 * either way, whoever asks.
 */
export interface DueGroup {
  readonly checkId: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly matters: number;
  readonly late: number;
  readonly earliest: Day | null;
  /** The most urgent first; null where they are kept and were not fetched (`read.ts`). */
  readonly items: readonly DueItem[] | null;
}

export interface AskedGroup extends DueGroup {
  readonly items: readonly DueItem[];
}

/** The earliest day first, what has none last; then in the order of the tree. */
export const byUrgency = (a: Pick<DueItem, "deadline" | "orgPath">, b: Pick<DueItem, "deadline" | "orgPath">): number =>
  compare(a.deadline ?? "9", b.deadline ?? "9") || compare(a.orgPath, b.orgPath);

/** As the database orders paths: by their bytes. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Past its day. What is only worth knowing is never overdue. */
export const isOverdue = (check: Check, it: DueItem, on: Day): boolean =>
  check.kind !== "info" && overdue(it.deadline, on);

type Ask = (checks: readonly Check[], on: Day) => Promise<AskedGroup[]>;

/**
 * How checks are asked of organisations. The handle is a system job's: the answer for an organisation is the same for all who
 * may read it, and what people did elsewhere is known with them. Whoever calls shows it only where the verb is held.
 */
export async function askingOf(system: Reader, where: readonly PathRange[]): Promise<Ask> {
  const everywhere = where.some(({ lo, hi }) => ROOT.test(lo) && !isExact({ lo, hi }));
  const here = everywhere
    ? system
    : narrowed(system, simplify([...where, ...(await elsewhereOf(system, where)).map(exactly)]));
  return async (checks, on) => {
    const groups: AskedGroup[] = [];
    for (const check of checks) {
      const found = (await check.matters(here, on)).filter((it) => covers(where, it.orgPath));
      groups.push(...groupsOf(check, found, on));
    }
    return groups;
  };
}

/** The path of everything, or of the organisation above all: looking for other places of so many costs more than asking them. */
const ROOT = /^\/(\d+\/)?$/;

/** By organisation; within one in the order of urgency, then as the check gave them. */
export function groupsOf(check: Check, found: readonly DueItem[], on: Day): AskedGroup[] {
  return [...Map.groupBy(found, (it) => it.orgPath)].flatMap(([orgPath, of]) => {
    const items = of.toSorted(byUrgency);
    const [first] = items;
    if (!first) return [];
    return [
      {
        checkId: check.id,
        organizationId: first.organizationId,
        orgPath,
        matters: items.length,
        late: items.filter((it) => isOverdue(check, it, on)).length,
        earliest: first.deadline,
        items,
      },
    ];
  });
}

/** Places in these ranges, by a column of a table. */
export const lyingWithin = (column: string, ranges: readonly PathRange[]) => {
  const at = sql.ref(column);
  const exact = ranges.filter(isExact).map((it) => it.lo);
  const wide = ranges.filter((it) => !isExact(it));
  const some = [
    ...(exact.length > 0 ? [sql<SqlBool>`${at} = any(${exact}::text[])`] : []),
    ...wide.map(({ lo, hi }) => sql<SqlBool>`(${at} >= ${lo} and ${at} < ${hi})`),
  ];
  return some.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(some, sql` or `)})`;
};

/** Other places where the members of these were on the roster, attended, or are received. */
async function elsewhereOf(system: Reader, where: readonly PathRange[]): Promise<string[]> {
  const rows = await system
    .selectFrom("membership as m")
    .innerJoin("membership as o", (join) =>
      join.onRef("o.personId", "=", "m.personId").onRef("o.orgPath", "<>", "m.orgPath"),
    )
    .select("o.orgPath")
    .where("m.validTo", "is", null)
    .where(lyingWithin("m.org_path", where))
    .union((it) =>
      it
        .selectFrom("membership as m")
        .innerJoin("meetingPerson as a", (join) =>
          join.onRef("a.personId", "=", "m.personId").onRef("a.orgPath", "<>", "m.orgPath"),
        )
        .select("a.orgPath")
        .where("m.validTo", "is", null)
        .where(lyingWithin("m.org_path", where)),
    )
    .execute();
  const found = rows.map((it) => it.orgPath);
  return found.filter((path) => !covers(where, path));
}
