import { nextOf, openSteps as openOf, type PathRecord, type Standing, standing, turnOf } from "#platform/cases/path.ts";
import { addDays, addMonths, addYears, type Day, fullYears, monthsBetween } from "#shared/day.ts";
import { type Finding, finding, type Provision } from "#shared/finding.ts";
import { numberOf, PAPERS, STEPS, type Stage, type Step, type StepName, stepNamed } from "./path.ts";
import {
  ACTIVIST,
  APPLICATION,
  APPROVAL_TIME,
  APPROVER,
  CONTACTS,
  CONVERSION,
  FILE_KEPT,
  FIRST_TALK,
  FIVE_YEARS_OUT,
  HALF_YEARLY,
  INTRODUCERS,
  MEETING,
  ON_PROBATION,
  ONE_YEAR,
  ORDER,
  PLAN_SUM,
  POSTPONEMENT,
  PREVIEW,
  PROBATION,
  REVIEW,
  TRAINING,
} from "./provisions.ts";

export type Result = "passed" | "rejected" | "extended" | "cancelled";

/** One record of a case, as the rules see it. Records come in the order of their days. */
export interface Recorded extends PathRecord<StepName> {
  readonly result: Result;
  /** Months of an extension. */
  readonly months?: number | undefined;
  /** Months by which the discussion of the conversion was put off. */
  readonly postponed?: number | undefined;
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  /** What a political review concluded; records from before it was asked for have only their text. */
  readonly verdict?: "qualified" | "unqualified" | undefined;
  readonly conclusion?: string | undefined;
  readonly homeReplied?: boolean | undefined;
  readonly awayReplied?: boolean | undefined;
  readonly papers?: readonly string[] | undefined;
}

/** Where a case stands: everything here follows from its records. */
export interface Progress<R extends Recorded = Recorded> {
  readonly stage: Stage;
  /** Standing record of each step that is done; of repeated steps the last. */
  readonly done: Standing<StepName, R>;
  /** Half-yearly reviews of the activist, in order. */
  readonly reviews: readonly R[];
  readonly trainings: readonly R[];
  readonly activistOn: Day | null;
  readonly targetOn: Day | null;
  /** The branch meeting that admitted: probation counts from here, once the committee has approved. */
  readonly meetingOn: Day | null;
  readonly admitted: boolean;
  readonly extensions: number;
  /** Months by which the branch that took the person over put the discussion off; the day of full membership stays. */
  readonly postponed: number;
  readonly probationEnds: Day | null;
  readonly outcome: "full" | "cancelled" | null;
}

/** Where a case stands: what its records leave standing on the path, and what the rules read of them. */
export function progressOf<R extends Recorded>(records: readonly R[]): Progress<R> {
  const done = standing(STEPS, records);
  const kept = (name: StepName): R[] => records.filter((it) => it.step === name && it.result !== "rejected");
  const on = (name: StepName): Day | null => done.get(name)?.happenedOn ?? null;
  const sum = (months: readonly (number | undefined)[]): number => months.reduce<number>((a, b) => a + (b ?? 0), 0);
  const extensions = kept("conversion").filter((it) => it.result === "extended");
  const decided = kept("conversion").findLast((it) => it.result !== "extended")?.result;
  const outcome = decided === undefined ? null : decided === "cancelled" ? "cancelled" : "full";
  const admitted = done.has("admission");
  const meetingOn = on("admission_meeting");
  const stage: Stage =
    outcome === "full"
      ? "full"
      : admitted
        ? "probationary"
        : done.has("target")
          ? "target"
          : done.has("activist")
            ? "activist"
            : "applicant";
  return {
    stage,
    done,
    reviews: kept("activist_review"),
    trainings: kept("training"),
    activistOn: on("activist"),
    targetOn: on("target"),
    meetingOn,
    admitted,
    extensions: extensions.length,
    postponed: sum(kept("probation_review").map((it) => it.postponed)),
    probationEnds:
      admitted && meetingOn !== null ? probationEnds(meetingOn, sum(extensions.map((it) => it.months))).value : null,
    outcome,
  };
}

/** Steps whose ground is laid and that are not done, in order; repeated steps stay open while their time lasts. */
export const openSteps = ({ outcome, done }: Progress): readonly Step[] =>
  outcome === "cancelled" ? [] : openOf(STEPS, done).filter((it) => !isOver(it, done));

