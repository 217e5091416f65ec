import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import * as fc from "#test/properties.ts";
import { csvDelimiter } from "./csv-read.ts";
import { readWorkbook } from "./read.ts";
import { writeCsv } from "./write-csv.ts";

async function texts(bytes: Buffer): Promise<{ encoding: string | undefined; rows: string[][] }> {
  await using workbook = await readWorkbook(bytes);
  const rows: string[][] = [];
  for await (const row of workbook.sheets[0]?.rows() ?? [])
    rows.push(Array.from(row.cells, (cell) => cell?.text ?? ""));
  return { encoding: workbook.encoding, rows };
}

/** GB18030 bytes of a few words, as Chinese Windows writes them. */
const GB = Buffer.from("d0d5c3fb2cc3f1d7e50d0ad5c5c8fd2cbabad7e50d0a", "hex");

describe("reading CSV", () => {
  it("finds the encoding", async () => {
    const table = "姓名,民族\r\n张三,汉族\r\n";
    const rows = [
      ["姓名", "民族"],
      ["张三", "汉族"],
    ];
    const big = Buffer.from(`\ufeff${table}`, "utf16le").swap16();
    expect(await texts(Buffer.from(table))).toEqual({ encoding: "utf-8", rows });
    expect(await texts(Buffer.from(`\ufeff${table}`))).toEqual({ encoding: "utf-8", rows });
    expect(await texts(Buffer.from(`\ufeff${table}`, "utf16le"))).toEqual({ encoding: "utf-16le", rows });
    expect(await texts(big)).toEqual({ encoding: "utf-16be", rows });
    expect(await texts(GB)).toEqual({ encoding: "gb18030", rows });
    // Cut in the middle of the last letter: still legible.
    const long = Buffer.from(table.repeat(20));
    expect((await texts(long.subarray(0, long.length - 3))).encoding).toBe("utf-8");
    const ascii = Buffer.from("id,phone,name\r\n1,2,3\r\n", "utf16le");
    expect(await texts(ascii)).toEqual({
      encoding: "utf-16le",
      rows: [
        ["id", "phone", "name"],
        ["1", "2", "3"],
      ],
    });
  });

  it.each([
    ["a,b;c\r\n1,2;3\r\n", ","],
    ["a\tb,c\r\n1\t2\r\n", "\t"],
    ["甲;乙;丙\r\n1,5;2,5;3\r\n", ";"],
    ['"a;b;c;d",x\r\n"e;f;g;h",y\r\n', ","],
    ["姓名\r\n张三\r\n", ","],
  ])("cuts %j at %j", (sample, delimiter) => {
    expect(csvDelimiter(sample)).toBe(delimiter);
  });

  it("reads quotes, line breaks inside, stray quotes and what keeps Excel from guessing", async () => {
    const table = 'sep=,\r\n"甲\r\n乙",丙"丁,"戊""己","庚"辛\r="0012",\'=1+1,\'常,"329971195001268237\t"\n\n x';
    expect((await texts(Buffer.from(table))).rows).toEqual([
      ["甲\r\n乙", '丙"丁', '戊"己', "庚辛"],
      ["0012", "=1+1", "'常", "329971195001268237\t"],
      [" x"],
    ]);
  });

  it("numbers rows as the lines of records, blanks included", async () => {
    await using workbook = await readWorkbook(Buffer.from("a,b\n\n,,\n1,2"));
    const numbers: number[] = [];
    for await (const row of workbook.sheets[0]?.rows() ?? []) numbers.push(row.row);
    expect(numbers).toEqual([1, 4]);
  });

  it("reads a long file in pieces without losing a letter at the seams", async () => {
    const line = '张三😀,"北京\r\n路"\r\n';
    const { rows } = await texts(Buffer.from(`a,b\r\n${line.repeat(40_000)}`));
    expect(rows.length).toBe(40_001);
    expect(new Set(rows.slice(1).map((row) => row.join("|")))).toEqual(new Set(["张三😀|北京\r\n路"]));
  });
});

async function written(rows: (string | number)[][]): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeCsv(out, { headings: ["一", "二"], rows })]);
  return bytes;
}

describe("writing CSV", () => {
  it("begins with the mark and puts an apostrophe before what could run", async () => {
    const bytes = await written([
      ["=cmd()", "+1"],
      ["-2", "@x"],
      ["\tx", "＝1"],
      [-5, 'a"b,c'],
    ]);
    expect(bytes.toString()).toBe("\ufeff一,二\r\n'=cmd(),'+1\r\n'-2,'@x\r\n'\tx,'＝1\r\n-5,\"a\"\"b,c\"\r\n");
  });

  it("gives back every text", async () => {
    const text = fc
      .string({ unit: "binary", minLength: 1, maxLength: 30 })
      .filter((value) => value.trim() !== "" && !value.startsWith('="') && !value.includes("\u0000"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), async (rows) => {
        expect((await texts(await written(rows))).rows).toEqual([["一", "二"], ...rows]);
      }),
    );
  });
});
