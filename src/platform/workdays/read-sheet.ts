import {
  type Cell,
  FieldIndex,
  readWorkbook,
  recogniseSheet,
  sheetTops,
  type Vocabulary,
  WorkbookRefused,
} from "#platform/spreadsheet/index.ts";
import { readOfficeDate } from "#shared/office-dates.ts";
import type { AnnouncedDay, SheetRead } from "./contract.ts";
import { zh } from "./zh.ts";

/** Headings of our template, and what offices write instead. */
export const VOCABULARY: Vocabulary = [
  { field: "on", term: "日期", aliases: ["日子", "放假日期", "公历日期"], required: true },
  { field: "works", term: "安排", aliases: ["类型", "放假或上班", "是否上班", "状态"], required: true },
  { field: "name", term: "节日", aliases: ["节假日", "名称", "说明", "备注"] },
];

export const OFF = "放假";
export const WORKS = "上班";
const ARRANGEMENTS: ReadonlyMap<string, boolean> = new Map([
  [OFF, false],
  ["休", false],
  ["休息", false],
  ["节假日", false],
  [WORKS, true],
  ["班", true],
  ["调休上班", true],
  ["补班", true],
  ["工作日", true],
]);

/** No announcement is longer; what lies below is not read. */
const MOST_ROWS = 400;

/**
 * Reads the days of an announcement from a sheet with the columns 日期, 安排 (放假 or 上班) and 节日. Rows that cannot be read
 * are named, a sentence each; a file that is no workbook, or holds no such table, is one fault.
 */
export async function readSheet(content: Buffer): Promise<SheetRead> {
  try {
    await using workbook = await readWorkbook(content);
    const index = new FieldIndex(VOCABULARY);
    const days: AnnouncedDay[] = [];
    const faults: string[] = [];
    let found = false;
    for (const top of await sheetTops(workbook)) {
      for (const table of (await recogniseSheet(top, index)).tables) {
        if (table.missing.length > 0) continue;
        found = true;
        for await (const { row, cells } of table.rows()) {
          if (days.length + faults.length >= MOST_ROWS) return { days, faults: [...faults, zh.tooManyRows(MOST_ROWS)] };
          const cell = (field: string): Cell | undefined => cells[table.columnOf.get(field) ?? -1];
          const it = readRow(cell);
          if (typeof it === "string") faults.push(zh.row(row, it));
          else days.push(it);
        }
      }
    }
    return found ? { days, faults } : { days: [], faults: [zh.noTable] };
  } catch (fault) {
    if (!(fault instanceof WorkbookRefused)) throw fault;
    return { days: [], faults: [fault.detail] };
  }
}

function readRow(cell: (field: string) => Cell | undefined): AnnouncedDay | string {
  const written = cell("on");
  const on = readOfficeDate(written?.day ?? written?.text ?? "", {
    kind: written?.kind === "number" ? "number" : "text",
  });
  if (!on.ok) return on.reason;
  if (on.value.precision !== "day") return zh.notADay;
  const arrangement = cell("works")?.text.trim() ?? "";
  const works = ARRANGEMENTS.get(arrangement);
  if (works === undefined) return zh.arrangement(arrangement);
  return { on: on.value.day, works, name: (cell("name")?.text.trim() ?? "").slice(0, 20) };
}
