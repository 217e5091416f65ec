import type { CodeOf } from "#shared/code-sets.ts";
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  daysInMonth,
  monthEnd,
  monthStart,
  quarterEnd,
  quarterOf,
  quarterStart,
  yearEnd,
  yearOf,
  yearStart,
} from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import {
  COMMITTEE_MEETING,
  EXEMPT_MEMBERS,
  LEFT_OUT,
  MEMBERS_MEETING,
  OFFICER_HOURS,
  ORDINARY_VOTE,
  RECORD_SOON,
  STUDY_HOURS,
  STUDY_PACE,
  THEME_DAY,
  VOTING_MEMBERS,
  YEAR_LAYOUT,
} from "./provisions.ts";

/** Kinds of activity that are meetings of a branch, in the order in which forms print them. */
export const MEETING_KINDS = [
  "members_meeting",
  "committee_meeting",
  "group_meeting",
  "party_lecture",
  "theme_day",
  "organization_life",
  "members_appraisal",
] as const satisfies readonly CodeOf<"activity_kind">[];
export type MeetingKind = (typeof MEETING_KINDS)[number];
export type Body = CodeOf<"meeting_body">;
export type StandingReason = CodeOf<"meeting_standing">;
export type MeetingState = CodeOf<"meeting_state">;
export type AttendanceState = CodeOf<"attendance_state">;

export const isMeetingKind = (kind: string): kind is MeetingKind => (MEETING_KINDS as readonly string[]).includes(kind);

/** Dated facts of a meeting, from which its state follows. */
export interface MeetingFacts {
  readonly meetsOn: Day;
  readonly answer: string | null;
  readonly recordedOn: Day | null;
  readonly cancelledOn: Day | null;
}

/** Where a meeting stands on a day. */
export function stateOn(facts: MeetingFacts, on: Day): Finding<MeetingState> {
  if (facts.cancelledOn !== null && facts.cancelledOn <= on)
    return finding("cancelled", RECORD_SOON, `${facts.cancelledOn}取消`);
  if (facts.recordedOn !== null && facts.recordedOn <= on)
    return finding("held", RECORD_SOON, `${facts.meetsOn}召开，${facts.recordedOn}记录`);
  if (facts.answer === "asked") return finding("asked", RECORD_SOON, "邀请参加联合会议，等待答复");
  if (facts.answer === "declined") return finding("declined", RECORD_SOON, "答复不参加联合会议");
  if (facts.meetsOn >= on) return finding("planned", RECORD_SOON, `定于${facts.meetsOn}召开`);
  return finding("unrecorded", RECORD_SOON, `定于${facts.meetsOn}召开，还没有记录`);
}

/** Which bodies a kind may call: some are held by the branch or by a part of it. */
const BODIES: Readonly<Record<MeetingKind, readonly Body[]>> = {
  members_meeting: ["members"],
  committee_meeting: ["committee"],
  group_meeting: ["group"],
  party_lecture: ["members", "group"],
  theme_day: ["members", "group"],
  organization_life: ["members", "committee", "group"],
  members_appraisal: ["members", "group"],
};

/** The bodies that an event of these kinds may be held by; none when they do not go together. */
export function bodiesOf(kinds: readonly MeetingKind[]): Body[] {
  const [first, ...rest] = kinds;
  if (first === undefined) return [];
  return BODIES[first].filter((body) => rest.every((kind) => BODIES[kind].includes(body)));
}

/** How a member stands in meetings for a time; `approval` is the consent to leave them out of the due number. */
export interface Standing {
  readonly reason: StandingReason;
  readonly approval: string;
}

export interface MemberFacts {
  readonly category: "full" | "probationary";
  readonly registryStatus: string;
  /** 暂停行使表决权; why is nobody's business here. */
  readonly suspended: boolean;
  readonly standing: Standing | null;
}

export interface Entitlement {
  /** Is called at all; who is not called is no part of the meeting. */
  readonly called: boolean;
  readonly votes: boolean;
  /** Belongs to the number that a majority is taken of. */
  readonly counted: boolean;
  /** What the record begins with: most come, so the organiser only notes who did not. */
  readonly usual: Exclude<AttendanceState, "invited" | "absent">;
}

