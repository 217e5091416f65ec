import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { ask } from "#platform/doing.ts";
import { shapeOf } from "#platform/http/shape.ts";
import { day } from "#shared/day.ts";
import { type DuesHouse, duesHouse, EAST, SALT } from "../dues/dues.fixture.ts";
import { closeMembership, openRow, reopenRow } from "../roster/rows.ts";
import { checks } from "./checks.ts";
import type { HeldBody, PlanBody, StandingBody } from "./contract.ts";
import { minutesOf, sheetOf } from "./papers.ts";
import { memberMeetings, ownMeetings } from "./person.ts";
import { declareStanding, endStanding, excuseOwn, recordTalk, withdrawTalk } from "./person-acts.ts";
import { answerJoint, cancelMeeting, changePlan, inviteAll, planMeetings, restoreMeeting } from "./plan-acts.ts";
import { attendanceOf, heldOn, lastAttendedOn } from "./queries.ts";
import { recordHeld, recordMeeting, recordOneHeld } from "./record-acts.ts";
import { routes } from "./routes.ts";
import { completeOwnTask, completeTask, reopenTask, withdrawTask } from "./task-acts.ts";
import { meetingView, proposal, rollView } from "./views.ts";
import { heatView, yearView } from "./year.ts";

/** A branch of four: three full members and a probationary one (赵桂芳). */
let house: DuesHouse;
let salt: Actor;
let saltId: string;
beforeAll(async () => {
  house = await duesHouse();
  salt = await house.zone.actor("branch_secretary", SALT);
  saltId = (await house.zone.place(SALT)).id;
});
afterAll(() => house.zone.close());

const id = (name: string): string => house.people[name] ?? "";
const WRITE = "meeting.write";
const TODAY = "2026-11-22";
const write = <T>(work: Parameters<typeof house.doing<T>>[2], on = TODAY, by = house.east) =>
  house.doing(by, WRITE, work, on);
const look = <T>(work: (it: Parameters<typeof meetingView>[0]) => Promise<T>, on = TODAY, by = house.east) =>
  ask({ ...house.zone.house, clock: fixedClock(day(on)) }, by, "meeting.read", null, ({ tx, actor, today }) =>
    work({ tx, actor, policy: house.zone.house.policy, today }),
  );
const view = (meeting: string, on = TODAY, by = house.east) => look((it) => meetingView(it, meeting), on, by);
const themeDay: PlanBody = { kinds: ["theme_day"], body: "members", on: "2026-12-10" };
const plan = async (input: Partial<PlanBody> = {}, more: object = {}, on = TODAY) =>
  (
    await write(
      (it) => planMeetings(it, { organizationId: house.eastId, meetings: [{ ...themeDay, ...input }], ...more }),
      on,
    )
  ).ids[0] ?? "";
const held = async (input: Partial<HeldBody> = {}, on = TODAY) =>
  (
    await write(
      (it) =>
        recordHeld(it, house.eastId, [
          { kinds: ["members_meeting"], body: "members", on: "2026-11-10", exceptions: [], ...input },
        ]),
      on,
    )
  )[0] ?? { id: "", warnings: [] };
const matters = (check: string, on: string) =>
  house.zone.read(async (tx) => (await checks.find((each) => each.id === check)?.matters(tx, day(on))) ?? []);
const ofEast = async (check: string, on: string) =>
  (await matters(check, on)).filter((it) => it.organizationId === house.eastId).map((it) => it.why);

