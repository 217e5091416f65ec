import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { proposeEvent } from "#modules/organization/index.ts";
import type { Actor } from "#platform/access/policy.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import { addMonths, type Day, day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { admitToRoster, leaveRoster } from "../acts.ts";
import { yearBooks } from "../queries.ts";
import { enterRoster } from "../roster/entry.ts";
import { standingZone, type Zone } from "../roster.fixture.ts";
import { yearlyDifference } from "../rules.ts";
import { acceptTransfer, handOver } from "../transfers/hand-over-acts.ts";
import { endCase, enterCase, moveCase, openCase, recordStep, withdrawRecord } from "./acts.ts";
import { caseView, votersView } from "./case-view.ts";
import { checks } from "./checks.ts";
import type { ApprovalBody, Particulars, StepBody } from "./contract.ts";
import { documentOf, documentOfRecord } from "./documents.ts";
import { isKept, PAPERS, stepOf } from "./path.ts";
import { setPlan } from "./plan-acts.ts";
import { follow, halfYearFigures, lastHalfYear, mapOn } from "./queries.ts";
import { constraintProblems } from "./zh.ts";

const BRANCH = "东巷村党支部";
const OTHER = "西诸村党支部";

let zone: Zone;
let east: Actor;
let town: Actor;
let salt: Actor;
let branchId = "";
let voters: string[] = [];

beforeAll(async () => {
  zone = await standingZone();
  const parent = await zone.read(async (tx) => {
    const { path } = await zone.place(BRANCH);
    const rows = await tx
      .selectFrom("organizationVersion")
      .select(["shortName", "orgPath"])
      .where("validTo", "is", null)
      .execute();
    return rows.find((it) => it.orgPath === path.replace(/[^/]+\/$/u, ""))?.shortName ?? "";
  });
  east = await zone.actor("branch_secretary", BRANCH);
  town = await zone.actor("town_officer", parent);
  salt = await zone.actor("branch_secretary", "盐坨社区党支部");
  branchId = (await zone.place(BRANCH)).id;
  voters = await enter(BRANCH, ["谭玉莲", "郑国强", "尹秀兰", "陶建国", "仲维民", "卞春华", "葛永年", "殷桂芳"]);
  await enter(OTHER, ["龚学文", "祁兰英", "束长根"]);
});
afterAll(() => zone?.close());

async function enter(place: string, names: readonly string[]): Promise<string[]> {
  const { id } = await zone.place(place);
  const member = (name: string) => ({ name, category: "正式党员", joinedOn: "2001-07-01", fullOn: "2002-07-01" });
  const { personIds } = await act(zone.house, zone.system, "membership.import", null, (doing) =>
    enterRoster(doing, { organizationId: id, on: "2020-01-01", members: names.map(member) }),
  );
  return [...personIds];
}

let nth = 0;
const open = (by: Actor = east, on = "2023-03-01", more: Record<string, unknown> = {}) =>
  act(zone.house, by, "recruiting.open", null, (doing) => {
    nth += 1;
    const applicant = {
      name: `申请人${"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"[nth] ?? "某"}`,
      gender: "女",
      birthOn: "1996-05-06",
      education: "大专",
      job: "农民",
    };
    return openCase(doing, { organizationId: branchId, applicant, on, ...more });
  });
const branch = (id: string, input: StepBody, by: Actor = east) =>
  act(zone.house, by, "recruiting.record", null, (doing) => recordStep(doing, id, input, "branch"));
const committee = (id: string, input: ApprovalBody, by: Actor = town) =>
  act(zone.house, by, "recruiting.approve", null, (doing) => recordStep(doing, id, input, "committee"));
const view = (id: string, by: Actor = east, on: Day = zone.house.clock.today()) =>
  ask(zone.house, by, "recruiting.read", null, ({ tx }) =>
    caseView({ tx, actor: by, policy: zone.house.policy }, id, on),
  );

const VOTE = { present: 6, yes: 6, no: 0, abstain: 0 };
const BOARD = { members: 7, present: 6, yes: 6 };

let forms = 0;
/** What each step is given where nothing special is asked. */
const usual = (step: number): Particulars => {
  const given: Record<number, Particulars> = {
    2: { talkers: "谭玉莲" },
    3: { manner: "members" },
    5: { personIds: voters.slice(0, 2) },
    7: { heard: true },
    9: { personIds: voters.slice(2, 4) },
    10: { verdict: "qualified", conclusion: "政治历史清楚" },
    11: { days: 3 },
    12: { heard: true },
    14: { formNumber: `32070${1_000 + (forms += 1)}` },
    15: { vote: VOTE },
    16: { talkers: "党委组织委员" },
    17: { board: BOARD },
    19: { groupName: "第一党小组" },
    23: { outcome: "passed", vote: VOTE },
    24: { board: BOARD },
    25: { kept: "party", papers: PAPERS.map(([value]) => value) },
  };
  return given[step] ?? {};
};
const DAYS: readonly (readonly [number, string])[] = [
  [2, "2023-03-20"],
  [3, "2023-09-01"],
  [4, "2023-09-10"],
  [5, "2023-09-10"],
  [6, "2024-03-01"],
  [6, "2024-09-01"],
  [7, "2024-09-05"],
  [8, "2024-09-20"],
  [9, "2024-09-20"],
  [10, "2024-10-10"],
  [11, "2024-10-20"],
  [12, "2024-11-01"],
  [13, "2024-11-20"],
  [14, "2024-12-01"],
  [15, "2024-12-10"],
  [16, "2024-12-20"],
  [17, "2025-01-05"],
  [18, "2025-01-10"],
  [19, "2025-01-10"],
  [20, "2025-07-01"],
  [21, "2025-06-10"],
  [22, "2025-12-01"],
  [23, "2025-12-12"],
  [24, "2026-01-08"],
  [25, "2026-02-01"],
];
const body = (step: number, on: string, particulars = usual(step)): StepBody => ({
  step,
  on,
  opinion: "情况属实，表现良好",
  ...(Object.keys(particulars).length === 0 ? {} : { particulars }),
});
const until = (step: number) => DAYS.filter(([it]) => it <= step);

