import { describe, expect, it } from "vitest";
import { compoundFile } from "#test/fixtures/old-workbooks.ts";
import { textCell, zipped, zippedWorkbook } from "#test/fixtures/workbook-parts.ts";
import { type Cell, isDamagedNumber, type Row } from "./cell.ts";
import { readWorkbook } from "./read.ts";
import { WorkbookRefused } from "./refused.ts";

async function rowsOf(bytes: Buffer, sheet = 0): Promise<Row[]> {
  await using workbook = await readWorkbook(bytes);
  const rows: Row[] = [];
  for await (const row of workbook.sheets[sheet]?.rows() ?? []) rows.push(row);
  return rows;
}

async function cellsOf(cells: string, more: Parameters<typeof zippedWorkbook>[0] = {}): Promise<(Cell | undefined)[]> {
  return [...((await rowsOf(zippedWorkbook({ ...more, sheets: [`<row r="1">${cells}</row>`] })))[0]?.cells ?? [])];
}

async function refusalOf(bytes: Buffer): Promise<string> {
  try {
    await rowsOf(bytes);
    return "read";
  } catch (fault) {
    return fault instanceof WorkbookRefused ? fault.slug : String(fault);
  }
}

describe("cells of a workbook", () => {
  it("reads shared, rich, inline and formula text and leaves phonetic hints out", async () => {
    const strings =
      '<si><t>共享</t></si><si><r><t>富</t></r><r><rPr><b/></rPr><t xml:space="preserve">文 本</t></r><rPh sb="0" eb="1"><t>fu</t></rPh></si>';
    const cells =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>' +
      '<c r="C1" t="inlineStr"><is><r><t>甲&amp;</t></r><r><t>乙_x000D_</t></r></is></c>' +
      '<c r="E1" t="str"><f>A1&amp;"x"</f><v>共享x</v></c><c r="F1"><f>1+1</f><v>2</v></c>';
    expect(await cellsOf(cells, { strings })).toEqual([
      { kind: "text", text: "共享" },
      { kind: "text", text: "富文 本" },
      { kind: "text", text: "甲&乙\r" },
      undefined,
      { kind: "text", text: "共享x", formula: true },
      { kind: "number", text: "2", number: 2, formula: true },
    ]);
  });

  it("reads numbers in plain digits and shows which identity numbers were damaged", async () => {
    const cells =
      '<c r="A1"><v>19900000241</v></c><c r="B1"><v>1.9900000241E10</v></c><c r="C1"><v>0.1</v></c><c r="D1"><v>0.30000000000000004</v></c>' +
      '<c r="E1"><v>3.29971195910166e+17</v></c><c r="F1"><v>329971195910166000</v></c><c r="G1" t="inlineStr"><is><t>3.29971E+17</t></is></c>';
    const read = await cellsOf(cells);
    expect(read.map((cell) => cell?.text)).toEqual([
      "19900000241",
      "19900000241",
      "0.1",
      "0.3",
      "3.29971195910166e+17",
      "329971195910166000",
      "3.29971E+17",
    ]);
    expect(read.map((cell) => cell !== undefined && isDamagedNumber(cell))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it("reads booleans, errors and ISO dates", async () => {
    const cells =
      '<c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="d"><v>2024-06-30T00:00:00</v></c><c r="D1" t="d"><v>2024-06-30T08:30:00</v></c>';
    expect(await cellsOf(cells)).toEqual([
      { kind: "boolean", text: "TRUE" },
      { kind: "error", text: "#N/A" },
      { kind: "day", text: "2024-06-30", day: "2024-06-30" },
      { kind: "day", text: "2024-06-30 08:30", day: "2024-06-30" },
    ]);
  });

  it("tells days by their number format, in both calendars", async () => {
    const codes = [
      'yyyy"年"m"月"',
      "[$-804]yyyy/m/d h:mm",
      "h:mm:ss",
      "0.00_ ",
      '"共"0"日"',
      "[h]:mm",
      "[Red]m月d日;@",
    ];
    const styles =
      `<numFmts>${codes.map((code, i) => `<numFmt numFmtId="${170 + i}" formatCode="${code.replaceAll('"', "&quot;")}"/>`).join("")}</numFmts>` +
      `<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="57"/>${codes.map((_, i) => `<xf numFmtId="${170 + i}"/>`).join("")}</cellXfs>`;
    const cells = Array.from({ length: 10 }, (_, i) => `<c r="${"ABCDEFGHIJ"[i]}1" s="${i}"><v>28324.5</v></c>`).join(
      "",
    );
    const days = (read: (Cell | undefined)[]) => read.map((cell) => cell?.day ?? cell?.text);
    expect(days(await cellsOf(cells, { styles }))).toEqual([
      "28324.5",
      "1977-07-18",
      "1977-07-18",
      "1977-07-18",
      "1977-07-18",
      "12:00",
      "28324.5",
      "28324.5",
      "28324.5",
      "1977-07-18",
    ]);
    const from1904 = { styles, workbookPr: '<workbookPr date1904="1"/>' };
    expect(days(await cellsOf('<c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>26862</v></c>', from1904))).toEqual([
      "1904-01-01",
      "1977-07-18",
    ]);
    const edges =
      '<c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>59</v></c><c r="C1" s="1"><v>60</v></c><c r="D1" s="1"><v>61</v></c><c r="E1" s="1"><v>99999999</v></c>';
    expect(days(await cellsOf(edges, { styles }))).toEqual([
      "1900-01-01",
      "1900-02-28",
      "60",
      "1900-03-01",
      "99999999",
    ]);
  });

  it("flags hidden sheets and rows, keeps gaps and reads merged ranges", async () => {
    const bytes = zippedWorkbook({
      sheets: [`<row r="2" hidden="1">${textCell("C2", "x")}</row><row>${textCell("A3", "y")}</row>`, ""],
      sheetNames: ["名册", "字典"],
      states: ["visible", "veryHidden"],
      after: '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="AA10:AB12"/></mergeCells>',
    });
    expect(await rowsOf(bytes)).toEqual([
      { row: 2, hidden: true, cells: [undefined, undefined, { kind: "text", text: "x" }] },
      { row: 3, hidden: false, cells: [{ kind: "text", text: "y" }] },
    ]);
    await using workbook = await readWorkbook(bytes);
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ["名册", false],
      ["字典", true],
    ]);
    expect((await workbook.sheets[0]?.layout())?.merges).toEqual([
      { top: 1, left: 0, bottom: 1, right: 2 },
      { top: 10, left: 26, bottom: 12, right: 27 },
    ]);
  });

  it("stops in the middle and begins again", async () => {
    const sheets = [
      Array.from({ length: 50_000 }, (_, i) => `<row r="${i + 1}">${textCell(`A${i + 1}`, `第${i}行`)}</row>`).join(""),
    ];
    await using workbook = await readWorkbook(zippedWorkbook({ sheets }));
    for (let turn = 0; turn < 3; turn += 1) {
      for await (const row of workbook.sheets[0]?.rows() ?? []) {
        expect(row.cells[0]?.text).toBe("第0行");
        break;
      }
    }
    let last: Row | undefined;
    for await (const row of workbook.sheets[0]?.rows() ?? []) last = row;
    expect(last?.row).toBe(50_000);
  });
});

describe("files that are something else", () => {
  const ole = (stream: string) => compoundFile({ [stream]: Buffer.alloc(5_000) });
  it.each([
    ["empty-file", Buffer.alloc(0)],
    ["old-excel", ole("Book")],
    ["not-a-table", ole("Messages")],
    ["archive-damaged", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(1_000)])],
    ["password-protected", ole("EncryptedPackage")],
    ["word-document", ole("WordDocument")],
    ["word-document", zipped({ "_rels/.rels": "<x/>", "word/document.xml": "<x/>" })],
    ["binary-excel", zipped({ "_rels/.rels": "<x/>", "xl/workbook.bin": "x" })],
    ["no-sheets", zipped({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>" })],
    ["compressed-package", zipped({ "花名册.xlsx": "PK" })],
    ["part-missing", zipped({ "_rels/.rels": "<Relationships/>", "x.txt": "x" })],
    ["compressed-package", Buffer.from("Rar!\x1a\x07\x00")],
    ["pdf-document", Buffer.from("%PDF-1.7\n")],
    ["picture", Buffer.from("89504e470d0a1a0a", "hex")],
    ["web-page", Buffer.from('\ufeff\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>')],
    ["web-page", Buffer.from("MIME-Version: 1.0\r\nContent-Type: multipart/related")],
    ["xml-table", Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')],
    ["not-a-table", Buffer.from([1, 2, 0, 0, 3, 0, 0, 0, 9, 9, 0])],
    ["unknown-encoding", Buffer.from(Array.from({ length: 3_000 }, (_, i) => (i % 3 === 0 ? 0xff : 0x80 + (i % 40))))],
    ["archive-damaged", zippedWorkbook().subarray(0, 700)],
  ])("says %s", async (slug, bytes) => {
    expect(await refusalOf(bytes)).toBe(slug);
  });
});
