import type { EventBody } from "#modules/organization/contract.ts";
import {
  applied,
  type EventFact,
  emptyZone,
  type MembershipFact,
  type MovementFact,
  type PostFact,
  valid,
  withdrawn,
  type Zone,
} from "#modules/organization/planning/facts.ts";
import { planEvent } from "#modules/organization/planning/plan.ts";
import { parentsOn, treeFaults } from "#modules/organization/planning/tree.ts";
import { type Block, blocksOf } from "#modules/organization/planning/undo.ts";
import { addDays, type Day, day } from "#shared/day.ts";
import { Disagreement, naive, type Picture, ROOT, type Step } from "./organization-naive.ts";

/**
 * Random histories of organisation events, run through the planner in memory, and an independent naive model: plain maps,
 * recomputed from the list of what happened for each day asked. Both must say the same of every day.
 */
export interface History {
  zone: Zone;
  readonly steps: Step[];
  readonly events: EventFact[];
  /** Days worth asking: those on which something happened, and around them. */
  readonly days: Set<Day>;
  refused: number;
}

export interface Hooks {
  /** Runs beside the pure history, for example through the database. `made`: pure ids of the organisations set up. */
  event(body: EventBody, id: string, made: readonly string[], zone: Zone): Promise<void>;
  refusedEvent(body: EventBody, zone: Zone): Promise<void>;
  undo(id: string, allowed: boolean): Promise<void>;
  admit(organizationId: string, personId: string, on: Day): Promise<void>;
  leave(personId: string, on: Day): Promise<void>;
  appoint(organizationId: string, personId: string, on: Day): Promise<void>;
}

