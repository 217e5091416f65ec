/**
 * Civil days as ISO text (`2026-11-22`), years 0001 to 9999, with our own calendar arithmetic: no clock, no time zone.
 * Terms follow the rules: calendar months and years clamped to the end of the month, never 30, 90 or 365 days.
 */

declare const dayBrand: unique symbol;
/** A day that exists, as `yyyy-mm-dd`. Text order is time order. */
export type Day = string & { readonly [dayBrand]: "Day" };

/** How exactly a date is known. A coarse date is stored as the first day of its month or year. */
export type DayPrecision = "day" | "month" | "year";

/** Half-open: `from` belongs to it, `to` does not; `to` null means open-ended. */
export interface Range {
  readonly from: Day;
  readonly to: Day | null;
}

export interface DayParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly date: number;
}

/** A day reckoned from another that leaves the years 0001 to 9999. Whoever typed the other is told, see platform/http. */
export class DayOutside extends RangeError {
  override name = "DayOutside";
  constructor() {
    super("day outside 0001-9999");
  }
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const FIRST = 1; // serial of 0001-01-01
const LAST = 3_652_059; // serial of 9999-12-31

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days in a month; `month` 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function exists(year: number, month: number, date: number): boolean {
  return (
    Number.isInteger(year) &&
    Number.isInteger(month) &&
    Number.isInteger(date) &&
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    date >= 1 &&
    date <= daysInMonth(year, month)
  );
}

export function isDay(value: unknown): value is Day {
  if (typeof value !== "string") return false;
  const match = ISO.exec(value);
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Takes ISO text as a day. Throws RangeError for anything else; use {@link isDay} to ask first. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${JSON.stringify(text)}`);
  return text;
}

function iso(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/** Day from its parts (month 1 to 12), or null when there is no such day, such as 30 February. */
export function dayOf(year: number, month: number, date: number): Day | null {
  return exists(year, month, date) ? day(iso(year, month, date)) : null;
}

export function partsOf(value: Day): DayParts {
  return { year: Number(value.slice(0, 4)), month: Number(value.slice(5, 7)), date: Number(value.slice(8, 10)) };
}

/** Days since 0000-12-31 in the proleptic Gregorian calendar, so 0001-01-01 is 1 (a Monday). */
function serialOf(value: Day): number {
  const { year, month, date } = partsOf(value);
  const y = month <= 2 ? year - 1 : year;
  const fromMarch = (month + 9) % 12;
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * fromMarch + 2) / 5) +
    date -
    307 +
    1
  );
}

function ofSerial(serial: number): Day {
  if (!Number.isInteger(serial) || serial < FIRST || serial > LAST) throw new DayOutside();
  // Count from 0000-03-01, in eras of 400 years of 146,097 days, so that leap days end their years.
  const z = serial + 305;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return day(iso(year, month, date));
}

/** Throws DayOutside when the result leaves the years 0001 to 9999. */
export function addDays(value: Day, days: number): Day {
  return ofSerial(serialOf(value) + days);
}

/**
 * Same date `months` later (or earlier when negative), clamped to the end of the month: 31 January + 1 = 28 or 29 February.
 * Throws DayOutside when the result leaves the years 0001 to 9999.
 */
export function addMonths(value: Day, months: number): Day {
  const { year, month, date } = partsOf(value);
  const index = year * 12 + (month - 1) + months;
  const y = Math.floor(index / 12);
  const m = index - y * 12 + 1;
  if (!Number.isInteger(months) || y < 1 || y > 9999) throw new DayOutside();
  return day(iso(y, m, Math.min(date, daysInMonth(y, m))));
}

/** As {@link addMonths} with twelve times as many: 29 February + 1 year = 28 February. */
export function addYears(value: Day, years: number): Day {
  return addMonths(value, years * 12);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return serialOf(to) - serialOf(from);
}

/** Whole calendar months from `from` to `to`: the greatest n with `addMonths(from, n) <= to`; mirrored when `to` is earlier. */
export function monthsBetween(from: Day, to: Day): number {
  if (to < from) {
    const back = monthsBetween(to, from);
    return back === 0 ? 0 : -back;
  }
  const a = partsOf(from);
  const b = partsOf(to);
  const months = (b.year - a.year) * 12 + (b.month - a.month);
  return addMonths(from, months) <= to ? months : months - 1;
}

/** Whole years (周岁, 党龄) from `from` to `to`: the greatest n with `addYears(from, n) <= to`; mirrored when `to` is earlier. */
export function fullYears(from: Day, to: Day): number {
  const years = Math.trunc(monthsBetween(from, to) / 12);
  return years === 0 ? 0 : years;
}

/** Negative, zero or positive, for sorting. */
export function compare(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function earlier(a: Day, b: Day): Day {
  return a <= b ? a : b;
}

export function later(a: Day, b: Day): Day {
  return a >= b ? a : b;
}

/** 1 Monday to 7 Sunday. */
export function weekday(value: Day): number {
  return ((serialOf(value) - 1) % 7) + 1;
}

export function yearOf(value: Day): number {
  return Number(value.slice(0, 4));
}

/** 1 to 4. */
export function quarterOf(value: Day): number {
  return Math.ceil(Number(value.slice(5, 7)) / 3);
}

export function yearStart(value: Day): Day {
  return day(`${value.slice(0, 4)}-01-01`);
}

/** 31 December of that year, the statistics day. */
export function yearEnd(value: Day): Day {
  return day(`${value.slice(0, 4)}-12-31`);
}

export function monthStart(value: Day): Day {
  return day(`${value.slice(0, 8)}01`);
}

export function monthEnd(value: Day): Day {
  const { year, month } = partsOf(value);
  return day(iso(year, month, daysInMonth(year, month)));
}

export function quarterStart(value: Day): Day {
  return day(iso(yearOf(value), quarterOf(value) * 3 - 2, 1));
}

export function quarterEnd(value: Day): Day {
  return monthEnd(day(iso(yearOf(value), quarterOf(value) * 3, 1)));
}

/** Whether the day lies in the half-open range. */
export function contains(range: Range, value: Day): boolean {
  return range.from <= value && (range.to === null || value < range.to);
}

/** Whether two half-open ranges share a day. An empty range (from = to) shares none. */
export function overlaps(a: Range, b: Range): boolean {
  const from = later(a.from, b.from);
  const to = a.to === null ? b.to : b.to === null ? a.to : earlier(a.to, b.to);
  return to === null || from < to;
}

/** For documents: `2026年11月22日`, or `2026年11月` and `2026年` when no more is known. */
export function dayInWords(value: Day, precision: DayPrecision = "day"): string {
  const { year, month, date } = partsOf(value);
  if (precision === "year") return `${year}年`;
  if (precision === "month") return `${year}年${month}月`;
  return `${year}年${month}月${date}日`;
}

/** For tables: `2026-11-22`, or `2026-11` and `2026` when no more is known. */
export function dayInTable(value: Day, precision: DayPrecision = "day"): string {
  return value.slice(0, precision === "year" ? 4 : precision === "month" ? 7 : 10);
}

/** As cadre forms write it: `2024.06`. */
export function dottedMonth(value: Day): string {
  return `${value.slice(0, 4)}.${value.slice(5, 7)}`;
}

/** `星期日` and so on. */
export function weekdayInWords(value: Day): string {
  return `星期${"一二三四五六日".charAt(weekday(value) - 1)}`;
}

/** A month as forms write it, `2026-11`, of the years 1000 to 2999. */
export const MONTH = /^[12][0-9]{3}-(0[1-9]|1[0-2])$/u;
