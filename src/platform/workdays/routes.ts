import { PassThrough } from "node:stream";
import { answer } from "#platform/http/answer.ts";
import { Download } from "#platform/http/download.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Route } from "#platform/http/route.ts";
import { writeWorkbook } from "#platform/spreadsheet/index.ts";
import { day } from "#shared/day.ts";
import { addWorkdays } from "#shared/workdays.ts";
import { enterYear } from "./acts.ts";
import * as at from "./address.ts";
import { NewYear, OfYear, Reckoned, Reckoning, SheetRead, WorkdayYears } from "./contract.ts";
import { workdayCalendar, workdayYears } from "./queries.ts";
import { OFF, readSheet, VOCABULARY, WORKS } from "./read-sheet.ts";
import { events, zh } from "./zh.ts";

/** An announcement is a page; a workbook of an office weighs some 20 KB. */
const MOST_BYTES = 1024 * 1024;
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const routes: readonly Route[] = [
  answer(at.years, "workday.read", { shows: WorkdayYears }, ({ tx, today }) => workdayYears(tx, today)),
  answer(at.template, "workday.write", {}, async () => new Download(zh.template.name, SPREADSHEET, blankSheet())),
  answer(
    at.reading,
    "workday.write",
    {
      shows: SheetRead,
      rate: "heavy",
      upload: { maxFiles: 1, maxFileBytes: MOST_BYTES, maxTotalBytes: MOST_BYTES },
      tells: [],
    },
    async ({ files: [file] }) => {
      if (!file) throw new Problem("unreadable", "workday-file", zh.fileMissing.title, zh.fileMissing.detail);
      return await readSheet(file.content);
    },
  ),
  answer(at.entering, "workday.write", { params: OfYear, body: NewYear, tells: [events.entered] }, (doing) =>
    enterYear(doing, doing.params.year, doing.body),
  ),
  answer(at.reckoning, "workday.read", { query: Reckoning, shows: Reckoned }, async ({ tx, query }) => {
    const { value, unknownYears } = addWorkdays(await workdayCalendar(tx), day(query.from), query.count);
    return { on: value, unknownYears: [...unknownYears] };
  }),
];

/** The headings that {@link readSheet} reads. */
function blankSheet(): PassThrough {
  const stream = new PassThrough();
  const [on, works, name] = VOCABULARY.map((it) => it.term);
  writeWorkbook(stream, [
    {
      name: zh.template.sheet,
      captions: [zh.template.example],
      columns: [
        { heading: on ?? "", kind: "day", width: 14 },
        { heading: works ?? "", width: 10, choices: [OFF, WORKS] },
        { heading: name ?? "", width: 14 },
      ],
      rows: [],
    },
  ]).catch((fault: Error) => stream.destroy(fault));
  return stream;
}