/** mulberry32: one seed replays a history. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TODAY = day("2026-11-22");

/** One history of `length` steps; `prefix` makes its names its own. Throws a Disagreement where model and planner part. */
export async function runHistory(seed: number, length: number, prefix: string, hooks?: Hooks): Promise<History> {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  let serial = 0;
  const newId = (): string => `${prefix}${(serial += 1)}`;
  let names = 0;
  const newName = (): string => `${prefix}组织${(names += 1)}`;
  const root = {
    id: ROOT,
    code: null,
    establishedOn: day("2000-01-01"),
    closedOn: null,
    successorId: null,
    openedBy: null,
    closedBy: null,
  };
  const base = { organizationId: ROOT, from: root.establishedOn, to: null, openedBy: null, closedBy: null };
  const nowhere = { territorialLevel: null, unitSituation: null, areaKind: null, phone: null, address: null };
  const history: History = {
    zone: {
      ...emptyZone(),
      organizations: new Map([[ROOT, root]]),
      versions: new Map([
        ["root-v", { ...base, ...nowhere, id: "root-v", kind: "working_committee", fullName: "根", shortName: "根" }],
      ]),
      placements: new Map([["root-p", { ...base, id: "root-p", parentId: null, orderNumber: 1 }]]),
    },
    steps: [],
    events: [],
    days: new Set(),
    refused: 0,
  };
  const anyDay = (): Day => addDays(day("2019-06-01"), Math.floor(random() * 400) * 7);
  const organization = (parentId: string, kind: string) => {
    const name = newName();
    return { parentId, kind, fullName: `中共${name}`, shortName: name };
  };

  const perform = async (body: EventBody): Promise<void> => {
    const eventId = newId();
    const before = history.zone;
    const plan = planEvent(before, body, { eventId, today: TODAY, newId });
    if (plan.faults.length > 0) {
      history.refused += 1;
      await hooks?.refusedEvent(body, before);
      return;
    }
    const made = plan.changes.establish.map((it) => it.id);
    history.zone = applied(before, plan.changes, eventId);
    const on = day(body.happenedOn);
    history.steps.push({ what: "event", id: eventId, body, made, on, undone: false });
    const event: EventFact = {
      id: eventId,
      sequence: history.steps.length,
      kind: body.kind,
      happenedOn: on,
      parties: plan.changes.parties,
    };
    history.events.push(event);
    note(history, on);
    for (const at of [addDays(on, -1), on, addDays(on, 1)]) {
      if (total(before, at) !== total(history.zone, at))
        throw new Disagreement(`the sum of members changed on ${at} by ${body.kind}`);
    }
    same(withdrawn(history.zone, eventId, new Map()), before, `undoing ${body.kind} at once`);
    history.zone = { ...history.zone, events: [...history.zone.events, event] };
    await hooks?.event(body, eventId, made, history.zone);
  };

  await perform({
    kind: "establish",
    happenedOn: "2019-01-07",
    reason: "",
    details: { organization: organization(ROOT, "working_committee") },
  });
  await perform({
    kind: "establish",
    happenedOn: "2019-01-07",
    reason: "",
    details: { organization: organization(ROOT, "working_committee") },
  });
  for (let at = 0; at < 4; at += 1) {
    const towns = [...history.zone.organizations.keys()].slice(1, 3);
    await perform({
      kind: "establish",
      happenedOn: "2019-02-04",
      reason: "",
      details: { organization: organization(pick(towns) ?? ROOT, "branch") },
    });
  }

  for (let step = 0; step < length; step += 1) {
    const zone = history.zone;
    const open = [...zone.organizations.values()]
      .filter((it) => it.closedOn === null && it.id !== ROOT)
      .map((it) => it.id);
    const on = anyDay();
    const kindAt = (id: string): string =>
      [...zone.versions.values()].find((it) => it.organizationId === id && valid(it, on))?.kind ?? "";
    const branches = open.filter((id) => kindAt(id) !== "working_committee" && kindAt(id) !== "");
    const parents = [...open, ROOT].filter((id) =>
      ["working_committee", "general_branch", "committee"].includes(kindAt(id)),
    );
    const one = pick(branches) ?? pick(open) ?? ROOT;
    const membersAt = (id: string): MembershipFact[] =>
      [...zone.memberships.values()].filter((it) => it.organizationId === id && valid(it, on));
    const dice = random();
    if (dice < 0.2) {
      const place = [...zone.organizations.values()].find((it) => it.id === one);
      if (!place || place.establishedOn > on || kindAt(one) === "" || kindAt(one) === "working_committee") continue;
      const personId = newId();
      addMember(history, newId, one, personId, on);
      await hooks?.admit(one, personId, on);
    } else if (dice < 0.24) {
      const row = pick([...zone.memberships.values()].filter((it) => it.to === null && it.from < on));
      if (!row) continue;
      endMember(history, newId, row, on);
      await hooks?.leave(row.personId, on);
    } else if (dice < 0.28) {
      const row = pick(
        [...zone.memberships.values()].filter(
          (it) => it.to === null && it.from <= on && zone.organizations.get(it.organizationId)?.closedOn === null,
        ),
      );
      if (!row) continue;
      addPost(history, newId, row, on);
      await hooks?.appoint(row.organizationId, row.personId, on);
    } else if (dice < 0.36) {
      await perform({
        kind: "establish",
        happenedOn: on,
        reason: "",
        details: { organization: organization(pick(parents) ?? ROOT, random() < 0.2 ? "general_branch" : "branch") },
      });
    } else if (dice < 0.44) {
      const name = newName();
      await perform({
        kind: "rename",
        happenedOn: on,
        reason: "",
        details: { organizationId: pick(open) ?? one, fullName: `中共${name}`, shortName: name },
      });
    } else if (dice < 0.56) {
      await perform({
        kind: "move",
        happenedOn: on,
        reason: "",
        details: { organizationId: pick(open) ?? one, parentId: pick(random() < 0.8 ? parents : open) ?? ROOT },
      });
    } else if (dice < 0.72) {
      const sources = [...new Set([one, ...(random() < 0.4 ? [pick(branches) ?? one] : [])])];
      const into =
        random() < 0.6
          ? { organizationId: pick(branches) ?? one }
          : { organization: organization(pick(parents) ?? ROOT, random() < 0.3 ? "general_branch" : "branch") };
      await perform({ kind: "merge", happenedOn: on, reason: "", details: { sourceIds: sources, into } });
    } else if (dice < 0.8) {
      const members = membersAt(one);
      const continues = random() < 0.5;
      const places = [0, 1].map(() => ({
        organization: organization(pick(parents) ?? ROOT, "branch"),
        personIds: [] as string[],
      }));
      const stay: string[] = [];
      for (const it of members) {
        const at = Math.floor(random() * (continues ? 3 : 2));
        (places[at]?.personIds ?? stay).push(it.personId);
      }
      const children = [...parentsOn(zone, on)]
        .filter(([, parent]) => parent === one)
        .map(([id]) => ({ organizationId: id, part: random() < 0.5 ? 0 : 1 }));
      await perform({
        kind: "split",
        happenedOn: on,
        reason: "",
        details: { organizationId: one, continues, parts: places, stay, children: continues ? [] : children },
      });
    } else if (dice < 0.87) {
      const to = pick(branches);
      const destinations =
        to === undefined ? [] : [{ organizationId: to, personIds: membersAt(one).map((it) => it.personId) }];
      await perform({
        kind: "dissolve",
        happenedOn: on,
        reason: "",
        details: { organizationId: one, ...(random() < 0.2 ? {} : { destinations }) },
      });
    } else if (dice < 0.9) {
      const name = newName();
      await perform({
        kind: "upgrade",
        happenedOn: on,
        reason: "",
        details: { organizationId: one, kind: "general_branch", fullName: `中共${name}`, shortName: name },
      });
    } else {
      await undoSome(history, random, hooks);
    }
  }
  compare(history, random, 6);
  return history;
}

