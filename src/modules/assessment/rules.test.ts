import { expect, test } from "vitest";
import { ageBand, joinedBand, seniorityBand } from "#shared/bands.ts";
import { addDays, type Day, day, fullYears } from "#shared/day.ts";
import {
  BRANCH_4_SET_UP,
  BRANCH_4_SIZE,
  BRANCH_20_SECRETARY,
  BRANCH_21_TERM,
  BRANCH_22_REMINDER,
  RURAL_19_ONE_SHOULDER,
} from "#shared/regulations.ts";
import * as fc from "#test/properties.ts";
import { PROVISIONS, SMALL_CELLS, YEARLY_IDENTITY } from "./provisions.ts";
import {
  ageMarks,
  disordersOf,
  edgesOf,
  educationMarks,
  jobMarks,
  joinedMarks,
  latestDayWithYears,
  type Mark,
  markOfBucket,
  markOfCode,
  oneShoulder,
  type Standing,
  seniorityMarks,
  smallestPublished,
  yearlyDifference,
} from "./rules.ts";

const days = fc.integer({ min: 0, max: 60_000 }).map((it) => addDays(day("1890-01-01"), it));

/** What width_bucket does with ascending edges. */
const bucket = (edges: readonly Day[], value: Day): number => edges.filter((edge) => edge <= value).length;
const markOf = (marks: readonly Mark[], value: Day): string | undefined =>
  markOfBucket(marks, edgesOf(marks), bucket(edgesOf(marks), value))?.id;

test("dates fall into the bands that full years give, on every day, leap days too", () => {
  fc.assert(
    fc.property(days, days, (a, b) => {
      const [birth, on] = a <= b ? [a, b] : [b, a];
      expect(markOf(ageMarks("AN2", on), birth)).toBe(ageBand(birth, on, "AN2")?.id);
      expect(markOf(ageMarks("AN5", on), birth)).toBe(ageBand(birth, on, "AN5")?.id);
      expect(markOf(seniorityMarks(on), birth)).toBe(seniorityBand(birth, on, "decades")?.id);
      expect(markOf(joinedMarks(), birth)).toBe(joinedBand(birth).id);
    }),
  );
});

test("the latest day with so many years is the last one that has them", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 110 }), (on, years) => {
      const latest = latestDayWithYears(on, years);
      expect(fullYears(latest, on)).toBeGreaterThanOrEqual(years);
      expect(fullYears(addDays(latest, 1), on)).toBeLessThan(Math.max(1, years));
    }),
  );
  expect(latestDayWithYears(day("2027-02-28"), 3)).toBe("2024-02-29");
});

test("every stored code counts into one mark, and what nobody knows counts as unknown", () => {
  for (const marks of [educationMarks(), jobMarks()]) {
    const codes = marks.flatMap((mark) => mark.codes ?? []);
    expect(new Set(codes).size).toBe(codes.length);
    expect(markOfCode(marks, null)?.id).toBe("unknown");
    expect(markOfCode(marks, "no-such-code")?.id).toBe("unknown");
    for (const code of codes) expect(markOfCode(marks, code)?.codes).toContain(code);
  }
});

test("what is out of order is found with its provision", () => {
  const on = day("2026-11-22");
  const sound: Standing = {
    kind: "branch",
    members: 20,
    full: 18,
    hasSecretary: true,
    oneShoulder: false,
    termDueOn: day("2029-01-01"),
  };
  const found = (change: Partial<Standing>) =>
    disordersOf({ ...sound, ...change }, on).map((it) => [it.value, it.provision]);
  expect(found({})).toEqual([]);
  expect(found({ hasSecretary: false })).toEqual([["no-secretary", BRANCH_20_SECRETARY]]);
  expect(found({ termDueOn: on })).toEqual([["term-overdue", BRANCH_21_TERM]]);
  expect(found({ termDueOn: day("2027-05-22") })).toEqual([["term-due-soon", BRANCH_22_REMINDER]]);
  expect(found({ termDueOn: day("2027-05-23") })).toEqual([]);
  const endOfMonth = { ...sound, termDueOn: day("2026-08-31") };
  expect(disordersOf(endOfMonth, day("2026-02-27"))).toEqual([]);
  expect(disordersOf(endOfMonth, day("2026-02-28")).map((it) => it.value)).toEqual(["term-due-soon"]);
  expect(found({ full: 2 })).toEqual([["too-few", BRANCH_4_SET_UP]]);
  expect(found({ members: 50 })).toEqual([]);
  expect(found({ members: 51 })).toEqual([["too-many", BRANCH_4_SIZE]]);
  // A joint branch gathers members of units too small for one of their own; a group has no secretary.
  expect(found({ kind: "joint_branch", full: 2 })).toEqual([]);
  expect(found({ kind: "group", hasSecretary: false, members: 60 })).toEqual([]);
});

test("both posts in one pair of hands, the yearly identity and the smallest number rest on their provisions", () => {
  expect(
    oneShoulder({ kind: "branch", members: 9, full: 9, hasSecretary: true, oneShoulder: true, termDueOn: null }),
  ).toMatchObject({ value: true, provision: RURAL_19_ONE_SHOULDER });
  expect(yearlyDifference(10, 3, 2, 11)).toMatchObject({ value: 0, provision: YEARLY_IDENTITY });
  expect(yearlyDifference(10, 3, 2, 12).value).toBe(1);
  expect(smallestPublished()).toMatchObject({ value: 5, provision: SMALL_CELLS });
  expect(new Set(PROVISIONS.map((it) => it.id)).size).toBe(PROVISIONS.length);
});