/** Observation ends with the conversion, held or not; what else was forgotten of the probation may still be entered. */
const isOver = (it: Step, done: Progress["done"]): boolean => it.name === "probation_review" && done.has("conversion");

/** The one step to be done next, and why; null when the case is at its end. */
export function nextStep(progress: Progress, on: Day): Finding<Step> | null {
  const { done, probationEnds: ends } = progress;
  const next = (name: StepName, provision: Provision, grounds: string) => finding(stepNamed(name), provision, grounds);
  if (progress.stage === "activist" && done.has("activist_filing") && done.has("contacts")) {
    const ready = mayBecomeTarget(progress, on);
    return ready.value
      ? next("target", ready.provision, ready.grounds)
      : next("activist_review", HALF_YEARLY.on(on), ready.grounds);
  }
  const open = openSteps(progress);
  // A full member is observed and sworn in no more, whatever was not entered in time: what is left is the file.
  if (progress.outcome === "full") {
    const gaps = fileGaps(done.get("file")?.papers ?? null, on);
    return gaps.value.length === 0 ? null : next("file", gaps.provision, gaps.grounds);
  }
  if (ends !== null) {
    const first = open.find((it) => it.number <= numberOf("oath"));
    if (first) return finding(first, ORDER, "审批以后办理");
    if (!done.has("conversion_request"))
      return on < addDays(ends, -CONVERSION_LEAD)
        ? next("probation_review", PROBATION.on(on), `预备期到${ends}为止`)
        : next("conversion_request", CONVERSION.on(on), `预备期${ends}满`);
  }
  const first = nextOf(open, done);
  return first ? finding(first, ORDER, "") : null;
}

/** Whether a step may follow: its ground stands, and its day is not before the days it builds on. */
export function inOrder(progress: Progress, step: Step, on: Day): Finding<"yes" | "missing" | "done" | "early"> {
  const turn = turnOf(STEPS, progress.done, openSteps(progress), step, on);
  const grounds =
    turn.value === "missing"
      ? `还没有记录：${turn.missing.map((it) => `${it.number} ${it.term}`).join("、")}`
      : turn.value === "early"
        ? `前一步的日期是${turn.from}`
        : turn.value === "done"
          ? isOver(step, progress.done)
            ? `“${step.term}”到批准转正为止`
            : `“${step.term}”已经办过`
          : "次序符合";
  return finding(turn.value, ORDER, grounds);
}

/** Youngest age for an application. */
export const APPLICATION_AGE = 18;

/** Eighteen on the day of the application? An unknown birthday is not held against anybody. */
export function oldEnough(birthOn: Day | null, on: Day): Finding<boolean> {
  if (birthOn === null) return finding(true, APPLICATION.on(on), "出生日期没有登记");
  const age = birthOn > on ? 0 : fullYears(birthOn, on);
  return finding(age >= APPLICATION_AGE, APPLICATION.on(on), `申请时${age}周岁`);
}

/** Years for which somebody expelled is not admitted again. */
const YEARS_OUT = 5;

/** May somebody who was expelled on a day apply again? Not within five years; on the day they are full, yes. */
export function mayApplyAgain(expelledOn: Day, on: Day): Finding<boolean> {
  const from = addYears(expelledOn, YEARS_OUT);
  return finding(on >= from, FIVE_YEARS_OUT, `${expelledOn}受到开除党籍处分，满五年是${from}`);
}

/** C01: the last day for the first talk. */
export const firstTalkDue = (appliedOn: Day, on: Day): Finding<Day> =>
  finding(addMonths(appliedOn, 1), FIRST_TALK.on(on), `${appliedOn}收到入党申请书`);

/** C02: the day by which the next half-yearly review is due. */
export const reviewDue = (last: Day, on: Day): Finding<Day> =>
  finding(addMonths(last, 6), HALF_YEARLY.on(on), `上次考察${last}`);

