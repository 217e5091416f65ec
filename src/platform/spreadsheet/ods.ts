import type { Archive } from "./archive.ts";
import { BlankRoom } from "./blank-room.ts";
import { type Cell, type MergedRange, numberCell, type Row, type SheetLayout } from "./cell.ts";
import type { WorkbookLimits } from "./limits.ts";
import type { FormatKind } from "./number-format.ts";
import { shownDay } from "./number-format.ts";
import { type RefusalSlug, WorkbookRefused } from "./refused.ts";
import { NO_ATTRIBUTE, tagCode, type XmlHandler, XmlScanner } from "./xml.ts";

/**
 * OpenDocument spreadsheets (ISO/IEC 26300-3): values only. All sheets stand in one part, so a sheet is reached by
 * passing over those before it.
 */

const CONTENT = "content.xml";
const MANIFEST = "META-INF/manifest.xml";
/** All sheets stand in this one part, which is read once for each of them; what is larger is to be cut or saved as .xlsx. */
const CONTENT_BYTES = 64 * 1024 * 1024;

const TABLE = tagCode("table");
const ROW = tagCode("table-row");
const CELL = tagCode("table-cell");
const COVERED = tagCode("covered-table-cell");
const PARAGRAPH = tagCode("p");
const SPACES = tagCode("s");
const TAB = tagCode("tab");
const LINE_BREAK = tagCode("line-break");
/** What may lie in or beside cells and has words of its own. */
const ASIDE: ReadonlySet<number> = new Set(
  ["annotation", "shapes", "frame", "custom-shape", "rect", "caption", "forms", "ruby-text"].map(tagCode),
);
const ENCRYPTION = tagCode("encryption-data");

const VALUE_TYPE = tagCode("value-type");
const VALUE = tagCode("value");
const DATE_VALUE = tagCode("date-value");
const TIME_VALUE = tagCode("time-value");
const BOOLEAN_VALUE = tagCode("boolean-value");
const STRING_VALUE = tagCode("string-value");
const FORMULA = tagCode("formula");
const COLUMNS_REPEATED = tagCode("number-columns-repeated");
const COLUMNS_SPANNED = tagCode("number-columns-spanned");
const ROWS_SPANNED = tagCode("number-rows-spanned");
const ROWS_REPEATED = tagCode("number-rows-repeated");
const VISIBILITY = tagCode("visibility");
const STYLE = tagCode("style");
const TABLE_PROPERTIES = tagCode("table-properties");

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;
const ISO = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/u;
const DURATION = /^PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:\.\d+)?S$/u;

/** A sheet of the document: what is known of it from the first pass. */
export interface OdsSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly layout: SheetLayout;
}

/** Lists the sheets with their merged ranges. */
export async function odsSheets(archive: Archive, limits: WorkbookLimits): Promise<OdsSheet[]> {
  if (await isEncrypted(archive)) throw new WorkbookRefused("password-protected");
  if (archive.size(CONTENT) > CONTENT_BYTES) throw new WorkbookRefused("part-too-large");
  const index = new SheetIndex(limits);
  const scanner = new XmlScanner(index, limits);
  for await (const chunk of archive.read(CONTENT)) scanner.write(chunk);
  scanner.end();
  if (index.sheets.length === 0) throw new WorkbookRefused("no-sheets");
  return index.sheets;
}

async function isEncrypted(archive: Archive): Promise<boolean> {
  if (!archive.has(MANIFEST)) return false;
  let encrypted = false;
  const open = (tag: number) => {
    encrypted ||= tag === ENCRYPTION;
  };
  await archive.scan(MANIFEST, { open, close: () => undefined, text: () => undefined });
  return encrypted;
}

/** The rows of one sheet that have content, in their order. */
export async function* odsRows(archive: Archive, sheet: number, limits: WorkbookLimits): AsyncGenerator<Row> {
  const rows = new SheetRows(sheet, limits);
  const scanner = new XmlScanner(rows, limits);
  for await (const chunk of archive.read(CONTENT)) {
    scanner.write(chunk);
    yield* rows.take();
    if (rows.over) return;
  }
}

