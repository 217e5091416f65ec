import { describe, expect, it } from "vitest";
import { addDays, addMonths, type Day, day, monthStart } from "#shared/day.ts";
import { fen, readMoney } from "#shared/money.ts";
import { assert, boolean, integer, property, uniqueArray } from "#test/properties.ts";
import {
  DUES_DISCLOSED,
  DUES_FROM_ADMISSION,
  DUES_LARGE_GIFT,
  DUES_LATE,
  DUES_MONTHLY,
  DUES_RATES,
  DUES_USES,
} from "./provisions.ts";
import {
  arrearsStage,
  caseOn,
  changeHoldsFrom,
  chosenFits,
  type DuesCategory,
  type DuesProfile,
  discloseBy,
  dueBy,
  firstMonth,
  goesWhollyUpward,
  isBackPay,
  isUse,
  latestAhead,
  ledgerCell,
  monthlyDue,
  owedSince,
  type RateRule,
  rateDue,
  reachesTooFarBack,
  remittanceFits,
  ruleFor,
  settledThrough,
} from "./rules.ts";

const WAGE = ["monthly_wage", "annual_salary", "irregular_income"] as const;
const rate = (category: DuesCategory, aboveFen: number, perTenThousand: number) => ({
  category,
  aboveFen,
  perTenThousand,
  leastFen: null,
  mostFen: null,
});
const RULE: RateRule = {
  id: "2008-3",
  title: "",
  validFrom: day("2008-04-01"),
  validTo: null,
  rounding: "half_up",
  roundingUnit: 1,
  rates: [
    ...WAGE.flatMap((it) => [
      rate(it, 0, 50),
      rate(it, 300_000, 100),
      rate(it, 500_000, 150),
      rate(it, 1_000_000, 200),
    ]),
    rate("retired", 0, 50),
    rate("retired", 500_000, 100),
    { category: "farmer", aboveFen: 0, perTenThousand: null, leastFen: 20, mostFen: 100 },
    { category: "student_or_relief", aboveFen: 0, perTenThousand: null, leastFen: 20, mostFen: 20 },
  ],
};
const fenOf = (yuan: string): number => {
  const read = readMoney(yuan);
  if (!read.ok) throw new Error(yuan);
  return read.value;
};
const due = (category: DuesCategory, yuan: string, rule = RULE): number | undefined =>
  rateDue(rule, { category, baseFen: fenOf(yuan), chosenFen: null })?.value;

describe("rates", () => {
  it.each([
    ["0", 0],
    ["0.99", 0],
    ["1", 1],
    ["2999.99", 1500],
    ["3000", 1500],
    ["3000.01", 3000],
    ["5000", 5000],
    ["5000.01", 7500],
    ["10000", 15_000],
    ["10000.01", 20_000],
  ])("asks of a wage of %s yuan the bracket's rate on the whole of it: %i fen", (base, expected) => {
    for (const category of WAGE) expect(due(category, base)).toBe(expected);
  });

  it.each([
    ["5000", 2500],
    ["5000.01", 5000],
    ["12000", 12_000],
  ])("asks of a pension of %s yuan %i fen", (base, expected) => {
    expect(due("retired", base)).toBe(expected);
  });

  it("rounds to the fen, half up, unless a version of the rule says otherwise", () => {
    // 0.5 % of 2,001.00 yuan is 10.005 yuan.
    expect(due("retired", "2001")).toBe(1001);
    expect(due("retired", "2001", { ...RULE, rounding: "down" })).toBe(1000);
    expect(due("retired", "2001", { ...RULE, rounding: "up", roundingUnit: 10 })).toBe(1010);
    expect(due("retired", "2001", { ...RULE, roundingUnit: 100 })).toBe(1000);
    expect(due("retired", "2100", { ...RULE, roundingUnit: 100 })).toBe(1100);
  });

  it("takes what the branch chose for farmers, within its bounds, and two jiao of students", () => {
    expect(rateDue(RULE, { category: "farmer", baseFen: null, chosenFen: 50 })?.value).toBe(50);
    expect(rateDue(RULE, { category: "farmer", baseFen: null, chosenFen: null })).toBeNull();
    expect(rateDue(RULE, { category: "student_or_relief", baseFen: null, chosenFen: null })?.value).toBe(20);
    expect([19, 20, 100, 101].map((it) => chosenFits(RULE, "farmer", it).value)).toEqual([false, true, true, false]);
    expect(rateDue(RULE, { category: "retired", baseFen: null, chosenFen: null })).toBeNull();
  });

  it("never asks less of a higher base, and never more than two in a hundred", () => {
    assert(
      property(integer({ min: 0, max: 10_000_000 }), integer({ min: 0, max: 10_000_000 }), (a, b) => {
        const of = (baseFen: number) =>
          rateDue(RULE, { category: "monthly_wage", baseFen, chosenFen: null })?.value ?? 0;
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(of(low)).toBeLessThanOrEqual(of(high));
        expect(of(high)).toBeLessThanOrEqual(Math.ceil(high * 0.02));
      }),
    );
  });

  it("is that of the version in force in the month", () => {
    const next: RateRule = { ...RULE, id: "next", validFrom: day("2026-07-01") };
    const until = { ...RULE, validTo: day("2026-07-01") };
    expect(ruleFor([until, next], day("2026-06-01"))?.id).toBe("2008-3");
    expect(ruleFor([until, next], day("2026-07-01"))?.id).toBe("next");
    expect(ruleFor([until, next], day("2008-03-01"))).toBeNull();
  });
});

