import { carried, entitlementOf, hoursAsked, quorumOf } from "#modules/membership/meetings/rules.ts";
import {
  ballotValid,
  candidatesEnough,
  formFor,
  longEnough,
  mayHaveDelegates,
  mayLeaveSeats,
  outcome,
  quorum,
  shiftRange,
  tellersFree,
  villageCount,
} from "#modules/organization/elections/rules.ts";
import {
  committeeFinding,
  dueOn,
  type HeadCount,
  mayHoldSeat,
  settingFindings,
  termState,
  termYears,
} from "#modules/organization/rules.ts";
import { type Day, day } from "#shared/day.ts";
import type { Finding } from "#shared/finding.ts";
import type { Case } from "./case.ts";

const ON = day("2026-12-01");
const valueOf = <T, U>(found: Finding<T>, read: (value: T) => U): Finding<U> => ({
  ...found,
  value: read(found.value),
});
/** The codes of what the numbers of an organisation ask for, as one answer; null where nothing is asked. */
function setting(kind: string, areaKind: string | null, full: number, probationary = 0): Finding<string> | null {
  const found = settingFindings({ kind, areaKind, full, probationary } satisfies HeadCount, ON);
  const [first] = found;
  return first === undefined ? null : { ...first, value: found.map((it) => it.code).join(" ") };
}
const term = (kind: string, areaKind: string | null, start: string): Finding<Day> =>
  valueOf(termYears(kind, areaKind, day(start)), (years) => dueOn(day(start), years));
const tallies = (...votes: number[]) =>
  votes.map((votesFor, at) => ({
    key: "abcdefgh"[at] ?? "",
    name: "abcdefgh"[at] ?? "",
    votesFor,
    votesAgainst: 0,
    writtenIn: false,
  }));
const elected = (due: number, seats: number, ...votes: number[]): Finding<string> =>
  valueOf(outcome(due, seats, tallies(...votes)), (it) =>
    [it.elected.map((one) => one.key).join(""), it.tied.map((one) => one.key).join(""), it.unfilled].join("/"),
  );
const came = (due: number, present: number): Finding<boolean> => valueOf(quorum(due, present), (it) => it.enough);
const mayDecide = (body: "members" | "committee", due: number, presentDue: number): Finding<boolean> =>
  valueOf(quorumOf(body as never, { due, presentDue }), (it) => it.reached);
const votes = (category: "full" | "probationary", registryStatus: string, suspended: boolean): Finding<boolean> =>
  valueOf(entitlementOf({ category, registryStatus, suspended, standing: null }), (it) => it.votes);

