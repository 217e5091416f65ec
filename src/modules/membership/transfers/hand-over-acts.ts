import { refuseConcerned } from "#platform/access/concerned.ts";
import { nearestHolders } from "#platform/access/holders.ts";
import { type Writer, widened } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { notify, settle } from "#platform/notices/index.ts";
import type { Day } from "#shared/day.ts";
import { bump, refuseMoving } from "../acts.ts";
import { duesPaidTo } from "../dues/index.ts";
import { endByLeaving } from "../floating/writes.ts";
import { ONE_ROSTER } from "../provisions.ts";
import { shortNames, type TransferPlace, transferPlace } from "../queries.ts";
import { refuseWithoutRoster } from "../roster/place.ts";
import { closeMembership, type MembershipRow, openRow, personRow, reopenRow } from "../roster/rows.ts";
import { zh as roster } from "../zh.ts";
import type { Acceptance, HandOver } from "./contract.ts";
import { askAboutGrants, endPostsLeft, restorePostsLeft, tellPostsLeft } from "./left-behind.ts";
import { takeUpRequests } from "./request-acts.ts";
import { addStep, affairOf, cancelLetters, forDeed, partiesOf, type TransferRow, tellBoth } from "./writes.ts";
import { events, noticeKinds, notices, zh } from "./zh.ts";

const TRANSFER = "membership.transfer";
/** Desk page where transfers are decided. */
const TRANSFERS = "/transfers";

/**
 * Hands members over to another branch of the zone, or to a Party organisation outside it. Nothing changes on the roster
 * until the other side accepts: the sender answers for the member until then.
 */
export async function handOver(doing: Doing<typeof events.handedOver>, input: HandOver): Promise<{ ids: string[] }> {
  const on = dayGiven(doing, input.on);
  const to = input.toOrganizationId === undefined ? null : await receiver(doing, input.toOrganizationId);
  const outside = input.outsideName?.trim() ?? "";
  if (to === null && outside === "") throw refused("transfer-no-place", zh.noPlace.title, zh.noPlace.detail);
  const ids: string[] = [];
  const from = new Set<string>();
  for (const personId of new Set(input.personIds)) {
    const made = await handOverOne(doing, personId, to, outside, on, input);
    ids.push(made.id);
    from.add(made.from);
  }
  if (to) await askReceiver(doing, to, ids, [...from]);
  else if (input.channel === "letter" && input.letterNumber === undefined)
    await askIssuer(doing, ids, [...from], outside);
  return { ids };
}

/** Those at the receiving place, or else nearest above it, who may accept are told: once for all that come together. */
async function askReceiver(
  doing: Doing<never>,
  to: TransferPlace,
  ids: readonly string[],
  from: readonly string[],
): Promise<void> {
  const { tx, actor, today, house } = doing;
  const names = await shortNames(tx, from);
  await notify(tx, {
    accountIds: await nearestHolders(doing, TRANSFER, to.path, today),
    by: actor.accountId,
    kind: noticeKinds.waiting,
    title: notices.waiting(ids.length, to.shortName),
    body: notices.waitingBody([...names.values()]),
    link: TRANSFERS,
    because: notices.waitingBecause(to.shortName),
    about: ids,
    now: house.clock.now(),
  });
}

/** Those who issue letters for the branch are asked for them, once for all that go together. */
async function askIssuer(
  doing: Doing<never>,
  ids: readonly string[],
  from: readonly string[],
  outside: string,
): Promise<void> {
  const { tx, actor, today, house } = doing;
  for (const id of from) {
    const place = await transferPlace(tx, id);
    if (!place) continue;
    await notify(tx, {
      accountIds: await nearestHolders(doing, "membership.letter", place.path, today),
      by: actor.accountId,
      kind: noticeKinds.waiting,
      title: notices.letter(ids.length, place.shortName),
      body: notices.letterBody(outside),
      link: ids.length === 1 ? `${TRANSFERS}/${ids[0] ?? ""}` : TRANSFERS,
      because: notices.letterBecause(place.shortName),
      about: ids,
      now: house.clock.now(),
    });
  }
}

/** Nobody is asked for it any more, and whoever handed it over is told what came of it. */
async function answerSender(
  doing: Doing<never>,
  transfer: TransferRow,
  answer: "accepted" | "refused" | "withdrawn",
): Promise<void> {
  const { tx, actor, house } = doing;
  const now = house.clock.now();
  await settle(tx, [transfer.id], now);
  if (transfer.handedOverBy === null) return;
  const names = await shortNames(tx, [transfer.toOrganizationId ?? ""]);
  await notify(tx, {
    accountIds: [transfer.handedOverBy],
    by: actor.accountId,
    kind: noticeKinds.answered,
    title: notices.answered[answer](names.get(transfer.toOrganizationId ?? "") ?? transfer.outsideName ?? ""),
    body: notices.answeredBody(transfer.handedOverOn),
    link: `${TRANSFERS}/${transfer.id}`,
    because: notices.answeredBecause,
    now,
  });
}