/** Knows which sheet and which cell of it the scanner stands in; a table within a cell is none of them. */
abstract class Walk implements XmlHandler {
  protected readonly limits: WorkbookLimits;
  protected sheet = -1;
  protected row = 0;
  protected column = 0;
  #tables = 0;
  #aside = 0;

  constructor(limits: WorkbookLimits) {
    this.limits = limits;
  }

  open(tag: number, xml: XmlScanner): void {
    if (this.#aside > 0 || ASIDE.has(tag)) {
      this.#aside += 1;
      return;
    }
    if (tag === TABLE) {
      this.#tables += 1;
      if (this.#tables > 1) return;
      this.sheet += 1;
      if (this.sheet >= this.limits.sheets) throw new WorkbookRefused("too-many-sheets");
      this.row = 0;
      this.openSheet(xml.attributeMap());
    } else if (this.#tables < 2) this.enter(tag, xml);
  }

  close(tag: number): void {
    if (this.#aside > 0) {
      this.#aside -= 1;
      return;
    }
    if (tag === TABLE) {
      this.#tables -= 1;
      if (this.#tables === 0) this.closeSheet();
    } else if (this.#tables < 2) this.leave(tag);
  }

  text(xml: XmlScanner): void {
    if (this.#aside === 0 && this.#tables === 1) this.words(xml);
  }

  protected get inSheet(): boolean {
    return this.#tables === 1;
  }

  protected abstract openSheet(attributes: ReadonlyMap<string, string>): void;
  protected abstract closeSheet(): void;
  protected abstract enter(tag: number, xml: XmlScanner): void;
  protected abstract leave(tag: number): void;
  protected abstract words(xml: XmlScanner): void;
}

function repeats(xml: XmlScanner): number {
  const count = xml.valueIndex();
  return count < 1 ? 1 : count;
}

class SheetIndex extends Walk {
  readonly sheets: OdsSheet[] = [];
  readonly #hiddenStyles = new Set<string>();
  #style = "";
  #merges: MergedRange[] = [];
  #rowsHere = 1;
  #about: { name: string; hidden: boolean } = { name: "", hidden: false };

  protected openSheet(attributes: ReadonlyMap<string, string>): void {
    const name = attributes.get("table:name") ?? "";
    if (name.length > this.limits.sheetName) throw new WorkbookRefused("sheet-name-too-long");
    this.#about = { name, hidden: this.#hiddenStyles.has(attributes.get("table:style-name") ?? "") };
    this.#merges = [];
  }

  protected closeSheet(): void {
    this.sheets.push({ ...this.#about, layout: { merges: this.#merges, widths: new Map() } });
  }

  protected enter(tag: number, xml: XmlScanner): void {
    if (!this.inSheet) {
      if (tag === STYLE) this.#style = xml.attributeMap().get("style:name") ?? "";
      else if (tag === TABLE_PROPERTIES && xml.attributeMap().get("table:display") === "false")
        this.#hiddenStyles.add(this.#style);
    } else if (tag === ROW) {
      this.#rowsHere = 1;
      this.column = 0;
      for (let name = xml.attribute(); name !== NO_ATTRIBUTE; name = xml.attribute())
        if (name === ROWS_REPEATED) this.#rowsHere = repeats(xml);
    } else if (tag === CELL || tag === COVERED) {
      let columns = 1;
      let across = 1;
      let down = 1;
      for (let name = xml.attribute(); name !== NO_ATTRIBUTE; name = xml.attribute()) {
        if (name === COLUMNS_REPEATED) columns = repeats(xml);
        else if (name === COLUMNS_SPANNED) across = repeats(xml);
        else if (name === ROWS_SPANNED) down = repeats(xml);
      }
      if (across > 1 || down > 1) this.#merge(across, down);
      this.column += columns;
    }
  }

  #merge(across: number, down: number): void {
    const top = this.row + 1;
    const range = { top, left: this.column, bottom: top + down - 1, right: this.column + across - 1 };
    if (range.bottom > LAST_ROW || range.right > LAST_COLUMN) throw new WorkbookRefused("cell-out-of-range");
    this.#merges.push(range);
    if (this.#merges.length > this.limits.merges) throw new WorkbookRefused("too-many-merges");
  }

  protected leave(tag: number): void {
    if (this.inSheet && tag === ROW) this.row += this.#rowsHere;
  }

  protected words(): void {}
}

class SheetRows extends Walk {
  /** The sheet has ended; nothing behind it concerns it. */
  over = false;
  readonly #wanted: number;
  readonly #room: BlankRoom;
  #name = "";
  #done: Row[] = [];
  #cells: (Cell | undefined)[] = [];
  #rowsHere = 1;
  #hidden = false;
  #columnsHere = 1;
  #facts = new Map<number, string>();
  #paragraphs: string[] = [];
  #inParagraph = 0;
  #inCell = false;
  #characters = 0;

  constructor(sheet: number, limits: WorkbookLimits) {
    super(limits);
    this.#wanted = sheet;
    this.#room = new BlankRoom(limits);
  }

  take(): Row[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  protected openSheet(attributes: ReadonlyMap<string, string>): void {
    this.#name = attributes.get("table:name") ?? "";
  }

  protected closeSheet(): void {
    this.over ||= this.sheet === this.#wanted;
  }

  get #here(): boolean {
    return this.inSheet && this.sheet === this.#wanted;
  }

  protected enter(tag: number, xml: XmlScanner): void {
    if (!this.#here) return;
    if (tag === ROW) this.#openRow(xml);
    else if (tag === CELL || tag === COVERED) this.#openCell(xml);
    else if (tag === PARAGRAPH && this.#inCell) {
      this.#inParagraph += 1;
      this.#paragraphs.push("");
    } else if (tag === SPACES) this.#add(" ".repeat(Math.min(spaces(xml), 1_000)));
    else if (tag === TAB) this.#add("\t");
    else if (tag === LINE_BREAK) this.#add("\n");
  }

  protected leave(tag: number): void {
    if (!this.#here) return;
    if (tag === ROW) this.#closeRow();
    else if (tag === CELL || tag === COVERED) this.#closeCell();
    else if (tag === PARAGRAPH && this.#inCell) this.#inParagraph -= 1;
  }

  /** White space of the file is one space, what is more is said by elements (ISO/IEC 26300-3, 6.1.2). */
  protected words(xml: XmlScanner): void {
    if (this.#here) this.#add(xml.text().replace(/[\t\n\r ]+/gu, " "));
  }

  #add(words: string): void {
    if (this.#inParagraph === 0) return;
    this.#characters += words.length;
    if (this.#characters > this.limits.cellText) throw this.#refused("cell-too-long");
    this.#paragraphs.push((this.#paragraphs.pop() ?? "") + words);
  }

  #refused(slug: RefusalSlug): WorkbookRefused {
    return new WorkbookRefused(slug, `工作表“${this.#name}”第 ${this.row + 1} 行`);
  }

  #openRow(xml: XmlScanner): void {
    this.column = 0;
    this.#cells = [];
    this.#rowsHere = 1;
    this.#hidden = false;
    for (let name = xml.attribute(); name !== NO_ATTRIBUTE; name = xml.attribute()) {
      if (name === ROWS_REPEATED) this.#rowsHere = repeats(xml);
      else if (name === VISIBILITY) this.#hidden = xml.value() !== "visible";
    }
  }

  /** A row that is repeated stands so many times; blank ones to the end of the sheet are one element and cost nothing. */
  #closeRow(): void {
    const first = this.row;
    this.row += this.#rowsHere;
    if (this.row > LAST_ROW) throw this.#refused("cell-out-of-range");
    if (this.#cells.length === 0) {
      if (!this.#room.blankRow()) throw this.#refused("too-many-blanks");
      return;
    }
    if (this.row > this.limits.rows) throw this.#refused("too-many-rows");
    this.#room.filledRow();
    for (let row = first + 1; row <= this.row; row += 1)
      this.#done.push({ row, hidden: this.#hidden, cells: this.#cells });
  }

  #openCell(xml: XmlScanner): void {
    this.#inCell = true;
    this.#columnsHere = 1;
    this.#facts = new Map();
    this.#paragraphs = [];
    this.#inParagraph = 0;
    this.#characters = 0;
    for (let name = xml.attribute(); name !== NO_ATTRIBUTE; name = xml.attribute()) {
      if (name === COLUMNS_REPEATED) this.#columnsHere = repeats(xml);
      else if (name !== 0) this.#facts.set(name, xml.value());
    }
  }

  #closeCell(): void {
    const from = this.column;
    this.#inCell = false;
    this.column += this.#columnsHere;
    const cell = this.#cell();
    if (cell === null) {
      if (!this.#room.blankCells()) throw this.#refused("too-many-blanks");
      return;
    }
    if (this.column > this.limits.columns) throw this.#refused("too-many-columns");
    while (this.#cells.length < from) this.#cells.push(undefined);
    for (let column = from; column < this.column; column += 1) this.#cells.push(cell);
    this.#room.filledCell();
  }

  #cell(): Cell | null {
    const shown = this.#paragraphs.join("\n");
    const cell = this.#valued(this.#facts, shown);
    if (cell === null && this.#facts.has(FORMULA) && !this.#facts.has(VALUE_TYPE)) return { kind: "error", text: "" };
    return cell !== null && this.#facts.has(FORMULA) ? { ...cell, formula: true } : cell;
  }

  #valued(facts: ReadonlyMap<number, string>, shown: string): Cell | null {
    switch (facts.get(VALUE_TYPE)) {
      case "float":
      case "currency":
      case "percentage": {
        const digits = facts.get(VALUE) ?? "";
        const value = Number(digits);
        if (digits.trim() === "" || !Number.isFinite(value) || digits.length > 64) throw this.#refused("workbook-lies");
        return numberCell(digits, value);
      }
      case "date":
        return dayCell(facts.get(DATE_VALUE) ?? "", shown);
      case "time":
        return timeCell(facts.get(TIME_VALUE) ?? "", shown);
      case "boolean":
        return { kind: "boolean", text: facts.get(BOOLEAN_VALUE) === "true" ? "TRUE" : "FALSE" };
      case "error":
        return { kind: "error", text: shown };
      case "string": {
        const text = facts.get(STRING_VALUE) ?? shown;
        return text === "" ? null : { kind: "text", text };
      }
      default:
        return shown === "" ? null : { kind: "text", text: shown };
    }
  }
}

/** `text:c`, the number of spaces. */
function spaces(xml: XmlScanner): number {
  return Math.max(1, Number(xml.attributeMap().get("text:c") ?? 1) || 1);
}

/** How precisely the cell shows its day: only a year, only year and month, or the day. */
function shownFormat(shown: string): FormatKind {
  if (/^\d{4}年?$/u.test(shown.trim())) return "year";
  return /^\d{4}(?:年\d{1,2}月?|[-/.]\d{1,2})$/u.test(shown.trim()) ? "month" : "day";
}

function dayCell(value: string, shown: string): Cell | null {
  const match = ISO.exec(value);
  if (match?.[1] === undefined) return shown === "" ? null : { kind: "text", text: shown };
  const [, day, time, seconds] = match;
  const words = shownDay(day, shownFormat(shown));
  if (words !== day) return { kind: "text", text: words };
  const moment = time === undefined || `${time}:${seconds ?? "00"}` === "00:00:00" ? "" : ` ${time}`;
  return { kind: "day", text: day + moment, day };
}

function timeCell(value: string, shown: string): Cell | null {
  const match = DURATION.exec(value);
  if (match === null) return shown === "" ? null : { kind: "text", text: shown };
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const two = (it: number): string => String(it).padStart(2, "0");
  const text = seconds === 0 ? `${two(hours)}:${two(minutes)}` : `${two(hours)}:${two(minutes)}:${two(seconds)}`;
  return { kind: "number", text, number: (hours * 3600 + minutes * 60 + seconds) / 86_400 };
}
