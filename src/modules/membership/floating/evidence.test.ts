import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { act, ask } from "#platform/doing.ts";
import { addDays, type Day, day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { admitToRoster } from "../acts.ts";
import { receiveGift } from "../dues/index.ts";
import { recordHeld } from "../meetings/index.ts";
import { standingZone, TODAY, type Zone } from "../roster.fixture.ts";
import { note, registerOutflow } from "./acts.ts";
import { checks } from "./checks.ts";
import { lastContact } from "./evidence.ts";
import { markLost } from "./loss-acts.ts";
import { caseView } from "./queries.ts";

/** What really happened counts as evidence of contact: who was at a meeting is not silent, whatever the log says. */
const WRITE = "membership.floating.write";
let zone: Zone;
let east: Actor;
let eastId = "";
beforeAll(async () => {
  zone = await standingZone();
  east = await zone.actor("branch_secretary", "东巷村党支部");
  eastId = (await zone.place("东巷村党支部")).id;
});
afterAll(async () => {
  await zone.close();
});

let made = 0;
async function away(name: string): Promise<{ personId: string; id: string }> {
  made += 1;
  const first17 = `32997119740624${String(300 + made)}`;
  const member = { name, gender: "女", idNumber: first17 + checkCharacter(first17), category: "正式党员" };
  const { personId } = await act(zone.house, east, "membership.admit", null, (doing) =>
    admitToRoster(doing, { organizationId: eastId, member, code: "admitted", on: "2020-02-01" }),
  );
  const leaving = { leftOn: "2026-01-10", scope: "other_city", reason: "work_or_trade", destination: "苏州市" };
  const { id } = await act(zone.house, east, WRITE, null, (doing) =>
    registerOutflow(doing, { personId, ...leaving, homeContact: "周书记" }),
  );
  return { personId, id };
}

const deadlines = async (check: string, id: string, on: Day): Promise<(Day | null)[]> => {
  const found = checks.find((one) => one.id === check);
  if (!found) throw new Error(`no check ${check}`);
  const matters = await ask(zone.house, east, WRITE, null, ({ tx }) => found.matters(tx, on));
  return matters.filter((one) => one.subject.id === id).map((one) => one.deadline);
};
const meeting = (on: string, present: readonly string[], absent: readonly string[] = []) =>
  act(zone.house, east, "meeting.write", null, (doing) =>
    recordHeld(doing, eastId, [
      {
        kinds: ["theme_day"],
        body: "members",
        on,
        title: "主题党日",
        exceptions: [
          ...present.map((personId) => ({ personId, state: "present" as const })),
          ...absent.map((personId) => ({ personId, state: "absent" as const })),
        ],
      },
    ]),
  );
const shownDue = async (id: string, on: Day) =>
  (
    await ask(zone.house, east, "membership.read", null, ({ tx }) =>
      caseView({ tx, actor: east, policy: zone.house.policy, keyring: zone.house.keyring }, id, on),
    )
  ).due.map((one) => [one.check, one.deadline]);

describe("attendance", () => {
  it("is contact: the three months run from the meeting, to the day, on the clock and on the page alike", async () => {
    const { id, personId } = await away("辛一");
    const due = day("2026-04-10");
    expect(await deadlines("C27", id, addDays(due, -15))).toEqual([due]);
    await meeting("2026-04-05", [personId]);
    expect(await deadlines("C27", id, due)).toEqual([]);
    const next = day("2026-07-05");
    expect(await deadlines("C27", id, addDays(next, -16))).toEqual([]);
    expect(await deadlines("C27", id, addDays(next, -15))).toEqual([next]);
    expect(await shownDue(id, addDays(next, -15))).toEqual([["C27", next]]);
    expect(await shownDue(id, addDays(next, -16))).toEqual([]);
    // Asked about a day before the meeting, it had not happened yet.
    expect(await deadlines("C27", id, day("2026-04-04"))).toEqual([due]);
  });

  it("keeps nobody from being missed who was absent, or was there before leaving", async () => {
    const { id, personId } = await away("辛二");
    await meeting("2026-01-05", [personId]);
    await meeting("2026-04-05", [], [personId]);
    expect(await deadlines("C27", id, day("2026-04-10"))).toEqual(["2026-04-10"]);
    expect(await deadlines("C28", id, day("2026-05-10"))).toEqual(["2026-07-10"]);
  });

  it("moves the silence of four and six months, and nobody who came is stated lost", async () => {
    const { id, personId } = await away("辛三");
    await meeting("2026-05-20", [personId]);
    expect(await deadlines("C28", id, day("2026-09-19"))).toEqual([]);
    expect(await deadlines("C28", id, day("2026-09-20"))).toEqual(["2026-11-20"]);
    // The page says the same day as the clock, before it and after.
    expect(await shownDue(id, day("2026-09-20"))).toContainEqual(["C28", "2026-11-20"]);
    expect(await shownDue(id, day("2026-11-25"))).toContainEqual(["C28", "2026-11-20"]);
    for (const way of ["phone", "family"])
      await act(zone.house, east, WRITE, null, (doing) =>
        note(doing, id, { kind: "search", content: "没有找到", way, reached: false, on: "2026-11-19" }),
      );
    const lose = (on: string) =>
      act(zone.house, east, WRITE, null, (doing) => markLost(doing, id, { reason: "work_or_trade", on }));
    await expect(lose("2026-11-19")).rejects.toMatchObject({ slug: "floating-not-lost-yet" });
    await lose("2026-11-20");
    const row = await zone.read((tx) =>
      tx.selectFrom("floatingCase").select("lostSince").where("id", "=", id).executeTakeFirstOrThrow(),
    );
    expect(row.lostSince).toBe("2026-05-20");
  });
});

describe("dues that were paid", () => {
  it("end the silence of C28, but are no conversation for C27", async () => {
    const { id, personId } = await away("辛四");
    await act(zone.house, east, "dues.entry.write", null, (doing) =>
      receiveGift(doing, { personId, paidFen: 5_000, paidOn: "2026-09-01", channel: "wechat" }),
    );
    expect(await deadlines("C28", id, day("2026-08-31"))).toEqual(["2026-07-10"]);
    expect(await deadlines("C28", id, day("2026-09-01"))).toEqual([]);
    expect(await deadlines("C28", id, TODAY)).toEqual([]);
    expect(await deadlines("C28", id, day("2027-01-01"))).toEqual(["2027-03-01"]);
    expect(await deadlines("C27", id, TODAY)).toEqual(["2026-04-10"]);
  });
});

it("the later of the log and a meeting holds; nothing at all is nothing", () => {
  const paidOn = day("2026-11-01");
  const on = day("2026-05-01");
  expect(lastContact(null, { attendedOn: null, paidOn })).toBeNull();
  expect(lastContact(on, { attendedOn: null, paidOn })).toBe(on);
  expect(lastContact(null, { attendedOn: on, paidOn })).toBe(on);
  expect(lastContact(on, { attendedOn: addDays(on, 1), paidOn })).toBe("2026-05-02");
  expect(lastContact(addDays(on, 2), { attendedOn: addDays(on, 1), paidOn })).toBe("2026-05-03");
});
