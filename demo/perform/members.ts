import { admitToRoster, correctMember, enterRoster, leaveRoster, transfers } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import { groupTexts } from "../groups.ts";
import { memberTexts } from "../member-texts.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** The roster: entering, changing, leaving, moving. */
export const memberDeeds = performing(
  {
    roster: "membership.import",
    admit: "membership.admit",
    convert: "membership.correct",
    change: "membership.correct",
    leave: "membership.leave",
    "hand-over": "membership.transfer",
    accept: "membership.transfer",
  },
  member,
);

async function member(
  known: Known,
  doing: Doing,
  deed: Of<"roster" | "admit" | "convert" | "change" | "leave" | "hand-over" | "accept">,
): Promise<void> {
  switch (deed.kind) {
    case "roster": {
      const { personIds } = await enterRoster(doing, {
        organizationId: need(known.places, deed.place),
        on: deed.on,
        members: deed.persons.map((it) => ({ ...memberTexts(it, deed.on), ...groupTexts(deed.place, it.key) })),
      });
      deed.persons.forEach((it, at) => known.persons.set(it.key, personIds[at] ?? ""));
      return;
    }
    case "admit": {
      const { personId } = await admitToRoster(doing, {
        organizationId: need(known.places, deed.place),
        member: { ...memberTexts(deed.person, deed.on), ...groupTexts(deed.place, deed.person.key) },
        code: deed.code,
        on: deed.on,
        ...(deed.from === null ? {} : { outsideName: deed.from }),
      });
      known.persons.set(deed.person.key, personId);
      return;
    }
    case "convert":
      await correctMember(doing, need(known.persons, deed.person), {
        manner: "change",
        on: deed.on,
        fields: { category: "正式党员", fullOn: deed.on },
      });
      return;
    case "change":
      await correctMember(doing, need(known.persons, deed.person), {
        manner: "change",
        on: deed.on,
        fields: deed.fields,
      });
      return;
    case "leave":
      await leaveRoster(doing, need(known.persons, deed.person), { code: deed.code, on: deed.on });
      return;
    case "hand-over": {
      const to =
        deed.to === null ? { outsideName: deed.outside ?? "" } : { toOrganizationId: need(known.places, deed.to) };
      const { ids } = await transfers.handOver(doing, {
        personIds: [need(known.persons, deed.person)],
        ...to,
        on: deed.on,
        reason: deed.reason,
        duesPaidTo: deed.on,
        ...(deed.letter === undefined ? {} : { channel: "letter", scope: deed.letter }),
      });
      known.transfers.set(deed.person, ids[0] ?? "");
      return;
    }
    case "accept":
      await transfers.acceptTransfer(doing, need(known.transfers, deed.person), { on: deed.on });
  }
}
