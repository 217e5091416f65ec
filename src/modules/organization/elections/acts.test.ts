import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterRoster } from "#modules/membership/roster/entry.ts";
import { standingZone, type Zone } from "#modules/membership/roster.fixture.ts";
import type { Actor } from "#platform/access/policy.ts";
import { act, ask } from "#platform/doing.ts";
import { wordOf } from "#platform/word/index.ts";
import { day } from "#shared/day.ts";
import { appointPost, endPost, startTerm } from "../post-acts.ts";
import { endElection, enterElection, openElection, recordStep, withdrawRecord } from "./acts.ts";
import { caseView, electionsOf, rosterView, startView } from "./case-view.ts";
import { checks } from "./checks.ts";
import type { EntryBody, OpeningBody, StepInput, StepParticulars, VillageBody } from "./contract.ts";
import { paperOf } from "./documents.ts";
import { PAPERS } from "./path.ts";
import { dutiesOn, termsOn } from "./queries.ts";
import { recordVillage } from "./village.ts";

const BRANCH = "东巷村党支部";
const SMALL = "西诸村党支部";
const TODAY = day("2026-11-22");

let zone: Zone;
let secretary: Actor;
let town: Actor;
let other: Actor;
let branchId = "";
let smallId = "";
let people: string[] = [];
let few: string[] = [];

beforeAll(async () => {
  zone = await standingZone();
  const { path } = await zone.place(BRANCH);
  const parent = await zone.read(async (tx) => {
    const rows = await tx
      .selectFrom("organizationVersion")
      .select(["shortName", "orgPath"])
      .where("validTo", "is", null)
      .execute();
    return rows.find((it) => it.orgPath === path.replace(/[^/]+\/$/u, ""))?.shortName ?? "";
  });
  secretary = await zone.actor("branch_secretary", BRANCH);
  town = await zone.actor("town_officer", parent);
  other = await zone.actor("branch_secretary", "盐坨社区党支部");
  branchId = (await zone.place(BRANCH)).id;
  smallId = (await zone.place(SMALL)).id;
  const surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许";
  people = await enter(
    branchId,
    Array.from(surnames, (it, at) => `${it}${"甲乙丙丁戊"[at % 5]}`),
  );
  few = await enter(smallId, ["何一", "何二", "何三", "何五", "何四"]);
  await act(zone.house, zone.system, "organization.post.write", null, async (doing) => {
    for (const organizationId of [branchId, smallId])
      await startTerm(doing, { organizationId, startOn: "2021-12-01", years: 5, termNumber: 6 });
    await appointPost(doing, {
      organizationId: branchId,
      personId: people[0] ?? "",
      post: "secretary",
      from: "2021-12-01",
    });
    await appointPost(doing, {
      organizationId: branchId,
      personId: people[1] ?? "",
      post: "member",
      from: "2021-12-01",
    });
    await appointPost(doing, {
      organizationId: branchId,
      personId: people[0] ?? "",
      post: "village_head",
      from: "2021-12-20",
    });
  });
});
afterAll(() => zone?.close());

async function enter(organizationId: string, names: readonly string[]): Promise<string[]> {
  const member = (name: string) => ({ name, category: "正式党员", joinedOn: "2001-07-01", fullOn: "2002-07-01" });
  const { personIds } = await act(zone.house, zone.system, "membership.import", null, (doing) =>
    enterRoster(doing, { organizationId, on: "2020-01-01", members: names.map(member) }),
  );
  return [...personIds];
}

const open = (input: Partial<OpeningBody> = {}, by: Actor = secretary) =>
  act(zone.house, by, "election.write", null, (doing) =>
    openElection(doing, { organizationId: branchId, kind: "term", on: "2026-06-01", ...input }),
  );
const own = (
  id: string,
  step: string,
  particulars: StepParticulars = {},
  more: Partial<StepInput> = {},
  by = secretary,
) =>
  act(zone.house, by, "election.write", null, (doing) =>
    recordStep(doing, id, { step, on: "2026-10-20", particulars, ...more }, "own"),
  );
const above = (id: string, step: string, particulars: StepParticulars = {}, more: Partial<StepInput> = {}, by = town) =>
  act(zone.house, by, "election.decide", null, (doing) =>
    recordStep(doing, id, { step, on: "2026-10-20", particulars, ...more }, "superior"),
  );
const view = (id: string, by: Actor = secretary) =>
  ask(zone.house, by, "election.read", null, (asking) => caseView(asking, id, TODAY));