/** Records all steps up to one, each by the one who does it. */
async function walk(id: string, to: number, from = 2): Promise<void> {
  for (const [step, on] of until(to).filter(([it]) => it >= from)) {
    const input = body(step, on);
    if (stepOf(step).by === "branch") await branch(id, input);
    else await committee(id, input);
  }
}

const personOf = async (id: string): Promise<string> => (await view(id)).personId;
const rosterRow = (personId: string) =>
  zone.read((tx) => tx.selectFrom("membership").selectAll().where("personId", "=", personId).execute());

async function balanced(): Promise<void> {
  for (const year of [2024, 2025, 2026]) {
    const books = await zone.read((tx) => yearBooks(tx, day(`${year}-01-01`), day(`${year}-12-31`)));
    for (const book of books) expect(yearlyDifference(book).value, JSON.stringify(book)).toBe(0);
  }
}

describe("a whole case", () => {
  it("from application to file: the roster follows, the path says who did what when", async () => {
    const { id } = await open();
    expect(await view(id)).toMatchObject({
      stage: "applicant",
      isMember: false,
      next: { step: 2, deadline: "2023-04-01" },
    });
    await walk(id, 16);
    const personId = await personOf(id);
    expect(await rosterRow(personId)).toEqual([]);
    expect(await view(id)).toMatchObject({ stage: "target", next: { step: 17, deadline: "2025-03-10" } });
    await walk(id, 17, 17);
    expect(await rosterRow(personId)).toMatchObject([
      {
        validFrom: "2024-12-10",
        joinedOn: "2024-12-10",
        fullOn: null,
        category: "probationary",
        education: "junior_college",
      },
    ]);
    const probationary = await view(id);
    expect(probationary).toMatchObject({ stage: "probationary", probationEnds: "2025-12-10", isMember: true });
    await walk(id, 25, 18);
    expect(await rosterRow(personId)).toMatchObject([{ fullOn: "2025-12-10", groupName: "第一党小组", validTo: null }]);
    const done = await view(id);
    expect(done).toMatchObject({ stage: "full", endedTerm: "已转正归档", next: null, gaps: [] });
    expect(done.records.map((it) => it.step)).toEqual([
      1,
      ...DAYS.toSorted(([, one], [, other]) => one.localeCompare(other)).map(([it]) => it),
    ]);
    expect(done.records.find((it) => it.step === 15)?.facts[0]?.value).toContain("应到会有表决权的8人，实到6人");
    expect(done.records.find((it) => it.step === 17)?.placeName).not.toBe(BRANCH);
    expect(done.helpers.map((it) => it.partTerm)).toEqual(["培养联系人", "培养联系人", "入党介绍人", "入党介绍人"]);
    await balanced();
    await expect(branch(id, body(21, "2026-03-01"))).rejects.toMatchObject({ slug: "recruiting-ended" });
  });

  it("tells the audit each step, with the person", async () => {
    const events = await zone.read((tx) =>
      tx.selectFrom("auditEvent").select("event").where("event", "like", "recruiting.%").execute(),
    );
    expect(new Set(events.map((it) => it.event))).toEqual(
      new Set(["recruiting.case.opened", "recruiting.step.recorded", "recruiting.step.approved"]),
    );
  });
});

