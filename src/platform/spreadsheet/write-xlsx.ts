import type { Writable } from "node:stream";
import { columnName } from "./cell.ts";
import { Outlet } from "./outlet.ts";
import { contentTypesXml, rootRelationsXml, stylesXml, workbookRelationsXml } from "./package-xml.ts";
import {
  type CellValue,
  type HeadRow,
  type PrintSetup,
  quoted,
  type SheetPlan,
  STYLE,
  type StyleId,
  sheetName,
  sheetXml,
  workbookXml,
} from "./sheet-xml.ts";
import { ZipWriter } from "./zip-write.ts";

export interface ColumnToWrite {
  /** The heading; several tiers from top to bottom for statistics tables (equal neighbours are merged). */
  readonly heading: string | readonly string[];
  /** `text` is the default and right for identity numbers and phones; `day` takes ISO days. */
  readonly kind?: "text" | "day" | "integer" | "decimal";
  /** In characters; by default as wide as the heading asks. */
  readonly width?: number;
  /** Offers a drop-down. */
  readonly choices?: readonly string[];
}

export interface SheetToWrite {
  readonly name: string;
  readonly title?: string;
  /** Lines between title and headings, for example 填报单位:…. */
  readonly captions?: readonly string[];
  readonly columns: readonly ColumnToWrite[];
  readonly rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>;
  /** Lines below the data, for example 审核人: 填表人:. */
  readonly foot?: readonly string[];
  /** Columns that stay in view at the left. */
  readonly frozenColumns?: number;
  /** A filter on the lowest tier of headings; on unless false. */
  readonly filter?: boolean;
  readonly print?: PrintSetup;
}

/**
 * Writes a workbook to a stream and ends it. Memory stays constant however many rows there are; slow receivers slow
 * the reading of `rows`. No cell ever holds a formula: whatever begins like one is written as guarded text.
 *
 * @throws RangeError for more than 1,048,576 rows in a sheet; the stream's own error if the receiver goes away
 */
export async function writeWorkbook(stream: Writable, sheets: readonly SheetToWrite[]): Promise<void> {
  const taken = new Set<string>();
  const plans: SheetPlan[] = [];
  const lists: (readonly string[])[] = [];
  const listSheet = "下拉选项";
  if (sheets.some((sheet) => sheet.columns.some((column) => column.choices !== undefined))) {
    taken.add(listSheet.toLowerCase());
  }
  for (const sheet of sheets) {
    const name = sheetName(sheet.name, taken);
    taken.add(name.toLowerCase());
    plans.push(planned(sheet, name, lists, listSheet));
  }
  if (lists.length > 0) plans.push(listsPlan(listSheet, lists));
  await writePlans(stream, plans);
}

/** Writes finished plans as one workbook. */
export async function writePlans(stream: Writable, plans: readonly SheetPlan[]): Promise<void> {
  const outlet = new Outlet(stream);
  try {
    const zip = new ZipWriter(outlet);
    const part = (path: string, text: string) => zip.add(path, [Buffer.from(text, "utf8")]);
    await part("[Content_Types].xml", contentTypesXml(plans.length));
    await part("_rels/.rels", rootRelationsXml());
    await part("xl/workbook.xml", workbookXml(plans));
    await part("xl/_rels/workbook.xml.rels", workbookRelationsXml(plans.length));
    await part("xl/styles.xml", stylesXml());
    for (const [i, plan] of plans.entries()) await zip.add(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(plan, i));
    await zip.end();
    await outlet.end();
  } catch (fault) {
    // A cut-off workbook must not look like a whole one to the receiver.
    stream.destroy(fault instanceof Error ? fault : new Error("the workbook could not be written", { cause: fault }));
    throw fault;
  }
}