const withdraw = (id: string, recordId: string, by = town) =>
  act(zone.house, by, "election.write", null, (doing) => withdrawRecord(doing, id, recordId, "日期登记错了"));
const posts = (organizationId: string) =>
  zone.read(async (tx) => {
    const rows = await tx
      .selectFrom("post")
      .select(["personName", "post", "validFrom", "validTo", "leaveReason"])
      .where("organizationId", "=", organizationId)
      .orderBy("validFrom")
      .orderBy("post")
      .orderBy("personName")
      .execute();
    return rows;
  });
const terms = (organizationId: string) =>
  zone.read((tx) =>
    tx
      .selectFrom("committeeTerm")
      .select(["termNumber", "startOn", "endedOn", "electedOn", "documentNumber"])
      .where("organizationId", "=", organizationId)
      .orderBy("termNumber")
      .execute(),
  );
const matters = (id: string) => {
  const check = checks.find((it) => it.id === id);
  if (!check) throw new Error(id);
  return zone.read((tx) => check.matters(tx, TODAY));
};

const p = (at: number): string => people[at] ?? "";
const members = (...at: number[]) => at.map((it) => ({ personId: p(it), seat: "member" as const }));
const votes = (...pairs: [number, number][]) =>
  pairs.map(([at, votesFor]) => ({ personId: p(at), votesFor, votesAgainst: Math.max(0, 18 - votesFor) }));
const papers = { issued: 18, returned: 18, spoiled: 0 };

