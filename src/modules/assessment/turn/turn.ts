import { createHash } from "node:crypto";
import { namesOf } from "#modules/organization/index.ts";
import { nearestHolders } from "#platform/access/index.ts";
import type { Actor, Policy, Role } from "#platform/access/policy.ts";
import type { Check, DueItem } from "#platform/clock/checks.ts";
import { covers, EVERYWHERE } from "#platform/database/reach.ts";
import type { Asking } from "#platform/http/route.ts";
import { type Day, daysBetween } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { askChecks, byUrgency, isOverdue } from "../clock.ts";
import type { BelowLine, TurnItem, TurnView } from "../contract.ts";
import { lately } from "./lately.ts";
import { snoozedUntil } from "./snooze.ts";

type At = Pick<Asking, "tx" | "house" | "actor" | "today">;

/** Roles by how near they stand to the work. */
const SEATS: readonly Role[] = ["branch_secretary", "town_officer", "zone_organiser"];

/** One line before it is put into words: what was found, and by which check or as which waiting step. */
interface Line {
  readonly id: string;
  readonly term: string;
  readonly approval: boolean;
  readonly check: Check | null;
  readonly verb: string;
  readonly item: DueItem;
}

/**
 * 轮到我: what this person can do next, what is due with those beneath, and what changed in the last week. Nothing stands
 * twice: a step that a check asks too is the check's line, and what is the branch's own work is never the officer's.
 */
export async function turnOf(at: At): Promise<TurnView> {
  const { mine, below } = await dividedLines(at);
  const names = await namesOf(
    at.tx,
    [...mine, ...below].map((it) => it.item.organizationId).filter((it) => it !== ""),
    at.today,
  );
  const put = await snoozedUntil(at.tx, at.actor.accountId, at.today);
  const items = mine.toSorted(byTurn).map((line) => itemOf(line, names, put, at.today));
  return {
    asOf: at.today,
    mine: items.filter((it) => it.snoozedUntil === null),
    snoozed: items.filter((it) => it.snoozedUntil !== null),
    below: belowOf(below, names, at.today),
    lately: await lately(at.tx, at.today),
  };
}

/** All that is due or waits within the reach of this person, divided into what is theirs and what is those beneath's. */
async function dividedLines(at: At): Promise<{ mine: Line[]; below: Line[] }> {
  const { policy, checks, waiting } = at.house;
  const asked = await askChecks(at.tx, checks, { policy, actor: at.actor }, { range: EVERYWHERE, on: at.today });
  const lines: Line[] = asked.flatMap(({ check, matters }) =>
    matters.map((item) => ({ id: check.id, term: check.term, approval: false, check, verb: check.verb, item })),
  );
  const known = new Set(lines.map((it) => it.item.deed.address));
  for (const one of waiting) {
    const places = policy.has(one.verb) ? policy.placesOf(at.actor, one.verb) : [];
    if (places.length === 0) continue;
    for (const item of await one.matters(at)) {
      if (known.has(item.deed.address) || !covers(places, item.orgPath)) continue;
      lines.push({ id: one.id, term: one.term, approval: one.approval === true, check: null, verb: one.verb, item });
    }
  }
  const theirs = holderOf(at);
  const mine: Line[] = [];
  const below: Line[] = [];
  for (const line of lines) {
    if (await theirs(line.verb, line.item.orgPath)) mine.push(line);
    else if (line.check !== null) below.push(line);
  }
  return { mine, below };
}

/**
 * Whether a deed at a place is this person's: they sit at that very place, or theirs is the nearest role that may do it and
 * nobody stands nearer. What a branch may do itself is the branch's, also where nobody has an account for it yet.
 */
