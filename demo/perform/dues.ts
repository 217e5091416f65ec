import { dues } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Dues. */
export const duesDeeds = performing(
  {
    "dues-profiles": "dues.profile.set",
    "dues-relief": "dues.profile.set",
    "dues-relief-decision": "dues.relief.decide",
    "dues-collect": "dues.entry.write",
    "dues-remit": "dues.account.write",
    "dues-use": "dues.account.write",
  },
  payDues,
);

async function payDues(
  known: Known,
  doing: Doing,
  deed: Of<"dues-profiles" | "dues-relief" | "dues-relief-decision" | "dues-collect" | "dues-remit" | "dues-use">,
): Promise<void> {
  switch (deed.kind) {
    case "dues-profiles": {
      const personIds = deed.persons.map((it) => need(known.persons, it));
      await dues.setProfiles(doing, { personIds, ...deed.setting });
      return;
    }
    case "dues-relief": {
      const { fromMonth, toMonth, reason, on } = deed;
      const personId = need(known.persons, deed.person);
      const relief = { personId, fromMonth, toMonth, reducedFen: 0, reason, resolvedOn: on };
      const { id } = await dues.proposeRelief(doing, relief);
      known.reliefs.set(deed.person, id);
      return;
    }
    case "dues-relief-decision":
      await dues.decideRelief(doing, need(known.reliefs, deed.person), { approve: true });
      return;
    case "dues-collect": {
      const items = deed.paid.flatMap(({ person, months }) =>
        months.map((month) => ({ personId: need(known.persons, person), month })),
      );
      await dues.collect(doing, { items, channel: "cash" });
      return;
    }
    case "dues-use":
      await dues.recordUse(doing, { organizationId: need(known.places, deed.place), ...deed.use });
      return;
    case "dues-remit": {
      const period = { organizationId: need(known.places, deed.place), fromOn: deed.fromOn, toOn: deed.toOn };
      const { collectedFen, receivedFen } = await dues.draftRemittance(doing, period);
      // Half stays with the branch; what is passed upward is whole yuan.
      const remittedFen = Math.floor((collectedFen + receivedFen) / 200) * 100;
      await dues.recordRemittance(doing, { ...period, remittedFen });
    }
  }
}
