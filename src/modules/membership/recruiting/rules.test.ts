import { describe, expect, it, test } from "vitest";
import { addDays, addMonths, addYears, type Day, day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import { numberOf, PAPERS, STEPS, stepNamed, stepOf } from "./path.ts";
import * as provisions from "./provisions.ts";
import {
  admissionVote,
  approvalDue,
  askedEarly,
  type Ballot,
  ballotFaults,
  boardVote,
  contactsAllowed,
  extensionAllowed,
  fileGaps,
  firstTalkDue,
  halfYearsReviewed,
  inOrder,
  introducersAllowed,
  leavesSoon,
  mayApplyAgain,
  mayApprove,
  mayBecomeTarget,
  nextStep,
  oldEnough,
  openSteps,
  probationEnds,
  probationGaps,
  progressOf,
  quotaFits,
  type Recorded,
  reviewComplete,
  reviewDue,
  reviewedAlready,
  reviewPassed,
  trainingEnough,
} from "./rules.ts";

/** A day on which the text of 2014 was in force; what the revised text asks stands in rules-revised.test.ts. */
const ON = day("2025-06-10");
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((it) => addDays(day("1990-01-01"), it));
const at = (step: number, on: string, more: Partial<Recorded> = {}): Recorded => ({
  step: stepOf(step).name,
  result: "passed",
  happenedOn: day(on),
  ...more,
});

describe("the age of an applicant", () => {
  it("is eighteen on the birthday itself, and not the day before", () => {
    expect(oldEnough(day("2008-05-06"), day("2026-05-05")).value).toBe(false);
    expect(oldEnough(day("2008-05-06"), day("2026-05-06")).value).toBe(true);
    expect(oldEnough(null, day("2026-05-06")).value).toBe(true);
  });
  it("counts a birthday on 29 February", () => {
    expect(oldEnough(day("2008-02-29"), day("2026-02-27")).value).toBe(false);
    expect(oldEnough(day("2008-02-29"), day("2026-03-01")).value).toBe(true);
  });
});

describe("somebody who was expelled", () => {
  it("applies again when five years are full, and not the day before (处分条例)", () => {
    expect(mayApplyAgain(day("2024-06-01"), day("2029-05-31"))).toMatchObject({
      value: false,
      provision: provisions.FIVE_YEARS_OUT,
      grounds: "2024-06-01受到开除党籍处分，满五年是2029-06-01",
    });
    expect(mayApplyAgain(day("2024-06-01"), day("2029-06-01")).value).toBe(true);
    expect(mayApplyAgain(day("2024-02-29"), day("2029-02-28")).value).toBe(true);
  });
});

describe("clocks", () => {
  it("give a month for the first talk, clamped at the end of the month (C01)", () => {
    expect(firstTalkDue(day("2026-01-31"), ON).value).toBe("2026-02-28");
    expect(firstTalkDue(day("2026-03-15"), ON).value).toBe("2026-04-15");
  });
  it("ask for a review every six months (C02)", () => {
    expect(reviewDue(day("2025-08-31"), ON).value).toBe("2026-02-28");
  });
  it("give the committee three months and never more than six (C10)", () => {
    expect(approvalDue(day("2025-11-30"), ON).value).toEqual({ due: "2026-02-28", last: "2026-05-30" });
  });
  it("count probation from the branch meeting, 29 February included (C11)", () => {
    expect(probationEnds(day("2024-02-29")).value).toBe("2025-02-28");
    expect(probationEnds(day("2025-06-30"), 6).value).toBe("2026-12-30");
  });
  test("an extended probation always ends later, by six to twelve months", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 6, max: 12 }), (on, months) => {
        const plain = probationEnds(on).value;
        const longer = probationEnds(on, months).value;
        expect(longer >= addMonths(plain, 6) && longer <= addMonths(plain, 12)).toBe(true);
      }),
    );
  });
});