/** Organisations, terms, posts. */
export const SETTING: readonly Case[] = [
  {
    id: "I01",
    what: "branch of 2 and 3 full members; of 2 and 5 probationary",
    right: "too few; right; too few",
    ask: () => [setting("branch", null, 2), setting("branch", null, 3), setting("branch", null, 2, 5)],
    answers: ["too-few", null, "too-few"],
  },
  {
    id: "I03",
    what: "joint branch of 2 and 3 full members in all; floating, temporary branch of 2",
    right: "too few; right; right; right",
    ask: () => [
      setting("joint_branch", null, 2),
      setting("joint_branch", null, 3),
      setting("floating_branch", null, 2),
      setting("temporary_branch", null, 2),
    ],
    answers: ["too-few", null, null, null],
  },
  {
    id: "I04",
    what: "branch of 50 and 51 members",
    right: "right; generally divided",
    ask: () => [setting("branch", null, 50), setting("branch", null, 50, 1)],
    answers: [null, "too-many"],
  },
  {
    id: "I06",
    what: "village branch of 50, 51, 99, 100 members",
    right: "–; general branch; general branch; committee",
    ask: () => [50, 51, 99, 100].map((it) => setting("branch", "village", it)),
    answers: [null, "too-many general-branch", "too-many general-branch", "too-many committee"],
  },
  {
    id: "I08",
    what: "general branch of a village of 99 and 100 members",
    right: "–; may become a committee",
    ask: () => [99, 100].map((it) => setting("general_branch", "village", it)),
    answers: [null, "committee"],
  },
  {
    id: "I10",
    what: "7 full members without a committee; 6; 7 with 3, with 7, with 8 seats; a temporary branch of 7",
    right: "needed; not needed; right; right; too many; nothing",
    ask: () =>
      [
        ["branch", 7, 0],
        ["branch", 6, 0],
        ["branch", 7, 3],
        ["branch", 7, 7],
        ["branch", 12, 8],
        ["temporary_branch", 7, 0],
      ].map(([kind, full, seats]) =>
        committeeFinding({ kind: String(kind), full: Number(full), seats: Number(seats) }, ON),
      ),
    answers: ["needed", null, null, null, "too-many-seats", null],
  },
  {
    id: "I14",
    what: "village branch 2021-03-10; branch of an organ 2023-03-10, 2024-02-29",
    right: "2026-03-10; 2026-03-10; 2027-02-28",
    ask: () => [
      term("branch", "village", "2021-03-10"),
      term("branch", null, "2023-03-10"),
      term("branch", null, "2024-02-29"),
    ],
    answers: ["2026-03-10", "2026-03-10", "2027-02-28"],
  },
  {
    id: "I23",
    what: "committee of a company 2024-03-01; of a village 2024-02-29; general branch, joint branch of a company 2024-03-01",
    right: "2029-03-01; 2029-02-28; 2027-03-01; 2027-03-01",
    ask: () => [
      term("committee", null, "2024-03-01"),
      term("committee", "village", "2024-02-29"),
      term("general_branch", null, "2024-03-01"),
      term("joint_branch", null, "2024-03-01"),
    ],
    answers: ["2029-03-01", "2029-02-28", "2027-03-01", "2027-03-01"],
  },
  {
    id: "I17",
    what: "due 2026-08-31, looked at on 2026-02-27, 2026-02-28, 2026-08-30, 2026-08-31",
    right: "running; reminded; reminded; overdue",
    ask: () =>
      ["2026-02-27", "2026-02-28", "2026-08-30", "2026-08-31"].map((on) =>
        termState({ dueOn: day("2026-08-31"), endedOn: null }, day(on)),
      ),
    answers: ["running", "due-soon", "due-soon", "overdue"],
  },
  {
    id: "I18",
    what: "due 2024-02-29 and 2026-06-30: an election put off or brought forward at most to",
    right: "a year either way",
    ask: () => [shiftRange(day("2024-02-29")), shiftRange(day("2026-06-30"))],
    answers: [
      { from: "2023-02-28", to: "2025-02-28" },
      { from: "2025-06-30", to: "2027-06-30" },
    ],
  },
  {
    id: "X03",
    what: "seat for a full member, a probationary one, an applicant, one under 留党察看",
    right: "only the first",
    ask: () =>
      [
        { member: true, full: true, suspended: false },
        { member: true, full: false, suspended: false },
        { member: false, full: false, suspended: false },
        { member: true, full: true, suspended: true },
      ].map(mayHoldSeat),
    answers: [null, "probationary", "no-member", "suspended"],
  },
  {
    id: "I26",
    what: "secretary who was converted 2025-12-02 and 2025-12-01, on 2026-12-01",
    right: "not yet a year; a year",
    ask: () => [longEnough(day("2025-12-02"), ON), longEnough(day("2025-12-01"), ON)],
    answers: [false, true],
  },
];

