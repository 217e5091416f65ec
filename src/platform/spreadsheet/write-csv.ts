import type { Writable } from "node:stream";
import { Outlet } from "./outlet.ts";
import { type CellValue, looksLive, partsOf } from "./sheet-xml.ts";

export interface CsvToWrite {
  readonly headings: readonly string[];
  readonly rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>;
}

const PIECE = 128 * 1024;

/** One field: text that a spreadsheet program would run gets an apostrophe in front, numbers stay as they are. */
function field(value: CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return value.day;
  if (typeof value !== "string") return String(value);
  // An apostrophe before a live sign was already there: one more keeps it apart from ours.
  const guarded = looksLive(value) || (value.startsWith("'") && looksLive(value.slice(1))) ? `'${value}` : value;
  return /[",\r\n]/u.test(guarded) || guarded.startsWith(" ") ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Writes CSV in UTF-8 with its mark (without which Excel in China reads GB18030) and ends the stream. */
export async function writeCsv(stream: Writable, { headings, rows }: CsvToWrite): Promise<void> {
  const outlet = new Outlet(stream);
  try {
    let text = `\ufeff${headings.map(field).join(",")}\r\n`;
    for await (const part of partsOf(rows)) {
      for (const row of part) {
        for (let i = 0; i < row.length; i += 1) text += i === 0 ? field(row[i]) : `,${field(row[i])}`;
        text += "\r\n";
      }
      if (text.length >= PIECE) {
        await outlet.write(Buffer.from(text, "utf8"));
        text = "";
      }
    }
    if (text !== "") await outlet.write(Buffer.from(text, "utf8"));
    await outlet.end();
  } catch (fault) {
    stream.destroy(fault instanceof Error ? fault : new Error("the table could not be written", { cause: fault }));
    throw fault;
  }
}
