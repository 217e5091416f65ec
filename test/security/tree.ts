/**
 * The plain tree of the attacked zone, as data, and who stands beneath whom today. It is the ground of the oracle and
 * shares no line with the product: no path, no range, no Policy. Node numbers follow from the order of the list, so that
 * `/1/2/` and `/1/20/`, `/1/2/3/` and `/1/2/30/` are prefix twins.
 */
export interface Place {
  readonly key: string;
  /** Parents in time, the last one in force today unless the organisation was closed. */
  readonly parents: readonly (readonly [from: string, parent: string | null])[];
  readonly closedOn?: string;
  readonly successor?: string;
}

export const FOUNDED = "2019-01-01";
const at = (key: string, parent: string | null): Place => ({ key, parents: [[FOUNDED, parent]] });

export const TREE: readonly Place[] = [
  at("zone", null), // 1
  at("townA", "zone"), // 2
  at("a1", "townA"), // 3
  at("a2", "townA"),
  at("a3", "townA"),
  at("a3x", "a3"),
  at("a3y", "a3"),
  at("townB", "zone"), // 8
  at("b1", "townB"),
  at("b2", "townB"),
  at("b3", "townB"),
  at("townC", "zone"), // 12
  at("c1", "townC"),
  at("c2", "townC"),
  // A town merged into its neighbour with what stood beneath it: one branch moved along, one merged on its own.
  { ...at("townD", "zone"), closedOn: "2025-03-01", successor: "townB" },
  {
    key: "d1",
    parents: [
      [FOUNDED, "townD"],
      ["2025-03-01", "townB"],
    ],
  },
  { ...at("d2", "townD"), closedOn: "2025-03-01", successor: "b1" },
  {
    key: "moved",
    parents: [
      [FOUNDED, "townC"],
      ["2024-05-01", "townA"],
    ],
  },
  // Dissolved without a successor: stays where it stood.
  { ...at("gone", "townB"), closedOn: "2025-06-01" },
  at("townT", "zone"), // 20: twin of 2
  at("t1", "townT"),
  at("t2", "townT"),
  // A general branch that moved with what is beneath it.
  {
    key: "movedTree",
    parents: [
      [FOUNDED, "townC"],
      ["2024-09-01", "townT"],
    ],
  },
  at("movedLeaf", "movedTree"),
  // Merged across towns, and another merged into it before: a chain.
  { ...at("b4", "townB"), closedOn: "2026-01-01", successor: "a2" },
  { ...at("c3", "townC"), closedOn: "2025-02-01", successor: "b4" },
  // Will be merged next year: today it stands where it stood.
  { ...at("c4", "townC"), closedOn: "2027-01-01", successor: "t1" },
  at("c5", "townC"),
  at("c6", "townC"),
  at("a30", "townA"), // 30: twin of 3
];

const known = new Map(TREE.map((it) => [it.key, it]));

function placeOf(key: string): Place {
  const found = known.get(key);
  if (!found) throw new Error(`no place ${key}`);
  return found;
}

/** Under whom a place stands on a day: its successor once it is closed, else its last parent begun by then. */
export function parentOn(key: string, on: string): string | null {
  const { parents, closedOn, successor } = placeOf(key);
  if (closedOn !== undefined && closedOn <= on && successor !== undefined) return successor;
  return parents.filter(([from]) => from <= on).at(-1)?.[1] ?? null;
}

/** The place itself and all above it. */
export function lineOf(key: string, on: string): string[] {
  const parent = parentOn(key, on);
  return parent === null ? [key] : [key, ...lineOf(parent, on)];
}

export const RELATIONS = ["self", "parent", "child", "sibling", "cousin", "twin", "moved", "merged", "closed"] as const;
export type Relation = (typeof RELATIONS)[number];

/** All pairs (where the caller stands, what the caller reaches for) of each relation. */
export function pairsOf(on: string): Record<Relation, readonly (readonly [string, string])[]> {
  const keys = TREE.map((it) => it.key);
  const path = (key: string): string =>
    `/${lineOf(key, on)
      .map((it) => keys.indexOf(it) + 1)
      .reverse()
      .join("/")}/`;
  const pairs = (holds: (stands: string, target: string) => boolean): [string, string][] =>
    keys.flatMap((stands) =>
      keys
        .filter((target) => stands !== target && holds(stands, target))
        .map((target): [string, string] => [stands, target]),
    );
  const depth = (key: string): number => lineOf(key, on).length;
  const isClosed = (key: string): boolean => (placeOf(key).closedOn ?? "9999") <= on;
  return {
    self: keys.map((key): [string, string] => [key, key]),
    parent: pairs((stands, target) => parentOn(stands, on) === target),
    child: pairs((stands, target) => parentOn(target, on) === stands),
    sibling: pairs((stands, target) => parentOn(stands, on) === parentOn(target, on)),
    cousin: pairs((stands, target) => depth(stands) === depth(target) && parentOn(stands, on) !== parentOn(target, on)),
    twin: pairs(
      (stands, target) => path(target).startsWith(path(stands).slice(0, -1)) && !path(target).startsWith(path(stands)),
    ),
    moved: pairs(
      (stands, target) =>
        placeOf(target).parents.some(([, parent]) => parent === stands) && placeOf(target).parents.length > 1,
    ),
    merged: pairs(
      (stands, target) =>
        isClosed(target) &&
        (placeOf(target).successor === stands || placeOf(target).parents.some(([, parent]) => parent === stands)),
    ),
    closed: pairs(
      (stands, target) => isClosed(target) && placeOf(target).successor === undefined && depth(stands) <= depth(target),
    ),
  };
}

/** Where the work of a place goes on: itself, or what it was merged into. */
export function worksOn(key: string, on: string): string {
  const place = TREE.find((it) => it.key === key);
  return place?.successor && (place.closedOn ?? "9999") <= on ? worksOn(place.successor, on) : key;
}
