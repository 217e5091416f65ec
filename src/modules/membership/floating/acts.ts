import { sql, type Updateable } from "kysely";
import { asSystem, type Tables, type Writer, widened } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, isDay } from "#shared/day.ts";
import { type IdentityNumber, readIdentityNumber } from "#shared/identity-number.ts";
import { maskPhone } from "#shared/masks.ts";
import { readPhone } from "#shared/phone.ts";
import { bump, leaveRoster, refuseMoving } from "../acts.ts";
import { ONE_ROSTER } from "../provisions.ts";
import { transferPlace } from "../queries.ts";
import { closeMembership, type MembershipRow, openRow, personRow, reopenRow } from "../roster/rows.ts";
import { idNumberIndex } from "../sensitive.ts";
import { zh as membershipZh } from "../zh.ts";
import type { Ending, Entry, Inflow, Offer, Outflow, OwnOutflow, Revealed } from "./contract.ts";
import { shownBy } from "./evidence.ts";
import type { Side } from "./pass.ts";
import { LOST_CONTACT } from "./provisions.ts";
import { lastSign } from "./queries.ts";
import { mayBeLost, silentSince, stateOn, strikeOffDue } from "./rules.ts";
import { type CaseRow, enterLine, linesOf, openCase, openField, sealField } from "./writes.ts";
import { zh } from "./zh.ts";

/** A case in reach, held until the act ends, with the side that the actor answers for. */
export async function heldCase(
  doing: Doing,
  id: string,
  wanted?: "home" | "host",
): Promise<{ row: CaseRow; side: "home" | "host" }> {
  const row = await doing.tx.selectFrom("floatingCase").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw absent(zh.floating);
  const home = row.orgPath !== null && covers(doing.scope.write, row.orgPath);
  const host = row.hostPath !== null && covers(doing.scope.write, row.hostPath);
  if (wanted === "home" && !home) throw refused("floating-not-home", zh.notHome.title, zh.notHome.detail);
  if (wanted === "host" && !host) throw refused("floating-not-host", zh.notHost.title, zh.notHost.detail);
  if (!home && !host) throw absent(zh.floating);
  return { row, side: wanted ?? (home ? "home" : "host") };
}

/** As `heldCase`, refusing a case that has ended. */
async function openHeld(doing: Doing, id: string, wanted?: "home" | "host") {
  const held = await heldCase(doing, id, wanted);
  if (held.row.endedOn !== null) throw conflict("floating-ended", zh.ended.title, zh.ended.detail);
  return held;
}

/** A day of the past or today, no earlier than the leaving. */
function dayOfCase(doing: Doing, row: Pick<CaseRow, "leftOn">, text: string | undefined): Day {
  const on = dayGiven(doing, text);
  if (on < row.leftOn)
    throw refused("floating-before-leaving", zh.beforeLeaving.title, zh.beforeLeaving.detail(row.leftOn));
  return on;
}

export async function setCase(tx: Writer, id: string, set: Updateable<Tables["floatingCase"]>): Promise<void> {
  await tx.updateTable("floatingCase").set(set).where("id", "=", id).execute();
}

/** Tells both halves that lie in this installation; the person finds it once. */
export async function tellCase(
  doing: Doing,
  event: string,
  row: Pick<
    CaseRow,
    "id" | "personId" | "personName" | "organizationId" | "orgPath" | "hostOrganizationId" | "hostPath"
  >,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const target = { kind: "floating-case", id: row.id, name: row.personName };
  const first =
    row.orgPath !== null
      ? { organizationId: row.organizationId, orgPath: row.orgPath }
      : { organizationId: row.hostOrganizationId, orgPath: row.hostPath ?? "/" };
  const persons = row.personId === null ? [] : [{ id: row.personId, path: first.orgPath }];
  await doing.tell({ event, ...first, target, details, persons });
  if (row.orgPath !== null && row.hostPath !== null)
    await doing.tell({ event, organizationId: row.hostOrganizationId, orgPath: row.hostPath, target, details });
}

