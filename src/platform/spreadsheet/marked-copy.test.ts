import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { recogniseWorkbook } from "#test/fixtures/recognise.ts";
import { ROSTER_WORDS } from "#test/fixtures/vocabularies.ts";
import { textCell, zippedWorkbook } from "#test/fixtures/workbook-parts.ts";
import type { RowFault } from "./marked-copy.ts";
import { markedCopy } from "./marked-copy.ts";
import { readWorkbook } from "./read.ts";
import type { DataRow, RecognisedTable } from "./recognise.ts";

const FOLDER = join(import.meta.dirname, "../../../demo/workbooks");

async function recognised(bytes: Buffer): Promise<{ table: RecognisedTable; rows: DataRow[] }> {
  await using workbook = await readWorkbook(bytes);
  const [table] = await recogniseWorkbook(workbook, ROSTER_WORDS);
  if (table === undefined) throw new RangeError("no table");
  const rows: DataRow[] = [];
  for await (const row of table.rows()) rows.push(row);
  return { table, rows };
}

async function copyOf(bytes: Buffer, table: RecognisedTable, faults: RowFault[]): Promise<Buffer> {
  const out = new PassThrough();
  const [copy] = await Promise.all([buffer(out), markedCopy(bytes, [table], faults, out)]);
  return copy;
}

const STYLES = ["01-东巷村", "02-西诸村", "03-新田村", "04-刘庄村", "05-沙口村", "06-张湾村", "07-尹家村"];

describe("a marked copy", () => {
  it.each(STYLES)("of %s holds the faulty rows, says why, and is recognised like the original", async (name) => {
    const file = `${name}党员花名册.${name.startsWith("05") ? "csv" : "xlsx"}`;
    const original = await readFile(join(FOLDER, file));
    const { table, rows } = await recognised(original);
    const faulty = [rows[1], rows[4], rows[41]].filter((row) => row !== undefined);
    const faults = faulty.map((row) => ({
      sheet: row.sheet,
      row: row.row,
      reasons: ["没有姓名", `第 ${row.ordinal} 人`],
    }));
    const copy = await copyOf(original, table, faults);
    const again = await recognised(copy);
    expect(again.table.headingSignature).toBe(table.headingSignature);
    expect(again.table.matched).toEqual(table.matched);
    expect(again.table.unmatched).toEqual(table.unmatched);
    expect(again.table.title).toBe(table.title);
    expect(again.table.captions).toEqual(table.captions);
    expect(again.rows.length).toBe(3);
    const width = Math.max(...table.headings.map((heading) => heading.column)) + 1;
    const words = (row: DataRow | undefined) => row?.cells.slice(0, width).map((cell) => cell?.text ?? "");
    for (const [i, row] of faulty.entries()) {
      expect(words(again.rows[i])?.join("|").replace(/\|+$/u, "")).toBe(words(row)?.join("|").replace(/\|+$/u, ""));
      expect(again.rows[i]?.cells.at(-1)?.text).toBe(`没有姓名 | 第 ${row.ordinal} 人`);
    }
    // A second round writes the column anew instead of adding another.
    const second = await copyOf(copy, again.table, [
      { sheet: again.table.sheet, row: again.rows[0]?.row ?? 0, reasons: ["还是不对"] },
    ]);
    const twice = await recognised(second);
    expect(twice.table.headingSignature).toBe(table.headingSignature);
    expect(twice.rows.map((row) => row.cells.at(-1)?.text)).toEqual(["还是不对"]);
  });

  it("makes text of a damaged identity number, so that what is typed over it stays", async () => {
    const original = await readFile(join(FOLDER, "07-尹家村党员花名册.xlsx"));
    const { table, rows } = await recognised(original);
    const row = rows[41];
    const column = table.columnOf.get("identity") ?? -1;
    expect(row?.cells[column]?.kind).toBe("number");
    const copy = await copyOf(original, table, [{ sheet: table.sheet, row: row?.row ?? 0, reasons: ["末几位已丢失"] }]);
    const cell = (await recognised(copy)).rows[0]?.cells[column];
    expect(cell).toEqual({ kind: "text", text: row?.cells[column]?.text });
  });

  it("writes out what was merged over several rows", async () => {
    const rows = [
      ["姓名", "所在党支部"],
      ["张三", "一支部"],
      ["李四", ""],
    ].map(
      (cells, r) =>
        `<row r="${r + 1}">${cells.map((text, c) => (text === "" ? "" : textCell(`${"AB"[c]}${r + 1}`, text))).join("")}</row>`,
    );
    const original = zippedWorkbook({
      sheets: [rows.join("")],
      after: '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>',
    });
    const { table } = await recognised(original);
    const copy = await copyOf(original, table, [{ sheet: table.sheet, row: 3, reasons: ["x"] }]);
    expect((await recognised(copy)).rows[0]?.cells.map((cell) => cell?.text)).toEqual(["李四", "一支部", "x"]);
  });

  it("refuses to write a copy without a faulty row", async () => {
    const original = await readFile(join(FOLDER, "04-刘庄村党员花名册.xlsx"));
    const { table } = await recognised(original);
    const out = new PassThrough();
    await expect(markedCopy(original, [table], [], out)).rejects.toThrow(RangeError);
    expect(out.destroyed).toBe(true);
  });
});
