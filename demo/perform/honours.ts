import { honours } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Awards, and measures of discipline. */
export const honourDeeds = performing(
  {
    award: "award.write",
    measure: "discipline.write",
  },
  honour,
);

async function honour(known: Known, doing: Doing, deed: Of<"award" | "measure">): Promise<void> {
  if (deed.kind === "measure") {
    await honours.enterMeasure(doing, { ...deed.fields, personId: need(known.persons, deed.person) });
    return;
  }
  await honours.enterAward(doing, {
    ...deed.fields,
    ...(deed.person === null
      ? { organizationId: need(known.places, deed.place) }
      : { personId: need(known.persons, deed.person) }),
  });
}
