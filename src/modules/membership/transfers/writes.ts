import type { Selectable } from "kysely";
import type { Affair } from "#platform/access/concerned.ts";
import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import { type Deed, isTheirs } from "#platform/cases/deeds.ts";
import type { Tables, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, type Problem, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import { type Bar, DEEDS, type DeedKey, type Side, type Standing } from "./deeds.ts";
import { problemTexts, TRANSFER_STATES, zh } from "./zh.ts";

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
async function heldTransfer(doing: Doing<never>, id: string): Promise<TransferRow> {
  const row = await doing.tx.selectFrom("transfer").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !(sends(doing, row) || receives(doing, row))) throw absent(zh.transfer);
  return row;
}

/** Whether the actor answers for the sending end; of a letter from outside that end lies elsewhere. */
const sends = ({ scope }: Pick<Doing, "scope">, it: TransferRow): boolean =>
  it.fromOrganizationId !== null && covers(scope.write, it.orgPath);
const receives = ({ scope }: Pick<Doing, "scope">, it: TransferRow): boolean =>
  it.toPath !== null && covers(scope.write, it.toPath);

/** A transfer in reach, for a deed that the actor may do there now. What is in the way is said before whose deed it is. */
export async function forDeed(doing: Doing<never>, id: string, key: DeedKey): Promise<TransferRow> {
  const row = await heldTransfer(doing, id);
  const deed: Deed<Standing, Side, Bar> = DEEDS[key];
  const bar = deed.bar(row, doing.today);
  if (bar !== null) throw barred(bar, row);
  const sender = sends(doing, row);
  // Letters have a verb of their own: its reach is what `sends` asked.
  if (isTheirs(deed, row, { sender, receiver: receives(doing, row), issuer: sender })) return row;
  const { title, detail } = sender ? zh.notReceiver : zh.notSender;
  throw refused(sender ? "transfer-not-receiver" : "transfer-not-sender", title, detail);
}

/** What asks for the wrong deed rather than at the wrong time. */
const UNFIT: readonly Bar[] = [
  "letter-needed",
  "transfer-arrives",
  "transfer-not-arrival",
  "transfer-not-out",
  "transfer-not-receiver",
  "transfer-not-verified",
];

function barred(bar: Bar, row: TransferRow): Problem {
  const details: Partial<Record<Bar, string>> = {
    "transfer-not-open": zh.notOpen.detail(TRANSFER_STATES[row.state] ?? row.state),
    "letter-live": zh.letterLive.detail(row.letterNumber ?? ""),
  };
  const { title, detail } = problemTexts[bar];
  return (UNFIT.includes(bar) ? refused : conflict)(bar, title, details[bar] ?? detail);
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
export async function tellBoth<E extends EventKind>(
  doing: Doing<E>,
  event: E,
  { id, person, from, to, details }: Parties & { readonly details: DetailsOf<E> },
): Promise<void> {
  const target = { kind: "transfer", id, name: person.name };
  const persons = person.id === null ? [] : [{ id: person.id, path: person.path }];
  await tellOne(doing, event, { organizationId: from.id, orgPath: from.path, target, persons }, details);
  if (to)
    await tellOne(doing, event, { organizationId: to.id, orgPath: to.path, target }, { ...details, receiver: true });
}

/**
 * Whom an acceptance concerns: within the zone whoever handed over does not receive as well. Of those who leave the zone
 * the sender itself notes the receipt of the other side.
 */
export const affairOf = (it: Pick<TransferRow, "kind" | "personId" | "handedOverBy">): Affair => ({
  persons: [it.personId],
  askedBy: it.kind === "inside" ? it.handedOverBy : null,
});
