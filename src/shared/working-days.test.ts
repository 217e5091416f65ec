import { expect, test } from "vitest";
import { addDays, day } from "./day.ts";
import { holidaysKnown, isWorkingDay, workingDays } from "./working-days.ts";

test("a week has five, both ends counted, and none backwards", () => {
  expect(workingDays(day("2026-06-01"), day("2026-06-05"))).toBe(5);
  expect(workingDays(day("2026-06-01"), day("2026-06-07"))).toBe(5);
  expect(workingDays(day("2026-06-05"), day("2026-06-01"))).toBe(0);
  expect(workingDays(day("2026-06-06"), day("2026-06-07"))).toBe(0);
});

test("holidays are none, weekend days worked in exchange are", () => {
  // 端午节 on Friday, 19 June.
  expect(workingDays(day("2026-06-15"), day("2026-06-19"))).toBe(4);
  expect(isWorkingDay(day("2026-09-20"))).toBe(true);
  expect(isWorkingDay(day("2026-10-10"))).toBe(true);
  expect(isWorkingDay(day("2026-10-11"))).toBe(false);
  expect(workingDays(day("2026-09-28"), day("2026-10-10"))).toBe(6);
  expect(workingDays(day("2026-02-14"), day("2026-02-24"))).toBe(2);
});

test("2026 has as many as its notice leaves", () => {
  const all = Array.from({ length: 365 }, (_, at) => addDays(day("2026-01-01"), at));
  expect(workingDays(day("2026-01-01"), day("2026-12-31"))).toBe(all.filter(isWorkingDay).length);
  // 261 days of the week, 19 of them off, 6 days worked in exchange.
  expect(all.filter(isWorkingDay)).toHaveLength(248);
});

test("a year without a notice goes by the week and by fixed holidays", () => {
  expect(holidaysKnown(day("2026-12-31"))).toBe(true);
  expect(holidaysKnown(day("2027-01-01"))).toBe(false);
  expect(isWorkingDay(day("2027-01-01"))).toBe(false);
  expect(isWorkingDay(day("2027-01-04"))).toBe(true);
  expect(isWorkingDay(day("2027-10-02"))).toBe(false);
  expect(isWorkingDay(day("2027-10-04"))).toBe(true);
});
