import { describe, expect, it } from "vitest";
import { BOMBS } from "#test/fixtures/bombs.ts";
import { zippedWorkbook } from "#test/fixtures/workbook-parts.ts";
import { readWorkbook } from "./read.ts";
import { REFUSALS, WorkbookRefused } from "./refused.ts";

/** Reads all there is: every row and layout of every sheet. */
async function readAll(bytes: Buffer): Promise<number> {
  await using workbook = await readWorkbook(bytes);
  let rows = 0;
  for await (const sheet of workbook) {
    await sheet.layout();
    for await (const row of sheet.rows()) rows += row.cells.length > 0 ? 1 : 0;
  }
  return rows;
}

describe("spreadsheet bombs", () => {
  it("has at least twenty kinds, no two alike", () => {
    expect(BOMBS.length).toBeGreaterThanOrEqual(20);
    expect(new Set(BOMBS.map((bomb) => bomb.name)).size).toBe(BOMBS.length);
  });

  it.each(BOMBS)("refuses: $name", async ({ slug, make }) => {
    const fault = await readAll(make()).then(
      (rows) => `read ${rows} rows`,
      (cause: unknown) => cause,
    );
    expect(fault).toBeInstanceOf(WorkbookRefused);
    const refused = fault as WorkbookRefused;
    expect(refused.slug).toBe(slug);
    expect(refused.detail).toContain(REFUSALS[slug]);
    expect(refused.message).toBe(refused.detail);
  });

  it("says in every sentence what to do", () => {
    for (const [slug, sentence] of Object.entries(REFUSALS)) expect(sentence, slug).toMatch(/请.{4,}。$/u);
  });
});

describe("what looks like a bomb and is none", () => {
  it("reads a sheet whose dimension claims the whole grid", async () => {
    const sheet =
      '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>';
    expect(await readAll(zippedWorkbook({ sheets: [sheet] }))).toBe(1);
  });

  it("reads a sheet with one merged range over the whole grid", async () => {
    const after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>';
    expect(await readAll(zippedWorkbook({ after }))).toBe(1);
  });

  it("reads a sheet with thousands of formatted blank rows below the table", async () => {
    const rows = Array.from({ length: 15_000 }, (_, i) => `<row r="${i + 2}" ht="20"><c r="A${i + 2}" s="1"/></row>`);
    expect(await readAll(zippedWorkbook({ sheets: [`<row r="1"><c r="A1"><v>1</v></c></row>${rows.join("")}`] }))).toBe(
      1,
    );
  });
});