describe("a year as activist and two reviews (C03)", () => {
  const progress = (reviews: string[]) => ({
    activistOn: day("2025-03-10"),
    reviews: reviews.map((on) => at(6, on)),
  });
  const both = progress(["2025-09-01", "2026-03-01"]);
  it("refuses the day before, agrees on the day and after", () => {
    expect(mayBecomeTarget(both, day("2026-03-09")).value).toBe(false);
    expect(mayBecomeTarget(both, day("2026-03-10")).value).toBe(true);
    expect(mayBecomeTarget(both, day("2026-03-11")).value).toBe(true);
  });
  it("asks for two reviews held by then", () => {
    expect(mayBecomeTarget(progress(["2025-09-01"]), day("2026-04-01")).value).toBe(false);
    expect(mayBecomeTarget(progress(["2025-09-01", "2026-05-01"]), day("2026-04-01")).value).toBe(false);
    expect(mayBecomeTarget({ activistOn: null, reviews: [] }, day("2026-04-01")).value).toBe(false);
  });
});

describe("half-yearly reviews (article 11)", () => {
  const from = day("2024-03-01");
  const count = (...days: string[]) =>
    halfYearsReviewed(
      from,
      days.map((on) => at(6, on)),
      ON,
    );
  it("a half-year counts once, however often it was reviewed", () => {
    expect(count("2024-08-30", "2024-08-30")).toMatchObject({ value: 1, provision: provisions.HALF_YEARLY.on(ON) });
    expect(count("2024-03-02", "2024-03-05").value).toBe(1);
    expect(count("2024-03-02", "2024-08-31").value).toBe(1);
    expect(count("2024-08-30", "2025-02-28").value).toBe(2);
    expect(count().value).toBe(0);
  });
  it("the late one of a half-year is not the next one's", () => {
    expect(count("2024-09-30", "2025-02-28").value).toBe(2);
    expect(count("2024-10-01", "2025-02-28").value).toBe(1);
    expect(count("2024-08-31", "2024-09-30", "2025-02-28").value).toBe(2);
  });
  it("one that adds nothing is pointed out", () => {
    const progress = { activistOn: from, reviews: [at(6, "2024-08-30")] };
    expect(reviewedAlready(progress, day("2024-08-31")).value).toBe(true);
    expect(reviewedAlready(progress, day("2024-09-01")).value).toBe(false);
    expect(reviewedAlready({ activistOn: null, reviews: [] }, from).value).toBe(false);
  });
  it("nobody becomes a target with two reviews of one week", () => {
    const reviews = [at(6, "2024-03-02"), at(6, "2024-03-05")];
    expect(mayBecomeTarget({ activistOn: from, reviews }, day("2025-03-01"))).toMatchObject({
      value: false,
      grounds: "半年考察有1次记录，应当有2次",
    });
  });
});

describe("a request for conversion (article 33)", () => {
  it("is early before the forty-five days in which conversion is prepared", () => {
    const ends = day("2025-11-05");
    expect(askedEarly(ends, day("2024-12-05"))).toMatchObject({ value: true, provision: provisions.CONVERSION.on(ON) });
    expect(askedEarly(ends, day("2025-09-20")).value).toBe(true);
    expect(askedEarly(ends, day("2025-09-21")).value).toBe(false);
  });
});

describe("what belongs to probation (articles 30 and 31)", () => {
  it("is missed when the conversion is discussed, and not once it is recorded", () => {
    const gaps = (records: readonly Recorded[]) => probationGaps(progressOf(records), ON);
    expect(gaps(WHOLE.slice(0, 18))).toMatchObject({
      provision: provisions.ON_PROBATION.on(ON),
      grounds: "还没有记录：18 再上一级组织部门备案、19 编入党支部和党小组、20 入党宣誓、21 继续教育考察",
    });
    expect(gaps(WHOLE.slice(0, 21)).value.map((it) => it.name)).toEqual(["probation_review"]);
    expect(gaps(WHOLE.slice(0, 22)).value).toEqual([]);
  });
});

