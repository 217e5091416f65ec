import {
  admissionVote,
  approvalDue,
  askedEarly,
  type Ballot,
  boardVote,
  contactsAllowed,
  extensionAllowed,
  firstTalkDue,
  type Helping,
  halfYearsReviewed,
  introducersAllowed,
  leavesSoon,
  mayApplyAgain,
  mayApprove,
  mayBecomeTarget,
  oldEnough,
  postponementAllowed,
  probationEnds,
  type Recorded,
  reviewComplete,
  reviewDue,
  trainingEnough,
} from "#modules/membership/recruiting/rules.ts";
import { meetingDue, oathDue } from "#modules/membership/recruiting/rules-revised.ts";
import { type Day, day } from "#shared/day.ts";
import type { Finding } from "#shared/finding.ts";
import type { Case } from "./case.ts";

const OLD = day("2025-06-10");
const NEW = day("2026-06-10");
const BOTH = [OLD, NEW] as const;
/** The same question under both texts, whose answers are the same. */
const both =
  (rule: (on: Day) => Finding<unknown>): Case["ask"] =>
  () =>
    BOTH.map(rule);
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
/** Quorum and carried are one answer of one rule; the cases ask whether it is carried. */
const carries =
  (it: Ballot): Case["ask"] =>
  () =>
    BOTH.map((on) => {
      const found = admissionVote(it, on);
      return { ...found, value: found.value.quorum && found.value.carried };
    });
const full: Helping = { full: true, suspended: false };
const resting: Helping = { full: true, suspended: true };
const probationer: Helping = { full: false, suspended: false };
const activist = (from: string, ...reviews: string[]) => ({
  activistOn: day(from),
  reviews: reviews.map((it): Recorded => ({ step: "activist_review", result: "passed", happenedOn: day(it) })),
});
const approves = (kind: string, level: string | null): Case["ask"] => both((on) => mayApprove({ kind, level }, on));
const dues = (meeting: string): Case["ask"] => both((on) => approvalDue(day(meeting), on));

