import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proposeEvent } from "#modules/organization/index.ts";
import { ask } from "#platform/doing.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, day } from "#shared/day.ts";
import { compareByStrokes } from "#shared/strokes.ts";
import { correctMember } from "../acts.ts";
import { acceptTransfer, handOver } from "../transfers/hand-over-acts.ts";
import { publishDisclosure, recordRemittance, recordUse, withdrawRemittance } from "./account-acts.ts";
import { behindWithDues, duesPaidTo } from "./arrears.ts";
import { checks } from "./checks.ts";
import type { Collection, ProfileSetting } from "./contract.ts";
import { disclosureView } from "./disclosure.ts";
import { type DuesHouse, duesHouse, SALT } from "./dues.fixture.ts";
import { collect, correctEntries, correctEntry, receiveGift } from "./entry-acts.ts";
import { ledgerView, memberDues, ownDues, receiptView } from "./ledger.ts";
import { overviewView } from "./overview.ts";
import { decideRelief, proposeRelief, recordTalk, setProfiles } from "./profile-acts.ts";

let dues: DuesHouse;
beforeAll(async () => {
  dues = await duesHouse();
});
afterAll(async () => {
  await dues.zone.close();
});

const id = (name: string): string => dues.people[name] ?? "";
const set = (names: readonly string[], more: Omit<ProfileSetting, "personIds">, on?: string) =>
  dues.doing(dues.east, "dues.profile.set", (doing) => setProfiles(doing, { personIds: names.map(id), ...more }), on);
const pay = (items: readonly (readonly [string, string, number?])[], more: Partial<Collection> = {}, on?: string) =>
  dues.doing(
    dues.east,
    "dues.entry.write",
    (doing) =>
      collect(doing, {
        items: items.map(([name, month, paidFen]) => ({
          personId: id(name),
          month,
          ...(paidFen === undefined ? {} : { paidFen }),
        })),
        channel: "cash",
        ...more,
      }),
    on,
  );
const overview = (organizationId: string, year = 2026) =>
  dues.zone.read((tx) => overviewView({ tx, today: day("2026-11-22") }, organizationId, year));
const row = async (name: string, on?: string) =>
  (await dues.ledger(dues.east, 2026, on)).rows.find((each) => each.personId === id(name));
const states = async (name: string, on?: string) => (await row(name, on))?.cells.map((cell) => cell.state).join(" ");
const matters = (check: string, on: string) =>
  dues.zone.read(async (tx) => (await checks.find((each) => each.id === check)?.matters(tx, day(on))) ?? []);

