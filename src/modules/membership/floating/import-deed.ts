import { newId } from "#platform/database/ids.ts";
import type { Drop, Place } from "#platform/registers/importer.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { maskPhone } from "#shared/masks.ts";
import type { FloatRow } from "./import-row.ts";
import type { Member, Reading } from "./import-standing.ts";
import type { NewCase, RowDeed } from "./import-write.ts";
import { sealField } from "./writes.ts";

/** The last contact that a register names, as a line of the log. */
export function contactLine(row: FloatRow, leftOn: Day, way: "out" | "in"): RowDeed["lines"][number] | null {
  if (row.contactOn === null || row.contactOn < leftOn) return null;
  return {
    kind: "contact",
    on: row.contactOn,
    side: way === "out" ? "home" : "host",
    content: "台账登记的最近一次联系",
    ...(row.way === null ? {} : { way: row.way }),
  };
}

/** That somebody is back. */
export function returnLine(row: FloatRow, on: Day, way: "out" | "in"): RowDeed["lines"][number] {
  return { kind: "returned", on, side: way === "out" ? "home" : "host", content: row.note };
}

/** A row that speaks of an absence which is not registered yet. */
export function newDeed(drop: Drop, reading: Reading, place: Place, member: Member | null, scope: string): RowDeed {
  const way = member === null ? "in" : "out";
  const { row, index } = reading;
  const { keyring } = drop.house;
  const { today, actor } = drop;
  const id = newId();
  const leftOn = row.leftOn ?? today;
  const ended = row.returnedOn;
  const common = {
    id,
    leftOn,
    scope,
    reason: row.reason,
    originJob: row.originJob,
    destinationKind: row.destinationKind,
    workUnit: row.workUnit,
    addressCipher: sealField(keyring, id, "address", row.address ?? undefined),
    phoneCipher: sealField(keyring, id, "phone", row.phone ?? undefined),
    phoneMask: row.phone === null ? null : maskPhone(row.phone),
    emergencyCipher: sealField(keyring, id, "emergency", row.emergency ?? undefined),
    registeredOn: today,
    registeredBy: actor.name,
    homeContact: row.homeContact,
    hostContact: row.hostContact,
    endedOn: ended,
    endCode: ended === null ? null : "returned",
    endNote: ended === null ? "" : row.note,
  };
  const contact = contactLine(row, leftOn, way);
  const after = [...(contact === null ? [] : [contact]), ...(ended === null ? [] : [returnLine(row, ended, way)])];
  const { ordinal } = reading.source;
  const reason = codeSet("floating_reason").term(row.reason as never);
  if (member !== null) {
    const made: NewCase = {
      ...common,
      personId: member.personId,
      personName: member.name,
      gender: member.gender,
      birthYear: member.birthOn === null ? null : Number(member.birthOn.slice(0, 4)),
      organizationId: member.organizationId,
      orgPath: member.orgPath,
      hostName: row.hostName,
      destination: row.destination,
      decidedOn: row.homeContact === null ? null : today,
    };
    const first = {
      kind: "registered",
      on: leftOn,
      side: "home",
      content: `${reason}，去往${row.destination}`,
    } as const;
    return { ordinal, made, changed: null, lines: [first, ...after], rosterFrom: ended === null ? leftOn : null };
  }
  const made: NewCase = {
    ...common,
    personId: null,
    personName: row.name,
    gender: row.gender,
    birthYear: row.idNumber === null ? null : Number(row.idNumber.slice(6, 10)),
    idNumberCipher: sealField(keyring, id, "idNumber", row.idNumber ?? undefined),
    idNumberIndex: index,
    homeName: row.home,
    hostOrganizationId: place.id,
    hostPath: place.path,
    hostName: place.shortName,
    destination: place.shortName,
    arrivedOn: row.arrivedOn,
  };
  const first = {
    kind: "countersigned",
    on: row.arrivedOn ?? leftOn,
    side: "host",
    content: "",
    host: { name: place.shortName, contact: row.hostContact ?? "" },
  } as const;
  return { ordinal, made, changed: null, lines: [first, ...after], rosterFrom: null };
}