const profile = (from: string, to: string | null, baseFen: number): DuesProfile => ({
  validFrom: day(from),
  validTo: to === null ? null : day(to),
  category: "monthly_wage",
  baseFen,
  chosenFen: null,
  quarterly: false,
});

describe("what a month asks", () => {
  const profiles = [profile("2025-01-01", "2026-03-01", 300_000), profile("2026-03-01", null, 600_000)];
  it("follows the base of the month of new pay", () => {
    expect(monthlyDue([RULE], profiles, [], day("2024-12-01"))).toBeNull();
    expect(monthlyDue([RULE], profiles, [], day("2026-02-01"))?.value).toBe(1500);
    expect(monthlyDue([RULE], profiles, [], day("2026-03-01"))?.value).toBe(9000);
  });

  it("is less, or nothing, where it was approved, and never more", () => {
    const relief = (reducedFen: number) => [{ fromMonth: day("2026-04-01"), toMonth: day("2026-05-01"), reducedFen }];
    const months = ["2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"].map(day);
    expect(months.map((it) => monthlyDue([RULE], profiles, relief(100), it)?.value)).toEqual([9000, 100, 100, 9000]);
    expect(monthlyDue([RULE], profiles, relief(0), day("2026-04-01"))?.value).toBe(0);
    expect(monthlyDue([RULE], profiles, relief(20_000), day("2026-04-01"))?.value).toBe(9000);
  });

  it("begins with the month of the admitting meeting", () => {
    expect(firstMonth(day("2026-03-31"), day("2026-01-15")).value).toBe("2026-03-01");
    expect(firstMonth(day("2019-03-31"), day("2026-01-15")).value).toBe("2026-01-01");
    expect(firstMonth(null, day("2024-02-29")).value).toBe("2024-02-01");
  });

  it("changes with the month of new pay; what was fixed for the year changes in January", () => {
    const yearly = { method: "yearly", validFrom: day("2026-01-01") } as const;
    const from = (was: Parameters<typeof changeHoldsFrom>[0], sameCategory: boolean, on: string) =>
      changeHoldsFrom(was, { method: "yearly", sameCategory }, day(on)).value;
    expect(from(yearly, true, "2026-05-20")).toBe("2027-01-01");
    expect(from(yearly, true, "2026-01-31")).toBe("2026-01-01");
    expect(from(yearly, true, "2027-01-01")).toBe("2027-01-01");
    expect(from(yearly, false, "2026-05-20")).toBe("2026-05-01");
    expect(from({ method: "following", validFrom: day("2025-01-01") }, true, "2026-05-20")).toBe("2026-05-01");
    expect(from(null, true, "2026-05-20")).toBe("2026-05-01");
  });
});