/** C03: a year as activist (time at former branches counted) and two half-yearly reviews. */
export function mayBecomeTarget(progress: Pick<Progress, "activistOn" | "reviews">, on: Day): Finding<boolean> {
  const { activistOn, reviews } = progress;
  if (activistOn === null) return finding(false, ACTIVIST.on(on), "还没有确定为入党积极分子");
  const from = addYears(activistOn, 1);
  if (on < from) return finding(false, ONE_YEAR.on(on), `${activistOn}确定为入党积极分子，满一年是${from}`);
  const held = halfYearsReviewed(activistOn, reviews, on).value;
  if (held < REVIEWS_NEEDED)
    return finding(false, ONE_YEAR.on(on), `半年考察有${held}次记录，应当有${REVIEWS_NEEDED}次`);
  return finding(true, ONE_YEAR.on(on), `${activistOn}起培养满一年，考察${held}次`);
}
export const REVIEWS_NEEDED = 2;

/**
 * C02: how many half-years since somebody became an activist have their review by a day. A half-year counts once, however
 * often it was reviewed; a review of the first month of the next may be the late one of the half-year before.
 */
export function halfYearsReviewed(activistOn: Day, reviews: Progress["reviews"], on: Day): Finding<number> {
  let counted = 0;
  let last = -1;
  for (const { happenedOn } of reviews) {
    if (happenedOn > on) break;
    const half = Math.floor(monthsBetween(activistOn, happenedOn) / 6);
    const late = half > 0 && happenedOn < addMonths(activistOn, half * 6 + 1);
    const of = late && half - 1 > last ? half - 1 : half;
    if (of <= last) continue;
    last = of;
    counted += 1;
  }
  return finding(counted, HALF_YEARLY.on(on), `${activistOn}起考察了${counted}个半年`);
}

/** Does another review add nothing, since its half-year has one already? */
export function reviewedAlready(progress: Pick<Progress, "activistOn" | "reviews">, on: Day): Finding<boolean> {
  const { activistOn, reviews } = progress;
  if (activistOn === null) return finding(false, HALF_YEARLY.on(on), "还没有确定为入党积极分子");
  const before = reviews.filter((it) => it.happenedOn <= on);
  const held = halfYearsReviewed(activistOn, before, on);
  const more = halfYearsReviewed(
    activistOn,
    [...before, { step: "activist_review", result: "passed", happenedOn: on }],
    on,
  );
  return finding(more.value === held.value, HALF_YEARLY.on(on), held.grounds);
}

/** What the rules ask of somebody who trains or introduces a candidate. */
export interface Helping {
  readonly full: boolean;
  readonly suspended: boolean;
}

/** C04: one or two full members train an activist. */
export function contactsAllowed(people: readonly Helping[], on: Day): Finding<boolean> {
  return helping(people, 1, 2, CONTACTS.on(on), "培养联系人");
}

/** C04: exactly two full members introduce a candidate. */
export function introducersAllowed(people: readonly Helping[], on: Day): Finding<boolean> {
  return helping(people, 2, 2, INTRODUCERS.on(on), "入党介绍人");
}

function helping(
  people: readonly Helping[],
  least: number,
  most: number,
  provision: Provision,
  term: string,
): Finding<boolean> {
  if (people.length < least || people.length > most) {
    const wanted = least === most ? `${least}名` : `${least}至${most}名`;
    return finding(false, provision, `${term}应当是${wanted}，现在是${people.length}名`);
  }
  const unfit = people.filter((it) => !it.full || it.suspended).length;
  return finding(
    unfit === 0,
    provision,
    unfit === 0 ? `${term}${people.length}名` : `有${unfit}名不是有表决权的正式党员`,
  );
}

/** C05: three days or twenty-four hours of training, all courses together. */
export function trainingEnough(trainings: readonly Pick<Recorded, "days" | "hours">[], on: Day): Finding<boolean> {
  const days = trainings.reduce((sum, it) => sum + (it.days ?? 0), 0);
  const hours = trainings.reduce((sum, it) => sum + (it.hours ?? 0), 0);
  return finding(days >= 3 || hours >= 24, TRAINING.on(on), `集中培训${days}天、${hours}学时`);
}

type Review = Pick<Recorded, "verdict" | "conclusion" | "homeReplied" | "awayReplied">;

/** C06: somebody whose political review concluded 不合格 goes no further. A review that hasn't been held bars nothing here. */
export function reviewPassed(review: Review | undefined, on: Day): Finding<boolean> {
  const said = /不合格。?$/u.test(review?.conclusion ?? "") ? "unqualified" : "qualified";
  const passed = (review?.verdict ?? said) === "qualified";
  return finding(passed, REVIEW.on(on), passed ? "政治审查没有不合格的结论" : "政治审查结论是不合格，不能发展入党");
}