async function undoSome(history: History, random: () => number, hooks?: Hooks): Promise<void> {
  const active = history.steps.filter((it) => it.what === "event" && !it.undone);
  const step = active[Math.max(0, active.length - 1 - Math.floor(random() * 4))];
  if (step?.what !== "event") return;
  const event = history.events.find((it) => it.id === step.id);
  if (!event) return;
  const alive = new Set(active.flatMap((it) => (it.what === "event" ? [it.id] : [])));
  const blocks: Block[] = blocksOf(
    history.zone,
    event,
    history.events.filter((it) => alive.has(it.id)),
    new Map(),
  );
  await hooks?.undo(event.id, blocks.length === 0);
  if (blocks.length > 0) return;
  history.zone = withdrawn(history.zone, event.id, new Map());
  step.undone = true;
  if (treeFaults(history.zone, new Set(step.made)).length > 0) throw new Disagreement("undoing left a broken tree");
}

function note(history: History, on: Day): void {
  for (const at of [addDays(on, -1), on, addDays(on, 30)]) history.days.add(at);
}

function addMember(history: History, newId: () => string, organizationId: string, personId: string, on: Day): void {
  const row: MembershipFact = {
    id: newId(),
    organizationId,
    personId,
    name: personId,
    category: "full",
    gender: "male",
    from: on,
    to: null,
    openedBy: null,
    closedBy: null,
    copyOf: null,
  };
  const movement: MovementFact = {
    id: newId(),
    organizationId,
    personId,
    direction: 1,
    code: "admitted",
    on,
    counterpart: "",
    openedBy: null,
  };
  history.zone = {
    ...history.zone,
    memberships: new Map([...history.zone.memberships, [row.id, row]]),
    movements: new Map([...history.zone.movements, [movement.id, movement]]),
  };
  history.steps.push({ what: "admit", organizationId, personId, on });
  note(history, on);
}

