import { get, of, post } from "#platform/http/address.ts";
import type { Done } from "#platform/http/shapes.ts";
import type { Paper } from "#platform/word/contract.ts";
import type {
  CaseView,
  DecisionBody,
  DutiesQuery,
  DutiesView,
  Ending,
  EntryBody,
  OfOrganization,
  Opened,
  OpeningBody,
  RosterQuery,
  RosterView,
  StartView,
  StepBody,
  TermsQuery,
  TermsView,
  VillageBody,
  Withdrawal,
} from "./contract.ts";

export const terms = get(
  "/api/elections/terms",
  "届期一览：各组织任期到什么时候，换届办到哪一步",
  of<TermsView>(),
  of<TermsQuery>(),
);
export const duties = get(
  "/api/elections/duties",
  "书记、主任一肩挑的人，两委交叉任职的人数",
  of<DutiesView>(),
  of<DutiesQuery>(),
);
export const electionsOfPlace = get(
  "/api/organizations/:id/elections",
  "一个组织办过的和正在办的选举",
  of<OfOrganization>(),
);
export const start = get(
  "/api/organizations/:id/election-start",
  "发起选举以前已经知道的：届满日期、党员人数、应当怎样选",
  of<StartView>(),
);
export const opening = post("/api/elections", "发起换届选举或者补选", {
  body: of<OpeningBody>(),
  answer: of<Opened>(),
});
export const entry = post("/api/elections/entry", "补录以往在纸上办的选举", {
  body: of<EntryBody>(),
  answer: of<Opened>(),
});
export const village = post("/api/elections/village", "登记村（居）民委员会选举的结果", {
  body: of<VillageBody>(),
  answer: of<Opened>(),
});
export const election = get("/api/elections/:id", "一次选举：办了什么，下一步是什么，由谁办", of<CaseView>());
export const roster = get(
  "/api/elections/:id/roster",
  "这一天花名册上的正式党员，用于选择人和计算应到会人数",
  of<RosterView>(),
  of<RosterQuery>(),
);
export const paper = get("/api/elections/:id/papers/:paper", "选举的一份文书，已知的内容已填好，供打印", of<Paper>());
export const record = post(
  "/api/elections/:id/records",
  "登记本级办的一步：请示、提名、候选人、会议、计票、结果、交接",
  { body: of<StepBody>(), answer: of<Opened>() },
);
export const decision = post("/api/elections/:id/decisions", "登记上级办的一步：提醒、批复；批复选举结果以后任职生效", {
  body: of<DecisionBody>(),
  answer: of<Opened>(),
});
export const recordWithdrawal = post(
  "/api/elections/:id/records/:recordId/withdrawal",
  "撤回登记有误的最后一步，由它产生的任职和届次一起恢复",
  { body: of<Withdrawal>(), answer: of<Done>() },
);
export const ending = post("/api/elections/:id/ending", "终止一次不再举行的选举", {
  body: of<Ending>(),
  answer: of<Done>(),
});
