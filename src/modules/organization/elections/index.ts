/** All that the house and other modules may import of elections. */
import type { SlicePart } from "#platform/part.ts";
import { checks, waiting } from "./checks.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { constraintProblems, eventSentences, problemTexts } from "./zh.ts";

/** What the slice brings to the server. */
export const part = {
  verbs,
  routes,
  registers,
  checks,
  waiting,
  sentences: eventSentences,
  constraints: constraintProblems,
  problems: problemTexts,
} as const satisfies SlicePart;

export { enterElection, openElection, recordStep, withdrawRecord } from "./acts.ts";
export type { EntryBody, OpeningBody, StepInput, VillageBody } from "./contract.ts";
export { placeOn, rosterOn } from "./file.ts";
export { dutiesOn, termsOn } from "./queries.ts";
export { recordVillage } from "./village.ts";