describe("who helps (C04)", () => {
  const full = { full: true, suspended: false };
  it("one or two contacts, two introducers, all full members with their rights", () => {
    expect(
      [0, 1, 2, 3].map(
        (n) =>
          contactsAllowed(
            Array.from({ length: n }, () => full),
            ON,
          ).value,
      ),
    ).toEqual([false, true, true, false]);
    expect(
      [1, 2, 3].map(
        (n) =>
          introducersAllowed(
            Array.from({ length: n }, () => full),
            ON,
          ).value,
      ),
    ).toEqual([false, true, false]);
    expect(introducersAllowed([full, { full: false, suspended: false }], ON).value).toBe(false);
    expect(introducersAllowed([full, { full: true, suspended: true }], ON).value).toBe(false);
  });
});

describe("before the committee looks (C05 to C07)", () => {
  it("three days or twenty-four hours, all courses together", () => {
    expect(trainingEnough([{ days: 2, hours: 23 }], ON).value).toBe(false);
    expect(trainingEnough([{ days: 3 }], ON).value).toBe(true);
    expect(trainingEnough([{ hours: 12 }, { hours: 12 }], ON).value).toBe(true);
    expect(trainingEnough([], ON).value).toBe(false);
  });
  it("a conclusion; of those who live elsewhere both places", () => {
    expect(reviewComplete(undefined, false, ON).value).toBe(false);
    expect(reviewComplete({}, false, ON).value).toBe(true);
    expect(reviewComplete({ homeReplied: true }, true, ON).grounds).toContain("居住地");
    expect(reviewComplete({ homeReplied: true, awayReplied: true }, true, ON).value).toBe(true);
  });
  it("nobody whose review concluded 不合格, until another concludes otherwise (article 16)", () => {
    expect(reviewPassed({ verdict: "qualified" }, ON)).toMatchObject({
      value: true,
      provision: provisions.REVIEW.on(ON),
    });
    expect(reviewPassed({ verdict: "unqualified" }, ON)).toMatchObject({
      value: false,
      provision: provisions.REVIEW.on(ON),
    });
    expect(reviewComplete({ verdict: "unqualified", homeReplied: true, awayReplied: true }, true, ON).value).toBe(
      false,
    );
    // Records from before the verdict was asked for say it in their text.
    expect(reviewPassed({ conclusion: "政治审查不合格" }, ON).value).toBe(false);
    expect(reviewPassed({ conclusion: "政治审查合格" }, ON).value).toBe(true);
    expect(reviewPassed({ verdict: "qualified", conclusion: "没有不合格的情形" }, ON).value).toBe(true);
    expect(reviewPassed(undefined, ON).value).toBe(true);
  });
  it("warns of those who leave within three months", () => {
    const on = day("2026-04-30");
    expect(leavesSoon(day("2026-07-30"), on).value).toBe(true);
    expect(leavesSoon(day("2026-07-31"), on).value).toBe(false);
    expect(leavesSoon(day("2026-04-29"), on).value).toBe(false);
    expect(leavesSoon(null, on).value).toBe(false);
  });
});

