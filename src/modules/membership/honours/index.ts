/** All that the house and other modules may import of honours and discipline. */
import type { SlicePart } from "#platform/part.ts";
import { checks } from "./checks.ts";
import { awardImporter } from "./import-awards.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { eventSentences, noticeKinds, problemTexts } from "./zh.ts";

/** What the slice brings to the server. */
export const part = {
  verbs,
  routes,
  registers,
  checks,
  importers: [awardImporter],
  notices: Object.values(noticeKinds),
  sentences: eventSentences,
  problems: problemTexts,
} as const satisfies SlicePart;

export { enterAward, revokeAward } from "./awards.ts";
export { endMeasure, enterMeasure, readMeasure } from "./measure-acts.ts";
export { type Suspension, suspendedOn, suspensionsOf } from "./suspended.ts";
