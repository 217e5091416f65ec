import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { Problem } from "#platform/http/problem.ts";
import { zippedWorkbook } from "#test/fixtures/workbook-parts.ts";
import type { FileToOpen, Offer } from "./files.ts";
import { WorkbookReading } from "./reading.ts";

const OFFER: Offer = {
  register: "members",
  title: "花名册",
  vocabulary: [
    { key: "name", most: 20, term: "姓名", aliases: [], required: true },
    { key: "note", most: 2_000_000, term: "备注", aliases: [] },
    { key: "age", term: "年龄", aliases: [], ignored: true },
  ],
};
const file = (content: Buffer, name = "名册.csv"): FileToOpen => ({ id: name, name, position: 0, content });
const table = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(["姓名,年龄,备注", ...rows.map((it) => it.join(","))].join("\n"));
const open: WorkbookReading[] = [];
const reading = async (memory?: Parameters<typeof WorkbookReading.open>[0]): Promise<WorkbookReading> => {
  const it = await WorkbookReading.open(memory);
  open.push(it);
  return it;
};
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

async function batches(it: WorkbookReading, content: Buffer) {
  const found = await it.file(file(content), [OFFER], new Map());
  expect(found.refusal).toBeNull();
  const all = [];
  for await (const batch of it.rows(found, 0, 0)) all.push(batch);
  return all;
}

describe("reading in a process of its own", () => {
  it("hands out rows in batches of bounded weight, in order, none lost", async () => {
    const light = await batches(await reading(), table(Array.from({ length: 4_500 }, (_, at) => [`名${at}`, "", "x"])));
    expect(light.map((it) => it.length)).toEqual([2_000, 2_000, 500]);
    const heavy = await batches(
      await reading(),
      table(Array.from({ length: 600 }, (_, at) => [`名${at}`, "", "重".repeat(20_000)])),
    );
    expect(Math.max(...heavy.map((it) => it.length))).toBeLessThan(60);
    expect(heavy.flat().map((it) => it.ordinal)).toEqual(Array.from({ length: 600 }, (_, at) => at + 1));
  });

  it("leaves ignored columns aside and cuts what is too long, saying so", async () => {
    const [row] = (await batches(await reading(), table([["名".repeat(50), "老".repeat(9_000), "好"]]))).flat();
    expect(row).toMatchObject({
      cells: { name: { text: `${"名".repeat(19)}…` }, note: { text: "好" } },
      faults: ["姓名：太长，最多20个字。请缩短后再导入"],
    });
    expect(Object.keys(row?.cells ?? {})).toEqual(["name", "note"]);
  });

  it("dies alone when a file is more than it can hold, and says what to do", async () => {
    const small = { oldSpaceMb: 20, semiSpaceMb: 1 };
    const hungry = await reading(small);
    // Many strings, all different: the table of shared strings alone is more than this process may use.
    const strings = Array.from({ length: 60_000 }, (_, at) => `<si><t>${at}${"字".repeat(200)}</t></si>`).join("");
    const book = zippedWorkbook({
      sheets: ['<row r="1"><c r="A1" t="s"><v>0</v></c></row>'],
      strings,
    });
    const fault: unknown = await hungry.file(file(book, "大.xlsx"), [OFFER], new Map()).then(
      () => "read",
      (it: unknown) => it,
    );
    expect(fault).toBeInstanceOf(Problem);
    expect(fault).toMatchObject({ slug: "workbook-too-heavy", family: "refused" });
    expect((fault as Problem).detail).toMatch(/《大\.xlsx》.*拆成几个文件/u);
    // The next is served.
    const next = await batches(await reading(), table([["甲", "", "好"]]));
    expect(next.flat()).toHaveLength(1);
  });

  it("lets two read at a time, and the third when one has gone", async () => {
    const [first] = [await reading(), await reading()];
    let third: WorkbookReading | null = null;
    const waiting = reading().then((it) => (third = it));
    await new Promise((done) => setTimeout(done, 50));
    expect(third).toBeNull();
    await first?.close();
    await waiting;
    expect(third).not.toBeNull();
  });

  it("sends away whoever has waited long enough, and keeps no place for them", async () => {
    const [first] = [await reading(), await reading()];
    await expect(WorkbookReading.open(undefined, 20)).rejects.toMatchObject({
      slug: "reading-busy",
      family: "unavailable",
    });
    await first?.close();
    await reading();
  });

  it("refuses in words a file that breaks off while its marked copy is made", async () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = Array.from({ length: 3_000 }, (_, at) => `<row r="${at + 2}">${cell(`A${at + 2}`, `名${at}`)}</row>`);
    const sheet = `<row r="1">${cell("A1", "姓名")}${cell("B1", "备注")}</row>${rows.join("")}<row r="9"`;
    const it = await reading();
    const places = [{ sheet: "表1", headingRows: [1], titleRows: [] }];
    const marked = it.copy("断.xlsx", zippedWorkbook({ sheets: [sheet] }), places, [
      { sheet: "表1", row: 2, reasons: ["不对"] },
    ]);
    const fault: unknown = await Array.fromAsync(marked).then(
      () => "read",
      (it: unknown) => it,
    );
    expect(fault).toMatchObject({ slug: "workbook-refused", family: "refused" });
    expect((fault as Problem).title).toContain("断.xlsx");
  });

  it("makes a marked copy there too, and ends when nobody takes it", async () => {
    const it = await reading();
    const content = table([
      ["甲", "", "好"],
      ["乙", "", "坏"],
    ]);
    const places = [{ sheet: "", headingRows: [1], titleRows: [] }];
    const copy = it.copy("名册.csv", content, places, [{ sheet: "", row: 3, reasons: ["不对"] }]);
    const bytes = await buffer(Readable.from(copy));
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    await it.close();
    await expect(it.copy("名册.csv", content, places, []).next()).rejects.toThrow(/has ended/);
  });
});
