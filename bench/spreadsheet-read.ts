/**
 * Reads a workbook of 100,000 rows and 30 columns (inline and shared text, numbers, dates; 144 MB of XML), against the
 * bare cost of unpacking the same sheet. Run: `node bench/spreadsheet-read.ts`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { columnName, readWorkbook } from "#platform/spreadsheet/index.ts";
import { zippedWorkbook } from "#test/fixtures/workbook-parts.ts";

const ROWS = 100_000;
const COLUMNS = 30;
const STRINGS = 500_000;

function sheet(): Buffer {
  const letters = Array.from({ length: COLUMNS }, (_, i) => columnName(i));
  const pieces = [Buffer.from("<worksheet><sheetData>")];
  for (let row = 1; row <= ROWS; row += 1) {
    const cells = letters.map((letter, column) => {
      const ref = `${letter}${row}`;
      if (column % 3 === 0) return `<c r="${ref}" t="inlineStr"><is><t>东巷村党支部${row}</t></is></c>`;
      if (column % 3 === 1) return `<c r="${ref}" t="s"><v>${(row * column) % STRINGS}</v></c>`;
      return `<c r="${ref}" s="1"><v>${30_000 + (row % 9_999)}</v></c>`;
    });
    pieces.push(Buffer.from(`<row r="${row}">${cells.join("")}</row>`));
  }
  pieces.push(Buffer.from("</sheetData></worksheet>"));
  return Buffer.concat(pieces);
}

async function read(path: string): Promise<{ ms: number; grown: number }> {
  const before = process.memoryUsage.rss();
  let peak = before;
  let cells = 0;
  const start = performance.now();
  await using workbook = await readWorkbook(path);
  for await (const row of workbook.sheets[0]?.rows() ?? []) {
    cells += row.cells.length;
    if (row.row % 2_000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
  }
  if (cells !== ROWS * COLUMNS) throw new RangeError(`${cells} cells`);
  return { ms: performance.now() - start, grown: peak - before };
}

// Each turn reads in a process of its own: making the file has made this one large.
const child = process.argv[2] === "--one" ? process.argv[3] : undefined;
if (child !== undefined) console.log(JSON.stringify(await read(child)));
else {
  const folder = mkdtempSync(join(tmpdir(), "sheet-"));
  const path = join(folder, "large.xlsx");
  const xml = sheet();
  const strings = Array.from({ length: STRINGS }, (_, i) => `<si><t>江苏省连云港市东巷村${i}号</t></si>`).join("");
  const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
  writeFileSync(path, zippedWorkbook({ strings, styles, more: { "xl/worksheets/sheet1.xml": xml } }));
  const packed = deflateRawSync(xml);
  const start = performance.now();
  inflateRawSync(packed);
  const bare = performance.now() - start;
  const turns: { ms: number; grown: number }[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const said = execFileSync(process.execPath, [import.meta.filename, "--one", path], { encoding: "utf8" });
    turns.push(JSON.parse(said) as { ms: number; grown: number });
  }
  rmSync(folder, { recursive: true });
  console.table({
    [`${ROWS} rows × ${COLUMNS} columns`]: {
      "median ms": Math.round(turns.map((turn) => turn.ms).sort((a, b) => a - b)[1] ?? 0),
      "bare inflate ms": Math.round(bare),
      "most RSS growth MB": Math.round(Math.max(...turns.map((turn) => turn.grown)) / 1e6),
    },
  });
}