async function receiver(doing: Doing<never>, id: string): Promise<TransferPlace> {
  const place = await transferPlace(doing.tx, id);
  if (!place) throw refused("transfer-no-place", zh.noPlace.title, zh.noPlace.detail);
  if (place.closedOn !== null) throw refused("transfer-closed-place", zh.closedPlace.title, zh.closedPlace.detail);
  await refuseWithoutRoster(doing, place.path);
  return place;
}

async function handOverOne(
  doing: Doing<typeof events.handedOver>,
  personId: string,
  to: TransferPlace | null,
  outside: string,
  on: Day,
  input: HandOver,
): Promise<{ id: string; from: string }> {
  const { tx, actor } = doing;
  const person = await personRow(tx, personId);
  const open = await openRow(tx, personId);
  if (!open) throw refused("not-member", roster.notMember.title, roster.notMember.detail, { provision: ONE_ROSTER });
  if (!covers(doing.scope.write, open.orgPath)) throw absent(roster.member);
  if (on < open.validFrom)
    throw refused("before-entry", roster.beforeEntry.title, roster.beforeEntry.detail(open.validFrom));
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
      channel: input.channel ?? "online",
      scope: input.scope ?? (to ? "same_county" : null),
      contact: input.contact?.trim() || null,
      fromOrganizationId: open.organizationId,
      orgPath: open.orgPath,
      toOrganizationId: to?.id ?? null,
      toPath: to?.path ?? null,
      outsideName: to ? null : outside,
      reason: input.reason ?? "",
      duesPaidTo:
        input.duesPaidTo === undefined ? await duesPaidTo(tx, personId, on) : dayGiven(doing, input.duesPaidTo),
      letterNumber: input.letterNumber ?? null,
      letterOn: input.letterOn === undefined ? null : dayGiven(doing, input.letterOn),
      validDays: input.validDays ?? null,
      state: "handed-over",
      handedOverBy: actor.accountId,
      handedOverOn: on,
    })
    .execute();
  const at = { id, personId, orgPath: open.orgPath, toPath: to?.path ?? null };
  await addStep(doing, at, "handed-over", on, input.reason ?? "");
  await takeUpRequests(doing, personId, id, on);
  await bump(doing, personId);
  await tellBoth(doing, events.handedOver, {
    id,
    person: { id: personId, name: person.name, path: open.orgPath },
    from: { id: open.organizationId, path: open.orgPath },
    to: to && { id: to.id, path: to.path },
    details: { to: to?.shortName ?? outside, on },
  });
  return { id, from: open.organizationId };
}

/**
 * The receiver takes the member: from this day on they stand on the new roster. For a transfer out of the zone the sender
 * does it, when the receipt of the organisation outside has come.
 */
export async function acceptTransfer(doing: Doing, id: string, given: Acceptance): Promise<void> {
  const transfer = await forDeed(doing, id, "acceptance");
  const { personId } = transfer;
  refuseConcerned(doing.actor, affairOf(transfer));
  // Only arrivals name nobody of ours; the check narrows what the row's column could hold.
  if (personId === null) throw refused("transfer-arrives", zh.arrives.title, zh.arrives.detail);
  const on = dayGiven(doing, given.on);
  if (on < transfer.handedOverOn) {
    throw refused("transfer-too-early", zh.tooEarly.title, zh.tooEarly.detail(transfer.handedOverOn));
  }
  const names = await shortNames(doing.tx, [transfer.fromOrganizationId ?? "", transfer.toOrganizationId ?? ""]);
  const from = names.get(transfer.fromOrganizationId ?? "") ?? "";
  // The receiver may not write at the sender's place; accepting is the one act that by its nature touches both.
  const ended = await widened(doing.tx, doing.scope, [subtree(transfer.orgPath)], async (tx) => {
    const open = await openRow(tx, personId);
    if (!open || open.organizationId !== transfer.fromOrganizationId) {
      throw conflict("not-member", roster.notMember.title, roster.notMember.detail);
    }
    await moveMember(tx, transfer, open, on, names);
    await endByLeaving(tx, doing.house.keyring, personId, on, "transferred", doing.actor.name);
    const receipt =
      transfer.kind === "out" ? { receiptOn: on, receiptNumber: given.receiptNumber?.trim() || null } : {};
    await tx
      .updateTable("transfer")
      .set({ state: "accepted", decidedBy: doing.actor.accountId, decidedOn: on, ...receipt })
      .where("id", "=", id)
      .execute();
    await endKeeping(tx, personId, on);
    return await endPostsLeft(tx, transfer, personId, on);
  });
  const receiptNote = given.receiptNumber === undefined ? "" : zhReceipt(given.receiptNumber);
  await addStep(doing, transfer, "accepted", on, [receiptNote, given.note ?? ""].filter((it) => it !== "").join("，"));
  await answerSender(doing, transfer, "accepted");
  await askAboutGrants(doing, transfer, personId, from);
  await tellBoth(doing, events.accepted, {
    ...partiesOf(transfer),
    details: {
      from,
      to: names.get(transfer.toOrganizationId ?? "") ?? transfer.outsideName ?? "",
      on,
    },
  });
  await tellPostsLeft(doing, ended, personId, on);
}

