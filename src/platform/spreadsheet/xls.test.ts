import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { resaved, u16, workbookAs, type XlsParts, xlsRecord, xlsWorkbook } from "#test/fixtures/old-workbooks.ts";
import * as fc from "#test/properties.ts";
import { type Cell, isDamagedNumber, type Row, type Workbook } from "./cell.ts";
import { readWorkbook } from "./read.ts";
import { WorkbookRefused } from "./refused.ts";

const WORKBOOKS = "demo/workbooks";

async function allOf<T>(bytes: Buffer, read: (book: Workbook) => Promise<T>): Promise<T> {
  await using book = await readWorkbook(bytes);
  return await read(book);
}

async function rowsOf(bytes: Buffer): Promise<Row[]> {
  return await allOf(bytes, async (book) => await Array.fromAsync(book.sheets[0]?.rows() ?? []));
}

async function cellsOf(parts: XlsParts): Promise<readonly (Cell | undefined)[]> {
  return (await rowsOf(xlsWorkbook(parts))).flatMap((row) => row.cells);
}

async function refusalOf(bytes: Buffer): Promise<string> {
  try {
    await allOf(bytes, async (book) => {
      for (const sheet of book.sheets) {
        await sheet.layout();
        await Array.fromAsync(sheet.rows());
      }
    });
    return "read";
  } catch (fault) {
    return fault instanceof WorkbookRefused ? fault.slug : String(fault);
  }
}

const NUMBER = 0x0203;
const RK = 0x027e;
const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
const number = (row: number, column: number, value: number, format = 0): Buffer =>
  xlsRecord(NUMBER, u16(row, column, format), double(value));
const xf = (format: number): Buffer => xlsRecord(0x00e0, u16(0, format, 0, 0, 0, 0, 0, 0, 0, 0));
const wide = (text: string): Buffer => Buffer.concat([Buffer.from([1]), Buffer.from(text, "utf16le")]);

describe.each(["biff8", "ods"] as const)("the house's own rosters saved as %s", (format) => {
  const files = readdirSync(WORKBOOKS).filter((it) => it.endsWith(".xlsx"));
  it("are a good number", () => expect(files.length).toBeGreaterThan(20));

  it.each(files)("say the same: %s", async (name) => {
    const xlsx = readFileSync(`${WORKBOOKS}/${name}`);
    // Digits that a number has lost are lost in every format; how the file writes what is left differs.
    const told = (it: Cell): string | number => (isDamagedNumber(it) ? Number(it.text) : it.text);
    const contents = async (book: Workbook) => {
      const sheets = [];
      for (const sheet of book.sheets) {
        const rows = await Array.fromAsync(sheet.rows());
        sheets.push({
          name: sheet.name,
          rows: rows.map(({ row, cells }) => [row, ...cells.map((it) => it && [it.kind, told(it)])]),
          merges: (await sheet.layout()).merges.toSorted((a, b) => a.top - b.top || a.left - b.left),
        });
      }
      return sheets;
    };
    const expected = await allOf(xlsx, contents);
    expect(expected[0]?.rows.length).toBeGreaterThan(0);
    expect(await allOf(resaved(xlsx, format), contents)).toEqual(expected);
  });
});

