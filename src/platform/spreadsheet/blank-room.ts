import type { WorkbookLimits } from "./limits.ts";

/**
 * How many blank rows and cells a sheet may still hold: some beside what is filled are usual (formats of whole rows and
 * columns), many are a mistake or a bomb.
 */
export class BlankRoom {
  readonly #limits: WorkbookLimits;
  #rows: number;
  #cells: number;

  constructor(limits: WorkbookLimits) {
    this.#limits = limits;
    this.#rows = limits.blankRows;
    this.#cells = limits.blankCells;
  }

  filledRow(): void {
    this.#rows += this.#limits.blankRowsPerRow;
  }

  filledCell(): void {
    this.#cells += this.#limits.blankCellsPerCell;
  }

  /** False when there is no room for another. */
  blankRow(): boolean {
    this.#rows -= 1;
    return this.#rows >= 0;
  }

  /** False when there is no room for so many more. */
  blankCells(count = 1): boolean {
    this.#cells -= count;
    return this.#cells >= 0;
  }
}
