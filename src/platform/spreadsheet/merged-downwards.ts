import type { Cell, MergedRange, Row } from "./cell.ts";

/** Hands the content of a cell merged downwards to the rows it covers (many offices merge the branch so). */
export class MergedDownwards {
  readonly #ranges: readonly MergedRange[];
  readonly #open = new Map<number, { bottom: number; cell: Cell }>();
  #next = 0;

  /**
   * @param headed columns that have a heading: a range over two of them is a remark or a band, and hands nothing down
   */
  constructor(merges: readonly MergedRange[], headingEnd: number, headed: ReadonlySet<number>) {
    const narrow = ({ left, right }: MergedRange): boolean => {
      for (let column = left + 1; column <= right; column += 1) if (headed.has(column)) return false;
      return true;
    };
    this.#ranges = merges
      .filter((range) => range.top > headingEnd && range.bottom > range.top && narrow(range))
      .toSorted((a, b) => a.top - b.top);
  }

  /** Rows must come in their order. */
  fill(row: Row): readonly (Cell | undefined)[] {
    if (this.#ranges.length === 0) return row.cells;
    while ((this.#ranges[this.#next]?.top ?? Number.POSITIVE_INFINITY) <= row.row) {
      const range = this.#ranges[this.#next] as MergedRange;
      const cell = range.top === row.row ? row.cells[range.left] : undefined;
      if (cell !== undefined) this.#open.set(range.left, { bottom: range.bottom, cell: { ...cell, merged: true } });
      this.#next += 1;
    }
    let cells: (Cell | undefined)[] | null = null;
    for (const [column, { bottom, cell }] of this.#open) {
      if (row.row > bottom) this.#open.delete(column);
      else if (row.cells[column] === undefined) {
        cells ??= [...row.cells];
        while (cells.length <= column) cells.push(undefined);
        cells[column] = cell;
      }
    }
    return cells ?? row.cells;
  }
}