describe("what the rules refuse", () => {
  it("somebody under eighteen, a day to come, a place out of reach", async () => {
    const young = { applicant: { name: "申请人少", birthOn: "2008-01-01" } };
    await expect(open(east, "2025-12-31", young)).rejects.toMatchObject({ slug: "recruiting-under-age" });
    await expect(open(east, "2027-01-01")).rejects.toMatchObject({ slug: "day-in-future" });
    await expect(open(salt)).rejects.toMatchObject({ slug: "absent" });
  });

  it("a step before its ground, before its day, twice, or by the wrong side", async () => {
    const { id } = await open();
    await expect(branch(id, body(3, "2023-09-01"))).rejects.toMatchObject({ slug: "recruiting-order-missing" });
    await expect(branch(id, body(2, "2023-02-01"))).rejects.toMatchObject({ slug: "recruiting-order-early" });
    await branch(id, body(2, "2023-03-20"));
    await expect(branch(id, body(2, "2023-03-21"))).rejects.toMatchObject({ slug: "recruiting-order-done" });
    await expect(branch(id, body(4, "2023-03-21"))).rejects.toMatchObject({ slug: "recruiting-committee-step" });
    await expect(committee(id, body(3, "2023-09-01"))).rejects.toMatchObject({ slug: "recruiting-branch-step" });
    await expect(branch(id, { ...body(5, "2023-09-10"), refused: true })).rejects.toMatchObject({
      slug: "recruiting-order-missing",
    });
  });

  it("all faults of a form at once, each at its field", async () => {
    const { id } = await open();
    const wrong = { step: 2, on: "2023-03-20", particulars: { days: 3 } };
    await expect(branch(id, wrong)).rejects.toMatchObject({
      slug: "recruiting-rejected",
      faults: [{ pointer: "/particulars/days" }, { pointer: "/particulars/talkers" }, { pointer: "/opinion" }],
    });
  });

  it("nobody who was expelled less than five years ago", async () => {
    const first17 = "32997119740624123";
    const idNumber = first17 + checkCharacter(first17);
    const { id: organizationId } = await zone.place(BRANCH);
    const member = { name: "曾受处分", idNumber, category: "正式党员", joinedOn: "2001-07-01", fullOn: "2002-07-01" };
    const { personId } = await act(zone.house, zone.system, "membership.admit", null, (doing) =>
      admitToRoster(doing, { organizationId, member, code: "corrected_in", on: "2020-01-01" }),
    );
    await act(zone.house, zone.system, "membership.leave", null, (doing) =>
      leaveRoster(doing, personId, { code: "expelled", on: "2020-06-01" }),
    );
    const again = (on: string) => open(east, on, { applicant: { name: "曾受处分", idNumber } });
    await expect(again("2025-05-31")).rejects.toMatchObject({ status: 422, slug: "recruiting-expelled" });
    expect((await again("2025-06-01")).warnings.join()).toContain("2020-06-01受到开除党籍处分");
  });

  it("less than a year, too few reviews, helpers who may not help (C03, C04)", async () => {
    const { id } = await open();
    await walk(id, 4);
    const [probationer] = await enter(OTHER, ["别支部党员"]);
    for (const personIds of [[], voters.slice(0, 3), [probationer ?? ""], [newId()]]) {
      await expect(branch(id, body(5, "2023-09-10", { personIds }))).rejects.toMatchObject({
        slug: expect.stringMatching(/recruiting-(helpers|rejected)/u) as string,
      });
    }
    await branch(id, body(5, "2023-09-10"));
    await branch(id, body(6, "2024-03-01"));
    await expect(branch(id, body(7, "2024-08-31"))).rejects.toMatchObject({ slug: "recruiting-year" });
    await expect(branch(id, body(7, "2024-09-05"))).rejects.toMatchObject({ slug: "recruiting-year" });
    await branch(id, body(6, "2024-09-01"));
    await branch(id, body(7, "2024-09-05"));
    expect(await view(id)).toMatchObject({ stage: "target" });
  });

  it("what is early or twice is recorded with a warning (articles 11, 33)", async () => {
    const { id } = await open();
    await walk(id, 5);
    await branch(id, body(6, "2024-02-01"));
    expect((await branch(id, body(6, "2024-02-08"))).warnings.join()).toContain("同一个半年里的考察只算一次");
    expect((await branch(id, body(6, "2024-09-01"))).warnings).toEqual([]);
    await walk(id, 21, 7);
    expect((await branch(id, body(22, "2025-07-02"))).warnings.join()).toContain("转正申请提得过早");
  });

  it("a conversion without oath and observation is warned of (articles 30, 31)", async () => {
    const { id } = await open();
    await walk(id, 17);
    await branch(id, body(22, "2025-12-01"));
    const { warnings } = await branch(id, body(23, "2025-12-12"));
    expect(warnings.join()).toContain("20 入党宣誓、21 继续教育考察");
    const { id: whole } = await open();
    await walk(whole, 22);
    expect((await branch(whole, body(23, "2025-12-12"))).warnings).toEqual([]);
  });

  it("no training, no review; a special case with its reason passes (C05, C06, C07)", async () => {
    const { id } = await open(east, "2023-03-01", { awayPlace: "苏州市姑苏区", leavesOn: "2025-01-10" });
    await walk(id, 9);
    await branch(id, body(10, "2024-10-10", { verdict: "qualified", homeReplied: true }));
    await branch(id, body(11, "2024-10-20", { days: 2 }));
    await branch(id, body(12, "2024-11-01"));
    await expect(committee(id, body(13, "2024-11-20"))).rejects.toMatchObject({ slug: "recruiting-review" });
    expect((await view(id)).hindrances.map((it) => it.what).join()).toContain("居住地");
    const { id: again } = await open();
    await walk(again, 10);
    await branch(again, body(11, "2024-10-20", { days: 2 }));
    await branch(again, body(12, "2024-11-01"));
    await expect(committee(again, body(13, "2024-11-20"))).rejects.toMatchObject({ slug: "recruiting-training" });
    const { warnings } = await committee(again, body(13, "2024-11-20", { specialCase: "驻外执行任务，随后补训" }));
    expect(warnings).toEqual([]);
  });

  it("a review that concludes 不合格, until another concludes otherwise (article 16)", async () => {
    const { id } = await open();
    await walk(id, 9);
    await expect(branch(id, body(10, "2024-10-10", { conclusion: "政治审查不合格" }))).rejects.toMatchObject({
      slug: "recruiting-rejected",
      faults: [{ pointer: "/particulars/verdict" }],
    });
    await branch(id, body(10, "2024-10-10", { verdict: "unqualified" }));
    await branch(id, body(11, "2024-10-20"));
    await expect(branch(id, body(12, "2024-11-01"))).rejects.toMatchObject({
      slug: "recruiting-review",
      provision: { id: "recruiting-16" },
    });
    expect((await view(id)).hindrances.map((it) => it.what).join()).toContain("不合格");
    await branch(id, body(10, "2024-10-30", { verdict: "qualified" }));
    await branch(id, body(12, "2024-11-01"));
    await committee(id, body(13, "2024-11-20"));
  });

  it("a pledge form whose number somebody else has; taken back, it is free again", async () => {
    const { id } = await open();
    await walk(id, 13);
    await branch(id, body(14, "2024-12-01", { formNumber: "329999001" }));
    const { id: other } = await open();
    await walk(other, 13);
    const second = () => branch(other, body(14, "2024-12-01", { formNumber: " 329999001 " }));
    await expect(second()).rejects.toMatchObject({ constraint: "recruiting_record_form_number" });
    expect(constraintProblems.recruiting_record_form_number.slug).toBe("recruiting-form-taken");
    const last = (await view(id)).records.at(-1)?.id ?? "";
    await act(zone.house, east, "recruiting.record", null, (doing) => withdrawRecord(doing, id, last, "编号登记错了"));
    await second();
  });

  it("a vote that cannot be, and one that is lost (C08)", async () => {
    const { id } = await open();
    await walk(id, 14);
    const vote = (more: object) => branch(id, body(15, "2024-12-10", { vote: { ...VOTE, ...more } }));
    await expect(vote({ present: 9 })).rejects.toMatchObject({ slug: "recruiting-ballot" });
    await expect(vote({ yes: 7 })).rejects.toMatchObject({ slug: "recruiting-ballot" });
    const stranger = { excluded: [{ personId: newId(), reason: "discipline" as const }] };
    await expect(vote(stranger)).rejects.toMatchObject({ slug: "recruiting-ballot" });
    const { warnings } = await vote({ present: 4, yes: 4 });
    expect(warnings).toHaveLength(1);
    expect(await view(id)).toMatchObject({ stage: "target", next: { step: 15 } });
    // With two left out of the count for a reason, four of six are enough.
    const excluded = voters.slice(0, 2).map((personId) => ({ personId, reason: "discipline" as const }));
    expect((await vote({ present: 4, yes: 4, excluded })).warnings).toEqual([]);
    expect((await view(id)).records.at(-1)?.facts.at(-1)?.value).toContain("受留党察看处分");
  });

  it("an approver without the power, a committee without a majority, six months gone (C09, C10)", async () => {
    const { id } = await open();
    await walk(id, 16);
    await expect(committee(id, { ...body(17, "2025-01-05"), approverId: branchId })).rejects.toMatchObject({
      slug: "recruiting-approver",
    });
    await expect(committee(id, body(17, "2025-01-05"), salt)).rejects.toMatchObject({ slug: "absent" });
    const weak = { board: { members: 8, present: 8, yes: 4 } };
    await expect(committee(id, body(17, "2025-01-05", weak))).rejects.toMatchObject({ slug: "recruiting-board" });
    await expect(committee(id, body(17, "2025-06-11"))).rejects.toMatchObject({ slug: "recruiting-late" });
    expect((await committee(id, body(17, "2025-03-11"))).warnings).toHaveLength(1);
  });

  it("conversion before its day, an extension too short; after an extension it ends later (C11, C12)", async () => {
    const { id } = await open();
    await walk(id, 22);
    await expect(branch(id, body(23, "2025-12-09"))).rejects.toMatchObject({ slug: "recruiting-probation" });
    const extend = (months: number) => body(23, "2025-12-12", { outcome: "extended", months, vote: VOTE });
    await expect(branch(id, extend(5))).rejects.toMatchObject({ slug: "recruiting-extension" });
    await branch(id, extend(6));
    await committee(id, body(24, "2026-01-08"));
    expect(await view(id)).toMatchObject({ stage: "probationary", probationEnds: "2026-06-10" });
    await branch(id, body(22, "2026-06-01"));
    await expect(
      branch(id, body(23, "2026-06-12", { outcome: "extended", months: 6, vote: VOTE })),
    ).rejects.toMatchObject({ slug: "recruiting-extension" });
    await branch(id, body(23, "2026-06-12"));
    await committee(id, body(24, "2026-07-01"));
    expect(await rosterRow(await personOf(id))).toMatchObject([{ fullOn: "2026-06-10" }]);
  });

  it("a cancellation takes them off the roster and ends the case", async () => {
    const { id } = await open();
    await walk(id, 22);
    await branch(id, body(23, "2025-12-12", { outcome: "cancelled", vote: VOTE }));
    await committee(id, body(24, "2026-01-08"));
    expect(await rosterRow(await personOf(id))).toMatchObject([{ validTo: "2026-01-08", fullOn: null }]);
    expect(await view(id)).toMatchObject({ endedTerm: "已取消预备党员资格", isMember: false });
    await balanced();
  });
});

