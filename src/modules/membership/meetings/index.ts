/** All that the house and other modules may import of meetings. */
import type { SlicePart } from "#platform/part.ts";
import { sentencesOf } from "#shared/event-sentences.ts";
import { checks } from "./checks.ts";
import { meetingImporter } from "./import-meetings.ts";
import { verbs } from "./policy.ts";
import { registers } from "./registers.ts";
import { routes } from "./routes.ts";
import { events, noticeKinds, problemTexts } from "./zh.ts";

/** What the slice brings to the server. */
export const part = {
  verbs,
  routes,
  registers,
  checks,
  importers: [meetingImporter],
  notices: Object.values(noticeKinds),
  sentences: sentencesOf(events),
  problems: problemTexts,
} as const satisfies SlicePart;

export type { HeldBody, NewPlans, PlanBody } from "./contract.ts";
export { meetingOfVote, meetingWithoutVote } from "./decisions.ts";
export { declareStanding, recordTalk } from "./person-acts.ts";
export { inviteAll, planMeetings } from "./plan-acts.ts";
export { attendanceOf, branchesOn, happenings, heldOn, lastAttendedOn, studyOf } from "./queries.ts";
export { recordHeld, recordMeeting } from "./record-acts.ts";
export { rollOf } from "./roll.ts";
export { hoursAsked, numbersOf, quorumOf } from "./rules.ts";
export { completeTask } from "./task-acts.ts";
