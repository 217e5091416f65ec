import type { Updateable } from "kysely";
import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import { type Deed, isTheirs } from "#platform/cases/deeds.ts";
import type { Tables, Writer } from "#platform/database/door.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { type Day, isDay } from "#shared/day.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import { maskPhone } from "#shared/masks.ts";
import { readPhone } from "#shared/phone.ts";
import { transferPlace } from "../queries.ts";
import { closeMembership, type MembershipRow, reopenRow } from "../roster/rows.ts";
import { zh as membershipZh } from "../zh.ts";
import type { OwnOutflow } from "./contract.ts";
import { DEEDS, type DeedKey, type Half, type Standing } from "./deeds.ts";
import { type CaseRow, sealField } from "./writes.ts";
import { problemTexts, zh } from "./zh.ts";

/** What the acts upon a case share: the case in hand, its days, what is told of it, and what the roster says. */

/** A case in reach, held until the act ends, with the side that the actor answers for. */
export async function heldCase(doing: Doing<never>, id: string, wanted?: Half): Promise<{ row: CaseRow; side: Half }> {
  const row = await doing.tx.selectFrom("floatingCase").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw absent(zh.floating);
  const home = row.orgPath !== null && covers(doing.scope.write, row.orgPath);
  const host = row.hostPath !== null && covers(doing.scope.write, row.hostPath);
  if (wanted === "home" && !home) throw refused("floating-not-home", zh.notHome.title, zh.notHome.detail);
  if (wanted === "host" && !host) throw refused("floating-not-host", zh.notHost.title, zh.notHost.detail);
  if (!home && !host) throw absent(zh.floating);
  return { row, side: wanted ?? (home ? "home" : "host") };
}

/** A case in reach for a deed that the actor may do there now; `side` where either half may, and the actor answers for both. */
export async function forDeed(doing: Doing<never>, id: string, key: DeedKey, side?: Half) {
  const deed: Deed<Standing, Half, keyof typeof problemTexts> = DEEDS[key];
  const only = typeof deed.by !== "function" && deed.by.length === 1 ? deed.by[0] : side;
  const held = await heldCase(doing, id, only);
  const { row } = held;
  const bar = deed.bar(row, doing.today);
  // An ended case says so to both halves, before it says whose deed it would have been.
  const theirs = isTheirs(deed, row, { home: held.side === "home", host: held.side === "host" });
  if (!theirs && bar !== "floating-ended") throw refused("floating-not-home", zh.notHome.title, zh.notHome.detail);
  if (bar !== null) throw conflict(bar, problemTexts[bar].title, problemTexts[bar].detail);
  return held;
}

/** A day of the past or today, no earlier than the leaving. */
export function dayOfCase(doing: Doing<never>, row: Pick<CaseRow, "leftOn">, text: string | undefined): Day {
  const on = dayGiven(doing, text);
  if (on < row.leftOn)
    throw refused("floating-before-leaving", zh.beforeLeaving.title, zh.beforeLeaving.detail(row.leftOn));
  return on;
}

export async function setCase(tx: Writer, id: string, set: Updateable<Tables["floatingCase"]>): Promise<void> {
  await tx.updateTable("floatingCase").set(set).where("id", "=", id).execute();
}

/** Tells both halves that lie in this installation; the person finds it once. */
export async function tellCase<E extends EventKind>(
  doing: Doing<E>,
  event: E,
  row: Pick<
    CaseRow,
    "id" | "personId" | "personName" | "organizationId" | "orgPath" | "hostOrganizationId" | "hostPath"
  >,
  details: DetailsOf<E>,
): Promise<void> {
  const target = { kind: "floating-case", id: row.id, name: row.personName };
  const first =
    row.orgPath !== null
      ? { organizationId: row.organizationId, orgPath: row.orgPath }
      : { organizationId: row.hostOrganizationId, orgPath: row.hostPath ?? "/" };
  const persons = row.personId === null ? [] : [{ id: row.personId, path: first.orgPath }];
  await tellOne(doing, event, { ...first, target, persons }, details);
  if (row.orgPath !== null && row.hostPath !== null)
    await tellOne(doing, event, { organizationId: row.hostOrganizationId, orgPath: row.hostPath, target }, details);
}

/** What the forms of leaving and arriving say of the absence, checked and sealed. */
export function absence(doing: Doing<never>, id: string, input: OwnOutflow) {
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

/** What the roster says from a day on; of one entry of the roster that began that very day, in place. */
export async function restate(tx: Writer, open: MembershipRow, on: Day, set: Partial<MembershipRow>): Promise<void> {
  if (open.validFrom >= on) {
    await tx.updateTable("membership").set(set).where("id", "=", open.id).execute();
    return;
  }
  await closeMembership(tx, open, on);
  await reopenRow(tx, open, { ...set, validFrom: on });
}

/** The branch that takes somebody in: in reach, and standing. */
export async function placeOfHost(doing: Doing<never>, id: string) {
  const place = await transferPlace(doing.tx, id);
  if (!place || !covers(doing.scope.write, place.path)) throw absent(membershipZh.organization);
  if (place.closedOn !== null) throw refused("floating-closed-host", zh.closedHost.title, zh.closedHost.detail);
  return { hostOrganizationId: place.id, hostPath: place.path, hostName: place.shortName };
}