describe("in time and late", () => {
  it("is due by the end of the month, of the quarter by consent", () => {
    expect(dueBy(day("2024-02-01"), false).value).toBe("2024-02-29");
    expect(dueBy(day("2026-02-01"), true).value).toBe("2026-03-31");
    expect(isBackPay(day("2026-02-01"), day("2026-02-28"), false).value).toBe(false);
    expect(isBackPay(day("2026-02-01"), day("2026-03-01"), false).value).toBe(true);
    expect(isBackPay(day("2026-01-01"), day("2026-03-31"), true).value).toBe(false);
    expect(isBackPay(day("2026-01-01"), day("2026-04-01"), true).value).toBe(true);
  });

  it("warns of making up for more than six months, and pays ahead to December", () => {
    expect(reachesTooFarBack(day("2026-05-01"), day("2026-11-30")).value).toBe(false);
    expect(reachesTooFarBack(day("2026-04-01"), day("2026-11-01")).value).toBe(true);
    expect(latestAhead(day("2026-12-31")).value).toBe("2026-12-01");
    expect(latestAhead(day("2027-01-01")).value).toBe("2027-12-01");
  });

  it.each([
    ["2026-01-31", "none"],
    ["2026-02-01", "remind"],
    ["2026-03-31", "remind"],
    ["2026-04-01", "warn"],
    ["2026-05-31", "warn"],
    ["2026-06-01", "secretary"],
    ["2026-06-30", "secretary"],
    ["2026-07-01", "case"],
  ])("unpaid since January 2026, on %s: %s", (on, stage) => {
    expect(arrearsStage(day("2026-01-01"), false, day(on)).value).toBe(stage);
  });

  it("says nothing to those who pay by the quarter until it has ended", () => {
    expect(arrearsStage(day("2026-01-01"), true, day("2026-03-31")).value).toBe("none");
    expect(arrearsStage(day("2026-01-01"), true, day("2026-04-01")).value).toBe("warn");
    expect(arrearsStage(day("2026-03-01"), true, day("2026-04-01")).value).toBe("remind");
  });

  it("is full after six months, whatever the month", () => {
    expect(caseOn(day("2026-01-01")).value).toBe("2026-07-01");
    expect(caseOn(day("2025-09-01")).value).toBe("2026-03-01");
  });

  it("goes through its steps in order and never back", () => {
    const order = ["none", "remind", "warn", "secretary", "case"];
    assert(
      property(integer({ min: 0, max: 60 }), boolean(), integer({ min: 0, max: 400 }), (m, quarterly, n) => {
        const since = addMonths(day("2022-01-01"), m);
        const at = (days: number): number => order.indexOf(arrearsStage(since, quarterly, addDays(since, days)).value);
        expect(at(n)).toBeLessThanOrEqual(at(n + 1));
      }),
    );
  });
});

describe("what is owed", () => {
  const from = (first: string, to: string | null = null) => ({ from: day(first), to: to === null ? null : day(to) });
  const paid = (...months: string[]) => ({
    set: [from("2026-01-01")],
    settled: (month: Day) => months.includes(month.slice(0, 7)),
  });
  const last = day("2026-11-01");
  it("is not settled by what was paid for later months", () => {
    expect(owedSince(paid("2026-11"), last)).toMatchObject({ value: "2026-01-01", provision: DUES_LATE });
    expect(owedSince(paid("2026-01", "2026-02", "2026-11"), last).value).toBe("2026-03-01");
    expect(settledThrough(paid("2026-11"), day("2026-01-01"), last).value).toBeNull();
    expect(settledThrough(paid("2026-01", "2026-02", "2026-11"), day("2026-01-01"), last).value).toBe("2026-02-01");
  });
  it("asks for no month that dues were not set for, and lets a letter pass over it", () => {
    const away = { ...paid("2026-01", "2026-05"), set: [from("2026-01-01", "2026-02-01"), from("2026-05-01")] };
    expect(owedSince(away, day("2026-05-01")).value).toBeNull();
    expect(owedSince(away, day("2026-06-01")).value).toBe("2026-06-01");
    expect(settledThrough(away, day("2026-01-01"), day("2026-05-01")).value).toBe("2026-05-01");
  });
  it("is not known where dues were never set, but what was paid without a gap is", () => {
    const unset = { ...paid("2026-03", "2026-04", "2026-06"), set: [] };
    expect(owedSince(unset, last).value).toBeNull();
    expect(settledThrough(unset, day("2026-03-01"), day("2026-06-01")).value).toBe("2026-04-01");
  });
  it("is never later for having paid less, and no letter passes a month that is owed", () => {
    const month = (at: number): Day => addMonths(day("2026-01-01"), at);
    assert(
      property(uniqueArray(integer({ min: 0, max: 11 })), integer({ min: 0, max: 11 }), (months, less) => {
        const known = (of: readonly number[]) => ({
          set: [from("2026-01-01")],
          settled: (it: Day) => of.some((at) => month(at) === it),
        });
        const until = month(11);
        const since = owedSince(known(months), until).value;
        const fewer = owedSince(known(months.filter((it) => it !== less)), until).value;
        if (since !== null) expect(fewer !== null && fewer <= since).toBe(true);
        const through = settledThrough(known(months), month(0), until).value;
        expect(through === null ? null : addMonths(through, 1)).toBe(
          since === null ? addMonths(until, 1) : since === month(0) ? null : since,
        );
      }),
    );
  });
});

