import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { act, ask } from "#platform/doing.ts";
import { noticesOf } from "#platform/notices/index.ts";
import { wordOf } from "#platform/word/index.ts";
import { addMonths, day } from "#shared/day.ts";
import { enterRoster } from "../roster/entry.ts";
import { standingZone, type Zone } from "../roster.fixture.ts";
import { acceptTransfer, handOver } from "../transfers/hand-over-acts.ts";
import { enterCase, recordStep } from "./acts.ts";
import { caseView } from "./case-view.ts";
import { checks } from "./checks.ts";
import type { StepBody } from "./contract.ts";
import { documentOf } from "./documents.ts";
import { ownRecruiting } from "./own.ts";
import { handInReport, reviewMine } from "./own-acts.ts";
import { keepPaper, paperOf } from "./paper-acts.ts";
import { STEPS } from "./path.ts";
import { postponementAllowed } from "./rules.ts";

/** What people see and do of their own case and of those whom they look after; papers, notices, postponement. */

const BRANCH = "东巷村党支部";
const OTHER = "西诸村党支部";
const TODAY = day("2026-11-22");

let zone: Zone;
let town: Actor;
let secretary: Actor;
let member: Actor;
let branchId = "";
let helpers: string[] = [];

beforeAll(async () => {
  zone = await standingZone();
  secretary = await zone.actor("branch_secretary", BRANCH);
  member = await zone.actor("member", BRANCH);
  town = await zone.actor("town_officer", "朝云街道党工委");
  branchId = (await zone.place(BRANCH)).id;
  const names = ["谭玉莲", "郑国强", "尹秀兰", "陶建国", "仲维民", "卞春华", "葛永年", "殷桂芳"];
  const members = names.map((name) => ({
    name,
    category: "正式党员",
    joinedOn: "2001-07-01",
    fullOn: "2002-07-01",
  }));
  const made = await act(zone.house, zone.system, "membership.import", null, (doing) =>
    enterRoster(doing, { organizationId: branchId, on: "2020-01-01", members }),
  );
  helpers = [...made.personIds];
});
afterAll(() => zone?.close());

const opinion = "表现良好，继续培养";
const RECORDS = (): StepBody[] => [
  { step: 2, on: "2024-03-20", opinion, particulars: { talkers: "谭玉莲" } },
  { step: 3, on: "2024-09-01", particulars: { manner: "members" } },
  { step: 4, on: "2024-09-10" },
  { step: 5, on: "2024-09-10", particulars: { personIds: helpers.slice(0, 2) } },
  { step: 6, on: "2025-03-01", opinion },
  { step: 6, on: "2025-09-01", opinion },
  { step: 7, on: "2025-09-05", particulars: { heard: true } },
  { step: 8, on: "2025-09-10" },
  { step: 9, on: "2025-09-10", particulars: { personIds: helpers.slice(2, 4) } },
  { step: 10, on: "2025-10-01", particulars: { verdict: "qualified" } },
  { step: 11, on: "2025-10-10", particulars: { days: 3 } },
  { step: 12, on: "2025-10-20", particulars: { heard: true } },
  { step: 13, on: "2025-10-30" },
  { step: 14, on: "2025-11-01", particulars: { formNumber: `32070000${nth}` } },
  { step: 15, on: "2025-11-08", particulars: { vote: { present: 6, yes: 6, no: 0, abstain: 0 } } },
  { step: 16, on: "2025-11-12", opinion, particulars: { talkers: "组织员" } },
  { step: 17, on: "2025-11-20", particulars: { board: { members: 7, present: 6, yes: 6 } } },
];

let nth = 0;
async function begun(until: number): Promise<{ id: string; personId: string }> {
  nth += 1;
  const records = RECORDS().filter((it) => it.step <= until);
  const applicant = { name: `钟晓${"甲乙丙丁戊己庚"[nth]}`, gender: "女", birthOn: "1996-05-06", education: "大专" };
  const { id } = await act(zone.house, town, "recruiting.enter", null, (doing) =>
    enterCase(doing, { organizationId: branchId, applicant, on: "2024-03-01", records }),
  );
  const row = await zone.read((tx) =>
    tx.selectFrom("recruitingCase").select("personId").where("id", "=", id).executeTakeFirstOrThrow(),
  );
  return { id, personId: row.personId };
}
const as = (personId: string | null): Actor => ({ ...member, personId });
const own = (personId: string | null) => ownRecruiting(zone.house, as(personId), TODAY);
const view = (id: string) =>
  ask(zone.house, secretary, "recruiting.read", null, ({ tx }) =>
    caseView({ tx, actor: secretary, policy: zone.house.policy }, id, TODAY),
  );
const branch = (id: string, input: StepBody, by = secretary) =>
  act(zone.house, by, "recruiting.record", null, (doing) => recordStep(doing, id, input, "branch"));

