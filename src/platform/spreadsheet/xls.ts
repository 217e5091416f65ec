import type { Cell, MergedRange, Row, SheetLayout } from "./cell.ts";
import type { WorkbookLimits } from "./limits.ts";
import { builtInFormat, type FormatKind, formatKind } from "./number-format.ts";
import { type RefusalSlug, WorkbookRefused } from "./refused.ts";
import { valueCell } from "./value-cell.ts";
import { BIFF8, isNested, type Pieces, sound, type XlsRecord, xlsRecords } from "./xls-records.ts";

/**
 * Workbooks of Excel 97 to 2003, which WPS calls .et (MS-XLS, "BIFF8"): values only. Records are read where they lie in
 * the file's own bytes; beside them only the shared strings and the places of the rows are held. Blank cells cost nothing
 * here, and nothing is packed: what a file may hold is bounded by its size.
 */

const BOF = 0x0809;
const EOF = 0x000a;
const FILE_PASS = 0x002f;
const DATE_MODE = 0x0022;
const FORMAT = 0x041e;
const XF = 0x00e0;
const BOUND_SHEET = 0x0085;
const SST = 0x00fc;
const ROW = 0x0208;
const NUMBER = 0x0203;
const RK = 0x027e;
const MUL_RK = 0x00bd;
const LABEL_SST = 0x00fd;
const LABEL = 0x0204;
const RICH_LABEL = 0x00d6;
const FORMULA = 0x0006;
const BOOL_ERROR = 0x0205;
const STRING = 0x0207;
const MERGED = 0x00e5;
const COLUMN = 0x007d;

const WORKSHEET = 0;
const ROW_HIDDEN = 0x20;

const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
  [0x2a, "#N/A"],
]);

/** A worksheet and where its records begin. */
export interface XlsSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly from: number;
}

/** What the sheets of a workbook share. */
export interface XlsBook {
  readonly bytes: Buffer;
  readonly sheets: readonly XlsSheet[];
  readonly strings: readonly string[];
  /** By the number that a cell names. */
  readonly formats: readonly FormatKind[];
  readonly from1904: boolean;
  readonly limits: WorkbookLimits;
}

/**
 * Reads what stands before the sheets.
 *
 * @param bytes the stream `Workbook` of the compound file
 * @throws WorkbookRefused
 */
export function xlsBook(bytes: Buffer, limits: WorkbookLimits): XlsBook {
  return sound(() => globals(bytes, limits));
}

function globals(bytes: Buffer, limits: WorkbookLimits): XlsBook {
  const sheets: XlsSheet[] = [];
  const codes = new Map<number, string>();
  const cellFormats: number[] = [];
  let strings: string[] = [];
  let from1904 = false;
  for (const record of xlsRecords(bytes, 0)) {
    if (record.type === BOF && record.data.readUInt16LE(0) !== BIFF8) throw new WorkbookRefused("old-excel");
    if (record.type === EOF) break;
    if (record.type === FILE_PASS) throw new WorkbookRefused("password-protected");
    if (record.type === DATE_MODE) from1904 = record.data.readUInt16LE(0) === 1;
    if (record.type === FORMAT) codes.set(record.data.readUInt16LE(0), record.whole(2).text(limits));
    if (record.type === XF) {
      cellFormats.push(record.data.readUInt16LE(2));
      if (cellFormats.length > limits.styles) throw new WorkbookRefused("too-many-styles");
    }
    if (record.type === SST) strings = sharedStrings(record.whole(8), limits);
    if (record.type === BOUND_SHEET && record.data.readUInt8(5) === WORKSHEET) {
      const name = record.whole(6).shortText();
      if (name.length > limits.sheetName) throw new WorkbookRefused("sheet-name-too-long");
      sheets.push({ name, hidden: (record.data.readUInt8(4) & 3) !== 0, from: record.data.readUInt32LE(0) });
      if (sheets.length > limits.sheets) throw new WorkbookRefused("too-many-sheets");
    }
  }
  if (sheets.length === 0) throw new WorkbookRefused("no-sheets");
  const formats = cellFormats.map((id) => {
    const code = codes.get(id);
    return code === undefined ? builtInFormat(id) : formatKind(code);
  });
  return { bytes, sheets, strings, formats, from1904, limits };
}

