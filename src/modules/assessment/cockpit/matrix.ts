import type { Actor } from "#platform/access/policy.ts";
import type { Check } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import type { House } from "#platform/house.ts";
import { countsByPlace, type ListPlace, listAddress, type Measure } from "#platform/measures/index.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addYears, type Day } from "#shared/day.ts";
import { type Asked, askChecks, isOverdue } from "../clock.ts";
import { MEMBERS } from "../measures.ts";
import { type Ground, loadGround, type Place } from "../places.ts";
import { isBranch } from "../rules.ts";
import { zh } from "../zh.ts";
import type { BranchRow, CockpitView } from "./contract.ts";

export interface At {
  readonly tx: Reader;
  readonly house: Pick<House, "policy" | "checks">;
  readonly actor: Actor;
  readonly today: Day;
}
type Column = CockpitView["columns"][number];
type Cell = BranchRow["cells"][number];

/** All branches beneath a place on a day, in the order of the tree; nothing sorted, cut or added up yet. */
export interface Matrix {
  readonly ground: Ground;
  /** The same day of the year before. */
  readonly before: Day;
  readonly columns: readonly Column[];
  readonly rows: readonly BranchRow[];
}

export const AREAS: readonly { readonly value: string; readonly term: string }[] = codeSet("area_kind").entries;

/** The column of everything that is due. */
export const ALL = "all";
const MEMBERS_KEY = "members";

/** Figures of people beside what is due. A share is one of the members. */
const PEOPLE: readonly { readonly key: string; readonly form: Column["form"]; readonly of: Measure }[] = [
  { key: MEMBERS_KEY, form: "members", of: MEMBERS.all },
  { key: "old", form: "share", of: MEMBERS.old },
  { key: "college", form: "share", of: MEMBERS.college },
];

/**
 * The kind of work that a check belongs to: what it names itself, else the work of whoever may do something about it, so
 * that a new module's checks have a column from the day on which they are declared. Throws a RangeError for work without
 * a name.
 */
export function lineOf({ id, line, verb }: Pick<Check, "id" | "line" | "verb">): keyof typeof zh.cockpit.lines {
  const key = line ?? verb.split(".")[0] ?? "";
  if (!Object.hasOwn(zh.cockpit.lines, key)) throw new RangeError(`the work ${key} of check ${id} has no name`);
  return key as keyof typeof zh.cockpit.lines;
}

/** What is due in each branch beneath a place, how it is made up, and how both stood a year before. */
export async function matrixOf(at: At, ground: Ground): Promise<Matrix> {
  const { top, day } = ground;
  const before = addYears(day, -1);
  const then = await loadGround(at.tx, { organizationId: top.id, day: before, manner: "now", today: at.today });
  const stood = new Set(branchesOf(then).map((it) => it.id));
  const now = await countedOn(at, ground, day);
  const was = await countedOn(at, ground, before);
  const columns: Column[] = [
    { key: ALL, term: zh.cockpit.all, form: "matters" },
    ...Object.entries(zh.cockpit.lines)
      .filter(([key]) => now.value.has(key))
      .map(([key, term]) => ({ key, term, form: "matters" as const })),
    ...PEOPLE.map(({ key, form }) => ({ key, term: zh.cockpit.people[key as keyof typeof zh.cockpit.people], form })),
  ];
  const count = (of: Counts, key: string, id: string): number => of.get(key)?.get(id) ?? 0;
  const rows = branchesOf(ground).map(
    (branch): BranchRow => ({
      id: branch.id,
      name: branch.name,
      town: townOf(ground, branch)?.name ?? null,
      areaKind: branch.areaKind,
      area: AREAS.find((it) => it.value === branch.areaKind)?.term ?? "",
      cells: columns.map(({ key, form }) => ({
        value: count(now.value, key, branch.id),
        late: count(now.late, key, branch.id),
        base: form === "share" ? count(now.value, MEMBERS_KEY, branch.id) : 0,
        before: stood.has(branch.id) ? count(was.value, key, branch.id) : null,
        heat: 0,
        list: listOf(key, { organizationId: branch.id, day, manner: "now" }),
      })),
    }),
  );
  return { ground, before, columns, rows: warmed(rows) };
}

/** Branches that stood beneath the place on its day. */
function branchesOf({ places, day }: Ground): Place[] {
  return [...places.values()].filter(
    (it) => it.kind !== null && isBranch(it.kind) && (it.closedOn === null || it.closedOn > day),
  );
}

const townOf = ({ childOf, places }: Ground, branch: Place): Place | undefined => {
  const town = childOf.get(branch.id) ?? null;
  return town === null || town === branch.id ? undefined : places.get(town);
};

