import { describe, expect, it } from "vitest";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, addMonths, type Day, day } from "#shared/day.ts";
import { assert, constantFrom, integer, option, property } from "#test/properties.ts";
import {
  FIVE_MEASURES,
  HOUSE_AWARD_ONCE,
  LEAVING_DISPOSITIONS,
  POSTS_END,
  PROBATION_EXTENDED,
  PROBATIONARY_DISPOSITION,
  RECTIFY_YEAR,
  RIGHTS_SUSPENDED,
} from "./provisions.ts";
import {
  awardNamed,
  endsPosts,
  isForOrganization,
  isLeaving,
  isSuspending,
  LEAVING_KINDS,
  type Measure,
  mayEnd,
  mayExtend,
  measureFits,
  periodEnds,
  periodFits,
  remindFrom,
  rightsSuspended,
  stateOf,
} from "./rules.ts";

const probation = (more: Partial<Measure> = {}): Measure => ({
  kind: "probation_within_party",
  validFrom: day("2025-03-15"),
  months: 12,
  extendedMonths: null,
  endedOn: null,
  withdrawnOn: null,
  ...more,
});
const suspended = (it: Measure, on: string) => rightsSuspended([it], false, day(on)).value;

describe("the right to vote (election rules 5, Charter 41)", () => {
  it("is gone on the first day and on the last, and back on the day of the decision", () => {
    expect(suspended(probation(), "2025-03-14")).toBe(false);
    expect(suspended(probation(), "2025-03-15")).toBe(true);
    const restored = probation({ endedOn: day("2026-03-15") });
    expect(suspended(restored, "2026-03-14")).toBe(true);
    expect(suspended(restored, "2026-03-15")).toBe(false);
    expect(suspended(restored, "2026-03-16")).toBe(false);
  });

  it("does not come back by itself when the period is over", () => {
    const found = rightsSuspended([probation()], false, day("2026-03-15"));
    expect(found).toMatchObject({ value: true, grounds: "2025-03-15起暂停行使，尚未恢复" });
  });

  it("is gone under 留置 and 逮捕 and 停止党籍, and under nothing else", () => {
    for (const kind of codeSet("disciplinary_measure").values) {
      const it = { ...probation(), kind, months: null };
      expect(suspended(it, "2025-04-01"), kind).toBe(
        kind === "probation_within_party" || kind === "detained" || kind === "arrested",
      );
    }
    expect(rightsSuspended([], true, day("2025-04-01")).value).toBe(true);
    expect(rightsSuspended([], false, day("2025-04-01")).value).toBe(false);
  });

  it("was never gone by what was entered in error", () => {
    expect(suspended(probation({ withdrawnOn: day("2025-05-01") }), "2025-04-01")).toBe(false);
  });

  it("is suspended on exactly the days from the first to the eve of the end", () => {
    const days = integer({ min: 0, max: 1500 });
    assert(
      property(days, option(integer({ min: 0, max: 900 }), { nil: null }), days, (from, length, at) => {
        const start = day("2024-01-01");
        const validFrom = addDays(start, from);
        const endedOn = length === null ? null : addDays(validFrom, length);
        const on = addDays(start, at);
        const held = on >= validFrom && (endedOn === null || on < endedOn);
        expect(suspended(probation({ validFrom, endedOn }), on)).toBe(held);
      }),
    );
  });
});