describe("votes (C08)", () => {
  const ballot = (entitled: number, present: number, yes: number, more: Partial<Ballot> = {}): Ballot => ({
    entitled,
    present,
    yes,
    no: 0,
    abstain: 0,
    writtenYes: 0,
    writtenNo: 0,
    ...more,
  });
  it("half of an even number is no quorum for an admission", () => {
    expect(admissionVote(ballot(10, 5, 5), ON).value).toMatchObject({
      quorum: false,
      carried: false,
      presentNeeded: 6,
    });
    expect(admissionVote(ballot(10, 6, 6), ON).value).toMatchObject({ quorum: true, carried: true });
  });
  it("ayes are counted against all who are entitled, and exactly half does not carry", () => {
    expect(admissionVote(ballot(10, 9, 5), ON).value.carried).toBe(false);
    expect(admissionVote(ballot(10, 9, 6), ON).value.carried).toBe(true);
    expect(admissionVote(ballot(11, 6, 6), ON).value.carried).toBe(true);
    expect(admissionVote(ballot(11, 6, 5), ON).value.carried).toBe(false);
  });
  it("written opinions of the absent count among the ayes, not among the present", () => {
    expect(admissionVote(ballot(10, 6, 5, { writtenYes: 1 }), ON).value.carried).toBe(true);
    expect(admissionVote(ballot(10, 5, 5, { writtenYes: 4 }), ON).value.carried).toBe(false);
  });
  it("nobody entitled is no meeting", () => {
    expect(admissionVote(ballot(0, 0, 0), ON).value).toMatchObject({ quorum: false, carried: false });
  });
  it("names numbers that cannot be", () => {
    expect(ballotFaults(ballot(10, 11, 11)).map((it) => it.field)).toEqual(["present"]);
    expect(ballotFaults(ballot(10, 6, 6, { no: 1 })).map((it) => it.field)).toEqual(["yes"]);
    expect(ballotFaults(ballot(10, 6, 6, { writtenYes: 3, writtenNo: 2 })).map((it) => it.field)).toEqual([
      "writtenYes",
    ]);
    expect(ballotFaults(ballot(10, 6, 3, { writtenYes: 4, no: 2, abstain: 1 }))).toEqual([]);
  });
  test("another aye never loses a vote, another absent aye never wins a quorum", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(60), (entitled, present, yes) => {
        const carried = admissionVote(ballot(entitled, present, yes), ON).value.carried;
        if (carried) expect(admissionVote(ballot(entitled, present, yes + 1), ON).value.carried).toBe(true);
        expect(admissionVote(ballot(entitled, present, yes, { writtenYes: 60 }), ON).value.quorum).toBe(
          admissionVote(ballot(entitled, present, yes), ON).value.quorum,
        );
      }),
    );
  });
  it("the committee needs a majority of its members", () => {
    expect(boardVote({ members: 8, present: 5, yes: 4 }, ON).value).toBe(false);
    expect(boardVote({ members: 8, present: 5, yes: 5 }, ON).value).toBe(true);
    expect(boardVote({ members: 8, present: 4, yes: 4 }, ON).value).toBe(false);
  });
});

describe("who approves (C09)", () => {
  it("committees of a town and working committees, and nobody else", () => {
    const answers = [
      ["committee", "town"],
      ["working_committee", null],
      ["committee", "village"],
      ["general_branch", "town"],
      ["branch", null],
      ["temporary_branch", null],
    ].map(([kind, level]) => mayApprove({ kind: kind ?? "", level: level ?? null }, ON).value);
    expect(answers).toEqual([true, true, false, false, false, false]);
  });
});

describe("extension (C12), file (C13), quotas", () => {
  it("once, by six to twelve months", () => {
    expect([5, 6, 12, 13].map((it) => extensionAllowed(it, 0, ON).value)).toEqual([false, true, true, false]);
    expect(extensionAllowed(6, 1, ON).value).toBe(false);
    expect(extensionAllowed(undefined, 0, ON).value).toBe(false);
  });
  it("five sets of papers, or what is missing", () => {
    const all = PAPERS.map(([value]) => value);
    expect(fileGaps(all, ON).value).toEqual([]);
    expect(fileGaps(all.slice(1), ON).value).toEqual(["入党志愿书"]);
    expect(fileGaps(null, ON).value).toHaveLength(5);
  });
  it("parts may reach the whole and not exceed it", () => {
    expect(quotaFits(10, [4, 6]).value).toBe(true);
    expect(quotaFits(10, [4, 7]).value).toBe(false);
    expect(quotaFits(0, []).value).toBe(true);
  });
});