describe("the text of May 2026", () => {
  const moved = (months: number) =>
    until(9).map(([step, on]) => [step, addMonths(day(on), months)] as const satisfies readonly [number, Day]);
  /** A case whose target is decided around the day on which the text was replaced: 20 months after the usual one. */
  const begun = async () => {
    const { id } = await open(east, "2024-11-01");
    for (const [step, on] of moved(20).filter(([it]) => it < 7)) {
      if (stepOf(step).by === "branch") await branch(id, body(step, on));
      else await committee(id, body(step, on));
    }
    return id;
  };

  it("a target of the day before needs no 公示, one of its day five working days of it (C03)", async () => {
    // 端午节 of 2026 falls on a Friday.
    await zone.house.door.write(systemScope("test"), async (tx) => {
      await tx
        .insertInto("workdayYear")
        .values({ year: 2026, basis: "放假安排", enteredBy: "test", enteredAt: new Date() })
        .execute();
      await tx
        .insertInto("workday")
        .values({ day: day("2026-06-19"), year: 2026, works: false })
        .execute();
    });
    const id = await begun();
    const target = (on: string, more: Particulars = {}) => branch(id, body(7, on, { heard: true, ...more }));
    await expect(target("2026-05-18")).rejects.toMatchObject({
      slug: "recruiting-notice",
      faults: [{ pointer: "/particulars/noticeFrom" }],
      provision: { id: "recruiting-2026-13-notice", confirmed: false },
    });
    const short = { noticeFrom: "2026-06-15", noticeTo: "2026-06-19" };
    await expect(target("2026-06-22", short)).rejects.toMatchObject({ slug: "recruiting-notice" });
    await target("2026-06-23", { ...short, noticeTo: "2026-06-22" });
    expect((await view(id)).records.at(-1)?.facts.map((it) => it.value)).toContain("2026-06-22");
    const { id: before } = { id: await begun() };
    await branch(before, body(7, "2026-05-17", { heard: true }));
    expect(await view(before)).toMatchObject({ stage: "target" });
  });

  it("a meeting more than a month after the preview and a late oath are recorded with a warning", async () => {
    const id = await begun();
    const at = async (step: number, on: string, particulars = usual(step)) =>
      stepOf(step).by === "branch"
        ? await branch(id, body(step, on, particulars))
        : await committee(id, body(step, on, particulars));
    await at(7, "2026-05-17");
    for (const step of [8, 9, 10, 11, 12]) await at(step, "2026-05-20");
    await at(13, "2026-06-01");
    await at(14, "2026-06-02");
    expect((await view(id, east, day("2026-06-02"))).next).toMatchObject({ step: 15, deadline: "2026-07-01" });
    const c08 = checks.find((it) => it.id === "C08");
    const due = await zone.read(async (tx) => (await c08?.matters(tx, day("2026-06-21"))) ?? []);
    expect(due.find((it) => it.subject.id === id)?.deadline).toBe("2026-07-01");
    expect((await at(15, "2026-07-02")).warnings.join()).toContain("2026-07-01以前召开");
    await at(16, "2026-07-03");
    await at(17, "2026-07-10");
    expect((await at(20, "2026-08-11")).warnings.join()).toContain("2026-08-10以前进行");
    const refusal = act(zone.house, town, "recruiting.approve", null, (doing) =>
      recordStep(doing, id, { ...body(18, "2026-07-20"), refused: true }, "committee"),
    );
    await expect(refusal).rejects.toMatchObject({ slug: "recruiting-no-refusal" });
  });

  it("papers cite the text of the day on which the step was done", async () => {
    const id = await begun();
    await branch(id, body(7, "2026-05-17"));
    await committee(id, body(8, "2026-05-17"));
    await branch(id, body(10, "2026-05-17"));
    const paper = () =>
      ask(zone.house, east, "recruiting.read", null, ({ tx }) => documentOf(tx, id, 10, day("2026-11-22")));
    expect(JSON.stringify(await paper())).toContain("《中国共产党发展党员工作细则》（2014年）");
    await branch(id, body(10, "2026-05-18"));
    expect(JSON.stringify(await paper())).toContain("《中国共产党发展党员工作细则》（2026年修订）");
  });
});

