import type { Reader, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { House } from "#platform/house.ts";
import { absent, Problem } from "#platform/http/problem.ts";
import type { MappingOverride } from "#platform/spreadsheet/index.ts";
import { hideIdentityNumbers, hideNumbers } from "#shared/masks.ts";
import { shortened } from "#shared/text.ts";
import type { Choice, Decisions, FieldChange, RowOutcome, SourceRow } from "../importer.ts";
import type { FileToOpen } from "./files.ts";
import { type OpenDrop, type OpenedFile, openDrop } from "./open-drop.ts";
import { type ImportCounts, noCounts, type Passage } from "./passage.ts";
import { zh } from "./zh.ts";

/** The drop as it lies in the tables. */
export async function batchRow(tx: Reader, id: string) {
  const row = await tx.selectFrom("importBatch").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.what);
  return row;
}

/**
 * The drop, held until the transaction ends: whoever commits it or takes it back meanwhile is told so at once.
 * @throws Problem while another holds it
 */
export async function heldBatch(tx: Writer, id: string): Promise<BatchRow> {
  const row = await tx
    .selectFrom("importBatch")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row) return row;
  await batchRow(tx, id);
  throw new Problem("conflict", "import-state", zh.wrongState.title, zh.heldByAnother);
}

export type BatchRow = Awaited<ReturnType<typeof batchRow>>;

export async function fileRows(tx: Reader, batchId: string) {
  return await tx.selectFrom("importFile").selectAll().where("batchId", "=", batchId).orderBy("position").execute();
}

export type FileRow = Awaited<ReturnType<typeof fileRows>>[number];

/** What was decided by hand about the columns of a file. */
export interface StoredMapping {
  readonly register: string | null;
  readonly columns: MappingOverride;
}

export function storedMapping(row: Pick<FileRow, "mapping">): StoredMapping {
  const json = record(row.mapping);
  const columns: Record<number, string | null> = {};
  for (const [column, field] of Object.entries(record(json["columns"]))) {
    if (/^\d+$/u.test(column)) columns[Number(column)] = typeof field === "string" ? field : null;
  }
  return { register: typeof json["register"] === "string" ? json["register"] : null, columns };
}

/** Mappings this account corrected before, by `register|signature`; asked once a passage. */
async function rememberedBy(tx: Reader, accountId: string | null): Promise<ReadonlyMap<string, MappingOverride>> {
  if (accountId === null) return new Map();
  const rows = await tx.selectFrom("importMapping").selectAll().where("accountId", "=", accountId).execute();
  return new Map(rows.map((row) => [`${row.register}|${row.signature}`, storedMapping(row).columns]));
}

/**
 * Opens the stored files of a drop.
 */
export async function openStored(house: House, tx: Reader, batch: BatchRow): Promise<OpenDrop> {
  const remembered = await rememberedBy(tx, batch.accountId);
  return await openDrop(house.imports.importers, contents(house, tx, batch.id), remembered);
}

/** One file after the other, so that a drop never lies in memory twice. */
async function* contents(house: House, tx: Reader, batchId: string): AsyncGenerator<FileToOpen> {
  for (const row of await fileRows(tx, batchId)) {
    const { id, name, position } = row;
    const { register, columns: mapping } = storedMapping(row);
    yield { id, name, position, content: await contentOf(house, tx, row.fileId), register, mapping };
  }
}

