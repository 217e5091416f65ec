import { columnName } from "./cell.ts";
import { daySerial } from "./number-format.ts";
import { encodeAttribute, encodeText } from "./text-escapes.ts";

/**
 * What may be written into a cell. Text stays text whatever it looks like; a number is written as a number; an ISO day
 * becomes a date cell in columns of kind `day` or when given as `{ day }`.
 */
export type CellValue = string | number | boolean | { readonly day: string } | null | undefined;

/** Cell styles by their place in `stylesXml`. */
export const STYLE = {
  plain: 0,
  text: 1,
  guarded: 2,
  day: 3,
  integer: 4,
  decimal: 5,
  title: 6,
  heading: 7,
  caption: 8,
  problem: 9,
} as const;

export type StyleId = (typeof STYLE)[keyof typeof STYLE];

/** One row above the data: a value and a style per column. */
export interface HeadRow {
  readonly values: readonly (string | undefined)[];
  readonly style: StyleId;
  /** In points. */
  readonly height?: number;
}

/** A sheet down to the last detail; `write-xlsx.ts` and `marked-copy.ts` make these. */
export interface SheetPlan {
  readonly name: string;
  readonly hidden?: boolean;
  readonly widths: readonly number[];
  readonly head: readonly HeadRow[];
  /** References like `A1:C1`. */
  readonly merges: readonly string[];
  /** Style of the data cells by column; `day` makes date cells of ISO days. */
  readonly styles: readonly StyleId[];
  readonly rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>;
  /** Lines below the data. */
  readonly foot?: readonly string[];
  readonly frozenRows: number;
  readonly frozenColumns?: number;
  /** The head row (from 1) on which the filter sits. */
  readonly filterRow?: number;
  readonly choices?: readonly { readonly column: number; readonly source: string }[];
  readonly print?: PrintSetup;
}

export interface PrintSetup {
  readonly paper: "A4" | "A3";
  readonly landscape?: boolean;
}

export const LAST_XLSX_ROW = 1_048_576;
export const LONGEST_CELL = 32_767;
const CUT_MARK = "…（过长，已截断）";
const PIECE = 64 * 1024;

/**
 * What a spreadsheet program could take for a command when the cell is edited or the sheet saved as CSV: a formula
 * sign, also full-width, a tab or line break in front.
 */
export function looksLive(text: string): boolean {
  const first = text.charCodeAt(0);
  return (
    first === 0x3d ||
    first === 0x2b ||
    first === 0x2d ||
    first === 0x40 ||
    first === 0x09 ||
    first === 0x0d ||
    first === 0x0a ||
    first === 0xff1d ||
    first === 0xff0b ||
    first === 0xff0d ||
    first === 0xff20
  );
}

