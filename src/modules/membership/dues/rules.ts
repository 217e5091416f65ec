import { codeSet } from "#shared/code-sets.ts";
import {
  addDays,
  addMonths,
  addYears,
  type Day,
  later,
  monthEnd,
  monthStart,
  quarterEnd,
  yearEnd,
  yearOf,
  yearStart,
} from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import { type Fen, fen, formatMoney, proportion, type Rounding, yuan } from "#shared/money.ts";
import {
  DUES_DISCLOSED,
  DUES_FROM_ADMISSION,
  DUES_LARGE_GIFT,
  DUES_LATE,
  DUES_MONTHLY,
  DUES_NEW_PAY,
  DUES_RATES,
  DUES_RELIEF,
  DUES_UPWARD,
  DUES_USES,
  DUES_YEARLY,
} from "./provisions.ts";

export type DuesCategory =
  | "monthly_wage"
  | "annual_salary"
  | "irregular_income"
  | "retired"
  | "farmer"
  | "student_or_relief";

/** One version of the rates, as the table holds it. */
export interface RateRule {
  readonly id: string;
  readonly title: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly rounding: Rounding;
  /** Fen to which a due is rounded. */
  readonly roundingUnit: number;
  readonly rates: readonly Rate[];
}

export interface Rate {
  readonly category: DuesCategory;
  readonly aboveFen: number;
  /** Hundredths of a per cent of the whole base; null where the branch chooses between two amounts. */
  readonly perTenThousand: number | null;
  readonly leastFen: number | null;
  readonly mostFen: number | null;
}

/** What somebody pays on, from one month on to another (exclusive). */
export interface DuesProfile {
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly category: DuesCategory;
  readonly baseFen: number | null;
  readonly chosenFen: number | null;
  readonly quarterly: boolean;
}

/** An approved relief, both months inclusive; nought waives. */
export interface DuesRelief {
  readonly fromMonth: Day;
  readonly toMonth: Day;
  readonly reducedFen: number;
}

/** The version of the rates in force in a month; the latest known for months before the first. */
export function ruleFor(rules: readonly RateRule[], month: Day): RateRule | null {
  const inForce = rules.filter((it) => it.validFrom <= month && (it.validTo === null || it.validTo > month));
  return inForce.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0] ?? null;
}

/** Whether a category pays a rate of a base, or an amount that the branch chooses. */
export function paysRate(rule: RateRule, category: DuesCategory): boolean {
  return rule.rates.some((it) => it.category === category && it.perTenThousand !== null);
}

/**
 * What the rates ask of a base in a month: the rate of the bracket in which the base lies, on the whole of it. Null when
 * what it needs (the base, or the amount chosen) is not there.
 */
export function rateDue(
  rule: RateRule,
  of: { readonly category: DuesCategory; readonly baseFen: number | null; readonly chosenFen: number | null },
): Finding<Fen> | null {
  const rates = rule.rates.filter((it) => it.category === of.category).toSorted((a, b) => b.aboveFen - a.aboveFen);
  const first = rates.at(-1);
  if (!first) return null;
  if (first.perTenThousand === null) {
    const { leastFen, mostFen } = first;
    const amount = of.chosenFen ?? (leastFen === mostFen ? leastFen : null);
    if (amount === null) return null;
    return finding(fen(amount), DUES_RATES, `支部确定每月${formatMoney(fen(amount))}`);
  }
  const { baseFen } = of;
  if (baseFen === null) return null;
  const rate = rates.find((it) => baseFen > it.aboveFen) ?? first;
  const points = rate.perTenThousand ?? 0;
  const unit = rule.roundingUnit;
  const due = fen(proportion(fen(baseFen), points, 10_000 * unit, rule.rounding) * unit);
  return finding(due, DUES_RATES, `基数${formatMoney(fen(baseFen))}，按${points / 100}%全额计算`);
}

/** Whether an amount that the branch chose lies within the bounds of its category. */
export function chosenFits(rule: RateRule, category: DuesCategory, chosenFen: number): Finding<boolean> {
  const rate = rule.rates.find((it) => it.category === category && it.leastFen !== null);
  const least = fen(rate?.leastFen ?? 0);
  const most = fen(rate?.mostFen ?? 0);
  const range = least === most ? formatMoney(least) : `${formatMoney(least)}至${formatMoney(most)}`;
  return finding(rate !== undefined && chosenFen >= least && chosenFen <= most, DUES_RATES, `每月${range}`);
}

/** The profile that holds for a month, or null. */
export function profileFor<T extends DuesProfile>(profiles: readonly T[], month: Day): T | null {
  return profiles.find((it) => it.validFrom <= month && (it.validTo === null || it.validTo > month)) ?? null;
}

