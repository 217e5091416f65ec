import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#platform/access/index.ts";
import type { Actor, Role } from "#platform/access/policy.ts";
import { newId } from "#platform/database/ids.ts";
import { covers, EVERYWHERE, exactly, type PathRange, subtree } from "#platform/database/reach.ts";
import { systemScope } from "#platform/database/scope.ts";
import { addDays, type Day } from "#shared/day.ts";
import { type Attacked, fire, nameOf, serverOver } from "#test/security/attack.ts";
import { Dice } from "#test/security/dice.ts";
import { RequestMaker } from "#test/security/requests.ts";
import { type AttackedZone, attackedZone } from "#test/security/zone.ts";
import { slice } from "#test/slice.ts";
import { askingOf, type DueGroup } from "./ask.ts";
import { forgetDue, keepDue } from "./keep.ts";
import { findDue, itemsOf } from "./read.ts";
import { reachOf } from "./touched.ts";

/**
 * The kept list is the asked one: on every day, for everybody, after whatever was done and when nothing was. Acts go through
 * their routes over a zone with rows of every kind.
 */
const SEED = Number(process.env["DUE_SEED"] ?? "7");
/** Acts between two looks, and how often each is tried. */
const AT_ONCE = 8;
const TRIES = 15;

let zone: AttackedZone;
let attacked: Attacked;
beforeAll(async () => {
  zone = await attackedZone();
  attacked = await serverOver(zone, { keep: true });
});
afterAll(async () => {
  await attacked?.close();
  await zone?.database.close();
});

type Said = Record<string, unknown[]>;

const byPath = (a: DueGroup, b: DueGroup) => (a.orgPath < b.orgPath ? -1 : 1);

/** Somebody who holds this role there and nothing else. */
const actorAt = (role: Role, path: string): Actor => ({
  ...systemActor("test"),
  accountId: newId(),
  system: null,
  grants: [{ id: newId(), role, organizationId: null, path }],
});

function actors(): { name: string; actor: Actor; path: string }[] {
  const at = (key: string) => zone.paths.get(key) ?? expect.unreachable(key);
  return [
    { name: "zone", actor: actorAt("zone_organiser", at("zone")), path: at("zone") },
    { name: "town", actor: actorAt("town_officer", at("townA")), path: at("townA") },
    { name: "branch", actor: actorAt("branch_secretary", at("a1")), path: at("a1") },
  ];
}

async function read(actor: Actor, range: PathRange, on: Day): Promise<Said> {
  const { house } = attacked.open;
  return await house.door.read(house.policy.scopeFor(actor, "assessment.due.read"), async (tx) => {
    const found = await findDue(tx, house.checks, { policy: house.policy, actor }, { range, on });
    const items = await itemsOf(
      tx,
      found.flatMap((it) => it.groups),
      on,
    );
    return Object.fromEntries(
      found.map(({ check, groups }) => [
        check.id,
        groups.toSorted(byPath).map((it) => [it.orgPath, it.matters, it.late, it.earliest, items(it)]),
      ]),
    );
  });
}

/** Every check asked of the whole house, and what of it this person may do something about. */
async function asked(actor: Actor, range: PathRange, on: Day): Promise<Said> {
  const { house } = attacked.open;
  const groups = await house.door.read(systemScope("test"), async (tx) =>
    (await askingOf(tx, [EVERYWHERE]))(house.checks, on),
  );
  const said: Said = {};
  for (const check of house.checks) {
    const held = house.policy.placesOf(actor, check.verb);
    if (held.length === 0) continue;
    const covered = (path: string) => covers([range], path) && covers(held, path);
    said[check.id] = groups
      .filter((it) => it.checkId === check.id && covered(it.orgPath))
      .toSorted(byPath)
      .map((it) => [it.orgPath, it.matters, it.late, it.earliest, JSON.parse(JSON.stringify(it.items)) as unknown]);
  }
  return said;
}

