import type { Selectable } from "kysely";
import type { Tables, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { TRANSFER_STATES, zh } from "./zh.ts";

export type TransferRow = Selectable<Tables["transfer"]>;
export type LetterRow = Selectable<Tables["transferLetter"]>;
export type StepKind =
  | "handed-over"
  | "received"
  | "letter"
  | "letter-cancelled"
  | "reminded"
  | "verified"
  | "accepted"
  | "refused"
  | "withdrawn"
  | "receipt"
  | "undone"
  | "file-sent"
  | "file-received"
  | "note";

/** Where the rows of a transfer lie: with both ends, so that each side reads the whole path. */
export type Place = Pick<TransferRow, "id" | "personId" | "orgPath" | "toPath">;

/** Writes one step of the path. */
export async function addStep(
  { tx, actor }: Pick<Doing, "tx" | "actor">,
  at: Place,
  kind: StepKind,
  on: Day,
  content = "",
): Promise<void> {
  await tx
    .insertInto("transferStep")
    .values({
      id: newId(),
      transferId: at.id,
      personId: at.personId,
      orgPath: at.orgPath,
      toPath: at.toPath,
      kind,
      happenedOn: on,
      byName: actor.name,
      content,
    })
    .execute();
}

/** A transfer in reach, held until the act ends. */
export async function heldTransfer(doing: Doing, id: string): Promise<TransferRow> {
  const row = await doing.tx.selectFrom("transfer").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !(sends(doing, row) || receives(doing, row))) throw absent(zh.transfer);
  return row;
}

/** As `heldTransfer`, refusing one that is no longer under way. */
export async function openTransfer(doing: Doing, id: string): Promise<TransferRow> {
  const row = await heldTransfer(doing, id);
  if (row.state !== "handed-over") {
    throw conflict("transfer-not-open", zh.notOpen.title, zh.notOpen.detail(TRANSFER_STATES[row.state] ?? row.state));
  }
  return row;
}

/** Whether the actor answers for the sending end; of a letter from outside that end lies elsewhere. */
export const sends = ({ scope }: Pick<Doing, "scope">, it: TransferRow): boolean =>
  it.fromOrganizationId !== null && covers(scope.write, it.orgPath);
export const receives = ({ scope }: Pick<Doing, "scope">, it: TransferRow): boolean =>
  it.toPath !== null && covers(scope.write, it.toPath);

export function mustSend(doing: Doing, it: TransferRow): void {
  if (!sends(doing, it)) throw refused("transfer-not-sender", zh.notSender.title, zh.notSender.detail);
}
export function mustReceive(doing: Doing, it: TransferRow): void {
  if (!receives(doing, it)) throw refused("transfer-not-receiver", zh.notReceiver.title, zh.notReceiver.detail);
}

/** The letter that counts now, if one of ours was issued and not cancelled. */
export async function standingLetter(tx: Writer, transferId: string): Promise<LetterRow | null> {
  const row = await tx
    .selectFrom("transferLetter")
    .selectAll()
    .where("transferId", "=", transferId)
    .where("cancelledOn", "is", null)
    .orderBy("issuedOn", "desc")
    .orderBy("serial", "desc")
    .executeTakeFirst();
  return row ?? null;
}

/** Cancels letters that have not served, when the transfer itself is taken back. */
export async function cancelLetters(tx: Writer, transferId: string, on: Day): Promise<void> {
  await tx
    .updateTable("transferLetter")
    .set({ cancelledOn: on, cancelCode: "withdrawn" })
    .where("transferId", "=", transferId)
    .where("cancelledOn", "is", null)
    .execute();
}

export interface Parties {
  readonly id: string;
  readonly person: { readonly id: string | null; readonly name: string; readonly path: string };
  readonly from: { readonly id: string | null; readonly path: string };
  readonly to: { readonly id: string | null; readonly path: string } | null;
}

export function partiesOf(transfer: TransferRow): Parties {
  return {
    id: transfer.id,
    person: { id: transfer.personId, name: transfer.personName, path: transfer.orgPath },
    from: { id: transfer.fromOrganizationId ?? transfer.toOrganizationId, path: transfer.orgPath },
    to:
      transfer.toPath === null || transfer.kind === "in"
        ? null
        : { id: transfer.toOrganizationId, path: transfer.toPath },
  };
}

/** Both sides find it in their audit; the person finds it once. */
export async function tellBoth(
  doing: Doing,
  event: string,
  { id, person, from, to, details }: Parties & { readonly details: Readonly<Record<string, unknown>> },
): Promise<void> {
  const told = { event, target: { kind: "transfer", id, name: person.name } };
  await doing.tell({
    ...told,
    organizationId: from.id,
    orgPath: from.path,
    details,
    persons: person.id === null ? [] : [{ id: person.id, path: person.path }],
  });
  if (to)
    await doing.tell({ ...told, organizationId: to.id, orgPath: to.path, details: { ...details, receiver: true } });
}
