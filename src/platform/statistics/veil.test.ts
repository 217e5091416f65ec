import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { K, type VeiledTable, veil, veilLine } from "./veil.ts";

/** A sum that the attacker knows: coefficients of the hidden entries, and what they add up to. */
interface Equation {
  readonly of: Map<number, number>;
  readonly sum: number;
}

/** Every line of the published table as an equation over its hidden entries, numbered by place. */
function equations(table: VeiledTable): { equations: Equation[]; hidden: Set<number> } {
  const rows = table.cells.length;
  const columns = table.cells[0]?.length ?? 0;
  const grid = [
    ...table.cells.map((row, at) => [...row, table.rowSums[at] ?? null]),
    [...table.columnSums, table.total],
  ];
  const hidden = new Set<number>();
  const line = (entries: { row: number; column: number }[]): Equation => {
    const of = new Map<number, number>();
    let sum = 0;
    entries.forEach(({ row, column }, at) => {
      const sign = at === entries.length - 1 ? -1 : 1;
      const value = grid[row]?.[column] ?? null;
      if (value === null) {
        of.set(row * (columns + 1) + column, sign);
        hidden.add(row * (columns + 1) + column);
      } else sum -= sign * value;
    });
    return { of, sum };
  };
  const range = (n: number) => Array.from({ length: n + 1 }, (_, at) => at);
  return {
    hidden,
    equations: [
      ...range(rows).map((row) => line(range(columns).map((column) => ({ row, column })))),
      ...range(columns).map((column) => line(range(rows).map((row) => ({ row, column })))),
    ],
  };
}

/** Solves the sums by elimination over fractions: which entries have one value only, whatever the others are. */
function pinnedByElimination(list: readonly Equation[], hidden: ReadonlySet<number>): Set<number> {
  const order = [...hidden];
  const matrix = list.map((it) => order.map((entry) => it.of.get(entry) ?? 0));
  let top = 0;
  for (let column = 0; column < order.length && top < matrix.length; column += 1) {
    const pivot = matrix.findIndex((row, at) => at >= top && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot === -1) continue;
    const [a, b] = [matrix[top], matrix[pivot]];
    if (!a || !b) continue;
    matrix[top] = b;
    matrix[pivot] = a;
    const divisor = b[column] ?? 1;
    for (let at = 0; at < b.length; at += 1) b[at] = (b[at] ?? 0) / divisor;
    for (const row of matrix) {
      const factor = row === b ? 0 : (row[column] ?? 0);
      if (factor !== 0) for (let at = 0; at < row.length; at += 1) row[at] = (row[at] ?? 0) - factor * (b[at] ?? 0);
    }
    top += 1;
  }
  const pinned = new Set<number>();
  for (const row of matrix) {
    const used = row.flatMap((value, at) => (Math.abs(value) > 1e-9 ? [order[at] ?? -1] : []));
    if (used.length === 1) pinned.add(used[0] ?? -1);
  }
  return pinned;
}

/** Tries every way to fill the hidden entries (each at least one): the values that each can have. Independent of any flow. */
function possible(list: readonly Equation[], hidden: ReadonlySet<number>, most: number): Map<number, Set<number>> {
  const order = [...hidden];
  const found = new Map(order.map((entry) => [entry, new Set<number>()]));
  const value = new Map<number, number>();
  const fits = (): boolean =>
    list.every((it) => {
      let open = false;
      let sum = 0;
      for (const [entry, sign] of it.of) {
        const known = value.get(entry);
        if (known === undefined) open = true;
        else sum += sign * known;
      }
      return open || sum === it.sum;
    });
  const fill = (at: number): void => {
    const entry = order[at];
    if (entry === undefined) {
      for (const [each, values] of found) values.add(value.get(each) ?? 0);
      return;
    }
    for (let guess = 1; guess <= most; guess += 1) {
      value.set(entry, guess);
      if (fits()) fill(at + 1);
    }
    value.delete(entry);
  };
  fill(0);
  return found;
}

