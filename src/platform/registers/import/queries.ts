import { Readable } from "node:stream";
import type { Reader } from "#platform/database/door.ts";
import type { House } from "#platform/house.ts";
import { absent, refused } from "#platform/http/problem.ts";
import { addDays, day } from "#shared/day.ts";
import { UNDO_DAYS } from "./acts.ts";
import type { ImportListView, ImportRowsView, ImportView } from "./contract.ts";
import { WorkbookReading } from "./reading.ts";
import {
  batchRow,
  contentOf,
  type FileRow,
  fileRows,
  readChanges,
  readChoices,
  readCounts,
  readTexts,
  record,
  undecidedRows,
} from "./stored.ts";
import { zh } from "./zh.ts";

/** A drop with its files, as the preview page shows it. */
export async function importView(house: House, tx: Reader, id: string): Promise<ImportView> {
  const batch = await batchRow(tx, id);
  const files = await fileRows(tx, id);
  const job = batch.jobId === null ? undefined : await jobOf(tx, batch.jobId);
  const committed = batch.state === "committed" && batch.committedAt !== null;
  return {
    id: batch.id,
    state: batch.state,
    stateTerm: zh.states[batch.state] ?? batch.state,
    asOf: batch.asOf,
    createdAt: batch.createdAt.toISOString(),
    counts: readCounts(batch.counts),
    undecided: await undecidedRows(tx, id),
    note: batch.note,
    manner: batch.manner,
    undoUntil: committed ? addDays(day(dayOf(batch.committedAt)), UNDO_DAYS) : null,
    files: files.map((file) => fileView(house, file)),
    job: job ?? null,
  };
}

const dayOf = (at: Date | null): string =>
  new Date((at ?? new Date(0)).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

async function jobOf(tx: Reader, id: string) {
  return await tx
    .selectFrom("job")
    .select(["id", "state", "done", "total", "note"])
    .where("id", "=", id)
    .executeTakeFirst();
}

function fileView(house: House, file: FileRow): ImportView["files"][number] {
  const about = record(file.about);
  const importer = file.register === null ? undefined : house.imports.importers.get(file.register);
  return {
    id: file.id,
    name: file.name,
    register: file.register,
    registerTitle: importer?.title ?? null,
    refusal: file.refusal,
    headings: headingsOf(about["headings"]),
    fields: (importer?.vocabulary ?? []).map(({ key, term, aliases }) => ({ key, term, aliases: [...aliases] })),
    counts: readCounts(file.counts),
    captions: readTexts(about["captions"]),
    notes: readTexts(about["notes"]),
    sheets: readTexts(about["sheets"]),
  };
}

function headingsOf(json: unknown): ImportView["files"][number]["headings"] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((it) => {
    const { column, text, field, term, sure, ignored, numbered, suggestion, samples } = record(it);
    if (typeof column !== "number" || typeof text !== "string") return [];
    return [
      {
        column,
        text,
        field: typeof field === "string" ? field : null,
        term: typeof term === "string" ? term : null,
        sure: typeof sure === "number" ? sure : 0,
        ignored: ignored === true,
        numbered: numbered === true,
        suggestion: typeof suggestion === "string" ? suggestion : null,
        samples: readTexts(samples),
      },
    ];
  });
}

const PAGE = 100;