describe("records entered in error", () => {
  it("are withdrawn from the last one on, and stay to be seen", async () => {
    const { id } = await open();
    await walk(id, 5);
    const records = (await view(id)).records;
    const take = (recordId: string, reason = "日期登记错了") =>
      act(zone.house, east, "recruiting.record", null, (doing) => withdrawRecord(doing, id, recordId, reason));
    await expect(take(records[1]?.id ?? "")).rejects.toMatchObject({ slug: "recruiting-not-last" });
    await expect(take(records.at(-1)?.id ?? "", "错")).rejects.toMatchObject({ slug: "reason-needed" });
    await take(records.at(-1)?.id ?? "");
    await expect(take(records.at(-1)?.id ?? "")).rejects.toMatchObject({ slug: "recruiting-withdrawn" });
    const after = await view(id);
    expect(after.records.at(-1)).toMatchObject({ withdrawnReason: "日期登记错了" });
    expect(after.next?.step).toBe(5);
    expect(after.helpers.every((it) => it.validTo === it.validFrom)).toBe(true);
  });

  it("but not once the roster says so", async () => {
    const { id } = await open();
    await walk(id, 17);
    const last = (await view(id)).records.at(-1)?.id ?? "";
    await expect(
      act(zone.house, east, "recruiting.record", null, (doing) => withdrawRecord(doing, id, last, "登记错了人")),
    ).rejects.toMatchObject({ slug: "recruiting-settled" });
  });
});

describe("a case goes where the person goes", () => {
  it("with an activist who is handed over, their time counted on (article 12)", async () => {
    const { id } = await open();
    await walk(id, 6);
    const to = await zone.place(OTHER);
    const move = (by: Actor) =>
      act(zone.house, by, "recruiting.move", null, (doing) => moveCase(doing, id, { toOrganizationId: to.id }));
    await expect(move(salt)).rejects.toThrow();
    await move(town);
    await expect(view(id)).rejects.toMatchObject({ slug: "absent" });
    const west = await zone.actor("branch_secretary", OTHER);
    const there = await view(id, west);
    expect(there).toMatchObject({ organizationName: OTHER, next: { step: 7 } });
    await branch(id, body(7, "2024-09-05"), west);
    await balanced();
  });

  it("with a member who is transferred, and with a branch that is merged into another", async () => {
    const { id } = await open();
    await walk(id, 19);
    const personId = await personOf(id);
    const to = await zone.place("沙口村党支部");
    const { ids } = await act(zone.house, east, "membership.transfer", null, (doing) =>
      handOver(doing, { personIds: [personId], toOrganizationId: to.id, on: "2025-08-01" }),
    );
    await act(zone.house, zone.system, "membership.transfer", null, (doing) =>
      acceptTransfer(doing, ids[0] ?? "", { on: "2025-08-10" }),
    );
    const where = () =>
      zone.read((tx) =>
        tx
          .selectFrom("recruitingCase as c")
          .innerJoin("recruitingRecord as r", "r.caseId", "c.id")
          .innerJoin("person as p", "p.id", "c.personId")
          .select(["c.orgPath", "r.orgPath as recordPath", "p.orgPath as personPath", "c.organizationId"])
          .where("c.id", "=", id)
          .execute(),
      );
    const together = async (): Promise<string> => {
      const rows = await where();
      expect(rows.length).toBeGreaterThan(5);
      expect(new Set(rows.flatMap((it) => [it.orgPath, it.recordPath, it.personPath])).size).toBe(1);
      return rows[0]?.orgPath ?? "";
    };
    expect(await together()).toBe(to.path);
    const into = await zone.place("盐坨社区党支部");
    await act(zone.house, zone.system, "organization.event.propose", null, (doing) =>
      proposeEvent(doing, {
        kind: "merge",
        happenedOn: "2026-05-01",
        reason: "村居撤并",
        details: { sourceIds: [to.id], into: { organizationId: into.id } },
      }),
    );
    const merged = await together();
    expect(merged.startsWith(into.path)).toBe(true);
    // The new branch goes on with the case; the time counts from the meeting at the first one.
    expect(await view(id, salt)).toMatchObject({ stage: "probationary", probationEnds: "2025-12-10" });
    await branch(id, body(22, "2026-05-02"), salt);
  });

  it("of an applicant whose branch was closed, at what took over", async () => {
    const { id: other } = await zone.place("新田村党支部");
    const { id } = await act(zone.house, zone.system, "recruiting.open", null, (doing) =>
      openCase(doing, { organizationId: other, applicant: { name: "申请人新" }, on: "2026-01-10" }),
    );
    const into = await zone.place("刘庄村党支部");
    await act(zone.house, zone.system, "organization.event.propose", null, (doing) =>
      proposeEvent(doing, {
        kind: "merge",
        happenedOn: "2026-06-01",
        reason: "村居撤并",
        details: { sourceIds: [other], into: { organizationId: into.id } },
      }),
    );
    const there = await zone.actor("branch_secretary", "刘庄村党支部");
    expect(await view(id, there)).toMatchObject({ organizationName: "刘庄村党支部", next: { step: 2 } });
    await branch(id, body(2, "2026-06-10"), there);
  });
});

