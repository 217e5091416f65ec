import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nextOf, openSteps, standing, stateOf, turnOf } from "#platform/cases/path.ts";
import { bodyOf } from "#platform/forms/body.ts";
import { faultsOf } from "#platform/forms/faults.ts";
import { said } from "#platform/forms/said.ts";
import { day } from "#shared/day.ts";
import { STEPS } from "./fixtures/relief-path.ts";

/** The recipe for a procedure (docs/recipes/case.md), cooked: a third procedure that no module has. */

const TODAY = day("2026-12-01");
type Told = readonly [step: (typeof STEPS)[number]["name"], on: string, result?: string];
const records = (...told: readonly Told[]) =>
  told.map(([step, on, result = "passed"]) => ({ step, result, happenedOn: day(on) }));
const at = (...told: readonly Told[]) => {
  const done = standing(STEPS, records(...told));
  const open = openSteps(STEPS, done);
  return { done, open, names: open.map((it) => it.name), next: nextOf(open, done)?.name };
};
const stepNamed = (name: string) => {
  const found = STEPS.find((it) => it.name === name);
  if (!found) throw new RangeError(`no step ${name}`);
  return found;
};

const APPLIED: Told = ["application", "2026-11-02"];
const VISITED: Told = ["visit", "2026-11-05"];
const DISCUSSED: Told = ["meeting", "2026-11-10"];

test("the recipe shows the declaration that is run here", () => {
  const recipe = readFileSync(join(import.meta.dirname, "../docs/recipes/case.md"), "utf8");
  const declared = readFileSync(join(import.meta.dirname, "fixtures/relief-path.ts"), "utf8");
  expect(recipe).toContain(`\`\`\`ts\n${declared}\`\`\``);
});

describe("a relief case", () => {
  test("goes from step to step; one may be repeated, one left out", () => {
    expect(at().next).toBe("application");
    expect(at(APPLIED).next).toBe("visit");
    expect(at(APPLIED, VISITED).names).toEqual(["visit", "meeting"]);
    expect(at(APPLIED, VISITED, DISCUSSED).names).toEqual(["notice", "approval"]);
    expect(at(APPLIED, VISITED, DISCUSSED, ["approval", "2026-11-12"]).names).toEqual(["notice", "payment"]);
    const paid = at(APPLIED, VISITED, DISCUSSED, ["approval", "2026-11-12"], ["payment", "2026-11-13"]);
    expect(paid).toMatchObject({ names: [], next: undefined });
  });
  test("is discussed anew when the town refuses, and goes on as before when the record is taken back", () => {
    const refused = at(APPLIED, VISITED, DISCUSSED, ["approval", "2026-11-12", "rejected"]);
    expect(refused.next).toBe("meeting");
    expect(refused.names).toContain("visit");
    expect(at(APPLIED, VISITED, DISCUSSED).next).toBe("approval");
  });
  test("says what is in the way of a step", () => {
    const { done, open } = at(APPLIED, VISITED);
    const turn = (name: string, on: string) => turnOf(STEPS, done, open, stepNamed(name), day(on));
    expect(turn("meeting", "2026-11-04")).toEqual({ value: "early", from: "2026-11-05" });
    expect(turn("meeting", "2026-11-05").value).toBe("yes");
    expect(turn("application", "2026-11-05").value).toBe("done");
    expect(turn("payment", "2026-11-20")).toMatchObject({ value: "missing", missing: [{ name: "approval" }] });
    const shown = STEPS.map((it) => stateOf(it, done, new Set(open.map((one) => one.name))));
    expect(shown).toEqual(["done", "done", "open", "later", "later", "later"]);
  });
  test("has body, faults and words of each step from what it asks", () => {
    const { asks } = stepNamed("application");
    expect(Object.keys((bodyOf(asks) as unknown as { properties: object }).properties)).toEqual(["need", "wanted"]);
    expect(faultsOf(asks, { need: "房屋漏雨" }, TODAY).map((it) => it.pointer)).toEqual(["/wanted"]);
    expect(said(asks, { need: "房屋漏雨", wanted: 120_000 }).map((it) => it.value)).toEqual(["房屋漏雨", "¥1,200.00"]);
  });
});
