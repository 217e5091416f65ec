import { type Writer, widened } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { bump, dayGiven, refuseMoving } from "./acts.ts";
import type { HandOver } from "./contract.ts";
import { ONE_ROSTER } from "./provisions.ts";
import { shortNames, type TransferPlace, transferPlace } from "./queries.ts";
import { closeMembership, type MembershipRow, openRow, personRow, reopenRow } from "./roster-rows.ts";
import { TRANSFER_STATES, zh } from "./zh.ts";

/**
 * Hands members over to another branch of the zone, or to a Party organisation outside it. Nothing changes on the roster
 * until the other side accepts: the sender answers for the member until then.
 */
export async function handOver(doing: Doing, input: HandOver): Promise<{ ids: string[] }> {
  const on = dayGiven(doing, input.on);
  const to = input.toOrganizationId === undefined ? null : await receiver(doing, input.toOrganizationId);
  const outside = input.outsideName?.trim() ?? "";
  if (to === null && outside === "") throw refused("transfer-no-place", zh.noPlace.title, zh.noPlace.detail);
  const ids: string[] = [];
  for (const personId of new Set(input.personIds)) ids.push(await handOverOne(doing, personId, to, outside, on, input));
  return { ids };
}

async function receiver(doing: Doing, id: string): Promise<TransferPlace> {
  const place = await transferPlace(doing.tx, id);
  if (!place) throw refused("transfer-no-place", zh.noPlace.title, zh.noPlace.detail);
  if (place.closedOn !== null) throw refused("transfer-closed-place", zh.closedPlace.title, zh.closedPlace.detail);
  return place;
}

async function handOverOne(
  doing: Doing,
  personId: string,
  to: TransferPlace | null,
  outside: string,
  on: Day,
  input: HandOver,
): Promise<string> {
  const { tx, actor } = doing;
  const person = await personRow(tx, personId);
  const open = await openRow(tx, personId);
  if (!open) throw refused("not-member", zh.notMember.title, zh.notMember.detail, { provision: ONE_ROSTER });
  if (!covers(doing.scope.write, open.orgPath)) throw absent(zh.member);
  if (on < open.validFrom) throw refused("before-entry", zh.beforeEntry.title, zh.beforeEntry.detail(open.validFrom));
  if (to?.id === open.organizationId) throw refused("transfer-same-place", zh.samePlace.title, zh.samePlace.detail);
  await refuseMoving(doing, personId);
  const id = newId();
  await tx
    .insertInto("transfer")
    .values({
      id,
      personId,
      personName: person.name,
      kind: to ? "inside" : "out",
      fromOrganizationId: open.organizationId,
      orgPath: open.orgPath,
      toOrganizationId: to?.id ?? null,
      toPath: to?.path ?? null,
      outsideName: to ? null : outside,
      reason: input.reason ?? "",
      duesPaidTo: input.duesPaidTo === undefined ? null : dayGiven(doing, input.duesPaidTo),
      letterNumber: input.letterNumber ?? null,
      letterOn: input.letterOn === undefined ? null : dayGiven(doing, input.letterOn),
      validDays: input.validDays ?? null,
      state: "handed-over",
      handedOverBy: actor.accountId,
      handedOverOn: on,
    })
    .execute();
  await bump(doing, personId);
  await tellBoth(doing, "membership.transfer.handed-over", {
    id,
    person: { id: personId, name: person.name, path: open.orgPath },
    from: { id: open.organizationId, path: open.orgPath },
    to: to && { id: to.id, path: to.path },
    details: { to: to?.shortName ?? outside, on },
  });
  return id;
}

/**
 * The receiver takes the member: from this day on they stand on the new roster. For a transfer out of the zone the sender
 * does it, when the receipt of the organisation outside has come.
 */
export async function acceptTransfer(
  doing: Doing,
  id: string,
  given: { readonly on?: string | undefined },
): Promise<void> {
  const transfer = await openTransfer(doing, id);
  const on = dayGiven(doing, given.on);
  if (on < transfer.handedOverOn) {
    throw refused("before-entry", zh.beforeEntry.title, zh.beforeEntry.detail(transfer.handedOverOn));
  }
  const deciding = transfer.kind === "out" ? transfer.orgPath : transfer.toPath;
  if (deciding === null || !covers(doing.scope.write, deciding)) {
    throw refused("transfer-not-receiver", zh.notReceiver.title, zh.notReceiver.detail);
  }
  const names = await shortNames(doing.tx, [transfer.fromOrganizationId ?? "", transfer.toOrganizationId ?? ""]);
  // The receiver may not write at the sender's place; accepting is the one act that by its nature touches both.
  await widened(doing.tx, doing.scope, [subtree(transfer.orgPath)], async (tx) => {
    const open = await openRow(tx, transfer.personId);
    if (!open || open.organizationId !== transfer.fromOrganizationId) {
      throw conflict("not-member", zh.notMember.title, zh.notMember.detail);
    }
    await moveMember(tx, transfer, open, on, names);
    await tx
      .updateTable("transfer")
      .set({ state: "accepted", decidedBy: doing.actor.accountId, decidedOn: on })
      .where("id", "=", id)
      .execute();
  });
  await tellBoth(doing, "membership.transfer.accepted", {
    ...partiesOf(transfer),
    details: {
      from: names.get(transfer.fromOrganizationId ?? "") ?? "",
      to: names.get(transfer.toOrganizationId ?? "") ?? transfer.outsideName ?? "",
      on,
    },
  });
}

