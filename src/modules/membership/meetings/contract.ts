import { type Static, Type } from "typebox";
import { bodyOf } from "#platform/forms/body.ts";
import { DayOf, DayText, Id, Or, ProvisionView, Reason } from "#platform/http/shapes.ts";
import { STANDING_SENT, TALK } from "./asks.ts";
import { MEETING_KINDS } from "./rules.ts";

/** Shapes of requests and views of meetings. */

/** Longest names, lines and minutes, typed into a form or imported. UTF-16 units. */
export const MEETING_TEXT = { short: 100, line: 400, long: 5_000 } as const;
const Short = Type.String({ maxLength: MEETING_TEXT.short });
const Line = Type.String({ maxLength: MEETING_TEXT.line });
const Long = Type.String({ maxLength: MEETING_TEXT.long });
const Time = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$", description: "时间，如 19:30" });
const Kinds = Type.Array(Type.Enum([...MEETING_KINDS]), { minItems: 1, maxItems: 7, uniqueItems: true });
const Body = Type.Enum(["members", "committee", "group"]);

/** What is said of a meeting before it is held. */
const Plan = {
  kinds: Kinds,
  body: Body,
  groupName: Type.Optional(Short),
  on: DayText,
  starts: Type.Optional(Time),
  ends: Type.Optional(Time),
  place: Type.Optional(Short),
  title: Type.Optional(Short),
  topic: Type.Optional(Line),
  chair: Type.Optional(Short),
  lecturer: Type.Optional(Short),
  hours: Type.Optional(Type.Integer({ minimum: 0, maximum: 40 })),
};
export const PlanBody = Type.Object(Plan);
export type PlanBody = Static<typeof PlanBody>;

export const NewPlans = Type.Object({
  organizationId: Id,
  meetings: Type.Array(Type.Object(Plan), { minItems: 1, maxItems: 100 }),
  /** Branches that are asked to take part in each of them. */
  withOrganizationIds: Type.Optional(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
});
export type NewPlans = Static<typeof NewPlans>;
export const PlansMade = Type.Object({ ids: Type.Array(Id) });
export type PlansMade = Static<typeof PlansMade>;

export const PlanChange = Type.Object({ ...Plan, reason: Type.Optional(Reason) });
export type PlanChange = Static<typeof PlanChange>;
export const Cancelling = Type.Object({ reason: Reason });
export type Cancelling = Static<typeof Cancelling>;
export const Answering = Type.Object({ joins: Type.Boolean() });
export type Answering = Static<typeof Answering>;
export const Invited = Type.Object({
  called: Type.Integer(),
  told: Type.Integer({ description: "有账号、收到通知的人数" }),
});
export type Invited = Static<typeof Invited>;

/** Somebody who was not there as usual; all others of the list were present. */
const Exception = Type.Object({
  personId: Id,
  state: Type.Enum(["present", "excused", "absent", "exempt"]),
  reason: Type.Optional(Short),
});
const Task = Type.Object({
  /** Of a correction: a task that stands already. */
  id: Type.Optional(Id),
  what: Type.String({ minLength: 1, maxLength: 400 }),
  personId: Type.Optional(Id),
  personName: Type.Optional(Short),
  dueOn: DayText,
});
const votes = (title: string) => Type.Integer({ minimum: 0, maximum: 10_000, title });
const Item = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 400 }),
  discussion: Type.Optional(Long),
  dissent: Type.Optional(Long),
  decision: Type.Optional(Long),
  vote: Type.Optional(Type.Object({ yes: votes("赞成票数"), no: votes("反对票数"), abstain: votes("弃权票数") })),
  tasks: Type.Optional(Type.Array(Task, { maxItems: 20 })),
});
const Record = {
  starts: Type.Optional(Time),
  ends: Type.Optional(Time),
  place: Type.Optional(Short),
  topic: Type.Optional(Line),
  chair: Type.Optional(Short),
  recorder: Type.Optional(Short),
  lecturer: Type.Optional(Short),
  superiors: Type.Optional(Line),
  hours: Type.Optional(Type.Integer({ minimum: 0, maximum: 40 })),
  summary: Type.Optional(Long),
  exceptions: Type.Array(Exception, { maxItems: 2_000 }),
  items: Type.Optional(Type.Array(Item, { maxItems: 40 })),
};
export const RecordBody = Type.Object({
  ...Record,
  /** Asked when a record that stands is put right. */
  reason: Type.Optional(Reason),
});
export type RecordBody = Static<typeof RecordBody>;

