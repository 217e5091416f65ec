import type { Day } from "#shared/day.ts";
import { type PlacementFact, valid, type Zone } from "./facts.ts";

/** Parent of each organisation on a day, from placements alone (null for the root). */
export function parentsOn(zone: Zone, day: Day): Map<string, string | null> {
  const out = new Map<string, string | null>();
  for (const it of zone.placements.values()) if (valid(it, day)) out.set(it.organizationId, it.parentId);
  return out;
}

/** Is `candidate` at or beneath `organizationId` in this tree? */
export function isBeneath(
  parents: ReadonlyMap<string, string | null>,
  candidate: string,
  organizationId: string,
): boolean {
  let at: string | null | undefined = candidate;
  for (let steps = 0; at && steps <= parents.size; steps += 1) {
    if (at === organizationId) return true;
    at = parents.get(at);
  }
  return false;
}

/**
 * The first day from `from` on when `parentId` stands at or beneath `organizationId`, so that placing the latter under the
 * former would close a circle; null when there is none. Only days on which some placement begins can differ.
 */
export function circleThrough(zone: Zone, organizationId: string, parentId: string, from: Day): Day | null {
  const days = new Set<Day>([from]);
  for (const it of zone.placements.values()) if (it.from > from) days.add(it.from);
  for (const day of [...days].sort()) if (isBeneath(parentsOn(zone, day), parentId, organizationId)) return day;
  return null;
}

/**
 * What is wrong with the tree over all time: an organisation under one that is not open, or a circle. Used after taking an
 * event back, when later events may rest on it in ways that their parties do not show. `gone`: organisations just taken away;
 * a parent that is neither known nor gone lies above the reach and is left alone.
 */
export function treeFaults(
  zone: Zone,
  gone: ReadonlySet<string>,
): { organizationId: string; parentId: string | null; day: Day }[] {
  const out: { organizationId: string; parentId: string | null; day: Day }[] = [];
  for (const it of zone.placements.values()) {
    if (it.parentId === null) continue;
    const parent = zone.organizations.get(it.parentId);
    const child = zone.organizations.get(it.organizationId);
    const ends = endOf(it, child?.closedOn ?? null);
    if (
      gone.has(it.parentId) ||
      (parent !== undefined && parent.closedOn !== null && (ends === null || ends > parent.closedOn))
    )
      out.push({ organizationId: it.organizationId, parentId: it.parentId, day: it.from });
  }
  for (const day of new Set([...zone.placements.values()].map((it) => it.from))) {
    const parents = parentsOn(zone, day);
    const safe = new Set<string>();
    for (const start of parents.keys()) {
      const trail = new Set<string>();
      let at: string | null | undefined = start;
      while (at && !safe.has(at)) {
        if (trail.has(at)) {
          out.push({ organizationId: at, parentId: parents.get(at) ?? null, day });
          break;
        }
        trail.add(at);
        at = parents.get(at);
      }
      for (const id of trail) safe.add(id);
    }
  }
  return out;
}

function endOf(placement: PlacementFact, closedOn: Day | null): Day | null {
  if (placement.to === null) return closedOn;
  return closedOn !== null && closedOn < placement.to ? closedOn : placement.to;
}