async function moveMember(
  tx: Writer,
  transfer: TransferRow,
  open: MembershipRow,
  on: Day,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const { personId, toOrganizationId, toPath } = transfer;
  await closeMembership(tx, open, on);
  const event = { personId, happenedOn: on, transferId: transfer.id, documentNumber: transfer.letterNumber };
  const from = { organizationId: open.organizationId, orgPath: open.orgPath };
  const toName = names.get(toOrganizationId ?? "") ?? transfer.outsideName;
  await tx
    .insertInto("membershipEvent")
    .values({ id: newId(), ...event, ...from, direction: -1, code: "transferred_out", counterpart: toName })
    .execute();
  const moved: { organizationId?: string; orgPath?: string } = {};
  if (toOrganizationId !== null && toPath !== null) {
    const at = { organizationId: toOrganizationId, orgPath: toPath };
    Object.assign(moved, at);
    // A Party group belongs to the branch that was left.
    await reopenRow(tx, open, { ...at, groupName: null, validFrom: on });
    await tx
      .insertInto("membershipEvent")
      .values({
        id: newId(),
        ...event,
        ...at,
        direction: 1,
        code: "transferred_in",
        counterpart: names.get(open.organizationId) ?? null,
      })
      .execute();
  }
  await tx
    .updateTable("person")
    .set((eb) => ({ ...moved, version: eb("version", "+", 1) }))
    .where("id", "=", personId)
    .execute();
}

/** The receiver sends the papers back, and says why. */
export async function refuseTransfer(doing: Doing, id: string, note: string): Promise<void> {
  const transfer = await openTransfer(doing, id);
  if (transfer.toPath === null || !covers(doing.scope.write, transfer.toPath)) {
    throw refused("transfer-not-receiver", zh.notReceiver.title, zh.notReceiver.detail);
  }
  if (note.trim() === "") throw refused("transfer-note-needed", zh.note.title, zh.note.detail);
  await decide(doing, transfer, "refused", note.trim());
  await tellBoth(doing, "membership.transfer.refused", { ...partiesOf(transfer), details: { note: note.trim() } });
}

/** The sender takes the papers back before the other side has decided. */
export async function withdrawTransfer(doing: Doing, id: string, note: string): Promise<void> {
  const transfer = await openTransfer(doing, id);
  if (!covers(doing.scope.write, transfer.orgPath)) {
    throw refused("transfer-not-sender", zh.notSender.title, zh.notSender.detail);
  }
  await decide(doing, transfer, "withdrawn", note.trim());
  await tellBoth(doing, "membership.transfer.withdrawn", { ...partiesOf(transfer), details: { note: note.trim() } });
}

async function decide(
  doing: Doing,
  transfer: TransferRow,
  state: "refused" | "withdrawn",
  note: string,
): Promise<void> {
  await doing.tx
    .updateTable("transfer")
    .set({ state, decidedBy: doing.actor.accountId, decidedOn: doing.today, decisionNote: note })
    .where("id", "=", transfer.id)
    .execute();
}

async function openTransfer(doing: Doing, id: string) {
  const row = await doing.tx.selectFrom("transfer").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw absent(zh.transfer);
  if (row.state !== "handed-over") {
    throw conflict("transfer-not-open", zh.notOpen.title, zh.notOpen.detail(TRANSFER_STATES[row.state] ?? row.state));
  }
  return row;
}

type TransferRow = Awaited<ReturnType<typeof openTransfer>>;

interface Parties {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string; readonly path: string };
  readonly from: { readonly id: string | null; readonly path: string };
  readonly to: { readonly id: string | null; readonly path: string } | null;
}

function partiesOf(transfer: TransferRow): Parties {
  return {
    id: transfer.id,
    person: { id: transfer.personId, name: transfer.personName, path: transfer.orgPath },
    from: { id: transfer.fromOrganizationId, path: transfer.orgPath },
    to: transfer.toPath === null ? null : { id: transfer.toOrganizationId, path: transfer.toPath },
  };
}

/** Both sides find it in their audit; the person finds it once. */
async function tellBoth(
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
    persons: [{ id: person.id, path: person.path }],
  });
  if (to)
    await doing.tell({ ...told, organizationId: to.id, orgPath: to.path, details: { ...details, receiver: true } });
}
