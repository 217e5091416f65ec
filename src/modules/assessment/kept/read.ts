import { type SqlBool, sql } from "kysely";
import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Check, DueItem } from "#platform/clock/checks.ts";
import { asSystem, type Reader } from "#platform/database/door.ts";
import { covers, EVERYWHERE, exactly, intersect, type PathRange, simplify } from "#platform/database/reach.ts";
import type { Day } from "#shared/day.ts";
import { askingOf, type DueGroup, lyingWithin } from "./ask.ts";
import { touchedSince } from "./touched.ts";

/** More organisations than this that are not kept are asked with all the rest: one question, however many there are. */
const MOST_APART = 100;

/** A check, and where it found what this person can do something about. */
export interface Found {
  readonly check: Check;
  readonly groups: readonly DueGroup[];
}

export interface Who {
  readonly policy: Policy;
  readonly actor: Actor;
}

export interface Where {
  readonly range: PathRange;
  readonly on: Day;
}

/**
 * What checks find within a range of places on a day, by organisation; nobody is shown what others must do. Kept lists are
 * read; organisations that an act has touched since, or whose list of that day is not kept, are asked.
 */
export function findDue(tx: Reader, checks: readonly Check[], { policy, actor }: Who, at: Where): Promise<Found[]> {
  const held = checks.flatMap((check) => {
    const places = policy.has(check.verb) ? policy.placesOf(actor, check.verb) : [];
    return places.length === 0 ? [] : [{ check, ranges: intersect(places, [at.range]) }];
  });
  return find(tx, held, at.on);
}

type Held = { readonly check: Check; readonly ranges: readonly PathRange[] };

async function find(tx: Reader, held: readonly Held[], on: Day): Promise<Found[]> {
  const open = held.filter(({ check }) => check.restricted !== true);
  const all = simplify(open.flatMap((it) => it.ranges));
  const apart = all.length === 0 ? [] : await notKept(tx, all, on);
  const groups = [...(await askedApart(tx, held, apart, on)), ...(await keptGroups(tx, open, apart, on))];
  const of = Map.groupBy(groups, (it) => it.checkId);
  return held.map(({ check, ranges }) => ({
    check,
    groups: (of.get(check.id) ?? []).filter((it) => covers(ranges, it.orgPath)),
  }));
}

/**
 * Which of these places must be asked. What was told is read first: an act that commits after it changes nothing of what was
 * so when this was asked.
 */
async function notKept(tx: Reader, ranges: readonly PathRange[], on: Day): Promise<readonly PathRange[]> {
  const touched = await asSystem(tx, "clock-due", touchedSince);
  const rows = await tx
    .selectFrom("organization as o")
    .leftJoin("dueKeptPlace as k", (join) =>
      join.onRef("k.orgPath", "=", "o.orgPath").on("k.fromOn", "<=", on).on("k.untilOn", ">=", on),
    )
    .select("o.orgPath")
    .where("k.orgPath", "is", null)
    .where(lyingWithin("o.org_path", ranges))
    .limit(MOST_APART + 1)
    .execute();
  const single = new Set([...rows.map((it) => it.orgPath), ...touched.paths.filter((it) => covers(ranges, it))]);
  if (single.size > MOST_APART) return ranges;
  return simplify([...intersect(touched.ranges, ranges), ...[...single].map(exactly)]);
}

/**
 * Asked as the clock itself: the answer of an organisation is the same for all who are shown it, and rows of restricted tables
 * are shown where the verb of their check is held and nowhere else.
 */
async function askedApart(
  tx: Reader,
  held: readonly Held[],
  apart: readonly PathRange[],
  on: Day,
): Promise<readonly DueGroup[]> {
  const open = apart.length === 0 ? [] : held.filter((it) => it.check.restricted !== true);
  const restricted = held.filter((it) => it.check.restricted === true && it.ranges.length > 0);
  if (open.length + restricted.length === 0) return [];
  return await asSystem(tx, "clock-due", async (system) => {
    const checksOf = (some: readonly Held[]) => some.map((it) => it.check);
    const asked = open.length === 0 ? [] : await (await askingOf(system, apart))(checksOf(open), on);
    const everywhere = await askingOf(system, [EVERYWHERE]);
    return [...asked, ...(await everywhere(checksOf(restricted), on))];
  });
}

/** What is kept of that day, by organisation, without the items. Checks that are held at the same places are one condition. */
async function keptGroups(
  tx: Reader,
  held: readonly Held[],
  apart: readonly PathRange[],
  on: Day,
): Promise<DueGroup[]> {
  const sets = Map.groupBy(
    held.filter((it) => it.ranges.length > 0),
    (it) => it.ranges.map(({ lo, hi }) => `${lo}|${hi}`).join(","),
  );
  if (sets.size === 0) return [];
  const mine = [...sets.values()].map((of) => {
    const ids = of.map((it) => it.check.id);
    return sql<SqlBool>`(check_id = any(${ids}::text[]) and ${lyingWithin("org_path", of[0]?.ranges ?? [])})`;
  });
  const rows = await tx
    .selectFrom("dueKept")
    .select(["checkId", "organizationId", "orgPath", "matters", "late", "earliest"])
    .where("fromOn", "<=", on)
    .where("untilOn", ">=", on)
    .where(sql<SqlBool>`(${sql.join(mine, sql` or `)})`)
    .$if(apart.length > 0, (query) => query.where(sql<SqlBool>`not ${lyingWithin("org_path", apart)}`))
    .execute();
  return rows.map((it) => ({ ...it, items: null }));
}

/** The items of these groups, those that are kept fetched: by check and place. */
export async function itemsOf(
  tx: Reader,
  groups: readonly DueGroup[],
  on: Day,
): Promise<(group: DueGroup) => readonly DueItem[]> {
  const kept = groups.filter((it) => it.items === null);
  const found = new Map<string, readonly DueItem[]>();
  if (kept.length > 0) {
    const rows = await tx
      .selectFrom("dueKept")
      .select(["checkId", "orgPath", "items"])
      .where(
        sql<SqlBool>`(org_path, check_id) in (select * from unnest(${kept.map((it) => it.orgPath)}::text[], ${kept.map((it) => it.checkId)}::text[]))`,
      )
      .where("fromOn", "<=", on)
      .where("untilOn", ">=", on)
      .execute();
    for (const it of rows) found.set(keyOf(it), it.items as unknown as DueItem[]);
  }
  return (group) => group.items ?? found.get(keyOf(group)) ?? [];
}

const keyOf = ({ checkId, orgPath }: Pick<DueGroup, "checkId" | "orgPath">): string => `${checkId} ${orgPath}`;
