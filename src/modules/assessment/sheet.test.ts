import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemScope } from "#platform/database/scope.ts";
import { day } from "#shared/day.ts";
import { rowsAt, type TestZone, testZone } from "#test/zone.ts";
import { loadGround } from "./places.ts";
import { ROSTER_TABLES, sheetOf, type Table } from "./sheet.ts";

const today = day("2026-11-22");
let it: TestZone;
beforeAll(async () => {
  it = await testZone({ organizations: 24, members: 500, seed: 3, merged: 0.2, moved: 0.2 });
});
afterAll(async () => {
  await it.database.close();
});

const sheetAt = (table: Table, on: string, organizationId: string | null = null) =>
  it.door.read(systemScope("test"), async (tx) =>
    sheetOf(tx, table, await loadGround(tx, { organizationId, day: day(on), manner: "now", today })),
  );

describe.each(ROSTER_TABLES)("table %s", (table) => {
  test("adds up, and each cell opens onto as many rows as it counts", async () => {
    const sheet = await sheetAt(table, "2019-12-31");
    expect(sheet.checks.filter((check) => !check.holds)).toEqual([]);
    expect(sheet.checks.length).toBeGreaterThan(1);
    let opened = 0;
    await it.door.read(systemScope("test"), async (tx) => {
      for (const row of sheet.rows) {
        for (const [at, cell] of row.cells.entries()) {
          expect(row.cells.length).toBe(sheet.columns.length);
          if (cell.list === null || (table !== "24" && cell.value === 0 && at > 3)) continue;
          opened += 1;
          expect(await rowsAt(tx, cell.list), `${row.label} ${sheet.columns[at]?.heading.join(" ")} ${cell.list}`).toBe(
            cell.value,
          );
        }
      }
    });
    if (table !== "5" && table !== "6") expect(opened).toBeGreaterThan(10);
    expect(sheet.rows[0]?.cells[0]?.value).toBeGreaterThan(0);
  });
});

test("table 1 holds for every place and year, and says so when it does not", async () => {
  for (const place of [it.zone.rootId, ...it.zone.townIds, it.zone.mergers[0]?.into ?? ""]) {
    for (const year of [2013, 2017, 2020, 2024])
      expect((await sheetAt("1", `${year}-12-31`, place)).checks.every((check) => check.holds)).toBe(true);
  }
  await it.database.ownerPool.query(
    "delete from membership_event where id = (select id from membership_event where direction = 1 and happened_on < '2013-01-01' limit 1)",
  );
  const broken = await sheetAt("1", "2012-12-31");
  expect(broken.checks.filter((check) => !check.holds)).toHaveLength(1);
});

test("villages and towns stand in table 5, streets and urban communities in table 6, nobody in both", async () => {
  const [five, six] = [await sheetAt("5", "2025-12-31"), await sheetAt("6", "2025-12-31")];
  const { rows } = await it.database.ownerPool.query<{ n: number }>(
    "select count(*) as n from membership where valid_from <= '2025-12-31' and (valid_to is null or valid_to > '2025-12-31')",
  );
  expect((five.rows[0]?.cells[0]?.value ?? 0) + (six.rows[0]?.cells[0]?.value ?? 0)).toBe(rows[0]?.n);
});
