import { addMonths, type Day, later } from "#shared/day.ts";
import { type Finding, finding, type Provision } from "#shared/finding.ts";
import { type WorkdayCalendar, workdaysWithin } from "#shared/workdays.ts";
import { MEETING_TIME, OATH_TIME, PUBLIC_NOTICE } from "./provisions.ts";

/**
 * What the rules of recruiting ask since they were revised in May 2026 and did not ask before. Of a step of a day before,
 * the answer is null: it follows the text of its day.
 */

const since = (provision: Provision): Day => provision.inForce.from as Day;

/** Fewest working days for which a name is put up before somebody is made 发展对象. */
export const NOTICE_DAYS = 5;

/** First and last day on which the name was put up (公示). */
export interface Notice {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

/** C03: was the name put up for at least five working days, ended before the day on which the branch decides? */
export function noticeHeld({ from, to }: Notice, on: Day, calendar: WorkdayCalendar): Finding<boolean> | null {
  if (on < since(PUBLIC_NOTICE)) return null;
  if (from === undefined || to === undefined) return finding(false, PUBLIC_NOTICE, "没有填写公示的起止日期");
  if (to >= on) return finding(false, PUBLIC_NOTICE, `公示到${to}结束，应当在列为发展对象（${on}）以前`);
  const { value: days, unknownYears } = workdaysWithin(calendar, from, to);
  const unsure = unknownYears.length === 0 ? "" : `（${unknownYears.join("、")}年的放假调休安排没有登记，按星期计算）`;
  return finding(
    days >= NOTICE_DAYS,
    PUBLIC_NOTICE,
    `${from}至${to}公示，合${days}个工作日${unsure}，应当不少于${NOTICE_DAYS}个工作日`,
  );
}

/** A month from a day, which runs from the day of the new text at the earliest: before it nobody had to keep it. */
const monthFrom = (happenedOn: Day, provision: Provision): Day => addMonths(later(happenedOn, since(provision)), 1);

/** C08: the last day for the branch meeting on an admission, a month from the preview. */
export function meetingDue(previewedOn: Day, on: Day): Finding<Day> | null {
  if (on < since(MEETING_TIME)) return null;
  return finding(monthFrom(previewedOn, MEETING_TIME), MEETING_TIME, `${previewedOn}预审合格`);
}

/** The day by which the oath is taken in general, a month from the approval. */
export function oathDue(approvedOn: Day, on: Day): Finding<Day> | null {
  if (on < since(OATH_TIME)) return null;
  return finding(monthFrom(approvedOn, OATH_TIME), OATH_TIME, `${approvedOn}批准为预备党员`);
}