export const HeldBody = Type.Object({
  organizationId: Id,
  ...Record,
  kinds: Kinds,
  body: Body,
  groupName: Type.Optional(Short),
  on: DayText,
  title: Type.Optional(Short),
  another: Type.Optional(Type.Boolean({ description: "同一天同样的会议已经有一次，确认这是另外一次" })),
});
export type HeldBody = Static<typeof HeldBody>;

export const Recorded = Type.Object({
  id: Id,
  warnings: Type.Array(Type.String()),
});
export type Recorded = Static<typeof Recorded>;

export const TaskDone = Type.Object({
  note: Type.String({ minLength: 1, maxLength: 400 }),
  on: Type.Optional(DayText),
});
export type TaskDone = Static<typeof TaskDone>;
export const OwnTaskDone = Type.Object({ note: Type.String({ minLength: 1, maxLength: 400 }) });
export type OwnTaskDone = Static<typeof OwnTaskDone>;
export const Withdrawing = Type.Object({ reason: Reason });
export type Withdrawing = Static<typeof Withdrawing>;
export const OwnExcuse = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 100 }) });
export type OwnExcuse = Static<typeof OwnExcuse>;

export const StandingBody = bodyOf(STANDING_SENT, { personId: Id });
export type StandingBody = Static<typeof StandingBody>;
export const StandingEnding = Type.Object({ on: Type.Optional(DayText) });
export type StandingEnding = Static<typeof StandingEnding>;

const { talkerName, on, ...TALKED } = TALK;
/** Whoever talked is a member or somebody named; the day is today's unless it is said. */
export const TalkBody = bodyOf(
  { ...TALKED, talkerName: { ...talkerName, optional: true }, on: { ...on, optional: true } },
  { personId: Id, talkerId: Type.Optional(Id) },
);
export type TalkBody = Static<typeof TalkBody>;

export const MeetingBrief = Type.Object({
  id: Id,
  kinds: Type.Array(Type.String()),
  kindTerms: Type.String(),
  body: Type.String(),
  groupName: Or(Type.String()),
  title: Type.String(),
  topic: Type.String(),
  on: Type.String(),
  starts: Or(Type.String()),
  place: Type.String(),
  state: Type.String(),
  stateTerm: Type.String(),
  joint: Type.Boolean(),
  expected: Or(Type.Integer()),
  present: Or(Type.Integer()),
});
export type MeetingBrief = Static<typeof MeetingBrief>;

const TaskView = Type.Object({
  id: Id,
  meetingId: Id,
  meetingTitle: Type.String(),
  meetsOn: Type.String(),
  itemId: Or(Id),
  what: Type.String(),
  personId: Or(Id),
  personName: Type.String(),
  dueOn: Type.String(),
  doneOn: Or(Type.String()),
  doneBy: Or(Type.String()),
  doneNote: Type.String(),
  withdrawnOn: Or(Type.String()),
  late: Type.Boolean(),
});
export type TaskView = Static<typeof TaskView>;

export const PersonLine = Type.Object({
  personId: Id,
  name: Type.String(),
  categoryTerm: Type.String(),
  votes: Type.Boolean(),
  counted: Type.Boolean(),
  state: Type.String(),
  stateTerm: Type.String(),
  /** What the record begins with for them. */
  usual: Type.String(),
  reason: Type.String(),
  bySelf: Type.Boolean(),
  grounds: Type.String(),
});
export type PersonLine = Static<typeof PersonLine>;

export const NumbersView = Type.Object({
  expected: Type.Integer(),
  present: Type.Integer(),
  excused: Type.Integer(),
  absent: Type.Integer(),
  exempt: Type.Integer(),
  due: Type.Integer(),
  presentDue: Type.Integer(),
  needed: Type.Integer(),
  reached: Type.Boolean(),
  forElections: Type.Boolean(),
  grounds: Type.String(),
  provision: ProvisionView,
});
export type NumbersView = Static<typeof NumbersView>;

