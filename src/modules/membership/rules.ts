import {
  addDays,
  addMonths,
  addYears,
  type Day,
  type DayPrecision,
  fullYears,
  monthEnd,
  yearEnd,
  yearOf,
} from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import {
  ADMISSION,
  ADULT,
  CONVERSION_DECIDED,
  IDENTITY_CHECK,
  LETTER_VALIDITY,
  ONE_ROSTER,
  PROBATION_YEAR,
  RESTORATION,
  SENIORITY,
  STOPPED_OUT,
  YEARLY_IDENTITY,
} from "./provisions.ts";

/**
 * Who says that somebody comes onto a roster for this reason (entry_reason): `form`, the branch by a form; `case`, a recruiting
 * case that the committee has approved; `above`, the level above with its document.
 */
export function entryStatedBy(reason: string): Finding<"form" | "case" | "above"> {
  if (reason === "admitted" || reason === "readmitted") return finding("case", ADMISSION.now, "由发展党员档案办理");
  if (reason === "restored") return finding("above", RESTORATION, "由上级党组织批准");
  return finding("form", ONE_ROSTER, "由党支部登记");
}

/** Leavings after which somebody is no member, and becomes one again only by being admitted anew. */
const OUT_OF_THE_PARTY: ReadonlySet<string> = new Set([
  "expelled",
  "withdrew",
  "persuaded_out",
  "removed",
  "lapsed",
  "probation_cancelled",
  "not_recognised",
]);

/**
 * Who says that somebody who left for this reason (leave_reason) stands on a roster again, whatever reason of entry is
 * named: to call it a transfer or a mistake would restore all the same.
 */
export function returnStatedBy(left: string): Finding<"form" | "case" | "above"> {
  if (left === "stopped") return finding("above", RESTORATION, "停止党籍以后由上级党组织批准恢复");
  if (OUT_OF_THE_PARTY.has(left)) return finding("case", RESTORATION, "已经出党，只能重新入党");
  return finding("form", ONE_ROSTER, "由党支部登记");
}

/**
 * Does somebody of this status (registry_status) stand on a roster, and so in every count of members and in the dues?
 * 停止党籍, 已出党 and 已死亡 are decreases with a day and a reason, never a word beside a name that goes on counting.
 */
export function standsOnRoster(status: string): Finding<boolean> {
  if (status === "stopped") return finding(false, STOPPED_OUT, "停止党籍期间不计入党员总数，也不交纳党费");
  if (status === "left" || status === "dead") return finding(false, ONE_ROSTER, "不再是花名册上的党员");
  return finding(true, ONE_ROSTER, "在花名册上");
}

/** Does this status (registry_status) in place of that one restore a membership? What is not stated changes nothing. */
export function restores(was: string | undefined, becomes: string | undefined): boolean {
  if (becomes === undefined || becomes === was) return false;
  return becomes === "restored" || was === "stopped";
}

/**
 * Would these fields make a full member of somebody on probation? A branch meeting and the committee above decide that
 * (转正), a field of the roster never does; a day of conversion that lies ahead would do so by itself.
 */
export function convertsByField(
  was: { readonly category: string; readonly fullOn: Day | null } | null,
  becomes: { readonly category?: string | undefined; readonly fullOn?: Day | undefined },
): Finding<boolean> {
  const waits = was !== null && was.category === "probationary" && was.fullOn === null;
  const converts = waits && (becomes.category === "full" || becomes.fullOn !== undefined);
  return finding(converts, CONVERSION_DECIDED.now, converts ? "还没有转正的决定" : "不改变是否转正");
}

/** A date as exactly as it is known: of a month or a year the first day is kept. */
export interface KnownDay {
  readonly day: Day;
  readonly precision: DayPrecision;
}

/** Last day that a date of this precision can mean; the rules give the row the benefit of what is not known. */
export function latest(known: KnownDay): Day {
  if (known.precision === "day") return known.day;
  return known.precision === "month" ? monthEnd(known.day) : yearEnd(known.day);
}

/** First day that a date of this precision can mean. */
export const earliest = (known: KnownDay): Day => known.day;

/** Whether two dates may be the same day as far as both are known. */
export function mayBeSame(a: KnownDay, b: KnownDay): boolean {
  return earliest(a) <= latest(b) && earliest(b) <= latest(a);
}

/** Youngest age at which somebody can have joined. */
export const JOINING_AGE = 18;
/** Between the ninth congress (1 April 1969) and the eleventh (18 August 1977) there was no probation; before 1956 its length differed. */
const PROBATION_KNOWN_FROM = "1977-08-18";

export interface AgeAtJoining {
  /** Full years (周岁) on the latest day the dates allow. */
  readonly age: number;
  /**
   * `under`: not eighteen by any way of counting, so one of the dates is wrong. `nominal`: eighteen only in nominal years
   * (虚岁), as village offices still count; kept, and pointed out for the file as a whole.
   */
  readonly adult: "yes" | "nominal" | "under";
}

