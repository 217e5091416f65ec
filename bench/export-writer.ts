/**
 * W7: writes 100,000 rows of 12 columns as XLSX and CSV, against a bare writer of the same cells (joined text
 * and node's deflate, level 1). Run: `node bench/export-writer.ts [rows] [--check]`.
 */
import { once } from "node:events";
import { Writable } from "node:stream";
import { createDeflateRaw } from "node:zlib";
import { writeCsv, writeWorkbook } from "#platform/spreadsheet/index.ts";
import { readWorkbook } from "#platform/spreadsheet/read.ts";

const ROWS = Number(process.argv[2]) || 100_000;
const TURNS = 3;
const LETTERS = "ABCDEFGHIJKL";
const HEADINGS = "序号 姓名 性别 民族 出生日期 公民身份号码 学历 人员类别 所在党支部 入党日期 转正日期 手机号码".split(
  " ",
);

function* people(): Generator<(string | number)[]> {
  for (let i = 1; i <= ROWS; i += 1) {
    const day = `19${String(40 + (i % 60)).padStart(2, "0")}-0${1 + (i % 9)}-1${i % 10}`;
    const id = `329971${day.replaceAll("-", "")}${String(i % 10_000).padStart(4, "0")}`;
    const phone = `199${String(i).padStart(8, "0")}`;
    yield [
      i,
      `张三${i % 997}`,
      i % 3 === 0 ? "女" : "男",
      "汉族",
      day,
      id,
      "大专",
      "正式党员",
      `第${i % 300}党支部`,
      day,
      day,
      phone,
    ];
  }
}

function sink(keep: Buffer[] | null, count: { bytes: number; peak: number }): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      count.bytes += chunk.length;
      count.peak = Math.max(count.peak, process.memoryUsage.rss());
      keep?.push(chunk);
      done();
    },
  });
}

async function timed(work: (out: Writable) => Promise<void>, keep: Buffer[] | null = null) {
  const count = { bytes: 0, peak: 0 };
  const before = process.memoryUsage.rss();
  const start = performance.now();
  await work(sink(keep, count));
  return { ms: performance.now() - start, megabytes: count.bytes / 1e6, grown: (count.peak - before) / 1e6 };
}

const asXlsx = (out: Writable) =>
  writeWorkbook(out, [
    {
      name: "党员花名册",
      title: "党员花名册",
      columns: HEADINGS.map((heading, i) => ({
        heading,
        kind: i === 0 ? "integer" : [4, 9, 10].includes(i) ? "day" : "text",
      })),
      rows: people(),
    },
  ]);
const asCsv = (out: Writable) => writeCsv(out, { headings: HEADINGS, rows: people() });

/** The barest writer: the same cells as text, joined without a look at them, and node's deflate. No zip, no checks. */
async function bareWriter(out: Writable): Promise<void> {
  const deflate = createDeflateRaw({ level: 1, chunkSize: 128 * 1024 });
  deflate.pipe(out);
  let text = "";
  let row = 0;
  for (const cells of people()) {
    row += 1;
    text += `<row r="${row}">`;
    for (let i = 0; i < cells.length; i += 1) {
      text += `<c r="${LETTERS[i]}${row}" s="1" t="inlineStr"><is><t>${String(cells[i])}</t></is></c>`;
    }
    text += "</row>";
    if (text.length < 512 * 1024) continue;
    if (!deflate.write(text)) await once(deflate, "drain");
    text = "";
  }
  deflate.end(text);
  await once(out, "finish");
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

const table: Record<string, { "median ms": number; MB: number; "RSS growth MB": number }> = {};
const medians: Record<string, number> = {};
for (const [name, work] of [
  ["xlsx", () => timed(asXlsx)],
  ["csv", () => timed(asCsv)],
  ["bare writer", () => timed(bareWriter)],
] as const) {
  const turns = [];
  for (let turn = 0; turn < TURNS; turn += 1) turns.push(await work());
  medians[name] = median(turns.map((turn) => turn.ms));
  table[name] = {
    "median ms": Math.round(medians[name]),
    MB: Math.round((turns[0]?.megabytes ?? 0) * 10) / 10,
    "RSS growth MB": Math.round(Math.max(...turns.map((turn) => turn.grown))),
  };
}
console.table(table);

const kept: Buffer[] = [];
await timed(asXlsx, kept);
await using workbook = await readWorkbook(Buffer.concat(kept), {
  rows: ROWS + 10,
  fileBytes: 2 ** 31,
  unpackedBytes: 2 ** 32,
});
let read = 0;
for (const sheet of workbook.sheets) for await (const _ of sheet.rows()) read += 1;
const ratio = (medians["bare writer"] ?? 0) / (medians["xlsx"] ?? 1);
console.log(
  `${ROWS} rows, ${read} read back (with title and headings); bare / xlsx = ${ratio.toFixed(2)} (goal ≥ 0.5)`,
);
if (process.argv.includes("--check") && ratio < 0.3) process.exitCode = 1;
