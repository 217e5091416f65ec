import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "#platform/doing.ts";
import { abandonImport } from "#platform/registers/import/acts.ts";
import { importRows, importView } from "#platform/registers/import/queries.ts";
import { zh as texts } from "#platform/registers/import/zh.ts";
import { HEADINGS, VALID_BOMBS } from "#test/fixtures/valid-bombs.ts";
import { textCell, zippedWorkbook } from "#test/fixtures/workbook-parts.ts";
import { csv, standingZone, VERB, type Zone } from "./roster.fixture.ts";

/** A page of a hundred rows, and the preview of a drop, however much stands in the file: bytes of JSON. */
const PAGE_BYTES = 400_000;
const VIEW_BYTES = 150_000;
/** What is kept of one row, in characters. */
const ROW_CHARACTERS = 4_000;

let zone: Zone;
beforeAll(async () => {
  zone = await standingZone();
});
afterAll(async () => {
  await zone.close();
});

const kept = (batchId: string) =>
  zone.read((tx) =>
    tx
      .selectFrom("importRow")
      .innerJoin("importFile", "importFile.id", "importRow.fileId")
      .select(["importRow.name", "importRow.reasons", "importRow.changes", "importRow.sheet", "importRow.kind"])
      .where("importFile.batchId", "=", batchId)
      .execute(),
  );

describe("a workbook that is valid and becomes large", () => {
  it.each(VALID_BOMBS)("stays small when it is kept: $name", async ({ file, make, faulty }) => {
    const id = await zone.preview([{ name: file, content: make() }]);
    const [shown] = (await zone.view(id)).files;
    expect(shown?.refusal).toBeNull();
    expect(shown?.counts).toMatchObject({ rows: faulty, faulty });
    const rows = await kept(id);
    expect(rows).toHaveLength(faulty);
    for (const row of rows.slice(0, 200)) expect(JSON.stringify(row).length).toBeLessThan(ROW_CHARACTERS);
    const page = await zone.read((tx) => importRows(tx, id, {}));
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(PAGE_BYTES);
    for (const reason of page.rows.flatMap((it) => it.reasons))
      for (const [, quote] of reason.matchAll(/读到[^“]{0,9}“([^”]*)”/gu))
        expect(quote?.length).toBeLessThanOrEqual(40);
    const view = await zone.read((tx) => importView(zone.house, tx, id));
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(VIEW_BYTES);
    for (const heading of view.files[0]?.headings ?? []) expect(heading.text.length).toBeLessThanOrEqual(40);
    await act(zone.house, zone.system, VERB, null, (doing) => abandonImport(doing, id));
  });
});

const good = ["孟广田", "男", "汉族", "", "", "初中", "正式党员", "东巷村党支部", "1992-06-01", "1993-06-01", "", ""];
const note = (text: string) => csv("名册.csv", [HEADINGS.join(","), [...good.slice(0, -1), text].join(",")]);

describe("the length of a field", () => {
  it("is its own: what is as long as a form allows is taken, a character more is a fault of the row", async () => {
    const [fits] = await zone.rows(await zone.preview([note("长".repeat(400))]));
    expect(fits?.kind).toBe("warning");
    const id = await zone.preview([note("长".repeat(401))]);
    const [tooLong] = await zone.rows(id);
    expect(tooLong).toMatchObject({ kind: "faulty", name: "孟广田" });
    expect(tooLong?.reasons[0]).toBe(texts.tooLong("备注", 400));
    await expect(zone.commit(id)).rejects.toMatchObject({ slug: "nothing-to-import" });
  });

  it("counts what is kept: spaces that fall away are none, and characters that grow are what they become", async () => {
    const [fits] = await zone.rows(
      await zone.preview([note(`${" ".repeat(200)}${"长".repeat(400)}${" ".repeat(200)}`)]),
    );
    expect(fits?.kind).toBe("warning");
    const [grows] = await zone.rows(await zone.preview([note("\ufdfa".repeat(30))]));
    expect(grows?.reasons[0]).toBe(texts.tooLong("备注", 400));
  });

  it("cuts no character in two", async () => {
    const [row] = await zone.rows(await zone.preview([note(`长${"𠀀".repeat(400)}`)]));
    expect(row?.kind).toBe("faulty");
  });

  it("is said of all fields at once, beside what else is wrong", async () => {
    const cells = [...good];
    cells[8] = "去年";
    cells[10] = "位".repeat(500);
    cells[11] = "注".repeat(500);
    const [row] = await zone.rows(await zone.preview([csv("名册.csv", [HEADINGS.join(","), cells.join(",")])]));
    expect(row?.reasons).toEqual(
      expect.arrayContaining([
        texts.tooLong("工作单位及职务", 400),
        texts.tooLong("备注", 400),
        expect.stringContaining("加入党组织日期"),
      ]),
    );
  });

  it("of a sheet's name too: every kept row carries it", async () => {
    const content = zippedWorkbook({
      sheets: [`<row r="1">${textCell("A1", "姓名")}${textCell("B1", "人员类别")}</row>`],
      sheetNames: ["名".repeat(5_000)],
    });
    const [file] = (await zone.view(await zone.preview([{ name: "名册.xlsx", content }]))).files;
    expect(file?.refusal).toMatch(/工作表的名称太长/);
  });
});

describe("a CSV with more rows than a file may have", () => {
  it("is refused with its own sentence, and the other files of the drop are read", async () => {
    const line = good.join(",");
    const lines = Array.from({ length: 250_001 }, () => line);
    const id = await zone.preview([csv("太多.csv", [HEADINGS.join(","), ...lines]), note("")]);
    const { files, state } = await zone.view(id);
    expect(state).toBe("previewed");
    expect(files[0]?.refusal).toMatch(/行数太多。请拆成几个文件/);
    expect(files[1]?.counts.rows).toBe(1);
  });
});
