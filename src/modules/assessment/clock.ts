import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Check, DueItem } from "#platform/clock/checks.ts";
import { asSystem, narrowed, type Reader } from "#platform/database/door.ts";
import { covers, type PathRange, subtree } from "#platform/database/reach.ts";
import type { Day } from "#shared/day.ts";
import { overdue, provisionView } from "#shared/finding.ts";
import type { CheckMatters, ClockView, DueLine } from "./contract.ts";
import type { Ground, Place } from "./places.ts";
import { zh } from "./zh.ts";

/** A check with what it found at a place that this person can do something about, the most urgent first. */
export interface Asked {
  readonly check: Check;
  readonly matters: readonly DueItem[];
}

/** Asks checks within a range of places on a day. Nobody is shown what others must do. */
export async function askChecks(
  tx: Reader,
  checks: readonly Check[],
  who: { readonly policy: Policy; readonly actor: Actor },
  at: { readonly range: PathRange; readonly on: Day },
): Promise<Asked[]> {
  const place = [at.range];
  const here = narrowed(tx, place);
  const asked: Asked[] = [];
  for (const check of checks) {
    const mine = who.policy.has(check.verb) ? who.policy.placesOf(who.actor, check.verb) : [];
    if (mine.length === 0) continue;
    const found = check.restricted
      ? await asSystem(tx, "clock-restricted", (system) => check.matters(system, at.on))
      : await check.matters(here, at.on);
    const matters = found.filter((it) => covers(place, it.orgPath) && covers(mine, it.orgPath)).toSorted(byUrgency);
    asked.push({ check, matters });
  }
  return asked;
}

/** The earliest day first, what has none last; then in the order of the tree. */
export const byUrgency = (a: DueItem, b: DueItem): number =>
  (a.deadline ?? "9").localeCompare(b.deadline ?? "9") || a.orgPath.localeCompare(b.orgPath);

/** Past its day. What is only worth knowing is never overdue. */
export const isOverdue = (check: Check, it: DueItem, on: Day): boolean =>
  check.kind !== "info" && overdue(it.deadline, on);

/** The items of the workbench: one for each check that found something. */
export function dueOfChecks(asked: readonly Asked[], at: { readonly id: string; readonly on: Day }): DueLine[] {
  return asked.flatMap(({ check, matters }) => {
    const [first] = matters;
    if (!first) return [];
    const list = `/clock/${check.id}?org=${at.id}`;
    // What begins with whom it is about needs no name before it.
    const one = first.why.startsWith(first.subject.name) ? first.why : `${first.subject.name}：${first.why}`;
    return {
      id: check.id,
      term: check.term,
      why: matters.length === 1 ? one : zh.clock.first(matters.length, one),
      provision: provisionView(first.provision ?? check.provision),
      deadline: first.deadline,
      overdue: isOverdue(check, first, at.on),
      count: matters.length,
      list,
      action: matters.length === 1 ? { ...first.deed } : { term: zh.clock.each, address: list },
    };
  });
}

/**
 * All checks against the place itself and those directly beneath: where what is due. What was dissolved has no column unless
 * something is due in it still; the place has one when it has matters of its own, or nothing beneath it.
 */
export function clockView(asked: readonly Asked[], ground: Ground, on: Day): ClockView {
  const { top } = ground;
  const below = ground.children.filter(
    (it) => it.closedOn === null || it.closedOn > on || asked.some(({ matters }) => beneath(matters, it).length > 0),
  );
  const own = below.length === 0 || asked.some((it) => ownOf(it, top).matters.length > 0);
  return {
    asOf: on,
    place: { id: top.id, name: top.name },
    children: [...(own ? [top] : []), ...below].map(({ id, name }) => ({ id, name })),
    checks: asked.map(({ check, matters }) => ({
      id: check.id,
      term: check.term,
      kind: check.kind,
      provision: provisionView(check.provision),
      ...counted(check, matters, on),
      children: [
        ...(own ? [{ id: top.id, ...counted(check, ownOf({ check, matters }, top).matters, on) }] : []),
        ...below.map((child) => ({ id: child.id, ...counted(check, beneath(matters, child), on) })),
      ],
    })),
  };
}

/** What lies at the place and in none beneath it; of a place with nothing living beneath, all. */
export const ownOf = ({ check, matters }: Asked, place: Place): Asked => ({
  check,
  matters: matters.filter((it) => it.orgPath === place.path),
});

const beneath = (matters: readonly DueItem[], place: Place): DueItem[] => {
  const range = [subtree(place.path)];
  return matters.filter((it) => covers(range, it.orgPath));
};

function counted(check: Check, matters: readonly DueItem[], on: Day) {
  return {
    matters: matters.length,
    overdue: matters.filter((it) => isOverdue(check, it, on)).length,
    earliest: matters[0]?.deadline ?? null,
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