/** Recruiting (发展党员) from the application to the approval. */
export const RECRUITING: readonly Case[] = [
  {
    id: "A01",
    what: "born 2008-02-29, applies 2026-02-27 and 2026-03-01",
    right: "refused; taken",
    ask: () => [oldEnough(day("2008-02-29"), day("2026-02-27")), oldEnough(day("2008-02-29"), day("2026-03-01"))],
    answers: [false, true],
  },
  {
    id: "A05",
    what: "applies 2026-02-28, 2024-01-31, 2026-12-31: first talk by",
    right: "2026-03-28; 2024-02-29; 2027-01-31",
    ask: () => ["2026-02-28", "2024-01-31", "2026-12-31"].map((it) => firstTalkDue(day(it), day(it))),
    answers: ["2026-03-28", "2024-02-29", "2027-01-31"],
  },
  {
    id: "A13",
    what: "nought, one, two, three contacts",
    right: "refused; taken; taken; refused",
    ask: () => [[], [full], [full, full], [full, full, full]].map((it) => contactsAllowed(it, OLD)),
    answers: [false, true, true, false],
  },
  {
    id: "A16",
    what: "contact who is a probationary member; who serves 留党察看",
    right: "refused; refused",
    ask: () => [contactsAllowed([probationer], NEW), contactsAllowed([full, resting], NEW)],
    answers: [false, false],
  },
  {
    id: "A19",
    what: "activist 2025-08-31, 2024-08-31, 2025-12-31: first half-yearly review by",
    right: "2026-02-28; 2025-02-28; 2026-06-30",
    ask: () => ["2025-08-31", "2024-08-31", "2025-12-31"].map((it) => reviewDue(day(it), day(it))),
    answers: ["2026-02-28", "2025-02-28", "2026-06-30"],
  },
  {
    id: "B02",
    what: "activist 2025-03-10 with a review in each half-year, target 2026-03-09 and 2026-03-10",
    right: "refused; taken",
    ask: () =>
      ["2026-03-09", "2026-03-10"].map((on) =>
        mayBecomeTarget(activist("2025-03-10", "2025-09-01", "2026-03-01"), day(on)),
      ),
    answers: [false, true],
  },
  {
    id: "B03",
    what: "activist 2024-02-29, target 2025-02-27, 2025-02-28 and 2025-03-01",
    right: "refused; taken from the 28th",
    ask: () =>
      ["2025-02-27", "2025-02-28", "2025-03-01"].map((on) =>
        mayBecomeTarget(activist("2024-02-29", "2024-08-20", "2025-02-20"), day(on)),
      ),
    answers: [false, true, true],
  },
  {
    id: "B06",
    what: "activist 2024-02-20: two reviews on 2024-08-10; two in the first week; one in each half-year",
    right: "one half-year; one; two",
    ask: () =>
      [
        activist("2024-02-20", "2024-08-10", "2024-08-10"),
        activist("2024-02-20", "2024-02-22", "2024-02-25"),
        activist("2024-02-20", "2024-08-10", "2025-02-10"),
      ].map((it) => halfYearsReviewed(it.activistOn, it.reviews, OLD)),
    answers: [1, 1, 2],
  },
  {
    id: "B09",
    what: "one, two, three introducers; one of two a probationary member; one under 留党察看",
    right: "exactly two full members with their rights",
    ask: () =>
      [[full], [full, full], [full, full, full], [full, probationer], [full, resting]].map((it) =>
        introducersAllowed(it, NEW),
      ),
    answers: [false, true, false, false, false],
  },
  {
    id: "C01",
    what: "no political review; 合格; 不合格; 政治审查不合格。 in words of before",
    right: "refused; taken; refused; refused",
    ask: () =>
      [
        undefined,
        { verdict: "qualified", conclusion: "合格" } as const,
        { verdict: "unqualified", conclusion: "不合格" } as const,
        { conclusion: "政治审查不合格。" },
      ].map((it) => reviewComplete(it, false, NEW)),
    answers: [false, true, false, false],
  },
  {
    id: "C03",
    what: "candidate who lives elsewhere: only the place of registration answered; only the place of living; both",
    right: "refused; refused; taken",
    ask: () =>
      [
        [true, false],
        [false, true],
        [true, true],
      ].map(([homeReplied, awayReplied]) =>
        reviewComplete({ verdict: "qualified", conclusion: "合格", homeReplied, awayReplied } as never, true, NEW),
      ),
    answers: [false, false, true],
  },
  {
    id: "C05",
    what: "training of 3 days and 18 hours; 2 days and 24 hours; 2 days and 23 hours; two courses of 12 hours",
    right: "either measure is enough; courses add up",
    ask: () =>
      [
        [{ days: 3, hours: 18 }],
        [{ days: 2, hours: 24 }],
        [{ days: 2, hours: 23 }],
        [
          { days: 1, hours: 12 },
          { days: 1, hours: 12 },
        ],
      ].map((it) => trainingEnough(it, NEW)),
    answers: [true, true, false, true],
  },
  {
    id: "C09",
    what: "preview 2026-03-31, leaves the unit 2026-06-30 and 2026-07-01; preview 2025-11-30, leaves 2026-02-28 and 2026-03-01",
    right: "warned; not; warned; not",
    ask: () =>
      [
        ["2026-06-30", "2026-03-31"],
        ["2026-07-01", "2026-03-31"],
        ["2026-02-28", "2025-11-30"],
        ["2026-03-01", "2025-11-30"],
      ].map(([leaves = "", on = ""]) => leavesSoon(day(leaves), day(on))),
    answers: [true, false, true, false],
  },
  {
    id: "D02",
    what: "E=10, present 6, yes 6",
    right: "carried",
    ask: carries(ballot(10, 6, 6)),
    answers: [true, true],
  },
  {
    id: "D03",
    what: "E=10, present 6, yes 5",
    right: "not carried: 5 is not more than half of 10",
    ask: carries(ballot(10, 6, 5, { no: 1 })),
    answers: [false, false],
  },
  {
    id: "D04",
    what: "E=10, present 5, yes 5 and one written aye",
    right: "no quorum: half is not more than half",
    ask: carries(ballot(10, 5, 5, { writtenYes: 1 })),
    answers: [false, false],
  },
  {
    id: "D05",
    what: "E=11, present 6, yes 5",
    right: "not carried",
    ask: carries(ballot(11, 6, 5, { no: 1 })),
    answers: [false, false],
  },
  {
    id: "D06",
    what: "E=9, present 5, yes 4",
    right: "not carried, though most of those present agreed",
    ask: carries(ballot(9, 5, 4, { no: 1 })),
    answers: [false, false],
  },
  {
    id: "D07",
    what: "E=9, present 5, yes 5; yes 4 and one written aye",
    right: "carried; carried",
    ask: () => [...carries(ballot(9, 5, 5))(), ...carries(ballot(9, 5, 4, { no: 1, writtenYes: 1 }))()],
    answers: [true, true, true, true],
  },
  { id: "D12", what: "E=3, present 2, yes 2", right: "carried", ask: carries(ballot(3, 2, 2)), answers: [true, true] },
  {
    id: "D13",
    what: "E=3, present 2, yes 1",
    right: "not carried",
    ask: carries(ballot(3, 2, 1, { no: 1 })),
    answers: [false, false],
  },
  {
    id: "D20",
    what: "E=7, present 4, yes 4; yes 3",
    right: "carried; not carried",
    ask: () => [carries(ballot(7, 4, 4))(), carries(ballot(7, 4, 3, { abstain: 1 }))()].flat(),
    answers: [true, true, false, false],
  },
  {
    id: "D21",
    what: "E=8, present 4, yes 4; present 5, yes 5; present 5, yes 4",
    right: "no quorum; carried; not carried",
    ask: () => [carries(ballot(8, 4, 4))(), carries(ballot(8, 5, 5))(), carries(ballot(8, 5, 4, { no: 1 }))()].flat(),
    answers: [false, false, true, true, false, false],
  },
  {
    id: "D22",
    what: "E=12, present 7, yes 7; yes 6; present 6, yes 6",
    right: "carried; not carried; no quorum",
    ask: () =>
      [carries(ballot(12, 7, 7))(), carries(ballot(12, 7, 6, { no: 1 }))(), carries(ballot(12, 6, 6))()].flat(),
    answers: [true, true, false, false, false, false],
  },
  {
    id: "E01",
    what: "committee of a township or street approves",
    right: "may",
    ask: approves("committee", "town"),
    answers: [true, true],
  },
  {
    id: "E02",
    what: "committee of a village or community approves",
    right: "may not, deliberates and forwards",
    ask: approves("committee", "village"),
    answers: [false, false],
  },
  {
    id: "E03",
    what: "general branch (党总支) approves, also one of a town's organs",
    right: "may not",
    ask: () => [...approves("general_branch", null)(), ...approves("general_branch", "town")()],
    answers: [false, false, false, false],
  },
  {
    id: "E04",
    what: "temporary branch (临时党支部) approves",
    right: "may not",
    ask: approves("temporary_branch", null),
    answers: [false, false],
  },
  {
    id: "E05",
    what: "working committee (党工委) approves",
    right: "may",
    ask: approves("working_committee", "town"),
    answers: [true, true],
  },
  {
    id: "E06",
    what: "branch, joint branch, group approve",
    right: "may not",
    ask: () => ["branch", "joint_branch", "group"].flatMap((kind) => approves(kind, null)()),
    answers: Array.from({ length: 6 }, () => false),
  },
  {
    id: "E08",
    what: "committee of 9: present 5, yes 5; present 5, yes 4; of 8: present 4, yes 4",
    right: "carried; not; no quorum",
    ask: () =>
      [
        [9, 5, 5],
        [9, 5, 4],
        [8, 4, 4],
      ].map(([members = 0, present = 0, yes = 0]) => boardVote({ members, present, yes }, NEW)),
    answers: [true, false, false],
  },
  {
    id: "E09",
    what: "resolution 2026-01-31: approval by, at the latest",
    right: "2026-04-30; 2026-07-31",
    ask: dues("2026-01-31"),
    answers: [
      { due: "2026-04-30", last: "2026-07-31" },
      { due: "2026-04-30", last: "2026-07-31" },
    ],
  },
  {
    id: "E10",
    what: "resolution 2025-08-31: approval by, at the latest",
    right: "2025-11-30; 2026-02-28",
    ask: dues("2025-08-31"),
    answers: [
      { due: "2025-11-30", last: "2026-02-28" },
      { due: "2025-11-30", last: "2026-02-28" },
    ],
  },
  {
    id: "F01",
    what: "branch meeting 2025-06-10, whatever the days of approval and oath: probation ends",
    right: "2026-06-10",
    ask: () => [probationEnds(day("2025-06-10"))],
    answers: ["2026-06-10"],
  },
  {
    id: "F02",
    what: "branch meeting 2024-02-29 and 2023-02-28: probation ends",
    right: "2025-02-28; 2024-02-28",
    ask: () => [probationEnds(day("2024-02-29")), probationEnds(day("2023-02-28"))],
    answers: ["2025-02-28", "2024-02-28"],
  },
  {
    id: "F06",
    what: "first extension by 5, 6, 12, 13 months; a second one by 6",
    right: "refused; taken; taken; refused; refused",
    ask: () => [...[5, 6, 12, 13].map((it) => extensionAllowed(it, 0, NEW)), extensionAllowed(6, 1, NEW)],
    answers: [false, true, true, false, false],
  },
  {
    id: "F11",
    what: "extended by 6 months, by 12 months, from meetings of 2025-06-10, 2025-08-31, 2024-02-29",
    right: "from the first end on: 2026-12-10; 2027-02-28; 2026-02-28",
    ask: () => [
      probationEnds(day("2025-06-10"), 6),
      probationEnds(day("2025-08-31"), 6),
      probationEnds(day("2024-02-29"), 12),
    ],
    answers: ["2026-12-10", "2027-02-28", "2026-02-28"],
  },
  {
    id: "F18",
    what: "postponed for 6 and 7 months after a transfer; without one",
    right: "taken; refused; refused",
    ask: () => [
      postponementAllowed(6, 0, true, NEW),
      postponementAllowed(7, 0, true, NEW),
      postponementAllowed(6, 0, false, NEW),
    ],
    answers: [true, false, false],
  },
  {
    id: "F27",
    what: "expelled 2024-02-29, applies 2029-02-27 and 2029-03-01",
    right: "refused; taken",
    ask: () => ["2029-02-27", "2029-03-01"].map((on) => mayApplyAgain(day("2024-02-29"), day(on))),
    answers: [false, true],
  },
  {
    id: "F31",
    what: "asks for conversion eleven months, and a week, before the end on 2026-11-05",
    right: "early; in time",
    ask: () => ["2025-12-05", "2026-10-29"].map((on) => askedEarly(day("2026-11-05"), day(on))),
    answers: [true, false],
  },
  {
    id: "R01",
    what: "approved on 2026-05-17, the last day of the text of 2014, and on 2026-05-18: oath by",
    right: "no time is set; 2026-06-18",
    ask: () => ["2026-05-17", "2026-05-18"].map((it) => oathDue(day(it), day(it))),
    answers: [null, "2026-06-18"],
  },
  {
    id: "R02",
    what: "preview 2026-08-31, 2027-01-31 and 2026-05-31: branch meeting by",
    right: "2026-09-30; 2027-02-28; 2026-06-30",
    ask: () => ["2026-08-31", "2027-01-31", "2026-05-31"].map((it) => meetingDue(day(it), day(it))),
    answers: ["2026-09-30", "2027-02-28", "2026-06-30"],
  },
  {
    id: "R03",
    what: "approved 2026-05-31 and 2027-01-30: oath by",
    right: "2026-06-30; 2027-02-28",
    ask: () => ["2026-05-31", "2027-01-30"].map((it) => oathDue(day(it), day(it))),
    answers: ["2026-06-30", "2027-02-28"],
  },
];
