import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import {
  addDays,
  addMonths,
  addYears,
  compare,
  contains,
  type Day,
  day,
  dayInTable,
  dayInWords,
  dayOf,
  daysBetween,
  daysInMonth,
  dottedMonth,
  fullYears,
  isDay,
  monthEnd,
  monthsBetween,
  overlaps,
  quarterEnd,
  quarterOf,
  quarterStart,
  weekday,
  weekdayInWords,
  yearEnd,
} from "./day.ts";

const days = fc
  .record({ year: fc.integer({ min: 1, max: 9999 }), month: fc.integer({ min: 1, max: 12 }), seed: fc.nat() })
  .map(({ year, month, seed }): Day => {
    const made = dayOf(year, month, (seed % daysInMonth(year, month)) + 1);
    if (made === null) throw new Error("generator");
    return made;
  });
/** The runtime's own calendar as the oracle; `setUTCFullYear` because years below 100 mean 19xx elsewhere. */
function oracle(value: Day, offset = 0): Date {
  const date = new Date(0);
  date.setUTCFullYear(Number(value.slice(0, 4)), Number(value.slice(5, 7)) - 1, Number(value.slice(8)) + offset);
  return date;
}

describe("a day", () => {
  test("is taken only when it exists", () => {
    for (const good of ["2024-02-29", "0001-01-01", "9999-12-31", "2000-02-29"]) expect(isDay(good)).toBe(true);
    for (const bad of [
      "1900-02-29",
      "2023-02-29",
      "2024-13-01",
      "2024-00-10",
      "2024-1-1",
      "0000-01-01",
      " 2024-01-01",
      "",
      5,
    ]) {
      expect(isDay(bad)).toBe(false);
    }
    expect(() => day("2023-02-30")).toThrow(RangeError);
  });

  test("adds and counts days as the runtime's calendar does", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (from, n) => {
        const expected = oracle(from, n);
        fc.pre(expected.getUTCFullYear() >= 1 && expected.getUTCFullYear() <= 9999);
        const to = addDays(from, n);
        expect(to).toBe(expected.toISOString().slice(0, 10));
        expect(daysBetween(from, to)).toBe(n);
        expect(weekday(to)).toBe(expected.getUTCDay() === 0 ? 7 : expected.getUTCDay());
      }),
    );
  });

  test("refuses to leave the years it knows", () => {
    expect(() => addDays(day("9999-12-31"), 1)).toThrow(RangeError);
    expect(() => addDays(day("0001-01-01"), -1)).toThrow(RangeError);
    expect(() => addMonths(day("9999-12-31"), 1)).toThrow(RangeError);
    expect(() => addDays(day("2020-01-01"), 0.5)).toThrow(RangeError);
  });

  test("adds months and years to the end of the month at most", () => {
    expect(addMonths(day("2024-01-31"), 1)).toBe("2024-02-29");
    expect(addMonths(day("2023-01-31"), 1)).toBe("2023-02-28");
    expect(addMonths(day("2024-03-31"), -1)).toBe("2024-02-29");
    expect(addMonths(day("2024-08-31"), 6)).toBe("2025-02-28");
    expect(addYears(day("2024-02-29"), 1)).toBe("2025-02-28");
    expect(addYears(day("2024-02-29"), 4)).toBe("2028-02-29");
  });

  test("counts whole months and years as the greatest n that still fits", () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [from, to] = a <= b ? [a, b] : [b, a];
        const n = monthsBetween(from, to);
        expect(addMonths(from, n) <= to).toBe(true);
        if (to < "9999-11-01") expect(addMonths(from, n + 1) > to).toBe(true);
        expect(monthsBetween(to, from)).toBe(n === 0 ? 0 : -n);
        const years = fullYears(from, to);
        expect(addYears(from, years) <= to).toBe(true);
        if (to < "9998-12-01") expect(addYears(from, years + 1) > to).toBe(true);
      }),
    );
    expect(fullYears(day("2000-06-30"), day("2026-06-29"))).toBe(25);
    expect(fullYears(day("2000-06-30"), day("2026-06-30"))).toBe(26);
    expect(fullYears(day("2026-06-30"), day("2026-01-01"))).toBe(0);
  });

  test("sorts by time", () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(Math.sign(compare(a, b))).toBe(Math.sign(daysBetween(b, a)));
      }),
    );
  });

  test("knows ends of years, quarters and months", () => {
    expect(yearEnd(day("2024-02-29"))).toBe("2024-12-31");
    expect(monthEnd(day("2024-02-03"))).toBe("2024-02-29");
    expect(quarterOf(day("2024-04-01"))).toBe(2);
    expect(quarterStart(day("2024-06-30"))).toBe("2024-04-01");
    expect(quarterEnd(day("2024-04-01"))).toBe("2024-06-30");
    expect(quarterEnd(day("2024-12-31"))).toBe("2024-12-31");
  });

  test("writes itself for documents, tables and forms", () => {
    const value = day("2026-11-02");
    expect(dayInWords(value)).toBe("2026年11月2日");
    expect(dayInWords(value, "month")).toBe("2026年11月");
    expect(dayInWords(value, "year")).toBe("2026年");
    expect(dayInTable(value)).toBe("2026-11-02");
    expect(dayInTable(value, "month")).toBe("2026-11");
    expect(dayInTable(value, "year")).toBe("2026");
    expect(dottedMonth(value)).toBe("2026.11");
    expect(weekdayInWords(day("2026-11-22"))).toBe("星期日");
  });
});

describe("a half-open range", () => {
  const small = fc.integer({ min: 0, max: 20 }).map((n) => addDays(day("2024-02-20"), n));
  const ranges = fc.record({ from: small, to: fc.option(small) });

  test("holds its first day and not its last", () => {
    const range = { from: day("2024-01-01"), to: day("2024-02-01") };
    expect(contains(range, day("2024-01-01"))).toBe(true);
    expect(contains(range, day("2024-02-01"))).toBe(false);
    expect(contains({ from: range.from, to: null }, day("9999-12-31"))).toBe(true);
  });

  test("overlaps exactly when some day lies in both", () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const shared = Array.from({ length: 30 }, (_, n) => addDays(day("2024-02-20"), n)).some(
          (d) => contains(a, d) && contains(b, d),
        );
        expect(overlaps(a, b)).toBe(shared);
      }),
    );
  });
});
