import {
  type MappingOverride,
  type RecognisedTable,
  readWorkbook,
  recogniseWorkbook,
  type Workbook,
  WorkbookRefused,
} from "#platform/spreadsheet/index.ts";
import type { Importer } from "../importer.ts";

/** One file of a drop, opened and recognised. Close its workbook when done. */
export interface OpenedFile {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly workbook: Workbook | null;
  /** Whose rows these are; null when refused. */
  readonly importer: Importer | null;
  readonly tables: readonly RecognisedTable[];
  /** Chinese: why the file cannot be taken in, and what to do. */
  readonly refusal: string | null;
}

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

/** Mappings that the user corrected before, by register and signature of the headings. */
export type Remembered = (register: string, signature: string) => MappingOverride | undefined;

/** Opens a file and finds the register whose vocabulary fits its headings best. A file that cannot be read is refused, never thrown. */
export async function openFile(
  file: FileToOpen,
  importers: ReadonlyMap<string, Importer>,
  remembered: Remembered,
): Promise<OpenedFile> {
  const { id, name, position } = file;
  let workbook: Workbook;
  try {
    workbook = await readWorkbook(file.content);
  } catch (fault) {
    if (!(fault instanceof WorkbookRefused)) throw fault;
    return { id, name, position, workbook: null, importer: null, tables: [], refusal: fault.detail };
  }
  try {
    const best = await bestFit(workbook, file, importers, remembered);
    if (!best)
      return { id, name, position, workbook, importer: null, tables: [], refusal: unfitting([...importers.values()]) };
    return { id, name, position, workbook, ...best, refusal: null };
  } catch (fault) {
    await workbook.close();
    if (!(fault instanceof WorkbookRefused)) throw fault;
    return { id, name, position, workbook: null, importer: null, tables: [], refusal: fault.detail };
  }
}

interface Fit {
  readonly importer: Importer;
  readonly tables: readonly RecognisedTable[];
}

async function bestFit(
  workbook: Workbook,
  file: FileToOpen,
  importers: ReadonlyMap<string, Importer>,
  remembered: Remembered,
): Promise<Fit | null> {
  let best: (Fit & { readonly score: number }) | null = null;
  for (const importer of importers.values()) {
    if (file.register && file.register !== importer.register) continue;
    const vocabulary = importer.vocabulary.map((it) => ({
      field: it.key,
      term: it.term,
      aliases: it.aliases,
      ...(it.required ? { required: true } : {}),
    }));
    const found = await recogniseWorkbook(workbook, vocabulary, {
      remembered: (signature) => remembered(importer.register, signature),
      ...(file.mapping ? { override: file.mapping } : {}),
    });
    // A register chosen by hand is taken at its word, as long as the required columns are there.
    const tables = found.filter(
      (table) => table.missing.length === 0 && (Boolean(file.register) || tells(table, importer)),
    );
    const score = tables.reduce((sum, table) => sum + used(table, importer), 0);
    if (tables.length > 0 && score > (best?.score ?? 0)) best = { importer, tables, score };
  }
  return best && { importer: best.importer, tables: best.tables };
}

/** Share of the headings that this register has a use for. */
function used(table: RecognisedTable, importer: Importer): number {
  const ignored = new Set(importer.vocabulary.filter((it) => it.ignored).map((it) => it.key));
  const matched = table.matched.filter((it) => !ignored.has(it.field)).length;
  return matched / Math.max(1, table.headings.length) + matched / 100;
}

function tells(table: RecognisedTable, importer: Importer): boolean {
  const telling = importer.vocabulary.filter((it) => it.telling);
  return telling.length === 0 || telling.some((it) => table.columnOf.has(it.key));
}

function unfitting(importers: readonly Importer[]): string {
  const forms = importers.map((importer) => {
    const needed = importer.vocabulary.filter((it) => it.required || it.telling).map((it) => it.term);
    return `${importer.title}(${needed.slice(0, 4).join("、")})`;
  });
  return `没有认出这是什么表。可以导入的有：${forms.join(";")}。请确认第一张工作表上有表头，或在预览页上指定每一列的含义`;
}

/** Captions of a table in the order `FileContext` wants them: `名称:内容`, and the title. */
export function captionsOf(table: RecognisedTable): string[] {
  const captions = Object.entries(table.captions).map(([name, content]) => `${name}：${content}`);
  return table.title === null ? captions : [...captions, table.title];
}
