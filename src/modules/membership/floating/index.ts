/** All that the house and other modules may import of floating members. */
import type { SlicePart } from "#platform/part.ts";
import { sentencesOf } from "#shared/event-sentences.ts";
import { checks } from "./checks.ts";
import { floatingImporters } from "./import-floating.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { events, problemTexts } from "./zh.ts";

/** What the slice brings to the server. */
export const part = {
  verbs,
  routes,
  registers,
  checks,
  importers: floatingImporters,
  sentences: sentencesOf(events),
  problems: problemTexts,
} as const satisfies SlicePart;

export { acceptCase, endCase, note, offerCase, registerOutflow } from "./acts.ts";
export { figures } from "./figures.ts";
export { registerInflow } from "./inflow-acts.ts";
export { markLost, stopMembership } from "./loss-acts.ts";
export { issuePass, mergePass, receivePass } from "./pass-acts.ts";
export { inflowCounts, lostCounts, outflowCounts } from "./statistics.ts";
