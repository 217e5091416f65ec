import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import type { House } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";
import { yearOf } from "#shared/day.ts";
import { overdue, type Provision, provisionView } from "#shared/finding.ts";
import { HOUSE_SUPERIOR_DECIDES } from "#shared/regulations.ts";
import { askChecks, dueOfChecks } from "./clock.ts";
import type { DueLine } from "./contract.ts";
import { loadYears, type Years } from "./picture.ts";
import type { Ground } from "./places.ts";
import { IMPORT_DECIDED, YEARLY_IDENTITY } from "./provisions.ts";
import { importsWaiting, membersAt, proposalsWaiting } from "./queries.ts";
import { yearlyDifference } from "./rules.ts";
import { zh } from "./zh.ts";

/** Verbs of other modules that an item asks for; an item whose verb nobody declared is shown to nobody. */
const ACTS = {
  approval: "organization.event.approve",
  correction: "membership.correct",
  import: "registers.import",
} as const;

/**
 * What is due at a place today, from facts alone, and only what this person can do something about. Ordered: overdue
 * first, then by deadline.
 */
export async function dueItems(
  tx: Reader,
  { policy, checks }: Pick<House, "policy" | "checks">,
  actor: Actor,
  ground: Ground,
): Promise<DueLine[]> {
  const { top, day } = ground;
  const may = (verb: string): boolean => policy.has(verb) && policy.may(actor, verb, top.path);
  const asked = await askChecks(tx, checks, { policy, actor }, { range: subtree(top.path), on: day });
  const found = dueOfChecks(asked, { id: top.id, on: day });
  const add = (
    key: keyof typeof zh.due,
    provision: Provision,
    count: number,
    list: string,
    deadline: Day | null = null,
  ): void => {
    if (count === 0) return;
    found.push({
      id: key,
      term: zh.due[key].term,
      why: zh.due[key].why(count),
      provision: provisionView(provision),
      deadline,
      overdue: overdue(deadline, day),
      count,
      list,
      action: { term: zh.due[key].button, address: list },
    });
  };
  if (may(ACTS.approval))
    add(
      "proposals",
      HOUSE_SUPERIOR_DECIDES,
      await proposalsWaiting(tx, ground.where),
      `/r/organization-events?org=${top.id}&f.state=proposed`,
    );
  if (may(ACTS.import) && actor.accountId !== null)
    add("imports", IMPORT_DECIDED, await importsWaiting(tx, actor.accountId), "/imports");
  if (may(ACTS.correction)) {
    const broken = unbalancedYears(await loadYears(tx, ground, await membersAt(tx, ground.where, day)));
    const [first] = broken;
    if (first !== undefined) add("identity", YEARLY_IDENTITY, broken.length, firstUnbalanced(top.id, first, day));
  }
  return found.sort(
    (a, b) => Number(b.overdue) - Number(a.overdue) || (a.deadline ?? "9").localeCompare(b.deadline ?? "9"),
  );
}

/** Table 1 of the first year that does not add up. */
function firstUnbalanced(organizationId: string, year: number, today: Day): string {
  return `/statistics/1?org=${organizationId}&asOf=${year === yearOf(today) ? today : `${year}-12-31`}`;
}

/** Years among those of the picture in which last year + in − out is not this year. */
export function unbalancedYears({ growth, moves }: Pick<Years, "growth" | "moves">): number[] {
  return moves.flatMap((it, at) => {
    const before = growth[at - 1]?.members;
    const after = growth[at]?.members;
    if (before === undefined || after === undefined) return [];
    return yearlyDifference(before, it.came, it.left, after).value === 0 ? [] : [it.year];
  });
}
