import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { day } from "#shared/day.ts";
import { Browser, freshHouse, type TestHouse } from "#test/house.ts";
import type { TurnView } from "../contract.ts";

/** Whose turn it is: the branch's work is the branch's, decisions are the committee's, what is put off is one's own. */

let it: TestHouse;
const people = new Map<string, Browser>();
beforeAll(async () => {
  it = await freshHouse();
  const app = await it.app();
  for (const [role, at] of [
    ["zone_organiser", "zone"],
    ["town_officer", "town"],
    ["branch_secretary", "branch"],
    ["security_administrator", "zone"],
    ["member", "branch"],
  ] as const) {
    await it.person(role, it.places[at], role);
    const browser = new Browser(app);
    await browser.signIn(role);
    people.set(role, browser);
  }
  await it.house.door.write(systemScope("test"), async (tx) => {
    const term = { organizationId: it.places.branch, orgPath: "/1/2/3/", termNumber: 1, years: 3 };
    await tx
      .insertInto("committeeTerm")
      .values({ id: newId(), ...term, startOn: day("2020-03-01"), dueOn: day("2023-03-01") })
      .execute();
  });
});
afterAll(() => it.close());

async function turn(who: string): Promise<TurnView> {
  const answer = await people.get(who)?.send("GET", "/api/turn");
  expect(answer?.statusCode, answer?.body.slice(0, 300)).toBe(200);
  return answer?.json() as TurnView;
}

async function post(who: string, address: string, body: object, status = 200): Promise<unknown> {
  const answer = await people.get(who)?.send("POST", address, body);
  expect(answer?.statusCode, answer?.body.slice(0, 300)).toBe(status);
  return answer?.body === "" ? null : answer?.json();
}

const term = (of: TurnView) => of.mine.find((line) => line.id === "C19");

test("the branch's own work is the branch's; those above see it as theirs beneath, once", async () => {
  const secretary = await turn("branch_secretary");
  expect(term(secretary)).toMatchObject({
    subject: { id: it.places.branch },
    deadline: "2023-03-01",
    overdue: true,
    approval: false,
    snoozedUntil: null,
  });
  expect(term(secretary)?.days).toBeLessThan(-365);
  expect(secretary.below).toEqual([]);
  for (const above of ["town_officer", "zone_organiser"]) {
    const officer = await turn(above);
    expect(term(officer), above).toBeUndefined();
    expect(
      officer.below.find((line) => line.id === "C19"),
      above,
    ).toMatchObject({ count: 1, overdue: 1, places: 1 });
  }
});

test("what the nearest committee decides is its own, and nobody's further up", async () => {
  const town = await turn("town_officer");
  const zone = await turn("zone_organiser");
  // Who leads a branch of the town is settled by the town.
  const vacancies = (of: TurnView) => of.mine.filter((line) => line.id === "C20").map((line) => line.subject.id);
  expect(vacancies(town)).toContain(it.places.branch);
  expect(vacancies(zone)).not.toContain(it.places.branch);
  for (const of of [town, zone]) {
    const keys = of.mine.map((line) => `${line.deed.address} ${line.why}`);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test("a change that was proposed waits for whoever may decide it, before all that has a day, and opens its dialog", async () => {
  const made = (await post("branch_secretary", "/api/organization-events", {
    kind: "rename",
    happenedOn: "2026-11-01",
    reason: "因工作需要",
    details: {
      organizationId: it.places.branch,
      fullName: "中共新名村支部委员会",
      shortName: "新名村党支部",
    },
  })) as { id: string };
  const deciders = [];
  for (const who of ["town_officer", "zone_organiser"]) {
    const [first] = (await turn(who)).mine;
    if (first?.id === "W-proposal") deciders.push(first);
  }
  expect(deciders).toMatchObject([
    {
      approval: true,
      overdue: false,
      deadline: null,
      deed: { address: `/organization-events/${made.id}?do=approve` },
    },
  ]);
  expect((await turn("branch_secretary")).mine.map((line) => line.id)).not.toContain("W-proposal");
});

test("a line is put off by oneself until a day and taken up again; nobody else's list changes", async () => {
  const key = term(await turn("branch_secretary"))?.key ?? "";
  const reason = "等上级批复后办理";
  for (const until of ["2020-01-01", "2199-01-01"])
    expect(await post("branch_secretary", "/api/turn/snoozes", { key, until, reason }, 422)).toMatchObject({
      type: "/problems/snooze-day",
    });
  const tomorrow = it.house.clock.today().replace(/\d\d$/, "28");
  await post("branch_secretary", "/api/turn/snoozes", { key, until: tomorrow, reason: "等" }, 422);
  await post("branch_secretary", "/api/turn/snoozes", { key: "all", until: tomorrow, reason }, 400);
  await post("branch_secretary", "/api/turn/snoozes", { key, until: tomorrow, reason }, 204);
  // Put off anew, the later day counts.
  await post("branch_secretary", "/api/turn/snoozes", { key, until: tomorrow, reason }, 204);
  const off = await turn("branch_secretary");
  expect(term(off)).toBeUndefined();
  expect(off.snoozed).toMatchObject([{ key, snoozedUntil: tomorrow, snoozeReason: reason }]);
  expect((await turn("town_officer")).below.find((line) => line.id === "C19")).toMatchObject({ count: 1 });
  await post("town_officer", "/api/turn/resumption", { key }, 404);
  await post("branch_secretary", "/api/turn/resumption", { key }, 204);
  await post("branch_secretary", "/api/turn/resumption", { key }, 404);
  expect(term(await turn("branch_secretary"))?.key).toBe(key);
  const told = await it.house.door.read(systemScope("test"), (tx) =>
    tx.selectFrom("auditEvent").select("event").where("event", "like", "assessment.line.%").execute(),
  );
  expect(told.map((line) => line.event).toSorted()).toEqual([
    "assessment.line.resumed",
    "assessment.line.snoozed",
    "assessment.line.snoozed",
  ]);
});

test("those who see no facts about persons have what they confirm and nothing else; a member has no list on the desk", async () => {
  expect(await turn("security_administrator")).toMatchObject({ mine: [], below: [], lately: [] });
  expect((await people.get("member")?.send("GET", "/api/turn"))?.statusCode).toBe(403);
});
