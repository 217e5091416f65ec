import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, Problem, refused } from "#platform/http/problem.ts";
import type { MappingOverride } from "#platform/spreadsheet/index.ts";
import { addDays, type Day, day, isDay } from "#shared/day.ts";
import { hideIdentityNumbers, hideNumbers } from "#shared/masks.ts";
import { shortened } from "#shared/text.ts";
import type { Importer } from "../importer.ts";
import { captionsOf } from "./files.ts";
import type { OpenDrop, OpenedFile } from "./open-drop.ts";
import { addCounts, type ImportCounts, noCounts, type PassedFile, passOver } from "./passage.ts";
import {
  type BatchRow,
  batchRow,
  clearRows,
  decisionsOf,
  fileRows,
  heldBatch,
  keeperOf,
  openStored,
  readChoices,
  readCounts,
  storedMapping,
  undecidedRows,
} from "./stored.ts";
import { zh } from "./zh.ts";

/** From this size on, all files together, a drop is read by a job; about 3,000 rows. */
const LARGE_BYTES = 300_000;
const LARGE_ROWS = 3_000;
/** A whole import can be taken back for so many days. */
export const UNDO_DAYS = 30;
/** Stands for the organisation of a file that was handed in before the first organisation exists. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Where a drop lies; `organizationId` is null before there is any organisation. */
interface DropPlace {
  readonly organizationId: string | null;
  readonly orgPath: string;
}

export type Manner = "good-rows" | "all-or-nothing";
export type Report = (done: number, total: number | null) => Promise<void>;

export interface DropInput {
  readonly files: readonly { readonly name: string; readonly content: Buffer }[];
  /** The day from which the files hold; default today. */
  readonly asOf?: string | undefined;
  /** The organisation for rows that name none. */
  readonly organizationId?: string | undefined;
  /** A register chosen by hand for all files. */
  readonly register?: string | undefined;
  /** However large: for a program that waits for it and runs no jobs. */
  readonly atOnce?: boolean;
}

/**
 * Stores files that were dropped, and previews them: at once, or by a job when they are large.
 * @returns the id of the drop, and of the job if there is one
 */
export async function previewImport(doing: Doing, input: DropInput): Promise<{ id: string; jobId: string | null }> {
  if (input.files.length === 0) throw refused("no-files", zh.noFiles.title, zh.noFiles.detail);
  const asOf = input.asOf ?? doing.today;
  if (!isDay(asOf) || asOf > doing.today) {
    throw refused("bad-day", zh.badDay.title, zh.badDay.detail, {
      faults: [{ pointer: "/asOf", message: zh.badDay.detail }],
    });
  }
  const place = await placeOf(doing, input.organizationId);
  const id = newId();
  const { tx, house, actor } = doing;
  await tx
    .insertInto("importBatch")
    .values({
      id,
      accountId: actor.accountId,
      ...place,
      register: input.register ?? null,
      intoId: input.organizationId ?? null,
      state: "reading",
      asOf,
    })
    .execute();
  for (const [position, file] of input.files.entries()) {
    const stored = await house.files.put(tx, {
      name: file.name,
      purpose: "import",
      organizationId: place.organizationId ?? NOBODY,
      orgPath: place.orgPath,
      accountId: actor.accountId,
      content: file.content,
    });
    await tx
      .insertInto("importFile")
      .values({
        id: newId(),
        batchId: id,
        orgPath: place.orgPath,
        fileId: stored.id,
        position,
        name: file.name,
        mapping: JSON.stringify({ register: input.register ?? null, columns: {} }),
      })
      .execute();
  }
  const bytes = input.files.reduce((sum, file) => sum + file.content.length, 0);
  if (bytes < LARGE_BYTES || actor.accountId === null || input.atOnce === true) {
    await runPreview(doing, id);
    return { id, jobId: null };
  }
  const title = zh.jobPreview(namesOf(input.files));
  return { id, jobId: await hand(doing, id, { kind: "import-preview", title, payload: { batchId: id } }) };
}

/** The work of a preview: reads every file, weighs every row, keeps the rows that somebody should look at. */
export async function runPreview(doing: Doing, batchId: string, report?: Report): Promise<void> {
  const { tx, house } = doing;
  const batch = await batchRow(tx, batchId);
  expectState(batch, ["reading", "previewed"]);
  const drop = await openStored(house, tx, batch);
  try {
    const decisions = await decisionsOf(tx, batchId);
    await clearRows(tx, batchId);
    const passed = await passOver({
      ...passageOf(doing, batch, drop),
      decisions,
      ...(report ? { report } : {}),
      onRows: keeperOf(tx, batch.orgPath, decisions),
    });
    const counts = await keepFiles(doing, passed);
    await tx
      .updateTable("importBatch")
      .set({ state: "previewed", counts: JSON.stringify(counts) })
      .where("id", "=", batchId)
      .execute();
    await tellOf(doing, batch, "registers.import.previewed", { ...counts });
  } finally {
    await drop.reading.close();
  }
}

