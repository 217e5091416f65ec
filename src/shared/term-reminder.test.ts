import { expect, it } from "vitest";
import * as fc from "#test/properties.ts";
import { addDays, addMonths, day } from "./day.ts";
import { remindedUntil } from "./term-reminder.ts";

it("takes in the whole end of a longer month, and not the day after", () => {
  expect(remindedUntil(day("2026-02-27"))).toBe("2026-08-27");
  expect(remindedUntil(day("2026-02-28"))).toBe("2026-08-31");
  expect(remindedUntil(day("2026-08-31"))).toBe("2027-02-28");
  expect(remindedUntil(day("2026-09-01"))).toBe("2027-03-01");
});

it("is the same as six months counted back from the end, on every day", () => {
  const from = day("2023-01-01");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 170, max: 200 }), (at, later) => {
      const on = addDays(from, at);
      const due = addDays(on, later);
      expect(due <= remindedUntil(on)).toBe(addMonths(due, -6) <= on);
    }),
  );
});
