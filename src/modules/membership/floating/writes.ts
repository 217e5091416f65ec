import type { Selectable } from "kysely";
import type { Reader, Tables, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Keyring } from "#platform/keyring.ts";
import type { Day } from "#shared/day.ts";
import { type EntryBody, type SignedEntry, signEntry } from "./pass.ts";

export type CaseRow = Selectable<Tables["floatingCase"]>;
export type EntryRow = Selectable<Tables["floatingEntry"]>;

/** The sealed columns of a case, and how each is bound to its place. */
export const SEALED = {
  idNumber: { cipher: "idNumberCipher", column: "id_number_cipher" },
  address: { cipher: "addressCipher", column: "address_cipher" },
  phone: { cipher: "phoneCipher", column: "phone_cipher" },
  emergency: { cipher: "emergencyCipher", column: "emergency_cipher" },
} as const;
export type SealedField = keyof typeof SEALED;

export function sealField(
  keyring: Keyring,
  caseId: string,
  field: SealedField,
  plain: string | undefined,
): string | null {
  if (plain === undefined || plain.trim() === "") return null;
  return keyring.seal(plain.trim(), { table: "floating_case", column: SEALED[field].column, row: caseId });
}

export function openField(keyring: Keyring, row: CaseRow, field: SealedField): string | null {
  const cipher = row[SEALED[field].cipher];
  return cipher === null
    ? null
    : keyring.open(cipher, { table: "floating_case", column: SEALED[field].column, row: row.id });
}

/** Where the lines of a case lie: with both halves, so that each side reads the whole log. */
type Place = Pick<CaseRow, "id" | "personId" | "orgPath" | "hostPath">;

/** Writes signed lines into the log. */
export async function enterLines(tx: Writer, at: Place, lines: readonly SignedEntry[]): Promise<void> {
  await insertMany(
    tx,
    "floatingEntry",
    lines.map(({ entry, body, publicKey, signature }) => ({
      id: entry.id,
      caseId: at.id,
      personId: at.personId,
      orgPath: at.orgPath,
      hostPath: at.hostPath,
      kind: entry.kind,
      side: entry.side,
      happenedOn: entry.on,
      byName: entry.by,
      content: entry.content,
      way: entry.way ?? null,
      reached: entry.reached ?? null,
      hours: entry.hours ?? null,
      grade: entry.grade ?? null,
      body,
      publicKey,
      signature,
    })),
  );
}

/** Signs one line and writes it. Returns its id. */
export async function enterLine(
  tx: Writer,
  keyring: Keyring,
  at: Place,
  line: Omit<EntryBody, "id" | "caseId">,
): Promise<string> {
  const id = newId();
  await enterLines(tx, at, [signEntry(keyring, { id, caseId: at.id, ...line })]);
  return id;
}

/** The open case of a person, held until the act ends. */
export async function openCase(tx: Writer, personId: string): Promise<CaseRow | null> {
  const row = await tx
    .selectFrom("floatingCase")
    .selectAll()
    .where("personId", "=", personId)
    .where("endedOn", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The log of a case in the order of days. */
export async function linesOf(tx: Reader, caseId: string): Promise<EntryRow[]> {
  return await tx
    .selectFrom("floatingEntry")
    .selectAll()
    .where("caseId", "=", caseId)
    .orderBy("happenedOn")
    .orderBy("id")
    .execute();
}

/**
 * Whoever leaves the roster is no longer away from it: a transfer or another leaving ends the open case of the same day.
 * A membership that was stopped keeps its case, whose two years run on.
 */
export async function endByLeaving(
  tx: Writer,
  keyring: Keyring,
  personId: string,
  on: Day,
  code: "transferred" | "left",
  by: string,
): Promise<void> {
  const open = await openCase(tx, personId);
  if (!open) return;
  await tx.updateTable("floatingCase").set({ endedOn: on, endCode: code }).where("id", "=", open.id).execute();
  if (code === "transferred")
    await enterLine(tx, keyring, open, { kind: "transferred", on, side: "home", by, content: "" });
}
