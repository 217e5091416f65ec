import { floating } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Members who are away. */
export const floatingDeeds = performing(
  {
    float: "membership.floating.write",
    "float-in": "membership.floating.write",
    "float-end": "membership.floating.write",
    "float-note": "membership.floating.write",
    "float-pass": "membership.floating.write",
    "float-lost": "membership.floating.write",
  },
  float,
);

async function float(
  known: Known,
  doing: Doing,
  deed: Of<"float" | "float-in" | "float-end" | "float-note" | "float-pass" | "float-lost">,
): Promise<void> {
  if (deed.kind === "float") {
    const input = { personId: need(known.persons, deed.person), ...deed.fields };
    known.absences.set(deed.person, (await floating.registerOutflow(doing, input)).id);
    return;
  }
  if (deed.kind === "float-in") {
    const input = { organizationId: need(known.places, deed.place), ...deed.fields };
    known.absences.set(deed.person, (await floating.registerInflow(doing, input)).id);
    return;
  }
  const id = need(known.absences, deed.person);
  if (deed.kind === "float-note") await floating.note(doing, id, deed.fields);
  else if (deed.kind === "float-pass") await floating.issuePass(doing, id);
  else if (deed.kind === "float-end") await floating.endCase(doing, id, { code: deed.code });
  else await floating.markLost(doing, id, { reason: deed.reason });
}