export async function contentOf(house: House, tx: Reader, fileId: string): Promise<Buffer> {
  const content = await house.files.content(tx, fileId);
  if (!content) throw absent(zh.file);
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** How many conflicting rows nobody has decided yet. */
export async function undecidedRows(tx: Reader, batchId: string): Promise<number> {
  const { undecided } = await tx
    .selectFrom("importRow")
    .innerJoin("importFile", "importFile.id", "importRow.fileId")
    .select((eb) => eb.fn.countAll<number>().as("undecided"))
    .where("importFile.batchId", "=", batchId)
    .where("importRow.kind", "=", "conflict")
    .where("importRow.decision", "is", null)
    .executeTakeFirstOrThrow();
  return undecided;
}

/** Decisions taken so far, by file and ordinal. */
export async function decisionsOf(tx: Reader, batchId: string): Promise<Decisions> {
  const rows = await tx
    .selectFrom("importRow")
    .innerJoin("importFile", "importFile.id", "importRow.fileId")
    .select(["importRow.fileId", "importRow.ordinal", "importRow.decision"])
    .where("importFile.batchId", "=", batchId)
    .where("importRow.decision", "is not", null)
    .execute();
  const held = new Map(rows.map((row) => [`${row.fileId}:${row.ordinal}`, row.decision ?? undefined]));
  return (fileId, ordinal) => held.get(`${fileId}:${ordinal}`);
}

/** Forgets the rows kept from the passage before. */
export async function clearRows(tx: Writer, batchId: string): Promise<void> {
  const files = tx.selectFrom("importFile").select("id").where("batchId", "=", batchId);
  await tx.deleteFrom("importRow").where("fileId", "in", files).execute();
}

/** What the preview keeps of a row is for looking at it: longer texts are cut, as `…` says. UTF-16 units. */
const KEPT_TEXT = 200;
const KEPT_REASON = 600;

/** New rows of a file that are kept as they were read, so that somebody sees what will be written. */
const NEW_SHOWN = 30;

/**
 * Keeps the rows that somebody should look at: changed, warned, conflicting, faulty; and of the new ones the first of each
 * file with their values.
 */
export function keeperOf(tx: Writer, orgPath: string, decisions: Decisions): NonNullable<Passage["onRows"]> {
  const shown = new Map<string, number>();
  // Masked before it is cut: half a number would pass as none.
  const kept = (text: string, most: number): string => shortened(hideIdentityNumbers(text), most);
  const brief = (text: string | null): string | null => text && kept(text, KEPT_TEXT);
  return async (file, sources, outcomes) => {
    const bySource = new Map(sources.map((it) => [it.ordinal, it]));
    const rows = outcomes.flatMap((it) => {
      if (it.kind === "unchanged") return [];
      const sample = it.kind === "new";
      if (sample) {
        const before = shown.get(file.id) ?? 0;
        if (before >= NEW_SHOWN) return [];
        shown.set(file.id, before + 1);
      }
      const changes = sample ? asWritten(file, bySource.get(it.source.ordinal), it) : it.changes;
      return {
        id: newId(),
        fileId: it.fileId,
        orgPath,
        ordinal: it.source.ordinal,
        sheet: it.source.sheet,
        rowNumber: it.source.row,
        kind: it.kind,
        effect: it.effect,
        name: kept(it.name, KEPT_TEXT),
        reasons: JSON.stringify(it.reasons.map((reason) => kept(reason, KEPT_REASON))),
        changes: JSON.stringify(
          changes.map((change) => ({ ...change, from: brief(change.from), to: brief(change.to) })),
        ),
        choices: JSON.stringify(it.choices),
        targetId: it.effect === "new" ? null : it.targetId,
        decision: decisions(it.fileId, it.source.ordinal) ?? null,
      };
    });
    await insertMany(tx, "importRow", rows);
  };
}

/** What a new row writes, or says where its importer names no fields; but for what a preview does not keep. */
function asWritten(
  file: OpenedFile,
  source: SourceRow | undefined,
  { changes, organization }: RowOutcome,
): FieldChange[] {
  const read = (file.importer?.vocabulary ?? []).flatMap((it): FieldChange[] => {
    const cell = it.sensitive === true ? undefined : source?.cells[it.key];
    return cell === undefined ? [] : [{ field: it.key, term: it.term, from: null, to: hideNumbers(cell.text) }];
  });
  const at =
    organization === undefined ? [] : [{ field: "organization", term: zh.writtenInto, from: null, to: organization }];
  return [...(changes.length > 0 ? changes : read), ...at];
}

export function readCounts(json: unknown): ImportCounts {
  const counts = noCounts();
  const held = record(json);
  for (const key of Object.keys(counts) as (keyof ImportCounts)[]) {
    const value = held[key];
    if (typeof value === "number") counts[key] = value;
  }
  return counts;
}

export const readTexts = (json: unknown): string[] => list(json).filter((it) => typeof it === "string");

export function readChoices(json: unknown): Choice[] {
  return list(json).flatMap((it) => {
    const { decision, term } = record(it);
    return typeof decision === "string" && typeof term === "string" ? [{ decision, term }] : [];
  });
}

export function readChanges(json: unknown): FieldChange[] {
  return list(json).flatMap((it) => {
    const { field, term, from, to } = record(it);
    if (typeof field !== "string" || typeof term !== "string") return [];
    return [{ field, term, from: typeof from === "string" ? from : null, to: typeof to === "string" ? to : null }];
  });
}

const list = (json: unknown): unknown[] => (Array.isArray(json) ? json : []);

export function record(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}
