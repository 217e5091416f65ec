import type { Writable } from "node:stream";
import { type Cell, columnName, isDamagedNumber, type Row, type Sheet, type Workbook } from "./cell.ts";
import { foldHeading, PROBLEM_HEADING } from "./headings.ts";
import type { WorkbookLimits } from "./limits.ts";
import { MergedDownwards } from "./merged-downwards.ts";
import { readWorkbook } from "./read.ts";
import type { RecognisedTable } from "./recognise.ts";
import { type CellValue, type HeadRow, type SheetPlan, STYLE, type StyleId, sheetName } from "./sheet-xml.ts";
import { writePlans } from "./write-xlsx.ts";

export interface RowFault {
  /** Name of the sheet; "" for CSV. */
  readonly sheet: string;
  /** Row in the file, from 1. */
  readonly row: number;
  readonly reasons: readonly string[];
}

/** Where the headings of a table are and the lines above them, as `recogniseSheet` found them. */
export type HeadPlace = Pick<RecognisedTable, "sheet" | "headingRows" | "titleRows">;

/**
 * Writes a copy of the user's own table for mending: titles and headings as they were, of the data only the faulty
 * rows, and behind them a column 问题 with the reasons joined by ` | `. Handed in again, the copy is recognised like
 * the original. Always .xlsx, with text cells as text, so that identity numbers survive the mending.
 */
export async function markedCopy(
  original: Buffer | string,
  tables: readonly HeadPlace[],
  faults: readonly RowFault[],
  stream: Writable,
  limits: Partial<WorkbookLimits> = {},
): Promise<void> {
  try {
    await using workbook = await readWorkbook(original, limits);
    const plans = await faultyPlans(workbook, tables, faults);
    if (plans.length === 0) throw new RangeError("no faulty row in any of the tables");
    await writePlans(stream, plans);
  } catch (fault) {
    stream.destroy();
    throw fault;
  }
}

async function faultyPlans(
  workbook: Workbook,
  tables: readonly HeadPlace[],
  faults: readonly RowFault[],
): Promise<SheetPlan[]> {
  const plans: SheetPlan[] = [];
  const taken = new Set<string>();
  for (const [of, [first, ...below]] of Map.groupBy(tables, (table) => table.sheet)) {
    const sheet = workbook.sheets.find((candidate) => candidate.name === of);
    const reasons = new Map(
      faults.filter((fault) => fault.sheet === of).map((fault) => [fault.row, fault.reasons.join(" | ")]),
    );
    if (sheet === undefined || first === undefined || reasons.size === 0) continue;
    // What stands above later tables of the sheet goes along, so that their rows are read as they were.
    for (const row of below.flatMap((table) => [...table.titleRows, ...table.headingRows]))
      if (row > Math.max(...first.headingRows)) reasons.set(row, "");
    const name = sheetName(sheet.name === "" ? "待修改" : sheet.name, taken);
    taken.add(name.toLowerCase());
    plans.push(await faultyPlan(sheet, name, first.headingRows, reasons));
  }
  return plans;
}

/** The head has to be known before the first row is written, so it is read in a pass of its own. */
async function faultyPlan(
  sheet: Sheet,
  name: string,
  headingRows: readonly number[],
  reasons: ReadonlyMap<number, string>,
): Promise<SheetPlan> {
  const firstHeading = Math.min(...headingRows);
  const lastHeading = Math.max(...headingRows);
  const above = new Map<number, Row>();
  for await (const row of sheet.rows()) {
    if (row.row > lastHeading) break;
    above.set(row.row, row);
  }
  const width = Math.max(0, ...headingRows.map((row) => ownWidth(above.get(row), above.get(firstHeading))));
  const headed = new Set(
    headingRows.flatMap((row) => (above.get(row)?.cells ?? []).flatMap((cell, column) => (cell ? [column] : []))),
  );
  const { merges, widths } = await sheet.layout();
  const head: HeadRow[] = [];
  for (let row = 1; row <= lastHeading; row += 1) {
    const isHeading = row >= firstHeading;
    const values: (string | undefined)[] = Array.from({ length: width }, (_, column) => {
      const text = above.get(row)?.cells[column]?.text;
      return text ?? (isHeading ? "" : undefined);
    });
    if (isHeading) values.push(row === firstHeading ? PROBLEM_HEADING : "");
    head.push({ values, style: isHeading ? STYLE.heading : row === 1 ? STYLE.title : STYLE.caption });
  }
  const kept = merges
    .filter((range) => range.bottom <= lastHeading && range.right < width)
    .map((range) => `${columnName(range.left)}${range.top}:${columnName(range.right)}${range.bottom}`);
  if (lastHeading > firstHeading) kept.push(`${columnName(width)}${firstHeading}:${columnName(width)}${lastHeading}`);
  const styles: StyleId[] = Array.from({ length: width }, () => STYLE.text);
  return {
    name,
    widths: [...Array.from({ length: width }, (_, column) => widths.get(column) ?? 14), 60],
    head,
    merges: kept,
    styles: [...styles, STYLE.problem],
    rows: faultyRows(sheet, new MergedDownwards(merges, lastHeading, headed), width, reasons),
    frozenRows: lastHeading,
  };
}

/** How many columns are the user's own: a 问题 column of an earlier round is written anew. */
function ownWidth(row: Row | undefined, firstTier: Row | undefined): number {
  const cells = row?.cells ?? [];
  const last = firstTier?.cells.at(-1);
  const marked = last !== undefined && foldHeading(last.text) === PROBLEM_HEADING;
  return marked ? Math.min(cells.length, (firstTier?.cells.length ?? 1) - 1) : cells.length;
}

async function* faultyRows(
  sheet: Sheet,
  downwards: MergedDownwards,
  width: number,
  reasons: ReadonlyMap<number, string>,
): AsyncGenerator<CellValue[]> {
  for await (const row of sheet.rows()) {
    const cells = downwards.fill(row);
    const why = reasons.get(row.row);
    if (why === undefined) continue;
    const values: CellValue[] = Array.from({ length: width }, (_, column) => written(cells[column]));
    values.push(why);
    yield values;
  }
}

/** Short numbers stay numbers; damaged ones become text, so that what is typed over them is kept as typed. */
function written(cell: Cell | undefined): CellValue {
  if (cell === undefined) return undefined;
  if (cell.kind === "day" && cell.day === cell.text) return { day: cell.day };
  if (cell.kind === "number" && !isDamagedNumber(cell) && cell.text === String(cell.number)) return cell.number;
  return cell.text;
}
