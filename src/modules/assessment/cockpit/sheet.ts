import { PassThrough } from "node:stream";
import { Download, WORKBOOK } from "#platform/http/download.ts";
import { writeWorkbook } from "#platform/spreadsheet/index.ts";
import { dayInWords } from "#shared/day.ts";
import { zh } from "../zh.ts";
import type { BranchRow } from "./contract.ts";
import { type Matrix, sumOf } from "./matrix.ts";

/** The matrix as a workbook, in the order of the page: beside each number how many are late, and the change of a year. */
export function matrixDownload(matrix: Matrix, rows: readonly BranchRow[]): Download {
  const { ground, before, columns } = matrix;
  const { top, day } = ground;
  const cells = (of: BranchRow["cells"]) =>
    of.flatMap((it, at) => [
      it.value,
      ...(columns[at]?.form === "matters" ? [it.late] : []),
      it.before === null ? null : it.value - it.before,
    ]);
  const stream = new PassThrough();
  // The receiver sees a fault of the writer as a broken stream: the writer destroys it.
  writeWorkbook(stream, [
    {
      name: zh.cockpit.title,
      title: zh.cockpit.title,
      captions: [zh.cockpit.caption(top.name, dayInWords(day), dayInWords(before))],
      columns: [
        { heading: [zh.cockpit.branch, zh.cockpit.branch], width: 24 },
        { heading: [zh.cockpit.town, zh.cockpit.town], width: 16 },
        { heading: [zh.cockpit.area, zh.cockpit.area], width: 14 },
        ...columns.flatMap(({ term, form }) =>
          [
            form === "matters" ? zh.cockpit.matters : zh.cockpit.persons,
            ...(form === "matters" ? [zh.cockpit.late] : []),
            zh.cockpit.change,
          ].map((it) => ({ heading: [term, it], kind: "integer" as const, width: 10 })),
        ),
      ],
      rows: [
        ...rows.map((it) => [it.name, it.town, it.area, ...cells(it.cells)]),
        [zh.cockpit.sum, null, null, ...cells(sumOf(rows, matrix))],
      ],
      foot: [zh.cockpit.foot],
      frozenColumns: 1,
      filter: false,
      print: { paper: "A3", landscape: true },
    },
  ]).catch(() => undefined);
  return new Download(zh.cockpit.fileName(top.name, day), WORKBOOK, stream);
}
