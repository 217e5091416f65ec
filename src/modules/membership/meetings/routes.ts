import { answer, answerVisit } from "#platform/http/answer.ts";
import type { Asking, Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { answerPaper } from "#platform/word/routes.ts";
import * as at from "./address.ts";
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
import { minutesOf, sheetOf } from "./papers.ts";
import { memberMeetings, ownMeetings } from "./person.ts";
import { declareStanding, endStanding, excuseOwn, recordTalk, withdrawTalk } from "./person-acts.ts";
import { answerJoint, cancelMeeting, changePlan, inviteAll, planMeetings, restoreMeeting } from "./plan-acts.ts";
import { recordMeeting, recordOneHeld } from "./record-acts.ts";
import { completeOwnTask, completeTask, reopenTask, withdrawTask } from "./task-acts.ts";
import { meetingView, proposal, rollView } from "./views.ts";
import { heatView, yearView } from "./year.ts";
import { events } from "./zh.ts";

const READ = "meeting.read";
const WRITE = "meeting.write";

const looking = ({ house, tx, actor, today }: Asking) => ({ tx, actor, policy: house.policy, today });

export const routes: readonly Route[] = [
  answer(at.meetingsOfYear, READ, { query: YearQuery, shows: YearView }, (asking) =>
    yearView(looking(asking), asking.query.organizationId, asking.query.year),
  ),
  answer(at.heat, READ, { query: YearQuery, shows: HeatView }, (asking) =>
    heatView(looking(asking), asking.query.organizationId, asking.query.year),
  ),
  answer(at.proposal, READ, { query: ProposalQuery, shows: Proposal }, (asking) =>
    proposal(looking(asking), asking.query),
  ),
  answer(at.roll, READ, { query: RollQuery, shows: RollView }, (asking) => rollView(looking(asking), asking.query)),
  answer(at.meeting, READ, { shows: MeetingView }, (asking) => meetingView(looking(asking), asking.params.id)),
  ...answerPaper(at.minutes, READ, {}, (asking) => minutesOf(looking(asking), asking.params.id)),
  ...answerPaper(at.sheet, READ, {}, (asking) => sheetOf(looking(asking), asking.params.id)),
  answer(at.meetingsOfMember, READ, { shows: MemberMeetings }, (asking) =>
    memberMeetings(looking(asking), asking.params.personId),
  ),
  answer(at.planning, WRITE, { body: NewPlans, shows: PlansMade, status: 201, tells: [events.planned] }, (doing) =>
    planMeetings(doing, doing.body),
  ),
  answer(at.held, WRITE, { body: HeldBody, shows: Recorded, status: 201, tells: [events.recorded] }, (doing) =>
    recordOneHeld(doing, doing.body),
  ),
  answer(at.change, WRITE, { body: PlanChange, tells: [events.changed] }, (doing) =>
    changePlan(doing, doing.params.id, doing.body),
  ),
  answer(at.invitation, WRITE, { shows: Invited, tells: [events.invited] }, (doing) =>
    inviteAll(doing, doing.params.id),
  ),
  answer(at.joining, WRITE, { body: Answering, tells: [events.answered] }, (doing) =>
    answerJoint(doing, doing.params.id, doing.body.joins),
  ),
  answer(at.cancellation, WRITE, { body: Cancelling, tells: [events.cancelled] }, (doing) =>
    cancelMeeting(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.restoration, WRITE, { tells: [events.restored] }, (doing) => restoreMeeting(doing, doing.params.id)),
  answer(at.record, WRITE, { body: RecordBody, shows: Recorded, tells: [events.recorded, events.corrected] }, (doing) =>
    recordMeeting(doing, doing.params.id, doing.body),
  ),
  answer(at.taskCompletion, WRITE, { body: TaskDone, tells: [events.taskDone] }, (doing) =>
    completeTask(doing, doing.params.id, doing.body),
  ),
  answer(at.taskReopening, WRITE, { body: Withdrawing, tells: [events.taskReopened] }, (doing) =>
    reopenTask(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.taskWithdrawal, WRITE, { body: Withdrawing, tells: [events.taskWithdrawn] }, (doing) =>
    withdrawTask(doing, doing.params.id, doing.body.reason),
  ),
  answer(
    at.standing,
    WRITE,
    { body: StandingBody, shows: Made, status: 201, tells: [events.standingDeclared] },
    (doing) => declareStanding(doing, doing.body),
  ),
  answer(at.standingEnding, WRITE, { body: StandingEnding, tells: [events.standingEnded] }, (doing) =>
    endStanding(doing, doing.params.id, doing.body.on),
  ),
  answer(at.talk, WRITE, { body: TalkBody, shows: Made, status: 201, tells: [events.talked] }, (doing) =>
    recordTalk(doing, doing.body),
  ),
  answer(at.talkWithdrawal, WRITE, { body: Withdrawing, tells: [events.talkWithdrawn] }, (doing) =>
    withdrawTalk(doing, doing.params.id, doing.body.reason),
  ),
  answerVisit(at.ownMeetings, "own", { shows: OwnMeetings }, ({ house, actor, today }) =>
    ownMeetings(house, actor, today),
  ),
  answer(at.ownExcuse, "own", { body: OwnExcuse, tells: [events.excused] }, (doing) =>
    excuseOwn(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.ownTaskCompletion, "own", { body: OwnTaskDone, tells: [events.taskDone] }, (doing) =>
    completeOwnTask(doing, doing.params.id, doing.body.note),
  ),
];
