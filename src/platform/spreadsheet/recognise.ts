import type { Cell, MergedRange, Row, Sheet, Workbook } from "./cell.ts";
import {
  type ColumnHeading,
  type ColumnMatch,
  combinedHeadings,
  FieldIndex,
  foldHeading,
  type HeadingMatch,
  headingLabel,
  headingSignature,
  isOrdinalHeading,
  LONGEST_HEADING,
  type MappingOverride,
  matchHeadings,
  type UnmatchedColumn,
  type Vocabulary,
} from "./headings.ts";
import { MergedDownwards } from "./merged-downwards.ts";
import { detached } from "./xlsx-parts.ts";

export interface DataRow {
  readonly sheet: string;
  /** Row in the file, from 1. */
  readonly row: number;
  /** Which data row it is, from 1; titles, blanks, repeated headings, totals and notes do not count. */
  readonly ordinal: number;
  readonly hidden: boolean;
  readonly cells: readonly (Cell | undefined)[];
}

/** A row below the headings that is no data, so that nothing disappears unseen. */
export interface SkippedRow {
  readonly row: number;
  readonly why: "total" | "signature" | "note" | "numbered-blank" | "repeated-heading";
  readonly text: string;
}

export interface RecognisedTable {
  readonly sheet: string;
  readonly sheetIndex: number;
  /** The first line above the headings that is no caption. */
  readonly title: string | null;
  /** What stands above the headings as 名称:内容, for example 填报单位. */
  readonly captions: Readonly<Record<string, string>>;
  /** Rows of the headings in the file, from 1, from the upper tier to the lowest. */
  readonly headingRows: readonly number[];
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
  /** The data rows, as a stream; may be read again. */
  rows(): AsyncIterable<DataRow>;
}

export interface RecogniseOptions {
  /** Decisions of a person; they win over what is recognised. */
  readonly override?: MappingOverride;
  /** Remembered decisions by `headingSignature`, asked once the headings are known. */
  readonly remembered?: (signature: string) => MappingOverride | undefined;
}

const HEAD_ROWS = 40;
const TIERS = [1, 2, 3] as const;

interface Head {
  readonly rows: readonly Row[];
  readonly headings: readonly ColumnHeading[];
  readonly match: HeadingMatch;
}

/**
 * Finds the table in a sheet: the headings (one to three tiers) below titles and captions, which column holds which
 * field, and the data rows between blanks, totals, signatures and notes.
 *
 * @returns null if fewer than two headings (or the only field there is) are known
 */
export async function recogniseTable(
  sheet: Sheet,
  vocabulary: Vocabulary,
  options: RecogniseOptions = {},
): Promise<RecognisedTable | null> {
  const first: Row[] = [];
  for await (const row of sheet.rows()) {
    first.push(headRow(row));
    if (first.length >= HEAD_ROWS) break;
  }
  const index = new FieldIndex(vocabulary);
  const head = findHead(first, index, Math.min(2, vocabulary.length));
  if (head === null) return null;
  const signature = headingSignature(head.headings);
  const override = { ...options.remembered?.(signature), ...options.override };
  const match = matchHeadings(head.headings, index, override);
  const fields = new Set(match.matched.map((column) => column.field));
  const { merges } = await sheet.layout();
  const skipped: SkippedRow[] = [];
  const before = first.slice(0, first.indexOf(head.rows[0] as Row));
  return {
    sheet: sheet.name,
    sheetIndex: sheet.index,
    ...aboveHead(before),
    headingRows: head.rows.map((row) => row.row),
    headings: head.headings.map((heading) => ({ column: heading.column, heading: headingLabel(heading) })),
    matched: match.matched,
    unmatched: match.unmatched,
    missing: [...index.required].filter((field) => !fields.has(field)),
    columnOf: new Map(match.matched.map((column) => [column.field, column.column])),
    headingSignature: signature,
    skipped,
    rows: () => dataRows(sheet, { ...head, match }, merges, skipped),
  };
}

/** The tables of a workbook, sheet by sheet; hidden sheets and sheets without a table are left out. */
export async function recogniseWorkbook(
  workbook: Workbook,
  vocabulary: Vocabulary,
  options: RecogniseOptions = {},
): Promise<RecognisedTable[]> {
  const tables: RecognisedTable[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet.hidden) continue;
    const table = await recogniseTable(sheet, vocabulary, options);
    if (table !== null) tables.push(table);
  }
  return tables;
}

function findHead(rows: readonly Row[], index: FieldIndex, least: number): Head | null {
  let best: Head | null = null;
  for (const start of rows.keys()) {
    for (const tiers of TIERS) {
      const part = rows.slice(start, start + tiers);
      // Tiers stand directly below each other.
      if (part.length < tiers || (part.at(-1)?.row ?? 0) - (part[0]?.row ?? 0) !== tiers - 1) continue;
      const headings = combinedHeadings(part);
      const match = matchHeadings(headings, index);
      if (match.matched.length < least) continue;
      // A title above adds a tier and no field.
      const better = match.score - (best?.match.score ?? 0);
      if (better > 0 || (better === 0 && tiers < (best?.rows.length ?? 0))) {
        best = { rows: part, headings, match };
      }
    }
  }
  return best;
}

