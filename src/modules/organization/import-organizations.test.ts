import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { PlaceBook } from "#platform/registers/import/places.ts";
import type { Drop, RowOutcome, SourceRow } from "#platform/registers/importer.ts";
import { day } from "#shared/day.ts";
import { everyRow, type OrganizationHouse, organizationHouse, SYSTEM } from "#test/organization-house.ts";
import { organizationImporter, placesOn } from "./import-organizations.ts";
import { areaKindOf, organizationRow } from "./import-row.ts";
import { treeAsWas, treeOn } from "./queries.ts";

const today = day("2026-11-22");
const HEADINGS = [
  "code",
  "fullName",
  "shortName",
  "kind",
  "parent",
  "territorialLevel",
  "establishedOn",
  "phone",
] as const;
const cells = (values: readonly string[]): SourceRow["cells"] =>
  Object.fromEntries(
    HEADINGS.flatMap((key, at) =>
      values[at] === undefined || values[at] === "" ? [] : [[key, { kind: "text", text: values[at] }]],
    ),
  );
const source = (rows: readonly (readonly string[])[]): SourceRow[] =>
  rows.map((values, at) => ({ ordinal: at + 1, sheet: "Sheet1", row: at + 3, cells: cells(values) }));

// Parents below their children, a branch older than its committee, dates as offices write them.
const WORKBOOK = [
  [
    "LX0101",
    "中共青禾街道柳庄村支部委员会",
    "柳庄村党支部",
    "党支部",
    "青禾街道党工委",
    "社区（居委会）、建制村",
    "1966年5月",
    "0500-80000001",
  ],
  [
    "LX01",
    "中共莲溪开发区青禾街道工作委员会",
    "青禾街道党工委",
    "党工委",
    "莲溪开发区党工委",
    "乡（镇、街道）",
    "2008/6/1",
    "",
  ],
  ["LX", "中共莲溪开发区工作委员会", "莲溪开发区党工委", "党工委", "", "县（市、区、旗）", "2008.06.01", ""],
  ["LX0102", "中共青禾街道荷塘社区支部委员会", "荷塘社区党支部", "", "LX01", "社区（居委会）、建制村", "", ""],
];

let house: OrganizationHouse;
beforeAll(async () => {
  house = await organizationHouse();
});
afterAll(() => house?.close());

async function pass(
  rows: readonly (readonly string[])[],
  batchId: string,
  commit: boolean,
): Promise<readonly RowOutcome[]> {
  return await house.act(SYSTEM, "organization.import", async (doing) => {
    const drop: Drop = {
      house: doing.house,
      tx: doing.tx,
      actor: doing.actor,
      today,
      asOf: day("2026-01-01"),
      batchId,
      purpose: commit ? "commit" : "preview",
      places: new PlaceBook(await placesOn(doing.tx, day("2026-01-01"))),
      organizationId: null,
      mayWrite: () => true,
    };
    const run = await organizationImporter.open(drop);
    await run.begin({
      fileId: "f",
      name: "00.xlsx",
      position: 0,
      sheet: "Sheet1",
      captions: [],
      around: [],
      fields: new Set(HEADINGS),
    });
    const outcomes = await run.evaluate(source(rows), () => undefined);
    if (commit) {
      await run.apply(doing, outcomes);
      await run.finish?.(doing);
    }
    return outcomes;
  });
}

