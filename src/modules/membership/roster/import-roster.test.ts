import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "#platform/doing.ts";
import { undoImport } from "#platform/registers/import/acts.ts";
import { emptyZone, ORGANISATIONS, type TruthFile, truth, VERB, workbook, type Zone } from "../roster.fixture.ts";

let zone: Zone;
beforeAll(async () => {
  zone = await emptyZone();
});
afterAll(async () => {
  await zone.close();
});

const expected = (file: TruthFile): string[] => file.faults.map((it) => `${it.row_in_data} ${it.expect}`).toSorted();
const allFiles = () => [ORGANISATIONS, ...truth().map(({ file }) => file)].map(workbook);
const members = () => zone.read((tx) => tx.selectFrom("membership").selectAll().where("validTo", "is", null).execute());

describe("the organisation workbook and the twenty-nine rosters, dropped at once onto an empty zone", () => {
  let batch: string;

  it("finds exactly what is wrong where", async () => {
    batch = await zone.preview(allFiles());
    const shown = await zone.view(batch);
    const rows = await zone.rows(batch);
    expect(shown.files).toHaveLength(30);
    expect(shown.files[0]).toMatchObject({ register: "organizations", counts: { new: 33, faulty: 0, conflict: 0 } });
    for (const [at, file] of truth().entries()) {
      const found = shown.files[at + 1];
      expect(found?.refusal).toBeNull();
      expect(found?.counts, file.file).toMatchObject({ rows: file.data_rows, new: file.importable_rows });
      const mine = rows.filter((row) => row.file === found?.id);
      expect(mine.map((row) => `${row.ordinal} ${row.kind}`).toSorted(), file.file).toEqual(expected(file));
      for (const row of mine) expect(row.reasons[0] ?? "").not.toBe("");
    }
    expect(await members()).toHaveLength(0);
  });

  it("keeps no identity number and no phone in the preview", async () => {
    const rows = await zone.rows(batch);
    expect(rows.length).toBeGreaterThan(40);
    expect(JSON.stringify(rows)).not.toMatch(/\d{17}|199\d{8}/u);
  });

  it("writes the good rows, sealed", async () => {
    await zone.commit(batch);
    expect(await members()).toHaveLength(2293);
    const persons = await zone.read((tx) => tx.selectFrom("person").selectAll().execute());
    expect(persons).toHaveLength(2293);
    expect(JSON.stringify(persons)).not.toMatch(/329971\d{11}|1990000\d{4}/u);
    const events = await zone.read((tx) => tx.selectFrom("membershipEvent").select("direction").execute());
    expect(events).toHaveLength(2293);
  });

  it("puts every member onto the roster of their own branch", async () => {
    const counts = new Map(Object.entries(Object.groupBy(await members(), (it) => it.organizationId)));
    for (const { branch, importable_rows } of truth()) {
      const { id } = await zone.place(branch);
      expect(counts.get(id), branch).toHaveLength(importable_rows);
    }
  });

  it("sees the same files a second time as unchanged", async () => {
    const { counts } = await zone.view(await zone.preview(allFiles()));
    expect(counts).toMatchObject({ new: 0, changed: 0, unchanged: 2293 + 33 });
  });

  it("is taken back as a whole", async () => {
    const subjects = await zone.read((tx) =>
      tx
        .selectFrom("auditSubject")
        .innerJoin("auditEvent", "auditEvent.number", "auditSubject.eventNumber")
        .select((eb) => [
          eb.fn.countAll<number>().as("rows"),
          eb.fn.count<number>("auditSubject.personId").distinct().as("persons"),
        ])
        .where("auditEvent.event", "=", "membership.import.entered")
        .executeTakeFirstOrThrow(),
    );
    expect(subjects).toEqual({ rows: 2293, persons: 2293 });
    await zone.house.audit.sealer.sealNow();
    expect(await zone.house.audit.verify()).toMatchObject({ ok: true, pending: 0 });
    const { undone } = await act(zone.house, zone.system, VERB, null, (doing) => undoImport(doing, batch));
    expect(undone).toBe(2293 + 33);
    expect(await members()).toHaveLength(0);
    expect((await zone.view(batch)).state).toBe("undone");
  });
});
