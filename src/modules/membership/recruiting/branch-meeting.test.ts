import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { act, ask } from "#platform/doing.ts";
import { day } from "#shared/day.ts";
import { minutesOf } from "../meetings/papers.ts";
import { recordHeld, recordMeeting } from "../meetings/record-acts.ts";
import { meetingView } from "../meetings/views.ts";
import { enterRoster } from "../roster/entry.ts";
import { standingZone, type Zone } from "../roster.fixture.ts";
import { enterCase, recordStep, withdrawRecord } from "./acts.ts";
import { caseView } from "./case-view.ts";
import type { StepBody } from "./contract.ts";

/** The branch meeting that admits or converts, looked at from the case and from the ledger: one meeting. */

const BRANCH = "东巷村党支部";
const TODAY = day("2026-11-22");
const NAMES = ["谭玉莲", "郑国强", "尹秀兰", "陶建国", "仲维民", "卞春华", "葛永年", "殷桂芳"];

let zone: Zone;
let town: Actor;
let east: Actor;
let branchId = "";
let members: string[] = [];

beforeAll(async () => {
  zone = await standingZone();
  east = await zone.actor("branch_secretary", BRANCH);
  town = await zone.actor("town_officer", "朝云街道党工委");
  branchId = (await zone.place(BRANCH)).id;
  const made = await act(zone.house, zone.system, "membership.import", null, (doing) =>
    enterRoster(doing, {
      organizationId: branchId,
      on: "2020-01-01",
      members: NAMES.map((name) => ({
        name,
        category: "正式党员",
        joinedOn: "2001-07-01",
        fullOn: "2002-07-01",
      })),
    }),
  );
  members = [...made.personIds];
});
afterAll(() => zone?.close());

let nth = 0;
const opinion = "表现良好，继续培养";
/** A case whose pledge form is filled in, with what followed; without, the branch meeting is next. */
async function ready(more: readonly StepBody[] = []): Promise<{ id: string; name: string }> {
  nth += 1;
  const name = `钟晓${"甲乙丙丁戊己庚"[nth]}`;
  const records: StepBody[] = [
    { step: 2, on: "2024-03-20", opinion, particulars: { talkers: "谭玉莲" } },
    { step: 3, on: "2024-09-01", particulars: { manner: "members" } },
    { step: 4, on: "2024-09-10" },
    { step: 5, on: "2024-09-10", particulars: { personIds: members.slice(0, 2) } },
    { step: 6, on: "2025-03-01", opinion },
    { step: 6, on: "2025-09-01", opinion },
    { step: 7, on: "2025-09-05", particulars: { heard: true } },
    { step: 8, on: "2025-09-10" },
    { step: 9, on: "2025-09-10", particulars: { personIds: members.slice(2, 4) } },
    { step: 10, on: "2025-10-01", particulars: { verdict: "qualified" } },
    { step: 11, on: "2025-10-10", particulars: { days: 3 } },
    { step: 12, on: "2025-10-20", particulars: { heard: true } },
    { step: 13, on: "2025-10-30" },
    { step: 14, on: "2025-11-01", particulars: { formNumber: `3207000${nth}` } },
    ...more,
  ];
  const applicant = { name, gender: "女", birthOn: "1996-05-06", education: "大专" };
  const { id } = await act(zone.house, town, "recruiting.enter", null, (doing) =>
    enterCase(doing, { organizationId: branchId, applicant, on: "2024-03-01", records }),
  );
  return { id, name };
}

const VOTE = { present: 6, yes: 5, no: 1, abstain: 0 };
const branch = (id: string, input: StepBody) =>
  act(zone.house, east, "recruiting.record", null, (doing) => recordStep(doing, id, input, "branch"));
const voted = (id: string, on: string, vote: object = {}) =>
  branch(id, { step: 15, on, particulars: { vote: { ...VOTE, ...vote } } });
const caseOf = (id: string) =>
  ask(zone.house, east, "recruiting.read", null, ({ tx }) =>
    caseView({ tx, actor: east, policy: zone.house.policy }, id, TODAY),
  );
const recordOf = async (id: string, step: number) =>
  (await caseOf(id)).records.findLast((it) => it.step === step && it.withdrawnOn === null);
const looking = <T>(work: (it: Parameters<typeof meetingView>[0]) => Promise<T>) =>
  ask(zone.house, east, "meeting.read", null, ({ tx }) =>
    work({ tx, actor: east, policy: zone.house.policy, today: TODAY }),
  );
const ledger = (on: string) =>
  zone.read((tx) =>
    tx
      .selectFrom("meeting")
      .selectAll()
      .where("organizationId", "=", branchId)
      .where("meetsOn", "=", day(on))
      .execute(),
  );
const withdraw = async (id: string) => {
  const record = (await recordOf(id, 15))?.id ?? "";
  await act(zone.house, east, "recruiting.record", null, (doing) => withdrawRecord(doing, id, record, "票数登记错了"));
};

