/**
 * Working days: Monday to Friday, less the holidays and with the days that are worked instead (调休), as the State Council's
 * office announces them for each year. Pure: the calendar comes in as a value, and every answer says which years it lacked.
 */
import { addDays, type Day, weekday, yearOf } from "./day.ts";

export interface WorkdayCalendar {
  /** Years whose announcement is entered. */
  readonly years: ReadonlySet<number>;
  /** What the announcements say of a day: worked or not. Days they do not name go by the week. */
  readonly days: ReadonlyMap<Day, boolean>;
}

/** An answer, and the years it touched whose announcement is not entered: there it goes by Monday to Friday alone. */
export interface Reckoned<T> {
  readonly value: T;
  readonly unknownYears: readonly number[];
}

/** An announcement also names the last days of the year before (29 to 31 December 2018 stand in that of 2019). */
export const NEXT_YEARS_FROM = "12-28";

/** Farther than any rule reckons: some thirty years. */
export const MOST_WORKDAYS = 8_000;

/** Years whose announcements must be entered before it is known whether this day is worked. */
function yearsBehind(on: Day): readonly number[] {
  const year = yearOf(on);
  return on.slice(5) >= NEXT_YEARS_FROM ? [year, year + 1] : [year];
}

/** Whether the day is worked, by what the calendar knows. */
export function isWorkday(calendar: WorkdayCalendar, on: Day): boolean {
  return calendar.days.get(on) ?? weekday(on) <= 5;
}

/**
 * The day `count` working days after `from`, which is itself not counted: five working days after a Friday is the next
 * Friday. Negative counts back; 0 is `from` itself. Throws RangeError beyond {@link MOST_WORKDAYS}, DayOutside beyond 9999.
 */
export function addWorkdays(calendar: WorkdayCalendar, from: Day, count: number): Reckoned<Day> {
  if (!Number.isInteger(count) || Math.abs(count) > MOST_WORKDAYS) throw new RangeError(`not so many: ${count}`);
  const step = count < 0 ? -1 : 1;
  const unknown = new Set<number>();
  let on = from;
  for (let left = Math.abs(count); left > 0; ) {
    on = addDays(on, step);
    note(calendar, on, unknown);
    if (isWorkday(calendar, on)) left -= 1;
  }
  return { value: on, unknownYears: [...unknown].sort((a, b) => a - b) };
}

/**
 * How many working days lie between two days, both counted; none when the last comes before the first. No rule asks for
 * more than a year, so no more is looked at.
 */
export function workdaysWithin(calendar: WorkdayCalendar, from: Day, to: Day): Reckoned<number> {
  const unknown = new Set<number>();
  let count = 0;
  for (let on = from, looked = 0; on <= to && looked < 366; on = addDays(on, 1), looked += 1) {
    note(calendar, on, unknown);
    if (isWorkday(calendar, on)) count += 1;
  }
  return { value: count, unknownYears: [...unknown].sort((a, b) => a - b) };
}

function note(calendar: WorkdayCalendar, on: Day, unknown: Set<number>): void {
  for (const year of yearsBehind(on)) if (!calendar.years.has(year)) unknown.add(year);
}
