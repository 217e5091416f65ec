import type { SlicePart } from "#platform/part.ts";
import { checks, waiting } from "./checks.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { constraintProblems, eventSentences, noticeKinds, problemTexts } from "./zh.ts";

export { endCase, enterCase, moveCase, openCase, recordStep, withdrawRecord } from "./acts.ts";
export type { Entry, Opening, StepBody } from "./contract.ts";
export { setPlan } from "./plan-acts.ts";
export { halfYearFigures, mapOn, stageOn } from "./queries.ts";

/** Recruiting, as the server puts it into the house. */
export const part: SlicePart = {
  verbs,
  routes,
  registers,
  checks,
  waiting,
  notices: Object.values(noticeKinds),
  sentences: eventSentences,
  constraints: constraintProblems,
  problems: problemTexts,
};