const NOT_ASKED: readonly StandingReason[] = ["old", "ill", "disabled"];

/** How somebody of the body stands in a meeting of that day. */
export function entitlementOf(facts: MemberFacts): Finding<Entitlement> {
  const { standing } = facts;
  const out = { called: false, votes: false, counted: false, usual: "exempt" } as const;
  if (facts.registryStatus === "stopped") return finding(out, VOTING_MEMBERS, "党籍已停止");
  if (facts.suspended)
    return finding({ called: true, votes: false, counted: false, usual: "exempt" }, VOTING_MEMBERS, "暂停行使表决权");
  if (standing?.reason === "detained") return finding(out, VOTING_MEMBERS, "被留置或逮捕，暂停行使党员权利");
  const full = facts.category === "full";
  if (standing?.reason === "on_probation")
    return finding(
      { called: true, votes: false, counted: false, usual: "present" },
      VOTING_MEMBERS,
      "留党察看期间没有表决权",
    );
  const counted = full && (standing === null || standing.approval === "");
  if (standing !== null && NOT_ASKED.includes(standing.reason))
    return finding(
      { called: true, votes: full, counted, usual: "exempt" },
      counted || !full ? EXEMPT_MEMBERS : LEFT_OUT,
      counted || !full ? "年老、患病、行动不便，到会不作要求" : `不计入应到人数，依据：${standing.approval}`,
    );
  if (standing?.reason === "away")
    return finding(
      { called: true, votes: full, counted, usual: "excused" },
      counted || !full ? VOTING_MEMBERS : LEFT_OUT,
      counted || !full ? "流动在外" : `流动在外，不计入应到人数，依据：${standing.approval}`,
    );
  return finding(
    { called: true, votes: full, counted: full, usual: "present" },
    VOTING_MEMBERS,
    full ? "正式党员，有表决权" : "预备党员，没有表决权",
  );
}

export interface Attended {
  readonly state: AttendanceState;
  readonly votes: boolean;
  readonly counted: boolean;
}

export interface Numbers {
  /** Who was asked to come: all that were called but those of whom nothing is asked and who did not come. */
  readonly expected: number;
  readonly present: number;
  readonly excused: number;
  readonly absent: number;
  readonly exempt: number;
  /** Due number and those present of it, for majorities. */
  readonly due: number;
  readonly presentDue: number;
}

/** The numbers of a meeting, counted from its list. */
export function numbersOf(list: readonly Attended[]): Numbers {
  const of = (state: AttendanceState): number => list.filter((it) => it.state === state).length;
  // Somebody left out of the due number who comes all the same votes and then counts.
  const due = list.filter((it) => it.votes && (it.counted || it.state === "present"));
  const exempt = of("exempt");
  return {
    expected: list.length - exempt,
    present: of("present"),
    excused: of("excused"),
    absent: of("absent"),
    exempt,
    due: due.length,
    presentDue: due.filter((it) => it.state === "present").length,
  };
}

export interface Quorum {
  readonly needed: number;
  readonly present: number;
  readonly due: number;
  readonly reached: boolean;
  /** Four fifths, as elections ask. */
  readonly forElections: boolean;
}

/** Whether enough came that the meeting may decide: half, of the committee or of the members with a vote. */
export function quorumOf(body: Body, { due, presentDue }: Pick<Numbers, "due" | "presentDue">): Finding<Quorum> {
  const needed = Math.ceil(due / 2);
  const reached = due > 0 && presentDue >= needed;
  return finding(
    { needed, present: presentDue, due, reached, forElections: due > 0 && presentDue * 5 >= due * 4 },
    body === "committee" ? COMMITTEE_MEETING : ORDINARY_VOTE,
    `应到会有表决权的${due}名，到会${presentDue}名，${reached ? "" : "不"}足${needed}名`.replace("，足", "，达到"),
  );
}

export interface Vote {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
}

