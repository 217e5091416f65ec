import type { Cell, Row, Sheet, SheetLayout, Workbook } from "./cell.ts";
import {
  type ColumnHeading,
  type ColumnMatch,
  type FieldIndex,
  headingLabel,
  headingSignature,
  type MappingOverride,
  matchHeadings,
  sideBySide,
  type UnmatchedColumn,
  unmatchedColumns,
} from "./headings.ts";
import { type Columns, columnsOf, type NoData, natureOf, rowText, shortened } from "./row-nature.ts";
import {
  decidedHead,
  downwardsBelow,
  findHead,
  HEAD_ROWS,
  headRow,
  type Section,
  sectionsOf,
  type Tally,
} from "./sections.ts";
import { SheetCursor } from "./sheet-cursor.ts";

export interface DataRow {
  readonly sheet: string;
  /** Row in the file, from 1. */
  readonly row: number;
  /** Which data row of its table it is, from 1; titles, blanks, repeated headings, totals and notes do not count. */
  readonly ordinal: number;
  readonly hidden: boolean;
  readonly cells: readonly (Cell | undefined)[];
}

/** A row below the headings that is no data, so that nothing disappears unseen. */
export interface SkippedRow {
  readonly row: number;
  readonly why: NoData;
  readonly text: string;
}

export interface RecognisedTable {
  readonly sheet: string;
  readonly sheetIndex: number;
  /** The first line above the headings that is no caption. */
  readonly title: string | null;
  /** What stands above the headings as 名称:内容, for example 填报单位. */
  readonly captions: Readonly<Record<string, string>>;
  /** Title and captions of the sheet, for a table further down that has lines of its own; these come before. */
  readonly around: Pick<RecognisedTable, "title" | "captions"> | null;
  /** The year that headings such as 2026年1月 name. */
  readonly year: number | null;
  /** Rows of the headings in the file, from 1, from the upper tier to the lowest. */
  readonly headingRows: readonly number[];
  /** Rows of the lines above the headings, from 1. */
  readonly titleRows: readonly number[];
  readonly headings: readonly { readonly column: number; readonly heading: string }[];
  readonly matched: readonly ColumnMatch[];
  readonly unmatched: readonly UnmatchedColumn[];
  /** Required fields that no column has. */
  readonly missing: readonly string[];
  readonly columnOf: ReadonlyMap<string, number>;
  /** Under this a corrected mapping can be remembered. */
  readonly headingSignature: string;
  /** Grows while `rows` is read. */
  readonly skipped: readonly SkippedRow[];
  /** The data rows, as a stream; may be read again. Tables of one sheet share a reader: one stream at a time. */
  readonly rows: () => AsyncIterable<DataRow>;
}

export interface RecogniseOptions {
  /** Decisions of a person about a table with these headings, of this signature; they win over what is recognised. */
  readonly decided?: (headings: readonly ColumnHeading[], signature: string) => MappingOverride;
}

/** A sheet and its first rows, which are read once, however many vocabularies are tried on them. */
export interface SheetTop {
  readonly sheet: Sheet;
  readonly rows: readonly Row[];
}

/** The first rows of every visible sheet. */
export async function sheetTops(workbook: Workbook): Promise<SheetTop[]> {
  const tops: SheetTop[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet.hidden) continue;
    const rows: Row[] = [];
    for await (const row of sheet.rows()) {
      rows.push(headRow(row));
      if (rows.length >= HEAD_ROWS) break;
    }
    tops.push({ sheet, rows });
  }
  return tops;
}

/** What the first head of a sheet says, without looking further down: enough to tell whose rows these are. */
export type TableHead = Pick<
  RecognisedTable,
  "headings" | "matched" | "unmatched" | "missing" | "columnOf" | "headingSignature" | "headingRows"
> & { readonly columns: readonly ColumnHeading[] };

/** The headings at the top of a sheet; null when fewer than two (or the only field there is) are known. */
export function headOf(top: SheetTop, index: FieldIndex, options: RecogniseOptions = {}): TableHead | null {
  const head = findHead(top.rows, index);
  if (head === null) return null;
  const override = options.decided?.(head.headings, headingSignature(head.headings)) ?? {};
  const { match } = decidedHead(head, index, override);
  return {
    ...headFacts(head.headings, match.matched, index, override),
    headingRows: head.rows.map((row) => row.row),
    columns: head.headings,
  };
}

/**
 * Finds the tables of a sheet: headings (one to three tiers) below titles and captions, which column holds which field,
 * and the data rows between blanks, totals, signatures and notes. Another head or title further down begins another
 * table, and so do blocks of columns side by side.
 */