/** The kept rows of a drop, in the order of the files; `cursor` continues after a page of 100. */
export async function importRows(
  tx: Reader,
  id: string,
  asked: {
    readonly file?: string | undefined;
    readonly kind?: string | undefined;
    readonly cursor?: string | undefined;
  },
): Promise<ImportRowsView> {
  await batchRow(tx, id);
  const after = readCursor(asked.cursor);
  const found = await tx
    .selectFrom("importRow")
    .innerJoin("importFile", "importFile.id", "importRow.fileId")
    .select([
      "importRow.id",
      "importRow.fileId",
      "importRow.ordinal",
      "importRow.sheet",
      "importRow.rowNumber",
      "importRow.kind",
      "importRow.name",
      "importRow.reasons",
      "importRow.changes",
      "importRow.choices",
      "importRow.decision",
      "importFile.position",
    ])
    .where("importFile.batchId", "=", id)
    .$if(asked.file !== undefined, (query) => query.where("importRow.fileId", "=", asked.file ?? ""))
    // New rows are kept as examples and shown when they are asked for.
    .where("importRow.kind", asked.kind === undefined ? "!=" : "=", asked.kind ?? "new")
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb("importFile.position", ">", after?.position ?? 0),
          eb.and([
            eb("importFile.position", "=", after?.position ?? 0),
            eb("importRow.ordinal", ">", after?.ordinal ?? 0),
          ]),
        ]),
      ),
    )
    .orderBy("importFile.position")
    .orderBy("importRow.ordinal")
    .limit(PAGE + 1)
    .execute();
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      id: row.id,
      file: row.fileId,
      ordinal: row.ordinal,
      sheet: row.sheet,
      row: row.rowNumber,
      kind: row.kind,
      name: row.name,
      reasons: readTexts(row.reasons),
      changes: readChanges(row.changes),
      choices: readChoices(row.choices),
      decision: row.decision,
    })),
    next: found.length > PAGE && last ? `${last.position}.${last.ordinal}` : null,
  };
}

function readCursor(cursor: string | undefined): { position: number; ordinal: number } | null {
  const [, position, ordinal] = /^(\d{1,6})\.(\d{1,9})$/u.exec(cursor ?? "") ?? [];
  return position === undefined ? null : { position: Number(position), ordinal: Number(ordinal) };
}

/** The latest drops in reach. */
export async function recentImports(tx: Reader): Promise<ImportListView> {
  const batches = await tx.selectFrom("importBatch").selectAll().orderBy("createdAt", "desc").limit(50).execute();
  const rows: ImportListView["rows"] = [];
  for (const batch of batches) {
    const names = (await fileRows(tx, batch.id)).map((it) => it.name);
    rows.push({
      id: batch.id,
      state: batch.state,
      stateTerm: zh.states[batch.state] ?? batch.state,
      asOf: batch.asOf,
      createdAt: batch.createdAt.toISOString(),
      files: names.length > 3 ? `${names.slice(0, 3).join("、")}等${names.length}个文件` : names.join("、"),
      counts: readCounts(batch.counts),
    });
  }
  return { rows };
}

/** The user's own file with only its faulty rows, and why each is faulty. */
export async function faultyCopy(
  house: House,
  tx: Reader,
  batchId: string,
  fileId: string,
): Promise<{ name: string; content: Readable }> {
  const file = (await fileRows(tx, batchId)).find((it) => it.id === fileId);
  if (!file) throw absent(zh.file);
  const faulty = await tx
    .selectFrom("importRow")
    .select(["sheet", "rowNumber as row", "reasons"])
    .where("fileId", "=", fileId)
    .where("kind", "=", "faulty")
    .orderBy("ordinal")
    .execute();
  if (faulty.length === 0) throw refused("no-faulty-rows", zh.noFaulty, `${zh.noFaulty}，不需要修改。`);
  const content = await contentOf(house, tx, file.fileId);
  const tables = tablesOf(record(file.about)["tables"]);
  const faults = faulty.map((it) => ({ sheet: it.sheet, row: it.row, reasons: readTexts(it.reasons) }));
  return {
    name: zh.markedCopyName(file.name),
    content: Readable.from(copying(file.name, content, tables, faults), { objectMode: false }),
  };
}

/** The thread begins with the first byte that is asked for, and ends with the last or with whoever goes away. */
async function* copying(...[name, content, tables, faults]: Parameters<WorkbookReading["copy"]>) {
  await using reading = await WorkbookReading.open();
  yield* reading.copy(name, content, tables, faults);
}

function tablesOf(json: unknown): { sheet: string; headingRows: number[]; titleRows: number[] }[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((it) => {
    const { sheet, headingRows, titleRows } = record(it);
    if (typeof sheet !== "string" || !Array.isArray(headingRows)) return [];
    const numbers = (rows: unknown): number[] =>
      Array.isArray(rows) ? rows.filter((row) => typeof row === "number") : [];
    return [{ sheet, headingRows: numbers(headingRows), titleRows: numbers(titleRows) }];
  });
}