test("a workbook sets up the tree in any order, is unchanged the second time, and is taken back whole", async () => {
  const before = await everyRow(house);
  const batch = newId();
  const preview = await pass(WORKBOOK, batch, false);
  expect(preview.map((it) => [it.name, it.kind, it.effect])).toEqual([
    ["柳庄村党支部", "new", "new"],
    ["青禾街道党工委", "new", "new"],
    ["莲溪开发区党工委", "new", "new"],
    ["荷塘社区党支部", "warning", "new"],
  ]);
  expect(await everyRow(house)).toEqual(before);
  await pass(WORKBOOK, batch, true);
  const tree = await house.read((tx) => treeOn(tx, today, true));
  expect(tree.map((it) => [it.shortName, it.path.split("/").length - 2])).toEqual([
    ["莲溪开发区党工委", 1],
    ["青禾街道党工委", 2],
    ["柳庄村党支部", 3],
    ["荷塘社区党支部", 3],
  ]);
  // The branch of 1966 has a place from 2008 on, when the committee above it was founded.
  const placements = await house.read((tx) =>
    tx
      .selectFrom("placement as p")
      .innerJoin("organization as o", "o.id", "p.organizationId")
      .select(["o.code", "o.establishedOn", "p.validFrom"])
      .where("o.code", "=", "LX0101")
      .execute(),
  );
  expect(placements).toEqual([{ code: "LX0101", establishedOn: "1966-05-01", validFrom: "2008-06-01" }]);
  const paths = await house.read((tx) =>
    treeAsWas(tx, today)
      .selectFrom("asWas")
      .innerJoin("organization as o", "o.id", "asWas.organizationId")
      .select(["asWas.path", "o.orgPath"])
      .execute(),
  );
  expect(paths).toHaveLength(4);
  for (const row of paths) expect(row.path).toBe(row.orgPath);
  expect(house.told.at(-1)).toMatchObject({ event: "organization.imported", details: { made: 4, changed: 0 } });

  const again = await pass(WORKBOOK, newId(), false);
  expect(again.map((it) => it.kind)).toEqual(["unchanged", "unchanged", "unchanged", "unchanged"]);
  const corrected = await pass(
    [["LX0101", "", "柳庄村党支部", "党总支", "青禾街道党工委", "", "", "0500-80000009"]],
    newId(),
    false,
  );
  expect(corrected[0]).toMatchObject({
    kind: "warning",
    effect: "changed",
    changes: [{ field: "phone", from: "0500-80000001", to: "0500-80000009" }],
  });
  expect(corrected[0]?.reasons.join()).toContain("升格请办理组织变动");

  const undone = await house.act(SYSTEM, "organization.import", (doing) => organizationImporter.undo(doing, batch));
  expect(undone).toEqual({ undone: 4, kept: [] });
  expect(await everyRow(house)).toEqual(before);
});

test("an import on which later facts rest is kept, and says which", async () => {
  const batch = newId();
  await pass(WORKBOOK, batch, true);
  const branch = (await house.read((tx) => treeOn(tx, today, false))).find((it) => it.shortName === "柳庄村党支部");
  await house.admit(branch?.id ?? "", ["甲"], "2026-01-01");
  const outcome = await house.act(SYSTEM, "organization.import", (doing) => organizationImporter.undo(doing, batch));
  expect(outcome.undone).toBe(0);
  expect(outcome.kept).toContainEqual({ name: "柳庄村党支部", reason: "花名册上已有党员" });
});

test("a faulty parent, a circle, a double row and a second root are faulty rows, never a failed import", async () => {
  const rows = [
    ["A1", "", "甲街道党工委", "看不懂", "莲溪开发区党工委"],
    ["A2", "", "乙村党支部", "党支部", "甲街道党工委"],
    ["A3", "", "丙街道党工委", "党工委", "丁街道党工委"],
    ["A4", "", "丁街道党工委", "党工委", "丙街道党工委"],
    ["A5", "", "戊村党支部", "党支部", "青禾街道党工委"],
    ["A5", "", "戊村党支部", "党支部", "青禾街道党工委"],
    ["A6", "", "己开发区党工委", "党工委", ""],
    ["A7", "", "", "党支部", "青禾街道党工委"],
    ["A8", "", "庚村党支部", "党支部", "戊村党支部"],
  ];
  const outcomes = await pass(rows, newId(), true);
  expect(outcomes.map((it) => it.kind)).toEqual([
    "warning",
    "warning",
    "faulty",
    "faulty",
    "warning",
    "faulty",
    "faulty",
    "faulty",
    "faulty",
  ]);
  expect(outcomes[8]?.reasons[0]).toContain("下面不能设立党支部");
});

test.each([
  ["东巷村党支部", "village", "朝云街道党工委", "village"],
  ["工人新村社区党支部", "village", "盐嘴街道党工委", "urban_community"],
  ["中心社区党支部", "village", "柳镇党委", "town_community"],
  ["朝云街道党工委", "town", "开发区党工委", "sub_district"],
  ["柳镇党委", "town", "县委", "town"],
  ["东巷村党支部", null, "朝云街道党工委", null],
])("%s at level %s under %s is %s", (name, level, parent, expected) => {
  expect(areaKindOf(name, level, parent)).toBe(expected);
});

test("a row says all its faults at once", () => {
  const it = organizationRow(cells(["", "", "", "不知道", "", "", "2030-01-01", ""]), today);
  expect(it.facts).toBeNull();
  expect(it.faults).toHaveLength(3);
});