/** The count that the table gives of itself is not believed: some programs write a wrong one. */
function sharedStrings(pieces: Pieces, limits: WorkbookLimits): string[] {
  const strings: string[] = [];
  let characters = 0;
  while (!pieces.ended()) {
    const text = pieces.text(limits);
    strings.push(text);
    characters += text.length;
    if (strings.length > limits.sharedStrings || characters > limits.sharedText)
      throw new WorkbookRefused("too-many-strings");
  }
  return strings;
}

/** The records of one worksheet, without those of charts that lie in it. */
function* sheetRecords(book: XlsBook, sheet: XlsSheet): Generator<XlsRecord> {
  let depth = 0;
  for (const record of xlsRecords(book.bytes, sheet.from)) {
    if (depth === 0 && record.type !== BOF) throw new WorkbookRefused("workbook-lies");
    depth += isNested(record.type);
    if (depth === 0) return;
    if (depth === 1) yield record;
  }
}

/** Records of one row that lie side by side. */
interface Stretch {
  readonly row: number;
  readonly from: number;
  to: number;
}

const CELLS: ReadonlySet<number> = new Set([
  NUMBER,
  RK,
  MUL_RK,
  LABEL_SST,
  LABEL,
  RICH_LABEL,
  FORMULA,
  BOOL_ERROR,
  STRING,
]);

/** Excel itself now and then writes rows of a block in another order, so they are put in order by where they lie. */
function stretches(book: XlsBook, sheet: XlsSheet): { ordered: Stretch[]; hidden: ReadonlySet<number> } {
  const found: Stretch[] = [];
  const hidden = new Set<number>();
  let last: Stretch | undefined;
  for (const { type, data, at, next } of sheetRecords(book, sheet)) {
    if (type === ROW && (data.readUInt16LE(12) & ROW_HIDDEN) !== 0) hidden.add(data.readUInt16LE(0));
    // A chart has ended whose records are none of the sheet's.
    if (type === EOF) last = undefined;
    if (!CELLS.has(type)) continue;
    // The words of a formula have no place of their own: they go with what stands before them.
    const row = type === STRING ? last?.row : data.readUInt16LE(0);
    if (row === undefined) continue;
    if (last?.row === row) last.to = next;
    else found.push((last = { row, from: at, to: next }));
  }
  return { ordered: found.sort((a, b) => a.row - b.row), hidden };
}

/** The rows of a worksheet that have content, in their order. */
export function* xlsRows(book: XlsBook, sheet: XlsSheet): Generator<Row> {
  const { ordered, hidden } = sound(() => stretches(book, sheet));
  for (let at = 0; at < ordered.length; ) {
    const row = ordered[at]?.row ?? 0;
    const reader = new RowReader(book, `工作表“${sheet.name}”第 ${row + 1} 行`);
    if (row >= book.limits.rows) throw reader.refused("too-many-rows");
    for (; ordered[at]?.row === row; at += 1) {
      const { from, to } = ordered[at] as Stretch;
      sound(() => {
        for (const record of xlsRecords(book.bytes, from, to)) reader.take(record);
      });
    }
    if (reader.cells.length > 0) yield { row: row + 1, hidden: hidden.has(row), cells: reader.cells };
  }
}

/** Gathers the cells of one row. */
class RowReader {
  readonly cells: (Cell | undefined)[] = [];
  readonly #book: XlsBook;
  readonly #place: string;
  /** Where the words of a formula go that follow in a record of their own. */
  #awaited: number | null = null;

  constructor(book: XlsBook, place: string) {
    this.#book = book;
    this.#place = place;
  }

