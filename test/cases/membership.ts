import { ballotPossible, excellentMost, mayRectify } from "#modules/membership/appraisal/rules.ts";
import {
  arrearsStage,
  chosenFits,
  type DuesCategory,
  dueBy,
  firstMonth,
  goesWhollyUpward,
  owedSince,
  type RateRule,
  rateDue,
  reachesTooFarBack,
  settledThrough,
} from "#modules/membership/dues/rules.ts";
import {
  abroadDue,
  contactDue,
  decisionDue,
  isFloating,
  lossDue,
  lostStage,
  mayBeLost,
  strikeOffDue,
} from "#modules/membership/floating/rules.ts";
import { type MeasureKind, measureFits, periodFits } from "#modules/membership/honours/rules.ts";
import {
  categoryOn,
  entryStatedBy,
  fullWithinYear,
  letterEnds,
  partyYears,
  returnStatedBy,
  standsOnRoster,
} from "#modules/membership/rules.ts";
import { keptUntil, letterDays } from "#modules/membership/transfers/rules.ts";
import { day } from "#shared/day.ts";
import type { Case } from "./case.ts";

const rate = (category: DuesCategory, aboveFen: number, perTenThousand: number) => ({
  category,
  aboveFen,
  perTenThousand,
  leastFen: null,
  mostFen: null,
});
/** The rates of 2008, as the migration of dues enters them. */
const RATES: RateRule = {
  id: "2008-3",
  title: "",
  validFrom: day("2008-04-01"),
  validTo: null,
  rounding: "half_up",
  roundingUnit: 1,
  rates: [
    ...(["monthly_wage", "annual_salary", "irregular_income"] as const).flatMap((it) => [
      rate(it, 0, 50),
      rate(it, 300_000, 100),
      rate(it, 500_000, 150),
      rate(it, 1_000_000, 200),
    ]),
    rate("retired", 0, 50),
    rate("retired", 500_000, 100),
    { category: "farmer", aboveFen: 0, perTenThousand: null, leastFen: 20, mostFen: 100 },
    { category: "student_or_relief", aboveFen: 0, perTenThousand: null, leastFen: 20, mostFen: 20 },
  ],
};
const due =
  (category: DuesCategory, ...fen: number[]): Case["ask"] =>
  () =>
    fen.map((baseFen) => rateDue(RATES, { category, baseFen, chosenFen: null }));
const known = (from: string, paid: readonly string[]) => ({
  set: [{ from: day(from), to: null }],
  settled: (month: string) => paid.includes(month.slice(0, 7)),
});
const at =
  (days: readonly string[], rule: (on: ReturnType<typeof day>) => ReturnType<Case["ask"]>[number]): Case["ask"] =>
  () =>
    days.map((it) => rule(day(it)));
const searched = (...ways: readonly (readonly [string, string])[]) => ways.map(([on, way]) => ({ on: day(on), way }));
const fits =
  (category: "full" | "probationary", ...kinds: MeasureKind[]): Case["ask"] =>
  () =>
    kinds.map((it) => measureFits(it, category));