/** Whether a vote can be as written: no more votes than people with a vote who were there. */
export function voteFits(vote: Vote, presentDue: number): Finding<boolean> {
  const cast = vote.yes + vote.no + vote.abstain;
  return finding(cast <= presentDue, ORDINARY_VOTE, `记了${cast}票，到会有表决权的${presentDue}名`);
}

/** Whether a vote carried: more than half of the due number in favour. */
export function carried(vote: Vote, due: number): Finding<boolean> {
  const needed = Math.floor(due / 2) + 1;
  return finding(vote.yes >= needed, ORDINARY_VOTE, `赞成${vote.yes}票，须${needed}票`);
}

/** Was the topic set before the day of the meeting? */
export function topicBeforehand(topicOn: Day | null, meetsOn: Day): Finding<boolean> {
  const before = topicOn !== null && topicOn < meetsOn;
  return finding(before, THEME_DAY, topicOn === null ? "没有主题" : `${topicOn}确定主题`);
}

/** Class hours a year: members 32, secretaries and members of a committee 56. */
export function hoursAsked(officer: boolean): Finding<number> {
  return officer ? finding(56, OFFICER_HOURS, "书记、委员五十六学时") : finding(32, STUDY_HOURS, "党员三十二学时");
}

/** The part of a year's hours that is asked by the end of June, September and the year. */
export function hoursByPace(officer: boolean, by: Day): Finding<number> {
  const share = quarterOf(by) / 4;
  return finding(Math.ceil(hoursAsked(officer).value * share), STUDY_PACE, `到${by}应有全年的${quarterOf(by)}/4`);
}

/** The next of the days on which hours are looked at, from thirty days before to ten days after it; null between. */
export function studyDay(on: Day): Day | null {
  const year = yearOf(on);
  const days = [`${year - 1}-12-31`, `${year}-06-30`, `${year}-09-30`, `${year}-12-31`] as Day[];
  return days.find((it) => addDays(it, -30) <= on && on <= addDays(it, 10)) ?? null;
}

/** A stretch of time in which the rules ask for something, and when it is told. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export const monthOf = (on: Day): Period => ({ from: monthStart(on), to: monthEnd(on) });
export const quarterAround = (on: Day): Period => ({ from: quarterStart(on), to: quarterEnd(on) });
export const yearAround = (on: Day): Period => ({ from: yearStart(on), to: yearEnd(on) });

/** How long after a period what is missing is still shown: a meeting may have been held and not been recorded yet. */
export const AFTER = { month: 10, quarter: 31, year: 31 } as const;
export const LEAD = { month: 10, quarter: 20, task: 3, topic: 3 } as const;

/**
 * The periods that are looked at on a day: the one under way once its end is near, and the last one for a while after its end.
 */
export function periodsDue(kind: "month" | "quarter" | "year", on: Day): Period[] {
  const around = { month: monthOf, quarter: quarterAround, year: yearAround }[kind];
  const now = around(on);
  const before = around(addDays(now.from, -1));
  const leadFrom = kind === "year" ? (`${yearOf(on)}-10-01` as Day) : addDays(now.to, -LEAD[kind]);
  return [...(on <= addDays(before.to, AFTER[kind]) ? [before] : []), ...(on >= leadFrom ? [now] : [])];
}

/** What a branch has that meetings are asked for. */
export interface BranchFacts {
  readonly committee: boolean;
  readonly groups: readonly string[];
}

export interface Planned {
  readonly kinds: readonly MeetingKind[];
  readonly body: Body;
  readonly groupName: string | null;
  readonly on: Day;
}

/** The last month in which a branch can hold what is held at the end of a year. */
const LIFE_MONTH = 12;

/**
 * A year's calendar as the rules ask for it, from `from` on, without what is there already: a theme day each month on one
 * fixed day, together with the members' meeting at the end of a quarter and a lecture in its middle; committee and groups
 * each month; the meeting of criticism and the appraisal in December.
 */
