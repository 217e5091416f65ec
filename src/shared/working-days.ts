import { addDays, type Day, weekday, yearOf } from "./day.ts";

/**
 * Working days (工作日): Monday to Friday, less the holidays, and the weekend days that are worked in exchange. Holidays and
 * exchanges of a year are set by a notice of the State Council's office in the November before; a year whose notice is not
 * entered here goes by the week and by the holidays whose date the law itself fixes.
 */

/** First and last day off of each holiday, and the weekend days worked in exchange. */
interface Holidays {
  readonly off: readonly (readonly [from: string, to: string])[];
  readonly worked: readonly string[];
}

/** By year. 2026: 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04. */
const NOTICES: Readonly<Record<number, Holidays>> = {
  2026: {
    off: [
      ["2026-01-01", "2026-01-03"],
      ["2026-02-15", "2026-02-23"],
      ["2026-04-04", "2026-04-06"],
      ["2026-05-01", "2026-05-05"],
      ["2026-06-19", "2026-06-21"],
      ["2026-09-25", "2026-09-27"],
      ["2026-10-01", "2026-10-07"],
    ],
    worked: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  },
};

/** Holidays on fixed dates (全国年节及纪念日放假办法), of years without a notice; those of the moon's calendar are not known then. */
const FIXED = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];

/** Has the notice of holidays for the year of a day been entered? */
export const holidaysKnown = (on: Day): boolean => NOTICES[yearOf(on)] !== undefined;

/** Is a day worked? */
export function isWorkingDay(on: Day): boolean {
  const notice = NOTICES[yearOf(on)];
  const inTheWeek = weekday(on) <= 5;
  if (notice === undefined) return inTheWeek && !FIXED.includes(on.slice(5));
  if (notice.worked.includes(on)) return true;
  return inTheWeek && !notice.off.some(([from, to]) => from <= on && on <= to);
}

/** How many working days lie between two days, both counted; none when the last comes before the first. Up to a year is looked at. */
export function workingDays(from: Day, to: Day): number {
  let count = 0;
  for (let on = from, looked = 0; on <= to && looked < 366; on = addDays(on, 1), looked += 1)
    if (isWorkingDay(on)) count += 1;
  return count;
}