/** Dues (党费). */
export const DUES: readonly Case[] = [
  {
    id: "G01",
    what: "wage of 3,000.00 and 3,000.01 yuan",
    right: "15.00; 30.00",
    ask: due("monthly_wage", 300_000, 300_001),
    answers: [1500, 3000],
  },
  {
    id: "G03",
    what: "wage of 5,000.00 and 5,000.01 yuan",
    right: "50.00; 75.00",
    ask: due("monthly_wage", 500_000, 500_001),
    answers: [5000, 7500],
  },
  {
    id: "G05",
    what: "wage of 10,000.00 and 10,000.01 yuan",
    right: "150.00; 200.00",
    ask: due("monthly_wage", 1_000_000, 1_000_001),
    answers: [15_000, 20_000],
  },
  { id: "G08", what: "wage of nought", right: "nought", ask: due("monthly_wage", 0), answers: [0] },
  {
    id: "G09",
    what: "pension of 5,000.00, 5,000.01 and 12,000 yuan",
    right: "25.00; 50.00; 120.00",
    ask: due("retired", 500_000, 500_001, 1_200_000),
    answers: [2500, 5000, 12_000],
  },
  {
    id: "G12",
    what: "farmer who chooses 0.10, 0.20, 1.00, 1.01 yuan",
    right: "refused; taken; taken; refused",
    ask: () => [10, 20, 100, 101].map((it) => chosenFits(RATES, "farmer", it)),
    answers: [false, true, true, false],
  },
  { id: "G13", what: "student, or on relief", right: "0.20", ask: due("student_or_relief", 0), answers: [20] },
  {
    id: "G15",
    what: "paid by the year, received 9,000 this month; irregular income of 4,000",
    right: "135.00; 40.00",
    ask: () => [...due("annual_salary", 900_000)(), ...due("irregular_income", 400_000)()],
    answers: [13_500, 4000],
  },
  {
    id: "G17",
    what: "admitted by the branch meeting of 2026-03-20, of 2024-02-29, of 2025-12-31: first month due",
    right: "the month of the meeting",
    ask: at(["2026-03-20", "2024-02-29", "2025-12-31"], (it) => firstMonth(it, day("2020-01-01"))),
    answers: ["2026-03-01", "2024-02-01", "2025-12-01"],
  },
  {
    id: "G19",
    what: "unpaid since 2026-01, looked at on 2026-02-01, 04-01, 05-31, 06-01, 06-30, 07-01",
    right: "remind; warn; warn; tell the secretary from five months; a case from six",
    ask: at(["2026-02-01", "2026-04-01", "2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"], (on) =>
      arrearsStage(day("2026-01-01"), false, on),
    ),
    answers: ["remind", "warn", "warn", "secretary", "secretary", "case"],
  },
  {
    id: "G19b",
    what: "unpaid since 2025-09, looked at on 2026-02-28 and 2026-03-01",
    right: "tell the secretary; a case",
    ask: at(["2026-02-28", "2026-03-01"], (on) => arrearsStage(day("2025-09-01"), false, on)),
    answers: ["secretary", "case"],
  },
  {
    id: "G21",
    what: "set from 2026-01, only 2026-11 paid: owed since; settled up to",
    right: "2026-01; nothing is certified",
    ask: () => [
      owedSince(known("2026-01-01", ["2026-11"]), day("2026-11-01")),
      settledThrough(known("2026-01-01", ["2026-11"]), day("2026-01-01"), day("2026-11-01")),
    ],
    answers: ["2026-01-01", null],
  },
  {
    id: "G21b",
    what: "set from 2025-11, paid 2025-11, 2025-12 and 2026-02: owed since; settled up to",
    right: "2026-01; 2025-12",
    ask: () => [
      owedSince(known("2025-11-01", ["2025-11", "2025-12", "2026-02"]), day("2026-02-01")),
      settledThrough(known("2025-11-01", ["2025-11", "2025-12", "2026-02"]), day("2025-11-01"), day("2026-02-01")),
    ],
    answers: ["2026-01-01", "2025-12-01"],
  },
  {
    id: "G24",
    what: "paid in July 2026 for January; for December before",
    right: "six months: taken; seven: warned",
    ask: () => [
      reachesTooFarBack(day("2026-01-01"), day("2026-07-15")),
      reachesTooFarBack(day("2025-12-01"), day("2026-07-15")),
    ],
    answers: [false, true],
  },
  {
    id: "G25",
    what: "January 2026 paid by the month, by the quarter; November 2025 by the quarter",
    right: "2026-01-31; 2026-03-31; 2025-12-31",
    ask: () => [dueBy(day("2026-01-01"), false), dueBy(day("2026-01-01"), true), dueBy(day("2025-11-01"), true)],
    answers: ["2026-01-31", "2026-03-31", "2025-12-31"],
  },
  {
    id: "G26",
    what: "gives 999.99, 1,000 and 1,500 yuan at once",
    right: "kept; wholly upward; wholly upward",
    ask: () => [99_999, 100_000, 150_000].map(goesWhollyUpward),
    answers: [false, true, true],
  },
  {
    id: "G31",
    what: "wage of 5,500 yuan",
    right: "82.50: the rate is on the whole",
    ask: due("monthly_wage", 550_000),
    answers: [8250],
  },
];