describe("cases kept on paper", () => {
  const records = () => until(22).map(([step, on]) => body(step, on));
  it("are entered whole, by the same rules, and enter the roster", async () => {
    const entry = { organizationId: branchId, applicant: { name: "申请人补" }, on: "2023-03-01", records: records() };
    const { id } = await act(zone.house, town, "recruiting.enter", null, (doing) => enterCase(doing, entry));
    expect(await view(id)).toMatchObject({ stage: "probationary", isMember: true, next: { step: 23 } });
    expect((await view(id)).helpers).toHaveLength(4);
    const bad = { ...entry, records: records().filter((it) => it.step !== 6) };
    await expect(
      act(zone.house, town, "recruiting.enter", null, (doing) => enterCase(doing, bad)),
    ).rejects.toMatchObject({ slug: "recruiting-order-missing" });
    await balanced();
  });

  it("of a member on the roster leave the roster as it is", async () => {
    const [personId = ""] = await enter(BRANCH, ["补档党员"]);
    const entry = { organizationId: branchId, personId, on: "2023-03-01", records: records() };
    const { warnings } = await act(zone.house, town, "recruiting.enter", null, (doing) => enterCase(doing, entry));
    expect(warnings.join()).toContain("2001-07-01");
    expect(await rosterRow(personId)).toHaveLength(1);
    await expect(
      act(zone.house, town, "recruiting.enter", null, (doing) => enterCase(doing, entry)),
    ).rejects.toMatchObject({ slug: "recruiting-case-open" });
    await expect(
      act(zone.house, town, "recruiting.enter", null, (doing) =>
        enterCase(doing, { ...entry, applicant: { name: "又一人" } }),
      ),
    ).rejects.toMatchObject({ slug: "recruiting-who" });
  });
});

test("a case that goes no further is ended with its reason; a new one may begin", async () => {
  const { id } = await open();
  await walk(id, 3);
  const end = (on: string, note = "本人不愿意继续") =>
    act(zone.house, east, "recruiting.record", null, (doing) => endCase(doing, id, { on, note }));
  await expect(end("2023-08-01")).rejects.toMatchObject({ slug: "recruiting-order-early" });
  await end("2024-01-01");
  expect(await view(id)).toMatchObject({ endedTerm: "已终止", next: null, hindrances: [] });
  const { id: probationary } = await open();
  await walk(probationary, 17);
  await expect(
    act(zone.house, east, "recruiting.record", null, (doing) => endCase(doing, probationary, { note: "本人不愿意" })),
  ).rejects.toMatchObject({ slug: "recruiting-end-member" });
});

test("the clocks show what is due on its day, and nothing that is done", async () => {
  const due = async (id: string, on: string, caseId: string) => {
    const check = checks.find((it) => it.id === id);
    const found = await zone.read(async (tx) => (await check?.matters(tx, day(on))) ?? []);
    return found.find((it) => it.subject.id === caseId)?.deadline;
  };
  const { id } = await open(east, "2023-03-01");
  expect(await due("C01", "2023-03-21", id)).toBeUndefined();
  expect(await due("C01", "2023-03-22", id)).toBe("2023-04-01");
  await walk(id, 5);
  expect(await due("C01", "2023-04-02", id)).toBeUndefined();
  expect(await due("C02", "2024-02-14", id)).toBeUndefined();
  expect(await due("C02", "2024-02-15", id)).toBe("2024-03-01");
  await walk(id, 15, 6);
  expect(await due("C02", "2025-02-15", id)).toBeUndefined();
  expect(await due("C10", "2025-02-07", id)).toBeUndefined();
  expect(await due("C10", "2025-02-08", id)).toBe("2025-03-10");
  await walk(id, 17, 16);
  expect(await due("C10", "2025-02-08", id)).toBeUndefined();
  expect(await due("C11", "2025-10-25", id)).toBeUndefined();
  expect(await due("C11", "2025-10-26", id)).toBe("2025-12-10");
  await walk(id, 24, 18);
  expect(await due("C11", "2026-02-01", id)).toBeUndefined();
  expect(await due("C13", "2026-02-01", id)).toBeNull();
  await branch(id, body(25, "2026-02-01", { kept: "party", papers: ["form"] }));
  expect(await due("C13", "2026-02-01", id)).toBeNull();
  await branch(id, body(25, "2026-02-02"));
  expect(await due("C13", "2026-02-02", id)).toBeUndefined();
});

test("plans: the parts never exceed the whole, whoever sets them, and are followed from facts", async () => {
  const zoneId = await zone.read(async (tx) => {
    const root = await tx
      .selectFrom("organization")
      .select(["id", "orgPath"])
      .orderBy("orgPath")
      .executeTakeFirstOrThrow();
    return root.id;
  });
  const set = (organizationId: string, quota: number, by: Actor = zone.system, more = {}) =>
    act(zone.house, by, "recruiting.plan", null, (doing) =>
      setPlan(doing, { organizationId, year: 2024, quota, ...more }),
    );
  await set(zoneId, 5);
  await set(branchId, 3, town, { women: 2, college: 1 });
  const { id: other } = await zone.place("盐坨社区党支部");
  await expect(set(other, 3)).rejects.toMatchObject({ slug: "recruiting-quota" });
  await expect(set(branchId, 6, town)).rejects.toMatchObject({ slug: "recruiting-quota" });
  await expect(set(zoneId, 2)).rejects.toMatchObject({ slug: "recruiting-quota-below" });
  await expect(set(branchId, 3, town, { women: 4 })).rejects.toMatchObject({ slug: "recruiting-structure" });
  await expect(set(branchId, 3, town, { version: 7 })).rejects.toMatchObject({ slug: "recruiting-changed" });
  await set(other, 2);
  const followed = await ask(zone.house, town, "recruiting.read", null, ({ tx }) =>
    follow(tx, 2024, zone.house.clock.today(), () => true),
  );
  const row = followed.rows.find((it) => it.organizationId === branchId);
  expect(row?.plan).toMatchObject({ quota: 3, women: 2 });
  expect(row?.counts.admitted).toBeGreaterThan(3);
  expect(row?.counts.women).toBeGreaterThan(0);
  expect(followed.rows.some((it) => it.organizationId === other)).toBe(false);
});

test("the map counts by stage as of a day; what one may not see is not counted", async () => {
  const sum = (rows: Awaited<ReturnType<typeof mapOn>>) =>
    rows.reduce((all, it) => all + it.applicant + it.activist + it.target + it.probationary + it.full, 0);
  const seen = (by: Actor, on: string) =>
    ask(zone.house, by, "recruiting.read", null, ({ tx }) => mapOn(tx, null, day(on)));
  expect(sum(await seen(town, "2026-11-22"))).toBeGreaterThan(5);
  expect(sum(await seen(town, "2022-01-01"))).toBe(0);
  expect((await seen(town, "2024-01-01")).some((it) => it.activist > 0)).toBe(true);
  expect((await seen(salt, "2026-11-22")).every((it) => it.organizationName !== BRANCH)).toBe(true);
});

