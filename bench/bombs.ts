/**
 * D1: every kind of spreadsheet bomb in a process of its own: how long until it is refused, and how much the process
 * grew meanwhile. Run: `node bench/bombs.ts [--check]`; with `--check` it fails above 500 ms or 100 MiB.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readWorkbook, WorkbookRefused } from "#platform/spreadsheet/index.ts";
import { BOMBS } from "#test/fixtures/bombs.ts";

async function refusal(path: string): Promise<string> {
  try {
    await using workbook = await readWorkbook(path);
    for await (const sheet of workbook) {
      await sheet.layout();
      for await (const row of sheet.rows()) if (row.row < 0) return "impossible";
    }
    return "read";
  } catch (fault) {
    if (fault instanceof WorkbookRefused) return fault.slug;
    throw fault;
  }
}

/** The highest memory of this process; `maxRSS` would be the parent's, which a child inherits on Linux. */
function peakBytes(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/u.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
}

const child = process.argv[2] === "--one" ? process.argv[3] : undefined;
if (child !== undefined) {
  // What the first file of a process pays for loading code is not the bomb's doing.
  await refusal(join(import.meta.dirname, "../demo/workbooks/03-新田村党员花名册.xlsx"));
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const slug = await refusal(child);
  const ms = performance.now() - start;
  console.log(JSON.stringify({ slug, ms, grown: peakBytes() - before }));
} else {
  const folder = mkdtempSync(join(tmpdir(), "bombs-"));
  const table: Record<string, { refused: string; "file KiB": number; ms: number; "grown MiB": number }> = {};
  for (const [i, bomb] of BOMBS.entries()) {
    const bytes = bomb.make();
    const path = join(folder, `${i}.bin`);
    writeFileSync(path, bytes);
    const said = JSON.parse(
      execFileSync(process.execPath, [import.meta.filename, "--one", path], { encoding: "utf8" }),
    ) as {
      slug: string;
      ms: number;
      grown: number;
    };
    rmSync(path);
    table[bomb.name] = {
      refused: said.slug === bomb.slug ? said.slug : `${said.slug} INSTEAD OF ${bomb.slug}`,
      "file KiB": Math.ceil(bytes.length / 1024),
      ms: Math.round(said.ms * 10) / 10,
      "grown MiB": Math.max(0, Math.round(said.grown / 1024 / 1024)),
    };
  }
  rmSync(folder, { recursive: true });
  console.table(table);
  const all = Object.values(table);
  const slow = all.filter((bomb) => bomb.ms > 100).length;
  const large = all.filter((bomb) => bomb["grown MiB"] > 100).length;
  console.log(`${all.length} kinds; over 100 ms: ${slow}; over 100 MiB: ${large}`);
  const failed = all.some((bomb) => bomb.ms > 500 || bomb["grown MiB"] > 100 || bomb.refused.includes("INSTEAD"));
  if (process.argv.includes("--check") && failed) process.exitCode = 1;
}
