/** All that the house and other modules may import of the appraisal. */
import type { SlicePart } from "#platform/part.ts";
import { sentencesOf } from "#shared/event-sentences.ts";
import { checks, waiting } from "./checks.ts";
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
  waiting,
  sentences: sentencesOf(events),
  problems: problemTexts,
} as const satisfies SlicePart;

export {
  closeVoting,
  dispose,
  endRectification,
  gradeMembers,
  openAppraisal,
  publishAppraisal,
  recordCount,
  startVoting,
} from "./acts.ts";
export { castBallot, takeToken, writeSelf } from "./own.ts";
export { type AppraisalCounts, appraisalCounts, appraisedBranches } from "./queries.ts";
export { appraisalView } from "./view.ts";
