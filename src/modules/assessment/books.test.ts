import { afterAll, beforeAll, expect, test } from "vitest";
import { systemScope } from "#platform/database/scope.ts";
import { day } from "#shared/day.ts";
import { type TestZone, testZone } from "#test/zone.ts";
import { figures, inlined } from "./figures.ts";
import { figuresOf, loadFacts } from "./picture.ts";
import { loadGround } from "./places.ts";
import { verifyBooks } from "./verify.ts";

const today = day("2026-11-22");
let it: TestZone;
beforeAll(async () => {
  it = await testZone({ organizations: 30, members: 600, seed: 11, merged: 0.25, moved: 0.2 });
});
afterAll(async () => {
  await it.database.close();
});

const books = () => it.door.read(systemScope("test"), (tx) => verifyBooks(tx, today));
const faultsOf = async (check: string) => (await books()).find((found) => found.check === check)?.faults ?? [];

test("the SQL of every figure, run by itself, gives the figure", async () => {
  const found = await it.door.read(systemScope("test"), (tx) => figures(tx, today));
  expect(found.length).toBeGreaterThan(20);
  for (const figure of found) {
    const { rows } = await it.database.ownerPool.query<{ value: number }>(figure.query);
    expect(rows, figure.name).toEqual([{ value: figure.value }]);
    expect(figure.query, figure.name).not.toMatch(/\$\d/);
  }
  const value = (name: string) => found.find((figure) => figure.name === name)?.value;
  expect(value("历年撤并的支部")).toBe(it.zone.mergers.length);
  expect(value("党员总数")).toBe((value("正式党员") ?? 0) + (value("预备党员") ?? 0));
  expect(value("书记、主任一肩挑")).toBeGreaterThan(0);
});

test("figures of the mission agree with the picture of the zone", async () => {
  await it.door.read(systemScope("test"), async (tx) => {
    const mission = new Map((await figures(tx, today)).map((figure) => [figure.name, figure.value]));
    const ground = await loadGround(tx, { organizationId: null, day: today, manner: "now", today });
    let compared = 0;
    for (const figure of figuresOf(await loadFacts(tx, ground))) {
      if (!mission.has(figure.term)) continue;
      compared += 1;
      expect(mission.get(figure.term), figure.term).toBe(figure.value);
    }
    expect(compared).toBeGreaterThan(10);
  });
});

test("values are written into SQL as literals that cannot break out", () => {
  expect(
    inlined({ sql: "select $1, $2, $11", parameters: ["o'neill", ['a"b', "c"], 3, 4, 5, 6, 7, 8, 9, 10, null] }),
  ).toBe(`select 'o''neill', '{"a\\"b","c"}', null`);
});

test("the books of a whole zone hold", async () => {
  expect(await books()).toEqual(
    ["paths", "sums", "rosters", "yearly-identity"].map((check) => ({ check, ok: true, faults: [] })),
  );
});

test("a path that was tampered with is named", async () => {
  const id = it.zone.branchIds[0];
  await it.database.ownerPool.query("update organization set org_path = org_path || '9/' where id = $1", [id]);
  expect(await faultsOf("paths")).toContainEqual(expect.stringMatching(/按隶属关系应为/));
  await it.database.ownerPool.query("update organization set org_path = left(org_path, -2) where id = $1", [id]);
  expect(await faultsOf("paths")).toEqual([]);
});

test("a movement without its roster row breaks the identity of that place and year", async () => {
  const { rows } = await it.database.ownerPool.query<{ id: string }>(
    "delete from membership_event where id = (select id from membership_event where direction = 1 limit 1) returning *",
  );
  expect(rows.length).toBe(1);
  expect(await faultsOf("yearly-identity")).toEqual([expect.stringMatching(/相差1人/)]);
});

test("one person on two rosters, and a roster of a closed branch, are named", async () => {
  const merger = it.zone.mergers[0];
  await it.database.ownerPool.query(
    `insert into membership (id, person_id, organization_id, org_path, valid_from, valid_to, name, pinyin, initials, stroke_key, gender, category)
     select gen_random_uuid(), person_id, $1, (select org_path from organization where id = $1), valid_from, '2026-12-31', name, '', '', '', gender, category
     from membership where valid_to is null limit 1`,
    [it.zone.townIds[0]],
  );
  await it.database.ownerPool.query(
    "update membership set organization_id = $1, org_path = (select org_path from organization where id = $1) where id = (select id from membership where valid_to is null limit 1)",
    [merger?.id],
  );
  const faults = await faultsOf("rosters");
  expect(faults).toContainEqual(expect.stringMatching(/同时在/));
  expect(faults).toContainEqual(expect.stringMatching(/已经撤并，花名册上还有1人/));
  expect(await faultsOf("sums")).toContainEqual(expect.stringMatching(/不在组织树上/));
});