test("stands in the ledger once, with attendance, votes and minutes, however many were voted on", async () => {
  const [one, two] = [await ready(), await ready()];
  await voted(one.id, "2025-11-08");
  const { id: admitted } = one;
  const meetingId = (await recordOf(admitted, 15))?.meetingId ?? "";
  await voted(two.id, "2025-11-08", { yes: 4, no: 2, writtenYes: 1 });
  expect((await recordOf(two.id, 15))?.meetingId).toBe(meetingId);
  expect((await ledger("2025-11-08")).map((it) => it.id)).toEqual([meetingId]);
  const meeting = await looking((it) => meetingView(it, meetingId));
  expect(meeting).toMatchObject({
    title: "支部党员大会",
    kinds: ["members_meeting"],
    body: "members",
    on: "2025-11-08",
    state: "held",
    told: { expected: 8, present: 6 },
    votes: [
      { caseId: one.id, title: `讨论接收${one.name}为中共预备党员`, entitled: 8, yes: 5, no: 1, carried: true },
      { caseId: two.id, title: `讨论接收${two.name}为中共预备党员`, yes: 4, no: 2, writtenYes: 1, carried: true },
    ],
  });
  const minutes = JSON.stringify(await looking((it) => minutesOf(it, meetingId)));
  expect(minutes).toContain(`讨论接收${two.name}为中共预备党员`);
  expect(minutes).toContain(
    "有表决权的应到会党员8名。表决结果：赞成4票，反对2票，弃权0票；因故未到会的书面意见赞成1份，反对0份，通过。",
  );
  expect((await recordOf(admitted, 14))?.meetingId).toBeNull();
  // Who was there by name is added to that meeting; the votes stay where they are.
  const exceptions = members.slice(0, 2).map((personId) => ({ personId, state: "absent" as const }));
  await act(zone.house, east, "meeting.write", null, (doing) =>
    recordMeeting(doing, meetingId, { place: "党员活动室", exceptions, items: [], reason: "补记到会人员" }),
  );
  const named = await looking((it) => meetingView(it, meetingId));
  expect(named).toMatchObject({ place: "党员活动室", told: null, numbers: { due: 8, presentDue: 6 } });
  expect(named.votes).toHaveLength(2);
});

test("is the meeting that stands there; numbers that differ are told", async () => {
  const exceptions = members.slice(0, 3).map((personId) => ({ personId, state: "absent" as const }));
  const [held] = await act(zone.house, east, "meeting.write", null, (doing) =>
    recordHeld(doing, branchId, [{ kinds: ["members_meeting"], body: "members", on: "2025-11-15", exceptions }]),
  );
  const { id } = await ready();
  const { warnings } = await voted(id, "2025-11-15");
  expect(warnings).toEqual(["这次表决到会6人，会议台账里有表决权的到会5人，请核对"]);
  expect((await recordOf(id, 15))?.meetingId).toBe(held?.id);
  expect(await ledger("2025-11-15")).toHaveLength(1);
  await withdraw(id);
  const left = await looking((it) => meetingView(it, held?.id ?? ""));
  expect(left).toMatchObject({ state: "held", votes: [] });
  expect((await voted(id, "2025-11-15", { present: 5, yes: 5, no: 0 })).warnings).toEqual([]);
});

test("was none when its only vote is taken back, and stands anew when the vote does", async () => {
  const { id } = await ready();
  await voted(id, "2025-11-20");
  const first = (await recordOf(id, 15))?.meetingId;
  await withdraw(id);
  expect(await ledger("2025-11-20")).toMatchObject([{ id: first, recordedOn: null, cancelReason: "票数登记错了" }]);
  await voted(id, "2025-11-20");
  const second = (await recordOf(id, 15))?.meetingId;
  expect(second).not.toBe(first);
  expect((await ledger("2025-11-20")).filter((it) => it.cancelledOn === null)).toMatchObject([{ id: second }]);
});

test("a meeting that converts is one like it, also of a case that is entered from paper", async () => {
  const { id, name } = await ready([{ step: 15, on: "2025-11-21", particulars: { vote: VOTE } }]);
  expect((await ledger("2025-11-21")).map((it) => it.id)).toEqual([(await recordOf(id, 15))?.meetingId]);
  const committee = (input: StepBody) =>
    act(zone.house, town, "recruiting.approve", null, (doing) => recordStep(doing, id, input, "committee"));
  await committee({ step: 16, on: "2025-11-22", opinion, particulars: { talkers: "组织员" } });
  await committee({ step: 17, on: "2025-11-25", particulars: { board: { members: 7, present: 6, yes: 6 } } });
  await branch(id, { step: 22, on: "2026-11-10" });
  await branch(id, { step: 23, on: "2026-11-21", particulars: { outcome: "passed", vote: VOTE } });
  const meetingId = (await recordOf(id, 23))?.meetingId ?? "";
  const meeting = await looking((it) => meetingView(it, meetingId));
  expect(meeting).toMatchObject({ on: "2026-11-21", votes: [{ title: `讨论预备党员${name}的转正`, carried: true }] });
});