/** Corrects what a column means, or which register a file is for; remembered for the same headings, and previewed again. */
export async function remap(
  doing: Doing,
  batchId: string,
  fileId: string,
  input: { readonly mapping: MappingOverride; readonly register?: string | undefined },
): Promise<void> {
  const { tx, house } = doing;
  const batch = await batchRow(tx, batchId);
  expectState(batch, ["previewed"]);
  const file = (await fileRows(tx, batchId)).find((it) => it.id === fileId);
  if (!file) throw absent(zh.file);
  const register = input.register ?? storedMapping(file).register ?? file.register;
  const importer = register === null ? undefined : house.imports.importers.get(register);
  if (!importer) throw refused("unknown-register", zh.unknownColumn.title, zh.unknownColumn.detail);
  const fields = new Set(importer.vocabulary.map((it) => it.key));
  const faults = Object.entries(input.mapping)
    .filter(([column, field]) => !/^\d+$/u.test(column) || (field !== null && !fields.has(field)))
    .map(([column]) => ({ pointer: `/mapping/${column}`, message: zh.unknownColumn.detail }));
  if (faults.length > 0) throw refused("unknown-column", zh.unknownColumn.title, zh.unknownColumn.detail, { faults });
  const columns = { ...storedMapping(file).columns, ...input.mapping };
  const mapping = JSON.stringify({ register, columns });
  await tx.updateTable("importFile").set({ mapping }).where("id", "=", fileId).execute();
  await runPreview(doing, batchId);
  await remember(doing, fileId, register ?? "", mapping);
  await tellOf(doing, batch, "registers.import.mapped", {}, { id: fileId, name: file.name });
}

async function remember(doing: Doing, fileId: string, register: string, mapping: string): Promise<void> {
  const accountId = doing.actor.accountId;
  if (accountId === null) return;
  const row = await doing.tx.selectFrom("importFile").select("about").where("id", "=", fileId).executeTakeFirst();
  const about = row?.about;
  const signature =
    typeof about === "object" && about !== null && "signature" in about ? about["signature"] : undefined;
  if (typeof signature !== "string") return;
  await doing.tx
    .deleteFrom("importMapping")
    .where("accountId", "=", accountId)
    .where("register", "=", register)
    .where("signature", "=", signature)
    .execute();
  await doing.tx.insertInto("importMapping").values({ id: newId(), accountId, register, signature, mapping }).execute();
}

/** Decides one conflicting row. The counts are those of the next preview or of the commit. */
export async function decideRow(doing: Doing, batchId: string, rowId: string, decision: string): Promise<void> {
  const { tx } = doing;
  const batch = await batchRow(tx, batchId);
  expectState(batch, ["previewed"]);
  const row = await tx
    .selectFrom("importRow")
    .innerJoin("importFile", "importFile.id", "importRow.fileId")
    .select(["importRow.id", "importRow.choices", "importRow.name"])
    .where("importRow.id", "=", rowId)
    .where("importFile.batchId", "=", batchId)
    .executeTakeFirst();
  if (!row) throw absent(zh.row);
  const choice = readChoices(row.choices).find((it) => it.decision === decision);
  if (!choice) throw refused("bad-choice", zh.badChoice.title, zh.badChoice.detail);
  const effect = decision === "skip" ? "none" : "changed";
  await tx.updateTable("importRow").set({ decision, effect }).where("id", "=", rowId).execute();
  await tellOf(
    doing,
    batch,
    "registers.import.decided",
    { term: choice.term, decision },
    { id: rowId, name: row.name },
  );
}

/** Writes a previewed drop: at once, or by a job when it is large and nobody waits for it. */
export async function commitImport(
  doing: Doing,
  batchId: string,
  manner: Manner,
  atOnce = false,
): Promise<{ jobId: string | null }> {
  const batch = await heldBatch(doing.tx, batchId);
  expectState(batch, ["previewed"]);
  const counts = readCounts(batch.counts);
  if (manner === "all-or-nothing") await refuseUnlessAllGood(doing, batchId, counts);
  if (counts.rows < LARGE_ROWS || doing.actor.accountId === null || atOnce) {
    await runCommit(doing, batchId, manner);
    return { jobId: null };
  }
  await doing.tx.updateTable("importBatch").set({ state: "committing", manner }).where("id", "=", batchId).execute();
  const files = await fileRows(doing.tx, batchId);
  const title = zh.jobCommit(namesOf(files));
  return { jobId: await hand(doing, batchId, { kind: "import-commit", title, payload: { batchId, manner } }) };
}