test("an activist sees the way, what comes next and whom to turn to, and nothing that others wrote", async () => {
  const { personId } = await begun(6);
  const { current, people } = await own(personId);
  expect(current).toMatchObject({ stageTerm: "入党积极分子", organizationName: BRANCH, mayReport: true });
  expect(current?.helpers.map((it) => it.name).sort()).toEqual(["谭玉莲", "郑国强"].sort());
  expect(current?.next?.what).not.toBe("");
  expect(current?.parts[0]?.steps.map((it) => it.doneOn)).toEqual(["2024-03-01", "2024-03-20"]);
  expect(current?.reviewedOn).toEqual(["2025-03-01", "2025-09-01"]);
  expect(people).toEqual([]);
  expect(JSON.stringify(current)).not.toContain(opinion);
  expect(await own(null)).toEqual({ current: null, people: [] });
  expect((await own(helpers[7] ?? "")).people).toEqual([]);
});

test("every step says what it means for the person", async () => {
  const { OWN_STEPS } = await import("./zh.ts");
  expect(STEPS.filter((it) => it.number > 1 && !OWN_STEPS[it.name]).map((it) => it.number)).toEqual([]);
});

test("a report goes to the branch, which reads it on the case; without a case there is nobody to hand it to", async () => {
  const { id, personId } = await begun(6);
  const hand = (who: string | null, text: string) =>
    act(zone.house, as(who), "own", null, (doing) => handInReport(doing, text));
  await hand(personId, " 最近学习了党章，参加了汛期值守。 ");
  await expect(hand(personId, "  ")).rejects.toMatchObject({ slug: "recruiting-empty" });
  await expect(hand(helpers[6] ?? "", "没有档案")).rejects.toMatchObject({ slug: "absent" });
  expect((await view(id)).reports.map((it) => it.content)).toEqual(["最近学习了党章，参加了汛期值守。"]);
  expect((await own(personId)).current?.reports).toHaveLength(1);
});

test("the contact records the half-yearly review; others, and out of time, may not", async () => {
  const { id } = await begun(6);
  const [contact = ""] = helpers;
  const review = (who: string, text = "半年来参加活动积极") =>
    act(zone.house, as(who), "own", null, (doing) => reviewMine(doing, id, text));
  const waiting = (await own(contact)).people.find((it) => it.caseId === id);
  expect(waiting).toMatchObject({ due: "2026-03-01", isDue: true, mayReview: true, partTerms: ["培养联系人"] });
  await expect(review(helpers[5] ?? "")).rejects.toMatchObject({ slug: "absent" });
  await expect(review(contact, " ")).rejects.toMatchObject({ slug: "recruiting-rejected" });
  await review(contact);
  const after = (await own(contact)).people.find((it) => it.caseId === id);
  expect(after).toMatchObject({ reviewedOn: TODAY, due: addMonths(TODAY, 6), isDue: false });
  expect((await view(id)).records.at(-1)).toMatchObject({ step: 6, happenedOn: TODAY, recordedName: member.name });

  // A probationary member is reviewed by who introduced them.
  const { id: later } = await begun(17);
  const observe = (who: string) =>
    act(zone.house, as(who), "own", null, (doing) => reviewMine(doing, later, "按时参加组织生活"));
  await expect(observe(contact)).rejects.toMatchObject({ slug: "recruiting-no-review" });
  await observe(helpers[2] ?? "");
  expect((await view(later)).records.at(-1)).toMatchObject({ step: 21 });
});

test("a kept paper is read by whoever may read the case", async () => {
  const { id } = await begun(2);
  const record = (await view(id)).records.find((it) => it.step === 2);
  const content = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");
  const file = { field: "file", name: "谈话记录.pdf", mediaType: "application/pdf", content };
  const { id: paperId } = await act(zone.house, secretary, "recruiting.record", null, (doing) =>
    keepPaper(doing, id, record?.id ?? "", file),
  );
  expect((await view(id)).records.find((it) => it.step === 2)?.papers).toMatchObject([{ name: "谈话记录.pdf" }]);
  const read = (by: Actor) => ask(zone.house, by, "recruiting.read", null, (asking) => paperOf(asking, id, paperId));
  const got = await read(town);
  const pieces: Buffer[] = [];
  for await (const it of got.content as AsyncIterable<Buffer>) pieces.push(it);
  expect(Buffer.concat(pieces).equals(content)).toBe(true);
  const stranger = await zone.actor("branch_secretary", "盐坨社区党支部");
  await expect(read(stranger)).rejects.toMatchObject({ slug: "absent" });
  await expect(
    act(zone.house, secretary, "recruiting.record", null, (doing) => keepPaper(doing, id, record?.id ?? "", undefined)),
  ).rejects.toMatchObject({ slug: "file-missing" });
});