describe("what members pay on", () => {
  it("is set for one or many, from the admitting meeting for probationers", async () => {
    expect(await states("谭玉莲")).toBe("away away away away away unset unset unset unset unset unset unset");
    const { rows } = await set(["谭玉莲"], { category: "monthly_wage", baseFen: 300_001, from: "2026-06-10" });
    expect(rows).toMatchObject([{ from: "2026-06-01", dueFen: 3000 }]);
    const farmers = await set(["孙得福", "宋春生"], { category: "farmer", chosenFen: 50, from: "2026-06-01" });
    expect(farmers.rows.map((each) => each.dueFen)).toEqual([50, 50]);
    const probationer = await set(["赵桂芳"], { category: "student_or_relief" });
    expect(probationer.rows).toMatchObject([{ from: "2026-05-01", dueFen: 20 }]);
  });

  it("refuses amounts outside the rule, and names what is missing", async () => {
    const refusal = (more: Omit<ProfileSetting, "personIds">) => set(["孙得福"], more).catch((fault: unknown) => fault);
    expect(await refusal({ category: "farmer", chosenFen: 101 })).toMatchObject({ slug: "dues-amount-out" });
    expect(await refusal({ category: "farmer" })).toMatchObject({ slug: "dues-amount-needed" });
    expect(await refusal({ category: "retired" })).toMatchObject({ slug: "dues-base-needed" });
    expect(await refusal({ category: "farmer", chosenFen: 50, from: "2027-01-01" })).toMatchObject({
      slug: "day-in-future",
    });
    expect(await refusal({ category: "farmer", chosenFen: 50, from: "2007-01-01" })).toMatchObject({
      slug: "dues-no-rule",
    });
  });

  it("changes with the month of new pay and keeps what held before", async () => {
    await set(["谭玉莲"], { category: "monthly_wage", baseFen: 600_000, from: "2026-09-15" });
    const found = await row("谭玉莲");
    expect(found?.cells.slice(5, 10).map((cell) => cell.dueFen)).toEqual([3000, 3000, 3000, 9000, 9000]);
    // A second thought on the same month replaces what never held.
    await set(["谭玉莲"], { category: "monthly_wage", baseFen: 500_000, from: "2026-09-20" });
    expect((await row("谭玉莲"))?.cells[8]?.dueFen).toBe(5000);
  });

  it("is kept by the branch itself: nobody sets it for another", async () => {
    const salt = await dues.zone.actor("branch_secretary", SALT);
    const attempt = dues.doing(salt, "dues.profile.set", (doing) =>
      setProfiles(doing, { personIds: [id("谭玉莲")], category: "farmer", chosenFen: 50 }),
    );
    await expect(attempt).rejects.toMatchObject({ slug: "absent" });
  });
});

