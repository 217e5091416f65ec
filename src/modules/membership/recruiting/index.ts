import type { Part } from "#server/modules.ts";
import { checks } from "./checks.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { constraintProblems, eventSentences, problemTexts } from "./zh.ts";

export { endCase, enterCase, moveCase, openCase, recordStep, withdrawRecord } from "./acts.ts";
export type { Entry, Opening, StepBody } from "./contract.ts";
export { setPlan } from "./plan-acts.ts";
export { halfYearFigures, mapOn, stageOn } from "./queries.ts";

/** Recruiting, as the server puts it into the house. */
export const part: Omit<Part, "name"> = {
  verbs,
  routes,
  registers,
  checks,
  sentences: eventSentences,
  constraints: constraintProblems,
  problems: problemTexts,
};