describe("a plan", () => {
  it("serves several kinds, names itself, and knows when its topic was set", async () => {
    const meeting = await plan({ kinds: ["theme_day", "members_meeting", "party_lecture"], topic: "学习党章" });
    const it = await view(meeting);
    expect(it).toMatchObject({ title: "支部党员大会暨党课暨主题党日", state: "planned", topicBeforehand: true });
    expect(it.numbers).toMatchObject({ expected: 4, due: 3, needed: 2 });
  });

  it("refuses what cannot be: kinds apart, days gone, groups nobody is in, no committee, another's branch", async () => {
    const refusal = (input: Partial<PlanBody>) => plan(input).catch((fault: unknown) => fault);
    expect(await refusal({ kinds: ["committee_meeting", "theme_day"] })).toMatchObject({ slug: "meeting-kinds" });
    expect(await refusal({ on: "2026-11-21" })).toMatchObject({ slug: "meeting-past" });
    expect(await refusal({ on: "2028-01-01" })).toMatchObject({ slug: "meeting-far" });
    expect(await refusal({ starts: "20:00", ends: "19:00" })).toMatchObject({ slug: "meeting-times" });
    expect(await refusal({ kinds: ["group_meeting"], body: "group", groupName: "第九党小组" })).toMatchObject({
      slug: "meeting-group",
    });
    expect(await refusal({ kinds: ["committee_meeting"], body: "committee" })).toMatchObject({
      slug: "meeting-no-committee",
    });
    const stranger = write(
      (it) => planMeetings(it, { organizationId: house.eastId, meetings: [themeDay] }),
      TODAY,
      salt,
    );
    await expect(stranger).rejects.toMatchObject({ slug: "absent" });
  });

  it("is changed with a reason once people were called, and keeps what stood", async () => {
    const meeting = await plan({ place: "党员活动室" });
    expect(await write((it) => inviteAll(it, meeting))).toMatchObject({ called: 4 });
    const later = { ...themeDay, on: "2026-12-12" };
    await expect(write((it) => changePlan(it, meeting, later))).rejects.toMatchObject({ slug: "reason-needed" });
    await write((it) => changePlan(it, meeting, { ...later, reason: "礼堂当天有事" }));
    const it = await view(meeting);
    expect(it.on).toBe("2026-12-12");
    expect(it.revisions).toMatchObject([{ reason: "礼堂当天有事", lines: ["2026-12-10，党员活动室"] }]);
  });

  it("is cancelled with a reason and restored; the former plan stands again", async () => {
    const meeting = await plan();
    await expect(write((it) => cancelMeeting(it, meeting, "  "))).rejects.toMatchObject({ slug: "reason-needed" });
    await write((it) => cancelMeeting(it, meeting, "大雪封路不开"));
    expect(await view(meeting)).toMatchObject({ state: "cancelled", can: { record: false, restore: true } });
    await expect(write((it) => inviteAll(it, meeting))).rejects.toMatchObject({ slug: "meeting-cancelled" });
    await write((it) => restoreMeeting(it, meeting));
    expect((await view(meeting)).state).toBe("planned");
    await expect(write((it) => restoreMeeting(it, meeting))).rejects.toMatchObject({ slug: "meeting-not-cancelled" });
  });
});