test("who must act next is told when a case changes hands, and no more once it is done", async () => {
  const { id } = await begun(2);
  const unread = (by: Actor) =>
    zone.read(async (tx) =>
      (await noticesOf(tx, by.accountId ?? "", 50)).filter(
        (it) => it.kind === "recruiting-waiting" && it.readAt === null && it.link?.includes(id),
      ),
    );
  await branch(id, { step: 3, on: "2024-09-01", particulars: { manner: "members" } });
  const [told] = await unread(town);
  expect(told?.title).toBe(`发展党员：${BRANCH}有一件事等您办理`);
  expect(told?.body).toContain("上级党委备案");
  // No name of a person travels in a notice.
  expect(JSON.stringify(told)).not.toContain("钟晓");
  expect(await unread(secretary)).toEqual([]);
  await act(zone.house, town, "recruiting.approve", null, (doing) =>
    recordStep(doing, id, { step: 4, on: "2024-09-10" }, "committee"),
  );
  expect(await unread(town)).toEqual([]);
  expect(await unread(secretary)).toHaveLength(1);
  await branch(id, { step: 5, on: "2024-09-10", particulars: { personIds: helpers.slice(0, 2) } });
  expect(await unread(secretary)).toEqual([]);
});

test("the discussion may be put off once, by up to six months, for those who were transferred in", async () => {
  const allowed = (months: number, before: number, came: boolean) =>
    postponementAllowed(months, before, came, day("2025-06-10")).value;
  expect([allowed(1, 0, true), allowed(6, 0, true)]).toEqual([true, true]);
  expect([allowed(0, 0, true), allowed(7, 0, true), allowed(3, 2, true), allowed(3, 0, false)]).toEqual(
    Array.from({ length: 4 }, () => false),
  );
  expect(postponementAllowed(1, 0, true, day("2025-06-10")).provision.confirmed).toBe(false);

  const { id, personId } = await begun(17);
  const put = (by: Actor) =>
    branch(id, { step: 21, on: "2026-10-20", opinion: "转入不久，还要了解", particulars: { postponed: 4 } }, by);
  await expect(put(secretary)).rejects.toMatchObject({ slug: "recruiting-postponed" });
  const other = await zone.actor("branch_secretary", OTHER);
  const { id: to } = await zone.place(OTHER);
  const { ids } = await act(zone.house, secretary, "membership.transfer", null, (doing) =>
    handOver(doing, {
      personIds: [personId],
      toOrganizationId: to,
      on: "2026-08-01",
      reason: "居住地变化",
      letterNumber: "转〔2026〕8号",
      letterOn: "2026-08-01",
      validDays: 90,
      duesPaidTo: "2026-08-01",
    }),
  );
  await act(zone.house, other, "membership.transfer", null, (doing) =>
    acceptTransfer(doing, ids[0] ?? "", { on: "2026-08-05" }),
  );
  await put(other);
  const matters = await zone.read(async (tx) => (await checks.find((it) => it.id === "C11")?.matters(tx, TODAY)) ?? []);
  expect(matters.some((it) => it.subject.id === id)).toBe(false);
  const later = await zone.read(
    async (tx) => (await checks.find((it) => it.id === "C11")?.matters(tx, day("2027-03-01"))) ?? [],
  );
  // The year itself is as it was: full membership will date from its end.
  expect(later.find((it) => it.subject.id === id)).toMatchObject({ deadline: "2027-03-08" });
  expect(later.find((it) => it.subject.id === id)?.why).toContain("到2026-11-08满");
  await expect(put(other)).rejects.toMatchObject({ slug: "recruiting-postponed" });
});

test("every step that is not written by hand has its papers, and each becomes a Word file", async () => {
  const { id } = await begun(17);
  const row = await zone.read((tx) =>
    tx.selectFrom("recruitingCase").select("personName").where("id", "=", id).executeTakeFirst(),
  );
  const name = row?.personName ?? "";
  const made: string[] = [];
  for (const { number } of STEPS) {
    const paper = await ask(zone.house, secretary, "recruiting.read", null, ({ tx }) =>
      documentOf(tx, id, number, TODAY),
    ).catch((error: { slug?: string }) => {
      if (error.slug !== "absent") throw error as Error;
      return null;
    });
    if (!paper) continue;
    const word = await wordOf(paper);
    expect(word.subarray(0, 2).toString(), paper.title).toBe("PK");
    made.push(paper.title, ...paper.blocks.flatMap((it) => (it.kind === "cut" ? [it.title] : [])));
  }
  // What a letter is called depends on what was decided.
  const letters = ["preview", "admission", "admission_filing", "group", "conversion"];
  const forms = STEPS.filter((it) => ![1, 14, 22].includes(it.number) && !letters.includes(it.name));
  expect(forms.map((it) => it.document).filter((it) => !made.includes(it))).toEqual([]);
  for (const title of [
    "关于入党积极分子备案的报告",
    "关于发展对象备案的报告",
    "政治审查函调信",
    "拟确定发展对象公示",
    "拟接收预备党员公示",
    "预备党员拟转正公示",
    "接收预备党员计票单",
    "预备党员转正表决票",
    "预备党员转正计票单",
    `关于接收${name}同志为预备党员的预审意见`,
    "关于接收预备党员预审的请示",
    "支部大会会议记录",
    `关于接收${name}同志为预备党员的批复`,
    `关于接收${name}同志为预备党员的备案报告`,
    "编入党支部和党小组通知",
    `关于预备党员${name}同志转正的批复`,
  ])
    expect(made).toContain(title);
});
