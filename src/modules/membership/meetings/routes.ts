import { Type } from "typebox";
import { absent } from "#platform/http/problem.ts";
import type { Asking } from "#platform/http/route.ts";
import { deed, opening, question, type Route } from "#platform/http/route.ts";
import { DayOf, Id, Made } from "#platform/http/shapes.ts";
import { paperRoutes } from "#platform/word/routes.ts";
import {
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
  RecordBody,
  Recorded,
  RollView,
  StandingBody,
  StandingEnding,
  TalkBody,
  TaskDone,
  Withdrawing,
  YearView,
} from "./contract.ts";
import { minutesOf, sheetOf } from "./papers.ts";
import { memberMeetings, ownMeetings } from "./person.ts";
import { declareStanding, endStanding, excuseOwn, recordTalk, withdrawTalk } from "./person-acts.ts";
import { answerJoint, cancelMeeting, changePlan, inviteAll, planMeetings, restoreMeeting } from "./plan-acts.ts";
import { recordHeld, recordMeeting } from "./record-acts.ts";
import { completeOwnTask, completeTask, reopenTask, withdrawTask } from "./task-acts.ts";
import { meetingView, proposal, rollView } from "./views.ts";
import { heatView, yearView } from "./year.ts";

const OfId = Type.Object({ id: Id });
const Year = Type.Integer({ minimum: 2000, maximum: 2100 });
const READ = "meeting.read";
const WRITE = "meeting.write";

/** An act that answers nothing. */
const upon = async (work: Promise<unknown>): Promise<null> => {
  await work;
  return null;
};

const looking = ({ house, tx, actor, today }: Asking) => ({ tx, actor, policy: house.policy, today });

