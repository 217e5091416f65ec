import type { Insertable } from "kysely";
import { sql } from "kysely";
import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import type { Tables } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { placeAbove } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import type { UndoOutcome } from "#platform/registers/importer.ts";
import type { Day } from "#shared/day.ts";
import { bump } from "../acts.ts";
import { anyOf } from "../dues/queries.ts";
import { closeMembership, openRow, reopenRow } from "../roster/rows.ts";
import type { CaseColumns } from "./import-compare.ts";
import type { EntryBody } from "./pass.ts";
import { type CaseRow, enterLine } from "./writes.ts";
import { events } from "./zh.ts";

export type NewCase = Insertable<Tables["floatingCase"]> &
  Pick<CaseRow, "id" | "personName" | "leftOn" | "destination">;
type Line = Omit<EntryBody, "id" | "caseId" | "by">;

/** What one row does: a case of its own, or columns of one that stands; and lines for the log. */
export interface RowDeed {
  readonly ordinal: number;
  readonly made: NewCase | null;
  readonly changed: { readonly row: CaseRow; readonly columns: CaseColumns } | null;
  readonly lines: readonly Line[];
  /** The roster learns where the member went. */
  readonly rosterFrom: Day | null;
}

const MOST_NAMED = 50;

/** Writes rows of a register, each with what is needed to take it back. */
export async function writeDeeds(
  doing: Doing<typeof events.imported>,
  of: { readonly batchId: string; readonly fileId: string; readonly fileName: string },
  deeds: readonly RowDeed[],
): Promise<void> {
  const { tx } = doing;
  const { keyring } = doing.house;
  const places: { path: string; personId: string | null }[] = [];
  for (const { ordinal, made, changed, lines, rosterFrom } of deeds) {
    const at = made === null ? changed?.row : ({ personId: null, orgPath: null, hostPath: null, ...made } as CaseRow);
    if (at === undefined) continue;
    if (made !== null) await tx.insertInto("floatingCase").values(made).execute();
    else if (changed !== null && Object.keys(changed.columns).length > 0)
      await tx.updateTable("floatingCase").set(changed.columns).where("id", "=", changed.row.id).execute();
    const entered: string[] = [];
    for (const line of lines) entered.push(await enterLine(tx, keyring, at, { ...line, by: doing.actor.name }));
    const rosterRow = rosterFrom === null ? null : await onRoster(doing, at, rosterFrom);
    const columns: CaseColumns = made ?? changed?.columns ?? {};
    const before =
      changed === null
        ? null
        : Object.fromEntries(Object.keys(columns).map((key) => [key, changed.row[key as keyof CaseRow]]));
    await tx
      .insertInto("floatingImport")
      .values({
        id: newId(),
        batchId: of.batchId,
        caseId: at.id,
        orgPath: at.orgPath,
        hostPath: at.hostPath,
        fileId: of.fileId,
        fileRow: ordinal,
        stood: before === null ? null : JSON.stringify(before),
        wrote: JSON.stringify(columns),
        lines: sql<string[]>`${entered}::uuid[]`,
        rosterRow,
      } as never)
      .execute();
    places.push({ path: at.orgPath ?? at.hostPath ?? "/", personId: at.personId });
  }
  if (places.length > 0) await tell(doing, events.imported, of.batchId, of.fileName, places);
}

async function tell<E extends typeof events.imported | typeof events.importUndone>(
  doing: Doing<E>,
  event: E,
  batchId: string,
  name: string,
  places: readonly { readonly path: string; readonly personId: string | null }[],
): Promise<void> {
  const persons = new Map(
    places.flatMap((it) => (it.personId === null ? [] : [[it.personId, { id: it.personId, path: it.path }] as const])),
  );
  const happened = {
    organizationId: null,
    orgPath: placeAbove(places.map((it) => it.path)),
    target: { kind: "import", id: batchId, name },
    persons: [...persons.values()],
  };
  await tellOne(doing, event, happened, { count: places.length } as DetailsOf<E>);
}

