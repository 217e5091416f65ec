import { describe, expect, it, test } from "vitest";
import { addDays, day } from "#shared/day.ts";
import { RECRUITING_REVISED_ON, recruitingTextOn, regulation, revised } from "#shared/regulations.ts";
import type { WorkdayCalendar } from "#shared/workdays.ts";
import * as roster from "../provisions.ts";
import { categoryOn, fullWithinYear, partyYears } from "../rules.ts";
import * as provisions from "./provisions.ts";
import {
  admissionVote,
  approvalDue,
  askedEarly,
  boardVote,
  contactsAllowed,
  extensionAllowed,
  fileGaps,
  firstTalkDue,
  halfYearsReviewed,
  introducersAllowed,
  leavesSoon,
  mayApprove,
  mayBecomeTarget,
  oldEnough,
  postponementAllowed,
  probationEnds,
  probationGaps,
  progressOf,
  reviewComplete,
  reviewDue,
  trainingEnough,
} from "./rules.ts";
import { meetingDue, noticeHeld, oathDue } from "./rules-revised.ts";

const FIRST = day(RECRUITING_REVISED_ON);
const LAST_OLD = addDays(FIRST, -1);

test("each rule follows the text of its day: the old one until the day before, the new one from its day", () => {
  const nobody = { done: new Map() };
  const ballot = { entitled: 3, present: 3, yes: 3, no: 0, abstain: 0, writtenYes: 0, writtenNo: 0 };
  const activist = { activistOn: day("2025-01-10"), reviews: [] };
  const rules = [
    [provisions.APPLICATION, (on) => oldEnough(null, on)],
    [provisions.FIRST_TALK, (on) => firstTalkDue(day("2026-05-01"), on)],
    [provisions.ACTIVIST, (on) => mayBecomeTarget({ activistOn: null, reviews: [] }, on)],
    [provisions.CONTACTS, (on) => contactsAllowed([], on)],
    [provisions.HALF_YEARLY, (on) => reviewDue(day("2026-01-10"), on)],
    [provisions.HALF_YEARLY, (on) => halfYearsReviewed(day("2025-01-10"), [], on)],
    [provisions.ONE_YEAR, (on) => mayBecomeTarget(activist, on)],
    [provisions.INTRODUCERS, (on) => introducersAllowed([], on)],
    [provisions.REVIEW, (on) => reviewComplete(undefined, false, on)],
    [provisions.TRAINING, (on) => trainingEnough([], on)],
    [provisions.PREVIEW, (on) => leavesSoon(null, on)],
    [provisions.MEETING, (on) => admissionVote(ballot, on)],
    [provisions.APPROVER, (on) => mayApprove({ kind: "branch", level: null }, on)],
    [provisions.APPROVAL_TIME, (on) => approvalDue(day("2026-05-01"), on)],
    [provisions.APPROVAL_TIME, (on) => boardVote({ members: 9, present: 9, yes: 9 }, on)],
    [provisions.ON_PROBATION, (on) => probationGaps(nobody, on)],
    [provisions.PROBATION, (on) => probationEnds(on)],
    [provisions.PROBATION, (on) => extensionAllowed(6, 0, on)],
    [provisions.CONVERSION, (on) => askedEarly(day("2026-12-01"), on)],
    [provisions.POSTPONEMENT, (on) => postponementAllowed(1, 0, true, on)],
    [provisions.FILE_KEPT, (on) => fileGaps([], on)],
    [roster.PROBATION_YEAR, (on) => categoryOn({ category: "full", fullOn: null }, on)],
    [roster.PROBATION_YEAR, (on) => fullWithinYear({ day: on, precision: "day" }, { day: on, precision: "day" })],
    [roster.SENIORITY, (on) => partyYears(on, day("2026-12-01"))],
  ] satisfies [typeof provisions.MEETING, (on: typeof FIRST) => { provision: unknown }][];
  for (const [{ texts }, rule] of rules) {
    expect(texts).toHaveLength(2);
    expect(rule(LAST_OLD).provision).toBe(texts[0]);
    expect(rule(FIRST).provision).toBe(texts[1]);
  }
});

test("nothing of the new text is given out as read, and a paper cites the text of its day", () => {
  const all = Object.values({ ...provisions, ...roster }).flatMap((it) => ("texts" in it ? it.texts : [it]));
  const since = all.filter((it) => it.id.startsWith("recruiting-2026-"));
  expect(since).toHaveLength(25);
  for (const it of since) {
    expect(it.confirmed).toBe(false);
    expect(it.inForce).toEqual({ from: RECRUITING_REVISED_ON, to: null });
    expect(it.title.startsWith(recruitingTextOn(FIRST))).toBe(true);
  }
  expect(recruitingTextOn(LAST_OLD)).toBe("《中国共产党发展党员工作细则》（2014年）");
  expect(recruitingTextOn(FIRST)).toBe("《中国共产党发展党员工作细则》（2026年修订）");
  // What nobody here has a recruiting case for is asked by the text that holds.
  expect(roster.ADMISSION.now.id).toBe("recruiting-2026-admission");
});