describe("a record", () => {
  it("has all there but those who were not, and takes its quorum from those with a vote", async () => {
    const made = await held({
      exceptions: [
        { personId: id("孙得福"), state: "excused", reason: "因病" },
        { personId: id("宋春生"), state: "absent" },
      ],
      hours: 2,
    });
    const it = await view(made.id);
    expect(it.numbers).toMatchObject({ expected: 4, present: 2, excused: 1, absent: 1, due: 3, presentDue: 1 });
    expect(it.numbers.reached).toBe(false);
    expect(it.people.map((each) => `${each.name}${each.stateTerm}${each.reason}`).toSorted()).toEqual([
      "孙得福请假因病",
      "宋春生缺席",
      "谭玉莲到会",
      "赵桂芳到会",
    ]);
    expect(it.people.find((each) => each.name === "赵桂芳")?.votes).toBe(false);
  });

  it("warns when a decision lacks a quorum, refuses more votes than people", async () => {
    const exceptions = ["孙得福", "宋春生"].map((name) => ({ personId: id(name), state: "absent" as const }));
    const item = { title: "通过发展计划", decision: "同意", vote: { yes: 1, no: 0, abstain: 0 } };
    const made = await held({ on: "2026-11-11", exceptions, items: [item] });
    expect(made.warnings).toHaveLength(2);
    expect(made.warnings[0]).toContain("不足2名");
    const many = held({ on: "2026-11-11", items: [{ ...item, vote: { yes: 3, no: 1, abstain: 0 } }] });
    await expect(many).rejects.toMatchObject({ slug: "meeting-vote" });
    await expect(held({ on: "2026-11-23" })).rejects.toMatchObject({ slug: "meeting-ahead" });
    const stranger = held({ exceptions: [{ personId: saltId, state: "absent" }] });
    await expect(stranger).rejects.toMatchObject({ slug: "meeting-stranger" });
  });

  it("is put right with a reason; what stood before is kept, and the minutes stay where nothing is said of them", async () => {
    const { id: meeting } = await held({
      on: "2026-11-12",
      items: [
        {
          title: "环境整治",
          decision: "分片包干",
          tasks: [{ what: "清理河沟", personId: id("谭玉莲"), dueOn: "2026-12-01" }],
        },
      ],
    });
    const absent = [{ personId: id("谭玉莲"), state: "absent" as const }];
    const again = (reason?: string) =>
      write((it) => recordMeeting(it, meeting, { exceptions: absent, ...(reason === undefined ? {} : { reason }) }));
    await expect(again()).rejects.toMatchObject({ slug: "reason-needed" });
    await again("谭玉莲当天没有到会");
    const it = await view(meeting);
    expect(it.numbers.absent).toBe(1);
    expect(it.items.map((each) => each.title)).toEqual(["环境整治"]);
    expect(it.tasks.map((each) => each.what)).toEqual(["清理河沟"]);
    expect(it.revisions[0]).toMatchObject({ reason: "谭玉莲当天没有到会" });
    expect(it.revisions[0]?.lines.join("；")).toContain("到会4人");
    // A correction that rewrites the minutes withdraws what is left out.
    await write((each) =>
      recordMeeting(each, meeting, { exceptions: absent, reason: "事项登记有误", items: [{ title: "环境整治" }] }),
    );
    expect((await view(meeting)).tasks.map((each) => each.withdrawnOn)).toEqual([TODAY]);
  });

  it("keeps the excuse a member gave beforehand", async () => {
    const meeting = await plan({ on: "2026-11-25" });
    await write((it) => inviteAll(it, meeting));
    const song = { ...house.east, personId: id("宋春生") };
    const own = () => ownMeetings({ ...house.zone.house, clock: fixedClock(day(TODAY)) }, song, day(TODAY));
    expect((await own()).coming.find((it) => it.id === meeting)).toMatchObject({ state: "invited", canExcuse: true });
    const excuse = (by: Actor, reason: string) => house.doing(by, "own", (it) => excuseOwn(it, meeting, reason), TODAY);
    await expect(excuse(song, " ")).rejects.toMatchObject({ slug: "meeting-empty" });
    await expect(excuse(house.east, "别人的会")).rejects.toMatchObject({ slug: "absent" });
    await excuse(song, "外出看病");
    expect((await own()).coming.find((it) => it.id === meeting)).toMatchObject({ state: "excused", canExcuse: false });
    await write((it) => recordMeeting(it, meeting, { exceptions: [] }), "2026-11-25");
    const line = (await view(meeting, "2026-11-25")).people.find((it) => it.name === "宋春生");
    expect(line).toMatchObject({ state: "excused", reason: "外出看病", bySelf: true });
  });
});

describe("those who stand otherwise", () => {
  it.each(["on_probation", "detained"])("are told where %s is entered, by the route", async (reason) => {
    const route = routes.find((it) => it.method === "POST" && it.path === "/api/meeting-standings");
    const sent = { personId: id("孙得福"), reason, from: "2026-08-01" };
    const body = shapeOf(route?.body ?? Type.Never()).read(sent) as StandingBody;
    await expect(write((it) => declareStanding(it, body))).rejects.toMatchObject({
      slug: "meeting-standing-restricted",
      faults: [{ pointer: "/reason" }],
    });
  });

  it("are declared once, not missed, and expected again when it ends", async () => {
    const declare = (from: string, to?: string) =>
      write((it) =>
        declareStanding(it, {
          personId: id("孙得福"),
          reason: "old",
          from,
          approval: "云开组〔2026〕9号",
          ...(to === undefined ? {} : { to }),
        }),
      );
    const standing = await declare("2026-08-01");
    await expect(declare("2026-10-01")).rejects.toMatchObject({ slug: "meeting-stands-already" });
    await expect(declare("2026-07-01", "2026-06-30")).rejects.toMatchObject({ slug: "meeting-standing-ends" });
    const { id: meeting } = await held({ on: "2026-09-10" });
    expect((await view(meeting)).numbers).toMatchObject({ expected: 3, present: 3, exempt: 1, due: 2 });
    const before = await held({ on: "2026-07-10" });
    expect((await view(before.id)).numbers).toMatchObject({ expected: 4, due: 3 });
    await write((it) => endStanding(it, standing.id, "2026-11-01"));
    expect((await view((await held({ on: "2026-11-02" })).id)).numbers).toMatchObject({ expected: 4, exempt: 0 });
    await expect(write((it) => endStanding(it, standing.id, TODAY))).rejects.toMatchObject({
      slug: "meeting-standing-over",
    });
  });
});

