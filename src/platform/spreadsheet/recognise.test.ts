import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recogniseWorkbook } from "#test/fixtures/recognise.ts";
import { ORGANISATION_WORDS, ROSTER_WORDS } from "#test/fixtures/vocabularies.ts";
import { textCell, zippedWorkbook } from "#test/fixtures/workbook-parts.ts";
import { columnName, isDamagedNumber } from "./cell.ts";
import { readWorkbook } from "./read.ts";
import type { DataRow, RecognisedTable, RecogniseOptions } from "./recognise.ts";

const FOLDER = join(import.meta.dirname, "../../../demo/workbooks");

interface Truth {
  readonly organisations: number;
  readonly files: readonly {
    readonly file: string;
    readonly style: string;
    readonly branch: string;
    readonly data_rows: number;
    readonly faults: readonly { readonly row_in_data: number; readonly fault: string }[];
  }[];
}

const truth = JSON.parse(await readFile(join(FOLDER, "truth.json"), "utf8")) as Truth;

async function tablesOf(source: Buffer | string, options: RecogniseOptions = {}, words = ROSTER_WORDS) {
  await using workbook = await readWorkbook(source);
  const tables: { table: RecognisedTable; rows: DataRow[] }[] = [];
  for (const table of await recogniseWorkbook(workbook, words, options)) {
    const rows: DataRow[] = [];
    for await (const row of table.rows()) rows.push(row);
    tables.push({ table, rows });
  }
  return tables;
}

/** A sheet from lines of words; "" leaves a cell blank, an empty line leaves the row out. */
function sheet(lines: readonly (readonly string[])[]): string {
  return lines
    .map((cells, r) => {
      const xml = cells.map((text, c) => (text === "" ? "" : textCell(`${columnName(c)}${r + 1}`, text)));
      return cells.length === 0 ? "" : `<row r="${r + 1}">${xml.join("")}</row>`;
    })
    .join("");
}

async function only(lines: readonly (readonly string[])[], options: RecogniseOptions = {}, after = "") {
  const tables = await tablesOf(zippedWorkbook({ sheets: [sheet(lines)], after }), options);
  const [first] = tables;
  if (first === undefined || tables.length !== 1) throw new RangeError(`${tables.length} tables`);
  return first;
}