const tables = (rows: number, columns: number, most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: rows }), fc.integer({ min: 2, max: columns }))
    .chain(([r, c]) =>
      fc.array(
        fc.array(
          fc.oneof(
            { weight: 3, arbitrary: fc.integer({ min: 0, max: most }) },
            { weight: 1, arbitrary: fc.constant(0) },
          ),
          { minLength: c, maxLength: c },
        ),
        { minLength: r, maxLength: r },
      ),
    );

describe("a table with its sums", () => {
  test("shows no count from one to four, and shows nothing that is not true", () => {
    fc.assert(
      fc.property(tables(6, 8, 40), (counts) => {
        const shown = veil(counts);
        counts.forEach((row, r) => {
          row.forEach((count, c) => {
            const cell = shown.cells[r]?.[c];
            if (count > 0 && count < K) expect(cell).toBeNull();
            if (cell !== null) expect(cell).toBe(count);
          });
          const sum = row.reduce((all, it) => all + it, 0);
          if (shown.rowSums[r] !== null) expect(shown.rowSums[r]).toBe(sum);
        });
      }),
    );
  });

  test("an attacker who solves all sums finds no hidden number", () => {
    let attacked = 0;
    fc.assert(
      fc.property(tables(7, 9, 30), (counts) => {
        const { equations: known, hidden } = equations(veil(counts));
        attacked += hidden.size;
        expect([...pinnedByElimination(known, hidden)]).toEqual([]);
      }),
    );
    expect(attacked).toBeGreaterThan(1_000);
  });

  test("an attacker who tries every number finds five or more possible wherever fewer are hidden", () => {
    let attacked = 0;
    fc.assert(
      fc.property(tables(2, 3, 9), (counts) => {
        const { equations: known, hidden } = equations(veil(counts));
        if (hidden.size > 7) return;
        attacked += hidden.size;
        for (const values of possible(known, hidden, 30).values()) {
          expect(values.size).toBeGreaterThan(1);
          expect(Math.max(...values)).toBeGreaterThanOrEqual(K);
        }
      }),
    );
    expect(attacked).toBeGreaterThan(200);
    // Two thousand tables, each with every number there could be.
  }, 240_000);

  test("what needs no hiding is shown whole", () => {
    expect(
      veil([
        [10, 20],
        [0, 30],
      ]),
    ).toEqual({
      cells: [
        [10, 20],
        [0, 30],
      ],
      rowSums: [30, 30],
      columnSums: [10, 50],
      total: 60,
    });
  });

  test("row sums that are published elsewhere stay as they are", () => {
    fc.assert(
      fc.property(tables(6, 6, 30), (counts) => {
        if (
          counts.some((row) => {
            const sum = row.reduce((all, it) => all + it, 0);
            return sum > 0 && sum < K;
          })
        )
          return;
        expect(veil(counts, { fixedRowSums: true }).rowSums).toEqual(
          counts.map((row) => row.reduce((all, it) => all + it, 0)),
        );
      }),
    );
  });
});

describe("a line with its sum", () => {
  test("an attacker who tries every number finds five or more possible wherever fewer are hidden", () => {
    let attacked = 0;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }), (counts) => {
        const shown = veilLine(counts);
        const hidden = shown.cells.flatMap((cell, at) => (cell === null ? [at] : []));
        if (hidden.length === 0 || shown.total === null) return;
        // A line that is withheld whole tells of its noughts neither.
        if (hidden.some((at) => counts[at] === 0)) return;
        attacked += 1;
        const sum = shown.total - shown.cells.reduce<number>((all, it) => all + (it ?? 0), 0);
        const values = possible([{ of: new Map(hidden.map((at) => [at, 1])), sum }], new Set(hidden), 36);
        for (const each of values.values()) {
          expect(each.size).toBeGreaterThan(1);
          expect(Math.max(...each)).toBeGreaterThanOrEqual(K);
        }
      }),
    );
    expect(attacked).toBeGreaterThan(50);
    // Two thousand tables, each with every number there could be.
  }, 240_000);

  test("fewer than five in all are hidden altogether", () => {
    expect(veilLine([1, 2, 0])).toEqual({ cells: [null, null, null], total: null });
  });
});