describe("tasks", () => {
  it("are done with a note, reopened and withdrawn with a reason, and late ones are told", async () => {
    const { id: meeting } = await held({
      on: "2026-11-01",
      items: [{ title: "老路灯", tasks: [{ what: "更换路灯", personName: "村电工", dueOn: "2026-11-15" }] }],
    });
    const task = (await view(meeting)).tasks[0];
    expect(task).toMatchObject({ personName: "村电工", late: true });
    expect(await ofEast("C16-tasks", TODAY)).toEqual(["村电工：更换路灯（2026-11-15前完成）"]);
    const taskId = task?.id ?? "";
    const stranger = { ...house.east, personId: id("宋春生") };
    await expect(house.doing(stranger, "own", (it) => completeOwnTask(it, taskId, "不是我的"))).rejects.toMatchObject({
      slug: "absent",
    });
    await write((it) => completeTask(it, taskId, { note: "已更换12盏" }));
    expect(await ofEast("C16-tasks", TODAY)).toEqual([]);
    await expect(write((it) => withdrawTask(it, taskId, "不再需要了"))).rejects.toMatchObject({
      slug: "meeting-task-ended",
    });
    await write((it) => reopenTask(it, taskId, "有两盏没换"));
    await write((it) => withdrawTask(it, taskId, "并入镇里工程"));
    expect(await ofEast("C16-tasks", TODAY)).toEqual([]);
    const early = held({ items: [{ title: "早", tasks: [{ what: "做", personName: "谁", dueOn: "2026-11-09" }] }] });
    await expect(early).rejects.toMatchObject({ slug: "meeting-task-due" });
    const nobody = held({ items: [{ title: "无", tasks: [{ what: "做", dueOn: "2026-12-09" }] }] });
    await expect(nobody).rejects.toMatchObject({ slug: "meeting-task-who" });
  });
});

describe("a joint meeting", () => {
  it("is one event with a part and a quorum for each branch, which is asked and answers for itself", async () => {
    const meeting = await plan({ on: "2026-12-20" }, { withOrganizationIds: [saltId] });
    const it = await view(meeting);
    expect(it.parts.map((each) => [each.organizationName, each.stateTerm])).toEqual([
      [EAST, "待召开"],
      [SALT, "待答复"],
    ]);
    const part = it.parts[1]?.id ?? "";
    // The one who convenes sees that the part is there, and records nothing for it.
    await expect(write((each) => recordMeeting(each, part, { exceptions: [] }))).rejects.toMatchObject({
      slug: "absent",
    });
    const asked = (await matters("C16-record", TODAY)).filter((each) => each.organizationId === saltId);
    expect(asked).toMatchObject([{ subject: { id: part } }]);
    await write((each) => answerJoint(each, part, true), TODAY, salt);
    await expect(
      write((each) => changePlan(each, part, { ...themeDay, reason: "换个时间开" }), TODAY, salt),
    ).rejects.toMatchObject({ slug: "meeting-not-convening" });
    await write((each) => changePlan(each, meeting, { ...themeDay, on: "2026-12-21" }));
    expect(await view(part, TODAY, salt)).toMatchObject({ on: "2026-12-21", convenes: false, state: "planned" });
    await expect(view(meeting, TODAY, salt)).rejects.toMatchObject({ slug: "absent" });
    await write((each) => cancelMeeting(each, meeting, "合开改为分开"));
    expect((await view(part, TODAY, salt)).state).toBe("cancelled");
    await write((each) => restoreMeeting(each, meeting));
    expect((await view(part, TODAY, salt)).state).toBe("planned");
  });

  it("is of whole branches only, and not with oneself", async () => {
    const alone = plan({}, { withOrganizationIds: [house.eastId] });
    await expect(alone).rejects.toMatchObject({ slug: "meeting-joint-self" });
  });
});

