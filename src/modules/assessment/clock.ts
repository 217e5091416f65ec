import type { Check, DueItem } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import type { Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import type { CheckMatters, ClockView, DueLine } from "./contract.ts";
import { byUrgency, type DueGroup, isOverdue } from "./kept/ask.ts";
import { type Found, findDue, itemsOf, type Where, type Who } from "./kept/read.ts";
import type { Ground, Place } from "./places.ts";
import { zh } from "./zh.ts";

/** A check with what it found at a place that this person can do something about, the most urgent first. */
export interface Asked {
  readonly check: Check;
  readonly matters: readonly DueItem[];
}

/** Checks within a range of places on a day, with every item. Nobody is shown what others must do. */
export async function askChecks(tx: Reader, checks: readonly Check[], who: Who, at: Where): Promise<Asked[]> {
  const found = await findDue(tx, checks, who, at);
  const items = await itemsOf(
    tx,
    found.flatMap((it) => it.groups),
    at.on,
  );
  return found.map(({ check, groups }) => ({ check, matters: groups.flatMap(items).toSorted(byUrgency) }));
}

/** The items of the workbench: one for each check that found something. */
export async function dueOfChecks(
  tx: Reader,
  found: readonly Found[],
  at: { readonly id: string; readonly on: Day },
): Promise<DueLine[]> {
  const some = found.flatMap(({ check, groups }) => {
    const urgent = mostUrgent(groups);
    return urgent === undefined ? [] : [{ check, urgent, ...sumOf(groups) }];
  });
  const items = await itemsOf(
    tx,
    some.map((it) => it.urgent),
    at.on,
  );
  return some.flatMap(({ check, urgent, matters }) => {
    const [first] = items(urgent);
    if (!first) return [];
    const list = `/clock/${check.id}?org=${at.id}`;
    // What begins with whom it is about needs no name before it.
    const one = first.why.startsWith(first.subject.name) ? first.why : `${first.subject.name}：${first.why}`;
    return {
      id: check.id,
      term: check.term,
      why: matters === 1 ? one : zh.clock.first(matters, one),
      provision: provisionView(first.provision ?? check.provision),
      deadline: first.deadline,
      overdue: isOverdue(check, first, at.on),
      count: matters,
      list,
      action: matters === 1 ? { ...first.deed } : { term: zh.clock.each, address: list },
    };
  });
}

const mostUrgent = (groups: readonly DueGroup[]): DueGroup | undefined =>
  groups.reduce<DueGroup | undefined>((first, it) => (first && urgency(first, it) <= 0 ? first : it), undefined);

const urgency = (a: DueGroup, b: DueGroup): number =>
  byUrgency({ deadline: a.earliest, orgPath: a.orgPath }, { deadline: b.earliest, orgPath: b.orgPath });

/**
 * All checks against the place itself and those directly beneath: where what is due. What was dissolved has no column unless
 * something is due in it still; the place has one when it has matters of its own, or nothing beneath it.
 */
export function clockView(found: readonly Found[], ground: Ground, on: Day): ClockView {
  const { top } = ground;
  const below = ground.children.filter(
    (it) => it.closedOn === null || it.closedOn > on || found.some(({ groups }) => beneath(groups, it).length > 0),
  );
  const at = (groups: readonly DueGroup[]) => groups.filter((it) => it.orgPath === top.path);
  const own = below.length === 0 || found.some(({ groups }) => at(groups).length > 0);
  return {
    asOf: on,
    place: { id: top.id, name: top.name },
    children: [...(own ? [top] : []), ...below].map(({ id, name }) => ({ id, name })),
    checks: found.map(({ check, groups }) => ({
      id: check.id,
      term: check.term,
      kind: check.kind,
      provision: provisionView(check.provision),
      ...sumOf(groups),
      children: [
        ...(own ? [{ id: top.id, ...sumOf(at(groups)) }] : []),
        ...below.map((child) => ({ id: child.id, ...sumOf(beneath(groups, child)) })),
      ],
    })),
  };
}

/** What lies at the place and in none beneath it; of a place with nothing living beneath, all. */
export const ownOf = ({ check, matters }: Asked, place: Place): Asked => ({
  check,
  matters: matters.filter((it) => it.orgPath === place.path),
});

const beneath = (groups: readonly DueGroup[], place: Place): DueGroup[] => {
  const range = [subtree(place.path)];
  return groups.filter((it) => covers(range, it.orgPath));
};

function sumOf(groups: readonly DueGroup[]) {
  return {
    matters: groups.reduce((sum, it) => sum + it.matters, 0),
    overdue: groups.reduce((sum, it) => sum + it.late, 0),
    earliest: mostUrgent(groups)?.earliest ?? null,
  };
}

/** What one check found, row by row. */
export function checkMatters(asked: Asked, names: ReadonlyMap<string, Place>, on: Day): CheckMatters {
  const { check, matters } = asked;
  return {
    asOf: on,
    id: check.id,
    term: check.term,
    kind: check.kind,
    provision: provisionView(check.provision),
    total: matters.length,
    matters: matters.slice(0, MOST_SHOWN).map((it) => ({
      organizationId: it.organizationId,
      organizationName: names.get(it.organizationId)?.name ?? "",
      subject: { ...it.subject },
      deadline: it.deadline,
      overdue: isOverdue(check, it, on),
      why: it.why,
      deed: { ...it.deed },
    })),
  };
}

/** A list longer than this is worked off place by place. */
const MOST_SHOWN = 500;
