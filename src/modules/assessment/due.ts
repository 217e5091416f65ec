import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import { addMonths, yearOf } from "#shared/day.ts";
import type { Provision } from "#shared/finding.ts";
import type { DueItem } from "./contract.ts";
import { disordered, type Facts, figuresOf } from "./picture.ts";
import {
  BRANCH_SECRETARY,
  BRANCH_SET_UP,
  BRANCH_SIZE,
  IMPORT_DECIDED,
  SUPERIOR_DECIDES,
  TERM_LENGTH,
  TERM_REMINDER,
  TRANSFER_ACCEPTANCE,
  YEARLY_IDENTITY,
} from "./provisions.ts";
import { importsWaiting, proposalsWaiting, transfersWaiting } from "./queries.ts";
import { yearlyDifference } from "./rules.ts";
import { zh } from "./zh.ts";

/** Verbs of other modules that an item asks for; an item whose verb nobody declared is shown to nobody. */
const ACTS = {
  posts: "organization.post.write",
  setting: "organization.event.propose",
  approval: "organization.event.approve",
  transfer: "membership.transfer",
  correction: "membership.correct",
  import: "registers.import",
} as const;

/**
 * What is due at a place today, from facts alone, and only what this person can do something about. Ordered: overdue
 * first, then by deadline. `facts` are those of today.
 */
export async function dueItems(tx: Reader, policy: Policy, actor: Actor, facts: Facts): Promise<DueItem[]> {
  const { ground } = facts;
  const { top, day } = ground;
  const may = (verb: string): boolean => policy.has(verb) && policy.may(actor, verb, top.path);
  const listOf = new Map(figuresOf(facts).map((it) => [it.key, it.list ?? ""]));
  const found: DueItem[] = [];
  const add = (
    key: keyof typeof zh.due,
    provision: Provision,
    count: number,
    list: string,
    deadline: Day | null = null,
  ): void => {
    if (count === 0) return;
    const { id, title, gist, force, confirmed } = provision;
    found.push({
      id: key,
      term: zh.due[key].term,
      why: zh.due[key].why(count),
      provision: { id, title, gist, force, confirmed },
      deadline,
      overdue: deadline !== null && deadline <= day,
      count,
      list,
      action: { term: zh.due[key].button, address: list },
    });
  };
  const earliest = (days: readonly (Day | null)[]): Day | null =>
    days.reduce((first, it) => (it !== null && (first === null || it < first) ? it : first), null);
  if (may(ACTS.posts)) {
    const overdue = disordered(facts, "term-overdue");
    add(
      "termOverdue",
      TERM_LENGTH,
      overdue.length,
      listOf.get("termOverdue") ?? "",
      earliest(overdue.map((it) => it.standing.termDueOn)),
    );
    const soon = disordered(facts, "term-due-soon");
    add(
      "termDueSoon",
      TERM_REMINDER,
      soon.length,
      listOf.get("termDueSoon") ?? "",
      earliest(soon.map((it) => it.standing.termDueOn)),
    );
    add("noSecretary", BRANCH_SECRETARY, disordered(facts, "no-secretary").length, listOf.get("noSecretary") ?? "");
  }
  if (may(ACTS.setting)) {
    add("tooFew", BRANCH_SET_UP, disordered(facts, "too-few").length, listOf.get("tooFew") ?? "");
    add("tooMany", BRANCH_SIZE, disordered(facts, "too-many").length, listOf.get("tooMany") ?? "");
  }
  if (may(ACTS.transfer)) {
    const single = ground.places.size === 1;
    const waiting = await transfersWaiting(tx, single ? { to: top.id } : { from: ground.where });
    const list = single
      ? `/r/transfers?f.toOrganizationId=${top.id}&f.state=handed-over`
      : `/r/transfers?org=${top.id}&f.state=handed-over`;
    add(
      "transfers",
      TRANSFER_ACCEPTANCE,
      waiting.count,
      list,
      waiting.earliest === null ? null : addMonths(waiting.earliest, 3),
    );
  }
  if (may(ACTS.approval))
    add(
      "proposals",
      SUPERIOR_DECIDES,
      await proposalsWaiting(tx, ground.where),
      `/r/organization-events?org=${top.id}&f.state=proposed`,
    );
  if (may(ACTS.import) && actor.accountId !== null)
    add("imports", IMPORT_DECIDED, await importsWaiting(tx, actor.accountId), "/imports");
  if (may(ACTS.correction)) {
    const broken = unbalancedYears(facts);
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
export function unbalancedYears({ growth, moves }: Pick<Facts, "growth" | "moves">): number[] {
  return moves.flatMap((it, at) => {
    const before = growth[at - 1]?.members;
    const after = growth[at]?.members;
    if (before === undefined || after === undefined) return [];
    return yearlyDifference(before, it.came, it.left, after).value === 0 ? [] : [it.year];
  });
}
