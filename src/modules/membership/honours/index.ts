/** All that the house and other modules may import of honours and discipline. */
import { checks } from "./checks.ts";
import { awardImporter } from "./import-awards.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { eventSentences, problemTexts } from "./zh.ts";

/** What the slice brings to the server; the shape is `Part` of src/server/modules.ts. */
export const part = {
  verbs,
  routes,
  registers,
  checks,
  importers: [awardImporter],
  sentences: eventSentences,
  problems: problemTexts,
} as const;

export { enterAward, revokeAward } from "./award-acts.ts";
export { endMeasure, enterMeasure, readMeasure } from "./measure-acts.ts";
export { type Suspension, suspendedOn, suspensionsOf } from "./suspended.ts";