export function proposeYear(
  facts: BranchFacts,
  year: number,
  fixedDay: number,
  from: Day,
  there: readonly { readonly kinds: readonly string[]; readonly on: Day; readonly groupName: string | null }[],
): Finding<Planned[]> {
  const out: Planned[] = [];
  const has = (kind: MeetingKind, { from: a, to: b }: Period, group: string | null = null): boolean =>
    there.some(
      (it) => it.kinds.includes(kind) && it.on >= a && it.on <= b && (group === null || it.groupName === group),
    );
  for (let month = 1; month <= 12; month += 1) {
    const first = dayOf(year, month, 1) as Day;
    const period = monthOf(first);
    const at = (date: number): Day => dayOf(year, month, Math.min(date, daysInMonth(year, month))) as Day;
    const quarter = quarterAround(first);
    const kinds: MeetingKind[] = [];
    if (!has("theme_day", period)) kinds.push("theme_day");
    if (month % 3 === 0 && !has("members_meeting", quarter)) kinds.push("members_meeting");
    if (month % 3 === 2 && !has("party_lecture", quarter)) kinds.push("party_lecture");
    if (month === LIFE_MONTH) {
      if (!has("organization_life", yearAround(first))) kinds.push("organization_life");
      if (!has("members_appraisal", yearAround(first))) kinds.push("members_appraisal");
    }
    const ordered = MEETING_KINDS.filter((kind) => kinds.includes(kind));
    if (facts.committee && !has("committee_meeting", period))
      // The committee meets before the members do, because it prepares what they decide.
      out.push({ kinds: ["committee_meeting"], body: "committee", groupName: null, on: at(Math.max(1, fixedDay - 5)) });
    if (ordered.length > 0) out.push({ kinds: ordered, body: "members", groupName: null, on: at(fixedDay) });
    for (const groupName of facts.groups)
      if (!has("group_meeting", period, groupName))
        out.push({ kinds: ["group_meeting"], body: "group", groupName, on: at(fixedDay + 8) });
  }
  return finding(
    out.filter((it) => it.on >= from),
    YEAR_LAYOUT,
    `主题党日固定在每月${fixedDay}日`,
  );
}

/** What a month has and lacks; `lacking` only of what the rules ask of this branch by then. */
export interface YearNeed {
  readonly kind: MeetingKind | "heart_to_heart" | "secretary_lecture";
  readonly period: Period;
}

/** All that the rules ask of a branch in a year. */
export function needsOf(facts: BranchFacts, year: number): Finding<YearNeed[]> {
  const out: YearNeed[] = [];
  const first = dayOf(year, 1, 1) as Day;
  for (let month = 0; month < 12; month += 1) {
    const period = monthOf(addMonths(first, month));
    out.push({ kind: "theme_day", period });
    if (facts.committee) out.push({ kind: "committee_meeting", period });
    if (facts.groups.length > 0) out.push({ kind: "group_meeting", period });
    if (month % 3 === 2) out.push({ kind: "members_meeting", period: quarterAround(period.from) });
  }
  for (const kind of ["organization_life", "members_appraisal", "heart_to_heart", "secretary_lecture"] as const)
    out.push({ kind, period: yearAround(first) });
  return finding(out, MEMBERS_MEETING, `${year}年`);
}

/** Something that was held or is planned, as far as needs go by it. */
export interface Happening {
  readonly kinds: readonly string[];
  readonly on: Day;
  readonly groupName: string | null;
  readonly held: boolean;
}

export type NeedState = "held" | "planned" | "missing" | "ahead";

/** Whether what the rules ask for in a period was held, is planned, or is missing now that the period is over. */
export function needState(need: YearNeed, groups: readonly string[], all: readonly Happening[], on: Day): NeedState {
  const within = all.filter(
    (it) => it.kinds.includes(need.kind) && it.on >= need.period.from && it.on <= need.period.to,
  );
  const covers = (list: readonly Happening[]): boolean =>
    need.kind === "group_meeting"
      ? groups.every((group) => list.some((it) => it.groupName === group))
      : list.length > 0;
  if (covers(within.filter((it) => it.held))) return "held";
  if (need.period.to < on) return "missing";
  return covers(within) ? "planned" : "ahead";
}
