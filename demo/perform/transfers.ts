import { transfers } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import { memberTexts } from "../member-texts.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Letters, arrivals and files of transfers. */
export const transferDeeds = performing(
  {
    letter: "membership.letter",
    certificate: "membership.letter",
    arrival: "membership.transfer",
    "arrival-verified": "membership.transfer",
    "arrival-admitted": "membership.transfer",
    "arrival-answered": "membership.transfer",
    "file-sent": "membership.transfer",
    "file-received": "membership.transfer",
    "transfer-asked": "own",
    kept: "membership.transfer",
  },
  transfer,
);

async function transfer(
  known: Known,
  doing: Doing,
  deed: Of<
    | "letter"
    | "certificate"
    | "arrival"
    | "arrival-verified"
    | "arrival-admitted"
    | "arrival-answered"
    | "file-sent"
    | "file-received"
    | "transfer-asked"
    | "kept"
  >,
): Promise<void> {
  const moved = (key: string): string => need(known.transfers, key);
  switch (deed.kind) {
    case "letter":
      await transfers.issueLetter(doing, moved(deed.person), { on: deed.on, validDays: deed.validDays });
      return;
    case "certificate": {
      const { addressee, purpose, validDays, on } = deed;
      const personId = need(known.persons, deed.person);
      await transfers.issueCertificate(doing, { personId, addressee, purpose, validDays, on });
      return;
    }
    case "arrival": {
      const { idNumber } = deed.person;
      const { id } = await transfers.receiveLetter(doing, {
        organizationId: need(known.places, deed.place),
        name: deed.person.name,
        ...(idNumber === undefined ? {} : { idNumber }),
        ...deed.fields,
        on: deed.on,
      });
      known.transfers.set(deed.person.key, id);
      return;
    }
    case "arrival-verified":
      await transfers.verifyArrival(doing, moved(deed.person), { note: deed.note, on: deed.on });
      return;
    case "arrival-admitted": {
      const { personId } = await transfers.admitArrival(doing, moved(deed.person.key), {
        member: memberTexts(deed.person, deed.on),
        on: deed.on,
      });
      known.persons.set(deed.person.key, personId);
      return;
    }
    case "arrival-answered":
      await transfers.sendReceipt(doing, moved(deed.person), deed.on);
      return;
    case "file-sent":
      await transfers.sendFile(doing, moved(deed.person), { ...deed.fields, on: deed.on });
      return;
    case "file-received":
      await transfers.receiveFile(doing, moved(deed.person), { on: deed.on });
      return;
    case "transfer-asked":
      await transfers.askTransfer(doing, { destination: deed.destination, reason: deed.reason });
      return;
    case "kept":
      await transfers.keepGraduate(doing, { personId: need(known.persons, deed.person), sinceOn: deed.since });
  }
}