/**
 * The work of a commit, in the one transaction of the act: every row is weighed again, because others have worked since
 * the preview, and what is good is written.
 */
export async function runCommit(doing: Doing, batchId: string, manner: Manner, report?: Report): Promise<ImportCounts> {
  const { tx, house } = doing;
  const batch = await heldBatch(tx, batchId);
  expectState(batch, ["previewed", "committing"]);
  const drop = await openStored(house, tx, batch);
  try {
    const decisions = await decisionsOf(tx, batchId);
    await clearRows(tx, batchId);
    const passed = await passOver({
      ...passageOf(doing, batch, drop),
      decisions,
      doing,
      ...(report ? { report } : {}),
      onRows: keeperOf(tx, batch.orgPath, decisions),
    });
    const counts = await keepFiles(doing, passed);
    // Rolls back everything written above.
    if (manner === "all-or-nothing") await refuseUnlessAllGood(doing, batchId, counts);
    if (counts.new + counts.changed + counts.unchanged === 0) {
      throw refused("nothing-to-import", zh.nothingToWrite.title, zh.nothingToWrite.detail);
    }
    await tx
      .updateTable("importBatch")
      .set({ state: "committed", manner, counts: JSON.stringify(counts), committedAt: house.clock.now() })
      .where("id", "=", batchId)
      .execute();
    await tellOf(doing, batch, "registers.import.committed", { ...counts, manner, asOf: batch.asOf });
    return counts;
  } finally {
    await drop.reading.close();
  }
}

/** Takes a committed import back as a whole, or says whose record has been used since. */
export async function undoImport(doing: Doing, batchId: string): Promise<{ undone: number }> {
  const { tx, house } = doing;
  const batch = await heldBatch(tx, batchId);
  expectState(batch, ["committed"]);
  const until = batch.committedAt === null ? doing.today : addDays(chinaDay(batch.committedAt), UNDO_DAYS);
  if (doing.today > until) throw conflict("undo-too-late", zh.tooLate.title, zh.tooLate.detail(UNDO_DAYS));
  const registers = new Set((await fileRows(tx, batchId)).map((file) => file.register));
  const importers = [...house.imports.importers.values()].filter((it) => registers.has(it.register));
  let undone = 0;
  // What came last goes first: members before the organisations that they were entered into.
  for (const importer of importers.toSorted((a, b) => b.rank - a.rank))
    undone += await undoOne(doing, importer, batchId);
  await tx
    .updateTable("importBatch")
    .set({ state: "undone", undoneAt: house.clock.now() })
    .where("id", "=", batchId)
    .execute();
  await tellOf(doing, batch, "registers.import.undone", { undone });
  return { undone };
}

async function undoOne(doing: Doing, importer: Importer, batchId: string): Promise<number> {
  const { undone, kept } = await importer.undo(doing, batchId);
  if (kept.length === 0) return undone;
  // Thrown, so that what other importers took back is rolled back as well.
  throw conflict("import-in-use", zh.inUse.title, zh.inUse.detail, {
    faults: kept.map((it) => ({ pointer: "/", message: `${it.name}：${it.reason}` })),
  });
}

/** Gives up a preview. The files go with it. */
export async function abandonImport(doing: Doing, batchId: string): Promise<void> {
  const { tx } = doing;
  const batch = await batchRow(tx, batchId);
  expectState(batch, ["reading", "previewed", "failed"]);
  await clearRows(tx, batchId);
  await tx.updateTable("importBatch").set({ state: "abandoned" }).where("id", "=", batchId).execute();
  await tellOf(doing, batch, "registers.import.abandoned", {});
}

/** A commit that a job could not do goes back to where it can be decided again. */
export async function releaseCommit(doing: Doing, batchId: string, note: string): Promise<void> {
  await doing.tx
    .updateTable("importBatch")
    .set({ state: "previewed", note })
    .where("id", "=", batchId)
    .where("state", "=", "committing")
    .execute();
}

/** A preview that a job could not finish says so. */
export async function failPreview(doing: Doing, batchId: string, note: string): Promise<void> {
  await doing.tx
    .updateTable("importBatch")
    .set({ state: "failed", note })
    .where("id", "=", batchId)
    .where("state", "=", "reading")
    .execute();
}

function passageOf(doing: Doing, batch: BatchRow, drop: OpenDrop) {
  return {
    house: doing.house,
    tx: doing.tx,
    actor: doing.actor,
    today: doing.today,
    asOf: day(batch.asOf),
    batchId: batch.id,
    organizationId: batch.intoId,
    ...drop,
  };
}

