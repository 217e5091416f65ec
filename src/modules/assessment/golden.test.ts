import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { subtree } from "#platform/database/reach.ts";
import { ownScope, systemScope } from "#platform/database/scope.ts";
import type { Manner } from "#platform/registers/tree-of-day.ts";
import { day } from "#shared/day.ts";
import { type TestZone, testZone } from "#test/zone.ts";
import type { ChartView, FigureView } from "./contract.ts";
import { figures } from "./figures.ts";
import { chartsOf, figuresOf, loadFacts } from "./picture.ts";
import { loadGround } from "./places.ts";
import { sheetOf, TABLES } from "./sheet.ts";
import { veiledMembers } from "./veiled.ts";

const today = day("2026-11-22");
let it: TestZone;
/** Ids are new in every zone: a place is named by the order in which the answer names it. */
function withoutIds(text: string): string {
  const seen = new Map<string, string>();
  return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    const known = seen.get(id) ?? `place-${seen.size + 1}`;
    seen.set(id, known);
    return known;
  });
}

/** What many addresses say together: one that differs makes another mark. */
const marked = (addresses: readonly (string | null)[]): string =>
  createHash("sha256")
    .update(withoutIds(addresses.join("\n")))
    .digest("hex")
    .slice(0, 12);

function lines(figures: readonly FigureView[], charts: readonly ChartView[]): string[] {
  return [
    ...figures.map((one) => `${one.key} ${one.term} ${one.value}${one.unit} ${one.group} ${one.form}`),
    ...charts.flatMap((chart) =>
      chart.series.map(
        (one) => `${chart.key} ${chart.categories.join()} ${one.name} ${one.values.join()} ${marked(one.lists)}`,
      ),
    ),
    `addresses ${marked(figures.map((one) => one.list))}`,
  ];
}

beforeAll(async () => {
  it = await testZone({ organizations: 26, members: 420, seed: 5, merged: 0.2, moved: 0.2 });
});
afterAll(async () => {
  await it.database.close();
});

test.each([
  ["2014-05-01", "was"],
  ["2025-12-31", "now"],
  ["2026-11-22", "now"],
] as const)("the picture of %s, by the tree as it %s", async (on, manner: Manner) => {
  await it.door.read(systemScope("test"), async (tx) => {
    for (const organizationId of [it.zone.rootId, it.zone.townIds[0] ?? ""]) {
      const facts = await loadFacts(tx, await loadGround(tx, { organizationId, day: day(on), manner, today }));
      expect(lines(figuresOf(facts), chartsOf(facts))).toMatchSnapshot();
    }
  });
});

test("the figures of the mission", async () => {
  await it.door.read(systemScope("test"), async (tx) => {
    for (const on of ["2014-05-01", "2025-12-31", "2026-11-22"])
      expect((await figures(tx, day(on))).map((one) => `${one.row} ${one.name} ${one.value}`)).toMatchSnapshot(on);
  });
});

test.each(TABLES)("table %s of the annual statistics", async (table) => {
  await it.door.read(systemScope("test"), async (tx) => {
    const asked = { organizationId: it.zone.rootId, day: day("2025-12-31"), manner: "now", today } as const;
    const ground = await loadGround(tx, asked);
    const { rows } = await sheetOf(tx, table, ground);
    expect([
      ...rows.map((row) => `${row.key} ${row.label} ${row.cells.map((cell) => cell.value).join()}`),
      `addresses ${marked(rows.flatMap((row) => row.cells.map((cell) => cell.list)))}`,
    ]).toMatchSnapshot();
  });
});

test("what is shown to whoever sees totals only", async () => {
  const { rows } = await it.database.ownerPool.query<{ path: string }>(
    "select org_path as path from organization where id = $1",
    [it.zone.rootId],
  );
  const scope = {
    ...ownScope("01900000-0000-7000-8000-000000000001", null),
    persons: [],
    places: [subtree(rows[0]?.path ?? "")],
    write: [],
  };
  for (const organizationId of [it.zone.rootId, it.zone.townIds[0] ?? ""]) {
    const shown = await it.door.read(scope, (tx) => veiledMembers(tx, { organizationId, day: today, today }));
    expect(lines(shown.figures, shown.charts)).toMatchSnapshot();
  }
});
