import { describe, expect, it } from "vitest";
import { day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import { Problem } from "./problem.ts";
import { shapeOf } from "./shape.ts";
import { DayOf, DayText } from "./shapes.ts";

const taken = (text: string, shape = shapeOf(DayText)): string | null => {
  try {
    shape.read(text);
    return null;
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    return cause.faults[0]?.message ?? "";
  }
};

describe("a day in a request", () => {
  it.each(["0000-01-01", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "２０２６-01-01", ""])(
    "%j is refused beside its field",
    (text) => {
      expect(taken(text)).toBe("提交的内容应当是日期，例如 2024-07-01。");
      expect(taken(text, shapeOf(DayOf("表彰日期")))).toBe("表彰日期应当是日期，例如 2024-07-01。");
    },
  );

  it("is what the calendar takes, and nothing else", () => {
    const digits = fc
      .tuple(fc.nat(9999), fc.nat(14), fc.nat(33))
      .map(([y, m, d]) =>
        [String(y).padStart(4, "0"), String(m).padStart(2, "0"), String(d).padStart(2, "0")].join("-"),
      );
    const known = (text: string): boolean => {
      try {
        return day(text) === text;
      } catch {
        return false;
      }
    };
    fc.assert(fc.property(digits, (text) => (taken(text) === null) === known(text)));
  });
});