/** Returns the row of the roster that says where the member went, if it had to be written. */
async function onRoster(doing: Doing<never>, at: CaseRow, from: Day): Promise<string | null> {
  if (at.personId === null) return null;
  const { tx } = doing;
  const open = await openRow(tx, at.personId);
  if (open === null || open.flowDestination !== null) return null;
  await bump(doing, at.personId);
  const set = { flowDestination: at.destination };
  if (open.validFrom >= from) {
    await tx.updateTable("membership").set(set).where("id", "=", open.id).execute();
    return open.id;
  }
  await closeMembership(tx, open, from);
  return await reopenRow(tx, open, { ...set, validFrom: from });
}

/** Takes an import of floating members back: what it made goes, what it changed is as it was. */
export async function undoFloating(doing: Doing<typeof events.importUndone>, batchId: string): Promise<UndoOutcome> {
  const { tx } = doing;
  const rows = await tx
    .selectFrom("floatingImport as i")
    .innerJoin("floatingCase as c", "c.id", "i.caseId")
    .selectAll("c")
    .select(["i.id as importId", "i.stood", "i.wrote", "i.lines", "i.rosterRow"])
    .where("i.batchId", "=", batchId)
    .orderBy("i.id", "desc")
    .execute();
  const ids = rows.map((it) => it.id);
  const entries = await tx
    .selectFrom("floatingEntry")
    .select(["id", "caseId"])
    .where("caseId", "=", anyOf(ids))
    .execute();
  const rosterRows = new Map(
    (
      await tx
        .selectFrom("membership")
        .selectAll()
        .where("id", "=", anyOf(rows.flatMap((it) => (it.rosterRow === null ? [] : [it.rosterRow]))))
        .execute()
    ).map((it) => [it.id, it]),
  );
  const kept = rows.flatMap((it) => {
    const wrote = it.wrote as Record<string, unknown>;
    const touched = Object.entries(wrote).some(([key, value]) => !same(it[key as keyof CaseRow], value));
    const mine = new Set(it.lines);
    const more = it.stood === null && entries.some((one) => one.caseId === it.id && !mine.has(one.id));
    const roster = it.rosterRow === null ? undefined : rosterRows.get(it.rosterRow);
    const moved = it.rosterRow !== null && (roster?.validTo !== null || roster?.flowDestination !== it.destination);
    if (touched || more) return [{ name: it.personName, reason: "导入后又办理过" }];
    return moved ? [{ name: it.personName, reason: "导入后花名册又改过" }] : [];
  });
  if (kept.length > 0) return { undone: 0, kept: kept.slice(0, MOST_NAMED) };
  await tx.deleteFrom("floatingImport").where("batchId", "=", batchId).execute();
  for (const it of rows) {
    await tx.deleteFrom("floatingEntry").where("id", "=", anyOf(it.lines)).execute();
    if (it.rosterRow !== null) await offRoster(doing, it.rosterRow, rosterRows.get(it.rosterRow)?.validFrom ?? null);
    if (it.stood === null) await tx.deleteFrom("floatingCase").where("id", "=", it.id).execute();
    else {
      const before = it.stood as CaseColumns;
      if (Object.keys(before).length > 0)
        await tx.updateTable("floatingCase").set(before).where("id", "=", it.id).execute();
    }
  }
  const places = rows.map((it) => ({ path: it.orgPath ?? it.hostPath ?? "/", personId: it.personId }));
  if (places.length > 0) await tell(doing, events.importUndone, batchId, "", places);
  return { undone: rows.length, kept: [] };
}

const same = (a: unknown, b: unknown): boolean => (a ?? null) === (b ?? null);

/** The row that said where the member went: joined again with the one before it, or as it was. */
async function offRoster(doing: Doing<never>, id: string, from: Day | null): Promise<void> {
  const { tx } = doing;
  const row = await tx.selectFrom("membership").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row || from === null) return;
  const before = await tx
    .selectFrom("membership")
    .select("id")
    .where("personId", "=", row.personId)
    .where("organizationId", "=", row.organizationId)
    .where("validTo", "=", from)
    .executeTakeFirst();
  await bump(doing, row.personId);
  // What began by an act of its own stays a row of its own.
  if (before === undefined || row.openedBy !== null || row.importId !== null)
    await tx.updateTable("membership").set({ flowDestination: null }).where("id", "=", id).execute();
  else {
    await tx.deleteFrom("membership").where("id", "=", id).execute();
    await tx.updateTable("membership").set({ validTo: null }).where("id", "=", before.id).execute();
  }
}
