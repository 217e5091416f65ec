import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemScope } from "#platform/database/scope.ts";
import type { Manner } from "#platform/registers/tree-of-day.ts";
import { day } from "#shared/day.ts";
import { rowsAt, type TestZone, testZone } from "#test/zone.ts";
import { chartsOf, figuresOf, loadFacts } from "./picture.ts";
import { loadGround } from "./places.ts";

const today = day("2026-11-22");
let it: TestZone;
beforeAll(async () => {
  it = await testZone({ organizations: 40, members: 900, seed: 7, merged: 0.25, moved: 0.2 });
});
afterAll(async () => {
  await it.database.close();
});

const days = ["2014-05-01", "2019-12-31", "2026-11-22", "2030-06-30"];

describe.each(["now", "was"] as const)("as it %s", (manner: Manner) => {
  test.each(days)("on %s every figure and every mark counts the rows that its list shows", async (on) => {
    const [merger] = it.zone.mergers;
    const [move] = it.zone.moves;
    const places = [
      it.zone.rootId,
      ...it.zone.townIds.slice(0, 2),
      merger?.into,
      merger?.id,
      move?.id,
      it.zone.branchIds[3],
    ];
    let looked = 0;
    await it.door.read(systemScope("test"), async (tx) => {
      for (const organizationId of places) {
        if (organizationId === undefined) continue;
        const ground = await loadGround(tx, { organizationId, day: day(on), manner, today });
        const facts = await loadFacts(tx, ground);
        const marks = [
          ...figuresOf(facts)
            .filter((figure) => figure.form === "count")
            .map((figure) => ({ what: figure.term, value: figure.value, list: figure.list })),
          ...chartsOf(facts).flatMap((chart) =>
            chart.series.flatMap((series) =>
              series.values.map((value, at) => ({
                what: `${chart.title} ${chart.categories[at]} ${series.name}`,
                value,
                list: series.lists[at] ?? null,
              })),
            ),
          ),
        ];
        for (const mark of marks) {
          if (mark.list === null) continue;
          looked += 1;
          expect(await rowsAt(tx, mark.list), `${mark.what} ${mark.list}`).toBe(mark.value);
        }
      }
    });
    expect(looked).toBeGreaterThan(300);
  });
});

test("a merger across towns moves its members in today's tree and leaves them in the tree of the day", async () => {
  await it.door.read(systemScope("test"), async (tx) => {
    const totals = async (organizationId: string, on: string, manner: Manner) => {
      const ground = await loadGround(tx, { organizationId, day: day(on), manner, today });
      return figuresOf(await loadFacts(tx, ground)).find((figure) => figure.key === "members")?.value ?? 0;
    };
    for (const on of days) {
      // Nobody moves in or out of the zone by a reorganisation within it.
      expect(await totals(it.zone.rootId, on, "was")).toBe(await totals(it.zone.rootId, on, "now"));
    }
    const move = it.zone.moves[0];
    if (!move) throw new Error("the zone has no move");
    const before = "2014-05-01";
    const moved = await totals(move.id, before, "was");
    expect(moved).toBeGreaterThan(0);
    const from = { was: await totals(move.from, before, "was"), now: await totals(move.from, before, "now") };
    expect(from.was).not.toBe(from.now);
  });
});

test("the year in which the roster began stands apart from the yearly ins and outs", async () => {
  await it.door.read(systemScope("test"), async (tx) => {
    const ground = await loadGround(tx, { organizationId: null, day: day("2016-12-31"), manner: "now", today });
    const facts = await loadFacts(tx, ground);
    const chart = chartsOf(facts).find((one) => one.key === "moves");
    expect(chart?.categories[0]).toBe(String(facts.beganIn + 1));
    expect(chart?.series.map((one) => [one.values.length, one.lists.length])).toEqual([
      [2016 - facts.beganIn, 2016 - facts.beganIn],
      [2016 - facts.beganIn, 2016 - facts.beganIn],
    ]);
    expect(chart?.note).toContain(`${facts.beganIn}年`);
  });
  await it.door.read(systemScope("test"), async (tx) => {
    // Ten years on the first year is out of sight, and nothing needs to be said about it.
    const ground = await loadGround(tx, { organizationId: null, day: today, manner: "now", today });
    const chart = chartsOf(await loadFacts(tx, ground)).find((one) => one.key === "moves");
    expect([chart?.categories.length, chart?.note]).toEqual([10, undefined]);
  });
});

test("charts and figures of one picture agree with each other", async () => {
  await it.door.read(systemScope("test"), async (tx) => {
    const ground = await loadGround(tx, { organizationId: null, day: today, manner: "now", today });
    expect(ground.top.id).toBe(it.zone.rootId);
    const facts = await loadFacts(tx, ground);
    const total = figuresOf(facts).find((figure) => figure.key === "members")?.value;
    expect(total).toBeGreaterThan(0);
    for (const chart of chartsOf(facts)) {
      const sum = chart.series.reduce(
        (all, series) => all + series.values.reduce<number>((part, value) => part + (value ?? 0), 0),
        0,
      );
      if (["sex", "age", "schooling", "category", "children"].includes(chart.key)) expect(sum, chart.key).toBe(total);
      if (chart.key === "growth") expect(chart.series[0]?.values.at(-1)).toBe(total);
    }
  });
});
