import { BlankRoom } from "./blank-room.ts";
import type { Cell, MergedRange, Row, SheetLayout } from "./cell.ts";
import type { WorkbookLimits } from "./limits.ts";
import type { FormatKind } from "./number-format.ts";
import { WorkbookRefused } from "./refused.ts";
import { decodeEscapes } from "./text-escapes.ts";
import { valueCell } from "./value-cell.ts";
import { detached, outgrown } from "./xlsx-parts.ts";
import { NO_ATTRIBUTE, tagCode, type XmlHandler, type XmlScanner } from "./xml.ts";

export interface SheetContext {
  readonly name: string;
  readonly formats: readonly FormatKind[];
  readonly strings: readonly string[];
  readonly from1904: boolean;
  readonly limits: WorkbookLimits;
}

const C = tagCode("c");
const V = tagCode("v");
const T = tagCode("t");
const F = tagCode("f");
const ROW = tagCode("row");
const R_PH = tagCode("rPh");
const SHEET_DATA = tagCode("sheetData");
const R = tagCode("r");
const S = tagCode("s");
const HIDDEN = tagCode("hidden");
const MERGE_CELL = tagCode("mergeCell");
const COL = tagCode("col");
const REF = tagCode("ref");

const TYPE_NUMBER = tagCode("n");
const TYPE_SHARED = tagCode("s");
const TYPE_BOOLEAN = tagCode("b");
const TYPE_ERROR = tagCode("e");
const TYPE_DAY = tagCode("d");
const TYPE_TEXT = tagCode("str");
/** `inlineStr` is longer than what packs; nothing else is. */
const TYPE_INLINE = -1;

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;
/**
 * A formula whose value nobody has worked out yet, as programs leave it that write workbooks without reading them. One whose
 * value is a blank text says so by its type.
 */
const UNCOMPUTED: Cell = { kind: "error", text: "" };
const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?)?/u;

/** Gathers the rows of one worksheet; `take` hands out what has been completed since the last time. */
export class SheetRows implements XmlHandler {
  readonly #context: SheetContext;
  #done: Row[] = [];
  #inData = false;
  #row = 0;
  #hidden = false;
  #cells: (Cell | undefined)[] = [];
  #filled = false;
  #column = -1;
  #inCell = false;
  #type = TYPE_NUMBER;
  #format: FormatKind = "number";
  #formula = false;
  #reading = false;
  #phonetic = false;
  #text = "";
  #shared = -1;
  readonly #room: BlankRoom;

  constructor(context: SheetContext) {
    this.#context = context;
    this.#room = new BlankRoom(context.limits);
  }