test("half-years and their figures", async () => {
  expect(lastHalfYear(day("2026-06-30"))).toEqual({ from: "2025-07-01", to: "2025-12-31" });
  expect(lastHalfYear(day("2026-07-01"))).toEqual({ from: "2026-01-01", to: "2026-06-30" });
  const values = await zone.read(async (tx) => {
    const out: number[] = [];
    for (const it of halfYearFigures(tx, day("2025-02-01"))) out.push((await it.query.executeTakeFirst())?.value ?? 0);
    return out;
  });
  const [all = 0, women = 0, college = 0] = values;
  expect(all).toBeGreaterThan(5);
  expect(women).toBeLessThanOrEqual(all);
  expect(college).toBeGreaterThan(0);
});

describe("a paper that was issued", () => {
  const paper = (id: string, recordId: string, by: Actor = east) =>
    ask(zone.house, by, "recruiting.read", null, ({ tx }) =>
      documentOfRecord(tx, id, recordId, zone.house.clock.today()),
    );
  const lastPaper = async (id: string, step: number, by: Actor = east) => {
    const record = (await view(id)).records.findLast((it) => it.step === step);
    expect(record?.document).not.toBeNull();
    return await paper(id, record?.id ?? "", by);
  };
  /** The meeting on a conversion, at which all who may vote are there and agree. */
  const resolve = async (id: string, on: string, more: Particulars) => {
    const { full } = await ask(zone.house, east, "recruiting.read", null, ({ tx }) =>
      votersView(tx, id, day(on), zone.house.clock.today()),
    );
    const present = full.filter((it) => !it.suspended).length;
    return await branch(id, body(23, on, { ...more, vote: { present, yes: present, no: 0, abstain: 0 } }));
  };
  const wordsOf = (it: Awaited<ReturnType<typeof paper>>) => JSON.stringify(it.blocks);

  it("批复 of an admission: from which day to which, to the branch, without numbers of votes in it", async () => {
    const { id } = await open();
    await walk(id, 16);
    await committee(id, { ...body(17, "2025-01-05"), documentNumber: "朝云党〔2025〕3号" });
    const made = await lastPaper(id, 17);
    expect(made).toMatchObject({ number: "朝云党〔2025〕3号" });
    expect(made.title).toMatch(/^关于接收申请人.同志为预备党员的批复$/u);
    const [addressee, received, decided] = made.blocks;
    expect(addressee).toMatchObject({ text: expect.stringMatching(/^中共.*支部委员会：$|东巷村/u) as string });
    expect(received).toMatchObject({ text: expect.stringContaining("2024年12月10日支部大会") as string });
    expect(decided).toMatchObject({
      text: expect.stringContaining("预备期自2024年12月10日起至2025年12月10日止。") as string,
    });
    const cutAt = made.blocks.findIndex((it) => it.kind === "cut");
    expect(JSON.stringify(made.blocks.slice(0, cutAt))).not.toContain("到会委员");
    expect(JSON.stringify(made.blocks.slice(cutAt))).toContain("到会委员");
  });

  it("is the same for ever: an extension, another name and a handed-on case change nothing of it", async () => {
    const { id } = await open();
    await walk(id, 22);
    const before = { admission: await lastPaper(id, 17), resolution: await lastPaper(id, 15) };
    await resolve(id, "2025-12-12", { outcome: "extended", months: 6 });
    await committee(id, body(24, "2026-01-08"));
    const extension = await lastPaper(id, 24);
    expect(extension.title).toMatch(/^关于延长申请人.同志预备期的批复$/u);
    expect(wordsOf(extension)).toContain("延长预备期6个月，至2026年6月10日止");
    const extended = (await view(id)).records.findLast((it) => it.step === 24)?.id ?? "";
    await zone.house.door.write(systemScope("test-zone"), async (tx) => {
      await tx.updateTable("recruitingCase").set({ personName: "改名以后" }).where("id", "=", id).execute();
    });
    expect(await lastPaper(id, 17)).toEqual(before.admission);
    expect(await lastPaper(id, 15)).toEqual(before.resolution);
    await branch(id, body(22, "2026-06-01"));
    await resolve(id, "2026-06-12", { outcome: "passed" });
    await committee(id, body(24, "2026-07-01"));
    const conversion = await lastPaper(id, 24);
    expect(conversion.title).toBe("关于改名以后同志转为正式党员的批复");
    expect(wordsOf(conversion)).toContain("在延长的预备期满后转为中共正式党员，党龄从2026年6月10日算起");
    expect(await paper(id, extended)).toEqual(extension);
  });

  it("of a conversion in time, of a cancellation and of a refusal says what was decided", async () => {
    const { id } = await open();
    await walk(id, 22);
    await resolve(id, "2025-12-12", { outcome: "passed" });
    expect(wordsOf(await lastPaper(id, 23))).toContain("按期转为中共正式党员，党龄从2025年12月10日算起");
    await committee(id, { ...body(24, "2026-01-05", {}), refused: true, opinion: "考察材料不全。" });
    const refusal = await lastPaper(id, 24);
    expect(refusal.title).toMatch(/^关于不同意申请人.同志按期转为正式党员的批复$/u);
    expect(wordsOf(refusal)).toContain("不同意支部大会的决议。理由：考察材料不全。");
    await resolve(id, "2026-01-06", { outcome: "passed" });
    await committee(id, body(24, "2026-01-08"));
    const inTime = await lastPaper(id, 24);
    expect(inTime.title).toMatch(/^关于申请人.同志按期转为正式党员的批复$/u);
    expect(wordsOf(inTime)).toContain("按期转为中共正式党员，党龄从2025年12月10日算起");
    const { id: other } = await open();
    await walk(other, 22);
    await resolve(other, "2025-12-12", { outcome: "cancelled" });
    await committee(other, body(24, "2026-01-08"));
    const cancelled = await lastPaper(other, 24);
    expect(cancelled.title).toMatch(/^关于取消申请人.同志预备党员资格的批复$/u);
    expect(wordsOf(cancelled)).toContain("同意申请人");
    expect(wordsOf(cancelled)).toContain("取消预备党员资格。");
  });

  it("of records from before papers were kept, and of a case entered from paper, is drawn as of its record", async () => {
    const { id } = await open();
    await walk(id, 22);
    await resolve(id, "2025-12-12", { outcome: "extended", months: 6 });
    await committee(id, body(24, "2026-01-08"));
    const kept = await lastPaper(id, 17);
    await zone.house.door.write(systemScope("test-zone"), async (tx) => {
      await tx.updateTable("recruitingRecord").set({ paper: null }).where("caseId", "=", id).execute();
    });
    // Drawn by the committee, whose seal it bears; a branch reads the names above it shortened.
    expect(await lastPaper(id, 17, town)).toEqual(kept);
    expect(wordsOf(await lastPaper(id, 17))).toContain("预备期自2024年12月10日起至2025年12月10日止");
    expect(wordsOf(await lastPaper(id, 24))).toContain("延长预备期6个月，至2026年6月10日止");
    const records = until(22).map(([step, on]) => body(step, on));
    const entry = { organizationId: branchId, applicant: { name: "申请人档" }, on: "2023-03-01", records };
    const { id: entered } = await act(zone.house, town, "recruiting.enter", null, (doing) => enterCase(doing, entry));
    expect(wordsOf(await lastPaper(entered, 17))).toContain("预备期自2024年12月10日起至2025年12月10日止");
    const rows = await zone.read((tx) =>
      tx.selectFrom("recruitingRecord").select(["step", "paper"]).where("caseId", "=", entered).execute(),
    );
    for (const it of rows) expect(it.paper !== null, `step ${it.step}`).toBe(isKept(stepOf(it.step)));
  });

  it("is no paper of somebody else's case, of a step by one's own hand, or of a record taken back", async () => {
    const { id } = await open();
    await walk(id, 4);
    const { id: other } = await open();
    const records = (await view(id)).records;
    const [first, , , fourth] = records;
    await expect(paper(id, first?.id ?? "")).rejects.toMatchObject({ slug: "absent" });
    await expect(paper(other, fourth?.id ?? "")).rejects.toMatchObject({ slug: "absent" });
    await expect(paper(id, fourth?.id ?? "", salt)).rejects.toMatchObject({ slug: "absent" });
    await paper(id, fourth?.id ?? "");
    await act(zone.house, town, "recruiting.record", null, (doing) =>
      withdrawRecord(doing, id, fourth?.id ?? "", "日期登记错了"),
    );
    await expect(paper(id, fourth?.id ?? "")).rejects.toMatchObject({ slug: "absent" });
  });

  it("reports, notices and the oath have their text", async () => {
    const { id } = await open();
    await walk(id, 20);
    const draft = (step: number) =>
      ask(zone.house, east, "recruiting.read", null, ({ tx }) => documentOf(tx, id, step, day("2026-11-22")));
    expect(wordsOf(await draft(18))).toContain("预备期自2024年12月10日起至2025年12月10日止。现报请备案。");
    expect(wordsOf(await draft(19))).toContain("第一党小组，请按时参加组织生活");
    expect(wordsOf(await draft(20))).toContain("我志愿加入中国共产党");
  });
});