export const MeetingView = Type.Object({
  id: Id,
  organizationId: Id,
  organizationName: Type.String(),
  kinds: Type.Array(Type.String()),
  kindTerms: Type.String(),
  body: Type.String(),
  bodyTerm: Type.String(),
  groupName: Or(Type.String()),
  title: Type.String(),
  topic: Type.String(),
  topicBeforehand: Type.Boolean(),
  on: Type.String(),
  starts: Or(Type.String()),
  ends: Or(Type.String()),
  place: Type.String(),
  chair: Type.String(),
  recorder: Type.String(),
  lecturer: Type.String(),
  superiors: Type.String(),
  hours: Type.Integer(),
  summary: Type.String(),
  state: Type.String(),
  stateTerm: Type.String(),
  plannedOn: Type.String(),
  plannedBy: Type.String(),
  invitedOn: Or(Type.String()),
  recordedOn: Or(Type.String()),
  recordedBy: Or(Type.String()),
  cancelledOn: Or(Type.String()),
  cancelReason: Type.String(),
  /** Of an imported ledger: numbers without names. */
  told: Or(Type.Object({ expected: Or(Type.Integer()), present: Or(Type.Integer()), absent: Type.String() })),
  people: Type.Array(PersonLine),
  numbers: NumbersView,
  items: Type.Array(
    Type.Object({
      id: Id,
      title: Type.String(),
      discussion: Type.String(),
      dissent: Type.String(),
      decision: Type.String(),
      vote: Or(Type.Object({ yes: Type.Integer(), no: Type.Integer(), abstain: Type.Integer() })),
      carried: Or(Type.Boolean()),
    }),
  ),
  /** What was voted on in cases of recruiting; the votes lie there. */
  votes: Type.Array(
    Type.Object({
      id: Id,
      caseId: Id,
      title: Type.String(),
      entitled: Type.Integer(),
      yes: Type.Integer(),
      no: Type.Integer(),
      abstain: Type.Integer(),
      writtenYes: Type.Integer(),
      writtenNo: Type.Integer(),
      carried: Type.Boolean(),
    }),
  ),
  tasks: Type.Array(TaskView),
  /** The parts of a joint meeting: the convening branch first. */
  parts: Type.Array(
    Type.Object({
      id: Id,
      organizationName: Type.String(),
      convenes: Type.Boolean(),
      stateTerm: Type.String(),
      open: Type.Boolean(),
    }),
  ),
  revisions: Type.Array(
    Type.Object({
      id: Id,
      madeOn: Type.String(),
      madeBy: Type.String(),
      reason: Type.String(),
      lines: Type.Array(Type.String()),
    }),
  ),
  convenes: Type.Boolean(),
  can: Type.Object({
    change: Type.Boolean(),
    invite: Type.Boolean(),
    answer: Type.Boolean(),
    record: Type.Boolean(),
    correct: Type.Boolean(),
    cancel: Type.Boolean(),
    restore: Type.Boolean(),
    task: Type.Boolean(),
  }),
});
export type MeetingView = Static<typeof MeetingView>;

/** Who would be called to a meeting of that body on that day; what a quick record begins with. */
export const RollView = Type.Object({
  organizationName: Type.String(),
  people: Type.Array(PersonLine),
  numbers: NumbersView,
  groups: Type.Array(Type.String()),
  committee: Type.Boolean(),
  /** As the last meeting of this body had it. */
  usual: Type.Object({
    place: Type.String(),
    starts: Or(Type.String()),
    ends: Or(Type.String()),
    chair: Type.String(),
    recorder: Type.String(),
  }),
});
export type RollView = Static<typeof RollView>;

export const Proposal = Type.Object({
  fixedDay: Type.Integer(),
  provision: ProvisionView,
  meetings: Type.Array(
    Type.Object({
      kinds: Kinds,
      body: Body,
      groupName: Or(Type.String()),
      on: Type.String(),
      title: Type.String(),
      starts: Or(Type.String()),
      place: Type.String(),
      hours: Type.Integer(),
    }),
  ),
});
export type Proposal = Static<typeof Proposal>;

const Need = Type.Object({
  kind: Type.String(),
  term: Type.String(),
  state: Type.Enum(["held", "planned", "missing", "ahead"]),
});

