import { sql } from "kysely";
import { asSystem, type Writer, widened } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import { bump, refuseMoving } from "../acts.ts";
import { ONE_ROSTER } from "../provisions.ts";
import { transferPlace } from "../queries.ts";
import { openRow, personRow } from "../roster/rows.ts";
import { zh as membershipZh } from "../zh.ts";
import { absence, dayOfCase, forDeed, heldCase, restate, setCase, tellCase } from "./case.ts";
import type { Ending, Entry, Offer, Outflow, OwnOutflow, Revealed } from "./contract.ts";
import type { Side } from "./pass.ts";
import { strikeOffDue } from "./rules.ts";
import { type CaseRow, enterLine, openCase, openField } from "./writes.ts";
import { events, zh } from "./zh.ts";

/** Home registers that a member has left. */
export async function registerOutflow(doing: Doing<typeof events.registered>, input: Outflow): Promise<{ id: string }> {
  return await register(doing, doing.tx, input.personId, input, "home", (path) => {
    if (!covers(doing.scope.write, path)) throw absent(membershipZh.member);
  });
}

/** The member registers leaving, in Pocket; the branch then names who keeps contact. */
export async function registerOwn(doing: Doing<typeof events.registered>, input: OwnOutflow): Promise<{ id: string }> {
  const { personId } = doing.actor;
  if (personId === null) throw absent(membershipZh.member);
  return await asSystem(doing.tx, "own-floating", (tx) =>
    register(doing, tx, personId, input, "member", () => undefined),
  );
}

async function register(
  doing: Doing<typeof events.registered>,
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
  await tellCase(doing, events.registered, row, { destination: away.destination, on: away.leftOn });
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

/** Home decides to keep the member as floating and names who keeps contact (C26). */
export async function decideFloating(
  doing: Doing<typeof events.decided>,
  id: string,
  input: { readonly homeContact: string; readonly on?: string | undefined },
): Promise<void> {
  const { row } = await forDeed(doing, id, "decision");
  const on = dayOfCase(doing, row, input.on);
  const homeContact = input.homeContact.trim();
  if (homeContact === "") throw refused("floating-empty", zh.emptyNote.title, zh.emptyNote.detail);
  // Naming another contact later is no new decision, unless a day is given.
  const decidedOn = input.on === undefined ? (row.decidedOn ?? on) : on;
  await setCase(doing.tx, id, { decidedOn, homeContact });
  await tellCase(doing, events.decided, row, { homeContact, on });
}

/** Home sends the case to a branch of the zone, or notes the organisation outside that it wrote to. */
export async function offerCase(doing: Doing<typeof events.offered>, id: string, input: Offer): Promise<void> {
  const { row } = await forDeed(doing, id, "offer");
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
  await tellCase(doing, events.offered, { ...row, ...host }, { to: host.hostName, on });
}

/** The branch where the member lives takes them in and names who looks after them. */
export async function acceptCase(
  doing: Doing<typeof events.accepted>,
  id: string,
  input: { readonly hostContact: string; readonly on?: string | undefined },
): Promise<void> {
  const { row } = await forDeed(doing, id, "acceptance");
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
  await tellCase(doing, events.accepted, row, { on });
}

/** The branch sends the case back, and says why. */
export async function declineCase(doing: Doing<typeof events.declined>, id: string, note: string): Promise<void> {
  const { row } = await forDeed(doing, id, "refusal");
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
  await tellCase(doing, events.declined, row, { note: text });
}

/** One line in the log: a report, a contact, a search, training, dues, an activity, an appraisal. */
export async function note(doing: Doing<typeof events.noted>, id: string, input: Entry): Promise<{ id: string }> {
  const { row, side } = await forDeed(doing, id, "entry", input.side);
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
  await tellCase(doing, events.noted, row, {
    kind: input.kind,
    term: codeSet("floating_entry_kind").term(input.kind),
    on,
  });
  return { id: entryId };
}

/** The member reports, in Pocket. */
export async function reportOwn(doing: Doing<typeof events.noted>, text: string): Promise<{ id: string }> {
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
  await tellCase(doing, events.noted, done.row, { kind: "report", term, on: doing.today });
  return { id: done.id };
}

/** The case ends: the member is back, is struck off two years after stopping, or it was registered in error. */
export async function endCase(doing: Doing<typeof events.ended>, id: string, input: Ending): Promise<void> {
  const { code } = input;
  const { row } = await forDeed(doing, id, code);
  const on = dayOfCase(doing, row, input.on);
  if (code === "struck-off" && row.stoppedOn !== null) {
    const due = strikeOffDue(row.stoppedOn);
    if (on < due.value)
      throw refused("floating-early", zh.early.title, zh.early.detail(due.value), { provision: due.provision });
  }
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
  await tellCase(doing, events.ended, row, { code, term, on });
}

/** Shows the sealed fields of a case, for a reason that the member can read. */
export async function revealContacts(
  doing: Doing<typeof events.revealed>,
  id: string,
  text: string,
): Promise<Revealed> {
  const reason = reasonGiven(text);
  const { row } = await heldCase(doing, id);
  const { keyring } = doing.house;
  await tellCase(doing, events.revealed, row, { reason });
  return {
    idNumber: openField(keyring, row, "idNumber"),
    phone: openField(keyring, row, "phone"),
    address: openField(keyring, row, "address"),
    emergency: openField(keyring, row, "emergency"),
  };
}
