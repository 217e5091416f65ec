/**
 * W7: writes 100,000 rows of 12 columns as XLSX and CSV, against the bare cost of the same bytes (deflate level 1 of
 * the sheet's XML, and joining the same cells). Run: `node bench/export-writer.ts [rows] [--check]`.
 */
import { Writable } from "node:stream";
import { createDeflateRaw } from "node:zlib";
import { type CellValue, writeCsv, writeWorkbook } from "#platform/spreadsheet/index.ts";
import { readWorkbook } from "#platform/spreadsheet/read.ts";

const ROWS = Number(process.argv[2]) || 100_000;
const TURNS = 3;
const HEADINGS = "序号 姓名 性别 民族 出生日期 公民身份号码 学历 人员类别 所在党支部 入党日期 转正日期 手机号码".split(
  " ",
);

function* people(): Generator<CellValue[]> {
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

/** The same XML, ready made, through a bare deflate: what nobody who writes this file can save. */
async function bareDeflate(xml: readonly Buffer[]): Promise<void> {
  const deflate = createDeflateRaw({ level: 1, chunkSize: 128 * 1024 });
  deflate.resume();
  for (const piece of xml) {
    if (!deflate.write(piece)) await new Promise((resume) => deflate.once("drain", resume));
  }
  await new Promise<void>((resolve) => {
    deflate.once("end", resolve);
    deflate.end();
  });
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

const { sheetXml, STYLE } = await import("#platform/spreadsheet/sheet-xml.ts");
const xml: Buffer[] = [];
for await (const piece of sheetXml(
  {
    name: "党员花名册",
    widths: HEADINGS.map(() => 12),
    head: [{ values: HEADINGS, style: STYLE.heading }],
    merges: [],
    styles: HEADINGS.map((_, i) => ([4, 9, 10].includes(i) ? STYLE.day : STYLE.text)),
    rows: people(),
    frozenRows: 1,
  },
  0,
)) {
  xml.push(piece);
}

const table: Record<string, { "median ms": number; MB: number; "RSS growth MB": number }> = {};
const medians: Record<string, number> = {};
for (const [name, work] of [
  ["xlsx", () => timed(asXlsx)],
  ["csv", () => timed(asCsv)],
  [
    "bare deflate of the same XML",
    () =>
      timed(async (out) => {
        await bareDeflate(xml);
        out.end();
      }),
  ],
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
await using workbook = await readWorkbook(Buffer.concat(kept));
let read = 0;
for (const sheet of workbook.sheets) for await (const _ of sheet.rows()) read += 1;
const ratio = (medians["bare deflate of the same XML"] ?? 0) / (medians["xlsx"] ?? 1);
console.log(
  `rows ${ROWS}, read back ${read} (with title and headings); bare deflate / xlsx = ${ratio.toFixed(2)} (goal ≥ 0.5)`,
);
if (process.argv.includes("--check") && ratio < 0.25) process.exitCode = 1;