test("texts of one provision follow one another without a gap", () => {
  const old = regulation("甲", "2014-01-01", "2026-01-01").must("a", "", "");
  const later = regulation("甲", "2026-01-01").must("b", "", "");
  expect(revised(old, later).on(day("2013-01-01")).id).toBe("a");
  expect(() => revised(old, regulation("甲", "2026-01-02").must("b", "", ""))).toThrow(RangeError);
  expect(() => revised(old)).toThrow(RangeError);
});

/** What the announcement of 2026 says of the weeks below. */
const HOLIDAYS: WorkdayCalendar = {
  years: new Set([2026]),
  days: new Map([
    [day("2026-06-19"), false],
    [day("2026-09-20"), true],
  ]),
};

describe("公示 before somebody is made a target (C03, article 13 of 2026)", () => {
  const held = (from: string | undefined, to: string | undefined, on: string) =>
    noticeHeld(
      { from: from === undefined ? undefined : day(from), to: to === undefined ? undefined : day(to) },
      day(on),
      HOLIDAYS,
    );
  it("is not asked of a day before the new text", () => {
    expect(held(undefined, undefined, "2026-05-17")).toBeNull();
    expect(held(undefined, undefined, "2026-05-18")).toMatchObject({
      value: false,
      provision: provisions.PUBLIC_NOTICE,
    });
  });
  it("lasts five working days; four, or a holiday among five, are too few", () => {
    expect(held("2026-06-01", "2026-06-05", "2026-06-06")?.value).toBe(true);
    expect(held("2026-06-01", "2026-06-04", "2026-06-08")?.value).toBe(false);
    expect(held("2026-06-15", "2026-06-19", "2026-06-22")).toMatchObject({
      value: false,
      grounds: "2026-06-15至2026-06-19公示，合4个工作日，应当不少于5个工作日",
    });
    expect(held("2026-06-15", "2026-06-22", "2026-06-23")?.value).toBe(true);
    // Sunday, 20 September, is worked in exchange.
    expect(held("2026-09-16", "2026-09-20", "2026-09-21")?.value).toBe(false);
    expect(held("2026-09-16", "2026-09-21", "2026-09-22")?.value).toBe(true);
  });
  it("has ended before the day of the decision, and does not run backwards", () => {
    expect(held("2026-06-01", "2026-06-08", "2026-06-08")?.value).toBe(false);
    expect(held("2026-06-08", "2026-06-01", "2026-06-09")?.value).toBe(false);
    expect(held("2026-06-01", undefined, "2026-06-09")?.value).toBe(false);
  });
  it("says where holidays of the year are not known yet", () => {
    expect(held("2027-03-01", "2027-03-05", "2027-03-08")?.grounds).toContain(
      "2027年的放假调休安排没有登记，按星期计算",
    );
  });
});

describe("the branch meeting within a month of the preview (C08, article 19 of 2026)", () => {
  it("a month on, clamped; from the day of the new text at the earliest", () => {
    expect(meetingDue(day("2026-08-31"), day("2026-09-01"))).toMatchObject({
      value: "2026-09-30",
      provision: provisions.MEETING_TIME,
    });
    expect(meetingDue(day("2026-04-01"), day("2026-05-20"))?.value).toBe("2026-06-18");
    expect(meetingDue(day("2026-04-01"), day("2026-05-17"))).toBeNull();
  });
});

describe("the oath within a month of the approval (article 29 of 2026)", () => {
  it("a month on; nothing before the new text", () => {
    expect(oathDue(day("2026-06-10"), day("2026-07-01"))).toMatchObject({
      value: "2026-07-10",
      provision: provisions.OATH_TIME,
    });
    expect(oathDue(day("2026-06-10"), day("2026-07-01"))?.provision.force).toBe("should");
    expect(oathDue(day("2026-01-10"), day("2026-05-17"))).toBeNull();
  });
});

test("a whole case of the years between is weighed step by step by the text of each day", () => {
  const progress = progressOf([{ step: "application", result: "passed", happenedOn: day("2026-05-10") }]);
  expect(progress.stage).toBe("applicant");
  expect(firstTalkDue(day("2026-05-10"), day("2026-05-12")).provision.id).toBe("recruiting-7");
  expect(firstTalkDue(day("2026-05-10"), day("2026-06-01")).provision.id).toBe("recruiting-2026-7");
});
