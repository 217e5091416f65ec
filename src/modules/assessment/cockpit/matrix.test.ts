import { expect, test } from "vitest";
import { PARTS } from "#server/modules.ts";
import * as fc from "#test/properties.ts";
import type { BranchRow, CockpitView } from "./contract.ts";
import { lineOf, ordered } from "./matrix.ts";

const columns: CockpitView["columns"] = [
  { key: "all", term: "到期事项", form: "matters" },
  { key: "old", term: "60岁及以上", form: "share" },
];
const cell = (value: number, late = 0, base = 0): BranchRow["cells"][number] => ({
  value,
  late,
  base,
  before: null,
  heat: 0,
  list: "",
});
const row = (name: string, cells: BranchRow["cells"], areaKind: string | null = "village"): BranchRow => ({
  id: name,
  name,
  town: null,
  areaKind,
  area: "",
  cells,
});
const names = (rows: readonly BranchRow[]): string => rows.map((it) => it.name).join("");

test("what is late weighs before what is only due, and a share by its part, not by its people", () => {
  const rows = [
    row("甲", [cell(9, 0), cell(30, 0, 60)]),
    row("乙", [cell(2, 2), cell(9, 0, 10)]),
    row("丙", [cell(5, 2), cell(0, 0, 0)], "organ"),
  ];
  expect(names(ordered({ columns, rows }, {}))).toBe("丙乙甲");
  expect(names(ordered({ columns, rows }, { sort: "all" }))).toBe("甲乙丙");
  expect(names(ordered({ columns, rows }, { sort: "-old" }))).toBe("乙甲丙");
  expect(names(ordered({ columns, rows }, { area: "village" }))).toBe("乙甲");
});

test("sorting loses no row, and rows that weigh the same keep the order of the tree", () => {
  const cells = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }));
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 12 }), (given) => {
      const rows = given.map(([value, late], at) => row(String(at), [cell(value, late), cell(0)]));
      const found = ordered({ columns, rows }, { sort: "-all" });
      expect(found.map((it) => it.id).toSorted()).toEqual(rows.map((it) => it.id).toSorted());
      for (const [at, it] of found.entries()) {
        const next = found[at + 1];
        if (!next) continue;
        const weights = [it, next].map((one) => (one.cells[0]?.late ?? 0) * 10 + (one.cells[0]?.value ?? 0));
        expect(weights[0]).toBeGreaterThanOrEqual(weights[1] ?? 0);
        if (weights[0] === weights[1]) expect(Number(it.id)).toBeLessThan(Number(next.id));
      }
    }),
  );
});

test("every check of the house belongs to a kind of work that has a name", () => {
  const checks = PARTS.flatMap((it) => it.checks ?? []);
  expect(checks.length).toBeGreaterThan(30);
  for (const it of checks) expect(() => lineOf(it), it.id).not.toThrow();
  expect(() => lineOf({ id: "C99", verb: "nothing.write" })).toThrow(RangeError);
});