describe("what members pay", () => {
  it("is marked for many members and months at once, with one receipt each", async () => {
    const answer = await pay(
      [
        ["谭玉莲", "2026-06"],
        ["谭玉莲", "2026-07"],
        ["孙得福", "2026-06"],
      ],
      { paidOn: "2026-07-10" },
    );
    expect(answer).toMatchObject({ count: 3, amountFen: 6050 });
    expect(answer.receipts.map((each) => each.number).sort()).toEqual(["2026-0001", "2026-0002"]);
    expect(await states("谭玉莲", "2026-08-20")).toBe("away away away away away paid paid open open open open open");
    const receipt = await dues.zone.read((tx) => {
      const entryId = answer.receipts.find((each) => each.personName === "谭玉莲")?.entryId ?? "";
      return receiptView(tx, entryId, day("2026-11-22"));
    });
    expect(receipt).toMatchObject({ totalCapital: "陆拾元整", totalText: "¥60.00" });
    expect(receipt.lines.map((line) => line.kindTerm)).toEqual(["补缴", "正常"]);
  });

  it("is refused as a whole when any of it cannot be", async () => {
    await expect(
      pay([
        ["谭玉莲", "2026-07"],
        ["谭玉莲", "2026-08"],
      ]),
    ).rejects.toMatchObject({
      slug: "dues-paid-already",
      faults: [{ pointer: "/items/0", message: "谭玉莲2026年7月：已经登记过" }],
    });
    const refusal = await pay([
      ["孙得福", "2027-01"],
      ["孙得福", "2026-05"],
      ["孙得福", "2026-08", 0],
      ["孙得福", "2026-09"],
      ["孙得福", "2026-09"],
    ]).catch((fault: unknown) => fault);
    expect(refusal).toMatchObject({ slug: "dues-rejected" });
    expect((refusal as { faults: { message: string }[] }).faults.map((each) => each.message)).toEqual([
      "孙得福2027年1月：最多预交到2026年12月",
      "孙得福2026年5月：还不用交纳党费",
      "孙得福2026年8月：金额应大于零；免交须经上一级党委批准",
      "孙得福2026年9月：填了两次",
    ]);
    expect(await states("孙得福", "2026-08-20")).toBe("away away away away away paid owed open open open open open");
    await expect(pay([["孙得福", "2026-13"]])).rejects.toMatchObject({ slug: "dues-bad-month" });
  });

  it("can be corrected with a reason; what stood before is kept, and the receipt says so", async () => {
    const entryId = (await row("孙得福"))?.cells[5]?.entryId ?? "";
    const correct = (more: Parameters<typeof correctEntry>[2]) =>
      dues.doing(dues.east, "dues.entry.write", (doing) => correctEntry(doing, entryId, more));
    await expect(correct({ reason: "错", paidFen: 100 })).rejects.toMatchObject({ slug: "reason-needed" });
    await expect(correct({ reason: "金额写错了" })).rejects.toMatchObject({ slug: "dues-nothing-changed" });
    const { id: next } = await correct({ reason: "金额写错了", paidFen: 100 });
    await expect(correct({ reason: "再改一次吧", paidFen: 80 })).rejects.toMatchObject({ slug: "dues-entry-ended" });
    const rows = await dues.zone.read((tx) =>
      tx
        .selectFrom("duesEntry")
        .select(["id", "paidFen", "endReason", "replacedBy", "receiptNumber"])
        .where("personId", "=", id("孙得福"))
        .orderBy("id")
        .execute(),
    );
    expect(rows).toMatchObject([
      { id: entryId, paidFen: 50, endReason: "金额写错了", replacedBy: next },
      { id: next, paidFen: 100, endReason: "", receiptNumber: 3 },
    ]);
    const was = await dues.zone.read((tx) => receiptView(tx, entryId, day("2026-11-22")));
    expect(was).toMatchObject({ totalFen: 0, lines: [{ paidFen: 50, endReason: "金额写错了" }] });
    await dues.doing(dues.east, "dues.entry.write", (doing) =>
      correctEntry(doing, next ?? "", { reason: "本月没有收到", cancel: true }),
    );
    expect((await row("孙得福"))?.cells[5]?.state).toBe("owed");
  });

  it("are corrected and taken back together, all or none, each with its own trace", async () => {
    const { entryIds, count } = await pay([
      ["孙得福", "2026-07"],
      ["孙得福", "2026-08"],
    ]);
    expect(entryIds).toHaveLength(count);
    const together = (more: object) =>
      dues.doing(dues.east, "dues.entry.write", (doing) =>
        correctEntries(doing, { entryIds, reason: "缴纳方式写错了", ...more }),
      );
    const live = (channel: string) =>
      dues.zone.read((tx) =>
        tx
          .selectFrom("duesEntry")
          .select(["id", "replacedBy", "endReason"])
          .where("personId", "=", id("孙得福"))
          .where("dueMonth", "in", ["2026-07-01" as Day, "2026-08-01" as Day])
          .where("channel", "=", channel)
          .execute(),
      );
    expect(await together({ channel: "bank" })).toMatchObject({ count: 2 });
    const ended = await live("cash");
    const right = await live("bank");
    expect(ended.map((each) => each.endReason)).toEqual(["缴纳方式写错了", "缴纳方式写错了"]);
    expect(new Set(ended.map((each) => each.replacedBy))).toEqual(new Set(right.map((each) => each.id)));
    // One of them is ended already: the other is not touched.
    const [one] = right;
    const [old] = ended;
    const mixed = dues.doing(dues.east, "dues.entry.write", (doing) =>
      correctEntries(doing, { entryIds: [one?.id ?? "", old?.id ?? ""], reason: "整批撤销", cancel: true }),
    );
    await expect(mixed).rejects.toMatchObject({ slug: "dues-entry-ended" });
    expect((await live("bank")).map((each) => each.endReason)).toEqual(["", ""]);
    await dues.doing(dues.east, "dues.entry.write", (doing) =>
      correctEntries(doing, { entryIds: right.map((each) => each.id), reason: "整批撤销", cancel: true }),
    );
    expect((await row("孙得福"))?.cells.slice(6, 8).map((cell) => cell.state)).toEqual(["owed", "owed"]);
  });

  it("may be made up for and paid by another, warned of beyond six months", async () => {
    const { warnings } = await pay([["孙得福", "2026-06"]], { paidOn: "2026-11-20", payer: "孙小福" });
    expect(warnings).toEqual([]);
    // June is five months back; the profile of another member is moved to reach further.
    const far = await dues.doing(
      dues.east,
      "dues.entry.write",
      (doing) => collect(doing, { items: [{ personId: id("赵桂芳"), month: "2026-05" }], channel: "wechat" }),
      "2026-12-31",
    );
    expect(far.warnings).toEqual(["赵桂芳补交了1个月以前的党费。补交一般不超过六个月，请了解原因"]);
  });

  it("two who record the same month at one time do not both do it", async () => {
    const both = await Promise.allSettled([pay([["宋春生", "2026-06"]]), pay([["宋春生", "2026-06"]])]);
    expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("beyond the dues is a gift", async () => {
    const give = (paidFen: number) =>
      dues.doing(dues.east, "dues.entry.write", (doing) =>
        receiveGift(doing, { personId: id("谭玉莲"), paidFen, channel: "bank", paidOn: "2026-10-01" }),
      );
    expect((await give(99_999)).warnings).toEqual([]);
    expect((await give(100_000)).warnings[0]).toContain("全部上缴中央");
    await expect(give(0)).rejects.toMatchObject({ slug: "dues-gift-amount" });
    expect(await row("谭玉莲")).toMatchObject({ giftsFen: 199_999, paidFen: 6000 });
  });

  it("is told to the audit with everybody concerned", async () => {
    const told = await dues.zone.read((tx) =>
      tx
        .selectFrom("auditEvent")
        .innerJoin("auditSubject", "auditSubject.eventNumber", "auditEvent.number")
        .select(["event", "personId"])
        .where("event", "like", "dues.%")
        .execute(),
    );
    expect(new Set(told.map((each) => each.event))).toEqual(
      new Set([
        "dues.profile.set",
        "dues.entry.made",
        "dues.entry.corrected",
        "dues.entry.cancelled",
        "dues.gift.made",
      ]),
    );
  });
});

describe("reliefs", () => {
  it("are proposed by the branch and decided above it", async () => {
    const { id: relief } = await dues.doing(dues.east, "dues.profile.set", (doing) =>
      proposeRelief(doing, {
        personId: id("宋春生"),
        fromMonth: "2026-07",
        toMonth: "2026-12",
        reducedFen: 0,
        reason: "长期住院，生活困难",
        resolvedOn: "2026-07-02",
      }),
    );
    expect((await row("宋春生"))?.cells[6]?.state).toBe("owed");
    await expect(
      dues.doing(dues.zone.system, "dues.profile.set", (doing) =>
        proposeRelief(doing, {
          personId: id("宋春生"),
          fromMonth: "2026-12",
          toMonth: "2026-12",
          reducedFen: 10,
          reason: "长期住院，生活困难",
          resolvedOn: "2026-07-02",
        }),
      ),
    ).rejects.toMatchObject({ slug: "dues-relief-overlaps" });
    const atBranch = await dues.zone.actor("town_officer", "东巷村党支部");
    const decide = (by: typeof atBranch, approve: boolean) =>
      dues.doing(by, "dues.relief.decide", (doing) => decideRelief(doing, relief, { approve }));
    await expect(decide(atBranch, true)).rejects.toMatchObject({ slug: "dues-not-above" });
    await expect(decide(dues.officer, false)).rejects.toMatchObject({ slug: "dues-note-needed" });
    await decide(dues.officer, true);
    await expect(decide(dues.officer, true)).rejects.toMatchObject({ slug: "dues-relief-decided" });
    expect((await row("宋春生"))?.cells.slice(5).map((cell) => cell.state)).toEqual([
      "paid",
      ...Array.from({ length: 6 }, () => "exempt"),
    ]);
    expect(await pay([["宋春生", "2026-07"]])).toMatchObject({ amountFen: 0, receipts: [] });
    const member = await ask(dues.zone.house, dues.officer, "dues.ledger.read", null, ({ tx, actor, today }) =>
      memberDues({ house: dues.zone.house, tx, actor, policy: dues.zone.house.policy, today }, id("宋春生")),
    );
    expect(member).toMatchObject({
      reliefs: [{ state: "approved", canDecide: false }],
      entries: [{ kindTerm: "免缴" }, {}],
    });
  });
});

describe("the clock", () => {
  it("reminds after one month, warns after three, calls the secretary after five, opens a case after six", async () => {
    // 孙得福 has paid June only.
    const of = async (check: string, on: string) =>
      (await matters(check, on)).filter((each) => each.subject.id === id("孙得福"));
    expect(await of("C23i", "2026-07-31")).toEqual([]);
    expect(await of("C23i", "2026-08-01")).toMatchObject([
      { deadline: "2027-01-01", why: "孙得福2026年7月的党费还没有交。" },
    ]);
    expect(await of("C23", "2026-09-30")).toEqual([]);
    expect((await of("C23", "2026-10-01"))[0]?.why).toContain("三个月");
    expect((await of("C23", "2026-12-01"))[0]?.why).toContain("请书记谈话");
    expect((await of("C23", "2027-01-01"))[0]?.why).toContain("不会自动作出任何处理");
    await dues.doing(dues.east, "dues.entry.write", (doing) =>
      recordTalk(doing, {
        personId: id("孙得福"),
        talkedOn: "2026-10-20",
        talker: "支部书记",
        goodReason: true,
        content: "外出务工，已请家人代交",
      }),
    );
    expect(await of("C23", "2026-11-22")).toEqual([]);
    // The next step asks again.
    expect(await of("C23", "2026-12-01")).toHaveLength(1);
    // One later payment hides no earlier month, and no letter certifies it.
    await pay([["孙得福", "2026-10"]]);
    expect((await of("C23", "2026-12-01"))[0]?.why).toContain("自2026年7月起");
    expect(await dues.zone.read((tx) => duesPaidTo(tx, id("孙得福"), day("2026-12-01")))).toBe("2026-06-30");
    await pay([
      ["孙得福", "2026-07"],
      ["孙得福", "2026-08"],
      ["孙得福", "2026-09"],
    ]);
    expect(await dues.zone.read((tx) => duesPaidTo(tx, id("孙得福"), day("2026-12-01")))).toBe("2026-10-31");
    expect(await of("C23i", "2026-11-30")).toEqual([]);
  });

  it("leaves those in peace whose dues are waived, or who are not yet asked", async () => {
    const behind = await dues.zone.read((tx) => behindWithDues(tx, day("2026-11-22")));
    expect(behind.map((each) => each.name).sort()).toEqual(["谭玉莲", "赵桂芳"].sort());
  });

  it("asks for bases that are not set and for yearly ones of last year", async () => {
    expect(await matters("C24", "2026-11-22")).toEqual([]);
    await set(["孙得福"], { category: "farmer", chosenFen: 50, method: "yearly", from: "2026-11-01" });
    const [found] = await matters("C24", "2027-01-05");
    expect(found).toMatchObject({ deadline: "2027-01-31", subject: { id: dues.eastId } });
    expect(found?.why).toContain("孙得福按年核定的党费还是往年的");
  });

  it("asks for publication by the end of January", async () => {
    expect(await matters("C25", "2026-11-22")).toEqual([]);
    expect(await matters("C25", "2027-01-01")).toMatchObject([
      { deadline: "2027-01-31", subject: { id: dues.eastId } },
    ]);
    await dues.doing(
      dues.east,
      "dues.account.write",
      (doing) => publishDisclosure(doing, { organizationId: dues.eastId, year: 2026, manner: "公开栏张贴" }),
      "2027-01-10",
    );
    expect(await matters("C25", "2027-01-11")).toEqual([]);
  });
});

describe("upward, used and published", () => {
  const remit = (remittedFen: number, fromOn = "2026-10-01", toOn = "2026-10-31") =>
    dues.doing(dues.east, "dues.account.write", (doing) =>
      recordRemittance(doing, { organizationId: dues.eastId, fromOn, toOn, remittedFen }),
    );

  it("counts what came in, keeps large gifts whole, and takes no period twice", async () => {
    await expect(remit(99_999)).rejects.toMatchObject({ slug: "dues-remittance-amount" });
    await expect(remit(200_000)).rejects.toMatchObject({ slug: "dues-remittance-amount" });
    await expect(remit(100_000, "2026-10-31", "2026-10-01")).rejects.toMatchObject({ slug: "dues-days-turned" });
    const { id: first } = await remit(150_000);
    const stored = await dues.zone.read((tx) =>
      tx.selectFrom("duesRemittance").selectAll().where("id", "=", first).executeTakeFirstOrThrow(),
    );
    expect(stored).toMatchObject({ collectedFen: 199_999, whollyUpwardFen: 100_000, retainedFen: 49_999 });
    await expect(remit(0, "2026-10-31", "2026-11-01")).rejects.toThrow("dues_remittance_periods");
    await dues.doing(dues.east, "dues.account.write", (doing) =>
      withdrawRemittance(doing, first, "日期写错了，重新登记"),
    );
    await remit(150_000);
  });

  it("stands in one table of the places beneath, and says what the ledgers say", async () => {
    const at = await dues.zone.place("开发区党工委");
    const ledger = await dues.ledger();
    const months = ledger.months.map((it) => it.paidFen);
    const all = await overview(at.id);
    expect(all.rows).toMatchObject([{ name: "东巷村党支部", members: 4, unset: 0, remittedFen: 150_000 }]);
    expect(all.quartersFen).toEqual(
      [0, 3, 6, 9].map((from) => months.slice(from, from + 3).reduce((sum, it) => sum + it, 0)),
    );
    expect(all.paidFen).toBe(ledger.rows.reduce((sum, it) => sum + it.paidFen, 0));
    expect(all.paidFen).toBeGreaterThan(0);
    const behind = await dues.zone.read((tx) => behindWithDues(tx, day("2026-11-22")));
    expect(all).toMatchObject({ branches: 1, behind: behind.length, remittedFen: 150_000 });
    // Of a year that is over nobody is asked for last month; a branch is seen alone.
    expect(await overview(at.id, 2025)).toMatchObject({ branches: 0, behind: null, paidFen: 0 });
    expect((await overview(dues.eastId)).rows).toEqual(all.rows);
  });

  it("is used only after a meeting decided it", async () => {
    const use = (decidedOn: string, decidedAt: string, purposeKind = "hardship") =>
      dues.doing(dues.east, "dues.account.write", (doing) =>
        recordUse(doing, {
          organizationId: dues.eastId,
          usedOn: "2026-11-10",
          amountFen: 20_000,
          purposeKind,
          purpose: "慰问住院党员",
          decidedOn,
          decidedAt,
        }),
      );
    await expect(use("2026-11-11", "支部委员会")).rejects.toMatchObject({ slug: "dues-decision-needed" });
    await expect(use("2026-11-01", "  ")).rejects.toMatchObject({ slug: "dues-decision-needed" });
    await expect(use("2026-11-10", "支部委员会", "banquet")).rejects.toMatchObject({ slug: "dues-not-a-use" });
    await use("2026-11-10", "支部委员会");
    const sheet = await ask(dues.zone.house, dues.east, "dues.ledger.read", null, ({ tx, actor, today }) =>
      disclosureView({ tx, actor, policy: dues.zone.house.policy, today }, dues.eastId, 2026),
    );
    expect(sheet).toMatchObject({ usedFen: 20_000, remittedFen: 150_000, canPublish: false });
    expect(sheet.uses).toMatchObject([{ kindTerm: "补助生活困难的党员", decidedAt: "支部委员会" }]);
    // As 姓氏笔画 have it, never by code points.
    const names = sheet.rows.map((each) => each.name);
    expect(names.length).toBeGreaterThan(2);
    expect(names).toEqual(names.toSorted(compareByStrokes));
    const inCash = sheet.rows.reduce((all, each) => all + each.paidFen + each.giftsFen, 0);
    expect(sheet.collectedFen).toBe(inCash);
    // What November brought has not been passed upward: it stands there as such, and the sums agree.
    expect(sheet).toMatchObject({ receivedFen: 0, retainedFen: 49_999, unsettledFen: inCash - 199_999 });
    expect(sheet.unsettledFen).toBeGreaterThan(0);
    expect(sheet.collectedFen).toBe(sheet.remittedFen + sheet.retainedFen + sheet.unsettledFen);
  });

  it("is not published before the year is over, nor twice", async () => {
    const publish = (on?: string) =>
      dues.doing(
        dues.east,
        "dues.account.write",
        (doing) => publishDisclosure(doing, { organizationId: dues.eastId, year: 2026, manner: "公开栏张贴" }),
        on,
      );
    await expect(publish("2026-12-31")).rejects.toMatchObject({ slug: "dues-year-not-over" });
    await expect(publish("2027-01-20")).rejects.toThrow("dues_disclosure_once");
  });
});

describe("members who move", () => {
  it("take their dues along: the next branch sees what is paid and answers from then on", async () => {
    const { id: saltId } = await dues.zone.place(SALT);
    const { ids } = await dues.doing(dues.east, "membership.transfer", (doing) =>
      handOver(doing, { personIds: [id("谭玉莲")], toOrganizationId: saltId, on: "2026-11-20" }),
    );
    const salt = await dues.zone.actor("branch_secretary", SALT);
    const ledger = () =>
      ask(dues.zone.house, salt, "dues.ledger.read", null, ({ tx, actor, today }) =>
        ledgerView({ tx, actor, policy: dues.zone.house.policy, today }, saltId, 2026),
      );
    const { paidFen: before } = await ledger();
    await dues.doing(salt, "membership.transfer", (doing) => acceptTransfer(doing, ids[0] ?? "", {}));
    const { rows, months, paidFen } = await ledger();
    const cells = rows.find((it) => it.personId === id("谭玉莲"))?.cells ?? [];
    const history = cells.filter((it) => it.elsewhere);
    expect(history.length).toBeGreaterThan(0);
    expect(history.every((it) => it.paidFen !== null)).toBe(true);
    // History of theirs is no income of the branch they came to.
    expect(rows.find((it) => it.personId === id("谭玉莲"))).toMatchObject({ paidFen: 0, giftsFen: 0 });
    expect([paidFen, months.reduce((all, it) => all + it.paidFen, 0)]).toEqual([before, before]);
    const there = await ask(dues.zone.house, salt, "dues.ledger.read", null, ({ tx, actor, today }) =>
      memberDues({ house: dues.zone.house, tx, actor, policy: dues.zone.house.policy, today }, id("谭玉莲")),
    );
    expect(there.profiles).toHaveLength(2);
    expect(there.entries.length).toBeGreaterThan(3);
    const paid = await dues.zone.read((tx) =>
      tx.selectFrom("duesEntry").select("id").where("personId", "=", id("谭玉莲")).executeTakeFirstOrThrow(),
    );
    const attempt = dues.doing(salt, "dues.entry.write", (doing) =>
      correctEntry(doing, paid.id, { reason: "不是我们收的", cancel: true }),
    );
    await expect(attempt).rejects.toMatchObject({ slug: "absent" });
    const owed = await dues.doing(salt, "dues.entry.write", (doing) =>
      collect(doing, { items: [{ personId: id("谭玉莲"), month: "2026-11" }], channel: "cash" }),
    );
    expect(owed).toMatchObject({ amountFen: 5000, receipts: [{ number: "2026-0001" }] });
  });

  it("go with their branch when it is merged into another", async () => {
    const before = (await overview((await dues.zone.place("开发区党工委")).id)).paidFen;
    const [east, salt] = await Promise.all([dues.zone.place("东巷村党支部"), dues.zone.place(SALT)]);
    const grants = await dues.zone.read((tx) =>
      tx.selectFrom("roleGrant").select("id as grantId").where("organizationId", "=", east.id).execute(),
    );
    await dues.doing(dues.zone.system, "organization.event.propose", (doing) =>
      proposeEvent(doing, {
        kind: "merge",
        happenedOn: "2026-11-22",
        reason: "整合设置",
        documentNumber: "云开党〔2026〕9号",
        details: {
          sourceIds: [east.id],
          into: { organizationId: salt.id },
          grants: grants.map((each) => ({ ...each, decision: "end" })),
        },
      }),
    );
    const at = await dues.zone.read(async (tx) => {
      const profiles = await tx.selectFrom("duesProfile").select(["organizationId", "orgPath"]).execute();
      const entries = await tx.selectFrom("duesEntry").select(["orgPath", "personPath"]).execute();
      return { profiles, entries };
    });
    expect(new Set(at.profiles.map((each) => each.orgPath))).toEqual(new Set([salt.path]));
    expect(new Set(at.profiles.map((each) => each.organizationId))).toEqual(new Set([salt.id]));
    expect(at.entries.every((each) => each.orgPath.startsWith(salt.path))).toBe(true);
    expect(new Set(at.entries.map((each) => each.personPath))).toEqual(new Set([salt.path]));
    // The branch that took it in answers for what it collected.
    const after = await overview(salt.id);
    expect(after.rows).toMatchObject([{ organizationId: salt.id, paidFen: before }]);
  });
});

it("shows members their own", async () => {
  const own = await dues.zone.read((tx) => ownDues(tx, id("孙得福"), day("2026-11-22")));
  expect(own).toMatchObject({ monthlyFen: 50, paidTo: "2026-10", grounds: "支部确定每月¥0.50" });
  expect(own.months.map((it) => it.month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(own.months.filter((it) => it.state === "paid").length).toBeGreaterThan(4);
  // Every receipt names the months it was given for; together they hold what was paid this year and not corrected.
  const paid = own.months.reduce((sum, it) => sum + (it.paidFen ?? 0), 0);
  expect(own.receipts.length).toBeGreaterThan(0);
  expect(own.receipts.every((it) => it.months.length > 0)).toBe(true);
  expect(own.receipts.reduce((sum, it) => sum + it.paidFen, 0)).toBeGreaterThanOrEqual(paid);
});

it("notices whose work has changed since their dues were set, until they are set anew", async () => {
  const changed = async (on: string) =>
    (await matters("C24", on)).filter((each) => each.why.includes("工作岗位在核定党费以后有变化"));
  const later = <T>(verb: string, work: Parameters<typeof dues.doing<T>>[2], on: string) =>
    dues.doing(dues.zone.system, verb, work, on);
  expect(await changed("2026-11-22")).toEqual([]);
  const fields = { job: codeSet("work_post").term("retired") };
  await later(
    "membership.correct",
    (doing) => correctMember(doing, id("孙得福"), { manner: "change", on: "2026-11-25", fields }),
    "2026-11-25",
  );
  expect(await changed("2026-11-24")).toEqual([]);
  const [found] = await changed("2026-11-26");
  expect(found).toMatchObject({ deadline: null, why: expect.stringContaining("孙得福的") as string });
  // The same again settles it, though a yearly amount holds until January.
  const setting = { personIds: [id("孙得福")], category: "farmer", chosenFen: 50, method: "yearly" } as const;
  await later(
    "dues.profile.set",
    (doing) => setProfiles(doing, { ...setting, personIds: [...setting.personIds] }),
    "2026-11-27",
  );
  expect(await changed("2026-11-28")).toEqual([]);
});