/** By column, then by branch. */
type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What is counted on a day, of the branches of the ground: facts of what was merged since stand with whom it went to. */
async function countedOn(at: At, ground: Ground, day: Day): Promise<{ value: Counts; late: Counts }> {
  const branches = new Map(branchesOf(ground).map((it) => [it.path, it.id]));
  const value = new Map<string, Map<string, number>>();
  const late = new Map<string, Map<string, number>>();
  const add = (to: typeof value, key: string, path: string, count: number): void => {
    const branch = nearest(branches, path);
    if (branch === undefined) return;
    const column = to.get(key) ?? new Map<string, number>();
    column.set(branch, (column.get(branch) ?? 0) + count);
    to.set(key, column);
  };
  const asked = await askLines(at, ground.top, day);
  for (const { check, matters } of asked) {
    const line = lineOf(check);
    // Asked and nothing found is a column too: of noughts.
    value.set(line, value.get(line) ?? new Map());
    for (const it of matters) {
      for (const key of [ALL, line]) {
        add(value, key, it.orgPath, 1);
        if (isOverdue(check, it, day)) add(late, key, it.orgPath, 1);
      }
    }
  }
  for (const { key, of } of PEOPLE) {
    const place: ListPlace = { organizationId: ground.top.id, day, manner: "now" };
    for (const [id, count] of await countsByPlace(at.tx, of, place))
      add(value, key, ground.places.get(id)?.path ?? "", count);
  }
  return { value, late };
}

/** All checks that the reader may do something about, beneath a place on a day. */
export function askLines({ tx, house, actor }: At, top: Place, on: Day): Promise<Asked[]> {
  return askChecks(tx, house.checks, { policy: house.policy, actor }, { range: subtree(top.path), on });
}

/** The branch at a path, or the nearest above it. */
function nearest(branches: ReadonlyMap<string, string>, path: string): string | undefined {
  for (let at = path; at.length > 1; at = at.slice(0, at.lastIndexOf("/", at.length - 2) + 1)) {
    const found = branches.get(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where the rows of a cell are: a list of people, or the matters of a line. */
function listOf(key: string, place: ListPlace): string {
  const people = PEOPLE.find((it) => it.key === key);
  if (people) return listAddress(people.of.of.id, place, people.of.where(place.day));
  return `/cockpit/${key}?org=${place.organizationId}&asOf=${place.day}`;
}

/**
 * How much a number of matters stands out, 0 to 3, among branches of the same kind of area: a village is not held against
 * a works. One or two are little even where nobody has more. People are never compared.
 */
function warmed(rows: readonly BranchRow[]): BranchRow[] {
  const most = new Map<string, number>();
  const key = (row: BranchRow, at: number): string => `${row.areaKind ?? ""} ${at}`;
  for (const row of rows)
    row.cells.forEach((it, at) => most.set(key(row, at), Math.max(it.value, most.get(key(row, at)) ?? 0)));
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((it, at) => ({
      ...it,
      heat: it.list.startsWith("/cockpit/") ? Math.ceil((3 * it.value) / Math.max(3, most.get(key(row, at)) ?? 0)) : 0,
    })),
  }));
}

/** The rows asked for, in the order asked for: without one, what is late most first, then what is due. */
export function ordered(
  { columns, rows }: Pick<Matrix, "columns" | "rows">,
  { area, sort }: { readonly area?: string | undefined; readonly sort?: string | undefined },
): BranchRow[] {
  const kept = area === undefined ? rows : rows.filter((it) => it.areaKind === area);
  const key = sort?.replace(/^-/, "") ?? ALL;
  const at = columns.findIndex((it) => it.key === key);
  const sign = sort === undefined || sort.startsWith("-") ? -1 : 1;
  const weight = (row: BranchRow): readonly number[] => {
    const it = row.cells[at];
    if (!it) return [];
    return columns[at]?.form === "share" ? [it.base === 0 ? 0 : it.value / it.base] : [it.late, it.value];
  };
  const order = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((found, it, index) => found || it - (b[index] ?? 0), 0);
  return kept.toSorted((a, b) => sign * order(weight(a), weight(b)));
}

/** The rows added up. A branch that did not stand a year before has brought nothing into the number of then. */
export function sumOf(rows: readonly BranchRow[], { ground, columns }: Pick<Matrix, "ground" | "columns">): Cell[] {
  return columns.map(({ key }, at) => {
    const cells = rows.flatMap((it) => it.cells[at] ?? []);
    const sum = (of: (it: Cell) => number): number => cells.reduce((all, it) => all + of(it), 0);
    return {
      value: sum((it) => it.value),
      late: sum((it) => it.late),
      base: sum((it) => it.base),
      before: sum((it) => it.before ?? 0),
      heat: 0,
      list: listOf(key, { organizationId: ground.top.id, day: ground.day, manner: "now" }),
    };
  });
}