/** C06: the conclusion stands and is 合格; for people who live elsewhere both places have answered. */
export function reviewComplete(review: Review | undefined, floating: boolean, on: Day): Finding<boolean> {
  if (!review) return finding(false, REVIEW.on(on), "没有政治审查的结论性材料");
  const passed = reviewPassed(review, on);
  if (!passed.value) return passed;
  if (!floating) return finding(true, REVIEW.on(on), "政治审查已有结论");
  const missing = [
    ...(review.homeReplied === true ? [] : ["户籍地"]),
    ...(review.awayReplied === true ? [] : ["居住地"]),
  ];
  return finding(
    missing.length === 0,
    REVIEW.on(on),
    missing.length === 0 ? "户籍地、居住地党组织都已函复" : `${missing.join("、")}党组织还没有函复`,
  );
}

/** C07: leaving within three months, when admission is generally not processed. */
export function leavesSoon(leavesOn: Day | null, on: Day): Finding<boolean> {
  const soon = leavesOn !== null && leavesOn >= on && leavesOn <= addMonths(on, 3);
  return finding(soon, PREVIEW.on(on), leavesOn === null ? "没有离开单位的计划" : `将于${leavesOn}离开单位`);
}

/** The numbers of a ballot of a branch meeting. Written opinions come from absent members who may vote, before the meeting. */
export interface Ballot {
  readonly entitled: number;
  readonly present: number;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly writtenYes: number;
  readonly writtenNo: number;
}

export interface Counted {
  readonly quorum: boolean;
  readonly carried: boolean;
  /** Fewest present, and fewest ayes, with which it would do. */
  readonly presentNeeded: number;
  readonly yesNeeded: number;
}

/** Smallest whole number above half. */
const overHalf = (of: number): number => Math.floor(of / 2) + 1;

/**
 * C08: admission and conversion. More than half present, ayes of more than half of all who are entitled. (Ordinary
 * resolutions ask for half only: `quorumOf` of the meetings.)
 */
export function admissionVote(it: Ballot, on: Day): Finding<Counted> {
  const presentNeeded = overHalf(it.entitled);
  const yesNeeded = overHalf(it.entitled);
  const yes = it.yes + it.writtenYes;
  const quorum = it.entitled > 0 && it.present >= presentNeeded;
  return finding(
    { quorum, carried: quorum && yes >= yesNeeded, presentNeeded, yesNeeded },
    MEETING.on(on),
    `应到会有表决权的${it.entitled}人，实到${it.present}人，赞成${yes}人`,
  );
}

/** What cannot be in a ballot, as Chinese sentences by field; none when the numbers agree. */
export function ballotFaults(it: Ballot): { readonly field: keyof Ballot; readonly message: string }[] {
  const out: { field: keyof Ballot; message: string }[] = [];
  if (it.present > it.entitled) out.push({ field: "present", message: `实到人数不能超过应到${it.entitled}人` });
  const cast = it.yes + it.no + it.abstain;
  if (cast > it.present) out.push({ field: "yes", message: `到会的投票合计${cast}张，超过实到${it.present}人` });
  const written = it.writtenYes + it.writtenNo;
  const away = Math.max(0, it.entitled - it.present);
  if (written > away) out.push({ field: "writtenYes", message: `书面意见${written}份，超过因故未到会的${away}人` });
  return out;
}

/** The vote of the committee: a majority of its members. */
export function boardVote(it: { members: number; present: number; yes: number }, on: Day): Finding<boolean> {
  return finding(
    it.present > it.members / 2 && it.yes > it.members / 2,
    APPROVAL_TIME.on(on),
    `党委委员${it.members}人，到会${it.present}人，赞成${it.yes}人`,
  );
}

/** C09: who may approve a probationary member. `level`: where the organisation stands in the territory. */
export function mayApprove(it: { readonly kind: string; readonly level: string | null }, on: Day): Finding<boolean> {
  if (it.kind === "general_branch") return finding(false, APPROVER.on(on), "党总支不能审批预备党员，只能审议后上报");
  if (it.kind === "committee" || it.kind === "working_committee") {
    return it.level === "village"
      ? finding(false, APPROVER.on(on), "村、社区党委没有审批权，只能审议后上报")
      : finding(true, APPROVER.on(on), "有审批权的基层党委");
  }
  return finding(false, APPROVER.on(on), "党支部和临时党组织没有审批权");
}