describe("talks", () => {
  it("lie between two, and can be withdrawn with a reason", async () => {
    const talk = (more: object) =>
      write((it) => recordTalk(it, { personId: id("赵桂芳"), content: "近期思想和工作情况", ...more }));
    await expect(talk({ talkerId: id("赵桂芳") })).rejects.toMatchObject({ slug: "meeting-self" });
    await expect(talk({})).rejects.toMatchObject({ slug: "meeting-talk-who" });
    const made = await talk({ talkerId: id("谭玉莲"), on: "2026-10-10" });
    const mine = await look((it) => memberMeetings(it, id("谭玉莲")));
    expect(mine.talks).toMatchObject([{ id: made.id, withName: "赵桂芳" }]);
    await write((it) => withdrawTalk(it, made.id, "重复登记了"));
    expect((await look((it) => memberMeetings(it, id("谭玉莲")))).talks[0]?.withdrawn).toBe(true);
  });
});

describe("the year", () => {
  it("shows what is there and what is missing, and proposes the rest", async () => {
    const it = await look((each) => yearView(each, house.eastId, 2026));
    expect(it.branch).toBe(true);
    const july = it.months[6];
    expect(july?.needs.find((need) => need.kind === "theme_day")?.state).toBe("missing");
    expect(it.months[8]?.needs.find((need) => need.kind === "members_meeting")?.state).toBe("held");
    expect(it.months[5]?.needs.find((need) => need.kind === "members_meeting")?.state).toBe("missing");
    const rest = await look((each) => proposal(each, { organizationId: house.eastId, year: 2027, day: 15 }));
    expect(rest.meetings).toHaveLength(12);
    expect(rest.meetings.every((each) => each.on.endsWith("-15"))).toBe(true);
    const heat = await look((each) => heatView(each, house.eastId, 2026));
    expect(heat.rows.map((row) => row.name)).toEqual([EAST]);
    expect(heat.rows[0]?.months[6]).toMatchObject({ meetings: 1, missing: ["主题党日"] });
    const roll = await look((each) =>
      rollView(each, { organizationId: house.eastId, body: "members", on: "2026-11-10" }),
    );
    expect(roll.people).toHaveLength(4);
  });

  it("gives other slices attendance, the last day of organisation life, and what was held", async () => {
    const period = { from: day("2026-01-01"), to: day("2026-12-31") };
    const [attended, last, meetings] = await house.zone.read(async (tx) => [
      await attendanceOf(tx, [id("谭玉莲")], period),
      await lastAttendedOn(tx, [id("谭玉莲")], day(TODAY)),
      await heldOn(tx, house.eastId, "members_meeting", period),
    ]);
    expect(attended.get(id("谭玉莲"))?.present).toBeGreaterThan(3);
    expect(attended.get(id("谭玉莲"))?.hours).toBe(2);
    expect(last.get(id("谭玉莲"))).toBe("2026-11-11");
    expect(meetings[0]?.meetsOn).toBe("2026-11-12");
  });
});