/** What somebody owes for a month: the rates, or less where the committee above has approved it. Null: nothing is set. */
export function monthlyDue(
  rules: readonly RateRule[],
  profiles: readonly DuesProfile[],
  reliefs: readonly DuesRelief[],
  month: Day,
): Finding<Fen> | null {
  const profile = profileFor(profiles, month);
  const rule = ruleFor(rules, month);
  if (!profile || !rule) return null;
  const asked = rateDue(rule, profile);
  if (!asked) return null;
  const relief = reliefs.find((it) => it.fromMonth <= month && month <= it.toMonth);
  if (!relief || relief.reducedFen >= asked.value) return asked;
  const reduced = fen(relief.reducedFen);
  return finding(
    reduced,
    DUES_RELIEF,
    reduced === 0 ? "经批准免交" : `经批准少交，每月${formatMoney(reduced)}（原为${formatMoney(asked.value)}）`,
  );
}

/** The first month that a member owes: that of the meeting which admitted them, or of coming to be set, whichever is later. */
export function firstMonth(joinedOn: Day | null, from: Day): Finding<Day> {
  const since = joinedOn === null ? from : later(joinedOn, from);
  return finding(monthStart(since), DUES_FROM_ADMISSION, joinedOn === null ? "" : `${joinedOn}支部大会通过`);
}

/**
 * From which month a change of base holds: the month of the new pay; where the amount is fixed for a year, the next January
 * unless it is January or nothing was fixed for this year.
 */
export function changeHoldsFrom(
  was: { readonly method: "following" | "yearly"; readonly validFrom: Day } | null,
  now: { readonly method: "following" | "yearly"; readonly sameCategory: boolean },
  newPayOn: Day,
): Finding<Day> {
  const month = monthStart(newPayOn);
  if (was?.method === "yearly" && now.method === "yearly" && now.sameCategory && was.validFrom <= month) {
    const held = yearOf(was.validFrom) === yearOf(month) && month > was.validFrom;
    if (held) return finding(addYears(yearStart(month), 1), DUES_YEARLY, `${yearOf(month)}年已核定，年内不变`);
  }
  return finding(month, DUES_NEW_PAY, `${newPayOn}起领取新的收入`);
}

/** The last day on which a month's dues are in time: its own end, or the quarter's where the branch agreed to quarters. */
export function dueBy(month: Day, quarterly: boolean): Finding<Day> {
  return finding(quarterly ? quarterEnd(month) : monthEnd(month), DUES_MONTHLY, quarterly ? "按季交纳" : "按月交纳");
}

/** Whether what is paid on a day for a month is paid in time, or made up for. */
export function isBackPay(month: Day, paidOn: Day, quarterly: boolean): Finding<boolean> {
  const by = dueBy(month, quarterly);
  return finding(paidOn > by.value, by.provision, `${by.grounds}，应在${by.value}之前交纳`);
}

/** Dues are normally made up for six months and not more. */
export const BACK_PAY_MONTHS = 6;

/** Whether making up for a month on a day reaches further back than is normal: to be warned, never refused. */
export function reachesTooFarBack(month: Day, paidOn: Day): Finding<boolean> {
  const oldest = addMonths(monthStart(paidOn), -BACK_PAY_MONTHS);
  return finding(month < oldest, DUES_MONTHLY, `补交一般不超过${BACK_PAY_MONTHS}个月，即${oldest.slice(0, 7)}以后的`);
}

/** The last month that may be paid ahead: December of the year in which it is paid. */
export function latestAhead(paidOn: Day): Finding<Day> {
  return finding(monthStart(yearEnd(paidOn)), DUES_MONTHLY, "最多预交到当年12月");
}

/** A gift of this much at one time goes upward as a whole. */
export const LARGE_GIFT: Fen = yuan(1_000);

/** Whether a voluntary payment goes upward as a whole. */
export function goesWhollyUpward(paidFen: number): Finding<boolean> {
  return finding(paidFen >= LARGE_GIFT, DUES_LARGE_GIFT, `自愿多交${formatMoney(fen(paidFen))}`);
}

/** Whether what is passed upward holds at least the gifts that go upward as a whole, and no more than there is. */
export function remittanceFits(it: {
  readonly collectedFen: number;
  readonly receivedFen: number;
  readonly whollyUpwardFen: number;
  readonly remittedFen: number;
}): Finding<boolean> {
  if (it.remittedFen < it.whollyUpwardFen) {
    return finding(false, DUES_LARGE_GIFT, `其中${formatMoney(fen(it.whollyUpwardFen))}须全部上缴`);
  }
  const all = fen(it.collectedFen + it.receivedFen);
  return finding(it.remittedFen <= all, DUES_UPWARD, `本期共有${formatMoney(all)}`);
}