/** A whole case without a hitch. */
const WHOLE: readonly Recorded[] = [
  at(1, "2022-01-10"),
  at(2, "2022-02-01"),
  at(3, "2022-08-01"),
  at(4, "2022-08-10"),
  at(5, "2022-08-10"),
  at(6, "2023-02-01"),
  at(6, "2023-08-01"),
  at(7, "2023-09-01"),
  at(8, "2023-09-10"),
  at(9, "2023-09-10"),
  at(10, "2023-10-01"),
  at(11, "2023-10-20", { days: 3 }),
  at(12, "2023-11-01"),
  at(13, "2023-11-10"),
  at(14, "2023-11-20"),
  at(15, "2023-12-01"),
  at(16, "2023-12-15"),
  at(17, "2023-12-28"),
  at(18, "2024-01-10"),
  at(19, "2024-01-10"),
  at(20, "2024-07-01"),
  at(21, "2024-06-01"),
  at(22, "2024-11-25"),
  at(23, "2024-12-03"),
  at(24, "2024-12-20"),
  at(25, "2025-01-10", { papers: PAPERS.map(([value]) => value) }),
];

describe("the path of a case", () => {
  it("follows from the records, stage by stage", () => {
    const stages = [2, 3, 7, 8, 17, 18, 24, 25].map((n) => progressOf(WHOLE.slice(0, n)).stage);
    expect(stages).toEqual([
      "applicant",
      "activist",
      "activist",
      "target",
      "target",
      "probationary",
      "probationary",
      "full",
    ]);
    expect(progressOf(WHOLE)).toMatchObject({ outcome: "full", probationEnds: "2024-12-01" });
  });
  it("says what is next, and why", () => {
    const next = (records: readonly Recorded[], on: string) => nextStep(progressOf(records), day(on))?.value.number;
    expect(next(WHOLE.slice(0, 1), "2022-01-11")).toBe(2);
    expect(next(WHOLE.slice(0, 3), "2022-08-02")).toBe(4);
    expect(next(WHOLE.slice(0, 5), "2022-09-01")).toBe(6);
    expect(next(WHOLE.slice(0, 7), "2023-07-31")).toBe(6);
    expect(next(WHOLE.slice(0, 7), "2023-08-01")).toBe(7);
    expect(next(WHOLE.slice(0, 18), "2024-01-01")).toBe(18);
    expect(next(WHOLE.slice(0, 21), "2024-10-16")).toBe(21);
    expect(next(WHOLE.slice(0, 21), "2024-10-17")).toBe(22);
    expect(next(WHOLE.slice(0, 25), "2025-01-01")).toBe(25);
    expect(next(WHOLE, "2025-02-01")).toBeUndefined();
  });
  it("once somebody is a full member nothing of the probation is next, entered or not", () => {
    const forgotten = WHOLE.filter((it) => !["group", "oath", "probation_review", "file"].includes(it.step));
    const progress = progressOf(forgotten);
    expect(nextStep(progress, day("2025-01-01"))?.value.name).toBe("file");
    expect(openSteps(progress).map((it) => it.name)).toEqual(["group", "oath", "file"]);
    expect(inOrder(progress, stepNamed("probation_review"), day("2025-01-01"))).toMatchObject({
      value: "done",
      grounds: "“继续教育考察”到批准转正为止",
    });
    expect(openSteps(progressOf(forgotten.slice(0, -1))).map((it) => it.name)).toContain("probation_review");
  });
  it("a refusal takes back what it refused", () => {
    const refused = [...WHOLE.slice(0, 17), at(17, "2023-12-28", { result: "rejected" })];
    const progress = progressOf(refused);
    expect(progress.done.has("admission_meeting")).toBe(false);
    expect(progress.stage).toBe("target");
    expect(nextStep(progress, day("2024-01-01"))?.value.number).toBe(15);
  });
  it("a lost vote leaves everything as it was", () => {
    const lost = [...WHOLE.slice(0, 15), at(15, "2023-12-01", { result: "rejected" })];
    expect(progressOf(lost).done.has("pledge")).toBe(true);
    expect(nextStep(progressOf(lost), day("2024-01-01"))?.value.number).toBe(15);
  });
  it("an approved extension begins the end of probation anew, later", () => {
    const extended = [
      ...WHOLE.slice(0, 23),
      at(23, "2024-12-03", { result: "extended", months: 6 }),
      at(24, "2024-12-20", { result: "extended", months: 6 }),
    ];
    const progress = progressOf(extended);
    expect(progress).toMatchObject({ stage: "probationary", extensions: 1, probationEnds: "2025-06-01" });
    expect(openSteps(progress).map((it) => it.number)).toContain(22);
    expect(nextStep(progress, day("2025-01-01"))?.value.number).toBe(21);
  });
  it("a cancellation ends it", () => {
    const progress = progressOf([
      ...WHOLE.slice(0, 23),
      at(23, "2024-12-03", { result: "cancelled" }),
      at(24, "2024-12-20", { result: "cancelled" }),
    ]);
    expect(progress.outcome).toBe("cancelled");
    expect(openSteps(progress)).toEqual([]);
    expect(nextStep(progress, day("2025-01-01"))).toBeNull();
  });
  it("keeps the order of steps and of days", () => {
    const progress = progressOf(WHOLE.slice(0, 2));
    expect(inOrder(progress, stepOf(3), day("2022-01-31")).value).toBe("early");
    expect(inOrder(progress, stepOf(3), day("2022-02-01")).value).toBe("yes");
    expect(inOrder(progress, stepOf(2), day("2022-03-01")).value).toBe("done");
    expect(inOrder(progress, stepOf(7), day("2022-03-01")).value).toBe("missing");
  });
  it("introducers, review and training come after the filing of the target, not before (article 13)", () => {
    const chosen = progressOf(WHOLE.slice(0, 8));
    const filed = progressOf(WHOLE.slice(0, 9));
    for (const step of [9, 10, 11].map(stepOf)) {
      expect(inOrder(chosen, step, day("2023-09-10"))).toMatchObject({
        value: "missing",
        grounds: "还没有记录：8 上级党委备案",
      });
      expect(inOrder(filed, step, day("2023-09-09")).value).toBe("early");
      expect(inOrder(filed, step, day("2023-09-10")).value).toBe("yes");
    }
  });
  test("every whole case can be recorded in the order of its steps, whatever the pauses between them", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 26, maxLength: 26 }), (pauses) => {
        const records: Recorded[] = [];
        let on: Day = day("2015-01-01");
        for (const [nth, it] of WHOLE.entries()) {
          on = addDays(on, pauses[nth] ?? 0);
          if (it.step === "target") on = addYears(on, 1);
          if (it.step !== "application") expect(inOrder(progressOf(records), stepNamed(it.step), on).value).toBe("yes");
          records.push({ ...it, happenedOn: on });
        }
        expect(progressOf(records).outcome).toBe("full");
        expect(nextStep(progressOf(records), on)).toBeNull();
      }),
    );
  });
  test("no record but an approval makes a probationary member, and none before it a full one", () => {
    const one = fc.record({
      step: fc.constantFrom(...STEPS.map((it) => it.name)),
      result: fc.constantFrom("passed" as const, "rejected" as const, "extended" as const, "cancelled" as const),
      happenedOn: anyDay,
      months: fc.constant(6),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (records) => {
        const { stage, admitted } = progressOf(records);
        const approvals = records.filter((it) => it.step === "admission" && it.result !== "rejected");
        expect(admitted).toBe(approvals.length > 0);
        if (stage === "full")
          expect(records.some((it) => it.step === "conversion" && it.result === "passed")).toBe(true);
      }),
    );
  });
});

test("the twenty-five steps stand in order and build on earlier ones only", () => {
  expect(STEPS.map((it) => it.number)).toEqual(Array.from({ length: 25 }, (_, nth) => nth + 1));
  for (const it of STEPS) for (const before of it.after) expect(numberOf(before)).toBeLessThan(it.number);
});

test("each provision has an id of its own", () => {
  const all = Object.values(provisions).flatMap((it) => ("texts" in it ? it.texts : [it]));
  expect(all.length).toBeGreaterThan(40);
  expect(new Set(all.map((it) => it.id)).size).toBe(all.length);
});