describe("one election from the request to the hand-over", () => {
  let id = "";
  test("is opened once, by those of the place", async () => {
    const start = await ask(zone.house, secretary, "election.read", null, (it) => startView(it, branchId, TODAY));
    expect(start).toMatchObject({ full: 20, form: "committee", seats: 3, termNumber: 6, termDueOn: "2026-12-01" });
    ({ id } = await open());
    await expect(open()).rejects.toMatchObject({ slug: "election-open" });
    await expect(open({}, other)).rejects.toMatchObject({ slug: "absent" });
    await expect(view(id, other)).rejects.toMatchObject({ slug: "absent" });
    expect((await view(id)).next).toMatchObject({ step: "request", by: "own", mayRecord: true });
  });

  test("goes step by step, each by whose it is", async () => {
    await expect(own(id, "ballot")).rejects.toMatchObject({ slug: "election-order" });
    await expect(own(id, "reply")).rejects.toMatchObject({ slug: "election-not-superior" });
    await expect(above(id, "reply", {}, {}, secretary)).rejects.toMatchObject({ family: "absent" });
    await expect(own(id, "request", { plannedOn: "2027-12-02" })).rejects.toMatchObject({
      slug: "election-refused",
      provision: { id: "election-3-on-time" },
    });
    await own(id, "request", { seats: { members: 3, deputies: 0 }, plannedOn: "2026-10-20" }, { on: "2026-06-02" });
    await expect(above(id, "reply", {}, { refused: true, on: "2026-06-03" })).rejects.toMatchObject({
      slug: "election-refused",
    });
    await above(id, "reply", {}, { refused: true, on: "2026-06-03", note: "名额偏少" });
    expect((await view(id)).next?.step).toBe("request");
    await own(
      id,
      "request",
      { seats: { members: 3, deputies: 0 } },
      { on: "2026-06-04", documentNumber: "东支〔2026〕3号" },
    );
    await expect(above(id, "extension", { until: "2027-12-02" }, { on: "2026-06-05" })).rejects.toMatchObject({
      slug: "election-refused",
    });
    await above(id, "reply", {}, { on: "2026-06-05", documentNumber: "街党〔2026〕12号" });
    await expect(own(id, "nomination", {}, { on: "2026-06-01" })).rejects.toMatchObject({ slug: "election-order" });
  });

  test("candidates: a surplus, full members, officers among them", async () => {
    const named = members(0, 2, 3).map((it) => ({ ...it, byMembers: 19 }));
    await expect(
      own(id, "nomination", { nominators: { members: 18, masses: 0 }, candidates: named }),
    ).rejects.toMatchObject({ slug: "election-refused", faults: [{}, {}, {}] });
    await own(id, "nomination", { nominators: { members: 18, masses: 0 }, candidates: members(0, 2, 3, 4) });
    await expect(own(id, "candidates", { candidates: members(0, 2, 3) })).rejects.toMatchObject({
      provision: { id: "election-surplus" },
    });
    await expect(
      own(id, "candidates", { candidates: [...members(0, 2, 3, 4), { personId: p(9), seat: "secretary" }] }),
    ).rejects.toMatchObject({ provision: { id: "election-candidates" } });
    await expect(
      own(id, "candidates", { candidates: [...members(0, 2, 3), { personId: few[0] ?? "", seat: "member" }] }),
    ).rejects.toMatchObject({ provision: { id: "election-5-rights" } });
    await own(id, "candidates", { candidates: [...members(0, 2, 3, 4, 7), { personId: p(0), seat: "secretary" }] });
    await expect(above(id, "candidates_reply", { struck: [p(2), p(3)] })).rejects.toMatchObject({
      provision: { id: "election-surplus" },
    });
    await above(id, "candidates_reply", { struck: [p(7)] }, { documentNumber: "街党〔2026〕15号" });
    expect((await view(id)).candidates.map((it) => it.seat)).toEqual([
      "member",
      "member",
      "member",
      "member",
      "secretary",
    ]);
  });

  test("the meeting: who is due, four fifths, a method that passed, tellers who do not stand", async () => {
    await expect(own(id, "meeting", { present: 15 })).rejects.toMatchObject({ provision: { id: "election-quorum" } });
    await expect(own(id, "meeting", { present: 16, agreed: 10 })).rejects.toMatchObject({ slug: "election-refused" });
    const leftOut = [
      { personId: p(18), reason: "abroad" },
      { personId: p(19), reason: "bedridden" },
    ];
    await expect(own(id, "meeting", { present: 18, leftOut })).rejects.toMatchObject({
      faults: [{ pointer: "/particulars/consent" }],
    });
    await own(id, "meeting", { present: 18, agreed: 18, leftOut, consent: "街党〔2026〕15号" });
    expect(await view(id)).toMatchObject({ due: 18, present: 18 });
    await expect(own(id, "tellers", { overseers: [p(0)], counters: [p(6)] })).rejects.toMatchObject({
      provision: { id: "election-22-tellers" },
    });
    await own(id, "tellers", { overseers: [p(5)], counters: [p(6)] });
  });

  test("the count: void, equal, elected; a second vote on those who were equal alone", async () => {
    const contest = (...pairs: [number, number][]) => [{ seat: "member" as const, votes: votes(...pairs) }];
    const all = contest([0, 17], [2, 14], [3, 10], [4, 10]);
    await expect(own(id, "ballot", { sheet: { ...papers, issued: 19, contests: all } })).rejects.toMatchObject({
      provision: { id: "election-24-secret" },
    });
    await expect(
      own(id, "ballot", { sheet: { ...papers, contests: contest([0, 17], [2, 14]) } }),
    ).rejects.toMatchObject({ faults: [{ message: expect.stringContaining("没有填写候选人") }, {}] });
    const voided = await own(id, "ballot", { sheet: { ...papers, returned: 19, contests: all } });
    expect(voided.warnings[0]).toContain("选举无效");
    expect((await matters("C21")).map((it) => it.why)).toEqual(["2026-10-20的选举无效，应当重新选举。"]);
    const tied = await own(id, "ballot", { sheet: { ...papers, contests: all } });
    expect(tied.warnings[0]).toContain("票数相等");
    const then = await view(id);
    expect(then.tied).toEqual([p(3), p(4)]);
    expect(then.contests).toEqual([{ seat: "member", seatTerm: "委员", seats: 1 }]);
    await expect(
      own(id, "ballot", { sheet: { ...papers, contests: contest([3, 12], [4, 6], [9, 0]) } }),
    ).rejects.toMatchObject({ slug: "election-refused" });
    await own(id, "ballot", { sheet: { ...papers, contests: contest([3, 12], [4, 6]) } });
    expect((await view(id)).elected.map((it) => it.personId)).toEqual([p(0), p(2), p(3)]);
  });

  test("the first meeting of the committee elects the secretary and divides the work", async () => {
    const sheet = {
      issued: 3,
      returned: 3,
      spoiled: 0,
      contests: [{ seat: "secretary" as const, votes: [{ personId: p(9), votesFor: 3 }] }],
    };
    await expect(own(id, "officers", { present: 3, sheet })).rejects.toMatchObject({ slug: "election-refused" });
    await expect(
      own(id, "officers", { present: 2, sheet: { ...sheet, issued: 2, returned: 2 } }),
    ).rejects.toMatchObject({ provision: { id: "election-quorum" } });
    const right = { ...sheet, contests: [{ seat: "secretary" as const, votes: [{ personId: p(0), votesFor: 3 }] }] };
    await own(id, "officers", {
      present: 3,
      sheet: right,
      duties: [
        { personId: p(2), post: "organization_member" },
        { personId: p(3), post: "publicity_member" },
      ],
    });
    expect((await matters("C21")).map((it) => it.why)).toEqual(["2026-10-20已经选出，还没有报告选举结果。"]);
    await own(id, "result", {}, { documentNumber: "东支〔2026〕9号" });
    expect((await matters("C21-reply")).map((it) => it.subject.id)).toEqual([id]);
  });

  test("the answer ends the old posts and begins the new; taking it back restores them", async () => {
    const before = [await posts(branchId), await terms(branchId)];
    await expect(above(id, "result_reply", { effectiveOn: "2026-10-19" })).rejects.toMatchObject({
      slug: "election-refused",
    });
    const made = await above(id, "result_reply", {}, { on: "2026-10-28", documentNumber: "街党〔2026〕20号" });
    expect((await posts(branchId)).filter((it) => it.validTo === null)).toMatchObject([
      { personName: "赵甲", post: "village_head", validFrom: "2021-12-20" },
      { personName: "孙丙", post: "organization_member", validFrom: "2026-10-28" },
      { personName: "李丁", post: "publicity_member", validFrom: "2026-10-28" },
      { personName: "赵甲", post: "secretary", validFrom: "2026-10-28" },
    ]);
    expect(await terms(branchId)).toMatchObject([
      { termNumber: 6, endedOn: "2026-10-28" },
      { termNumber: 7, startOn: "2026-10-28", electedOn: "2026-10-20", documentNumber: "街党〔2026〕20号" },
    ]);
    await withdraw(id, made.id);
    expect([await posts(branchId), await terms(branchId)]).toEqual(before);
    await above(id, "result_reply", {}, { on: "2026-10-28", documentNumber: "街党〔2026〕20号" });
    const shoulder = await zone.read((tx) => dutiesOn(tx, branchId, TODAY));
    expect(shoulder.oneShoulder).toMatchObject([{ name: "赵甲", since: "2026-10-28", headSince: "2021-12-20" }]);
    expect(shoulder.totals).toMatchObject({ oneShoulder: 1, both: 1, partySeats: 3, villageSeats: 1 });
  });

  test("the hand-over ends it; every paper is made, the record set is complete", async () => {
    await expect(own(id, "handover", {}, { on: "2026-11-01" })).rejects.toMatchObject({ slug: "election-refused" });
    await own(id, "handover", { items: ["seals", "dues"], witness: "街道组织委员" }, { on: "2026-11-01" });
    const done = await view(id);
    expect(done).toMatchObject({ endedTerm: "已办结", missing: [], next: null });
    await expect(own(id, "result")).rejects.toMatchObject({ slug: "election-ended" });
    for (const name of PAPERS) {
      const paper = await zone.read((tx) => paperOf(tx, id, name, TODAY));
      expect(paper.title, name).toContain(name === "notice" ? "提醒函" : BRANCH);
      expect((await wordOf(paper)).length, name).toBeGreaterThan(2_000);
    }
    const report = JSON.stringify(await zone.read((tx) => paperOf(tx, id, "report", TODAY)));
    expect(report).toContain("李丁");
    expect(report).not.toContain("undefined");
    // The secretary has 17 votes of the members for the committee, and 3 of the committee for the office.
    // No line to write on behind a day that is known.
    expect(report).not.toMatch(/"日期\d/u);
    expect(report).toMatch(/日期：\d+年\d+月\d+日/u);
    const request = await zone.read((tx) => paperOf(tx, id, "request", TODAY));
    const reply = JSON.stringify(await zone.read((tx) => paperOf(tx, id, "reply", TODAY)));
    expect(reply).toContain(`《${request.title}》`);
    const result = await zone.read((tx) => paperOf(tx, id, "result", TODAY));
    const [members, officers] = result.blocks.flatMap((it) => (it.kind === "table" ? [it.rows] : []));
    expect(members?.[0]?.slice(1)).toEqual(["委员", "17"]);
    expect(members).toHaveLength(3);
    expect(officers).toEqual([[members?.[0]?.[0], "书记", "3"]]);
    const said = JSON.stringify(result.blocks);
    expect(said).toContain("第一次全体会议。应到会委员3人，实到会3人，选举书记");
    expect(said).toMatch(/委员分工：[^，]+任组织委员，[^，]+任宣传委员。/u);
    const rows = await zone.read((tx) =>
      tx
        .selectFrom("electionCandidate")
        .select(["personName", "seat", "votesFor", "elected"])
        .where("electionId", "=", id)
        .where("elected", "=", true)
        .orderBy("votesFor", "desc")
        .execute(),
    );
    expect(rows.map((it) => `${it.personName}${it.seat}${it.votesFor}`)).toEqual([
      "赵甲member17",
      "孙丙member14",
      "李丁member12",
      "赵甲secretary3",
    ]);
  });

  test("what rests on it keeps it from being taken back; the last step is taken back first", async () => {
    const { records, undoable } = await view(id, town);
    const reply = records.findLast((it) => it.step === "result_reply" && it.withdrawnOn === null);
    await expect(withdraw(id, reply?.id ?? "")).rejects.toMatchObject({ slug: "election-not-last" });
    await withdraw(id, undoable ?? "");
    expect(await view(id)).toMatchObject({ endedOn: null, next: { step: "handover" } });
    await expect(withdraw(id, reply?.id ?? "", secretary)).rejects.toMatchObject({ slug: "election-not-superior" });
    await act(zone.house, zone.system, "organization.post.write", null, async (doing) => {
      const held = await doing.tx
        .selectFrom("post")
        .select("id")
        .where("post", "=", "publicity_member")
        .where("organizationId", "=", branchId)
        .executeTakeFirstOrThrow();
      await endPost(doing, held.id, { on: "2026-11-10" });
    });
    await expect(withdraw(id, reply?.id ?? "")).rejects.toMatchObject({ slug: "election-settled" });
    const vacant = (await matters("C20")).filter((it) => it.organizationId === branchId);
    expect(vacant).toMatchObject([{ deadline: "2027-01-09", deed: { address: `/elections/${id}` } }]);
    expect(vacant[0]?.why).toContain("宣传委员");
    await own(id, "handover", { items: ["seals"] }, { on: "2026-11-12" });
  });
});

test("a seat that was left is filled by another election of its own", async () => {
  const { id } = await open({ kind: "by_election", on: "2026-11-13", reason: "宣传委员出缺" });
  const at = { on: "2026-11-14" };
  await own(id, "request", { seats: { members: 1, deputies: 0 } }, at);
  await above(id, "reply", {}, at);
  await own(id, "nomination", { candidates: members(8, 9) }, at);
  await expect(own(id, "candidates", { candidates: members(8) }, at)).rejects.toMatchObject({
    provision: { id: "election-surplus" },
  });
  await own(id, "candidates", { candidates: members(8, 9) }, at);
  await above(id, "candidates_reply", {}, at);
  await own(id, "meeting", { present: 18 }, at);
  await own(id, "tellers", { overseers: [p(5)], counters: [p(6)] }, at);
  const contests = [{ seat: "member" as const, votes: votes([8, 15], [9, 3]) }];
  await own(id, "ballot", { sheet: { ...papers, contests } }, at);
  expect((await view(id)).next?.step).toBe("result");
  await own(id, "result", {}, at);
  await above(id, "result_reply", {}, { on: "2026-11-18" });
  const held = (await posts(branchId)).filter((it) => it.validTo === null && it.post !== "village_head");
  expect(held.map((it) => it.personName)).toEqual(["孙丙", "赵甲", "冯丁"]);
  expect(await terms(branchId)).toHaveLength(2);
  await own(id, "handover", { items: ["matters"] }, { on: "2026-11-18" });
});

describe("a branch of fewer than seven", () => {
  test("elects its secretary directly; what was on paper is entered whole or not at all", async () => {
    const q = (at: number): string => few[at] ?? "";
    const at = { on: "2026-11-10" };
    const body: EntryBody = {
      organizationId: smallId,
      kind: "term",
      on: "2026-09-01",
      records: [
        { step: "request", on: "2026-09-02" },
        { step: "extension", on: "2026-09-03", particulars: { until: "2027-03-01", requestNumber: "西支〔2026〕1号" } },
        { step: "reply", ...at },
        { step: "nomination", ...at, particulars: { candidates: [{ personId: q(0), seat: "secretary" }] } },
        { step: "candidates", ...at, particulars: { candidates: [{ personId: q(0), seat: "secretary" }] } },
        { step: "candidates_reply", ...at },
        { step: "meeting", ...at, particulars: { present: 4 } },
        { step: "tellers", ...at, particulars: { overseers: [q(1)], counters: [q(2)] } },
        {
          step: "ballot",
          ...at,
          particulars: {
            sheet: {
              issued: 4,
              returned: 4,
              spoiled: 0,
              contests: [{ seat: "secretary", votes: [{ personId: q(0), votesFor: 2, votesAgainst: 2 }] }],
            },
          },
        },
        { step: "result", ...at },
      ],
    };
    const entry = (input: EntryBody) =>
      act(zone.house, town, "election.decide", null, (doing) => enterElection(doing, input));
    // Two of five are not more than half: the seat is left, and the result cannot follow.
    await expect(entry(body)).rejects.toMatchObject({ slug: "election-order" });
    expect((await ask(zone.house, town, "election.read", null, (it) => electionsOf(it, smallId, TODAY))).rows).toEqual(
      [],
    );
    const { id } = await entry({ ...body, records: body.records.slice(0, 2) });
    const list = await zone.read((tx) => termsOn(tx, { org: smallId }, TODAY));
    expect(list.rows).toMatchObject([
      { state: "under_way", postponedTo: "2027-03-01", stepTerm: "批复同意换届", stepOf: "上级", electionId: id },
    ]);
    expect((await matters("C19")).find((it) => it.organizationId === smallId)).toMatchObject({
      deadline: "2027-03-01",
      deed: { address: `/elections/${id}` },
    });
    await act(zone.house, secretaryOf(), "election.write", null, (doing) =>
      endElection(doing, id, { note: "与邻村合并后一起换届" }),
    );
    expect((await matters("C19")).find((it) => it.organizationId === smallId)).toMatchObject({
      deadline: "2026-12-01",
      deed: { address: `/elections/new?org=${smallId}&kind=term` },
    });
  });
  const secretaryOf = (): Actor => town;
});

describe("villagers elect by the law", () => {
  const record = (input: Partial<VillageBody>, by = town) =>
    act(zone.house, by, "election.decide", null, (doing) =>
      recordVillage(doing, {
        organizationId: branchId,
        on: "2026-11-20",
        electors: 1800,
        voted: 1500,
        votes: [],
        ...input,
      }),
    );
  test("the record begins and ends posts, says what the law asks, and can be taken back", async () => {
    await expect(
      record({ votes: [{ seat: "village_head", name: "某某", votesFor: 1501, elected: true }] }),
    ).rejects.toMatchObject({ faults: [{ pointer: "/votes/0/votesFor" }] });
    const before = await posts(branchId);
    const { id, warnings } = await record({
      documentNumber: "街选〔2026〕2号",
      votes: [
        { seat: "village_head", personId: p(2), votesFor: 1400, elected: true },
        { seat: "village_committee_member", name: "群众一", votesFor: 700, elected: true },
        { seat: "village_committee_member", personId: p(3), votesFor: 900, elected: true },
      ],
    });
    expect(warnings[0]).toContain("群众一的得票没有超过");
    const now = (await posts(branchId)).filter((it) => it.validTo === null && it.post.startsWith("village"));
    expect(now.map((it) => it.personName)).toEqual(["李丁", "孙丙"]);
    expect((await zone.read((tx) => dutiesOn(tx, branchId, TODAY))).oneShoulder).toEqual([]);
    const seen = await view(id, town);
    expect(seen.records[0]?.sheets.map((it) => it.seatTerm)).toEqual(["村（居）委会主任", "村（居）委会委员"]);
    await withdraw(id, seen.undoable ?? "");
    expect(await posts(branchId)).toEqual(before);
  });

  test("five years later it is due again", async () => {
    await record({
      on: "2021-12-21",
      votes: [{ seat: "village_head", personId: p(0), votesFor: 1400, elected: true }],
    }).then(() => undefined);
    expect((await matters("C19-village")).filter((it) => it.organizationId === branchId)).toMatchObject([
      { deadline: "2026-12-21" },
    ]);
  });
});

test("who is due is read from the roster of the day", async () => {
  const { id } = await open({ organizationId: smallId, on: "2026-11-22" }, town);
  const roster = await zone.read((tx) => rosterView(tx, id, TODAY, TODAY));
  expect(roster.people.map((it) => it.name)).toEqual(["何一", "何二", "何三", "何五", "何四"]);
  expect(await zone.read((tx) => rosterView(tx, id, day("2019-12-31"), TODAY))).toMatchObject({ people: [] });
});