export const YearView = Type.Object({
  organizationId: Id,
  organizationName: Type.String(),
  year: Type.Integer(),
  branch: Type.Boolean(),
  committee: Type.Boolean(),
  groups: Type.Array(Type.String()),
  months: Type.Array(
    Type.Object({ month: Type.Integer(), meetings: Type.Array(MeetingBrief), needs: Type.Array(Need) }),
  ),
  /** What is asked once a year. */
  yearly: Type.Array(Type.Object({ ...Need.properties, on: Or(Type.String()) })),
  held: Type.Integer(),
  planned: Type.Integer(),
  unrecorded: Type.Integer(),
  tasks: Type.Array(TaskView),
  study: Type.Object({
    members: Type.Integer(),
    enough: Type.Integer(),
    asked: Type.Integer(),
    officerAsked: Type.Integer(),
    provision: ProvisionView,
  }),
  standings: Type.Integer(),
  can: Type.Object({ write: Type.Boolean() }),
});
export type YearView = Static<typeof YearView>;

export const HeatView = Type.Object({
  year: Type.Integer(),
  through: Type.Integer({ description: "已经过去的月份数" }),
  total: Type.Integer({ description: "党支部数；行数只有前500个" }),
  rows: Type.Array(
    Type.Object({
      organizationId: Id,
      name: Type.String(),
      months: Type.Array(
        Type.Object({
          month: Type.Integer(),
          meetings: Type.Integer(),
          asked: Type.Integer(),
          missing: Type.Array(Type.String()),
        }),
      ),
      meetings: Type.Integer(),
      missing: Type.Integer(),
    }),
  ),
});
export type HeatView = Static<typeof HeatView>;

const StandingView = Type.Object({
  id: Id,
  reasonTerm: Type.String(),
  approval: Type.String(),
  note: Type.String(),
  from: Type.String(),
  to: Or(Type.String()),
});

export const MemberMeetings = Type.Object({
  year: Type.Integer(),
  called: Type.Integer(),
  present: Type.Integer(),
  excused: Type.Integer(),
  absent: Type.Integer(),
  hours: Type.Integer(),
  asked: Type.Integer(),
  officer: Type.Boolean(),
  rows: Type.Array(
    Type.Object({
      meetingId: Id,
      title: Type.String(),
      on: Type.String(),
      stateTerm: Type.String(),
      reason: Type.String(),
      hours: Type.Integer(),
    }),
  ),
  tasks: Type.Array(TaskView),
  standings: Type.Array(StandingView),
  talks: Type.Array(
    Type.Object({
      id: Id,
      on: Type.String(),
      withName: Type.String(),
      content: Type.String(),
      withdrawn: Type.Boolean(),
    }),
  ),
  can: Type.Object({ write: Type.Boolean() }),
});
export type MemberMeetings = Static<typeof MemberMeetings>;

export const OwnMeetings = Type.Object({
  member: Type.Boolean(),
  year: Type.Integer(),
  hours: Type.Integer(),
  asked: Type.Integer(),
  exempt: Type.Boolean(),
  coming: Type.Array(
    Type.Object({
      id: Id,
      title: Type.String(),
      kindTerms: Type.String(),
      on: Type.String(),
      starts: Or(Type.String()),
      ends: Or(Type.String()),
      place: Type.String(),
      topic: Type.String(),
      state: Type.String(),
      stateTerm: Type.String(),
      reason: Type.String(),
      canExcuse: Type.Boolean(),
    }),
  ),
  past: Type.Array(
    Type.Object({
      id: Id,
      title: Type.String(),
      on: Type.String(),
      stateTerm: Type.String(),
      hours: Type.Integer(),
    }),
  ),
  tasks: Type.Array(
    Type.Object({
      id: Id,
      what: Type.String(),
      meetingTitle: Type.String(),
      dueOn: Type.String(),
      doneOn: Or(Type.String()),
      doneNote: Type.String(),
      late: Type.Boolean(),
    }),
  ),
});
export type OwnMeetings = Static<typeof OwnMeetings>;

const Year = Type.Integer({ minimum: 2000, maximum: 2100 });
export const YearQuery = Type.Object({ organizationId: Id, year: Year });
export type YearQuery = Static<typeof YearQuery>;
export const ProposalQuery = Type.Object({
  organizationId: Id,
  year: Year,
  day: Type.Optional(Type.Integer({ minimum: 1, maximum: 31, description: "主题党日固定在每月几日" })),
});
export type ProposalQuery = Static<typeof ProposalQuery>;
export const RollQuery = Type.Object({
  organizationId: Id,
  body: Type.Enum(["members", "committee", "group"]),
  groupName: Type.Optional(Type.String({ maxLength: 100 })),
  on: DayOf("日期"),
});
export type RollQuery = Static<typeof RollQuery>;
