import { findWorkday, isWorkday as knownWorkday } from "chinese-days";
import announced from "chinese-days/dist/chinese-days.json" with { type: "json" };
import { expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { addDays, type Day, day, daysBetween, weekday, yearOf } from "./day.ts";
import { addWorkdays, isWorkday, MOST_WORKDAYS, type WorkdayCalendar } from "./workdays.ts";

const bare: WorkdayCalendar = { years: new Set(), days: new Map() };
/** Every announcement that the package knows. */
const years = [...new Set(Object.keys(announced.holidays).map((it) => yearOf(day(it))))];
const real: WorkdayCalendar = {
  years: new Set(years),
  days: new Map<Day, boolean>([
    ...Object.keys(announced.holidays).map((it) => [day(it), false] as const),
    ...Object.keys(announced.workdays).map((it) => [day(it), true] as const),
  ]),
};
const last = Math.max(...years);

test("National Day of 2024: the days worked instead count, the holidays do not", () => {
  // 29 September (Sunday) and 12 October (Saturday) were worked, 1 to 7 October were off.
  const reckon = (from: string, count: number) => addWorkdays(real, day(from), count).value;
  expect(reckon("2024-09-27", 1)).toBe("2024-09-29");
  expect(reckon("2024-09-27", 2)).toBe("2024-09-30");
  expect(reckon("2024-09-27", 3)).toBe("2024-10-08");
  expect(reckon("2024-10-08", 4)).toBe("2024-10-12");
  expect(reckon("2024-10-08", -1)).toBe("2024-09-30");
  expect(reckon("2024-10-03", 1)).toBe("2024-10-08");
  expect(reckon("2024-10-03", 0)).toBe("2024-10-03");
  expect(reckon("2024-09-27", 7)).toBe("2024-10-12");
});

test("each day is worked as the package says, from the first year it knows to the last", () => {
  expect(last).toBeGreaterThanOrEqual(2026);
  const wrong: string[] = [];
  for (let on = day(`${Math.min(...years)}-01-01`); yearOf(on) <= last; on = addDays(on, 1))
    if (isWorkday(real, on) !== knownWorkday(on)) wrong.push(on);
  expect(wrong).toEqual([]);
});

test("so many working days later is the day that the package finds", () => {
  const from = fc.integer({ min: 0, max: daysBetween(day("2005-01-01"), day(`${last - 1}-06-30`)) });
  fc.assert(
    fc.property(from, fc.integer({ min: 1, max: 40 }), (offset, count) => {
      const on = addDays(day("2005-01-01"), offset);
      expect(addWorkdays(real, on, count).value).toBe(findWorkday(count, on));
    }),
    { numRuns: 500 },
  );
});

/** Calendars that no office would announce: any day off, any weekend worked. */
const calendars = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.boolean()), { maxLength: 80 }).map(
  (list): WorkdayCalendar => ({
    years: new Set([2026, 2027, 2028]),
    days: new Map(list.map(([offset, works]) => [addDays(day("2026-01-01"), offset), works])),
  }),
);
const within = fc.integer({ min: 0, max: 400 }).map((it) => addDays(day("2026-01-01"), it));

/** Working days after `from` up to and with `to`, below nought when it lies before; no thought given to speed. */
function naive(calendar: WorkdayCalendar, from: Day, to: Day): number {
  const step = to < from ? -1 : 1;
  let count = 0;
  for (let on = from; on !== to; ) {
    on = addDays(on, step);
    if (calendar.days.get(on) ?? weekday(on) < 6) count += step;
  }
  return count;
}

test("a naive count from day to day comes to the same, and the way back leads back, whatever the calendar", () => {
  fc.assert(
    fc.property(calendars, within, fc.integer({ min: -60, max: 60 }), (calendar, from, count) => {
      const to = addWorkdays(calendar, from, count).value;
      expect(naive(calendar, from, to)).toBe(count);
      if (count !== 0) expect(isWorkday(calendar, to)).toBe(true);
      if (isWorkday(calendar, from)) expect(addWorkdays(calendar, to, -count).value).toBe(from);
    }),
  );
});

test("without an announcement the week alone holds, and the year is named", () => {
  expect(addWorkdays(bare, day("2026-09-30"), 1)).toEqual({ value: "2026-10-01", unknownYears: [2026] });
  expect(addWorkdays(bare, day("2026-09-30"), 0)).toEqual({ value: "2026-09-30", unknownYears: [] });
  const known: WorkdayCalendar = { years: new Set([2026]), days: new Map([[day("2026-10-01"), false]]) };
  expect(addWorkdays(known, day("2026-09-30"), 1)).toEqual({ value: "2026-10-02", unknownYears: [] });
  // The last days of a year stand in the announcement of the next.
  expect(addWorkdays(known, day("2026-12-25"), 1)).toEqual({ value: "2026-12-28", unknownYears: [2027] });
  expect(addWorkdays(known, day("2026-12-24"), 1)).toEqual({ value: "2026-12-25", unknownYears: [] });
  expect(addWorkdays(known, day("2025-12-30"), 3).unknownYears).toEqual([2025]);
});

test("at the edges of the calendar, and of what is asked", () => {
  expect(() => addWorkdays(real, day("9999-12-30"), 5)).toThrow("day outside");
  expect(() => addWorkdays(real, day("2026-01-01"), MOST_WORKDAYS + 1)).toThrow(RangeError);
  expect(() => addWorkdays(real, day("2026-01-01"), 1.5)).toThrow(RangeError);
});
