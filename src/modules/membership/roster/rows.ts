import type { Reader, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { absent } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";

/** The whole row of a person in reach, held until the act ends, so that two acts upon one person wait for each other; 404 when there is none. */
export async function personRow(tx: Writer, personId: string) {
  const row = await tx.selectFrom("person").selectAll().where("id", "=", personId).forUpdate().executeTakeFirst();
  if (!row) throw absent("党员");
  return row;
}

/** The open row of the roster for a person, or null when they stand on none. */
export async function openRow(tx: Reader, personId: string) {
  const row = await tx
    .selectFrom("membership")
    .selectAll()
    .where("personId", "=", personId)
    .where("validTo", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

export type MembershipRow = NonNullable<Awaited<ReturnType<typeof openRow>>>;

/** Ends a row on `day` (exclusive). A row that began that very day never held, and goes. */
export async function closeMembership(tx: Writer, open: MembershipRow, day: Day): Promise<void> {
  if (open.validFrom >= day) await tx.deleteFrom("membership").where("id", "=", open.id).execute();
  else await tx.updateTable("membership").set({ validTo: day }).where("id", "=", open.id).execute();
}

/** A new row like `before`, with some columns changed. Returns its id. */
export async function reopenRow(
  tx: Writer,
  before: MembershipRow,
  changed: Partial<MembershipRow> & Record<string, unknown> & { readonly validFrom: Day },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("membership")
    .values({
      ...before,
      openedBy: null,
      closedBy: null,
      importId: null,
      importFile: null,
      importRow: null,
      ...changed,
      id,
      validTo: null,
    })
    .execute();
  return id;
}