function endMember(history: History, newId: () => string, row: MembershipFact, on: Day): void {
  const movement: MovementFact = {
    id: newId(),
    organizationId: row.organizationId,
    personId: row.personId,
    direction: -1,
    code: "died",
    on,
    counterpart: "",
    openedBy: null,
  };
  history.zone = {
    ...history.zone,
    memberships: new Map([...history.zone.memberships, [row.id, { ...row, to: on }]]),
    movements: new Map([...history.zone.movements, [movement.id, movement]]),
  };
  history.steps.push({ what: "leave", personId: row.personId, on });
  note(history, on);
}

function addPost(history: History, newId: () => string, member: MembershipFact, on: Day): void {
  const row: PostFact = {
    id: newId(),
    organizationId: member.organizationId,
    personId: member.personId,
    name: member.name,
    post: "member",
    from: on,
    to: null,
    openedBy: null,
    closedBy: null,
  };
  history.zone = { ...history.zone, posts: new Map([...history.zone.posts, [row.id, row]]) };
  history.steps.push({ what: "appoint", organizationId: member.organizationId, personId: member.personId, on });
  note(history, on);
}

const total = (zone: Zone, on: Day): number => [...zone.memberships.values()].filter((it) => valid(it, on)).length;

/** The same picture from the rows. */
export function pictureOf(zone: Zone, on: Day): Picture {
  const parents = parentsOn(zone, on);
  const out: Picture = new Map();
  for (const it of zone.organizations.values()) {
    if (it.establishedOn > on || (it.closedOn !== null && it.closedOn <= on)) continue;
    const own = <T extends { organizationId: string; personId: string; from: Day; to: Day | null }>(
      rows: Iterable<T>,
    ): string =>
      [...new Set([...rows].filter((row) => row.organizationId === it.id && valid(row, on)).map((row) => row.personId))]
        .sort()
        .join(" ");
    const name = [...zone.versions.values()]
      .filter((row) => row.organizationId === it.id && valid(row, on))
      .map((row) => row.shortName);
    out.set(it.id, {
      name: name.join("+"),
      parent: parents.get(it.id) ?? null,
      members: own(zone.memberships.values()),
      posts: own(zone.posts.values()),
    });
  }
  return out;
}

function compare(history: History, random: () => number, count: number): void {
  const days = [...history.days].sort();
  const asked: Day[] = [];
  for (let at = 0; at < count; at += 1) {
    const on = days[Math.floor(random() * days.length)];
    if (on) asked.push(on);
  }
  for (const on of asked) same(naive(history.steps, on), pictureOf(history.zone, on), `the picture of ${on}`);
  // Last day's members + in - out = this day's members, at every place.
  const [first, last] = [asked.toSorted()[0], asked.toSorted().at(-1)];
  if (!first || !last) return;
  for (const id of history.zone.organizations.keys()) {
    const at = (on: Day): number =>
      [...history.zone.memberships.values()].filter((it) => it.organizationId === id && valid(it, on)).length;
    const flow = [...history.zone.movements.values()]
      .filter((it) => it.organizationId === id && it.on > first && it.on <= last)
      .reduce((sum, it) => sum + it.direction, 0);
    if (at(first) + flow !== at(last))
      throw new Disagreement(
        `the identity of ${id} from ${first} to ${last}: ${at(first)} + ${flow} is not ${at(last)}`,
      );
  }
}

function same(a: unknown, b: unknown, what: string): void {
  const left = canonical(a);
  const right = canonical(b);
  if (left !== right) throw new Disagreement(`${what}:\n${left}\n${right}`);
}

function canonical(value: unknown): string {
  const ordered = (entries: [unknown, unknown][]): [unknown, unknown][] =>
    entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return JSON.stringify(value, (_, it: unknown) => {
    if (it instanceof Map) return ordered([...it]);
    return typeof it === "object" && it !== null && !Array.isArray(it) ? ordered(Object.entries(it)) : it;
  });
}