/** What the forms of leaving and arriving say of the absence, checked and sealed. */
export function absence(doing: Doing, id: string, input: OwnOutflow) {
  const { keyring } = doing.house;
  const phone = input.phone?.trim() ?? "";
  const read = phone === "" ? null : readPhone(phone);
  // One number is kept: of several the others would be lost without a word.
  if (read !== null && (!read.ok || read.value.others !== undefined))
    throw refused("floating-phone", zh.phone.title, zh.phone.detail, {
      faults: [{ pointer: "/phone", message: read.ok ? zh.phone.several : zh.phone.detail }],
    });
  const number = read === null ? undefined : read.value.number;
  const leftOn = dayGiven(doing, input.leftOn);
  return {
    leftOn,
    expectedBackOn: backOn(input.expectedBackOn, leftOn),
    scope: input.scope,
    reason: input.reason,
    abroad: input.abroad ?? false,
    originJob: input.originJob ?? null,
    destinationKind: input.destinationKind ?? null,
    destination: input.destination.trim(),
    workUnit: input.workUnit?.trim() || null,
    addressCipher: sealField(keyring, id, "address", input.address),
    phoneCipher: sealField(keyring, id, "phone", number),
    phoneMask: number === undefined ? null : maskPhone(number),
    emergencyCipher: sealField(keyring, id, "emergency", input.emergency),
    registeredOn: doing.today,
    registeredBy: doing.actor.name,
  };
}

/** The day of return may lie ahead, but not before the leaving. */
function backOn(text: string | undefined, leftOn: Day): Day | null {
  if (text === undefined) return null;
  if (!isDay(text) || text < leftOn)
    throw refused("floating-before-leaving", zh.beforeLeaving.title, zh.beforeLeaving.detail(leftOn));
  return text;
}

/** Home registers that a member has left. */
export async function registerOutflow(doing: Doing, input: Outflow): Promise<{ id: string }> {
  return await register(doing, doing.tx, input.personId, input, "home", (path) => {
    if (!covers(doing.scope.write, path)) throw absent(membershipZh.member);
  });
}

/** The member registers leaving, in Pocket; the branch then names who keeps contact. */
export async function registerOwn(doing: Doing, input: OwnOutflow): Promise<{ id: string }> {
  const { personId } = doing.actor;
  if (personId === null) throw absent(membershipZh.member);
  return await asSystem(doing.tx, "own-floating", (tx) =>
    register(doing, tx, personId, input, "member", () => undefined),
  );
}

async function register(
  doing: Doing,
  tx: Writer,
  personId: string,
  input: OwnOutflow & Partial<Pick<Outflow, "homeContact" | "hostOrganizationId" | "hostName">>,
  side: Side,
  check: (path: string) => void,
): Promise<{ id: string }> {
  const person = await personRow(tx, personId);
  const open = await openRow(tx, personId);
  if (!open)
    throw refused("not-member", membershipZh.notMember.title, membershipZh.notMember.detail, { provision: ONE_ROSTER });
  check(open.orgPath);
  if (await openCase(tx, personId)) throw conflict("floating-open", zh.open.title, zh.open.detail);
  const moving = { ...doing, tx };
  await refuseMoving(moving, personId);
  const id = newId();
  const away = absence(doing, id, input);
  const homeContact = input.homeContact?.trim() || null;
  const host = await hostOf(tx, open.organizationId, input);
  const row = {
    id,
    personId,
    personName: person.name,
    gender: person.gender,
    birthYear: person.birthOn === null ? null : Number(person.birthOn.slice(0, 4)),
    organizationId: open.organizationId,
    orgPath: open.orgPath,
    homeContact,
    ...host,
    ...away,
    decidedOn: homeContact === null ? null : doing.today,
    sentOn: host.hostOrganizationId === null ? null : doing.today,
  };
  await tx.insertInto("floatingCase").values(row).execute();
  await enterLine(tx, doing.house.keyring, row, {
    kind: "registered",
    on: away.leftOn,
    side,
    by: doing.actor.name,
    content: `${codeSet("floating_reason").term(input.reason as never)}，去往${away.destination}`,
  });
  if (open.flowDestination !== away.destination)
    await restate(tx, open, away.leftOn, { flowDestination: away.destination });
  await bump(moving, personId);
  await tellCase(doing, "membership.floating.registered", row, { destination: away.destination, on: away.leftOn });
  return { id };
}

