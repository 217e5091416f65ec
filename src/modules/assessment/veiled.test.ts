import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERYWHERE, subtree } from "#platform/database/reach.ts";
import { ownScope, type Scope } from "#platform/database/scope.ts";
import { Problem } from "#platform/http/problem.ts";
import { day } from "#shared/day.ts";
import { type TestZone, testZone } from "#test/zone.ts";
import { publishedDay, veiledMembers } from "./veiled.ts";

const today = day("2026-11-22");
let it: TestZone;
beforeAll(async () => {
  it = await testZone({ organizations: 26, members: 160, seed: 5, merged: 0.1 });
});
afterAll(async () => {
  await it.database.close();
});

const totalsOnly = (path: string | null): Scope => ({
  ...ownScope("01900000-0000-7000-8000-000000000001", null),
  persons: [],
  places: [path === null ? EVERYWHERE : subtree(path)],
  write: [],
});
const pathOf = async (id: string | undefined) =>
  (await it.database.ownerPool.query<{ path: string }>("select org_path as path from organization where id = $1", [id]))
    .rows[0]?.path ?? "";

test("whoever sees totals only gets them for statistics days, without small numbers and without lists", async () => {
  const path = await pathOf(it.zone.rootId);
  const shown = await it.door.read(totalsOnly(path), (tx) =>
    veiledMembers(tx, { organizationId: null, day: today, today }),
  );
  expect(shown.ground.day).toBe("2025-12-31");
  const numbers = [
    ...shown.figures.map((figure) => figure.value),
    ...shown.charts.flatMap((chart) => chart.series.flatMap((series) => series.values)),
  ];
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.filter((number) => number !== null && number > 0 && number < 5)).toEqual([]);
  const { rows } = await it.database.ownerPool.query<{ n: number }>(
    "select count(*) as n from membership where valid_from <= '2025-12-31' and (valid_to is null or valid_to > '2025-12-31')",
  );
  expect(shown.figures[0]?.value).toBe(rows[0]?.n);
  expect(JSON.stringify(shown.figures.map((figure) => figure.list))).not.toContain("/r/");
});

test("a reach over the whole house publishes what the reach over its top organisation does", async () => {
  const path = await pathOf(it.zone.rootId);
  const ask = (reach: string | null) =>
    it.door.read(totalsOnly(reach), (tx) => veiledMembers(tx, { organizationId: null, day: today, today }));
  const [whole, top] = [await ask(null), await ask(path)];
  expect(whole.figures.length).toBeGreaterThan(0);
  expect({ figures: whole.figures, charts: whole.charts }).toEqual({ figures: top.figures, charts: top.charts });
});

test("parent and children together do not give back what either hides", async () => {
  const path = await pathOf(it.zone.rootId);
  const ask = (organizationId: string) =>
    it.door.read(totalsOnly(path), (tx) => veiledMembers(tx, { organizationId, day: today, today }));
  const parent = await ask(it.zone.rootId);
  const towns = await Promise.all(it.zone.townIds.map(ask));
  let hidden = 0;
  for (const chart of parent.charts) {
    if (chart.key === "children") continue;
    chart.categories.forEach((_, at) => {
      const parts = towns.map(
        (town) => town.charts.find((each) => each.key === chart.key)?.series[0]?.values[at] ?? null,
      );
      const unknown = [chart.series[0]?.values[at] ?? null, ...parts].filter((value) => value === null).length;
      hidden += unknown;
      // One gap in a sum is no gap.
      expect(unknown, `${chart.title} ${chart.categories[at]}`).not.toBe(1);
    });
  }
  expect(hidden).toBeGreaterThan(0);
});

test("further down than the children nothing is published, and outside reach there is nothing", async () => {
  const path = await pathOf(it.zone.rootId);
  const branch = it.zone.branchIds[0] ?? "";
  const below = await it.door.read(totalsOnly(path), (tx) =>
    veiledMembers(tx, { organizationId: branch, day: today, today }),
  );
  expect(below.figures).toEqual([]);
  const town = await pathOf(it.zone.townIds[0]);
  await expect(
    it.door.read(totalsOnly(town), (tx) =>
      veiledMembers(tx, { organizationId: it.zone.townIds[1] ?? "", day: today, today }),
    ),
  ).rejects.toThrow(Problem);
});

test("after counting, the reader still sees no person", async () => {
  const path = await pathOf(it.zone.rootId);
  const left = await it.door.read(totalsOnly(path), async (tx) => {
    await veiledMembers(tx, { organizationId: null, day: today, today });
    return await tx.selectFrom("membership").select("id").execute();
  });
  expect(left).toEqual([]);
});

test("totals are those of the last 31 December", () => {
  expect(publishedDay(day("2026-11-22"))).toBe("2025-12-31");
  expect(publishedDay(day("2025-12-31"))).toBe("2025-12-31");
});
