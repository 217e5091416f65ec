import {
  type Cell,
  type ColumnHeading,
  carriedOver,
  type DataRow,
  FieldIndex,
  headOf,
  type MappingOverride,
  type RecognisedTable,
  type RecogniseOptions,
  readWorkbook,
  recogniseSheet,
  type SheetTop,
  sheetTops,
  type TableHead,
  type Workbook,
  WorkbookRefused,
} from "#platform/spreadsheet/index.ts";
import { isMaskedNumber } from "#shared/masks.ts";
import { fold, foldTight, shortened } from "#shared/text.ts";
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

/** Headings as they are shown and corrected. */
export type FoundHead = Pick<TableHead, "headings" | "matched" | "unmatched" | "headingSignature"> & {
  /** What stands in the first rows under a column, by column from 0. */
  readonly samples: ReadonlyMap<number, readonly string[]>;
};

/** One file of a drop, as far as it is known without its rows. */
export interface FoundFile {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  /** Whose rows these are; null when refused. */
  readonly register: string | null;
  readonly tables: readonly FoundTable[];
  /** The headings of the first table, or of what looks most like one: to be corrected by hand. */
  readonly head: FoundHead | null;
  /** Chinese, a line a sheet: what of it is read, and what is not. */
  readonly sheets: readonly string[];
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
 * Opens a file and finds the register whose vocabulary fits its headings best. It is read to its end, so that what is
 * wrong far down is said before a row is weighed. A file that cannot be read is refused, never thrown.
 */
export async function openFile(
  file: FileToOpen,
  offers: readonly Offer[],
  remembered: Remembered,
): Promise<FileAtHand> {
  const { id, name, position } = file;
  const about = { id, name, position };
  const nothing = { register: null, tables: [], head: null, sheets: [] };
  let workbook: Workbook | null = null;
  try {
    workbook = await readWorkbook(file.content);
    const tops = await sheetTops(workbook);
    const fit = bestFit(tops, file, offers, remembered);
    const read = fit ? await readTables(fit, tops, workbook) : null;
    if (!fit || !read || read.tables.length === 0) {
      await workbook.close();
      const refusal = fit ? zh.headMissing(fit.missing) : unfitting(offers);
      const open = fit ? { register: fit.offer.register, head: foundHead(fit) } : {};
      return { found: { ...about, ...nothing, ...open, refusal }, workbook: null, tables: [] };
    }
    const { tables, sheets } = read;
    const found = { ...about, register: fit.offer.register, tables: tables.map(foundTable), sheets, refusal: null };
    return { found: { ...found, head: foundHead(fit) }, workbook, tables };
  } catch (fault) {
    await workbook?.close();
    if (!(fault instanceof WorkbookRefused)) throw fault;
    return { found: { ...about, ...nothing, refusal: fault.detail }, workbook: null, tables: [] };
  }
}

/** What of a table may go to another thread: all but the stream of its rows. */
function foundTable({ rows: _rows, skipped: _skipped, ...table }: RecognisedTable): FoundTable {
  return table;
}

/** The register that a file is for. */
interface Fit {
  readonly offer: Offer;
  readonly index: FieldIndex;
  readonly options: RecogniseOptions;
  /** The sheet whose headings are shown, and those. */
  readonly top: SheetTop;
  readonly head: TableHead;
  /** Terms of what is needed and no sheet has; only when no sheet fits. */
  readonly missing: readonly string[];
}

/**
 * The register with most use for the headings; of those that fit none, the one that lacks least, so that a person may say
 * which column is the name.
 */
function bestFit(
  tops: readonly SheetTop[],
  file: FileToOpen,
  offers: readonly Offer[],
  remembered: Remembered,
): Fit | null {
  let best: { readonly fit: Fit; readonly score: number } | null = null;
  for (const offer of offers) {
    if (file.register && file.register !== offer.register) continue;
    const index = new FieldIndex(
      offer.vocabulary.map((it) => ({
        field: it.key,
        term: it.term,
        aliases: it.aliases,
        ...(it.required ? { required: true } : {}),
      })),
    );
    const known = (signature: string) => remembered(offer.register, signature);
    const seen = (options: RecogniseOptions) =>
      tops.flatMap((top) => {
        const head = headOf(top, index, options);
        return head === null ? [] : [{ top, head, lacks: lacking(head, offer, Boolean(file.register)) }];
      });
    const plain = decisions(null, {}, known);
    const before = seen(plain);
    const base = before.find((it) => it.lacks.length === 0) ?? fullest(before);
    const options = base && file.mapping ? decisions(base.head.columns, file.mapping, known) : plain;
    const after = options === plain ? before : seen(options);
    const fitting = after.filter((it) => it.lacks.length === 0);
    const shown = fitting[0] ?? fullest(after);
    if (!shown) continue;
    const fit = { offer, index, options, top: shown.top, head: shown.head, missing: shown.lacks };
    // Whatever fits comes before whatever does not.
    const score =
      fitting.length > 0 ? 1_000 + fitting.reduce((sum, it) => sum + used(it.head, offer), 0) : used(shown.head, offer);
    if (score > (best?.score ?? (file.register ? -1 : LIKENESS))) best = { fit, score };
  }
  return best?.fit ?? null;
}

/** A table that fits nothing is taken for a register only if this much of its headings is known (see `used`). */
const LIKENESS = 0.5;

const fullest = <T extends { readonly head: TableHead }>(seen: readonly T[]): T | undefined =>
  seen.toSorted((a, b) => b.head.matched.length - a.head.matched.length)[0];

/** Decisions about the columns of one table, which hold for the others as far as their headings say the same. */
function decisions(
  of: readonly ColumnHeading[] | null,
  mapping: MappingOverride,
  known: (signature: string) => MappingOverride | undefined,
): RecogniseOptions {
  return {
    decided: (headings, signature) => ({
      ...known(signature),
      ...(of === null ? {} : carriedOver(mapping, of, headings)),
    }),
  };
}

/** Terms that this head would need to be of that register. One chosen by hand is taken at its word, but for what is required. */
function lacking(head: TableHead, offer: Offer, chosen: boolean): string[] {
  const missing = offer.vocabulary.filter((it) => head.missing.includes(it.key)).map((it) => it.term);
  const telling = offer.vocabulary.filter((it) => it.telling);
  if (chosen || telling.length === 0 || telling.some((it) => head.columnOf.has(it.key))) return missing;
  return [
    ...missing,
    telling
      .slice(0, 3)
      .map((it) => it.term)
      .join("或"),
  ];
}

/** Share of the headings that this register has a use for. */
function used(head: TableHead, offer: Offer): number {
  const ignored = new Set(offer.vocabulary.filter((it) => it.ignored).map((it) => it.key));
  const matched = head.matched.filter((it) => !ignored.has(it.field)).length;
  return matched / Math.max(1, head.headings.length) + matched / 100;
}

/** The tables of the chosen register, with a line on each sheet. */
async function readTables(
  fit: Fit,
  tops: readonly SheetTop[],
  workbook: Workbook,
): Promise<{ tables: readonly RecognisedTable[]; sheets: readonly string[] }> {
  const tables: RecognisedTable[] = [];
  const sheets: string[] = [];
  for (const sheet of workbook.sheets) {
    const top = tops.find((it) => it.sheet === sheet);
    if (!top) {
      sheets.push(zh.sheetHidden(sheet.name));
      continue;
    }
    if (top.rows.length === 0) continue;
    const found = fit.missing.length > 0 ? null : await recogniseSheet(top, fit.index, fit.options);
    const own = found?.tables.filter((table) => table.missing.length === 0) ?? [];
    tables.push(...own);
    sheets.push(found?.tally && own.length > 0 ? zh.sheetRead(sheet.name, found.tally) : zh.sheetUnread(sheet.name));
    const masked = own.flatMap((table) => maskedTerms(table, top, fit.offer));
    if (masked.length > 0) sheets.push(zh.sheetMasked(sheet.name, [...new Set(masked)]));
  }
  return { tables, sheets };
}

/** Columns whose numbers an export has hidden, as far as the first rows show. */
function maskedTerms(table: RecognisedTable, top: SheetTop, offer: Offer): string[] {
  const last = Math.max(...table.headingRows);
  const rows = top.rows.filter((it) => it.row > last);
  return offer.vocabulary.flatMap(({ key, term, sensitive }) => {
    const column = sensitive ? table.columnOf.get(key) : undefined;
    const masked = column !== undefined && rows.some((row) => isMaskedNumber(row.cells[column]?.text ?? ""));
    return masked ? [term] : [];
  });
}

/** What is shown under a heading: so many rows, so much of each. */
const SAMPLES = 3;
const SAMPLE_TEXT = 40;

function foundHead({ offer, top, head }: Fit): FoundHead {
  const last = Math.max(...head.headingRows);
  const rows = top.rows.filter((row) => row.row > last).slice(0, SAMPLES);
  const sensitive = new Set(offer.vocabulary.filter((it) => it.sensitive).map((it) => it.key));
  const hidden = new Set(head.matched.filter((it) => sensitive.has(it.field)).map((it) => it.column));
  const { headings, matched, unmatched, headingSignature } = head;
  const samples = new Map(
    headings.map(({ column }) => {
      const texts = rows.flatMap((row) => row.cells[column]?.text ?? []);
      return [column, texts.map((it) => (hidden.has(column) ? zh.masked : shortened(it, SAMPLE_TEXT)))];
    }),
  );
  return { headings, matched, unmatched, headingSignature, samples };
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

/** Captions of a table in the order `FileContext` wants them: the year its headings name, the title, `名称:内容`. */
export function captionsOf(
  table: Pick<FoundTable, "title" | "captions"> & { readonly year?: number | null },
): string[] {
  const captions = Object.entries(table.captions)
    .slice(0, CAPTIONS)
    .map(([name, content]) => `${name}：${content}`);
  const year = table.year ? [zh.headingYear(table.year)] : [];
  return [...year, ...(table.title === null ? [] : [table.title]), ...captions];
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
    if (field === undefined || field.ignored) return [];
    const sensitive = field.sensitive === true;
    const repeats = !sensitive && field.required !== true;
    return [{ key, column, term: field.term, most: field.most, sensitive, repeats, last: undefined }];
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
  readonly sensitive: boolean;
  /** Whether 同上 may stand in it. */
  readonly repeats: boolean;
  /** The last content of the column. */
  last: Cell | undefined;
}

/** What stands for the cell above. */
const DITTO = /^(?:同上|″|〃|"|''|“|”|\u3003)$/u;

function sourceRow(row: DataRow, columns: readonly Column[], before: number): { row: SourceRow; bytes: number } {
  const cells: Record<string, Cell> = {};
  const faults: string[] = [];
  let bytes = 0;
  for (const of of columns) {
    const { key, column, term, most } = of;
    let cell = row.cells[column];
    if (cell === undefined) continue;
    // As our own table showed the number: what is known stays.
    if (of.sensitive && isMaskedNumber(cell.text)) continue;
    if (cell.kind === "error" && cell.text === "") {
      faults.push(zh.uncomputed(term));
      continue;
    }
    if (of.repeats && of.last !== undefined && cell.text.length <= 4 && DITTO.test(foldTight(cell.text)))
      cell = of.last;
    of.last = cell;
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
