import {
  type Cell,
  type DataRow,
  type MappingOverride,
  type RecognisedTable,
  readWorkbook,
  recogniseWorkbook,
  type Workbook,
  WorkbookRefused,
} from "#platform/spreadsheet/index.ts";
import { fold, shortened } from "#shared/text.ts";
import type { Importer, ImportField, SourceRow } from "../importer.ts";
import { zh } from "./zh.ts";

/** What is looked for in a file: the part of an importer that is plain data. */
export type Offer = Pick<Importer, "register" | "title" | "vocabulary">;

export interface FileToOpen {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly content: Buffer;
  /** Register chosen by hand. */
  readonly register?: string | null;
  /** Columns decided by hand. */
  readonly mapping?: MappingOverride;
}

/** A recognised table without its rows. */
export type FoundTable = Omit<RecognisedTable, "rows" | "skipped">;

/** One file of a drop, as far as it is known without its rows. */
export interface FoundFile {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  /** Whose rows these are; null when refused. */
  readonly register: string | null;
  readonly tables: readonly FoundTable[];
  /** Chinese: why the file cannot be taken in, and what to do. */
  readonly refusal: string | null;
}

/** A file that lies open, beside what was found in it. */
export interface FileAtHand {
  readonly found: FoundFile;
  readonly workbook: Workbook | null;
  readonly tables: readonly RecognisedTable[];
}

/** Mappings that the user corrected before, by register and signature of the headings. */
export type Remembered = (register: string, signature: string) => MappingOverride | undefined;

/**
 * Opens a file and finds the register whose vocabulary fits its headings best. A file that cannot be read is refused, never thrown.
 * @param judge read the file to its end first, so that what is wrong far down is said before a row is weighed
 */
export async function openFile(
  file: FileToOpen,
  offers: readonly Offer[],
  remembered: Remembered,
  judge: boolean,
): Promise<FileAtHand> {
  const { id, name, position } = file;
  const refused = (refusal: string): FileAtHand => ({
    found: { id, name, position, register: null, tables: [], refusal },
    workbook: null,
    tables: [],
  });
  let workbook: Workbook | null = null;
  try {
    workbook = await readWorkbook(file.content);
    const best = await bestFit(workbook, file, offers, remembered);
    if (!best) {
      await workbook.close();
      return refused(unfitting(offers));
    }
    if (judge) for (const table of best.tables) await readToEnd(table.rows());
    return {
      found: { id, name, position, register: best.offer.register, tables: best.tables.map(foundTable), refusal: null },
      workbook,
      tables: best.tables,
    };
  } catch (fault) {
    await workbook?.close();
    if (!(fault instanceof WorkbookRefused)) throw fault;
    return refused(fault.detail);
  }
}

/** What of a table may go to another thread: all but the stream of its rows. */
function foundTable(table: RecognisedTable): FoundTable {
  const { sheet, sheetIndex, title, captions, headingRows, headings } = table;
  const { matched, unmatched, missing, columnOf, headingSignature } = table;
  return {
    sheet,
    sheetIndex,
    title,
    captions,
    headingRows,
    headings,
    matched,
    unmatched,
    missing,
    columnOf,
    headingSignature,
  };
}

async function readToEnd(rows: AsyncIterable<unknown>): Promise<void> {
  const reading = rows[Symbol.asyncIterator]();
  while (!(await reading.next()).done);
}

interface Fit {
  readonly offer: Offer;
  readonly tables: readonly RecognisedTable[];
}

async function bestFit(
  workbook: Workbook,
  file: FileToOpen,
  offers: readonly Offer[],
  remembered: Remembered,
): Promise<Fit | null> {
  let best: (Fit & { readonly score: number }) | null = null;
  for (const offer of offers) {
    if (file.register && file.register !== offer.register) continue;
    const vocabulary = offer.vocabulary.map((it) => ({
      field: it.key,
      term: it.term,
      aliases: it.aliases,
      ...(it.required ? { required: true } : {}),
    }));
    const found = await recogniseWorkbook(workbook, vocabulary, {
      remembered: (signature) => remembered(offer.register, signature),
      ...(file.mapping ? { override: file.mapping } : {}),
    });
    // A register chosen by hand is taken at its word, as long as the required columns are there.
    const tables = found.filter(
      (table) => table.missing.length === 0 && (Boolean(file.register) || tells(table, offer)),
    );
    const score = tables.reduce((sum, table) => sum + used(table, offer), 0);
    if (tables.length > 0 && score > (best?.score ?? 0)) best = { offer, tables, score };
  }
  return best;
}