describe("the ledger", () => {
  const on = day("2026-03-15");
  const cell = (month: string, more: Partial<Parameters<typeof ledgerCell>[0]> = {}) =>
    ledgerCell({ month: day(month), entry: null, due: fen(100), quarterly: false, onRoster: true, on, ...more });
  it("shows what was entered, else what is owed", () => {
    expect(cell("2026-02-01")).toBe("owed");
    expect(cell("2026-03-01")).toBe("open");
    expect(cell("2026-02-01", { quarterly: true })).toBe("open");
    expect(cell("2026-02-01", { due: null })).toBe("unset");
    expect(cell("2026-02-01", { due: fen(0) })).toBe("exempt");
    expect(cell("2026-02-01", { onRoster: false })).toBe("away");
    const entry = (kind: string, paidFen: number) => ({ entry: { kind, paidFen, dueFen: 100 }, onRoster: false });
    expect(cell("2026-02-01", entry("normal", 100))).toBe("paid");
    expect(cell("2026-02-01", entry("normal", 99))).toBe("short");
    expect(cell("2026-02-01", entry("exempt", 0))).toBe("exempt");
  });
});

describe("upward and published", () => {
  it("sends gifts of a thousand yuan and more upward as a whole", () => {
    expect(goesWhollyUpward(99_999).value).toBe(false);
    expect(goesWhollyUpward(100_000).value).toBe(true);
    const of = { collectedFen: 150_000, receivedFen: 0, whollyUpwardFen: 100_000 };
    expect(remittanceFits({ ...of, remittedFen: 99_999 }).value).toBe(false);
    expect(remittanceFits({ ...of, remittedFen: 100_000 }).value).toBe(true);
    expect(remittanceFits({ ...of, remittedFen: 150_001 }).value).toBe(false);
  });

  it("is used for five things and no other", () => {
    expect(["training", "materials", "commending", "hardship", "disaster"].every((it) => isUse(it).value)).toBe(true);
    expect(isUse("banquet").value).toBe(false);
  });

  it("is published by the end of January", () => {
    expect(discloseBy(2025).value).toBe("2026-01-31");
  });

  it("counts months from their first day", () => {
    assert(
      property(integer({ min: 0, max: 3000 }), (n) => {
        const on = addDays(day("2020-01-01"), n);
        const month: Day = monthStart(on);
        expect(isBackPay(month, on, false).value).toBe(false);
      }),
    );
  });
});

it("each answer names the provision it rests on", () => {
  const month = day("2026-03-01");
  for (const [answer, provision] of [
    [firstMonth(null, month), DUES_FROM_ADMISSION],
    [dueBy(month, false), DUES_MONTHLY],
    [isBackPay(month, day("2026-04-01"), false), DUES_MONTHLY],
    [reachesTooFarBack(month, day("2026-04-01")), DUES_MONTHLY],
    [latestAhead(month), DUES_MONTHLY],
    [goesWhollyUpward(1), DUES_LARGE_GIFT],
    [arrearsStage(month, false, day("2026-12-01")), DUES_LATE],
    [caseOn(month), DUES_LATE],
    [isUse("training"), DUES_USES],
    [discloseBy(2025), DUES_DISCLOSED],
    [chosenFits(RULE, "farmer", 100), DUES_RATES],
  ] as const)
    expect(answer.provision, answer.grounds).toBe(provision);
});
