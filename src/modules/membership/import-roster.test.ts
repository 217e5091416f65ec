import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { commitImport, previewImport, undoImport } from "#platform/registers/import/acts.ts";
import { importRows, importView } from "#platform/registers/import/queries.ts";
import { standingZone, type TruthFile, truth, workbook, type Zone } from "./roster.fixture.ts";

let zone: Zone;
beforeAll(async () => {
  zone = await standingZone();
});
afterAll(async () => {
  await zone.close();
});

const VERB = "registers.import";

async function preview(files: readonly { name: string; content: Buffer }[]): Promise<string> {
  const { id } = await act(zone.house, zone.system, VERB, null, (doing) => previewImport(doing, { files }));
  return id;
}

async function keptRows(id: string) {
  return await zone.house.door.read(systemScope("test-zone"), async (tx) => {
    const rows = [];
    for (let cursor: string | undefined; ; ) {
      const page = await importRows(tx, id, { cursor });
      rows.push(...page.rows);
      if (page.next === null) return rows;
      cursor = page.next;
    }
  });
}

const view = (id: string) => zone.house.door.read(systemScope("test-zone"), (tx) => importView(zone.house, tx, id));

const members = () =>
  zone.house.door.read(systemScope("test-zone"), (tx) =>
    tx.selectFrom("membership").selectAll().where("validTo", "is", null).execute(),
  );

function expected(file: TruthFile): string[] {
  return file.faults.map((it) => `${it.row_in_data} ${it.expect}`).toSorted();
}

describe("the twenty-nine rosters", () => {
  let batch: string;

  it("finds exactly what is wrong where", async () => {
    const files = truth().map(({ file }) => ({ name: file, content: workbook(file) }));
    batch = await preview(files);
    const shown = await view(batch);
    const rows = await keptRows(batch);
    expect(shown.files).toHaveLength(29);
    for (const [at, file] of truth().entries()) {
      const found = shown.files[at];
      expect(found?.refusal).toBeNull();
      expect(found?.counts).toMatchObject({ rows: file.data_rows, new: file.importable_rows });
      const mine = rows.filter((row) => row.file === found?.id);
      expect(mine.map((row) => `${row.ordinal} ${row.kind}`).toSorted(), file.file).toEqual(expected(file));
      for (const row of mine) expect(row.reasons[0] ?? "").not.toBe("");
    }
  });

  it("keeps no identity number and no phone in the preview", async () => {
    const rows = await keptRows(batch);
    expect(rows.length).toBeGreaterThan(40);
    expect(JSON.stringify(rows)).not.toMatch(/\d{17}|199\d{8}/u);
  });

  it("writes the good rows, sealed", async () => {
    await act(zone.house, zone.system, VERB, null, (doing) => commitImport(doing, batch, "good-rows"));
    const roster = await members();
    expect(roster).toHaveLength(2293);
    const persons = await zone.house.door.read(systemScope("test-zone"), (tx) =>
      tx.selectFrom("person").selectAll().execute(),
    );
    expect(persons).toHaveLength(2293);
    expect(JSON.stringify(persons)).not.toMatch(/329971\d{11}|1990000\d{4}/u);
    const events = await zone.house.door.read(systemScope("test-zone"), (tx) =>
      tx.selectFrom("membershipEvent").select("direction").execute(),
    );
    expect(events).toHaveLength(2293);
  });

  it("sees the same files a second time as unchanged", async () => {
    const again = await preview(truth().map(({ file }) => ({ name: file, content: workbook(file) })));
    const { counts } = await view(again);
    expect(counts).toMatchObject({ new: 0, changed: 0, unchanged: 2293 });
  });

  it("is taken back as a whole", async () => {
    const { undone } = await act(zone.house, zone.system, VERB, null, (doing) => undoImport(doing, batch));
    expect(undone).toBe(2293);
    expect(await members()).toHaveLength(0);
    expect((await view(batch)).state).toBe("undone");
  });
});
