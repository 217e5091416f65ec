import { describe, expect, it, test } from "vitest";
import { addDays, addYears, day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import { AT_HOST, CROWD, EXCELLENT_CEILING, PROBATIONARY, RECTIFY, SUGGESTION, YEARLY } from "./provisions.ts";
import {
  ballotPossible,
  countsFit,
  excellentMost,
  exemptionOf,
  GRADES,
  type Marks,
  mayRectify,
  rectifyDue,
  stageOf,
  suggested,
  withinCeiling,
} from "./rules.ts";

const on = day("2026-11-02");
const marks = (excellent: number, qualified: number, barely = 0, unqualified = 0): Marks => ({
  excellent,
  qualified,
  barely,
  unqualified,
});

test("a stage follows from the dates, the last one that happened", () => {
  const none = { votingOn: null, countedOn: null, gradedOn: null, publishedOn: null, withdrawnOn: null };
  expect(stageOf(none, on).value).toBe("self");
  expect(stageOf({ ...none, votingOn: on }, on).value).toBe("voting");
  expect(stageOf({ ...none, votingOn: on, countedOn: on }, on).value).toBe("counted");
  expect(stageOf({ ...none, votingOn: on, countedOn: on, gradedOn: on }, on).value).toBe("graded");
  expect(stageOf({ ...none, votingOn: on, countedOn: on, gradedOn: on, publishedOn: on }, on).value).toBe("published");
  expect(stageOf({ ...none, votingOn: on, withdrawnOn: on }, on).value).toBe("withdrawn");
  const whole = { ...none, votingOn: on, countedOn: addDays(on, 1), withdrawnOn: addDays(on, 2) };
  expect([-1, 0, 1, 2].map((days) => stageOf(whole, addDays(on, days)).value)).toEqual([
    "self",
    "voting",
    "counted",
    "withdrawn",
  ]);
});

test("full members are graded; probationary ones and those appraised at their host are not", () => {
  expect(exemptionOf({ category: "full", atHost: false }).value).toBeNull();
  expect(exemptionOf({ category: "full", atHost: true }).value).toBe("host");
  expect(exemptionOf({ category: "probationary", atHost: true }).value).toBe("probationary");
});

test("nine are no crowd, ten are", () => {
  expect(ballotPossible(9).value).toBe(false);
  expect(ballotPossible(10).value).toBe(true);
  expect(ballotPossible(9).provision.force).toBe("house");
});

describe("the ceiling of 优秀", () => {
  it.each([
    ["third", 0, 0],
    ["third", 2, 0],
    ["third", 3, 1],
    ["third", 5, 1],
    ["third", 6, 2],
    ["third", 30, 10],
    ["thirty", 3, 0],
    ["thirty", 4, 1],
    ["thirty", 9, 2],
    ["thirty", 10, 3],
    ["thirty", 30, 9],
    ["none", 30, null],
  ] as const)("%s of %i is %s", (ceiling, graded, most) => {
    expect(excellentMost(ceiling, graded).value).toBe(most);
  });
  it("is shown as practice whose text is not in the regulations", () => {
    expect(excellentMost("third", 3).provision).toMatchObject({ force: "house", confirmed: false });
  });
  it("refuses one more than fits", () => {
    expect(
      withinCeiling(["excellent", "excellent", "qualified", "qualified", "qualified", "qualified"], "third").value,
    ).toBe(true);
    expect(
      withinCeiling(["excellent", "excellent", "excellent", "qualified", "qualified", "qualified"], "third").value,
    ).toBe(false);
    expect(withinCeiling(["excellent", "excellent"], "none").value).toBe(true);
  });
});

describe("totals of the tellers", () => {
  const sheets = { issued: 20, returned: 19, valid: 18 };
  it("fit when each is at most the one before", () => {
    expect(countsFit(sheets, 20, [marks(10, 8)]).value).toBe(true);
    expect(countsFit(sheets, 19, [marks(10, 8)]).value).toBe(false);
    expect(countsFit({ ...sheets, returned: 21 }, 25, []).value).toBe(false);
    expect(countsFit({ ...sheets, valid: 20 }, 25, []).value).toBe(false);
    expect(countsFit(sheets, 20, [marks(10, 9)]).value).toBe(false);
  });
});

describe("the grades that the form begins with", () => {
  it("go by more than half, cumulatively", () => {
    const found = suggested(
      [marks(11, 9), marks(10, 10), marks(2, 9, 9), marks(0, 5, 5, 10), marks(0, 5, 6, 9)],
      20,
      null,
    ).value;
    expect(found).toEqual(["excellent", "qualified", "qualified", "unqualified", "barely_qualified"]);
  });
  it("give 优秀 to the most marks, and to nobody on equal marks at the edge", () => {
    expect(suggested([marks(15, 5), marks(12, 8), marks(18, 2)], 20, 2).value).toEqual([
      "excellent",
      "qualified",
      "excellent",
    ]);
    expect(suggested([marks(15, 5), marks(15, 5), marks(18, 2)], 20, 2).value).toEqual([
      "qualified",
      "qualified",
      "excellent",
    ]);
  });
  it("never exceed the number, never depend on the order, never fall as marks rise", () => {
    const one = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30)).map(([a, b, c, d]) => {
      const sum = Math.max(1, a + b + c + d);
      const part = (n: number): number => Math.floor((n * 30) / sum);
      return marks(part(a), part(b), part(c), part(d));
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 40 }), fc.nat(12), (all, most) => {
        const grades = suggested(all, 30, most).value;
        expect(grades.filter((it) => it === "excellent").length).toBeLessThanOrEqual(most);
        expect(suggested(all.toReversed(), 30, most).value.toReversed()).toEqual(grades);
        for (const [at, a] of all.entries())
          for (const [other, b] of all.entries())
            if (a.excellent >= b.excellent && a.qualified >= b.qualified && a.barely >= b.barely)
              expect(GRADES.indexOf(grades[at] ?? "qualified")).toBeLessThanOrEqual(
                GRADES.indexOf(grades[other] ?? "qualified"),
              );
      }),
    );
  });
});

