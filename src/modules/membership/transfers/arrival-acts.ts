import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { readIdentityNumber } from "#shared/identity-number.ts";
import { admitToRoster } from "../acts.ts";
import { transferPlace } from "../queries.ts";
import { refuseWithoutRoster } from "../roster/place.ts";
import { letterEnds } from "../rules.ts";
import { zh as roster } from "../zh.ts";
import type { Arrival, ArrivalAdmission, Verification } from "./contract.ts";
import { addStep, forDeed, partiesOf, tellBoth } from "./writes.ts";
import { events, zh } from "./zh.ts";

/** How the identity number of a letter is bound to its place. */
const numberAt = (id: string) => ({ table: "transfer", column: "id_number_cipher", row: id }) as const;

/** A letter from outside has come: it is noted before anything else, with who sent it and how long it lasts. */
export async function receiveLetter(doing: Doing<typeof events.received>, input: Arrival): Promise<{ id: string }> {
  const place = await transferPlace(doing.tx, input.organizationId);
  if (!place || !covers(doing.scope.write, place.path)) throw absent(roster.organization);
  if (place.closedOn !== null) throw refused("transfer-closed-place", zh.closedPlace.title, zh.closedPlace.detail);
  await refuseWithoutRoster(doing, place.path);
  const on = dayGiven(doing, input.on);
  const letterOn = input.letterOn === undefined ? null : dayGiven(doing, input.letterOn);
  const validDays = letterOn === null ? null : (input.validDays ?? 90);
  if (letterOn !== null && validDays !== null) {
    const until = letterEnds(letterOn, validDays);
    if (on > until.value)
      throw refused("letter-expired", zh.letterExpired.title, zh.letterExpired.detail(until.value), {
        provision: until.provision,
      });
  }
  await refuseTwice(doing, input, place.path);
  const id = newId();
  const number = input.idNumber?.trim() ?? "";
  const row = {
    id,
    personId: null,
    personName: input.name.trim(),
    kind: "in",
    channel: input.letterNumber === undefined ? "online" : "letter",
    fromOrganizationId: null,
    orgPath: place.path,
    toOrganizationId: place.id,
    toPath: place.path,
    outsideName: input.outsideName.trim(),
    contact: input.contact?.trim() || null,
    scope: input.scope ?? null,
    reason: input.reason ?? "",
    duesPaidTo: input.duesPaidTo === undefined ? null : dayGiven(doing, input.duesPaidTo),
    letterNumber: input.letterNumber?.trim() ?? null,
    letterOn,
    validDays,
    state: "handed-over",
    handedOverBy: doing.actor.accountId,
    handedOverOn: on,
    ...(number === "" ? {} : sealed(doing, id, number)),
  };
  await doing.tx.insertInto("transfer").values(row).execute();
  await addStep(doing, row, "received", on, row.letterNumber ?? "");
  await doing.tell({
    event: events.received,
    organizationId: place.id,
    orgPath: place.path,
    target: { kind: "transfer", id, name: row.personName },
    details: { from: row.outsideName, on },
    persons: [],
  });
  return { id };
}

function sealed(doing: Doing<never>, id: string, text: string) {
  const read = readIdentityNumber(text);
  if (!read.ok) throw refused("arrival-number", zh.number.title, zh.number.detail);
  const { number } = read.value;
  return { idNumberCipher: doing.house.keyring.seal(number, numberAt(id)) };
}

/** One letter is noted once in reach of whoever notes it. */
async function refuseTwice(doing: Doing<never>, input: Arrival, path: string): Promise<void> {
  const known = await doing.tx
    .selectFrom("transfer")
    .select("id")
    .where("kind", "=", "in")
    .where("state", "=", "handed-over")
    .where("toPath", "=", path)
    .where("personName", "=", input.name.trim())
    .where("outsideName", "=", input.outsideName.trim())
    .executeTakeFirst();
  if (known) throw conflict("arrival-known", zh.arrivalKnown.title, zh.arrivalKnown.detail);
}

/** The letter was checked with the organisation that wrote it, or with the file. */
export async function verifyArrival(
  doing: Doing<typeof events.verified>,
  id: string,
  input: Verification,
): Promise<void> {
  const transfer = await forDeed(doing, id, "verification");
  const on = notBefore(doing, transfer.handedOverOn, input.on);
  const note = input.note.trim();
  await doing.tx.updateTable("transfer").set({ verifiedOn: on, verifiedNote: note }).where("id", "=", id).execute();
  await addStep(doing, transfer, "verified", on, note);
  await tellBoth(doing, events.verified, { ...partiesOf(transfer), details: { note, on } });
}

function notBefore(doing: Doing<never>, from: Day, text: string | undefined): Day {
  const on = dayGiven(doing, text);
  if (on < from) throw refused("transfer-too-early", zh.tooEarly.title, zh.tooEarly.detail(from));
  return on;
}

/** The member comes onto the roster; what the letter says is not asked again. */
export async function admitArrival(
  doing: Doing,
  id: string,
  input: ArrivalAdmission,
): Promise<{ personId: string; warnings: readonly string[] }> {
  const transfer = await forDeed(doing, id, "admission");
  const on = notBefore(doing, transfer.handedOverOn, input.on);
  const { idNumberCipher, outsideName, letterNumber, toOrganizationId } = transfer;
  const number = idNumberCipher === null ? {} : { idNumber: doing.house.keyring.open(idNumberCipher, numberAt(id)) };
  const made = await admitToRoster(
    doing,
    {
      organizationId: toOrganizationId ?? "",
      member: { name: transfer.personName, ...number, ...input.member },
      code: "transferred_in",
      on,
      ...(outsideName === null ? {} : { outsideName }),
      ...(letterNumber === null ? {} : { documentNumber: letterNumber }),
    },
    id,
  );
  const { personId } = made;
  await doing.tx
    .updateTable("transfer")
    .set({
      personId,
      state: "accepted",
      decidedBy: doing.actor.accountId,
      decidedOn: on,
      // Now it lies with the person.
      idNumberCipher: null,
    })
    .where("id", "=", id)
    .execute();
  for (const table of ["transferStep", "transferMaterial"] as const)
    await doing.tx.updateTable(table).set({ personId }).where("transferId", "=", id).execute();
  await addStep(doing, { ...transfer, personId }, "accepted", on);
  await tellBoth(doing, events.accepted, {
    ...partiesOf({ ...transfer, personId }),
    details: {
      from: outsideName ?? "",
      to: (await transferPlace(doing.tx, toOrganizationId ?? ""))?.shortName ?? "",
      on,
    },
  });
  return made;
}

/** Our receipt went back to the organisation that wrote the letter. */
export async function sendReceipt(
  doing: Doing<typeof events.receiptSent>,
  id: string,
  text: string | undefined,
): Promise<void> {
  const transfer = await forDeed(doing, id, "receipt");
  const on = notBefore(doing, transfer.decidedOn ?? transfer.handedOverOn, text);
  await doing.tx.updateTable("transfer").set({ receiptOn: on }).where("id", "=", id).execute();
  await addStep(doing, transfer, "receipt", on);
  await tellBoth(doing, events.receiptSent, { ...partiesOf(transfer), details: { on } });
}