export const routes: readonly Route[] = [
  question({
    path: "/api/meetings/year",
    verb: READ,
    summary: "一个支部一年的会议：各月开了什么、还缺什么，议定事项，学时",
    query: Type.Object({ organizationId: Id, year: Year }),
    response: YearView,
    handle: (asking) => yearView(looking(asking), asking.query.organizationId, asking.query.year),
  }),
  question({
    path: "/api/meetings/heat",
    verb: READ,
    summary: "各支部各月的会议和所缺",
    query: Type.Object({ organizationId: Id, year: Year }),
    response: HeatView,
    handle: (asking) => heatView(looking(asking), asking.query.organizationId, asking.query.year),
  }),
  question({
    path: "/api/meetings/proposal",
    verb: READ,
    summary: "按规定排出一年的会议，供修改后一次安排",
    query: Type.Object({
      organizationId: Id,
      year: Year,
      day: Type.Optional(Type.Integer({ minimum: 1, maximum: 31, description: "主题党日固定在每月几日" })),
    }),
    response: Proposal,
    handle: (asking) => proposal(looking(asking), asking.query),
  }),
  question({
    path: "/api/meetings/roll",
    verb: READ,
    summary: "某一天某个范围应到会的党员",
    query: Type.Object({
      organizationId: Id,
      body: Type.Enum(["members", "committee", "group"]),
      groupName: Type.Optional(Type.String({ maxLength: 100 })),
      on: DayOf("日期"),
    }),
    response: RollView,
    handle: (asking) => rollView(looking(asking), asking.query),
  }),
  question({
    path: "/api/meetings/:id",
    verb: READ,
    summary: "一次会议：安排、应到和到会、记录、议定事项、更正前的内容",
    params: OfId,
    response: MeetingView,
    handle: (asking) => meetingView(looking(asking), asking.params.id),
  }),
  ...paperRoutes({
    path: "/api/meetings/:id/minutes",
    verb: READ,
    summary: "会议记录",
    params: OfId,
    handle: (asking) => minutesOf(looking(asking), asking.params.id),
  }),
  ...paperRoutes({
    path: "/api/meetings/:id/sheet",
    verb: READ,
    summary: "会前打印的签到表",
    params: OfId,
    handle: (asking) => sheetOf(looking(asking), asking.params.id),
  }),
  question({
    path: "/api/members/:personId/meetings",
    verb: READ,
    summary: "一名党员参加会议的情况、学时、议定事项、谈心谈话",
    params: Type.Object({ personId: Id }),
    response: MemberMeetings,
    handle: (asking) => memberMeetings(looking(asking), asking.params.personId),
  }),
  deed({
    method: "POST",
    path: "/api/meetings",
    verb: WRITE,
    summary: "安排会议：一次，或者全年一次排好；可以邀请其他支部联合召开",
    body: NewPlans,
    response: PlansMade,
    status: 201,
    tells: ["membership.meeting.planned"],
    handle: (doing) => planMeetings(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/meetings/held",
    verb: WRITE,
    summary: "记录一次没有事先安排的会议",
    body: HeldBody,
    response: Recorded,
    status: 201,
    tells: ["membership.meeting.recorded"],
    handle: async (doing) => {
      const { organizationId, ...held } = doing.body;
      const [made] = await recordHeld(doing, organizationId, [held]);
      return made as Recorded;
    },
  }),
  deed({
    method: "POST",
    path: "/api/meetings/:id/change",
    verb: WRITE,
    summary: "更改会议的安排，已通知的再通知一次",
    params: OfId,
    body: PlanChange,
    response: Type.Null(),
    tells: ["membership.meeting.changed"],
    handle: (doing) => upon(changePlan(doing, doing.params.id, doing.body)),
  }),
  deed({
    method: "POST",
    path: "/api/meetings/:id/invitation",
    verb: WRITE,
    summary: "通知应到会的党员",
    params: OfId,
    response: Invited,
    tells: ["membership.meeting.invited"],
    handle: (doing) => inviteAll(doing, doing.params.id),
  }),
  deed({
    method: "POST",
    path: "/api/meetings/:id/answer",
    verb: WRITE,
    summary: "答复是否参加联合会议",
    params: OfId,
    body: Answering,
    response: Type.Null(),
    tells: ["membership.meeting.answered"],
    handle: (doing) => upon(answerJoint(doing, doing.params.id, doing.body.joins)),
  }),
  deed({
    method: "POST",
    path: "/api/meetings/:id/cancellation",
    verb: WRITE,
    summary: "取消会议，写明原因",
    params: OfId,
    body: Cancelling,
    response: Type.Null(),
    tells: ["membership.meeting.cancelled"],
    handle: (doing) => upon(cancelMeeting(doing, doing.params.id, doing.body.reason)),
  }),
  deed({
    method: "POST",
    path: "/api/meetings/:id/restoration",
    verb: WRITE,
    summary: "恢复已取消的会议",
    params: OfId,
    response: Type.Null(),
    tells: ["membership.meeting.restored"],
    handle: (doing) => upon(restoreMeeting(doing, doing.params.id)),
  }),
  deed({
    method: "POST",
    path: "/api/meetings/:id/record",
    verb: WRITE,
    summary: "记录会议：到会、议题、决议、议定事项；再次提交是更正，原来的内容保留",
    params: OfId,
    body: RecordBody,
    response: Recorded,
    tells: ["membership.meeting.recorded", "membership.meeting.corrected"],
    handle: (doing) => recordMeeting(doing, doing.params.id, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/meeting-tasks/:id/completion",
    verb: WRITE,
    summary: "办结议定事项",
    params: OfId,
    body: TaskDone,
    response: Type.Null(),
    tells: ["membership.meeting.task-done"],
    handle: (doing) => upon(completeTask(doing, doing.params.id, doing.body)),
  }),
  deed({
    method: "POST",
    path: "/api/meeting-tasks/:id/reopening",
    verb: WRITE,
    summary: "重新打开误登办结的议定事项",
    params: OfId,
    body: Withdrawing,
    response: Type.Null(),
    tells: ["membership.meeting.task-reopened"],
    handle: (doing) => upon(reopenTask(doing, doing.params.id, doing.body.reason)),
  }),
  deed({
    method: "POST",
    path: "/api/meeting-tasks/:id/withdrawal",
    verb: WRITE,
    summary: "撤销议定事项，写明原因",
    params: OfId,
    body: Withdrawing,
    response: Type.Null(),
    tells: ["membership.meeting.task-withdrawn"],
    handle: (doing) => upon(withdrawTask(doing, doing.params.id, doing.body.reason)),
  }),
  deed({
    method: "POST",
    path: "/api/meeting-standings",
    verb: WRITE,
    summary: "登记党员不计入应到会人员：不作要求、流动在外、没有表决权",
    body: StandingBody,
    response: Made,
    status: 201,
    tells: ["membership.meeting.standing-declared"],
    handle: (doing) => declareStanding(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/meeting-standings/:id/ending",
    verb: WRITE,
    summary: "结束不计入应到会人员的登记",
    params: OfId,
    body: StandingEnding,
    response: Type.Null(),
    tells: ["membership.meeting.standing-ended"],
    handle: (doing) => upon(endStanding(doing, doing.params.id, doing.body.on)),
  }),
  deed({
    method: "POST",
    path: "/api/meeting-talks",
    verb: WRITE,
    summary: "登记谈心谈话",
    body: TalkBody,
    response: Made,
    status: 201,
    tells: ["membership.meeting.talked"],
    handle: (doing) => recordTalk(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/meeting-talks/:id/withdrawal",
    verb: WRITE,
    summary: "撤销误登的谈心谈话",
    params: OfId,
    body: Withdrawing,
    response: Type.Null(),
    tells: ["membership.meeting.talk-withdrawn"],
    handle: (doing) => upon(withdrawTalk(doing, doing.params.id, doing.body.reason)),
  }),
  opening({
    method: "GET",
    path: "/api/own/meetings",
    verb: "own",
    summary: "我的会议、议定事项和学时",
    response: OwnMeetings,
    handle: ({ house, actor, today }) => ownMeetings(house, signedIn(actor), today),
  }),
  deed({
    method: "POST",
    path: "/api/own/meetings/:id/excuse",
    verb: "own",
    summary: "会前请假",
    params: OfId,
    body: OwnExcuse,
    response: Type.Null(),
    tells: ["membership.meeting.excused"],
    handle: (doing) => upon(excuseOwn(doing, doing.params.id, doing.body.reason)),
  }),
  deed({
    method: "POST",
    path: "/api/own/meeting-tasks/:id/completion",
    verb: "own",
    summary: "办结我的议定事项",
    params: OfId,
    body: OwnTaskDone,
    response: Type.Null(),
    tells: ["membership.meeting.task-done"],
    handle: (doing) => upon(completeOwnTask(doing, doing.params.id, doing.body.note)),
  }),
];

function signedIn<T>(actor: T | null): T {
  if (actor === null) throw absent("登录信息");
  return actor;
}
