import type { Row, Sheet } from "./cell.ts";

/** Reads parts of a sheet. Parts that follow each other are read in one pass; one part at a time. */
export class SheetCursor {
  readonly #sheet: Sheet;
  #reading: AsyncIterator<Row> | null = null;
  /** Read already, but not yet handed out. */
  #held: Row | null = null;
  #next = 1;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
  }

  /** The rows from `first` to `last`, by their numbers in the file, both inclusive. */
  async *between(first: number, last: number): AsyncGenerator<Row> {
    if (this.#reading === null || this.#next > first) {
      await this.#reading?.return?.();
      this.#reading = this.#sheet.rows()[Symbol.asyncIterator]();
      this.#held = null;
    }
    const reading = this.#reading;
    for (;;) {
      const row = this.#held ?? (await reading.next()).value;
      this.#held = null;
      if (!row) {
        this.#reading = null;
        return;
      }
      if (row.row > last) {
        this.#held = row;
        this.#next = row.row;
        return;
      }
      this.#next = row.row + 1;
      if (row.row >= first) yield row;
    }
  }
}
