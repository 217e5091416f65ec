import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addYears, type Day } from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import { AT_HOST, CROWD, EXCELLENT_CEILING, OPENERS, PROBATIONARY, RECTIFY, SUGGESTION, YEARLY } from "./provisions.ts";

export type Grade = CodeOf<"appraisal_grade">;
export type Stage = CodeOf<"appraisal_state">;
export type Exemption = CodeOf<"appraisal_exemption">;
export type Ceiling = CodeOf<"appraisal_ceiling">;

export const GRADES: readonly Grade[] = ["excellent", "qualified", "barely_qualified", "unqualified"];
/** So many must be able to vote, and must have voted, before a box is opened. */
export const CROWD_LEAST = 10;

/** Dates from which the stage follows. */
export interface Course {
  readonly votingOn: Day | null;
  readonly countedOn: Day | null;
  readonly gradedOn: Day | null;
  readonly publishedOn: Day | null;
  readonly withdrawnOn: Day | null;
}

/** Where an appraisal stands on a day: what happened later has not happened yet. */
export function stageOf(it: Course, on: Day): Finding<Stage> {
  const by = (day: Day | null): boolean => day !== null && day <= on;
  const stage: Stage = by(it.withdrawnOn)
    ? "withdrawn"
    : by(it.publishedOn)
      ? "published"
      : by(it.gradedOn)
        ? "graded"
        : by(it.countedOn)
          ? "counted"
          : by(it.votingOn)
            ? "voting"
            : "self";
  return finding(stage, YEARLY, "由各步的日期得出");
}

/** What the roster says of somebody on the day of opening. */
export interface Standing {
  readonly category: "full" | "probationary";
  /** Away, with a case that is not ended, and taken in by a branch elsewhere. */
  readonly atHost: boolean;
}

/** Whether somebody is graded; else why not. The secretary may exempt further people (old, ill, just arrived). */
export function exemptionOf(it: Standing): Finding<Exemption | null> {
  if (it.category === "probationary") return finding("probationary", PROBATIONARY, "预备党员");
  if (it.atHost) return finding("host", AT_HOST, "在流入地编入了党支部");
  return finding(null, YEARLY, "正式党员");
}

/** Whether the secret ballot may be held here: an answer hides only in a crowd. */
export function ballotPossible(voters: number): Finding<boolean> {
  return finding(voters >= CROWD_LEAST, CROWD, `能投票的有${voters}人`);
}

/** May this account open, begin and count a ballot by telephone? `hands` are those that each voting account went through. */
export function mayRunBallot(accountId: string | null, hands: readonly (readonly string[])[]): Finding<boolean> {
  const own = accountId === null ? 0 : hands.filter((it) => it.includes(accountId)).length;
  return finding(own === 0, OPENERS, `由本人开通、邀请或者重置的投票人账号${own}个`);
}

/** An account is young for so many days. */
export const YOUNG_DAYS = 30;

/** The accounts that are younger than {@link YOUNG_DAYS} at a moment. */
export function youngAccounts<T extends { readonly createdAt: Date }>(accounts: readonly T[], now: Date): Finding<T[]> {
  const since = now.getTime() - YOUNG_DAYS * 86_400_000;
  const young = accounts.filter((it) => it.createdAt.getTime() > since);
  return finding(young, OPENERS, `${YOUNG_DAYS}天内开通的${young.length}个`);
}

/** How many may be 优秀 among so many graded; null without a limit. Rounded down, since the share is not exceeded: of two nobody. */
export function excellentMost(ceiling: Ceiling, graded: number): Finding<number | null> {
  if (ceiling === "none") return finding(null, EXCELLENT_CEILING, "没有限制");
  const share = ceiling === "third" ? graded / 3 : (graded * 3) / 10;
  return finding(
    Math.floor(share),
    EXCELLENT_CEILING,
    `参加评定的${graded}人，${ceiling === "third" ? "三分之一" : "百分之三十"}`,
  );
}

/** Marks that somebody got; what is not marked of the valid sheets is an abstention. */
export interface Marks {
  readonly excellent: number;
  readonly qualified: number;
  readonly barely: number;
  readonly unqualified: number;
}

export const marksOfAll = (it: Marks): number => it.excellent + it.qualified + it.barely + it.unqualified;

/** Whether the totals of the tellers can be true: nobody has more marks than there are valid sheets. */
export function countsFit(
  sheets: { readonly issued: number; readonly returned: number; readonly valid: number },
  voters: number,
  marks: readonly Marks[],
): Finding<boolean> {
  const fits =
    sheets.issued <= voters &&
    sheets.returned <= sheets.issued &&
    sheets.valid <= sheets.returned &&
    marks.every((it) => marksOfAll(it) <= sheets.valid);
  return finding(fits, YEARLY, `发出${sheets.issued}张，收回${sheets.returned}张，有效${sheets.valid}张`);
}

/**
 * What the form of grading is filled with before the committee decides: by more than half of the valid sheets, cumulatively.
 * 优秀 goes to those with the most such marks until its number is used up; on equal marks at the edge nobody gets it, so
 * that the committee chooses and not the order of a list.
 */
export function suggested(marks: readonly Marks[], valid: number, most: number | null): Finding<Grade[]> {
  const half = valid / 2;
  const wishing = marks.map((it) => it.excellent).filter((it) => it > half);
  const ordered = wishing.toSorted((a, b) => b - a);
  // The first number that no longer fits; whoever has as many is beyond the limit too.
  const beyond = most === null || ordered.length <= most ? -1 : (ordered[most] ?? -1);
  const grades = marks.map((it): Grade => {
    if (it.excellent > half && it.excellent > beyond) return "excellent";
    if (it.excellent + it.qualified > half) return "qualified";
    if (it.excellent + it.qualified + it.barely > half) return "barely_qualified";
    return "unqualified";
  });
  return finding(grades, SUGGESTION, `有效票${valid}张`);
}

/** Whether so many may be 优秀. */
export function withinCeiling(grades: readonly Grade[], ceiling: Ceiling): Finding<boolean> {
  const most = excellentMost(ceiling, grades.length).value;
  const count = grades.filter((it) => it === "excellent").length;
  return finding(most === null || count <= most, EXCELLENT_CEILING, `优秀${count}人，最多${most ?? count}人`);
}

/** Whether a time for mending is allowed: it begins, ends later, and at the latest after a year. */
export function mayRectify(from: Day, to: Day): Finding<boolean> {
  return finding(to > from && to <= addYears(from, 1), RECTIFY, `${from}至${to}`);
}

export const RECTIFY_LEAD = 30;

/** Whether the end of the time for mending is near or over and the branch must say how it ended. */
export function rectifyDue(to: Day, on: Day): Finding<boolean> {
  return finding(addDays(to, -RECTIFY_LEAD) <= on, RECTIFY, `期限到${to}`);
}
