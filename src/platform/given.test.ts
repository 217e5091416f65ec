import { expect, test } from "vitest";
import { day } from "#shared/day.ts";
import { dayGiven, reasonGiven } from "./given.ts";

const today = day("2026-11-30");

test("a day is one that exists and has come; none given means today", () => {
  expect(dayGiven({ today }, undefined)).toBe("2026-11-30");
  expect(dayGiven({ today }, "2026-11-30")).toBe("2026-11-30");
  expect(dayGiven({ today }, "2024-02-29")).toBe("2024-02-29");
  for (const bad of ["2026-12-01", "2026-02-30", "0000-01-01", "2026/11/01", ""])
    expect(() => dayGiven({ today }, bad, "/paidOn"), bad).toThrow(
      expect.objectContaining({ slug: "day-in-future", faults: [expect.objectContaining({ pointer: "/paidOn" })] }),
    );
});

test("a reason has four characters besides the spaces around it, counted as people count them", () => {
  expect(reasonGiven("  重复登记  ")).toBe("重复登记");
  expect(reasonGiven("𠮷𠮷𠮷𠮷")).toBe("𠮷𠮷𠮷𠮷");
  for (const bad of [undefined, "", "    ", "重复了", "  错  ", "𠮷𠮷𠮷"])
    expect(() => reasonGiven(bad), String(bad)).toThrow(
      expect.objectContaining({ slug: "reason-needed", faults: [expect.objectContaining({ pointer: "/reason" })] }),
    );
});
