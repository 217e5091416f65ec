import { PassThrough } from "node:stream";
import type { Static } from "typebox";
import { Download, WORKBOOK } from "#platform/http/download.ts";
import { writeWorkbook } from "#platform/spreadsheet/index.ts";
import type { StatisticsView } from "./contract.ts";
import type { Sheet } from "./sheet.ts";
import { zh } from "./zh.ts";

/** A computed table as its page reads it. */
export function sheetView({ notes, ...sheet }: Sheet): Static<typeof StatisticsView> {
  return {
    ...sheet,
    columns: sheet.columns.map(({ key, heading }) => ({ key, heading: [...heading] })),
    rows: sheet.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell })) })),
    checks: sheet.checks.map((it) => ({ ...it })),
    foot: [...notes, zh.sheet.foot],
  };
}

/** A computed table as a workbook: title, unit line, merged tiers, signatures; the checks on a second sheet. */
export function sheetDownload(sheet: Sheet): Download {
  const title = zh.sheet.table(sheet.table, sheet.title);
  const stream = new PassThrough();
  // The receiver sees a fault of the writer as a broken stream: the writer destroys it.
  writeWorkbook(stream, [
    {
      name: title,
      title,
      captions: [zh.sheet.caption(sheet.place.name, sheet.on), zh.sheet.unit(sheet.unit)],
      columns: [
        { heading: zh.sheet.line, width: 30 },
        { heading: zh.sheet.number, kind: "integer", width: 6 },
        ...sheet.columns.map((it) => ({ heading: it.heading, kind: "integer" as const, width: 11 })),
      ],
      rows: sheet.rows.map((row, at) => [
        `${"  ".repeat(row.level)}${row.label}`,
        at + 1,
        ...row.cells.map((cell) => cell.value),
      ]),
      foot: [...sheet.notes, zh.sheet.foot],
      frozenColumns: 2,
      filter: false,
      print: { paper: "A4", landscape: true },
    },
    {
      name: zh.sheet.checkTitle,
      columns: [
        { heading: zh.sheet.checkTerm, width: 40 },
        { heading: zh.sheet.checkHolds, width: 12 },
        { heading: zh.sheet.checkGrounds, width: 60 },
      ],
      rows: sheet.checks.map((it) => [it.term, it.holds ? zh.sheet.holds : zh.sheet.fails, it.grounds]),
      filter: false,
    },
  ]).catch(() => undefined);
  return new Download(zh.sheet.fileName(sheet.place.name, sheet.table, sheet.title, sheet.on), WORKBOOK, stream);
}
