import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { Field, Register } from "#platform/registers/declaration.ts";
import { exportRows, templateOf } from "#platform/registers/export.ts";
import { previewImport } from "#platform/registers/import/acts.ts";
import { importRows, importView } from "#platform/registers/import/queries.ts";
import { readListRequest } from "#platform/registers/request.ts";
import { readWorkbook } from "#platform/spreadsheet/index.ts";
import { type OpenHouse, openHouse } from "#server/house.ts";
import { PARTS } from "#server/modules.ts";
import { copyOfDemo, TODAY } from "./demo-zone.ts";

/** What leaves the house as a table comes back as what is known already, in every register that takes tables. */

const VERB = "registers.import";
const scope = systemScope("test-zone");
const system: Actor = {
  accountId: null,
  personId: null,
  name: "系统",
  system: "test-zone",
  grants: [],
  opened: [],
  sessionId: null,
};

let open: OpenHouse;
let close: () => Promise<void>;
beforeAll(async () => {
  const { database, dataFolder } = await copyOfDemo();
  open = await openHouse({ database, dataFolder, clock: fixedClock(TODAY) });
  close = async () => {
    await open.close();
    await database.close();
  };
}, 400_000);
afterAll(() => close());

const importers = PARTS.flatMap((it) => it.importers ?? []);
const taking: readonly Register[] = PARTS.flatMap((it) => it.registers ?? []).filter((register) =>
  importers.some((it) => it.register === register.id),
);
const everyColumn = (register: Register): Field[] =>
  register.fields.filter((it) => it.sensitive !== true && it.type !== "id");
const shownColumns = (register: Register): Field[] =>
  everyColumn(register).filter((it) => register.columns.includes(it.key));

async function previewed(name: string, content: Buffer) {
  const { house } = open;
  const { id } = await act(house, system, VERB, null, (doing) => previewImport(doing, { files: [{ name, content }] }));
  return await house.door.read(scope, async (tx) => ({
    ...(await importView(house, tx, id)),
    rows: (await importRows(tx, id, {})).rows,
  }));
}

test("every importer has a register that exports", () => {
  expect(taking.map((it) => it.id).toSorted()).toEqual(importers.map((it) => it.register).toSorted());
});

describe.each(taking)("$title", (register) => {
  const cases = (["xlsx", "csv"] as const).flatMap((format) => [
    { format, columns: "as shown", fields: shownColumns(register) },
    { format, columns: "all", fields: everyColumn(register) },
  ]);

  test.each(cases)("$format, columns $columns: comes back unchanged", async ({ format, fields }) => {
    const request = readListRequest(register, {}, TODAY);
    const order = { register, request, fields, format, place: "开发区" };
    const content = await buffer(exportRows(open.house, scope, order));
    const { counts, files, rows } = await previewed(`${register.title}.${format}`, content);
    expect(files.map((it) => [it.register, it.refusal])).toEqual([[register.id, null]]);
    expect(rows.map((it) => [it.kind, ...it.reasons]).slice(0, 5)).toEqual([]);
    expect(counts.rows).toBeGreaterThan(5);
    const { rows: all, unchanged, ...others } = counts;
    expect(unchanged).toBe(all);
    expect(others).toEqual({ new: 0, changed: 0, warning: 0, conflict: 0, faulty: 0 });
  });

  const importer = importers.find((it) => it.register === register.id);
  const vocabulary = importer?.vocabulary ?? [];

  async function template() {
    const bytes = await buffer(templateOf(register, vocabulary));
    await using book = await readWorkbook(bytes);
    const [head] = await Array.fromAsync(book.sheets[0]?.rows() ?? []);
    return { bytes, headings: head?.cells.map((it) => it?.text ?? "") ?? [] };
  }

  test("the empty template is recognised, and has a use for every column", async () => {
    const { bytes, headings } = await template();
    expect(headings.length).toBeGreaterThan(5);
    const { files } = await previewed(`${register.title}模板.xlsx`, bytes);
    expect(files.map((it) => [it.register, it.refusal])).toEqual([[register.id, null]]);
    expect(files.flatMap((it) => it.headings.filter((of) => of.field === null).map((of) => of.text))).toEqual([]);
  });

  test("the template filled with what is known comes back unchanged", async () => {
    const { headings } = await template();
    const asked = vocabulary.filter((it) => headings.some((heading) => heading.replace("（必填）", "") === it.term));
    const columns = asked.map((it) => everyColumn(register).find((of) => [it.term, ...it.aliases].includes(of.term)));
    const request = readListRequest(register, {}, TODAY);
    const fields = columns.filter((it) => it !== undefined);
    const order = { register, request, fields, format: "csv" as const, place: "开发区" };
    const text = (await buffer(exportRows(open.house, scope, order))).toString("utf8");
    const [, ...lines] = text.trimEnd().split("\r\n").slice(0, 200);
    const empty = ",".repeat(headings.length - fields.length);
    const order2 = [...asked.filter((_, at) => columns[at]), ...asked.filter((_, at) => !columns[at])];
    const head = order2.map((it) => headings.find((heading) => heading.replace("（必填）", "") === it.term) ?? "");
    const filled = Buffer.from([head.join(","), ...lines.map((it) => `${it}${empty}`)].join("\r\n"));
    const { counts, files, rows } = await previewed("填好的模板.csv", filled);
    expect(files.map((it) => [it.register, it.refusal])).toEqual([[register.id, null]]);
    expect(rows.map((it) => [it.kind, ...it.reasons]).slice(0, 5)).toEqual([]);
    expect(counts.unchanged).toBe(lines.length);
  });
});