async function hostOf(
  tx: Writer,
  homeId: string,
  input: Pick<Offer, "hostOrganizationId" | "hostName">,
): Promise<Pick<CaseRow, "hostOrganizationId" | "hostPath" | "hostName">> {
  const hostName = input.hostName?.trim() || null;
  if (input.hostOrganizationId === undefined) return { hostOrganizationId: null, hostPath: null, hostName };
  const place = await transferPlace(tx, input.hostOrganizationId);
  if (!place) throw refused("floating-no-host", zh.noHost.title, zh.noHost.detail);
  if (place.closedOn !== null) throw refused("floating-closed-host", zh.closedHost.title, zh.closedHost.detail);
  if (place.id === homeId) throw refused("floating-same-host", zh.sameHost.title, zh.sameHost.detail);
  return { hostOrganizationId: place.id, hostPath: place.path, hostName: place.shortName };
}

/** What the roster says from a day on; of one entry of the roster that began that very day, in place. */
async function restate(tx: Writer, open: MembershipRow, on: Day, set: Partial<MembershipRow>): Promise<void> {
  if (open.validFrom >= on) {
    await tx.updateTable("membership").set(set).where("id", "=", open.id).execute();
    return;
  }
  await closeMembership(tx, open, on);
  await reopenRow(tx, open, { ...set, validFrom: on });
}

/** Home decides to keep the member as floating and names who keeps contact (C26). */
export async function decideFloating(
  doing: Doing,
  id: string,
  input: { readonly homeContact: string; readonly on?: string | undefined },
): Promise<void> {
  const { row } = await openHeld(doing, id, "home");
  const on = dayOfCase(doing, row, input.on);
  const homeContact = input.homeContact.trim();
  if (homeContact === "") throw refused("floating-empty", zh.emptyNote.title, zh.emptyNote.detail);
  await setCase(doing.tx, id, { decidedOn: on, homeContact });
  await tellCase(doing, "membership.floating.decided", row, { homeContact, on });
}

/** Home sends the case to a branch of the zone, or notes the organisation outside that it wrote to. */
export async function offerCase(doing: Doing, id: string, input: Offer): Promise<void> {
  const { row } = await openHeld(doing, id, "home");
  const on = dayOfCase(doing, row, input.on);
  const host = await hostOf(doing.tx, row.organizationId ?? "", input);
  if (host.hostName === null) throw refused("floating-no-host", zh.noHost.title, zh.noHost.detail);
  const { hostPath, ...named } = host;
  const set = { ...named, hostContact: null, sentOn: on, arrivedOn: null };
  // The log goes where the case goes: a former host no longer reads it. Home may not write at the host's place; offering
  // is the one act that puts something there.
  const move = async (tx: Writer): Promise<void> => {
    const place = hostPath ?? sql<null>`null`;
    await tx
      .updateTable("floatingCase")
      .set({ ...set, hostPath: place })
      .where("id", "=", id)
      .execute();
    await tx.updateTable("floatingEntry").set({ hostPath: place }).where("caseId", "=", id).execute();
  };
  if (hostPath === null) await move(doing.tx);
  else await widened(doing.tx, doing.scope, [subtree(hostPath)], move);
  await tellCase(doing, "membership.floating.offered", { ...row, ...host }, { to: host.hostName, on });
}

/** The branch where the member lives takes them in and names who looks after them. */
export async function acceptCase(
  doing: Doing,
  id: string,
  input: { readonly hostContact: string; readonly on?: string | undefined },
): Promise<void> {
  const { row } = await openHeld(doing, id, "host");
  offered(row, doing.today);
  const on = dayOfCase(doing, row, input.on);
  const hostContact = input.hostContact.trim();
  if (hostContact === "") throw refused("floating-empty", zh.emptyNote.title, zh.emptyNote.detail);
  await setCase(doing.tx, id, { arrivedOn: on, hostContact });
  await enterLine(doing.tx, doing.house.keyring, row, {
    kind: "countersigned",
    on,
    side: "host",
    by: doing.actor.name,
    content: "",
    host: { name: row.hostName ?? "", contact: hostContact },
  });
  await tellCase(doing, "membership.floating.accepted", row, { on });
}