function holderOf(at: At): (verb: string, place: string) => Promise<boolean> {
  const { policy } = at.house;
  const nearest = new Map<string, Promise<boolean>>();
  return async (verb, place) => {
    const held = holding(policy, at.actor, verb, place);
    if (held.length === 0) return false;
    if (held.some((it) => it.path === place)) return true;
    const seats = SEATS.filter((it) => policy.holds(it, verb));
    const [lowest] = seats;
    if (lowest === undefined || held.some((it) => it.role === lowest)) return true;
    if (lowest === "branch_secretary") return false;
    const key = `${verb} ${place}`;
    const asked = nearest.get(key) ?? isNearest(at, verb, place);
    nearest.set(key, asked);
    return await asked;
  };
}

const holding = (policy: Policy, actor: Actor, verb: string, place: string): Actor["grants"] =>
  actor.grants.filter((it) => policy.holds(it.role, verb) && place.startsWith(it.path));

async function isNearest({ tx, house, actor, today }: At, verb: string, place: string): Promise<boolean> {
  return (
    actor.accountId !== null && (await nearestHolders({ tx, house }, verb, place, today)).includes(actor.accountId)
  );
}

const byTurn = (a: Line, b: Line): number =>
  Number(b.approval) - Number(a.approval) || byUrgency(a.item, b.item) || (a.id < b.id ? -1 : 1);

/** By what a line is put off: it is another line once its day or its deed is another. */
const keyOf = ({ id, item }: Line): string =>
  createHash("sha256")
    .update([id, item.subject.kind, item.subject.id, item.deadline ?? "", item.deed.address].join(" "))
    .digest("hex")
    .slice(0, 32);

function itemOf(
  line: Line,
  names: ReadonlyMap<string, string>,
  put: ReadonlyMap<string, { readonly until: Day; readonly reason: string }>,
  on: Day,
): TurnItem {
  const { item, check } = line;
  const key = keyOf(line);
  const snooze = put.get(key);
  const provision = item.provision ?? check?.provision;
  return {
    key,
    id: line.id,
    term: line.term,
    approval: line.approval,
    place: { id: item.organizationId, name: names.get(item.organizationId) ?? "" },
    subject: { ...item.subject },
    why: item.why,
    ...daysOf(item, check, on),
    provision: provision === undefined ? null : provisionView(provision),
    deed: { ...item.deed },
    snoozedUntil: snooze?.until ?? null,
    snoozeReason: snooze?.reason ?? null,
  };
}

/** The day by which, and how many days are left (negative: late by as many); what is only worth knowing is never late. */
function daysOf(item: DueItem, check: Check | null, on: Day): Pick<TurnItem, "deadline" | "overdue" | "days"> {
  const { deadline } = item;
  return {
    deadline,
    overdue: check !== null && isOverdue(check, item, on),
    days: deadline === null ? null : daysBetween(on, deadline),
  };
}

/** What is due beneath, a line a check: at how many places, how much of it late, and where it is worst. */
function belowOf(lines: readonly Line[], names: ReadonlyMap<string, string>, on: Day): BelowLine[] {
  return [...Map.groupBy(lines, (it) => it.id)]
    .flatMap(([id, of]): BelowLine[] => {
      const check = of[0]?.check;
      if (!check) return [];
      const places = [...Map.groupBy(of, (it) => it.item.organizationId)].map(([place, there]) => ({
        name: names.get(place) ?? "",
        count: there.length,
        overdue: there.filter((it) => isOverdue(check, it.item, on)).length,
      }));
      const worst = places.toSorted((a, b) => b.overdue - a.overdue || b.count - a.count)[0];
      const earliest = of.map((it) => it.item).toSorted(byUrgency)[0]?.deadline ?? null;
      return [
        {
          id,
          term: check.term,
          provision: provisionView(check.provision),
          count: of.length,
          overdue: places.reduce((sum, it) => sum + it.overdue, 0),
          places: places.length,
          worst: worst ?? { name: "", count: 0, overdue: 0 },
          earliest,
        },
      ];
    })
    .toSorted((a, b) => b.overdue - a.overdue || (a.earliest ?? "9").localeCompare(b.earliest ?? "9"));
}