/** Floating members, transfers, status. */
export const STATUS: readonly Case[] = [
  {
    id: "H01",
    what: "left 2026-01-15, looked at on 2026-07-14 and 2026-07-15",
    right: "not yet; floating",
    ask: at(["2026-07-14", "2026-07-15"], (on) => isFloating(day("2026-01-15"), on)),
    answers: [false, true],
  },
  {
    id: "H02",
    what: "left 2025-08-31, 2025-08-30, 2023-08-31: decision due",
    right: "2026-02-28; 2026-02-28; 2024-02-29",
    ask: at(["2025-08-31", "2025-08-30", "2023-08-31"], decisionDue),
    answers: ["2026-02-28", "2026-02-28", "2024-02-29"],
  },
  {
    id: "H05",
    what: "contact 2026-01-10, student abroad; 2025-11-30 within the country",
    right: "2026-07-10; 2026-02-28",
    ask: () => [contactDue(day("2026-01-10"), true), contactDue(day("2025-11-30"), false)],
    answers: ["2026-07-10", "2026-02-28"],
  },
  {
    id: "H08",
    what: "silent since 2025-12-20: looked at on 2026-04-19, 04-20, 06-19, 06-20",
    right: "none; early; early; search",
    ask: at(["2026-04-19", "2026-04-20", "2026-06-19", "2026-06-20"], (on) => lostStage(day("2025-12-20"), on)),
    answers: ["none", "early", "early", "search"],
  },
  {
    id: "H10",
    what: "silent since 2025-12-20, searched in two ways, lost on 2026-06-19 and 2026-06-20; searched in one way; searched before the silence",
    right: "refused; taken; refused; refused",
    ask: () => {
      const two = searched(["2026-03-01", "phone"], ["2026-04-01", "visit"]);
      const silent = day("2025-12-20");
      return [
        mayBeLost(silent, two, day("2026-06-19")),
        mayBeLost(silent, two, day("2026-06-20")),
        mayBeLost(silent, searched(["2026-03-01", "phone"], ["2026-04-01", "phone"]), day("2026-06-20")),
        mayBeLost(silent, searched(["2025-03-01", "phone"], ["2026-04-01", "visit"]), day("2026-06-20")),
      ];
    },
    answers: [false, true, false, false],
  },
  {
    id: "H11",
    what: "silent since 2025-08-31: six months are full on",
    right: "2026-02-28",
    ask: at(["2025-08-31"], lossDue),
    answers: ["2026-02-28"],
  },
  {
    id: "H12",
    what: "stopped 2024-02-29 and 2024-06-30: struck off from",
    right: "2026-02-28; 2026-06-30",
    ask: at(["2024-02-29", "2024-06-30"], strikeOffDue),
    answers: ["2026-02-28", "2026-06-30"],
  },
  {
    id: "H14",
    what: "went abroad 2024-02-29: five years",
    right: "2029-02-28",
    ask: at(["2024-02-29"], abroadDue),
    answers: ["2029-02-28"],
  },
  {
    id: "H15",
    what: "stopped, left as 自行脱党, struck off, expelled, withdrew, transferred away, and comes again",
    right: "restored from above; rejoins by a case of recruiting (four); transferred in",
    ask: () => ["stopped", "lapsed", "removed", "expelled", "withdrew", "transferred"].map(returnStatedBy),
    answers: ["above", "case", "case", "case", "case", "form"],
  },
  {
    id: "X07",
    what: "entered as 发展, as 恢复党籍",
    right: "only out of an approved case; only by the level above",
    ask: () => ["admitted", "restored"].map(entryStatedBy),
    answers: ["case", "above"],
  },
  {
    id: "M13",
    what: "党籍状态 正常, 停止党籍",
    right: "stands on a roster; does not",
    ask: () => ["normal", "stopped"].map(standsOnRoster),
    answers: [true, false],
  },
  {
    id: "H17",
    what: "graduate of 2024-06-30 and 2024-02-29 keeps the 组织关系 at school until",
    right: "two years: 2026-06-30; 2026-02-28",
    ask: at(["2024-06-30", "2024-02-29"], keptUntil),
    answers: ["2026-06-30", "2026-02-28"],
  },
  {
    id: "H20",
    what: "time for mending from 2026-01-31 to 2027-01-31, to 2027-02-01, to the same day",
    right: "a year: taken; refused; refused",
    ask: at(["2027-01-31", "2027-02-01", "2026-01-31"], (to) => mayRectify(day("2026-01-31"), to)),
    answers: [true, false, false],
  },
  {
    id: "K01",
    what: "a third of 10, 9, 8, 7, 2, 12 may be 优秀",
    right: "3; 3; 2; 2; 0; 4",
    ask: () => [10, 9, 8, 7, 2, 12].map((it) => excellentMost("third", it)),
    answers: [3, 3, 2, 2, 0, 4],
  },
  {
    id: "K07",
    what: "secret ballot of 3, 9, 10 voters by telephone",
    right: "not held; not held; held",
    ask: () => [3, 9, 10].map(ballotPossible),
    answers: [false, false, true],
  },
  {
    id: "M10",
    what: "full member since 2025-07-01: on 2026-06-30 and 2026-07-01; since 2024-02-29 on 2026-02-27 and 2026-02-28",
    right: "nought; one; one; two",
    ask: () =>
      [
        ["2025-07-01", "2026-06-30"],
        ["2025-07-01", "2026-07-01"],
        ["2024-02-29", "2026-02-27"],
        ["2024-02-29", "2026-02-28"],
      ].map(([full = "", on = ""]) => partyYears(day(full), day(on))),
    answers: [0, 1, 1, 2],
  },
  {
    id: "M11",
    what: "党龄 of a probationary member",
    right: "none",
    ask: () => [partyYears(null, day("2026-12-01")), partyYears(day("2027-01-01"), day("2026-12-01"))],
    answers: [null, null],
  },
  {
    id: "M30",
    what: "converted on 2026-06-10: on the day before and on the day",
    right: "probationary; full",
    ask: at(["2026-06-09", "2026-06-10"], (on) => categoryOn({ category: "full", fullOn: day("2026-06-10") }, on)),
    answers: ["probationary", "full"],
  },
  {
    id: "M15",
    what: "full on the day of joining: joined 1969-04-01, 1977-08-17, 1977-08-18, 1985-05-01",
    right: "as the charter of the day had it: no; no; questioned; questioned",
    ask: at(["1969-04-01", "1977-08-17", "1977-08-18", "1985-05-01"], (on) =>
      fullWithinYear({ day: on, precision: "day" } as never, { day: on, precision: "day" } as never),
    ),
    answers: [false, false, true, true],
  },
  {
    id: "N01",
    what: "letter of 2026-01-31 for 120 days, of 2025-11-30 for 90, of 2026-03-01 for 30: good until",
    right: "2026-04-30; 2026-02-28; 2026-03-31",
    ask: () => [
      letterEnds(day("2026-01-31"), 120),
      letterEnds(day("2025-11-30"), 90),
      letterEnds(day("2026-03-01"), 30),
    ],
    answers: ["2026-04-30", "2026-02-28", "2026-03-31"],
  },
  {
    id: "N01c",
    what: "letter within the city, outside it",
    right: "ten days; thirty",
    ask: () => [letterDays("same_city"), letterDays("other_province")],
    answers: [10, 30],
  },
  {
    id: "O02",
    what: "留党察看 for 6, 12, 18, 24 months; 限期改正 for 12 and 13; 警告 for 12",
    right: "one or two years; up to one year; no period",
    ask: () => [
      ...[6, 12, 18, 24].map((it) => periodFits("probation_within_party", it)),
      periodFits("rectify", 12),
      periodFits("rectify", 13),
      periodFits("warning", 12),
    ],
    answers: [false, true, false, true, true, false, false],
  },
  {
    id: "O09",
    what: "警告, 严重警告, 留党察看, 开除, 取消预备党员资格 of a probationary member",
    right: "none but the cancellation",
    ask: fits(
      "probationary",
      "warning",
      "serious_warning",
      "probation_within_party",
      "expelled",
      "probation_cancelled",
    ),
    answers: [false, false, false, false, true],
  },
  {
    id: "O09d",
    what: "the same of a full member",
    right: "all but the cancellation",
    ask: fits("full", "warning", "serious_warning", "probation_within_party", "expelled", "probation_cancelled"),
    answers: [true, true, true, true, false],
  },
];