async function keepFiles(doing: Doing, passed: readonly PassedFile[]): Promise<ImportCounts> {
  const sum = noCounts();
  for (const { file, counts, notes, places } of passed) {
    addCounts(sum, counts);
    await doing.tx
      .updateTable("importFile")
      .set({
        register: file.importer?.register ?? null,
        refusal: file.refusal,
        counts: JSON.stringify(counts),
        about: JSON.stringify(aboutFile(file, notes, places)),
      })
      .where("id", "=", file.id)
      .execute();
  }
  return sum;
}

/** Headings are shown in the breadth of a column. */
const LONGEST_SHOWN = 40;

/** What the preview shows of a file beside its rows. */
function aboutFile(file: OpenedFile, notes: readonly string[], places: PassedFile["places"]) {
  const [first] = file.tables;
  const fields = new Map(file.importer?.vocabulary.map((it) => [it.key, it]));
  const matched = new Map(file.head?.matched.map((it) => [it.column, it]));
  const proposed = new Map(file.head?.unmatched.map((it) => [it.column, it.suggestion]));
  return {
    notes,
    sheets: places.size > 0 ? [...file.sheets, zh.writtenAt([...places])] : file.sheets,
    captions: first ? captionsOf(first).map(hideIdentityNumbers) : [],
    signature: file.head?.headingSignature ?? null,
    tables: file.tables.map(({ sheet, headingRows, titleRows }) => ({ sheet, headingRows, titleRows })),
    headings: (file.head?.headings ?? []).map(({ column, heading }) => {
      const match = matched.get(column);
      const field = match ? fields.get(match.field) : undefined;
      return {
        column,
        text: shortened(hideIdentityNumbers(heading), LONGEST_SHOWN),
        field: match?.field ?? null,
        term: field?.term ?? null,
        sure: match?.sure ?? 0,
        ignored: field?.ignored === true,
        numbered: match === undefined && !proposed.has(column),
        suggestion: proposed.get(column) ?? null,
        samples: (file.head?.samples.get(column) ?? []).map(hideNumbers),
      };
    }),
  };
}

async function refuseUnlessAllGood(doing: Doing, batchId: string, counts: ImportCounts): Promise<void> {
  const undecided = await undecidedRows(doing.tx, batchId);
  if (counts.faulty === 0 && undecided === 0) return;
  throw refused("not-all-good", zh.notAllGood.title, zh.notAllGood.detail(counts.faulty, undecided));
}

async function placeOf(doing: Doing, organizationId: string | undefined): Promise<DropPlace> {
  const { tx, actor, house, verb } = doing;
  if (organizationId !== undefined) {
    const row = await tx
      .selectFrom("organization")
      .select(["id", "orgPath"])
      .where("id", "=", organizationId)
      .executeTakeFirst();
    if (!row) throw absent("党组织");
    return { organizationId: row.id, orgPath: row.orgPath };
  }
  const grants = actor.grants.filter((it) => house.policy.holds(it.role, verb));
  const [home] = grants.toSorted((a, b) => a.path.length - b.path.length);
  if (home) return { organizationId: home.organizationId, orgPath: home.path };
  if (actor.system !== null) return { organizationId: null, orgPath: "/" };
  throw refused("no-place", zh.noPlace.title, zh.noPlace.detail);
}

async function hand(
  doing: Doing,
  batchId: string,
  job: { kind: string; title: string; payload: Record<string, unknown> },
): Promise<string> {
  const jobId = await doing.house.jobs.enqueue(doing, job);
  await doing.tx.updateTable("importBatch").set({ jobId }).where("id", "=", batchId).execute();
  return jobId;
}

function expectState(batch: BatchRow, states: readonly string[]): void {
  if (states.includes(batch.state)) return;
  const detail =
    batch.state === "reading" ? zh.notPreviewed : zh.wrongState.detail(zh.states[batch.state] ?? batch.state);
  throw new Problem("conflict", "import-state", zh.wrongState.title, detail);
}

async function tellOf(
  doing: Doing,
  batch: BatchRow,
  event: string,
  details: Record<string, unknown>,
  target?: { id: string; name: string },
): Promise<void> {
  const names = target ? null : namesOf(await fileRows(doing.tx, batch.id));
  await doing.tell({
    event,
    organizationId: batch.organizationId,
    orgPath: batch.orgPath,
    target: { kind: "import", id: target?.id ?? batch.id, name: target?.name ?? names },
    details: { ...details, batchId: batch.id },
  });
}

function namesOf(files: readonly { readonly name: string }[]): string {
  const [first] = files;
  if (!first) return "";
  return files.length === 1 ? `《${first.name}》` : `《${first.name}》等${files.length}个文件`;
}

/** The day in China Standard Time of an instant. */
function chinaDay(at: Date): Day {
  return day(new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10));
}
