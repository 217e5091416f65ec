/** All that other modules may import of organisations. */
export { checks, waiting } from "./checks.ts";
export type { EventBody, NewOrganization, PostBody, TermBody, UnitBody } from "./contract.ts";
export * as elections from "./elections/index.ts";
export { decideEvent, previewEvent, proposeEvent, undoEvent } from "./event-acts.ts";
export { organizationImporter, placesOn } from "./import-organizations.ts";
export { settleOrganizations, timetable } from "./jobs.ts";
export { verbs } from "./policy.ts";
export { appointPost, endPost, startTerm } from "./post-acts.ts";
export { PROVISIONS } from "./provisions.ts";
export {
  inTreeOrder,
  kindOn,
  ladder,
  membersOn,
  namesOf,
  organizationById,
  treeAsNow,
  treeAsWas,
  treeOn,
  versionOn,
} from "./queries.ts";
export { registers } from "./registers.ts";
export { routes } from "./routes.ts";
export {
  COMMITTEE_POSTS,
  committeeFinding,
  domainOf,
  dutiesOf,
  holdsMembers,
  relationsElsewhere,
  settingFindings,
  termState,
  VILLAGE_POSTS,
} from "./rules.ts";
export { putUnit } from "./unit-acts.ts";
export { adviceFacts } from "./views.ts";
export { constraintProblems, eventSentences, noticeKinds, problemTexts } from "./zh.ts";