async function same(on: Day, why: string): Promise<number> {
  let counted = 0;
  for (const { name, actor, path } of actors()) {
    const expected = await asked(actor, subtree(path), on);
    expect(await read(actor, subtree(path), on), `${why}: ${name} on ${on}`).toEqual(expected);
    counted += Object.values(expected).flat().length;
  }
  return counted;
}

test("kept or asked, the list is the same on every day, within what is kept and beyond, with no act between", async () => {
  const { house } = attacked.open;
  await forgetDue(house);
  const today = house.clock.today();
  expect(await same(today, "nothing kept")).toBeGreaterThan(30);
  expect(await keepDue(house)).toBeGreaterThan(5);
  expect(await keepDue(house)).toBe(0);
  for (const days of [0, 1, 2, 3, 40, -1, -366]) await same(addDays(today, days), "kept");
});

test("midnight moves nothing, and what is kept no longer is asked until it is kept again", async () => {
  const { house } = attacked.open;
  await forgetDue(house);
  await keepDue(house);
  const today = house.clock.today();
  for (const days of [1, 2, 3]) {
    zone.clock.move(addDays(today, days));
    await same(addDays(today, days), `${days} days later`);
  }
  expect(await keepDue(house)).toBeGreaterThan(5);
  await same(addDays(today, 4), "kept anew");
  zone.clock.move(today);
  await forgetDue(house);
});

test("after acts of every kind the list is the asked one, before and after they are taken in", {
  timeout: 600_000,
}, async () => {
  const { house } = attacked.open;
  const today = house.clock.today();
  const maker = new RequestMaker(zone, house.registers);
  const dice = new Dice(SEED);
  const acts = attacked.routes.filter(
    (it) => it.kind === "deed" && !/session|password|factor|notices|views|snoozes|export$/.test(it.path),
  );
  const callers = zone.attackers.filter((it) => /^(zone_organiser|town_officer|branch_secretary)-/.test(it.name));
  expect(callers.length).toBeGreaterThan(3);
  const routes = slice("due", acts, 4, nameOf).toSorted(() => dice.next() - 0.5);
  const done = new Set<string>();
  for (let from = 0; from < routes.length; from += AT_ONCE) {
    await keepDue(house);
    const told: string[] = [];
    for (const route of routes.slice(from, from + AT_ONCE)) {
      for (let nth = 0; nth < TRIES; nth += 1) {
        const made = maker.make(route, dice, dice.pick(["a1", "b1", "townA"]), { aimed: dice.chance(0.5) });
        if ((await fire(attacked.app, made, dice.pick(callers))).statusCode >= 300) continue;
        told.push(nameOf(route));
        break;
      }
    }
    for (const it of told) done.add(it);
    if (told.length === 0) continue;
    const on = addDays(today, dice.below(3));
    await same(on, `not taken in: ${told.join(", ")}`);
    await keepDue(house);
    await same(on, `taken in: ${told.join(", ")}`);
  }
  expect(done.size).toBeGreaterThan(routes.length / 5);
});

test("what an event touches: its place and its people, all beneath, everything, or nothing", () => {
  const it = { orgPath: "/1/2/", persons: ["p"] };
  const everything = { range: EVERYWHERE, persons: [] };
  expect(reachOf({ ...it, event: "dues.entry.made" })).toEqual({ range: exactly("/1/2/"), persons: ["p"] });
  expect(reachOf({ ...it, event: "some.new.thing" })).toEqual({ range: exactly("/1/2/"), persons: ["p"] });
  expect(reachOf({ ...it, event: "membership.meeting.imported" })).toEqual({ range: subtree("/1/2/"), persons: ["p"] });
  expect(reachOf({ ...it, event: "membership.import.changed" })).toEqual({ range: subtree("/1/2/"), persons: ["p"] });
  expect(reachOf({ ...it, persons: null, event: "dues.profile.set" })).toEqual(everything);
  expect(reachOf({ ...it, event: "organization.event.in-force" })).toEqual(everything);
  expect(reachOf({ ...it, event: "workday.year.entered" })).toEqual(everything);
  expect(reachOf({ ...it, event: "access.session.begun" })).toBeNull();
});