/** Elections and meetings. */
export const MEETING: readonly Case[] = [
  {
    id: "J01",
    what: "3, 5, 7, 10 seats: fewest candidates",
    right: "4; 6; 9; 12",
    ask: () => [3, 5, 7, 10].map((seats) => valueOf(candidatesEnough("member", seats, seats), (it) => it.needed)),
    answers: [4, 6, 9, 12],
  },
  {
    id: "J06",
    what: "E=50 with 40 and 39 present; E=9 with 8 and 7; E=12 with 10 and 9; E=7 with 6 and 5",
    right: "four fifths and more are valid",
    ask: () =>
      [
        [50, 40],
        [50, 39],
        [9, 8],
        [9, 7],
        [12, 10],
        [12, 9],
        [7, 6],
        [7, 5],
      ].map(([due = 0, present = 0]) => came(due, present)),
    answers: [true, false, true, false, true, false, true, false],
  },
  {
    id: "J10",
    what: "40 issued; 40, 41, 38 returned",
    right: "valid; void; valid",
    ask: () => [40, 41, 38].map((returned) => ballotValid({ issued: 40, returned })),
    answers: [true, false, true],
  },
  {
    id: "J12",
    what: "E=50, one seat: 25 and 26 votes; E=7: 3 and 4",
    right: "more than half of those due",
    ask: () => [elected(50, 1, 25), elected(50, 1, 26), elected(7, 1, 3), elected(7, 1, 4)],
    answers: ["//1", "a//0", "//1", "a//0"],
  },
  {
    id: "J15",
    what: "E=50, three seats: 30 28 27 26; 30 28 27 27; 30 28 20 20",
    right: "the first three; the last two again; one seat is left",
    ask: () => [elected(50, 3, 30, 28, 27, 26), elected(50, 3, 30, 28, 27, 27), elected(50, 3, 30, 28, 20, 20)],
    answers: ["abc//0", "ab/cd/1", "ab//1"],
  },
  {
    id: "J18",
    what: "a teller who stands; one who does not",
    right: "refused; taken",
    ask: () => [tellersFree(["a", "b"], ["b"]), tellersFree(["a"], ["b"])],
    answers: [false, true],
  },
  {
    id: "J22",
    what: "499 and 500 members: delegates",
    right: "no; possible",
    ask: () => [499, 500].map(mayHaveDelegates),
    answers: [false, true],
  },
  {
    id: "J23",
    what: "6 and 7 full members; a general branch of 5",
    right: "secretary directly; committee; committee",
    ask: () => [formFor("branch", 6), formFor("branch", 7), formFor("general_branch", 5)],
    answers: ["direct", "committee", "committee"],
  },
  {
    id: "J24",
    what: "one of 5 seats left, half of 20 agree, fewer agree; two of 5 left",
    right: "may be given up; not; not",
    ask: () => [mayLeaveSeats(20, 5, 1, 10), mayLeaveSeats(20, 5, 1, 9), mayLeaveSeats(20, 5, 2, 20)],
    answers: [true, false, false],
  },
  {
    id: "J26",
    what: "1,000 electors, 500 and 501 voted",
    right: "invalid; valid",
    ask: () => [500, 501].map((voted) => valueOf(villageCount(1000, voted, []), (it) => it.valid)),
    answers: [false, true],
  },
  {
    id: "J27",
    what: "600 voted, elected with 300 and with 301",
    right: "too few; enough",
    ask: () =>
      [300, 301].map((votesFor) =>
        valueOf(villageCount(1000, 600, [{ name: "x", votesFor, elected: true }]), (it) => it.short.length),
      ),
    answers: [1, 0],
  },
  {
    id: "D15",
    what: "ordinary resolution: due 10, present 5 and 4; due 9, present 5 and 4; due 0",
    right: "half is enough; nobody decides for nobody",
    ask: () => [
      mayDecide("members", 10, 5),
      mayDecide("members", 10, 4),
      mayDecide("members", 9, 5),
      mayDecide("members", 9, 4),
      mayDecide("members", 0, 0),
    ],
    answers: [true, false, true, false, false],
  },
  {
    id: "D16",
    what: "ordinary resolution: due 10, yes 5 and 6; due 7, yes 3 and 4",
    right: "more than half of those due",
    ask: () =>
      [
        [10, 5],
        [10, 6],
        [7, 3],
        [7, 4],
      ].map(([due = 0, yes = 0]) => carried({ yes, no: 0, abstain: 0 }, due)),
    answers: [false, true, false, true],
  },
  {
    id: "D18",
    what: "committee of 5, present 3 and 2; of 4, present 2; of 3, present 1",
    right: "taken; refused; half is enough; refused",
    ask: () => [
      mayDecide("committee", 5, 3),
      mayDecide("committee", 5, 2),
      mayDecide("committee", 4, 2),
      mayDecide("committee", 3, 1),
    ],
    answers: [true, false, true, false],
  },
  {
    id: "L12",
    what: "votes of a full member, of a probationary one, of one whose rights rest, of one whose membership is stopped",
    right: "only the first",
    ask: () => [
      votes("full", "normal", false),
      votes("probationary", "normal", false),
      votes("full", "normal", true),
      votes("full", "stopped", false),
    ],
    answers: [true, false, false, false],
  },
  {
    id: "L10",
    what: "hours of a member, of an officer",
    right: "32; 56",
    ask: () => [hoursAsked(false), hoursAsked(true)],
    answers: [32, 56],
  },
];