describe("the workbooks that offices hand in", () => {
  it("are thirty", () => {
    expect(truth.files.length).toBe(29);
  });

  it.each(truth.files)("$file ($style): all data rows and every column", async ({ file, data_rows, faults }) => {
    const tables = await tablesOf(join(FOLDER, file));
    expect(tables.length).toBe(1);
    const { table, rows } = tables[0] as (typeof tables)[0];
    expect(rows.length).toBe(data_rows);
    expect(rows.map((row) => row.ordinal)).toEqual(rows.map((_, i) => i + 1));
    expect(table.unmatched.map((column) => column.heading)).toEqual(
      table.headings.some((heading) => heading.heading === "是否农民工") ? ["是否农民工"] : [],
    );
    expect(table.missing).toEqual([]);
    const nameColumn = table.columnOf.get("name") ?? -1;
    const idColumn = table.columnOf.get("identity") ?? -1;
    const nameless = rows.filter((row) => row.cells[nameColumn] === undefined).map((row) => row.ordinal);
    const damaged = rows.filter((row) => row.cells[idColumn] !== undefined && isDamagedNumber(row.cells[idColumn]));
    const expected = (fault: string) =>
      faults
        .filter((f) => f.fault === fault)
        .map((f) => f.row_in_data)
        .sort((a, b) => a - b);
    expect(nameless).toEqual(expected("no_name"));
    expect(damaged.map((row) => row.ordinal)).toEqual(expected("lost_digits"));
    for (const row of rows) {
      const id = row.cells[idColumn]?.text.replace(/\s/gu, "") ?? "";
      if (!damaged.includes(row)) expect(id).toMatch(/^\d{17}[\dXx]$/u);
    }
  });

  it("reads titles, captions, footers and two tiers", async () => {
    const village = (await tablesOf(join(FOLDER, "03-新田村党员花名册.xlsx")))[0]?.table;
    expect(village?.title).toBe("新田村党支部党员花名册");
    expect(village?.captions).toEqual({ 填报单位: "新田村党支部", 填报日期: "2026年6月30日" });
    expect(village?.headingRows).toEqual([3]);
    expect(village?.skipped.map(({ row, why }) => [row, why])).toEqual([
      [65, "total"],
      [66, "signature"],
    ]);
    const tiers = (await tablesOf(join(FOLDER, "06-张湾村党员花名册.xlsx")))[0]?.table;
    expect(tiers?.headingRows).toEqual([2, 3]);
    expect(tiers?.headings.find((heading) => heading.column === 6)?.heading).toBe("基本情况/身份证号码");
    expect(tiers?.skipped.map(({ why }) => why)).toEqual(["note"]);
  });

  it("reads the organisation workbook", async () => {
    const { table, rows } = (await tablesOf(join(FOLDER, "00-党组织信息表.xlsx"), {}, ORGANISATION_WORDS))[0] ?? {};
    expect(rows?.length).toBe(truth.organisations);
    expect(table?.unmatched).toEqual([]);
    expect(table?.title).toBe("云湾经济技术开发区党组织信息表");
  });

  it("gives offices of one style the same signature and others another", async () => {
    const signatures = new Map<string, Set<string>>();
    for (const { file, style } of truth.files) {
      const signature = (await tablesOf(join(FOLDER, file)))[0]?.table.headingSignature ?? "";
      signatures.set(style, (signatures.get(style) ?? new Set()).add(signature));
    }
    expect([...signatures.values()].map((set) => set.size)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(new Set([...signatures.values()].flatMap((set) => [...set])).size).toBe(6);
  });
});

describe("recognising a table", () => {
  const HEAD = ["序号", "姓名", "性别", "身份证号"];

  it("folds headings: full-width, blanks, line breaks, stars, notes in brackets", async () => {
    const { table } = await only([
      ["序　号", "＊姓\n名(必填)", "性 别 ", "出生年月(2019/10/24)", "家庭住址(现)", "不认识"],
      ["1", "张三", "男", "1950.1", "x", "y"],
    ]);
    expect(table.matched.map(({ field, sure }) => [field, sure])).toEqual([
      ["name", 0.85],
      ["sex", 1],
      ["birth", 0.85],
      ["address", 0.85],
    ]);
    expect(table.unmatched).toEqual([{ column: 5, heading: "不认识", suggestion: null }]);
  });

  it("takes group and child together before the child alone", async () => {
    const words = [
      { field: "name", term: "姓名", aliases: [] },
      { field: "phone", term: "联系电话", aliases: [] },
      { field: "hostPhone", term: "流入地联系电话", aliases: [] },
    ];
    const lines = [
      ["姓名", "流出地", "", "流入地", ""],
      ["", "单位", "联系电话", "单位", "联系电话"],
      ["张三", "a", "1", "b", "2"],
    ];
    const { table, rows } = (await tablesOf(zippedWorkbook({ sheets: [sheet(lines)] }), {}, words))[0] ?? {};
    expect(table?.columnOf).toEqual(
      new Map([
        ["name", 0],
        ["phone", 2],
        ["hostPhone", 4],
      ]),
    );
    expect(table?.unmatched.map((column) => column.heading)).toEqual(["流出地/单位", "流入地/单位"]);
    expect(rows?.length).toBe(1);
  });

  it("gives a field to the surest column and proposes for the rest", async () => {
    const { table } = await only([
      ["电话", "手机号码", "姓名", "党员姓名"],
      ["1", "2", "张三", "张三"],
    ]);
    expect(table.columnOf.get("phone")).toBe(1);
    expect(table.columnOf.get("name")).toBe(2);
    expect(table.unmatched.map(({ column, suggestion }) => [column, suggestion])).toEqual([
      [0, null],
      [3, null],
    ]);
    const proposed = await only([
      ["党员姓名", "性别", "民族"],
      ["张三", "男", "汉族"],
    ]);
    expect(proposed.table.unmatched[0]?.suggestion).toBe("name");
    expect(proposed.table.missing).toEqual(["name"]);
  });

  it("follows a person's decision, also a remembered one", async () => {
    const lines = [
      ["称呼", "性别", "民族", "电话"],
      ["张三", "男", "汉族", "1"],
    ];
    const { table: before } = await only(lines);
    expect(before.columnOf.has("name")).toBe(false);
    const override = { 0: "name", 3: null };
    const { table } = await only(lines, { decided: () => override });
    expect(table.columnOf).toEqual(
      new Map([
        ["name", 0],
        ["sex", 1],
        ["nation", 2],
      ]),
    );
    expect(table.matched[0]).toEqual({ column: 0, heading: "称呼", field: "name", sure: 1, by: null });
    const remembered = (signature: string) => (signature === before.headingSignature ? override : undefined);
    expect(
      (await only(lines, { decided: (_headings, signature) => remembered(signature) ?? {} })).table.matched,
    ).toEqual(table.matched);
  });

  it("tells data from blanks, totals, notes, signatures and repeated headings", async () => {
    const { table, rows } = await only([
      ["某某村党员名册"],
      ["填报单位:", "某某村"],
      HEAD,
      ["1", "张三", "男", "1"],
      [],
      ["", "小 计", "", "1"],
      HEAD,
      ["2", "", "女", "2"],
      ["3", "王五"],
      ["4"],
      ["5"],
      ["合计:3人"],
      ["共3人"],
      ["以上党员信息均经本人核对无误,如有变动请及时更新。"],
      ["说明:本表一式两份"],
      ["支部书记(签字):", "", "填表人:李四"],
    ]);
    expect(rows.map(({ row, ordinal }) => [row, ordinal])).toEqual([
      [4, 1],
      [8, 2],
      [9, 3],
    ]);
    expect(table.captions).toEqual({ 填报单位: "某某村" });
    expect(table.skipped.map(({ row, why }) => `${row} ${why}`)).toEqual([
      "6 total",
      "7 repeated-heading",
      "10 numbered-blank",
      "11 numbered-blank",
      "12 total",
      "13 total",
      "14 note",
      "15 note",
      "16 signature",
    ]);
  });

  it("hands down what is merged over several rows", async () => {
    const after = '<mergeCells><mergeCell ref="C2:C3"/><mergeCell ref="A5:B5"/></mergeCells>';
    const { rows } = await only(
      [
        ["姓名", "性别", "所在党支部"],
        ["张三", "男", "一支部"],
        ["李四", "女"],
        ["王五", "男"],
      ],
      {},
      after,
    );
    expect(rows.map((row) => row.cells[2]?.text)).toEqual(["一支部", "一支部", undefined]);
    expect(rows[1]?.cells[2]?.merged).toBe(true);
  });

  it("skips hidden sheets and sheets without a table, keeps hidden rows", async () => {
    const table = sheet([HEAD, ["1", "张三", "男", "1"]]);
    const bytes = zippedWorkbook({
      sheets: [sheet([["说明"], ["请认真填写"]]), table, table.replace('<row r="2"', '<row r="2" hidden="1"'), ""],
      sheetNames: ["说明", "字典", "名册", "空"],
      states: ["visible", "hidden", "visible", "visible"],
    });
    const tables = await tablesOf(bytes);
    expect(tables.map(({ table: found, rows }) => [found.sheet, rows.length, rows[0]?.hidden])).toEqual([
      ["名册", 1, true],
    ]);
  });

  it("finds no table in words", async () => {
    expect(await tablesOf(Buffer.from("今天开会,讨论了三件事\r\n一,二\r\n"))).toEqual([]);
  });
});
