/**
 * Small numbers hidden so that they stay hidden. A table of counts is published with its row sums, column sums and total;
 * counts from 1 to k − 1 are hidden, and as many others with them as it takes, so that nobody who adds and subtracts can
 * tell a hidden number (security H1). Noughts are shown: they tell of nobody.
 *
 * A table with its margins is a circulation: every line (row or column, margins included) sums to nought when margins
 * count negatively. Tables that agree with everything shown differ from the true one by a circulation over the hidden
 * entries alone. So a hidden entry can be as large as x + f, where f is the greatest flow from its column back to its row
 * through the other hidden entries: exact bounds, not guesses. An entry is protected by hiding the cheapest cycle through it.
 */
export interface VeiledTable {
  /** Null: hidden. */
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rowSums: readonly (number | null)[];
  readonly columnSums: readonly (number | null)[];
  readonly total: number | null;
}

export const K = 5;

export interface VeilOptions {
  /** Counts below this are hidden. */
  readonly k?: number;
  /** Rows of places that are hidden altogether, their sums included. */
  readonly hiddenRows?: ReadonlySet<number>;
  /** Row sums and the total are published elsewhere and must stay as they are. */
  readonly fixedRowSums?: boolean;
}

/** Hides what must be hidden of a table; `counts[row][column]` are whole and not negative. */
export function veil(counts: readonly (readonly number[])[], options: VeilOptions = {}): VeiledTable {
  const table = new Lines(counts);
  const k = options.k ?? K;
  const hiddenRows = options.hiddenRows ?? new Set<number>();
  const mayHide = (row: number, column: number): boolean =>
    table.at(row, column) > 0 && !(options.fixedRowSums === true && column === table.columns);
  for (const row of hiddenRows) for (let column = 0; column <= table.columns; column += 1) table.hide(row, column);
  for (const [row, column] of table.entries()) {
    const count = table.at(row, column);
    if (count > 0 && count < k) table.hide(row, column);
  }
  for (const [row, column] of table.entries()) {
    if (!table.isHidden(row, column) || hiddenRows.has(row)) continue;
    // Whoever solves the sums must find k or more possible; nobody must find one number only.
    const need = Math.max(1, k - table.at(row, column));
    if (table.room(row, column, need) >= need) continue;
    if (!table.hideCycle(row, column, need, mayHide)) return nothing(table, options.fixedRowSums === true, hiddenRows);
  }
  // Entries hidden for the sake of others: a second look, since they were hidden after their turn may have passed.
  for (const [row, column] of table.entries()) {
    if (!table.isHidden(row, column) || hiddenRows.has(row)) continue;
    const need = Math.max(1, k - table.at(row, column));
    if (table.room(row, column, need) < need && !table.hideCycle(row, column, need, mayHide))
      return nothing(table, options.fixedRowSums === true, hiddenRows);
  }
  return published(table, (row, column) => table.isHidden(row, column));
}

/** One line of counts and its sum. */
export function veilLine(
  counts: readonly number[],
  k: number = K,
): { readonly cells: readonly (number | null)[]; readonly total: number | null } {
  const total = counts.reduce((sum, it) => sum + it, 0);
  const hidden = counts.map((it) => it > 0 && it < k);
  if (total > 0 && total < k) return { cells: counts.map(() => null), total: null };
  if (!hidden.includes(true)) return { cells: [...counts], total };
  const visible = counts
    .map((count, at) => ({ count, at }))
    .filter((it) => it.count > 0 && !hidden[it.at])
    .sort((a, b) => a.count - b.count);
  for (;;) {
    const inside = counts.filter((_, at) => hidden[at]);
    // Every hidden count is at least one: what the others may give up is what this one may gain.
    const spare = inside.reduce((sum, it) => sum + it - 1, 0);
    if (inside.length > 1 && inside.every((it) => spare - (it - 1) >= Math.max(1, k - it))) break;
    const next = visible.shift();
    if (!next) return { cells: counts.map(() => null), total: null };
    hidden[next.at] = true;
  }
  return { cells: counts.map((count, at) => (hidden[at] ? null : count)), total };
}

/** When no cycle can be found everything is withheld but what is published elsewhere. */
function nothing(table: Lines, keepRowSums: boolean, hiddenRows: ReadonlySet<number>): VeiledTable {
  return published(table, (row, column) => !(keepRowSums && column === table.columns && !hiddenRows.has(row)));
}

function published(table: Lines, hidden: (row: number, column: number) => boolean): VeiledTable {
  const shown = (row: number, column: number): number | null => (hidden(row, column) ? null : table.at(row, column));
  const columns = Array.from({ length: table.columns }, (_, at) => at);
  const rows = Array.from({ length: table.rows }, (_, at) => at);
  return {
    cells: rows.map((row) => columns.map((column) => shown(row, column))),
    rowSums: rows.map((row) => shown(row, table.columns)),
    columnSums: columns.map((column) => shown(table.rows, column)),
    total: shown(table.rows, table.columns),
  };
}

/** The table with its margins as a bipartite graph: a node for every row and column, an edge for every entry. */
class Lines {
  readonly rows: number;
  readonly columns: number;
  readonly #counts: number[][];
  readonly #hidden: boolean[][];

