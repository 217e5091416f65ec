import { createHash } from "node:crypto";
import { namesOf } from "#modules/organization/index.ts";
import { placesHolding } from "#platform/access/index.ts";
import type { Role } from "#platform/access/policy.ts";
import type { Check, DueItem } from "#platform/clock/checks.ts";
import { covers, EVERYWHERE } from "#platform/database/reach.ts";
import type { Asking } from "#platform/http/route.ts";
import { type Day, daysBetween } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import type { BelowLine, TurnItem, TurnView } from "../contract.ts";
import { byUrgency, type DueGroup, isOverdue } from "../kept/ask.ts";
import { findDue, itemsOf } from "../kept/read.ts";
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

/** What a check found at one place that is those beneath's to do: counted, not read. */
interface Beneath {
  readonly check: Check;
  readonly group: DueGroup;
}

/**
 * 轮到我: what this person can do next, what is due with those beneath, and what changed in the last week. Nothing stands
 * twice: a step that a check asks too is the check's line, and what is the branch's own work is never the officer's.
 */
export async function turnOf(at: At): Promise<TurnView> {
  const { mine, below } = await dividedLines(at);
  const lines = foldedBelow(below);
  const named = [...mine.map((it) => it.item), ...lines.map((it) => it.worst)].map((it) => it.organizationId);
  const names = await namesOf(
    at.tx,
    [...new Set(named)].filter((it) => it !== ""),
    at.today,
  );
  const put = await snoozedUntil(at.tx, at.actor.accountId, at.today);
  const items = mine.toSorted(byTurn).map((line) => itemOf(line, names, put, at.today));
  return {
    asOf: at.today,
    mine: items.filter((it) => it.snoozedUntil === null),
    snoozed: items.filter((it) => it.snoozedUntil !== null),
    below: lines.map(({ worst, ...line }) => ({
      ...line,
      worst: { name: names.get(worst.organizationId) ?? "", count: worst.matters, overdue: worst.late },
    })),
    lately: await lately(at.tx, at.today),
  };
}

/** All that is due or waits within the reach of this person, divided into what is theirs and what is those beneath's. */
async function dividedLines(at: At): Promise<{ mine: Line[]; below: Beneath[] }> {
  const { policy, checks, waiting } = at.house;
  const who = { policy, actor: at.actor };
  const found = await findDue(at.tx, checks, who, { range: EVERYWHERE, on: at.today });
  const theirs = holderOf(at);
  const own: Beneath[] = [];
  const below: Beneath[] = [];
  for (const { check, groups } of found)
    for (const group of groups) ((await theirs(check.verb, group.orgPath)) ? own : below).push({ check, group });
  const items = await itemsOf(
    at.tx,
    own.map((it) => it.group),
    at.today,
  );
  const mine: Line[] = own.flatMap(({ check, group }) =>
    items(group).map((item) => ({ id: check.id, term: check.term, approval: false, check, verb: check.verb, item })),
  );
  const steps: Line[] = [];
  for (const one of waiting) {
    const places = policy.has(one.verb) ? policy.placesOf(at.actor, one.verb) : [];
    if (places.length === 0) continue;
    for (const item of await one.matters(at))
      if (covers(places, item.orgPath) && (await theirs(one.verb, item.orgPath)))
        steps.push({ id: one.id, term: one.term, approval: one.approval === true, check: null, verb: one.verb, item });
  }
  const known = await addressesAt(at, new Set(steps.map((it) => it.item.orgPath)), [...own, ...below]);
  return { mine: [...mine, ...steps.filter((it) => !known.has(it.item.deed.address))], below };
}

/** Addresses of the deeds that checks ask for at these places. */
async function addressesAt(at: At, places: ReadonlySet<string>, all: readonly Beneath[]): Promise<ReadonlySet<string>> {
  const there = all.map((it) => it.group).filter((it) => places.has(it.orgPath));
  const items = await itemsOf(at.tx, there, at.today);
  return new Set(there.flatMap((it) => items(it).map((item) => item.deed.address)));
}

/**
 * Whether a deed at a place is this person's: they sit at that very place, or theirs is the nearest role that may do it and
 * nobody stands nearer. What a branch may do itself is the branch's, also where nobody has an account for it yet.
 */
function holderOf(at: At): (verb: string, place: string) => Promise<boolean> {
  const { policy } = at.house;
  const holding = new Map<string, Promise<ReadonlySet<string>>>();
  return async (verb, place) => {
    const held = at.actor.grants.filter((it) => place.startsWith(it.path) && policy.holds(it.role, verb));
    if (held.length === 0) return false;
    if (held.some((it) => it.path === place)) return true;
    const seats = SEATS.filter((it) => policy.holds(it, verb));
    const [lowest] = seats;
    if (lowest === undefined || held.some((it) => it.role === lowest)) return true;
    if (lowest === "branch_secretary" || at.actor.accountId === null) return false;
    const places = holding.get(verb) ?? placesHolding(at, verb, at.today);
    holding.set(verb, places);
    return isNearest(Math.max(...held.map((it) => it.path.length)), place, await places);
  };
}

/** Whether nobody stands between a place and who stands as many letters down its path as said. */
function isNearest(from: number, place: string, holding: ReadonlySet<string>): boolean {
  for (let end = place.indexOf("/", from); end !== -1; end = place.indexOf("/", end + 1))
    if (holding.has(place.slice(0, end + 1))) return false;
  return true;
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
function foldedBelow(beneath: readonly Beneath[]): (Omit<BelowLine, "worst"> & { readonly worst: DueGroup })[] {
  return [...Map.groupBy(beneath, (it) => it.check)]
    .flatMap(([check, of]) => {
      const groups = of.map((it) => it.group).toSorted((a, b) => byUrgency(placed(a), placed(b)));
      const worst = groups.toSorted((a, b) => b.late - a.late || b.matters - a.matters)[0];
      if (!worst) return [];
      return [
        {
          id: check.id,
          term: check.term,
          provision: provisionView(check.provision),
          count: groups.reduce((sum, it) => sum + it.matters, 0),
          overdue: groups.reduce((sum, it) => sum + it.late, 0),
          places: groups.length,
          worst,
          earliest: groups[0]?.earliest ?? null,
        },
      ];
    })
    .toSorted((a, b) => b.overdue - a.overdue || (a.earliest ?? "9").localeCompare(b.earliest ?? "9"));
}

const placed = ({ earliest, orgPath }: DueGroup) => ({ deadline: earliest, orgPath });
