import type { SlicePart } from "#platform/part.ts";
import { sentencesOf } from "#shared/event-sentences.ts";
import { checks, waiting } from "./checks.ts";
import { duesImporter } from "./import-dues.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { constraintProblems, events, problemTexts } from "./zh.ts";

/** Dues: what members owe and pay, what is passed upward and used, and what is published. */
export const part: SlicePart = {
  verbs,
  routes,
  registers,
  checks,
  waiting,
  importers: [duesImporter],
  sentences: sentencesOf(events),
  constraints: constraintProblems,
  problems: problemTexts,
};

export { draftRemittance, publishDisclosure, recordRemittance, recordUse } from "./account-acts.ts";
export { duesPaidTo } from "./arrears.ts";
export { collect, correctEntry, receiveGift } from "./entry-acts.ts";
export { figures } from "./figures.ts";
export { decideRelief, proposeRelief, recordTalk, setProfiles } from "./profile-acts.ts";
export { organizationInReach } from "./queries.ts";