describe("tables written by another program", () => {
  const word = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom("王建国", "中共党员", "〇一", "A", "é", "𠮷野"));
  const value = fc.oneof(
    word.filter((it) => it !== "" && !/[\p{Cc}\ud800-\udfff\ufffe\uffff]/u.test(it)),
    fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }),
    fc.integer({ min: -99_999, max: 99_999 }).map((it) => it / 100),
    fc.boolean(),
    fc.constant(null),
  );
  const grid = fc.array(fc.array(value, { maxLength: 6 }), { maxLength: 8 });
  const told = (it: string | number | boolean | null): string | undefined =>
    it === null ? undefined : typeof it === "boolean" ? String(it).toUpperCase() : String(it === 0 ? 0 : it);

  it("are read cell by cell from .xls", async () => {
    await fc.assert(
      fc.asyncProperty(grid, async (rows) => {
        const read = await rowsOf(workbookAs("biff8", { 表: rows }));
        const expected = rows
          .map((cells, at) => [at + 1, ...cells.map(told)])
          .map((row) => row.slice(0, row.findLastIndex((it) => it !== undefined) + 1))
          .filter((row) => row.length > 1);
        expect(read.map(({ row, cells }) => [row, ...cells.map((it) => it?.text)])).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("are read where texts go on from record to record", async () => {
    const texts = Array.from({ length: 4_000 }, (_, at) =>
      at % 3 === 0 ? "汉".repeat(at % 97) : "a".repeat(at % 101),
    );
    const rows = texts.map((text, at) => [`${at}`, text === "" ? null : text]);
    const read = await rowsOf(workbookAs("biff8", { 表: rows }));
    expect(read.map(({ cells }) => [cells[0]?.text, cells[1]?.text ?? ""])).toEqual(
      texts.map((text, at) => [`${at}`, text]),
    );
  });
});

describe("records of Excel 97", () => {
  it("show days as precisely as their format does", async () => {
    const format = xlsRecord(0x041e, u16(176, 9), wide('yyyy"年"m"月"').subarray(0));
    const globals = [format, xf(0), xf(14), xf(57), xf(176)];
    const may = 29_342;
    const sheet = [0, 1, 2, 3].map((at) => number(0, at, may, at));
    expect((await cellsOf({ globals, sheet })).map((it) => [it?.kind, it?.text])).toEqual([
      ["number", "29342"],
      ["day", "1980-05-01"],
      ["text", "1980-05"],
      ["text", "1980-05"],
    ]);
  });

  it("count from 1904 where the workbook says so", async () => {
    const globals = [xlsRecord(0x0022, u16(1)), xf(14)];
    expect((await cellsOf({ globals, sheet: [number(0, 0, 38_168)] }))[0]?.day).toBe("2008-07-01");
  });

  it("pack numbers into thirty bits", async () => {
    const rk = (bits: number): Buffer => {
      const bytes = Buffer.alloc(4);
      bytes.writeInt32LE(bits | 0);
      return bytes;
    };
    const packed = [(1234 << 2) | 2, (1234 << 2) | 3, (-7 << 2) | 2, 0x3ff80000];
    const single = packed.map((bits, at) => xlsRecord(RK, u16(0, at, 0), rk(bits)));
    const many = xlsRecord(0x00bd, u16(1, 0), ...packed.map((it) => Buffer.concat([u16(0), rk(it)])), u16(3));
    expect((await cellsOf({ sheet: [...single, many] })).map((it) => it?.text)).toEqual([
      "1234",
      "12.34",
      "-7",
      "1.5",
      "1234",
      "12.34",
      "-7",
      "1.5",
    ]);
  });

  it("keep what a formula last came to: a number, words, a truth, a fault", async () => {
    const formula = (column: number, value: Buffer): Buffer =>
      xlsRecord(0x0006, u16(0, column, 0), value, u16(0, 0, 0));
    const special = (kind: number, of: number): Buffer => Buffer.from([kind, 0, of, 0, 0, 0, 0xff, 0xff]);
    const sheet = [
      formula(0, double(2.5)),
      formula(1, special(0, 0)),
      xlsRecord(0x0207, u16(2), wide("甲乙")),
      formula(2, special(1, 1)),
      formula(3, special(2, 0x2a)),
      formula(4, special(3, 0)),
      number(0, 5, 1),
    ];
    expect(await cellsOf({ sheet })).toEqual([
      { kind: "number", text: "2.5", number: 2.5, formula: true },
      { kind: "text", text: "甲乙", formula: true },
      { kind: "boolean", text: "TRUE", formula: true },
      { kind: "error", text: "#N/A", formula: true },
      undefined,
      { kind: "number", text: "1", number: 1 },
    ]);
  });

  it("stand in the order of the rows, whatever the order of the file, with what is hidden", async () => {
    const hiddenRow = xlsRecord(0x0208, u16(1, 0, 3, 255, 0, 0, 0x20, 0));
    const sheet = [hiddenRow, number(2, 0, 3), number(0, 0, 1), number(1, 0, 2), number(0, 1, 11)];
    expect(
      (await rowsOf(xlsWorkbook({ sheet }))).map(({ row, hidden, cells }) => [
        row,
        hidden,
        cells.map((it) => it?.text),
      ]),
    ).toEqual([
      [1, false, ["1", "11"]],
      [2, true, ["2"]],
      [3, false, ["3"]],
    ]);
  });

  it("pass over a chart that lies in the sheet", async () => {
    const chart = [xlsRecord(0x0809, u16(0x0600, 0x0020, 0, 0, 0, 0, 0, 0)), number(0, 0, 99), xlsRecord(0x000a)];
    expect((await cellsOf({ sheet: [number(0, 0, 1), ...chart, number(0, 1, 2)] })).map((it) => it?.text)).toEqual([
      "1",
      "2",
    ]);
  });

  it("tell merged ranges and widths", async () => {
    const sheet = [
      number(0, 0, 1),
      xlsRecord(0x00e5, u16(2, 0, 2, 0, 0, 4, 4, 1, 3)),
      xlsRecord(0x007d, u16(1, 2, 2_560, 0, 0, 0)),
    ];
    await allOf(xlsWorkbook({ sheet }), async (book) =>
      expect(await book.sheets[0]?.layout()).toEqual({
        merges: [
          { top: 1, bottom: 3, left: 0, right: 0 },
          { top: 5, bottom: 5, left: 1, right: 3 },
        ],
        widths: new Map([
          [1, 10],
          [2, 10],
        ]),
      }),
    );
  });
});

describe("workbooks that are not taken", () => {
  it.each([
    ["old-excel", xlsWorkbook({ version: 0x0500 })],
    ["password-protected", xlsWorkbook({ globals: [xlsRecord(0x002f, Buffer.alloc(54))] })],
    ["cell-lies", xlsWorkbook({ sheet: [number(0, 0, 1), number(0, 0, 2)] })],
    ["workbook-lies", xlsWorkbook({ sheet: [xlsRecord(0x00fd, u16(0, 0, 0, 7, 0))] })],
    ["workbook-lies", xlsWorkbook({ sheet: [number(0, 0, Number.POSITIVE_INFINITY)] })],
    ["archive-damaged", xlsWorkbook({ sheet: [xlsRecord(NUMBER, u16(0, 0))] })],
    ["archive-damaged", xlsWorkbook({ sheet: [xlsRecord(0x00e5, u16(9, 0))] })],
    ["cell-out-of-range", xlsWorkbook({ sheet: [xlsRecord(0x00e5, u16(1, 5, 2, 0, 0))] })],
    ["too-many-strings", xlsWorkbook({ globals: [xlsRecord(0x00fc, Buffer.alloc(8), Buffer.alloc(90))] })],
  ])("say %s", async (slug, bytes) => {
    const limits = slug === "too-many-strings" ? { sharedStrings: 10 } : {};
    await expect(
      (async () => {
        await using book = await readWorkbook(bytes, limits);
        for (const sheet of book.sheets) {
          await sheet.layout();
          await Array.fromAsync(sheet.rows());
        }
      })(),
    ).rejects.toMatchObject({ slug });
  });

  it("never end in anything but a reading or a refusal, however they are damaged", async () => {
    const whole = workbookAs("biff8", {
      甲: Array.from({ length: 60 }, (_, at) => [at, `第${at}行`, at / 7, at % 2 === 0]),
      乙: [["x".repeat(9_000), "汉".repeat(5_000)]],
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        fc.option(fc.nat(whole.length)),
        async (changes, cut) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          const slug = await refusalOf(cut === null ? bytes : bytes.subarray(0, cut));
          expect(slug).toMatch(/^[a-z-]+$/u);
        },
      ),
    );
  });
});