/** Where somebody stands who has paid nothing since a month; each step is for people to take, none happens by itself. */
export type ArrearsStage = "none" | "remind" | "warn" | "secretary" | "case";

/** Months after which each step begins (C23). */
export const ARREARS = { remind: 1, warn: 3, secretary: 5, case: 6 } as const;

/** The step that arrears have come to on a day: the first month not paid is `since`. */
export function arrearsStage(since: Day, quarterly: boolean, on: Day): Finding<ArrearsStage> {
  const begun = (months: number): boolean => on >= addMonths(since, months);
  const inTime = on <= dueBy(since, quarterly).value;
  const stage: ArrearsStage = begun(ARREARS.case)
    ? "case"
    : begun(ARREARS.secretary)
      ? "secretary"
      : begun(ARREARS.warn) && !inTime
        ? "warn"
        : begun(ARREARS.remind) && !inTime
          ? "remind"
          : "none";
  return finding(stage, DUES_LATE, `自${since.slice(0, 7)}起没有交纳`);
}

/** For which months a member's dues are set, and what settles a month: a payment, an exemption, a waiver. */
export interface DuesKnown {
  /** From a first month until before `to`. */
  readonly set: readonly { readonly from: Day; readonly to: Day | null }[];
  readonly settled: (month: Day) => boolean;
}

const isSet = (it: DuesKnown, month: Day): boolean =>
  it.set.some(({ from, to }) => from <= month && (to === null || month < to));

/** The first month up to `last` that is owed; null when none is. What was paid for a later month settles no earlier one. */
export function owedSince(it: DuesKnown, last: Day): Finding<Day | null> {
  const first = it.set.map(({ from }) => from).sort()[0];
  for (let month = first; month !== undefined && month <= last; month = addMonths(month, 1))
    if (isSet(it, month) && !it.settled(month)) return finding(month, DUES_LATE, `${month.slice(0, 7)}没有交纳`);
  return finding(null, DUES_LATE, "没有欠交的月份");
}

/**
 * The last month up to which a member's dues are settled without a gap, as a letter certifies it; null when the first
 * month is owed, and when nothing is known. `latest` is the last month that anything was entered for.
 */
export function settledThrough(it: DuesKnown, first: Day, latest: Day): Finding<Day | null> {
  let through: Day | null = null;
  for (let month = first; month <= latest; month = addMonths(month, 1)) {
    if (it.settled(month)) through = month;
    else if (it.set.length === 0 || isSet(it, month)) break;
  }
  return finding(through, DUES_LATE, through === null ? "没有交纳的记录" : `连续交至${through.slice(0, 7)}`);
}

/** The day on which six months without dues are full: by then somebody must have talked. */
export function caseOn(since: Day): Finding<Day> {
  return finding(addMonths(since, ARREARS.case), DUES_LATE, `自${since.slice(0, 7)}起满六个月`);
}

/** Whether a purpose is one of the five for which dues are used. */
export function isUse(kind: string): Finding<boolean> {
  return finding(
    codeSet("dues_use").has(kind),
    DUES_USES,
    codeSet("dues_use")
      .entries.map((it) => it.term)
      .join("；"),
  );
}

/** How a month stands in the ledger. */
export type LedgerCell = "paid" | "short" | "exempt" | "owed" | "open" | "unset" | "away";

/** How a month stands on a day: what was entered, else what is owed. */
export function ledgerCell(it: {
  readonly month: Day;
  readonly entry: { readonly kind: string; readonly paidFen: number; readonly dueFen: number } | null;
  readonly due: Fen | null;
  readonly quarterly: boolean;
  readonly onRoster: boolean;
  readonly on: Day;
}): LedgerCell {
  if (it.entry) {
    if (it.entry.kind === "exempt") return "exempt";
    return it.entry.paidFen < it.entry.dueFen ? "short" : "paid";
  }
  if (!it.onRoster) return "away";
  if (it.due === null) return "unset";
  if (it.due === 0) return "exempt";
  return it.on > dueBy(it.month, it.quarterly).value ? "owed" : "open";
}

/** By when the dues of a year are published to the members: the end of January after it. */
export function discloseBy(year: number): Finding<Day> {
  const end = yearEnd(`${String(year).padStart(4, "0")}-01-01` as Day);
  return finding(monthEnd(addDays(end, 1)), DUES_DISCLOSED, `${year}年的党费收缴情况`);
}