/** The branch sends the case back, and says why. */
export async function declineCase(doing: Doing, id: string, note: string): Promise<void> {
  const { row } = await openHeld(doing, id, "host");
  offered(row, doing.today);
  const text = note.trim();
  if (text === "") throw refused("floating-empty", zh.emptyNote.title, zh.emptyNote.detail);
  await setCase(doing.tx, id, { declinedOn: doing.today, declineNote: text });
  await enterLine(doing.tx, doing.house.keyring, row, {
    kind: "declined",
    on: doing.today,
    side: "host",
    by: doing.actor.name,
    content: text,
  });
  await tellCase(doing, "membership.floating.declined", row, { note: text });
}

function offered(row: CaseRow, on: Day): void {
  if (stateOn(row, on).value !== "offered")
    throw conflict("floating-not-offered", zh.notOffered.title, zh.notOffered.detail);
}

/** One line in the log: a report, a contact, a search, training, dues, an activity, an appraisal. */
export async function note(doing: Doing, id: string, input: Entry): Promise<{ id: string }> {
  const { row, side } = await openHeld(doing, id, input.side);
  if (row.stoppedOn !== null) throw conflict("floating-stopped", zh.stopped.title, zh.stopped.detail);
  const on = dayOfCase(doing, row, input.on);
  const content = input.content.trim();
  if (content === "") throw refused("floating-empty", zh.emptyNote.title, zh.emptyNote.detail);
  const entryId = await enterLine(doing.tx, doing.house.keyring, row, {
    kind: input.kind,
    on,
    side,
    by: doing.actor.name,
    content,
    ...(input.way === undefined ? {} : { way: input.way }),
    ...(input.reached === undefined ? {} : { reached: input.reached }),
    ...(input.hours === undefined ? {} : { hours: input.hours }),
    ...(input.grade === undefined ? {} : { grade: input.grade }),
  });
  await tellCase(doing, "membership.floating.noted", row, {
    kind: input.kind,
    term: codeSet("floating_entry_kind").term(input.kind),
    on,
  });
  return { id: entryId };
}

/** The member reports, in Pocket. */
export async function reportOwn(doing: Doing, text: string): Promise<{ id: string }> {
  const { personId } = doing.actor;
  const content = text.trim();
  if (content === "") throw refused("floating-empty", zh.emptyNote.title, zh.emptyNote.detail);
  const done = await asSystem(doing.tx, "own-floating", async (tx) => {
    const row = personId === null ? null : await openCase(tx, personId);
    if (!row) return null;
    const line = { kind: "report", on: doing.today, side: "member", by: doing.actor.name, content } as const;
    return { row, id: await enterLine(tx, doing.house.keyring, row, line) };
  });
  if (done === null) throw absent(zh.floating);
  const term = codeSet("floating_entry_kind").term("report");
  await tellCase(doing, "membership.floating.noted", done.row, { kind: "report", term, on: doing.today });
  return { id: done.id };
}

/** Home states that the member is lost, after six months of silence and a search that found nobody (C28). */
export async function markLost(
  doing: Doing,
  id: string,
  input: { readonly reason: string; readonly on?: string | undefined; readonly note?: string | undefined },
): Promise<void> {
  const { row } = await openHeld(doing, id, "home");
  if (row.lostOn !== null) throw conflict("floating-is-lost", zh.isLost.title, zh.isLost.detail);
  const on = dayOfCase(doing, row, input.on);
  const lines = await linesOf(doing.tx, id);
  const shown = (await shownBy(doing.tx, row.personId === null ? [] : [row.personId], on)).of(row.personId);
  const silent = silentSince(row.leftOn, [lastSign(lines, on), shown.attendedOn, shown.paidOn]).value;
  const searches = lines.filter((it) => it.kind === "search").map((it) => ({ on: it.happenedOn, way: it.way }));
  const may = mayBeLost(silent, searches, on);
  if (!may.value)
    throw refused("floating-not-lost-yet", zh.notLostYet.title, zh.notLostYet.detail(may.grounds), {
      provision: may.provision,
    });
  await setCase(doing.tx, id, { lostOn: on, lostSince: silent, lostReason: input.reason });
  await enterLine(doing.tx, doing.house.keyring, row, {
    kind: "lost",
    on,
    side: "home",
    by: doing.actor.name,
    content: input.note?.trim() ?? "",
  });
  const open = row.personId === null ? null : await openRow(doing.tx, row.personId);
  if (open && open.lostSince !== silent) await restate(doing.tx, open, on, { lostSince: silent });
  await tellCase(doing, "membership.floating.lost", row, { on, since: silent, reason: input.reason });
}

