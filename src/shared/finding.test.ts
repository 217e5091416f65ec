import { expect, test } from "vitest";
import { day } from "./day.ts";
import { overdue } from "./finding.ts";

test.each([
  ["2026-11-30", "2026-11-29", false],
  ["2026-11-30", "2026-11-30", false],
  ["2026-11-30", "2026-12-01", true],
  ["2024-02-29", "2024-03-01", true],
  ["2026-12-31", "2027-01-01", true],
])("what is due on %s, asked on %s: late %s; the last day still counts", (deadline, on, late) => {
  expect(overdue(day(deadline), day(on))).toBe(late);
});

test("what has no deadline is never late", () => {
  expect(overdue(null, day("9999-12-31"))).toBe(false);
});