const zhReceipt = (number: string): string => `回执${number.trim()}`;

/** A graduate whose membership was kept has found a place. */
async function endKeeping(tx: Writer, personId: string, on: Day): Promise<void> {
  await tx
    .updateTable("membershipKeep")
    .set({ endedOn: on, endNote: "组织关系已转出" })
    .where("personId", "=", personId)
    .where("endedOn", "is", null)
    .where("sinceOn", "<=", on)
    .execute();
}

async function moveMember(
  tx: Writer,
  transfer: TransferRow,
  open: MembershipRow,
  on: Day,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const { toOrganizationId, toPath } = transfer;
  const { personId } = open;
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
export async function refuseTransfer(doing: Doing<typeof events.refused>, id: string, note: string): Promise<void> {
  const transfer = await forDeed(doing, id, "refusal");
  if (note.trim() === "") throw refused("transfer-note-needed", zh.note.title, zh.note.detail);
  await decide(doing, transfer, "refused", note.trim());
  await tellBoth(doing, events.refused, { ...partiesOf(transfer), details: { note: note.trim() } });
}

/** The sender takes the papers back before the other side has decided; letters that were issued lose their force. */
export async function withdrawTransfer(doing: Doing<typeof events.withdrawn>, id: string, note: string): Promise<void> {
  const transfer = await forDeed(doing, id, "withdrawal");
  await decide(doing, transfer, "withdrawn", note.trim());
  await cancelLetters(doing.tx, id, doing.today);
  await tellBoth(doing, events.withdrawn, { ...partiesOf(transfer), details: { note: note.trim() } });
}

async function decide(
  doing: Doing<never>,
  transfer: TransferRow,
  state: "refused" | "withdrawn",
  note: string,
): Promise<void> {
  await doing.tx
    .updateTable("transfer")
    .set({ state, decidedBy: doing.actor.accountId, decidedOn: doing.today, decisionNote: note })
    .where("id", "=", transfer.id)
    .execute();
  await addStep(doing, transfer, state, doing.today, note);
  await answerSender(doing, transfer, state);
}

/**
 * A transfer out of the zone was closed by mistake: the member stands on the roster again as if it had never been closed,
 * and the transfer is under way again. Not when the member has come back since by another way.
 */
export async function undoReceipt(doing: Doing<typeof events.undone>, id: string, note: string): Promise<void> {
  const transfer = await forDeed(doing, id, "undoing");
  if (note.trim() === "") throw refused("transfer-note-needed", zh.note.title, zh.note.detail);
  const { personId, decidedOn } = transfer;
  if (personId === null || decidedOn === null)
    throw conflict("transfer-cannot-undo", zh.cannotUndo.title, zh.cannotUndo.detail);
  await personRow(doing.tx, personId);
  const closed = await doing.tx
    .selectFrom("membership")
    .select("id")
    .where("personId", "=", personId)
    .where("organizationId", "=", transfer.fromOrganizationId)
    .where("validTo", "=", decidedOn)
    .executeTakeFirst();
  if (!closed || (await openRow(doing.tx, personId)))
    throw conflict("transfer-cannot-undo", zh.cannotUndo.title, zh.cannotUndo.detail);
  await doing.tx.deleteFrom("membershipEvent").where("transferId", "=", id).where("direction", "=", -1).execute();
  await doing.tx.updateTable("membership").set({ validTo: null }).where("id", "=", closed.id).execute();
  await restorePostsLeft(doing.tx, personId, decidedOn);
  await doing.tx
    .updateTable("transfer")
    .set({ state: "handed-over", decidedBy: null, decidedOn: null, receiptOn: null, receiptNumber: null })
    .where("id", "=", id)
    .execute();
  await addStep(doing, transfer, "undone", doing.today, note.trim());
  await bump(doing, personId);
  await tellBoth(doing, events.undone, { ...partiesOf(transfer), details: { note: note.trim() } });
}

/** Asks the receiving branch once more; at most once a day. */
export async function remindReceiver(doing: Doing<typeof events.reminded>, id: string): Promise<void> {
  const transfer = await forDeed(doing, id, "reminder");
  if (transfer.toPath === null) throw refused("transfer-not-receiver", zh.notReceiver.title, zh.notReceiver.detail);
  const names = await shortNames(doing.tx, [transfer.toOrganizationId ?? ""]);
  const to = names.get(transfer.toOrganizationId ?? "") ?? "";
  await notify(doing.tx, {
    accountIds: await nearestHolders(doing, TRANSFER, transfer.toPath, doing.today),
    by: doing.actor.accountId,
    kind: noticeKinds.waiting,
    title: notices.reminded(to),
    body: notices.remindedBody(transfer.handedOverOn),
    link: `${TRANSFERS}/${id}`,
    because: notices.waitingBecause(to),
    about: [id],
    now: doing.house.clock.now(),
  });
  await doing.tx.updateTable("transfer").set({ remindedOn: doing.today }).where("id", "=", id).execute();
  await addStep(doing, transfer, "reminded", doing.today, to);
  await tellBoth(doing, events.reminded, { ...partiesOf(transfer), details: { to } });
}