const CAPTION = /([\p{Script=Han}A-Za-z()]{2,14})\s*[::]\s*(.*?)(?=\s+[\p{Script=Han}()]{2,14}\s*[::]|$)/gu;

function shortened(text: string): string {
  return text.length > LONGEST_HEADING ? text.slice(0, LONGEST_HEADING) : text;
}

/** A row as it is held while the headings are looked for: whatever stands in its cells, it stays small. */
function headRow(row: Row): Row {
  if (row.cells.every((cell) => cell === undefined || cell.text.length <= LONGEST_HEADING)) return row;
  const cells = row.cells.map((cell) => cell && { ...cell, text: detached(shortened(cell.text)) });
  return { ...row, cells };
}

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

const TOTAL = /^(?:合计|总计|小计|共计|累计|总数|合计数)(?:[::(].*)?$|^(?:共|合计|总计)\d+(?:人|名|个|户|条|项|家)/u;
const SIGNATURE =
  /^(?:审核|审批|填表|制表|填报|复核|经办|负责|统计|校对|报送|联系|单位负责|党组织负责|支部书记|分管领导)(?:人|人员|单位|日期|时间|电话|领导)?(?:签字|签名|\(签字\)|\(签名\)|\(盖章\))?[::]|^(?:日期|盖章|签字|书记签字|电话)[::]|^\(?(?:盖章|公章)\)?$/u;
const NOTE = /^(?:注|说明|备注|附注|附|填表说明|填报说明|填写说明|注意|提示|要求)\d*[::]|^(?:注|说明)\d*[、..]/u;
const SENTENCE_FROM = 16;

/** Reads the rows below the headings and tells data from the rest. */
async function* dataRows(
  sheet: Sheet,
  head: Head,
  merges: readonly MergedRange[],
  skipped: SkippedRow[],
): AsyncGenerator<DataRow> {
  skipped.length = 0;
  const end = head.rows.at(-1)?.row ?? 0;
  const mapped = new Set(head.match.matched.map((match) => match.column));
  const numbered = head.headings.filter((heading) => isOrdinalHeading(heading) && !mapped.has(heading.column));
  const ordinals = new Set(numbered.map((heading) => heading.column));
  const known = new Set(head.headings.map((heading) => heading.column).filter((column) => !ordinals.has(column)));
  const labels = new Map(head.headings.map((heading) => [heading.column, new Set(heading.tiers.map(foldHeading))]));
  const downwards = new MergedDownwards(merges, end);
  let ordinal = 0;
  for await (const row of sheet.rows()) {
    if (row.row <= end) continue;
    const cells = downwards.fill(row);
    const why = whyNoData(row, { ordinals, known, mapped, labels });
    if (why === "blank") continue;
    if (why !== null) {
      skipped.push({ row: row.row, why, text: rowText(row) });
      continue;
    }
    ordinal += 1;
    yield { sheet: sheet.name, row: row.row, ordinal, hidden: row.hidden, cells };
  }
}

function rowText(row: Row): string {
  const text = row.cells
    .filter((cell) => cell !== undefined)
    .map((cell) => shortened(cell.text).trim())
    .join(" ");
  return detached(shortened(text));
}

interface Columns {
  readonly ordinals: ReadonlySet<number>;
  readonly known: ReadonlySet<number>;
  readonly mapped: ReadonlySet<number>;
  readonly labels: ReadonlyMap<number, ReadonlySet<string>>;
}

function whyNoData(row: Row, columns: Columns): SkippedRow["why"] | "blank" | null {
  let filled = 0;
  let inKnown = 0;
  let first = "";
  let firstColumn = -1;
  for (let column = 0; column < row.cells.length; column += 1) {
    const text = row.cells[column]?.text.trim() ?? "";
    if (text === "") continue;
    filled += 1;
    if (firstColumn === -1) {
      firstColumn = column;
      first = text;
    }
    if (columns.known.has(column)) inKnown += 1;
  }
  if (filled === 0) return "blank";
  // Most rows are full and begin with a number: they need no further look.
  if (inKnown > columns.known.size / 2 && columns.ordinals.has(firstColumn) && /^\d+$/u.test(first)) return null;
  const folded = shortened(first).normalize("NFKC").replace(/\s+/gu, "");
  if (TOTAL.test(folded)) return "total";
  const sparse = filled <= Math.max(2, columns.known.size / 2);
  if (sparse && SIGNATURE.test(folded)) return "signature";
  if (sparse && NOTE.test(folded)) return "note";
  if (filled === 1 && folded.length >= SENTENCE_FROM && columns.known.size > 2) return "note";
  if (inKnown === 0) return columns.ordinals.has(firstColumn) && filled === 1 ? "numbered-blank" : "note";
  return repeatsHeadings(row, columns) ? "repeated-heading" : null;
}

/** Tables that are printed over several pages often repeat their headings among the data. */
function repeatsHeadings(row: Row, { mapped, labels }: Columns): boolean {
  let same = 0;
  let other = 0;
  for (const column of mapped) {
    const text = row.cells[column]?.text;
    if (text === undefined) continue;
    if (labels.get(column)?.has(foldHeading(shortened(text))) === true) same += 1;
    else other += 1;
  }
  return same >= 2 && same > other;
}