test("papers are filled in with what is known; those by one's own hand are not made", async () => {
  const { id } = await open();
  await walk(id, 15);
  const paper = (step: number) =>
    ask(zone.house, east, "recruiting.read", null, ({ tx }) => documentOf(tx, id, step, day("2026-11-22")));
  const text = JSON.stringify(await paper(15));
  expect(text).toContain("2024年12月10日");
  expect(text).toMatch(/应到会有表决权的\d+人，实到6人/u);
  expect(text).toContain("同意接收");
  expect(JSON.stringify(await paper(17))).toContain("________");
  await expect(paper(1)).rejects.toMatchObject({ slug: "absent" });
  expect(
    (
      await ask(zone.house, east, "recruiting.read", null, ({ tx }) =>
        votersView(tx, id, day("2024-12-10"), day("2026-11-22")),
      )
    ).full.length,
  ).toBeGreaterThanOrEqual(8);
});

test("forms of a branch hold every half-year, who is asked about, and the meeting with its count", async () => {
  const { id } = await open();
  await walk(id, 14);
  const on = day("2026-11-22");
  const blocks = async (step: number) =>
    (await ask(zone.house, east, "recruiting.read", null, ({ tx }) => documentOf(tx, id, step, on))).blocks;
  const termsOf = (of: Awaited<ReturnType<typeof blocks>>) =>
    of.flatMap((it) => (it.kind === "fields" ? it.fields.map(({ term }) => term) : []));
  const reviews = (await blocks(6)).find((it) => it.kind === "table");
  expect(reviews?.rows.map((it) => it.slice(0, 2))).toEqual([
    ["1", "2024年3月1日"],
    ["2", "2024年9月1日"],
    ["3", ""],
  ]);
  const minutes = await blocks(7);
  expect(termsOf(minutes).slice(0, 8)).toEqual(
    "时间 地点 主持人 记录人 应到人员 实到人员 缺席人员及原因 列席人员".split(" "),
  );
  expect(JSON.stringify(minutes)).toContain("同志为发展对象，报上级党委备案。");
  // The notice hangs in public: the day of birth is nobody's business.
  expect(JSON.stringify(minutes)).toContain("1996年5月");
  expect(JSON.stringify(minutes)).not.toContain("1996年5月6日");
  const asked = termsOf(await blocks(10));
  for (const term of ["编号", "被了解人姓名", "与发展对象的关系", "回函地址", "邮政编码", "来函编号"])
    expect(asked).toContain(term);
  expect(JSON.stringify(await blocks(13))).toContain("审查结果为：合格。请指导其填写");
  const titles = (of: Awaited<ReturnType<typeof blocks>>) => of.flatMap((it) => (it.kind === "cut" ? [it.title] : []));
  expect(titles(await blocks(15))).toEqual(["支部大会会议记录", "接收预备党员表决票", "接收预备党员计票单"]);
  await branch(id, body(15, "2024-12-10"));
  const held = await blocks(15);
  expect(titles(held)).toEqual(["支部大会会议记录", "接收预备党员计票单"]);
  const counted = held.flatMap((it) => (it.kind === "fields" ? it.fields : []));
  expect(counted.find((it) => it.term === "同意")?.text).toBe("6");
  expect(counted.find((it) => it.term === "弃权")?.text).toBe("0");
});