describe("the clock", () => {
  it("tells of a quarter without a members' meeting, and no longer once it was held", async () => {
    expect(await ofEast("C14", "2026-12-20")).toEqual([]);
    expect(await ofEast("C14", "2027-03-20")).toEqual(["2027年第1季度还没有党员大会的记录"]);
    expect(await ofEast("C14", "2027-04-10")).toEqual(["2027年第1季度还没有党员大会的记录"]);
    expect(await ofEast("C14", "2027-05-10")).toEqual([]);
  });

  it("tells of theme days, what is asked once a year, study and records that wait", async () => {
    expect(await ofEast("C16", "2026-10-25")).toEqual(["2026年10月还没有主题党日的记录"]);
    expect(await ofEast("C17", "2026-09-30")).toEqual([]);
    expect((await ofEast("C17", TODAY))[0]).toContain("组织生活会、民主评议党员、谈心谈话、书记讲党课");
    await held({ kinds: ["organization_life", "members_appraisal"], on: "2026-11-20" });
    expect((await ofEast("C17", TODAY))[0]).toBe("2026年还没有谈心谈话、书记讲党课的记录");
    expect(await ofEast("C22", TODAY)).toEqual([]);
    const behind = await ofEast("C22", "2027-06-20");
    expect(behind).toHaveLength(1);
    // Whoever's row began anew in the year, for what it says had changed, has stood in the branch all the while.
    await house.zone.house.door.write(systemScope("test"), async (tx) => {
      const open = await openRow(tx, id("孙得福"));
      if (open === null) throw new Error("孙得福 stands on no roster");
      await closeMembership(tx, open, day("2027-03-01"));
      await reopenRow(tx, open, { validFrom: day("2027-03-01"), flowDestination: "江苏省苏州市" });
    });
    expect(await ofEast("C22", "2027-06-20")).toEqual(behind);
    const late = await plan({ on: "2026-11-23", topic: "学习" });
    expect((await matters("C16-record", "2026-11-24")).map((it) => it.subject.id)).toContain(late);
    expect((await matters("C16", TODAY)).map((it) => it.subject.id)).not.toContain(late);
  });
});

describe("papers", () => {
  it("are filled in from the record, and the sheet from who is called", async () => {
    const { id: meeting } = await held({
      on: "2026-11-13",
      place: "村部",
      exceptions: [{ personId: id("孙得福"), state: "excused", reason: "因事" }],
      items: [
        {
          title: "集体收入分配",
          dissent: "有一名党员建议缓议",
          decision: "按方案执行",
          vote: { yes: 2, no: 0, abstain: 0 },
        },
      ],
    });
    const paper = await look((it) => minutesOf(it, meeting));
    const text = JSON.stringify(paper);
    for (const words of ["村部", "孙得福（因事）", "有一名党员建议缓议", "赞成2票", "按方案执行", "2026年11月13日"])
      expect(text).toContain(words);
    const record = await look((it) => meetingView(it, meeting));
    const present = record.people.flatMap((it) => (it.state === "present" ? [it.name] : []));
    expect(present.length).toBe(record.numbers.present);
    const fields = paper.blocks.flatMap((it) => (it.kind === "fields" ? it.fields : []));
    expect(fields.find((it) => it.term === "到会人员")?.text).toBe(present.join("、"));
    const sheet = await look(async (it) => sheetOf(it, await plan()));
    expect(sheet.blocks.find((it) => it.kind === "table")).toMatchObject({ rows: { length: 4 } });
  });
});

describe("one like it on the same day", () => {
  const one = (more: Partial<HeldBody> = {}) =>
    write((it) =>
      recordOneHeld(it, {
        organizationId: house.eastId,
        kinds: ["party_lecture", "theme_day"],
        body: "members",
        on: "2026-11-11",
        exceptions: [],
        ...more,
      }),
    );
  it("is asked about, and recorded when there were two", async () => {
    const { id: first } = await one();
    await expect(one()).rejects.toMatchObject({ slug: "meeting-again", status: 409 });
    await expect(one({ kinds: ["theme_day", "party_lecture"] })).rejects.toMatchObject({ slug: "meeting-again" });
    await expect(one({ another: false })).rejects.toMatchObject({ slug: "meeting-again" });
    const { id: second } = await one({ another: true });
    expect(second).not.toBe(first);
  });
  it("is something else of other kinds, on another day, or when the first was called off", async () => {
    await one({ kinds: ["theme_day"] });
    await one({ on: "2026-11-12" });
    const planned = await plan({ on: "2026-11-13" }, {}, "2026-11-01");
    await expect(one({ kinds: ["theme_day"], on: "2026-11-13" })).rejects.toMatchObject({
      slug: "meeting-again",
      detail: expect.stringContaining("已经有安排") as unknown,
    });
    await write((it) => cancelMeeting(it, planned, "因天气改期"));
    await one({ kinds: ["theme_day"], on: "2026-11-13" });
  });
});
