import { type Day, day, dayInWords, weekday, weekdayInWords, yearOf } from "#shared/day.ts";
import { NEXT_YEARS_FROM } from "#shared/workdays.ts";
import type { AnnouncedDay } from "./contract.ts";
import { zh } from "./zh.ts";

/** Holidays that every announcement has: a sheet without them is cut off, or of another year. */
const ALWAYS_OFF: readonly (readonly [string, string])[] = [
  ["01-01", "元旦"],
  ["05-01", "劳动节"],
  ["10-01", "国庆节"],
];

/** What speaks against these days as the announcement of a year; pointers into `/days`. */
export function faultsOfYear(
  year: number,
  days: readonly AnnouncedDay[],
): readonly { readonly pointer: string; readonly message: string }[] {
  const seen = new Map<string, number>();
  const faults = days.flatMap((it, at) => {
    const on = day(it.on);
    const before = seen.get(on);
    seen.set(on, at);
    const says = faultOf(year, on, it.works, before !== undefined);
    return says === null ? [] : [{ pointer: `/days/${at}/on`, message: says }];
  });
  const missing = ALWAYS_OFF.filter(([date]) => {
    const it = days[seen.get(`${year}-${date}`) ?? -1];
    return it === undefined || it.works;
  });
  return [...faults, ...missing.map(([, name]) => ({ pointer: "/days", message: zh.holidayMissing(year, name) }))];
}

function faultOf(year: number, on: Day, works: boolean, twice: boolean): string | null {
  const shown = dayInWords(on);
  if (twice) return zh.twice(shown);
  const before = yearOf(on) === year - 1 && on.slice(5) >= NEXT_YEARS_FROM;
  if (yearOf(on) !== year && !before) return zh.otherYear(shown, year);
  if (works && weekday(on) <= 5) return zh.worksAnyway(shown, weekdayInWords(on));
  return null;
}
