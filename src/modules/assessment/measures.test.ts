import { afterAll, beforeAll, expect, test } from "vitest";
import { systemScope } from "#platform/database/scope.ts";
import { listAddress, questionOf } from "#platform/measures/index.ts";
import { holds } from "#platform/measures/measure.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import { rowsAt, type TestZone, testZone } from "#test/zone.ts";
import { ATTENTION, KINDS, MEMBERS, MISSION, ORGANIZATIONS } from "./measures.ts";
import { figuresOf, loadFacts } from "./picture.ts";
import { loadGround } from "./places.ts";
import { type Disorder, disordersOf } from "./rules.ts";

const today = day("2026-11-22");
const pictured = [MEMBERS, ORGANIZATIONS, ATTENTION].flatMap((it) => Object.values(it));
const measures = [...pictured, ...KINDS, ...Object.values(MISSION)];
const aDay = fc.integer({ min: 0, max: 9_000 }).map((days) => addDays(day("2006-01-01"), days));
let it: TestZone;
beforeAll(async () => {
  it = await testZone({ organizations: 24, members: 300, seed: 13, merged: 0.2, moved: 0.2 });
});
afterAll(async () => {
  await it.database.close();
});

test("asked by its question or over grouped facts, a measure is the number of its rows on any day", async () => {
  let counted = 0;
  await it.door.read(systemScope("test"), async (tx) => {
    await fc.assert(
      fc.asyncProperty(aDay, async (on) => {
        const organizationId = it.zone.rootId;
        const ground = await loadGround(tx, { organizationId, day: on, manner: "now", today });
        const shown = new Map(figuresOf(await loadFacts(tx, ground)).map((one) => [one.key, one.value]));
        for (const one of measures) {
          const rows = await rowsAt(
            tx,
            listAddress(one.of.id, { organizationId, day: on, manner: "now" }, one.where(on)),
          );
          const answer = await (await questionOf(tx, one, on)).executeTakeFirst();
          expect(answer?.value, `${one.term} on ${on}`).toBe(rows);
          if (shown.has(one.key)) expect(shown.get(one.key), `${one.term} on ${on}`).toBe(rows);
          counted += rows;
        }
        for (const one of pictured) expect(shown.has(one.key), one.key).toBe(true);
      }),
      { numRuns: 8 },
    );
  });
  expect(counted).toBeGreaterThan(0);
});

test("what stands out by measure is what the rule finds", () => {
  const DISORDER: Readonly<Record<keyof typeof ATTENTION, Disorder>> = {
    noSecretary: "no-secretary",
    termOverdue: "term-overdue",
    termDueSoon: "term-due-soon",
    tooFew: "too-few",
    tooMany: "too-many",
  };
  const standing = fc.record({
    kind: fc.constantFrom(...codeSet("organization_kind").values),
    members: fc.integer({ min: 0, max: 60 }),
    full: fc.integer({ min: 0, max: 6 }),
    hasSecretary: fc.boolean(),
    oneShoulder: fc.boolean(),
    termDueOn: fc.option(fc.integer({ min: -20, max: 200 }).map((days) => addDays(today, days))),
  });
  fc.assert(
    fc.property(standing, (one) => {
      const fact = { ...one, fullMembers: one.full, secretary: one.hasSecretary };
      const found = disordersOf(one, today).map((finding) => finding.value);
      for (const [key, disorder] of Object.entries(DISORDER))
        expect(holds(ATTENTION[key as keyof typeof ATTENTION].where(today), fact), key).toBe(found.includes(disorder));
    }),
    { numRuns: 2_000 },
  );
});

test("a fact that does not know the field of a filter is refused, never counted", () => {
  expect(() => holds({ gender: "female" }, { kind: "branch" })).toThrow(RangeError);
});
