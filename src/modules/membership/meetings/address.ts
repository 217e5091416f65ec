import { get, of, post } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type { Paper } from "#platform/word/contract.ts";
import type {
  Answering,
  Cancelling,
  HeatView,
  HeldBody,
  Invited,
  MeetingView,
  MemberMeetings,
  NewPlans,
  OwnExcuse,
  OwnMeetings,
  OwnTaskDone,
  PlanChange,
  PlansMade,
  Proposal,
  ProposalQuery,
  RecordBody,
  Recorded,
  RollQuery,
  RollView,
  StandingBody,
  StandingEnding,
  TalkBody,
  TaskDone,
  Withdrawing,
  YearQuery,
  YearView,
} from "./contract.ts";

export const meetingsOfYear = get(
  "/api/meetings/year",
  "一个支部一年的会议：各月开了什么、还缺什么，议定事项，学时",
  of<YearView>(),
  of<YearQuery>(),
);
export const heat = get("/api/meetings/heat", "各支部各月的会议和所缺", of<HeatView>(), of<YearQuery>());
export const proposal = get(
  "/api/meetings/proposal",
  "按规定排出一年的会议，供修改后一次安排",
  of<Proposal>(),
  of<ProposalQuery>(),
);
export const roll = get("/api/meetings/roll", "某一天某个范围应到会的党员", of<RollView>(), of<RollQuery>());
export const meeting = get(
  "/api/meetings/:id",
  "一次会议：安排、应到和到会、记录、议定事项、更正前的内容",
  of<MeetingView>(),
);
export const minutes = get("/api/meetings/:id/minutes", "会议记录", of<Paper>());
export const sheet = get("/api/meetings/:id/sheet", "会前打印的签到表", of<Paper>());
export const meetingsOfMember = get(
  "/api/members/:personId/meetings",
  "一名党员参加会议的情况、学时、议定事项、谈心谈话",
  of<MemberMeetings>(),
);
export const planning = post("/api/meetings", "安排会议：一次，或者全年一次排好；可以邀请其他支部联合召开", {
  body: of<NewPlans>(),
  answer: of<PlansMade>(),
});
export const held = post("/api/meetings/held", "记录一次没有事先安排的会议", {
  body: of<HeldBody>(),
  answer: of<Recorded>(),
});
export const change = post("/api/meetings/:id/change", "更改会议的安排，已通知的再通知一次", {
  body: of<PlanChange>(),
});
export const invitation = post("/api/meetings/:id/invitation", "通知应到会的党员", { answer: of<Invited>() });
export const joining = post("/api/meetings/:id/answer", "答复是否参加联合会议", { body: of<Answering>() });
export const cancellation = post("/api/meetings/:id/cancellation", "取消会议，写明原因", { body: of<Cancelling>() });
export const restoration = post("/api/meetings/:id/restoration", "恢复已取消的会议");
export const record = post(
  "/api/meetings/:id/record",
  "记录会议：到会、议题、决议、议定事项；再次提交是更正，原来的内容保留",
  { body: of<RecordBody>(), answer: of<Recorded>() },
);
export const taskCompletion = post("/api/meeting-tasks/:id/completion", "办结议定事项", { body: of<TaskDone>() });
export const taskReopening = post("/api/meeting-tasks/:id/reopening", "重新打开误登办结的议定事项", {
  body: of<Withdrawing>(),
});
export const taskWithdrawal = post("/api/meeting-tasks/:id/withdrawal", "撤销议定事项，写明原因", {
  body: of<Withdrawing>(),
});
export const standing = post("/api/meeting-standings", "登记党员不计入应到会人员：不作要求、流动在外、没有表决权", {
  body: of<StandingBody>(),
  answer: of<Made>(),
});
export const standingEnding = post("/api/meeting-standings/:id/ending", "结束不计入应到会人员的登记", {
  body: of<StandingEnding>(),
});
export const talk = post("/api/meeting-talks", "登记谈心谈话", { body: of<TalkBody>(), answer: of<Made>() });
export const talkWithdrawal = post("/api/meeting-talks/:id/withdrawal", "撤销误登的谈心谈话", {
  body: of<Withdrawing>(),
});
export const ownMeetings = get("/api/own/meetings", "我的会议、议定事项和学时", of<OwnMeetings>());
export const ownExcuse = post("/api/own/meetings/:id/excuse", "会前请假", { body: of<OwnExcuse>() });
export const ownTaskCompletion = post("/api/own/meeting-tasks/:id/completion", "办结我的议定事项", {
  body: of<OwnTaskDone>(),
});
