import { type RawBuilder, sql } from "kysely";
import type { Writer } from "#platform/database/door.ts";
import type { Doing } from "#platform/house.ts";
import type { UndoOutcome } from "#platform/registers/importer.ts";
import { type MembershipRow, openRow, personRow } from "./rows.ts";
import { type Subject, tellImported } from "./told.ts";

/** Most names that a refusal lists; the rest is counted. */
const NAMED = 50;

/**
 * Takes an import of rosters back: people it entered go, what it wrote over stands again. People whose record was used
 * since are named, and then nothing is written.
 */
export async function undoRoster(doing: Doing, batchId: string): Promise<UndoOutcome> {
  const kept = [...(await enteredAndUsed(doing.tx, batchId)), ...(await changedAndUsed(doing.tx, batchId))];
  if (kept.length > 0) return { undone: 0, kept };
  const persons = await writtenBy(doing.tx, batchId);
  const restored = await restoreChanged(doing.tx, batchId);
  const removed = await removeEntered(doing.tx, batchId);
  await tellImported(doing, "membership.import.taken-back", { id: batchId, name: null }, persons);
  return { undone: restored + removed, kept: [] };
}

/** Whose record the import entered or changed. */
async function writtenBy(tx: Writer, batchId: string): Promise<Subject[]> {
  const entered = await tx
    .selectFrom("person")
    .select(["id", "orgPath as path"])
    .where("importId", "=", batchId)
    .execute();
  const changed = await tx
    .selectFrom("memberBefore")
    .select(["personId as id", "orgPath as path"])
    .where("importId", "=", batchId)
    .execute();
  return [...entered, ...changed];
}

/** People the import entered, of whom something was written since. */
async function enteredAndUsed(tx: Writer, batchId: string): Promise<{ name: string; reason: string }[]> {
  const other = (column: RawBuilder<unknown>) => sql<boolean>`${column} is distinct from ${batchId}::uuid`;
  const entered = tx.selectFrom("person").select("id").where("importId", "=", batchId);
  const used: { name: string; reason: string }[] = [];
  const named = async (reason: string, query: { execute(): Promise<readonly { name: string }[]> }): Promise<void> => {
    for (const { name } of await query.execute()) used.push({ name, reason });
  };
  await named(
    "登记后又修改过",
    tx.selectFrom("person").select("name").where("importId", "=", batchId).where("version", "<>", 1).limit(NAMED),
  );
  await named(
    "之后花名册上又有变动",
    tx
      .selectFrom("membership")
      .select("name")
      .where("personId", "in", entered)
      .where((eb) => eb.or([other(sql`import_id`), eb("openedBy", "is not", null), eb("closedBy", "is not", null)]))
      .limit(NAMED),
  );
  await named(
    "之后办理过增加或减少",
    tx
      .selectFrom("membershipEvent")
      .innerJoin("person", "person.id", "membershipEvent.personId")
      .select("person.name")
      .where("person.importId", "=", batchId)
      .where(other(sql`membership_event.import_id`))
      .limit(NAMED),
  );
  await named(
    "办理过组织关系转接",
    tx
      .selectFrom("transfer")
      .select("personName as name")
      .where("personId", "in", entered)
      .where(other(sql`batch_id`))
      .limit(NAMED),
  );
  await named(
    "担任职务",
    tx.selectFrom("post").select("personName as name").where("personId", "in", entered).limit(NAMED),
  );
  return used;
}

/** People the import changed, whose record was changed again since. */
async function changedAndUsed(tx: Writer, batchId: string): Promise<{ name: string; reason: string }[]> {
  const rows = await tx
    .selectFrom("memberBefore")
    .innerJoin("person", "person.id", "memberBefore.personId")
    .select(["person.name"])
    .where("memberBefore.importId", "=", batchId)
    .whereRef("person.version", "<>", "memberBefore.madeVersion")
    .limit(NAMED)
    .execute();
  return rows.map(({ name }) => ({ name, reason: "导入后又修改过" }));
}

async function restoreChanged(tx: Writer, batchId: string): Promise<number> {
  const rows = await tx.selectFrom("memberBefore").selectAll().where("importId", "=", batchId).execute();
  for (const row of rows) {
    const person = columns(row.person);
    const before = row.membership === null ? null : columns(row.membership);
    await tx
      .deleteFrom("membershipEvent")
      .where("personId", "=", row.personId)
      .where("importId", "=", batchId)
      .execute();
    await tx.deleteFrom("transfer").where("personId", "=", row.personId).where("batchId", "=", batchId).execute();
    await tx
      .deleteFrom("membership")
      .where("personId", "=", row.personId)
      .where("importId", "=", batchId)
      .$if(before !== null, (query) => query.where("id", "<>", String(before?.["id"])))
      .execute();
    if (before) await restoreMembership(tx, before);
    const now = await personRow(tx, row.personId);
    const { id: _id, createdAt: _created, version: _version, ...written } = person;
    await tx
      .updateTable("person")
      .set({ ...written, version: now.version + 1 })
      .where("id", "=", row.personId)
      .execute();
  }
  await tx.deleteFrom("memberBefore").where("importId", "=", batchId).execute();
  return rows.length;
}

async function restoreMembership(tx: Writer, before: Record<string, unknown>): Promise<void> {
  const { id, ...written } = before;
  const open = await openRow(tx, String(written["personId"]));
  // One open row a person: what is open now was made by the import and has just been removed, unless it is the row itself.
  if (open && open.id !== id) throw new Error("another roster row was opened since");
  const updated = await tx.updateTable("membership").set(written).where("id", "=", String(id)).executeTakeFirst();
  if (updated.numUpdatedRows > 0n) return;
  await tx
    .insertInto("membership")
    .values({ ...(written as Omit<MembershipRow, "id">), id: String(id) })
    .execute();
}

/** The columns of a kept row. Days stay ISO text, which is how they are read and written. */
function columns(json: unknown): Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Error("a kept row is an object");
  return { ...json };
}

async function removeEntered(tx: Writer, batchId: string): Promise<number> {
  await tx.deleteFrom("membershipEvent").where("importId", "=", batchId).execute();
  await tx.deleteFrom("transfer").where("batchId", "=", batchId).execute();
  await tx.deleteFrom("membership").where("importId", "=", batchId).execute();
  const gone = await tx.deleteFrom("person").where("importId", "=", batchId).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