/** Somebody lost has been found. The log keeps that they were lost. */
export async function markFound(
  doing: Doing,
  id: string,
  input: { readonly on?: string | undefined; readonly note: string },
): Promise<void> {
  const { row } = await openHeld(doing, id, "home");
  if (row.lostOn === null) throw conflict("floating-not-lost", zh.notLost.title, zh.notLost.detail);
  if (row.stoppedOn !== null) throw conflict("floating-stopped", zh.stopped.title, zh.stopped.detail);
  const on = dayOfCase(doing, row, input.on);
  const content = input.note.trim();
  if (content === "") throw refused("floating-empty", zh.emptyNote.title, zh.emptyNote.detail);
  await setCase(doing.tx, id, { lostOn: null, lostSince: null, lostReason: null });
  const line = { kind: "found", on, side: "home", by: doing.actor.name, content } as const;
  await enterLine(doing.tx, doing.house.keyring, row, line);
  const open = row.personId === null ? null : await openRow(doing.tx, row.personId);
  if (open) await restate(doing.tx, open, on, { lostSince: null });
  await tellCase(doing, "membership.floating.found", row, { on });
}

/** The decision to stop the membership of somebody lost: off the roster from that day, the two years begin. */
export async function stopMembership(
  doing: Doing,
  id: string,
  input: { readonly on?: string | undefined; readonly documentNumber?: string | undefined },
): Promise<void> {
  const { row } = await openHeld(doing, id, "home");
  if (row.lostOn === null || row.personId === null)
    throw conflict("floating-not-lost", zh.notLost.title, zh.notLost.detail);
  if (row.stoppedOn !== null) throw conflict("floating-stopped", zh.stopped.title, zh.stopped.detail);
  const on = dayOfCase(doing, row, input.on);
  if (on < row.lostOn) throw refused("floating-early", zh.early.title, zh.early.detail(row.lostOn));
  await leaveRoster(doing, row.personId, {
    code: "stopped",
    on,
    note: LOST_CONTACT.title,
    ...(input.documentNumber === undefined ? {} : { documentNumber: input.documentNumber }),
  });
  await setCase(doing.tx, id, { stoppedOn: on });
  const line = { kind: "stopped", on, side: "home", by: doing.actor.name, content: "" } as const;
  await enterLine(doing.tx, doing.house.keyring, row, line);
  await tellCase(doing, "membership.floating.stopped", row, { on });
}

/** The case ends: the member is back, is struck off two years after stopping, or it was registered in error. */
export async function endCase(doing: Doing, id: string, input: Ending): Promise<void> {
  const { row } = await openHeld(doing, id);
  const { code } = input;
  // The host may end its own record of somebody from elsewhere; of our own members home does.
  if (row.orgPath !== null && !covers(doing.scope.write, row.orgPath))
    throw refused("floating-not-home", zh.notHome.title, zh.notHome.detail);
  const on = dayOfCase(doing, row, input.on);
  if (code === "struck-off") {
    if (row.stoppedOn === null) throw conflict("floating-not-stopped", zh.notStopped.title, zh.notStopped.detail);
    const due = strikeOffDue(row.stoppedOn);
    if (on < due.value)
      throw refused("floating-early", zh.early.title, zh.early.detail(due.value), { provision: due.provision });
  } else if (row.stoppedOn !== null) throw conflict("floating-stopped", zh.stopped.title, zh.stopped.detail);
  await setCase(doing.tx, id, { endedOn: on, endCode: code, endNote: input.note?.trim() ?? "" });
  if (code === "returned")
    await enterLine(doing.tx, doing.house.keyring, row, {
      kind: "returned",
      on,
      side: row.orgPath === null ? "host" : "home",
      by: doing.actor.name,
      content: input.note?.trim() ?? "",
    });
  const open = row.personId === null || row.orgPath === null ? null : await openRow(doing.tx, row.personId);
  if (open) await restate(doing.tx, open, on, { flowDestination: null, lostSince: null });
  const term = codeSet("floating_state").term(code);
  await tellCase(doing, "membership.floating.ended", row, { code, term, on });
}