describe("time for mending (教管条例第三十条)", () => {
  const from = day("2024-02-29");
  it("lasts a day at least and a year at most", () => {
    expect(mayRectify(from, from).value).toBe(false);
    expect(mayRectify(from, addDays(from, 1)).value).toBe(true);
    expect(mayRectify(from, addYears(from, 1)).value).toBe(true);
    expect(mayRectify(from, addDays(addYears(from, 1), 1)).value).toBe(false);
  });
  it("is due thirty days before its end", () => {
    expect(rectifyDue(on, addDays(on, -31)).value).toBe(false);
    expect(rectifyDue(on, addDays(on, -30)).value).toBe(true);
    expect(rectifyDue(on, addDays(on, 9)).value).toBe(true);
  });
});

test("each answer names the provision it rests on", () => {
  for (const [answer, provision] of [
    [exemptionOf({ category: "probationary", atHost: false }), PROBATIONARY],
    [exemptionOf({ category: "full", atHost: true }), AT_HOST],
    [exemptionOf({ category: "full", atHost: false }), YEARLY],
    [ballotPossible(9), CROWD],
    [excellentMost("third", 9), EXCELLENT_CEILING],
    [withinCeiling(["excellent"], "thirty"), EXCELLENT_CEILING],
    [countsFit({ issued: 1, returned: 1, valid: 1 }, 1, []), YEARLY],
    [suggested([marks(1, 0)], 1, 1), SUGGESTION],
    [mayRectify(on, addDays(on, 1)), RECTIFY],
    [rectifyDue(on, on), RECTIFY],
  ] as const)
    expect(answer.provision, answer.grounds).toBe(provision);
});