  refused(slug: RefusalSlug): WorkbookRefused {
    return new WorkbookRefused(slug, this.#place);
  }

  take(record: XlsRecord): void {
    const { data, type } = record;
    if (type === STRING) {
      if (this.#awaited !== null) this.#words(this.#awaited, record.whole(0).text(this.#book.limits), true);
      this.#awaited = null;
      return;
    }
    if (!CELLS.has(type)) return;
    const column = data.readUInt16LE(2);
    switch (type) {
      case NUMBER:
        return this.#number(column, data.readUInt16LE(4), data.readDoubleLE(6));
      case RK:
        return this.#number(column, data.readUInt16LE(4), rkNumber(data.readInt32LE(6)));
      case MUL_RK:
        for (let at = 4, to = column; at + 8 <= data.length; at += 6, to += 1)
          this.#number(to, data.readUInt16LE(at), rkNumber(data.readInt32LE(at + 2)));
        return;
      case LABEL_SST: {
        const text = this.#book.strings[data.readUInt32LE(6)];
        if (text === undefined) throw this.refused("workbook-lies");
        return this.#words(column, text);
      }
      case LABEL:
      case RICH_LABEL:
        return this.#words(column, record.whole(6).text(this.#book.limits));
      case BOOL_ERROR:
        return this.#put(column, truthOrError(data.readUInt8(7) !== 0, data.readUInt8(6)));
      default:
        return this.#formula(column, data);
    }
  }

  #formula(column: number, data: Buffer): void {
    this.#awaited = null;
    if (data.readUInt16LE(12) !== 0xffff) return this.#number(column, data.readUInt16LE(4), data.readDoubleLE(6), true);
    const kind = data.readUInt8(6);
    if (kind === 0) this.#awaited = column;
    else if (kind === 1 || kind === 2)
      this.#put(column, { ...truthOrError(kind === 2, data.readUInt8(8)), formula: true });
  }

  #number(column: number, format: number, value: number, formula = false): void {
    if (!Number.isFinite(value)) throw this.refused("workbook-lies");
    const cell = valueCell(String(value), value, this.#book.formats[format] ?? "number", this.#book.from1904);
    this.#put(column, formula ? { ...cell, formula } : cell);
  }

  #words(column: number, text: string, formula = false): void {
    if (text !== "") this.#put(column, formula ? { kind: "text", text, formula } : { kind: "text", text });
  }

  #put(column: number, cell: Cell): void {
    if (column >= this.#book.limits.columns) throw this.refused("too-many-columns");
    if (this.cells[column] !== undefined) throw this.refused("cell-lies");
    while (this.cells.length < column) this.cells.push(undefined);
    this.cells[column] = cell;
  }
}

function truthOrError(error: boolean, value: number): Cell {
  if (error) return { kind: "error", text: ERRORS.get(value) ?? "#ERR" };
  return { kind: "boolean", text: value === 0 ? "FALSE" : "TRUE" };
}

/** Thirty bits of a number, with a sign whether it is whole and whether it counts hundredths (MS-XLS 2.5.217). */
function rkNumber(rk: number): number {
  const high = Buffer.alloc(8);
  high.writeInt32LE(rk & ~3, 4);
  const value = (rk & 2) === 0 ? high.readDoubleLE(0) : rk >> 2;
  return (rk & 1) === 0 ? value : value / 100;
}

/** Merged ranges and column widths of a worksheet. */
export function xlsLayout(book: XlsBook, sheet: XlsSheet): SheetLayout {
  return sound(() => layout(book, sheet));
}

function layout(book: XlsBook, sheet: XlsSheet): SheetLayout {
  const merges: MergedRange[] = [];
  const widths = new Map<number, number>();
  for (const { type, data } of sheetRecords(book, sheet)) {
    if (type === MERGED) {
      const count = data.readUInt16LE(0);
      for (let at = 2; at < 2 + count * 8; at += 8) {
        const top = data.readUInt16LE(at);
        const bottom = data.readUInt16LE(at + 2);
        const left = data.readUInt16LE(at + 4);
        const right = data.readUInt16LE(at + 6);
        if (bottom < top || right < left) throw new WorkbookRefused("cell-out-of-range");
        merges.push({ top: top + 1, left, bottom: bottom + 1, right });
        if (merges.length > book.limits.merges) throw new WorkbookRefused("too-many-merges");
      }
    }
    if (type === COLUMN) {
      const width = data.readUInt16LE(4) / 256;
      const last = Math.min(data.readUInt16LE(2), book.limits.columns - 1);
      if (width > 0) for (let column = data.readUInt16LE(0); column <= last; column += 1) widths.set(column, width);
    }
  }
  return { merges, widths };
}