  constructor(counts: readonly (readonly number[])[]) {
    this.rows = counts.length;
    this.columns = counts[0]?.length ?? 0;
    const sum = (list: readonly number[]): number => list.reduce((all, it) => all + it, 0);
    this.#counts = counts.map((row) => [...row, sum(row)]);
    this.#counts.push(
      Array.from({ length: this.columns + 1 }, (_, column) => sum(this.#counts.map((row) => row[column] ?? 0))),
    );
    this.#hidden = this.#counts.map((row) => row.map(() => false));
  }

  at(row: number, column: number): number {
    return this.#counts[row]?.[column] ?? 0;
  }

  isHidden(row: number, column: number): boolean {
    return this.#hidden[row]?.[column] ?? false;
  }

  hide(row: number, column: number): void {
    const line = this.#hidden[row];
    if (line) line[column] = true;
  }

  /** Inner entries first, the total last. */
  *entries(): Generator<readonly [number, number]> {
    for (let row = 0; row <= this.rows; row += 1)
      for (let column = 0; column <= this.columns; column += 1) yield [row, column];
  }

  /** Margins count negatively, the total of all positively again. */
  #sign(row: number, column: number): 1 | -1 {
    return (row === this.rows) === (column === this.columns) ? 1 : -1;
  }

  /** How far an entry may change along row → column (`forward`) or back, as far as its own count says. */
  #capacity(row: number, column: number, forward: boolean): number {
    const grows = forward === (this.#sign(row, column) === 1);
    return grows ? Number.POSITIVE_INFINITY : Math.max(0, this.at(row, column) - 1);
  }

  /** By how much the entry could be larger while everything shown stays the same; no more than `enough` is looked for. */
  room(row: number, column: number, enough: number): number {
    const up = this.#sign(row, column) === 1;
    return this.#greatestFlow(row, column, up, enough);
  }

  #columnNode(column: number): number {
    return this.rows + 1 + column;
  }

  /** Ford and Fulkerson over hidden entries, without the entry itself: from its column to its row when it grows forward. */
  #greatestFlow(row: number, column: number, up: boolean, enough: number): number {
    const flow = new Map<number, number>();
    const key = (r: number, c: number): number => r * (this.columns + 1) + c;
    const [source, sink] = up ? [this.#columnNode(column), row] : [row, this.#columnNode(column)];
    let total = 0;
    while (total < enough) {
      const path = this.#path(source, sink, (r, c, forward) => {
        if (!this.isHidden(r, c) || (r === row && c === column)) return null;
        const used = flow.get(key(r, c)) ?? 0;
        const left = forward ? this.#capacity(r, c, true) - used : this.#capacity(r, c, false) + used;
        return left >= 1 ? 0 : null;
      });
      if (!path) break;
      let step = enough - total;
      for (const it of path) {
        const used = flow.get(key(it.row, it.column)) ?? 0;
        step = Math.min(
          step,
          it.forward ? this.#capacity(it.row, it.column, true) - used : this.#capacity(it.row, it.column, false) + used,
        );
      }
      for (const it of path)
        flow.set(key(it.row, it.column), (flow.get(key(it.row, it.column)) ?? 0) + (it.forward ? step : -step));
      total += step;
    }
    return total;
  }

  /** Hides the cheapest cycle through an entry that lets it grow by `need`; false when there is none. */
  hideCycle(row: number, column: number, need: number, mayHide: (row: number, column: number) => boolean): boolean {
    const up = this.#sign(row, column) === 1;
    const [source, sink] = up ? [this.#columnNode(column), row] : [row, this.#columnNode(column)];
    const path = this.#path(source, sink, (r, c, forward) => {
      if ((r === row && c === column) || this.#capacity(r, c, forward) < need) return null;
      if (this.isHidden(r, c)) return 0;
      if (!mayHide(r, c)) return null;
      const margin = r === this.rows || c === this.columns;
      return (this.at(r, c) + 1) * (margin ? 20 : 1);
    });
    for (const it of path ?? []) this.hide(it.row, it.column);
    return path !== null;
  }

  /** Dijkstra; `cost` null closes an edge in that direction. */
  #path(
    source: number,
    sink: number,
    cost: (row: number, column: number, forward: boolean) => number | null,
  ): { row: number; column: number; forward: boolean }[] | null {
    const nodes = this.rows + 1 + this.columns + 1;
    const distance = Array.from({ length: nodes }, () => Number.POSITIVE_INFINITY);
    const from: ({ node: number; row: number; column: number; forward: boolean } | null)[] = Array.from(
      { length: nodes },
      () => null,
    );
    const done = new Set<number>();
    distance[source] = 0;
    for (;;) {
      let node = -1;
      for (let at = 0; at < nodes; at += 1)
        if (
          !done.has(at) &&
          (distance[at] ?? Number.POSITIVE_INFINITY) <
            (node === -1 ? Number.POSITIVE_INFINITY : (distance[node] ?? Number.POSITIVE_INFINITY))
        )
          node = at;
      if (node === -1) return null;
      if (node === sink) break;
      done.add(node);
      const isRow = node <= this.rows;
      const others = isRow ? this.columns + 1 : this.rows + 1;
      for (let other = 0; other < others; other += 1) {
        const row = isRow ? node : other;
        const column = isRow ? other : node - this.rows - 1;
        const price = cost(row, column, isRow);
        if (price === null) continue;
        const target = isRow ? this.#columnNode(column) : row;
        const reached = (distance[node] ?? 0) + price;
        if (reached < (distance[target] ?? Number.POSITIVE_INFINITY)) {
          distance[target] = reached;
          from[target] = { node, row, column, forward: isRow };
        }
      }
    }
    const path: { row: number; column: number; forward: boolean }[] = [];
    for (let at = sink; at !== source; ) {
      const step = from[at];
      if (!step) return null;
      path.push({ row: step.row, column: step.column, forward: step.forward });
      at = step.node;
    }
    return path;
  }
}