describe("periods", () => {
  it("留党察看 is one year or two, 限期改正 at most one, the others have none", () => {
    const fits = (kind: Measure["kind"], months: number | null) => periodFits(kind, months).value;
    expect([11, 12, 13, 24, 25, null].map((it) => fits("probation_within_party", it))).toEqual([
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
    expect([0, 1, 12, 13, null].map((it) => fits("rectify", it))).toEqual([false, true, true, false, false]);
    expect(fits("warning", null)).toBe(true);
    expect(fits("warning", 12)).toBe(false);
  });

  it("ends on the same day a year later, at the end of a month where there is none", () => {
    expect(periodEnds(day("2024-02-29"), 12, null).value).toBe("2025-02-28");
    expect(periodEnds(day("2025-03-15"), 12, 12).value).toBe("2027-03-15");
    expect(remindFrom(day("2026-03-15")).value).toBe("2026-02-13");
  });

  it("one year may be made two, once, from the last month on", () => {
    const may = (it: Measure, on: string) => mayExtend(it, day(on)).value;
    expect(may(probation(), "2026-02-14")).toBe(false);
    expect(may(probation(), "2026-02-15")).toBe(true);
    expect(may(probation(), "2026-06-01")).toBe(true);
    expect(may(probation({ months: 24 }), "2027-03-15")).toBe(false);
    expect(may(probation({ extendedMonths: 12 }), "2027-03-15")).toBe(false);
    expect(may(probation({ endedOn: day("2026-03-15") }), "2026-03-15")).toBe(false);
    expect(may({ ...probation(), kind: "rectify", months: 6 }, "2026-03-15")).toBe(false);
  });

  it("rights are not restored before the period, extension included, is over", () => {
    const may = (it: Measure, on: string) => mayEnd(it, "restored", day(on)).value;
    expect(may(probation(), "2026-03-14")).toBe(false);
    expect(may(probation(), "2026-03-15")).toBe(true);
    expect(may(probation({ extendedMonths: 12 }), "2026-03-15")).toBe(false);
    expect(may(probation({ extendedMonths: 12 }), "2027-03-14")).toBe(false);
    expect(may(probation({ extendedMonths: 12 }), "2027-03-15")).toBe(true);
    assert(
      property(integer({ min: 0, max: 1200 }), constantFrom(null, 12), (later, extendedMonths) => {
        const it = probation({ extendedMonths });
        const on = addDays(it.validFrom, later);
        expect(mayEnd(it, "restored", on).value).toBe(on >= addMonths(it.validFrom, 12 + (extendedMonths ?? 0)));
      }),
    );
  });

  it("each kind ends in its own way; a review takes back any of them", () => {
    const ways = (kind: Measure["kind"], months: number | null = null) =>
      codeSet("measure_outcome").values.filter(
        (it) => mayEnd({ ...probation(), kind, months }, it, day("2026-06-01")).value,
      );
    expect(ways("probation_within_party", 12)).toEqual(["restored", "expelled", "revoked"]);
    expect(ways("rectify", 6)).toEqual(["improved", "not_improved", "revoked"]);
    expect(ways("detained")).toEqual(["lifted", "revoked"]);
    expect(ways("arrested")).toEqual(["lifted", "revoked"]);
    expect(ways("warning")).toEqual(["revoked"]);
    expect(mayEnd(probation(), "revoked", day("2025-03-14")).value).toBe(false);
  });

  it("stands where its days say", () => {
    const at = (it: Measure, on: Day) => stateOf(it, on).value;
    expect(at(probation(), day("2026-03-14"))).toBe("running");
    expect(at(probation(), day("2026-03-15"))).toBe("due");
    expect(at(probation({ endedOn: day("2026-03-20") }), day("2026-03-19"))).toBe("due");
    expect(at(probation({ endedOn: day("2026-03-20") }), day("2026-03-20"))).toBe("ended");
    expect(at({ ...probation(), kind: "warning", months: null }, day("2026-01-01"))).toBe("done");
    expect(at({ ...probation(), kind: "detained", months: null }, day("2026-01-01"))).toBe("running");
    expect(at(probation({ withdrawnOn: day("2025-04-01") }), day("2026-01-01"))).toBe("withdrawn");
  });
});

it("of a probationary member no measure is left but the cancellation (discipline 36, 细则 32)", () => {
  const fitting = (of: "full" | "probationary") =>
    codeSet("disciplinary_measure").values.filter((it) => measureFits(it, of).value);
  expect(new Set(fitting("probationary"))).toEqual(
    new Set(["probation_cancelled", "not_recognised", "detained", "arrested"]),
  );
  const others = codeSet("disciplinary_measure").values.filter((it) => it !== "probation_cancelled");
  expect(fitting("full")).toEqual(others);
  expect(measureFits("warning", "probationary").grounds).toContain("批评教育、延长预备期或者取消");
});

it("every measure that ends the membership is a code of leaving", () => {
  for (const kind of LEAVING_KINDS) expect(codeSet("leave_reason").has(kind), kind).toBe(true);
  expect(codeSet("disciplinary_measure").values.filter((it) => isLeaving(it))).toEqual([...LEAVING_KINDS]);
  expect(codeSet("disciplinary_measure").values.filter((it) => isSuspending(it) && isLeaving(it))).toEqual([]);
});

it("another honour needs a name; two kinds are an organisation's", () => {
  expect(awardNamed("excellent_member", "").value).toBe(true);
  expect(awardNamed("other_person", "").value).toBe(false);
  expect(awardNamed("other_organization", "五星支部").value).toBe(true);
  expect(codeSet("award_kind").values.filter((it) => isForOrganization(it))).toEqual([
    "advanced_organization",
    "other_organization",
  ]);
});

it("each answer names the provision it rests on", () => {
  const on = day("2026-03-15");
  const of = (kind: Measure["kind"], months: number | null = null): Measure =>
    probation({ kind, months, validFrom: day("2025-03-15") });
  for (const [answer, provision] of [
    [awardNamed("other_person", ""), HOUSE_AWARD_ONCE],
    [endsPosts("removed_from_post"), POSTS_END],
    [measureFits("removed", "full"), LEAVING_DISPOSITIONS],
    [measureFits("expelled", "full"), FIVE_MEASURES],
    [measureFits("expelled", "probationary"), PROBATIONARY_DISPOSITION],
    [mayExtend(probation(), on), PROBATION_EXTENDED],
    [mayEnd(probation(), "restored", on), FIVE_MEASURES],
    [mayEnd(of("rectify", 12), "improved", on), RECTIFY_YEAR],
    [mayEnd(of("detained"), "lifted", on), RIGHTS_SUSPENDED],
    [rightsSuspended([probation()], false, on), RIGHTS_SUSPENDED],
    [stateOf(of("arrested"), on), RIGHTS_SUSPENDED],
  ] as const)
    expect(answer.provision, answer.grounds).toBe(provision);
});