/** Share of the headings that this register has a use for. */
function used(table: RecognisedTable, offer: Offer): number {
  const ignored = new Set(offer.vocabulary.filter((it) => it.ignored).map((it) => it.key));
  const matched = table.matched.filter((it) => !ignored.has(it.field)).length;
  return matched / Math.max(1, table.headings.length) + matched / 100;
}

function tells(table: RecognisedTable, offer: Offer): boolean {
  const telling = offer.vocabulary.filter((it) => it.telling);
  return telling.length === 0 || telling.some((it) => table.columnOf.has(it.key));
}

function unfitting(offers: readonly Offer[]): string {
  const forms = offers.map((offer) => {
    const needed = offer.vocabulary.filter((it) => it.required || it.telling).map((it) => it.term);
    return `${offer.title}(${needed.slice(0, 4).join("、")})`;
  });
  return `没有认出这是什么表。可以导入的有：${forms.join(";")}。请确认第一张工作表上有表头，或在预览页上指定每一列的含义`;
}

/** Lines around a table that are looked at: nobody writes more above a heading. */
const CAPTIONS = 20;

/** Captions of a table in the order `FileContext` wants them: `名称:内容`, and the title. */
export function captionsOf(table: FoundTable): string[] {
  const captions = Object.entries(table.captions)
    .slice(0, CAPTIONS)
    .map(([name, content]) => `${name}：${content}`);
  return table.title === null ? captions : [...captions, table.title];
}

/** Rows that are evaluated and written together: at most so many, and no more once their texts weigh so much (bytes). */
const BATCH_ROWS = 2_000;
const BATCH_BYTES = 2 * 1024 * 1024;

/**
 * The data rows of a table in batches, each cell held to what its field may be long. A batch is full by weight or by
 * number; only a single row may weigh more than a batch, and that is bounded by the fields.
 * @param before data rows of the file in the tables before this one
 */
export async function* batchesOf(
  table: RecognisedTable,
  fields: readonly ImportField[],
  before: number,
): AsyncGenerator<SourceRow[]> {
  const byKey = new Map(fields.map((it) => [it.key, it]));
  const columns = [...table.columnOf].flatMap(([key, column]): Column[] => {
    const field = byKey.get(key);
    return field === undefined || field.ignored ? [] : [{ key, column, term: field.term, most: field.most }];
  });
  let held: SourceRow[] = [];
  let weight = 0;
  for await (const it of table.rows()) {
    const { row, bytes } = sourceRow(it, columns, before);
    held.push(row);
    weight += bytes;
    if (held.length < BATCH_ROWS && weight < BATCH_BYTES) continue;
    yield held;
    held = [];
    weight = 0;
  }
  if (held.length > 0) yield held;
}

interface Column {
  readonly key: string;
  readonly column: number;
  readonly term: string;
  readonly most: number;
}

function sourceRow(row: DataRow, columns: readonly Column[], before: number): { row: SourceRow; bytes: number } {
  const cells: Record<string, Cell> = {};
  const faults: string[] = [];
  let bytes = 0;
  for (const { key, column, term, most } of columns) {
    let cell = row.cells[column];
    if (cell === undefined) continue;
    if (!fits(cell.text, most)) {
      faults.push(zh.tooLong(term, most));
      cell = { ...cell, text: shortened(cell.text, most) };
    }
    cells[key] = cell;
    bytes += 2 * cell.text.length;
  }
  const of = { ordinal: before + row.ordinal, sheet: row.sheet, row: row.row, cells };
  return { row: faults.length > 0 ? { ...of, faults } : of, bytes };
}

/** One character of a compatibility form becomes at most so many when it is folded (U+FDFA). */
const FOLDED_MOST = 18;
/** Spaces that fall away are not counted, but there is an end to them. */
const UNFOLDED_MOST = 4;

/** Whether a text is within its field once it is folded, as the readers fold it. */
function fits(text: string, most: number): boolean {
  if (text.length * FOLDED_MOST <= most) return true;
  return text.length <= most * UNFOLDED_MOST && fold(text).length <= most;
}
