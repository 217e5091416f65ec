import { randomBytes } from "node:crypto";
import { PassThrough, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import * as fc from "#test/properties.ts";
import type { Cell, Row } from "./cell.ts";
import { readWorkbook } from "./read.ts";
import type { CellValue } from "./sheet-xml.ts";
import { type SheetToWrite, writeWorkbook } from "./write-xlsx.ts";

async function written(...sheets: SheetToWrite[]): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeWorkbook(out, sheets)]);
  return bytes;
}

async function readBack(bytes: Buffer, sheet = 0): Promise<Row[]> {
  await using workbook = await readWorkbook(bytes);
  const rows: Row[] = [];
  for await (const row of workbook.sheets[sheet]?.rows() ?? []) rows.push(row);
  return rows;
}

function part(bytes: Buffer, name: string): string {
  return strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());
}

function plain(rows: readonly CellValue[][], kind: "text" | "day" = "text"): SheetToWrite {
  const width = Math.max(1, ...rows.map((row) => row.length));
  return { name: "表", columns: Array.from({ length: width }, (_, i) => ({ heading: `列${i}`, kind })), rows };
}

const pair = (cell: Cell | undefined) => [cell?.kind, cell?.text];

describe("writing a workbook", () => {
  it("gives back every text, number and day", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
      fc.constantFrom(
        "007",
        "32997119680216399X",
        "=1+1",
        "+86",
        "-",
        "@x",
        "\t",
        " 前后 ",
        "_x0041_",
        "_x000D_",
        "甲\r\n乙",
        "😀",
        "\u0000\uffff",
        "]]>",
        "<a>&amp;",
      ),
    );
    const value = fc.oneof(
      text,
      fc.double({ noNaN: true, min: -1e14, max: 1e14 }).map((n) => Number(n.toPrecision(15))),
      fc.boolean(),
      fc
        .date({ min: new Date("1901-01-01"), max: new Date("2999-12-31"), noInvalidDate: true })
        .map((d) => ({ day: d.toISOString().slice(0, 10) })),
      fc.constantFrom(null, undefined, ""),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), async (rows) => {
        const read = new Map((await readBack(await written(plain(rows)))).map((row) => [row.row, row.cells]));
        for (const [i, row] of rows.entries()) {
          for (const [column, wanted] of row.entries()) {
            const cell = read.get(i + 2)?.[column];
            if (wanted === null || wanted === undefined || wanted === "") expect(cell).toBeUndefined();
            else if (typeof wanted === "string") expect(pair(cell)).toEqual(["text", wanted]);
            else if (typeof wanted === "number") expect(cell?.number).toBe(wanted + 0);
            else if (typeof wanted === "boolean") expect(pair(cell)).toEqual(["boolean", wanted ? "TRUE" : "FALSE"]);
            else expect([cell?.kind, cell?.day]).toEqual(["day", wanted.day]);
          }
        }
      }),
    );
    // Two thousand workbooks, written and read back.
  }, 240_000);

  it("keeps very long texts up to Excel's limit and says where it had to cut", async () => {
    const rows = await readBack(await written(plain([["长".repeat(32_767)], ["长".repeat(40_000)]])));
    expect(rows[1]?.cells[0]?.text).toBe("长".repeat(32_767));
    expect(rows[2]?.cells[0]?.text.length).toBe(32_767);
    expect(rows[2]?.cells[0]?.text).toMatch(/长…（过长，已截断）$/u);
  });

  it("writes no formula, whatever the data say", async () => {
    const attacks = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x"];
    const bytes = await written(plain(attacks.map((attack) => [attack])));
    const xml = part(bytes, "xl/worksheets/sheet1.xml");
    expect(xml).not.toMatch(/<f[ >]/u);
    // Each stands in a cell of the guarded style (quotePrefix), as inline text.
    expect(xml.match(/<c r="A\d+" s="2" t="inlineStr">/gu)?.length).toBe(attacks.length);
    expect(part(bytes, "xl/styles.xml")).toContain('quotePrefix="1"');
    expect((await readBack(bytes)).slice(1).map((row) => row.cells[0]?.text)).toEqual(attacks);
  });

  it("writes days and long numbers so that nothing is lost", async () => {
    const rows = await readBack(
      await written(plain([["2024-06-30", "2024-02-30", "1950年", 329971195910166000]], "day")),
    );
    expect(rows[1]?.cells.map(pair)).toEqual([
      ["day", "2024-06-30"],
      ["text", "2024-02-30"],
      ["text", "1950年"],
      ["text", "329971195910166000"],
    ]);
  });

  it("sets title, captions, tiers, widths, frozen head, filter, print and drop-downs", async () => {
    const bytes = await written(
      {
        name: "基本情况/表2",
        title: "党员基本情况",
        captions: ["填报单位:东巷村"],
        columns: [
          { heading: "单位", width: 30 },
          { heading: ["性别", "男"], kind: "integer" },
          { heading: ["性别", "女"], kind: "integer" },
          { heading: "类别", choices: ["正式党员", "预备党员"] },
        ],
        rows: [["东巷村", 3, 4, "正式党员"]],
        foot: ["审核人:"],
        frozenColumns: 1,
        print: { paper: "A3" },
      },
      { name: "基本情况/表2", columns: [{ heading: "空" }], rows: [], filter: false },
    );
    const xml = part(bytes, "xl/worksheets/sheet1.xml");
    const merges = [...xml.matchAll(/mergeCell ref="([^"]*)"/gu)].map((match) => match[1]);
    expect(merges.toSorted((a = "", b = "") => (a < b ? -1 : 1))).toEqual([
      "A1:D1",
      "A2:D2",
      "A3:A4",
      "B3:C3",
      "D3:D4",
    ]);
    expect(xml).toContain('<pane xSplit="1" ySplit="4" topLeftCell="B5" activePane="bottomRight" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A4:D5"/>');
    expect(xml).toContain('<pageSetup paperSize="8" fitToWidth="1" fitToHeight="0" orientation="landscape"/>');
    expect(xml).toContain("<formula1>'下拉选项'!$A$1:$A$2</formula1>");
    expect(xml).toContain('<col min="1" max="1" width="30" customWidth="1"/>');
    expect(part(bytes, "xl/workbook.xml")).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">\'基本情况 表2\'!$1:$4</definedName>',
    );
    await using workbook = await readWorkbook(bytes);
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ["基本情况 表2", false],
      ["基本情况 表2 2", false],
      ["下拉选项", true],
    ]);
    expect((await readBack(bytes)).map((row) => row.cells.map((cell) => cell?.text ?? ""))).toEqual([
      ["党员基本情况"],
      ["填报单位:东巷村"],
      ["单位", "性别", "", "类别"],
      ["", "男", "女"],
      ["东巷村", "3", "4", "正式党员"],
      ["审核人:"],
    ]);
  });

  it("waits for a slow receiver and holds no more than a few pieces meanwhile", async () => {
    const ROWS = 20_000;
    const ROW_BYTES = 1_000;
    let made = 0;
    let taken = 0;
    let ahead = 0;
    function* rows(): Generator<string[]> {
      // Noise, so that deflate cannot hide how much is under way; base64 packs to three quarters.
      for (; made < ROWS; made += 1) yield [randomBytes((ROW_BYTES * 3) / 4).toString("base64")];
    }
    const slow = new Writable({
      highWaterMark: 16_384,
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length;
        ahead = Math.max(ahead, (made * ROW_BYTES * 3) / 4 - taken);
        setImmediate(done);
      },
    });
    await writeWorkbook(slow, [{ ...plain([]), rows: rows() }]);
    expect(made).toBe(ROWS);
    expect(taken).toBeGreaterThan((ROWS * ROW_BYTES * 3) / 4);
    expect(ahead).toBeLessThan(4 * 1024 * 1024);
  });

  it("stops and closes its source when the receiver goes away", async () => {
    let closed = false;
    async function* rows(): AsyncGenerator<string[]> {
      try {
        for (let i = 0; ; i += 1) yield [`${i} ${Math.sin(i)} ${Math.cos(i)}`];
      } finally {
        closed = true;
      }
    }
    let taken = 0;
    const out = new Writable({
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length;
        done(taken > 500_000 ? new Error("gone") : null);
      },
    });
    await expect(writeWorkbook(out, [{ ...plain([]), rows: rows() }])).rejects.toThrow("gone");
    expect(closed).toBe(true);
  });

  it("destroys the stream when the source fails", async () => {
    function* rows(): Generator<string[]> {
      yield ["1"];
      throw new Error("cursor lost");
    }
    const out = new PassThrough();
    out.resume();
    out.on("error", () => undefined);
    await expect(writeWorkbook(out, [{ ...plain([]), rows: rows() }])).rejects.toThrow("cursor lost");
    expect(out.destroyed).toBe(true);
  });
});