function planned(sheet: SheetToWrite, name: string, lists: (readonly string[])[], listSheet: string): SheetPlan {
  const width = sheet.columns.length;
  const tiers = sheet.columns.map(({ heading }) => (typeof heading === "string" ? [heading] : [...heading]));
  const depth = Math.max(1, ...tiers.map((column) => column.length));
  const head: HeadRow[] = [];
  const merges: string[] = [];
  const lastColumn = columnName(Math.max(width, 1) - 1);
  if (sheet.title !== undefined) {
    head.push({ values: [sheet.title], style: STYLE.title, height: 30 });
    if (width > 1) merges.push(`A1:${lastColumn}1`);
  }
  for (const caption of sheet.captions ?? []) {
    head.push({ values: [caption], style: STYLE.caption });
    if (width > 1) merges.push(`A${head.length}:${lastColumn}${head.length}`);
  }
  merges.push(...headingMerges(tiers, depth, head.length));
  for (let tier = 0; tier < depth; tier += 1) {
    // Covered cells are written too, for their borders.
    head.push({
      values: tiers.map((column, i) => (opensMerge(tiers, i, tier) ? column[tier] : "")),
      style: STYLE.heading,
    });
  }
  const choices = sheet.columns.flatMap(({ choices }, column) => {
    if (choices === undefined || choices.length === 0) return [];
    lists.push(choices);
    const letter = columnName(lists.length - 1);
    return [{ column, source: `${quoted(listSheet)}!$${letter}$1:$${letter}$${choices.length}` }];
  });
  return {
    name,
    widths: sheet.columns.map((column, i) => column.width ?? headingWidth(tiers[i]?.at(-1) ?? "", column.kind)),
    head,
    merges,
    styles: sheet.columns.map((column) => COLUMN_STYLE[column.kind ?? "text"]),
    rows: sheet.rows,
    frozenRows: head.length,
    ...(sheet.foot === undefined ? {} : { foot: sheet.foot }),
    ...(sheet.frozenColumns === undefined ? {} : { frozenColumns: sheet.frozenColumns }),
    ...(sheet.filter === false || width === 0 ? {} : { filterRow: head.length }),
    ...(sheet.print === undefined ? {} : { print: sheet.print }),
    choices,
  };
}

const COLUMN_STYLE: Readonly<Record<NonNullable<ColumnToWrite["kind"]>, StyleId>> = {
  text: STYLE.text,
  day: STYLE.day,
  integer: STYLE.integer,
  decimal: STYLE.decimal,
};

function headingWidth(heading: string, kind: ColumnToWrite["kind"]): number {
  return Math.min(40, Math.max(kind === "day" ? 12 : 10, heading.length * 2 + 4));
}

/** Whether the tiers above agree, so that equal neighbours may share a cell. */
function sameAbove(a: readonly string[], b: readonly string[] | undefined, tier: number): boolean {
  return b !== undefined && a.slice(0, tier + 1).every((text, i) => text === b[i]);
}

/** A tier is shared with the column to the left only above the lowest tier of both. */
function opensMerge(tiers: readonly (readonly string[])[], column: number, tier: number): boolean {
  const own = tiers[column] ?? [];
  const left = tiers[column - 1];
  return !(tier < own.length - 1 && left !== undefined && tier < left.length - 1 && sameAbove(own, left, tier));
}

function headingMerges(tiers: readonly (readonly string[])[], depth: number, above: number): string[] {
  const merges: string[] = [];
  for (const [column, own] of tiers.entries()) {
    for (const tier of own.keys()) {
      if (!opensMerge(tiers, column, tier)) continue;
      let right = column;
      while (right + 1 < tiers.length && !opensMerge(tiers, right + 1, tier)) right += 1;
      const bottom = tier === own.length - 1 ? depth : tier + 1;
      if (right > column || bottom > tier + 1) {
        merges.push(`${columnName(column)}${above + tier + 1}:${columnName(right)}${above + bottom}`);
      }
    }
  }
  return merges;
}

/** Drop-downs refer to a hidden sheet, since a list inside the rule itself may hold only 255 characters. */
function listsPlan(name: string, lists: readonly (readonly string[])[]): SheetPlan {
  const length = Math.max(...lists.map((list) => list.length));
  return {
    name,
    hidden: true,
    widths: [],
    head: [],
    merges: [],
    styles: lists.map(() => STYLE.text),
    rows: Array.from({ length }, (_, row) => lists.map((list) => list[row])),
    frozenRows: 0,
  };
}