/** Had the person turned eighteen when joining? */
export function ageAtJoining(birth: KnownDay, joined: KnownDay): Finding<AgeAtJoining> {
  const from = earliest(birth);
  const to = latest(joined);
  const age = to < from ? 0 : fullYears(from, to);
  const nominal = yearOf(to) - yearOf(from) + 1;
  const adult = age >= JOINING_AGE ? "yes" : to >= from && nominal >= JOINING_AGE ? "nominal" : "under";
  return finding({ age, adult }, ADULT, `入党时${age}周岁`);
}

/** Does the row tell another sex than the identity number? To be looked at; old files do differ. */
export function sexDisagrees(written: string, number: "male" | "female"): Finding<boolean> {
  const told = written === "male" || written === "female";
  return finding(told && written !== number, IDENTITY_CHECK, "身份证号第十七位：单数为男，双数为女");
}

/** Does the row tell another birthday than the identity number, as far as it tells one? To be looked at. */
export function birthDisagrees(written: KnownDay, number: Day): Finding<boolean> {
  const same = mayBeSame(written, { day: number, precision: "day" });
  return finding(!same, IDENTITY_CHECK, "身份证号第七至十四位是出生日期");
}

/** Full membership comes after joining. */
export function fullBeforeJoined(joined: KnownDay, full: KnownDay): Finding<boolean> {
  const before = latest(full) < earliest(joined);
  return finding(before, PROBATION_YEAR.on(joined.day), before ? "转正日期早于入党日期" : "转正日期不早于入党日期");
}

/** Full membership within a year of joining, since probation lasts a year: to be looked at, because special cases exist. */
export function fullWithinYear(joined: KnownDay, full: KnownDay): Finding<boolean> {
  if (earliest(joined) < PROBATION_KNOWN_FROM)
    return finding(false, PROBATION_YEAR.on(joined.day), "当时没有或另有预备期规定");
  const soon = latest(full) < addYears(earliest(joined), 1);
  return finding(soon, PROBATION_YEAR.on(joined.day), soon ? "转正日期距入党日期不满一年" : "预备期满一年");
}

/** Full or probationary on a day, from the dates where they are known and else as the roster said. */
export function categoryOn(
  member: { readonly category: "full" | "probationary"; readonly fullOn: Day | null },
  on: Day,
): Finding<"full" | "probationary"> {
  if (member.fullOn === null) return finding(member.category, PROBATION_YEAR.on(on), "按花名册登记的人员类别");
  const full = member.fullOn <= on;
  return finding(full ? "full" : "probationary", PROBATION_YEAR.on(on), full ? "已到转正日期" : "未到转正日期");
}

/**
 * What the dates alone say when the roster has no category: full with a day of conversion; without one, probationary for
 * as long as a probation with one extension can last (two years), full after that.
 */
export function categoryFromDates(
  joined: KnownDay | null,
  full: KnownDay | null,
  on: Day,
): Finding<"full" | "probationary" | null> {
  if (full !== null) return finding(full.day <= on ? "full" : "probationary", PROBATION_YEAR.on(on), "按转正日期判断");
  if (joined === null) return finding(null, PROBATION_YEAR.on(on), "没有入党日期和转正日期");
  const probationary = on < addMonths(latest(joined), 24);
  return finding(probationary ? "probationary" : "full", PROBATION_YEAR.on(on), "没有转正日期，按入党日期判断");
}

/** Party standing (党龄) in full years: from conversion, not from joining. Null for those who are not full members. */
export function partyYears(fullOn: Day | null, on: Day): Finding<number | null> {
  const years = fullOn === null || fullOn > on ? null : fullYears(fullOn, on);
  return finding(years, SENIORITY.on(fullOn ?? on), years === null ? "尚未转正，不计党龄" : `转正至今${years}年`);
}

/** The last day on which a letter of introduction is good: its own days, at most three months. */
export function letterEnds(letterOn: Day, validDays: number): Finding<Day> {
  const own = addDays(letterOn, validDays);
  const most = addMonths(letterOn, 3);
  return finding(own < most ? own : most, LETTER_VALIDITY, `介绍信自${letterOn}起有效${validDays}天`);
}

export interface YearCount {
  readonly before: number;
  readonly came: number;
  readonly left: number;
  readonly after: number;
}

/** Last year + in − out = this year, at any place. Value: the difference, nought when the books balance. */
export function yearlyDifference(it: YearCount): Finding<number> {
  const difference = it.after - (it.before + it.came - it.left);
  return finding(difference, YEARLY_IDENTITY, `期初${it.before} + 增加${it.came} − 减少${it.left}，期末${it.after}`);
}
