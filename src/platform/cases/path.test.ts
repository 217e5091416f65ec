import { describe, expect, it, test } from "vitest";
import { addDays, type Day, day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import { inTurn, nextOf, openSteps, type PathRecord, type PathStep, PLAIN, standing, stateOf, turnOf } from "./path.ts";

const START = day("2026-01-01");

/** Any path whose steps build on earlier ones only; refusals take earlier steps back. */
const anyPath: fc.Arbitrary<readonly PathStep[]> = fc
  .array(
    fc.record({
      ground: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
      undone: fc.array(fc.nat({ max: 20 }), { maxLength: 2 }),
      repeats: fc.boolean(),
      optional: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps) =>
    steps.map(({ ground, undone, repeats, optional }, at): PathStep => {
      const earlier = (of: readonly number[]): string[] => (at === 0 ? [] : of.map((it) => `step${it % at}`));
      return {
        ...PLAIN,
        name: `step${at}`,
        after: earlier(ground),
        repeats,
        optional,
        undoes: { rejected: earlier(undone) },
      };
    }),
  );

/** Records one open step after another, some of them refused, as a sequence of choices says. */
function walked(path: readonly PathStep[], choices: readonly number[], refuse: boolean): PathRecord[] {
  const records: PathRecord[] = [];
  for (const [nth, choice] of choices.entries()) {
    const open = openSteps(path, standing(path, records));
    const step = open[choice % Math.max(1, open.length)];
    if (!step) break;
    const result = refuse && choice % 3 === 0 ? "rejected" : "passed";
    records.push({ step: step.name, result, happenedOn: addDays(START, nth) });
  }
  return records;
}
const choices = fc.array(fc.nat({ max: 99 }), { maxLength: 30 });

describe("any path", () => {
  test("what is open has its ground; recorded, it stands and is open no more unless it repeats", () => {
    fc.assert(
      fc.property(anyPath, choices, (path, of) => {
        const records = walked(path, of, true);
        const done = standing(path, records);
        for (const it of openSteps(path, done)) {
          expect(it.after.every((before) => done.has(before))).toBe(true);
          const more = standing(path, [...records, { step: it.name, result: "passed", happenedOn: START }]);
          expect(more.has(it.name)).toBe(true);
          expect(openSteps(path, more).includes(it)).toBe(it.repeats);
        }
      }),
    );
  });
  test("nobody is stuck: until every step that must be done stands, one of them is next", () => {
    fc.assert(
      fc.property(anyPath, choices, (path, of) => {
        // What builds on something that may be left out waits for it; such paths are not declared.
        const whole = path.map((it) => ({ ...it, optional: false }));
        const done = standing(whole, walked(whole, of, false));
        expect(nextOf(openSteps(whole, done), done) === undefined).toBe(whole.every((it) => done.has(it.name)));
      }),
    );
  });
  test("a refusal never makes a step stand, and takes back only what its step says", () => {
    fc.assert(
      fc.property(anyPath, choices, (path, of) => {
        const records = walked(path, of, true);
        const done = standing(path, records);
        for (const it of openSteps(path, done)) {
          const refused = standing(path, [...records, { step: it.name, result: "rejected", happenedOn: START }]);
          const lost = [...done.keys()].filter((name) => !refused.has(name));
          expect([...refused.keys()].every((name) => done.has(name))).toBe(true);
          expect(lost.every((name) => it.undoes["rejected"]?.includes(name))).toBe(true);
        }
      }),
    );
  });
  test("a step's turn is yes exactly when it is open and no ground of it lies later", () => {
    fc.assert(
      fc.property(anyPath, choices, fc.nat({ max: 40 }), (path, of, days) => {
        const done = standing(path, walked(path, of, true));
        const open = openSteps(path, done);
        const on: Day = addDays(START, days);
        for (const it of path) {
          const turn = turnOf(path, done, open, it, on);
          const late = it.after.some((before) => (done.get(before)?.happenedOn ?? START) > on);
          expect(turn.value === "yes").toBe(open.includes(it) && !late);
          if (turn.value === "early") expect(turn.from > on).toBe(true);
          if (turn.value === "missing") expect(turn.missing.some((one) => done.has(one.name))).toBe(false);
        }
      }),
    );
  });
  test("every step is shown in one state, and those that may be recorded first are open", () => {
    fc.assert(
      fc.property(anyPath, choices, (path, of) => {
        const done = standing(path, walked(path, of, true));
        const open = new Set(openSteps(path, done).map((it) => it.name));
        for (const it of path) {
          const state = stateOf(it, done, open);
          if (state === "later") expect(done.has(it.name) || open.has(it.name)).toBe(false);
          if (state === "done") expect(done.has(it.name)).toBe(true);
          if (open.has(it.name) && !done.has(it.name)) expect(state).toBe("open");
        }
      }),
    );
  });
});

describe("steps in turn", () => {
  const PATH = inTurn<PathStep>([
    { ...PLAIN, name: "notice", optional: true },
    { ...PLAIN, name: "request" },
    { ...PLAIN, name: "extension", optional: true, repeats: true },
    { ...PLAIN, name: "reply", undoes: { rejected: ["request"] } },
  ]);
  const done = (...records: readonly (readonly [string, string])[]) =>
    standing(
      PATH,
      records.map(([step, result]) => ({ step, result, happenedOn: START })),
    );
  const open = (...records: readonly (readonly [string, string])[]) =>
    openSteps(PATH, done(...records)).map((it) => it.name);

  const next = (...records: readonly (readonly [string, string])[]) =>
    nextOf(openSteps(PATH, done(...records)), done(...records));

  it("what may be left out is open until the next that may not, once or again and again", () => {
    expect(open()).toEqual(["notice", "request"]);
    expect(open(["notice", "passed"])).toEqual(["request"]);
    expect(open(["request", "passed"])).toEqual(["extension", "reply"]);
    expect(open(["request", "passed"], ["extension", "passed"])).toEqual(["extension", "reply"]);
    expect(open(["request", "passed"], ["reply", "passed"])).toEqual([]);
  });
  it("what was refused is asked anew; a void result changes nothing", () => {
    expect(open(["request", "passed"], ["reply", "rejected"])).toEqual(["notice", "request"]);
    expect(open(["request", "void"])).toEqual(["notice", "request"]);
    expect(next(["request", "passed"])?.name).toBe("reply");
    expect(next(["request", "passed"], ["reply", "passed"])).toBeUndefined();
  });
  it("a record that does not complete its step leaves it open", () => {
    const records = [{ step: "request", result: "passed", happenedOn: START }];
    expect(standing(PATH, records, () => false).size).toBe(0);
  });
});