function textCell(ref: string, text: string, style: StyleId): string {
  const kept = text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL - CUT_MARK.length) + CUT_MARK : text;
  const space = hasOuterSpace(kept) ? ' xml:space="preserve"' : "";
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t${space}>${encodeText(kept)}</t></is></c>`;
}

/** Programs drop white space at the ends, unless told to keep it. */
function hasOuterSpace(text: string): boolean {
  return text.charCodeAt(0) <= 0x20 || text.charCodeAt(text.length - 1) <= 0x20;
}

function dataCell(ref: string, value: CellValue, style: StyleId): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "object") return dataCell(ref, value.day, STYLE.day);
  if (typeof value === "string") {
    if (style === STYLE.day) {
      const serial = daySerial(value);
      if (serial !== null) return `<c r="${ref}" s="${STYLE.day}"><v>${serial}</v></c>`;
    }
    return textCell(ref, value, looksLive(value) ? STYLE.guarded : style === STYLE.problem ? style : STYLE.text);
  }
  if (typeof value === "boolean") return `<c r="${ref}" t="b"><v>${value ? 1 : 0}</v></c>`;
  // Beyond 15 digits a number cell would lose what it shows.
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return textCell(ref, String(value), STYLE.text);
  const numeric = style === STYLE.decimal || style === STYLE.integer ? style : STYLE.plain;
  return `<c r="${ref}" s="${numeric}"><v>${value}</v></c>`;
}

/** The XML of one sheet, in pieces as the rows come. */
export async function* sheetXml(plan: SheetPlan, index: number): AsyncGenerator<Buffer> {
  const letters = Array.from({ length: Math.max(plan.widths.length, plan.styles.length) }, (_, i) => columnName(i));
  const letter = (column: number) => letters[column] ?? columnName(column);
  let text = opening(plan, index);
  let row = 0;
  for (const line of plan.head) {
    row += 1;
    text += `<row r="${row}"${line.height === undefined ? "" : ` ht="${line.height}" customHeight="1"`}>`;
    for (const [column, value] of line.values.entries()) {
      if (value !== undefined) text += textCell(`${letter(column)}${row}`, value, line.style);
    }
    text += "</row>";
  }
  const add = (values: readonly CellValue[]) => {
    row += 1;
    if (row > LAST_XLSX_ROW) throw new RangeError("more rows than a worksheet holds; write CSV instead");
    let line = `<row r="${row}">`;
    for (let column = 0; column < values.length; column += 1) {
      line += dataCell(`${letter(column)}${row}`, values[column], plan.styles[column] ?? STYLE.text);
    }
    text += `${line}</row>`;
  };
  // Waiting for each row of a plain list would cost more than writing it.
  for await (const part of partsOf(plan.rows)) {
    for (const values of part) add(values);
    if (text.length >= PIECE) {
      yield Buffer.from(text, "utf8");
      text = "";
    }
  }
  const lastData = row;
  for (const line of plan.foot ?? []) {
    row += 1;
    text += `<row r="${row}">${textCell(`A${row}`, line, STYLE.caption)}</row>`;
  }
  yield Buffer.from(text + closing(plan, letter, lastData), "utf8");
}

const ROWS_PER_PART = 128;

type Rows = Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>;

/** Rows in parts: many at once from a list or generator, one by one as they come from a stream. */
export async function* partsOf(rows: Rows): AsyncGenerator<readonly (readonly CellValue[])[]> {
  if (Symbol.asyncIterator in rows) {
    for await (const row of rows) yield [row];
    return;
  }
  let part: (readonly CellValue[])[] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length < ROWS_PER_PART) continue;
    yield part;
    part = [];
  }
  yield part;
}

function opening(plan: SheetPlan, index: number): string {
  const { frozenRows, frozenColumns = 0 } = plan;
  const selected = index === 0 ? ' tabSelected="1"' : "";
  const pane =
    frozenRows === 0 && frozenColumns === 0
      ? ""
      : `<pane${frozenColumns > 0 ? ` xSplit="${frozenColumns}"` : ""}${frozenRows > 0 ? ` ySplit="${frozenRows}"` : ""}` +
        ` topLeftCell="${columnName(frozenColumns)}${frozenRows + 1}"` +
        ` activePane="${frozenColumns === 0 ? "bottomLeft" : frozenRows === 0 ? "topRight" : "bottomRight"}" state="frozen"/>`;
  const widths = plan.widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    (plan.print === undefined ? "" : '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>') +
    `<sheetViews><sheetView${selected} workbookViewId="0">${pane}</sheetView></sheetViews>` +
    '<sheetFormatPr defaultRowHeight="15"/>' +
    (widths.length === 0 ? "" : `<cols>${widths.join("")}</cols>`) +
    "<sheetData>"
  );
}

function closing(plan: SheetPlan, letter: (column: number) => string, lastData: number): string {
  let text = "</sheetData>";
  if (plan.filterRow !== undefined) {
    const last = Math.max(lastData, plan.filterRow);
    text += `<autoFilter ref="A${plan.filterRow}:${letter(Math.max(plan.widths.length, 1) - 1)}${last}"/>`;
  }
  if (plan.merges.length > 0) {
    const cells = plan.merges.map((ref) => `<mergeCell ref="${ref}"/>`);
    text += `<mergeCells count="${cells.length}">${cells.join("")}</mergeCells>`;
  }
  if (plan.choices !== undefined && plan.choices.length > 0) {
    const first = plan.head.length + 1;
    const last = Math.min(Math.max(lastData, first) + 2_000, LAST_XLSX_ROW);
    const rules = plan.choices.map(
      ({ column, source }) =>
        '<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="请从列表中选择"' +
        ` error="请点开单元格右边的箭头，从列表中选一项。" sqref="${letter(column)}${first}:${letter(column)}${last}">` +
        `<formula1>${encodeText(source)}</formula1></dataValidation>`,
    );
    text += `<dataValidations count="${rules.length}">${rules.join("")}</dataValidations>`;
  }
  text += '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>';
  if (plan.print !== undefined) {
    text +=
      `<pageSetup paperSize="${plan.print.paper === "A3" ? 8 : 9}" fitToWidth="1" fitToHeight="0"` +
      ` orientation="${plan.print.landscape === false ? "portrait" : "landscape"}"/>` +
      "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>";
  }
  return `${text}</worksheet>`;
}

/** A sheet name that Excel takes: no `[]:*?/\`, at most 31 characters, not taken yet. */
export function sheetName(wanted: string, taken: ReadonlySet<string>): string {
  const clean = wanted
    .replace(/[[\]:*?/\\\p{Cc}]/gu, " ")
    .trim()
    .slice(0, 28)
    .toWellFormed()
    .replace(/^'+|'+$/gu, "");
  const base = clean === "" ? "工作表" : clean;
  let name = base;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${base} ${n}`;
  return name;
}

/** The workbook part: sheets by name, and which rows repeat on every printed page. */
export function workbookXml(plans: readonly SheetPlan[]): string {
  const sheets = plans.map(
    (plan, i) =>
      `<sheet name="${encodeAttribute(plan.name)}" sheetId="${i + 1}"` +
      `${plan.hidden === true ? ' state="hidden"' : ""} r:id="rId${i + 1}"/>`,
  );
  const names = plans.flatMap((plan, i) =>
    plan.print === undefined || plan.frozenRows === 0
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">` +
            `${encodeText(quoted(plan.name))}!$1:$${plan.frozenRows}</definedName>`,
        ],
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"' +
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
    `<sheets>${sheets.join("")}</sheets>` +
    (names.length === 0 ? "" : `<definedNames>${names.join("")}</definedNames>`) +
    "</workbook>"
  );
}

/** A sheet name as a formula refers to it. */
export function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