  take(): Row[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  open(tag: number, xml: XmlScanner): void {
    if (!this.#inData) {
      if (tag === SHEET_DATA) this.#inData = true;
      return;
    }
    switch (tag) {
      case C:
        this.#openCell(xml);
        break;
      case V:
        // An inline text may carry a second, older value.
        this.#reading = this.#inCell && this.#type !== TYPE_INLINE;
        break;
      case T:
        this.#reading = this.#inCell && !this.#phonetic && this.#type === TYPE_INLINE;
        break;
      case F:
        this.#formula = true;
        break;
      case R_PH:
        this.#phonetic = true;
        break;
      case ROW:
        this.#openRow(xml);
        break;
      default:
    }
  }

  text(xml: XmlScanner): void {
    if (!this.#reading) return;
    if (this.#type === TYPE_SHARED && this.#text === "") {
      this.#shared = xml.textIndex();
      if (this.#shared >= 0) return;
    }
    const piece = xml.text();
    this.#text = this.#text === "" ? piece : this.#text + piece;
    if (outgrown(this.#text, this.#context.limits)) throw this.#refused("cell-too-long");
  }

  close(tag: number): void {
    switch (tag) {
      case C:
        if (this.#inCell) this.#closeCell();
        break;
      case V:
      case T:
        this.#reading = false;
        break;
      case R_PH:
        this.#phonetic = false;
        break;
      case ROW:
        if (this.#inData) this.#closeRow();
        break;
      case SHEET_DATA:
        this.#inData = false;
        break;
      default:
    }
  }

  #refused(slug: ConstructorParameters<typeof WorkbookRefused>[0]): WorkbookRefused {
    return new WorkbookRefused(slug, `工作表“${this.#context.name}”第 ${this.#row} 行`);
  }

  #openRow(xml: XmlScanner): void {
    let row = this.#row + 1;
    this.#hidden = false;
    for (let name = xml.attribute(); name !== NO_ATTRIBUTE; name = xml.attribute()) {
      if (name === R) {
        row = xml.valueIndex();
        if (row < 1 || row > LAST_ROW) throw this.#refused("cell-out-of-range");
      } else if (name === HIDDEN) {
        const code = xml.value();
        this.#hidden = code === "1" || code === "true";
      }
    }
    if (row <= this.#row) throw this.#refused("cell-lies");
    this.#row = row;
    this.#cells = [];
    this.#filled = false;
    this.#column = -1;
  }

  #closeRow(): void {
    const { limits } = this.#context;
    if (!this.#filled) {
      if (!this.#room.blankRow()) throw this.#refused("too-many-blanks");
      return;
    }
    if (this.#row > limits.rows) throw this.#refused("too-many-rows");
    this.#room.filledRow();
    this.#done.push({ row: this.#row, hidden: this.#hidden, cells: this.#cells });
  }

  #openCell(xml: XmlScanner): void {
    let column = this.#column + 1;
    let style = 0;
    this.#type = TYPE_NUMBER;
    for (let name = xml.attribute(); name !== NO_ATTRIBUTE; name = xml.attribute()) {
      if (name === R) {
        const row = xml.valueRef();
        if (row !== this.#row) throw this.#refused(row < 1 || row > LAST_ROW ? "cell-out-of-range" : "cell-lies");
        column = xml.refColumn;
      } else if (name === T) this.#type = xml.valueCode();
      else if (name === S) style = xml.valueIndex();
    }
    if (column > LAST_COLUMN) throw this.#refused("cell-out-of-range");
    if (column <= this.#column || this.#inCell) throw this.#refused("cell-lies");
    this.#column = column;
    this.#format = this.#context.formats[style] ?? "number";
    this.#inCell = true;
    this.#formula = false;
    this.#reading = false;
    this.#phonetic = false;
    this.#text = "";
    this.#shared = -1;
  }

  #closeCell(): void {
    const { limits } = this.#context;
    this.#inCell = false;
    const cell = this.#cell() ?? (this.#formula && this.#type !== TYPE_TEXT ? UNCOMPUTED : null);
    if (cell === null) {
      if (!this.#room.blankCells()) throw this.#refused("too-many-blanks");
      return;
    }
    if (this.#column >= limits.columns) throw this.#refused("too-many-columns");
    this.#room.filledCell();
    const cells = this.#cells;
    while (cells.length < this.#column) cells.push(undefined);
    cells.push(this.#formula ? { ...cell, formula: true } : cell);
    this.#filled ||= cell !== UNCOMPUTED;
  }

  #cell(): Cell | null {
    const text = this.#text;
    switch (this.#type) {
      case TYPE_SHARED: {
        if (this.#shared < 0) {
          if (text === "") return null;
          throw this.#refused("workbook-lies");
        }
        const shared = this.#context.strings[this.#shared];
        if (shared === undefined) throw this.#refused("workbook-lies");
        return shared === "" ? null : { kind: "text", text: shared };
      }
      case TYPE_INLINE:
      case TYPE_TEXT: {
        const whole = decodeEscapes(text);
        if (whole.length > this.#context.limits.cellText) throw this.#refused("cell-too-long");
        return whole === "" ? null : { kind: "text", text: detached(whole) };
      }
      case TYPE_BOOLEAN:
        return text === "" ? null : { kind: "boolean", text: text === "1" || text === "true" ? "TRUE" : "FALSE" };
      case TYPE_ERROR:
        return text === "" ? null : { kind: "error", text: detached(text) };
      case TYPE_DAY:
        return isoCell(text);
      default:
        return this.#number(text.trim());
    }
  }

  #number(raw: string): Cell | null {
    if (raw === "") return null;
    const value = Number(raw);
    if (!Number.isFinite(value) || raw.length > 64) throw this.#refused("workbook-lies");
    return valueCell(detached(raw), value, this.#format, this.#context.from1904);
  }
}

function isoCell(text: string): Cell | null {
  if (text === "") return null;
  const match = ISO_DAY.exec(text);
  if (match?.[1] === undefined) return { kind: "text", text: detached(text) };
  const time = match[2] === undefined || `${match[2]}:${match[3] ?? "00"}` === "00:00:00" ? "" : ` ${match[2]}`;
  return { kind: "day", text: match[1] + time, day: match[1] };
}

/** Reads merged ranges and column widths, leaving the rows alone. */
export class SheetLayoutReader implements XmlHandler {
  readonly #limits: WorkbookLimits;
  readonly #merges: MergedRange[] = [];
  readonly #widths = new Map<number, number>();

  constructor(limits: WorkbookLimits) {
    this.#limits = limits;
  }

  layout(): SheetLayout {
    return { merges: this.#merges, widths: this.#widths };
  }

  open(tag: number, xml: XmlScanner): void {
    if (tag === MERGE_CELL) {
      for (let name = xml.attribute(); name !== NO_ATTRIBUTE; name = xml.attribute()) {
        if (name === REF) this.#merge(xml.value());
      }
    }
    if (tag === COL) {
      const attributes = xml.attributeMap();
      const width = Number(attributes.get("width"));
      const last = Math.min(Number(attributes.get("max")), this.#limits.columns);
      if (!(width > 0 && width <= 255)) return;
      for (let column = Number(attributes.get("min")); column >= 1 && column <= last; column += 1) {
        this.#widths.set(column - 1, width);
      }
    }
  }

  close(): void {}

  text(): void {}

  #merge(ref: string): void {
    const match = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/u.exec(ref);
    if (match?.[1] === undefined || match[2] === undefined) throw new WorkbookRefused("cell-out-of-range");
    const left = columnIndex(match[1]);
    const top = Number(match[2]);
    const right = match[3] === undefined ? left : columnIndex(match[3]);
    const bottom = match[4] === undefined ? top : Number(match[4]);
    if (top < 1 || bottom < top || right < left || bottom > LAST_ROW || right > LAST_COLUMN) {
      throw new WorkbookRefused("cell-out-of-range");
    }
    this.#merges.push({ top, left, bottom, right });
    if (this.#merges.length > this.#limits.merges) throw new WorkbookRefused("too-many-merges");
  }
}

function columnIndex(letters: string): number {
  let column = 0;
  for (let i = 0; i < letters.length; i += 1) column = column * 26 + letters.charCodeAt(i) - 64;
  return column - 1;
}
