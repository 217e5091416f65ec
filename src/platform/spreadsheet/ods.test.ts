import { describe, expect, it } from "vitest";
import { zipped } from "#test/fixtures/workbook-parts.ts";
import type { Row } from "./cell.ts";
import { readWorkbook } from "./read.ts";
import { WorkbookRefused } from "./refused.ts";

const NAMESPACES = ["office", "table", "text", "style", "draw", "calcext"].map((it) => `xmlns:${it}="urn:${it}"`);
const TYPE = "application/vnd.oasis.opendocument.spreadsheet";

function document(tables: string, styles = "", more: Readonly<Record<string, string>> = {}): Buffer {
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${NAMESPACES.join(" ")}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  return zipped({ mimetype: TYPE, "content.xml": content, ...more });
}

const table = (rows: string, attributes = 'table:name="表"'): string =>
  `<table:table ${attributes}>${rows}</table:table>`;
const row = (cells: string, attributes = ""): string => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const text = (words: string, attributes = ""): string =>
  `<table:table-cell office:value-type="string" ${attributes}><text:p>${words}</text:p></table:table-cell>`;
const blank = (count = 1): string => `<table:table-cell table:number-columns-repeated="${count}"/>`;

async function rowsOf(bytes: Buffer, sheet = 0): Promise<Row[]> {
  await using book = await readWorkbook(bytes);
  return await Array.fromAsync(book.sheets[sheet]?.rows() ?? []);
}

const textsOf = (rows: readonly Row[]): unknown[] => rows.map((it) => [it.row, ...it.cells.map((cell) => cell?.text)]);

async function refusalOf(bytes: Buffer): Promise<string> {
  try {
    await rowsOf(bytes);
    return "read";
  } catch (fault) {
    return fault instanceof WorkbookRefused ? fault.slug : String(fault);
  }
}

describe("OpenDocument spreadsheets", () => {
  it("keep values beside what is shown: numbers, days, months, years, times, truths, faults", async () => {
    const cell = (type: string, value: string, shown: string): string =>
      `<table:table-cell office:value-type="${type}" ${value}><text:p>${shown}</text:p></table:table-cell>`;
    const cells = [
      cell("float", 'office:value="1234.5" calcext:value-type="float"', "1,234.50"),
      cell("currency", 'office:value="3"', "￥3.00"),
      cell("percentage", 'office:value="0.25"', "25%"),
      cell("date", 'office:date-value="2008-07-01"', "2008年7月1日"),
      cell("date", 'office:date-value="2008-07-01"', "2008年7月"),
      cell("date", 'office:date-value="2008-01-01"', "2008"),
      cell("date", 'office:date-value="2008-07-01T09:30:00"', "2008-7-1 9:30"),
      cell("time", 'office:time-value="PT09H05M00S"', "9:05"),
      cell("boolean", 'office:boolean-value="true"', "TRUE"),
      cell("string", 'calcext:value-type="error" table:formula="of:=1/0"', "#DIV/0!"),
    ];
    expect((await rowsOf(document(table(row(cells.join(""))))))[0]?.cells).toEqual([
      { kind: "number", text: "1234.5", number: 1234.5 },
      { kind: "number", text: "3", number: 3 },
      { kind: "number", text: "0.25", number: 0.25 },
      { kind: "day", text: "2008-07-01", day: "2008-07-01" },
      { kind: "text", text: "2008-07" },
      { kind: "text", text: "2008" },
      { kind: "day", text: "2008-07-01 09:30", day: "2008-07-01" },
      { kind: "number", text: "09:05", number: 32_700 / 86_400 },
      { kind: "boolean", text: "TRUE" },
      { kind: "error", text: "#DIV/0!", formula: true },
    ]);
  });

  it("join paragraphs, count spaces, and leave remarks and drawings out", async () => {
    const words =
      '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>' +
      '<text:p>王<text:span>建</text:span>国\n  先生<text:s text:c="2"/>甲<text:tab/>乙</text:p><text:p>第二行<text:line-break/>第三行</text:p>' +
      "<draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame></table:table-cell>";
    expect(textsOf(await rowsOf(document(table(row(words)))))).toEqual([[1, "王建国 先生  甲\t乙\n第二行\n第三行"]]);
  });

  it("repeat cells and rows, and pass over blank ones to the end of the sheet", async () => {
    const rows = [
      row(text("甲", 'table:number-columns-repeated="2"') + blank() + text("乙") + blank(16_380)),
      row(blank(16_384), 'table:number-rows-repeated="3"'),
      row(text("丙"), 'table:number-rows-repeated="2" table:visibility="filter"'),
      row(blank(16_384), 'table:number-rows-repeated="1048570"'),
    ];
    const read = await rowsOf(document(table(rows.join(""))));
    expect(textsOf(read)).toEqual([
      [1, "甲", "甲", undefined, "乙"],
      [5, "丙"],
      [6, "丙"],
    ]);
    expect(read.map((it) => it.hidden)).toEqual([false, true, true]);
  });

  it("list their sheets with what is merged and hidden", async () => {
    const styles =
      '<style:style style:name="t1" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const merged = text("村", 'table:number-columns-spanned="2" table:number-rows-spanned="3"');
    const first = table(row(text("标题")) + row(blank(1) + merged + "<table:covered-table-cell/>"), 'table:name="一"');
    const second = table(row(text("二")), 'table:name="二" table:style-name="t1"');
    await using book = await readWorkbook(document(first + second, styles));
    expect(book.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ["一", false],
      ["二", true],
    ]);
    expect((await book.sheets[0]?.layout())?.merges).toEqual([{ top: 2, bottom: 4, left: 1, right: 2 }]);
    expect(textsOf(await Array.fromAsync(book.sheets[1]?.rows() ?? []))).toEqual([[1, "二"]]);
  });

  it("leave a table within a cell aside", async () => {
    const inner = `<table:table-cell>${table(row(text("内")), 'table:name="内表"')}</table:table-cell>`;
    const bytes = document(table(row(text("外") + inner + text("后"))));
    await using book = await readWorkbook(bytes);
    expect(book.sheets.map((it) => it.name)).toEqual(["表"]);
    expect(textsOf(await rowsOf(bytes))).toEqual([[1, "外", undefined, "后"]]);
  });

  const encrypted = '<manifest><file-entry><encryption-data checksum="x"/></file-entry></manifest>';
  const bomb = row(text("炸", 'table:number-columns-repeated="500"'), 'table:number-rows-repeated="900000"');
  it.each([
    ["no-sheets", document("")],
    ["password-protected", document(table(""), "", { "META-INF/manifest.xml": encrypted })],
    ["too-many-rows", document(table(bomb))],
    ["too-many-columns", document(table(row(text("宽", 'table:number-columns-repeated="16000"'))))],
    ["cell-out-of-range", document(table(row(blank(), 'table:number-rows-repeated="99999999"')))],
    ["cell-out-of-range", document(table(row(text("x", 'table:number-rows-spanned="99999999"'))))],
    ["cell-too-long", document(table(row(text('<text:s text:c="999999999"/>'.repeat(40)))))],
    ["workbook-lies", document(table(row('<table:table-cell office:value-type="float" office:value="many"/>')))],
    ["too-many-sheets", document(Array.from({ length: 101 }, (_, at) => table("", `table:name="${at}"`)).join(""))],
    ["xml-malformed", zipped({ mimetype: TYPE, "content.xml": "<a><b></a>" })],
  ])("refuse with %s", async (slug, bytes) => {
    expect(await refusalOf(bytes)).toBe(slug);
  });
});
