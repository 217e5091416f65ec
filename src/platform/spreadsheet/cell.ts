export type CellKind = "text" | "number" | "day" | "boolean" | "error";

/**
 * One cell with content; blank cells are `undefined` in their row.
 * `text` is what a person would read: the words, the ISO day (with time if there is one), the number in plain digits.
 * A number of 1e15 and more keeps the digits of the file as they stand, because the program that stored it as a number
 * has already rounded it (see `isDamagedNumber`).
 */
export interface Cell {
  readonly kind: CellKind;
  readonly text: string;
  /** The stored number, for kinds number and day (there the serial). */
  readonly number?: number;
  /** ISO day for kind day. */
  readonly day?: string;
  /** The text is the last computed value of a formula. */
  readonly formula?: true;
  /** The cell is blank in the file and lies under a cell merged downwards, whose content this is. */
  readonly merged?: true;
}

export interface Row {
  /** Row in the file, from 1. */
  readonly row: number;
  /** Hidden by hand or by a filter; the content is there all the same. */
  readonly hidden: boolean;
  /** By column from 0; blank cells are undefined. */
  readonly cells: readonly (Cell | undefined)[];
}

/** A merged range; rows from 1, columns from 0, both ends inclusive. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetLayout {
  readonly merges: readonly MergedRange[];
  /** Width in characters by column, where the file sets one. */
  readonly widths: ReadonlyMap<number, number>;
}

export interface Sheet {
  readonly name: string;
  /** From 0, in the order of the file. */
  readonly index: number;
  readonly hidden: boolean;
  /** Streams the rows that have content; may be called again for a second pass. Throws `WorkbookRefused`. */
  rows(): AsyncIterable<Row>;
  /** Merged ranges and widths, which a file keeps around the rows; empty for CSV and for very large sheets. */
  layout(): Promise<SheetLayout>;
}

export interface Workbook extends AsyncIterable<Sheet>, AsyncDisposable {
  readonly format: "xlsx" | "xls" | "ods" | "csv";
  /** For CSV: how the bytes were read. */
  readonly encoding?: string;
  readonly sheets: readonly Sheet[];
  close(): Promise<void>;
}

/** From here on a double no longer holds every integer that Excel's 15 digits could have shown. */
const EXACT_BELOW = 1e15;
const SCIENTIFIC = /^[+-]?\d(?:\.\d+)?e\+?\d{2,}$/iu;

/**
 * Whether a long number (identity number, account) has lost its last digits by being stored as a number: a number cell
 * with more than 15 digits, or text in scientific notation as CSV exports leave it (`3.29971E+17`).
 */
export function isDamagedNumber(cell: Cell): boolean {
  if (cell.kind === "number") return cell.number !== undefined && Math.abs(cell.number) >= EXACT_BELOW;
  return cell.kind === "text" && SCIENTIFIC.test(cell.text.trim());
}

/** A number cell from the digits of the file. Excel shows at most 15 significant digits, so do we. */
export function numberCell(raw: string, value: number): Cell {
  if (Math.abs(value) >= EXACT_BELOW) return { kind: "number", text: raw, number: value };
  if (Number.isInteger(value)) return { kind: "number", text: String(value), number: value };
  return { kind: "number", text: String(Number(value.toPrecision(15))), number: value };
}

const A = 65;

/** `0` → `A`, `26` → `AA`. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(A + ((rest - 1) % 26)) + name;
  }
  return name;
}