export async function recogniseSheet(
  { sheet, rows: top }: SheetTop,
  index: FieldIndex,
  options: RecogniseOptions = {},
): Promise<{ readonly tables: readonly RecognisedTable[]; readonly tally: Tally | null }> {
  const first = findHead(top, index);
  if (first === null) return { tables: [], tally: null };
  const layout = await sheet.layout();
  const { sections, tally } = await sectionsOf(sheet, first, top, index, layout.merges);
  const cursor = new SheetCursor(sheet);
  const [uppermost] = sections;
  const tables = sections.flatMap((section) => {
    const around = section === uppermost || !uppermost ? null : aboveHead(uppermost.above);
    const { headings } = section.head;
    return sideBySide(headings, index).map((block, at, blocks): RecognisedTable => {
      const from = at === 0 ? 0 : (block[0]?.column ?? 0);
      const to = blocks[at + 1]?.[0]?.column ?? Number.POSITIVE_INFINITY;
      const override = options.decided?.(block, headingSignature(block)) ?? {};
      const match = matchHeadings(block, index, override);
      const skipped: SkippedRow[] = [];
      const columns = columnsOf(block, match.matched);
      return {
        sheet: sheet.name,
        sheetIndex: sheet.index,
        ...aboveHead(section.above),
        around,
        year: match.year,
        headingRows: section.head.rows.map((row) => row.row),
        titleRows: section.above.map((row) => row.row),
        ...headFacts(block, match.matched, index, override),
        skipped,
        rows: () => dataRows(cursor, sheet.name, section, { columns, from, to, layout }, skipped),
      };
    });
  });
  return { tables, tally };
}

function headFacts(
  headings: readonly ColumnHeading[],
  matched: readonly ColumnMatch[],
  index: FieldIndex,
  override: MappingOverride,
) {
  const fields = new Set(matched.map((column) => column.field));
  return {
    headings: headings.map((heading) => ({ column: heading.column, heading: headingLabel(heading) })),
    matched,
    unmatched: unmatchedColumns(headings, matched, index, override),
    missing: [...index.required].filter((field) => !fields.has(field)),
    columnOf: new Map(matched.map((column) => [column.field, column.column])),
    headingSignature: headingSignature(headings),
  };
}

const CAPTION = /([\p{Script=Han}A-Za-z()]{2,14})\s*[::]\s*(.*?)(?=\s+[\p{Script=Han}()]{2,14}\s*[::]|$)/gu;

function aboveHead(rows: readonly Row[]): { title: string | null; captions: Record<string, string> } {
  const captions: Record<string, string> = {};
  let title: string | null = null;
  for (const row of rows) {
    const cells = row.cells
      .filter((cell) => cell !== undefined)
      .map((cell) => shortened(cell.text).normalize("NFKC").trim());
    for (const [place, text] of cells.entries()) {
      const found = [...text.matchAll(CAPTION)];
      for (const [, name, value] of found) {
        // `填报单位:` alone: what it is stands in the next cell.
        const next = value === "" && found.length === 1 ? cells[place + 1] : undefined;
        const content = next !== undefined && !/[::]/u.test(next) ? next : (value ?? "").trim();
        if (name !== undefined && content !== "") captions[name] = content;
      }
      if (found.length === 0 && place === 0 && title === null && text !== "") title = text.replace(/\s+/gu, " ");
    }
  }
  return { title, captions };
}

/** A block of columns from `from` on and before `to`, from 0. */
interface Block {
  readonly columns: Columns;
  readonly from: number;
  readonly to: number;
  readonly layout: SheetLayout;
}

/** Reads the rows below the headings and tells data from the rest. */
async function* dataRows(
  cursor: SheetCursor,
  sheet: string,
  section: Section,
  { columns, from, to, layout }: Block,
  skipped: SkippedRow[],
): AsyncGenerator<DataRow> {
  skipped.length = 0;
  const downwards = downwardsBelow(section, layout.merges);
  const whole = from === 0 && to === Number.POSITIVE_INFINITY;
  let ordinal = 0;
  for await (const row of cursor.between(section.begins + 1, section.ends)) {
    const own = whole ? row : within(row, from, to);
    const why = natureOf(own, columns);
    if (why === "blank") continue;
    if (why !== null) {
      skipped.push({ row: row.row, why, text: rowText(own) });
      continue;
    }
    ordinal += 1;
    const filled = downwards.fill(row);
    const cells = whole ? filled : within({ ...row, cells: filled }, from, to).cells;
    yield { sheet, row: row.row, ordinal, hidden: row.hidden, cells };
  }
}

const within = (row: Row, from: number, to: number): Row => ({
  ...row,
  cells: row.cells.map((cell, column) => (column >= from && column < to ? cell : undefined)),
});
