import { expect, test } from "vitest";
import { readTypedDay } from "./typed-day.ts";

test.each(["20261122", "2026-11-22", "2026.11.22", "2026/11/22", "2026年11月22日", " 2026-11-22 "])(
  "%s is a day",
  (text) => {
    expect(readTypedDay(text)).toBe("2026-11-22");
  },
);

test.each(["", "2026-13-01", "2026-11", "22.11.2026", "明天"])("%s is none", (text) => {
  expect(readTypedDay(text)).toBeNull();
});
