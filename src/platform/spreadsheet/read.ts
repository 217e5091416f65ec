import { open, readFile, stat } from "node:fs/promises";
import { Archive } from "./archive.ts";
import type { Row, Sheet, SheetLayout, Workbook } from "./cell.ts";
import { csvRows } from "./csv-read.ts";
import { textEncoding } from "./encoding.ts";
import { archiveKind, fileKind, HEAD_BYTES, oleWorkbook } from "./file-kind.ts";
import { WORKBOOK_LIMITS, type WorkbookLimits } from "./limits.ts";
import type { FormatKind } from "./number-format.ts";
import { odsRows, odsSheets } from "./ods.ts";
import { WorkbookRefused } from "./refused.ts";
import { xlsBook, xlsLayout, xlsRows } from "./xls.ts";
import { cellFormats, type SheetPart, sharedStrings, type WorkbookParts, workbookParts } from "./xlsx-parts.ts";
import { SheetLayoutReader, SheetRows } from "./xlsx-sheet.ts";
import { XmlScanner } from "./xml.ts";

const NO_LAYOUT: SheetLayout = { merges: [], widths: new Map() };

/**
 * Opens a workbook (.xlsx; .xls and .et of Excel 97 to 2003; .ods; or CSV/TSV in UTF-8, UTF-16 or GB18030), told by its
 * content. The answer lists the sheets and streams their rows; only shared strings and styles are held in memory, and the
 * bytes of .xls and CSV. Close it, or use `await using`.
 *
 * @param source the bytes, or the path of a file
 * @throws WorkbookRefused for anything that is no readable workbook or costs more than `limits`
 */
export async function readWorkbook(source: Buffer | string, limits: Partial<WorkbookLimits> = {}): Promise<Workbook> {
  const allowed = { ...WORKBOOK_LIMITS, ...limits };
  const size = typeof source === "string" ? (await stat(source)).size : source.length;
  if (size > allowed.fileBytes) throw new WorkbookRefused("file-too-large");
  const whole = async () => (typeof source === "string" ? await readFile(source) : source);
  const kind = fileKind(await headOf(source));
  if (kind === "archive") return await openArchive(source, allowed);
  return kind === "ole" ? openXls(await whole(), allowed) : openCsv(await whole(), allowed);
}

async function headOf(source: Buffer | string): Promise<Buffer> {
  if (typeof source !== "string") return source.subarray(0, HEAD_BYTES);
  await using file = await open(source, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

function workbook(
  about: Pick<Workbook, "format" | "encoding">,
  sheets: readonly Sheet[],
  close: () => Promise<void>,
): Workbook {
  return {
    ...about,
    sheets,
    close,
    [Symbol.asyncDispose]: close,
    async *[Symbol.asyncIterator]() {
      yield* sheets;
    },
  };
}

function openCsv(bytes: Buffer, limits: WorkbookLimits): Workbook {
  const { encoding, markBytes } = textEncoding(bytes);
  const sheet: Sheet = {
    name: "",
    index: 0,
    hidden: false,
    rows: () => csvRows(bytes.subarray(markBytes), encoding, limits),
    layout: async () => NO_LAYOUT,
  };
  return workbook({ format: "csv", encoding }, [sheet], async () => undefined);
}

function openXls(bytes: Buffer, limits: WorkbookLimits): Workbook {
  const book = xlsBook(oleWorkbook(bytes), limits);
  const sheets = book.sheets.map(
    (sheet, index): Sheet => ({
      name: sheet.name,
      index,
      hidden: sheet.hidden,
      async *rows() {
        yield* xlsRows(book, sheet);
      },
      layout: async () => xlsLayout(book, sheet),
    }),
  );
  return workbook({ format: "xls" }, sheets, async () => undefined);
}

async function openArchive(source: Buffer | string, limits: WorkbookLimits): Promise<Workbook> {
  const archive = await Archive.open(source, limits);
  try {
    const format = archiveKind(archive.names());
    const sheets = format === "xlsx" ? await xlsxSheets(archive, limits) : await openDocumentSheets(archive, limits);
    return workbook({ format }, sheets, async () => archive.close());
  } catch (fault) {
    archive.close();
    throw fault;
  }
}

async function openDocumentSheets(archive: Archive, limits: WorkbookLimits): Promise<Sheet[]> {
  const sheets = await odsSheets(archive, limits);
  return sheets.map(({ name, hidden, layout }, index) => ({
    name,
    index,
    hidden,
    rows: () => odsRows(archive, index, limits),
    layout: async () => layout,
  }));
}

async function xlsxSheets(archive: Archive, limits: WorkbookLimits): Promise<Sheet[]> {
  const parts = await workbookParts(archive, limits);
  // Read once, by the first sheet that is opened.
  let common: Promise<{ formats: FormatKind[]; strings: readonly string[] }> | undefined;
  const shared = () => (common ??= sharedParts(archive, parts, limits));
  return parts.sheets.map(
    (part, index): Sheet => ({
      name: part.name,
      index,
      hidden: part.hidden,
      rows: () => sheetRows(archive, part, parts, shared, limits),
      layout: () => sheetLayout(archive, part, limits),
    }),
  );
}

async function sharedParts(archive: Archive, parts: WorkbookParts, limits: WorkbookLimits) {
  return {
    formats: await cellFormats(archive, parts.styles, limits),
    strings: await sharedStrings(archive, parts.strings, limits),
  };
}

async function* sheetRows(
  archive: Archive,
  part: SheetPart,
  parts: WorkbookParts,
  shared: () => Promise<{ formats: FormatKind[]; strings: readonly string[] }>,
  limits: WorkbookLimits,
): AsyncGenerator<Row> {
  const rows = new SheetRows({ ...(await shared()), name: part.name, from1904: parts.from1904, limits });
  const scanner = new XmlScanner(rows, limits);
  for await (const chunk of archive.read(part.part)) {
    scanner.write(chunk);
    yield* rows.take();
  }
  scanner.end();
  yield* rows.take();
}

async function sheetLayout(archive: Archive, part: SheetPart, limits: WorkbookLimits): Promise<SheetLayout> {
  if (archive.size(part.part) > limits.layoutBytes) return NO_LAYOUT;
  const reader = new SheetLayoutReader(limits);
  const scanner = new XmlScanner(reader, limits);
  for await (const chunk of archive.read(part.part)) scanner.write(chunk);
  scanner.end();
  return reader.layout();
}
