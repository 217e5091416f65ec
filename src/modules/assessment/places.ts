import type { Reader } from "#platform/database/door.ts";
import { EVERYWHERE, subtree } from "#platform/database/reach.ts";
import { absent } from "#platform/http/problem.ts";
import { foldBeneath, type Manner } from "#platform/registers/tree-of-day.ts";
import type { Day } from "#shared/day.ts";
import {
  highestInReach,
  organizationById,
  organizationsIn,
  type PlaceRow,
  placementsIn,
  type VersionRow,
  versionsIn,
  type Where,
} from "./queries.ts";

/** An organisation as a picture sees it. */
export interface Place {
  readonly id: string;
  readonly path: string;
  /** As it was called on the day (`was`), or as it is called now. */
  readonly name: string;
  /** Kind and area of the day; null when it did not exist then. */
  readonly kind: string | null;
  readonly areaKind: string | null;
  readonly closedOn: Day | null;
  readonly order: number;
}

/** One place on one day, and all that lies beneath it in the tree asked for. */
export interface Ground {
  readonly top: Place;
  readonly day: Day;
  readonly manner: Manner;
  /** The place and all beneath it. */
  readonly places: ReadonlyMap<string, Place>;
  /** Direct children in the order of their numbers, those with nothing left out. */
  readonly children: readonly Place[];
  /** For every place beneath: under which child it lies; null for the place itself. */
  readonly childOf: ReadonlyMap<string, string | null>;
  readonly where: Where;
  /** Rows of every day that may count at this place: for questions over several days, folded by `beneathOn`. */
  readonly whereEver: Where;
  /** Which organisations lay beneath the place on another day, by the same manner. */
  beneathOn(day: Day): ReadonlySet<string>;
}

/**
 * Loads the ground of a question. Without `organizationId`: the highest organisation in reach. Throws a Problem `absent`
 * when the organisation is not in reach, or nothing is.
 */
export async function loadGround(
  tx: Reader,
  asked: { readonly organizationId: string | null; readonly day: Day; readonly manner: Manner; readonly today: Day },
): Promise<Ground> {
  const { day, manner } = asked;
  const found =
    asked.organizationId === null ? await highestInReach(tx) : await organizationById(tx, asked.organizationId);
  if (!found) throw absent("组织");
  // In the tree of a day anything in reach may have lain beneath; today's tree is a range of paths.
  const range = manner === "now" ? subtree(found.path) : null;
  const rows = new Map((await organizationsIn(tx, range)).map((it) => [it.id, it]));
  const versions = Map.groupBy(await versionsIn(tx, range), (it) => it.organizationId);
  const placements = await placementsIn(tx, range);
  const placedOn = (on: Day) =>
    placements.filter((it) => it.validFrom <= on && (it.validTo === null || it.validTo > on));
  const placedThen = placedOn(day);
  const order = new Map(placements.map((it) => [it.organizationId, it.orderNumber]));
  const nameDay = manner === "now" && asked.today > day ? asked.today : day;
  const place = (row: PlaceRow): Place => {
    const known = versions.get(row.id) ?? [];
    const then = versionOn(known, day);
    return {
      id: row.id,
      path: row.path,
      name: (versionOn(known, nameDay) ?? lastBegun(known, nameDay))?.shortName ?? "",
      kind: then?.kind ?? null,
      areaKind: then?.areaKind ?? null,
      closedOn: row.closedOn,
      order: order.get(row.id) ?? 0,
    };
  };
  const top = place(found);
  const ids = manner === "now" ? [...rows.keys()] : foldBeneath(placedThen, found.id);
  const places = new Map<string, Place>([[top.id, top]]);
  for (const id of ids) {
    const row = rows.get(id);
    if (row && id !== top.id) places.set(id, place(row));
  }
  const parents = new Map(placedThen.map((it) => [it.organizationId, it.parentId]));
  const childOf = manner === "now" ? childByPath(places, top) : childByParent(places, top, parents);
  const children = [...new Set([...childOf.values()].filter((id) => id !== null))].flatMap(
    (id) => places.get(id) ?? [],
  );
  children.sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));
  return {
    top,
    day,
    manner,
    places,
    children,
    childOf,
    where: range ? { range } : { ids: [...places.keys()] },
    whereEver: { range: range ?? EVERYWHERE },
    beneathOn: (on) => (manner === "now" ? new Set(places.keys()) : new Set(foldBeneath(placedOn(on), top.id))),
  };
}

function versionOn(versions: readonly VersionRow[], day: Day): VersionRow | undefined {
  return versions.find((it) => it.validFrom <= day && (it.validTo === null || it.validTo > day));
}

/** The last name borne by that day; the first one ever for an organisation that came later. */
function lastBegun(versions: readonly VersionRow[], day: Day): VersionRow | undefined {
  return versions.findLast((it) => it.validFrom <= day) ?? versions[0];
}

function childByPath(places: ReadonlyMap<string, Place>, top: Place): Map<string, string | null> {
  const idOf = new Map([...places.values()].map((it) => [it.path, it.id]));
  return new Map(
    [...places.values()].map((it) => {
      const end = it.path.indexOf("/", top.path.length);
      return [it.id, end === -1 ? null : (idOf.get(it.path.slice(0, end + 1)) ?? null)];
    }),
  );
}

function childByParent(
  places: ReadonlyMap<string, Place>,
  top: Place,
  parents: ReadonlyMap<string, string | null>,
): Map<string, string | null> {
  return new Map(
    [...places.keys()].map((id) => {
      if (id === top.id) return [id, null];
      let at = id;
      for (let parent = parents.get(at); parent && parent !== top.id; parent = parents.get(at)) at = parent;
      return [id, at];
    }),
  );
}
