import { PassThrough } from "node:stream";
import type { Static } from "typebox";
import { Download } from "#platform/http/download.ts";
import { writeWorkbook } from "#platform/spreadsheet/index.ts";
import type { StatisticsView } from "./contract.ts";
import type { Sheet } from "./sheet.ts";
import { zh } from "./zh.ts";

const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A computed table as its page reads it: heading cells with their spans. */
export function sheetView(sheet: Sheet): Static<typeof StatisticsView> {
  return {
    table: sheet.table,
    title: sheet.title,
    on: sheet.on,
    manner: sheet.manner,
    place: sheet.place,
    unit: sheet.unit,
    columns: tiersOf(sheet.columns.map((it) => it.heading)),
    rows: sheet.rows.map(({ key, label, level, cells }) => ({
      key,
      label,
      depth: level,
      cells: cells.map((cell) => ({ ...cell })),
    })),
    checks: sheet.checks.map((it) => ({ ...it })),
    note: zh.sheet.unit(sheet.unit),
  };
}

/** Equal neighbours of an upper tier share a cell; a heading with fewer tiers reaches down to the bottom. */
export function tiersOf(headings: readonly (readonly string[])[]): { label: string; span: number; rows: number }[][] {
  const depth = Math.max(1, ...headings.map((it) => it.length));
  return Array.from({ length: depth }, (_, tier) => {
    const cells: { label: string; span: number; rows: number }[] = [];
    headings.forEach((heading, at) => {
      const label = heading[tier];
      if (label === undefined) return;
      const lowest = tier === heading.length - 1;
      const left = headings[at - 1];
      const shared =
        !lowest &&
        left !== undefined &&
        tier < left.length - 1 &&
        heading.slice(0, tier + 1).every((text, up) => text === left[up]);
      const last = cells.at(-1);
      if (shared && last) last.span += 1;
      else cells.push({ label, span: 1, rows: lowest ? depth - tier : 1 });
    });
    return cells;
  });
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
      foot: [zh.sheet.foot],
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
  return new Download(zh.sheet.fileName(sheet.place.name, sheet.table, sheet.title, sheet.on), SPREADSHEET, stream);
}