/** C10: three months for the committee, six at the very most. */
export function approvalDue(meetingOn: Day, on: Day): Finding<{ readonly due: Day; readonly last: Day }> {
  return finding(
    { due: addMonths(meetingOn, 3), last: addMonths(meetingOn, 6) },
    APPROVAL_TIME.on(on),
    `支部大会${meetingOn}通过`,
  );
}

/** C11: the day on which probation ends: a year from the branch meeting, with the months by which it was extended. */
export function probationEnds(meetingOn: Day, extendedMonths = 0): Finding<Day> {
  const year = addYears(meetingOn, 1);
  const grounds = `预备期自支部大会${meetingOn}算起${extendedMonths > 0 ? `，延长${extendedMonths}个月` : ""}`;
  return finding(extendedMonths > 0 ? addMonths(year, extendedMonths) : year, PROBATION.on(meetingOn), grounds);
}

/** Days before the end of probation from which conversion is prepared. */
export const CONVERSION_LEAD = 45;

/** Is a request for conversion written long before the end of probation? From the day on which it is prepared, no. */
export function askedEarly(ends: Day, on: Day): Finding<boolean> {
  const from = addDays(ends, -CONVERSION_LEAD);
  return finding(on < from, CONVERSION.on(on), `预备期到${ends}满，一般在${from}以后提出转正申请`);
}

/** What belongs to the time of probation and after an admission. */
const OF_PROBATION: readonly StepName[] = ["admission_filing", "group", "oath", "probation_review"];

/** Which of these has not been recorded when the conversion is discussed. */
export function probationGaps({ done }: Pick<Progress, "done">, on: Day): Finding<readonly Step[]> {
  const gaps = OF_PROBATION.filter((it) => !done.has(it)).map(stepNamed);
  return finding(
    gaps,
    ON_PROBATION.on(on),
    gaps.length === 0
      ? "预备期的各项都有记录"
      : `还没有记录：${gaps.map((it) => `${it.number} ${it.term}`).join("、")}`,
  );
}

/** C12: once, by six to twelve months. */
export function extensionAllowed(months: number | undefined, before: number, on: Day): Finding<boolean> {
  if (before > 0) return finding(false, PROBATION.on(on), "预备期已经延长过一次，不能再延长");
  const fits = months !== undefined && months >= 6 && months <= 12;
  return finding(fits, PROBATION.on(on), `延长${months ?? "（没有填写）"}个月，应当不少于6个月、不超过12个月`);
}

/** Longest time by which a branch may put the discussion off. */
export const POSTPONED_MOST = 6;

/** Somebody transferred in during probation whom the branch does not know well enough: once, by up to six months. */
export function postponementAllowed(months: number, before: number, transferredIn: boolean, on: Day): Finding<boolean> {
  if (!transferredIn) return finding(false, POSTPONEMENT.on(on), "不是预备期内转入本支部的预备党员");
  if (before > 0) return finding(false, POSTPONEMENT.on(on), `已经推迟过${before}个月`);
  const fits = months >= 1 && months <= POSTPONED_MOST;
  return finding(fits, POSTPONEMENT.on(on), `推迟${months}个月，最长${POSTPONED_MOST}个月`);
}

/** C13: sets of papers that the file still lacks. Null: nothing has been filed yet. */
export function fileGaps(papers: readonly string[] | null, on: Day): Finding<readonly string[]> {
  const gaps = PAPERS.filter(([value]) => !(papers ?? []).includes(value)).map(([, term]) => term);
  return finding(gaps, FILE_KEPT.on(on), gaps.length === 0 ? "五类材料齐全" : `还缺：${gaps.join("、")}`);
}

/** The quotas of those beneath, together, against the quota above. */
export function quotaFits(total: number, parts: readonly number[]): Finding<boolean> {
  const sum = parts.reduce((all, it) => all + it, 0);
  return finding(sum <= total, PLAN_SUM, `下级计划合计${sum}人，上级计划${total}人`);
}

/** Age up to which somebody counts as young in the plan. */
export const YOUTH_AGE = 35;