/** A member from elsewhere reports here without a flow pass: the host half, with home as a name. */
export async function registerInflow(doing: Doing, input: Inflow): Promise<{ id: string }> {
  const host = await placeOfHost(doing, input.organizationId);
  const number = numberGiven(input.idNumber);
  const id = newId();
  const away = absence(doing, id, input);
  const on = dayOfCase(doing, away, input.arrivedOn);
  const index = idNumberIndex(doing.house.keyring, number);
  await refuseTaken(doing, index);
  const hostContact = input.hostContact?.trim() || null;
  const row = {
    id,
    personId: null,
    personName: input.name.trim(),
    gender: input.gender,
    birthYear: Number(number.slice(6, 10)),
    ...sealedNumber(doing, id, number, index),
    organizationId: null,
    orgPath: null,
    homeName: input.homeName.trim(),
    homeContact: input.homeContact?.trim() || null,
    ...host,
    ...away,
    hostContact,
    arrivedOn: on,
  };
  await doing.tx.insertInto("floatingCase").values(row).execute();
  await enterLine(doing.tx, doing.house.keyring, row, {
    kind: "countersigned",
    on,
    side: "host",
    by: doing.actor.name,
    content: "",
    host: { name: host.hostName, contact: hostContact ?? "" },
  });
  await tellCase(doing, "membership.floating.arrived", row, { home: row.homeName, on });
  return { id };
}

/** An identity number as typed; a problem says what is wrong with it. */
export function numberGiven(text: string): IdentityNumber {
  const read = readIdentityNumber(text);
  if (!read.ok) throw refused("floating-number", zh.number.title, zh.number.detail);
  return read.value.number;
}

export function sealedNumber(doing: Doing, id: string, number: string, index: string) {
  return {
    idNumberCipher: sealField(doing.house.keyring, id, "idNumber", number),
    idNumberIndex: index,
  };
}

/** The branch that takes somebody in: in reach, and standing. */
export async function placeOfHost(doing: Doing, id: string) {
  const place = await transferPlace(doing.tx, id);
  if (!place || !covers(doing.scope.write, place.path)) throw absent(membershipZh.organization);
  if (place.closedOn !== null) throw refused("floating-closed-host", zh.closedHost.title, zh.closedHost.detail);
  return { hostOrganizationId: place.id, hostPath: place.path, hostName: place.shortName };
}

/** One open inflow a person in reach; beyond reach nothing is told. */
export async function refuseTaken(doing: Doing, index: string): Promise<void> {
  const taken = await doing.tx
    .selectFrom("floatingCase")
    .select("id")
    .where("idNumberIndex", "=", index)
    .where("endedOn", "is", null)
    .executeTakeFirst();
  if (taken) throw conflict("floating-open", zh.open.title, zh.open.detail);
}

/** Shows the sealed fields of a case, for a reason that the member can read. */
export async function revealContacts(doing: Doing, id: string, text: string): Promise<Revealed> {
  const reason = reasonGiven(text);
  const { row } = await heldCase(doing, id);
  const { keyring } = doing.house;
  await tellCase(doing, "membership.floating.revealed", row, { reason });
  return {
    idNumber: openField(keyring, row, "idNumber"),
    phone: openField(keyring, row, "phone"),
    address: openField(keyring, row, "address"),
    emergency: openField(keyring, row, "emergency"),
  };
}
