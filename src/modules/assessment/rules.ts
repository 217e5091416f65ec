import { AGE_BANDS, type Band, JOINED_BANDS, SENIORITY_BANDS } from "#shared/bands.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, addYears, type Day } from "#shared/day.ts";
import { type EducationClass, education, educationClass, educationClassOf } from "#shared/education-levels.ts";
import { type Finding, finding } from "#shared/finding.ts";
import {
  BRANCH_4_SET_UP,
  BRANCH_4_SIZE,
  BRANCH_20_SECRETARY,
  BRANCH_21_TERM,
  BRANCH_22_REMINDER,
  RURAL_19_ONE_SHOULDER,
} from "#shared/regulations.ts";
import { remindedUntil } from "#shared/term-reminder.ts";
import { SMALL_CELLS, YEARLY_IDENTITY } from "./provisions.ts";

/** Days on both ends included; null is open. What a band of ages or years means for a date column on one day. */
export interface DaySpan {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Latest date from which `years` full years have passed on a day: 29 February counts as the law of {@link addYears} says. */
export function latestDayWithYears(on: Day, years: number): Day {
  let day = addYears(on, -years);
  while (addYears(addDays(day, 1), years) <= on) day = addDays(day, 1);
  return day;
}

/** Which dates fall into a band of full years on a day. Dates after the day itself count as nought years. */
export function spanOfBand(band: Band, on: Day): DaySpan {
  return {
    from: band.to === null ? null : addDays(latestDayWithYears(on, band.to + 1), 1),
    to: band.from === null ? null : latestDayWithYears(on, band.from),
  };
}

/** One mark of a distribution: its name, the stored codes or dates that make it, and the bucket numbers that count into it. */
export interface Mark {
  readonly id: string;
  readonly term: string;
  readonly span?: DaySpan;
  readonly codes?: readonly string[];
}

/** `不详` stands for rows without the datum. */
export const UNKNOWN = "unknown";
const unknownMark: Mark = { id: UNKNOWN, term: "不详" };

const spans = (bands: readonly Band[], on: Day): Mark[] =>
  bands.map((band) => ({ id: band.id, term: band.term, span: spanOfBand(band, on) }));

export const ageMarks = (table: keyof typeof AGE_BANDS, on: Day): Mark[] => [
  ...spans(AGE_BANDS[table], on),
  unknownMark,
];

/** Years of membership of full members on a day; the youngest band ends with the day itself. */
export function seniorityMarks(on: Day): Mark[] {
  return spans(SENIORITY_BANDS.decades, on).map((it) =>
    it.span?.to === null ? { ...it, span: { from: it.span.from, to: on } } : it,
  );
}

export const joinedMarks = (): Mark[] => [
  ...JOINED_BANDS.map(({ id, term, from, to }) => ({ id, term, span: { from, to } })),
  unknownMark,
];

/** The six classes of the statistics, each with the finer values that offices write. */
export const educationMarks = (): Mark[] => [
  ...educationClass.entries.map((it) => ({
    id: it.value,
    term: it.term,
    codes: education.values.filter((value) => educationClassOf(value) === it.value),
  })),
  unknownMark,
];

const COLLEGE: readonly EducationClass[] = ["postgraduate", "bachelor", "junior_college"];
/** 大专及以上. */
export const COLLEGE_AND_ABOVE: readonly string[] = education.values.filter((value) =>
  COLLEGE.includes(educationClassOf(value)),
);

export const sexMarks = (): Mark[] =>
  codeSet("sex").entries.map((it) => ({ id: it.value, term: it.term, codes: [it.value] }));

/** Every group but 汉. */
export const MINORITIES: readonly string[] = codeSet("ethnic_group").values.filter((value) => value !== "01");

/** Posts at work, rolled up as the basic table shows them. */
export const jobMarks = (): Mark[] => {
  const set = codeSet("work_post");
  const of = (prefix: string): string[] =>
    set.entries.filter((it) => it.code?.startsWith(prefix)).map((it) => it.value);
  return [
    { id: "public", term: "公有制单位在岗职工", codes: of("01") },
    { id: "private", term: "非公有制单位在岗职工", codes: of("02") },
    { id: "farmer", term: "农牧渔民", codes: of("1") },
    { id: "soldier", term: "军人、武警", codes: of("2") },
    { id: "student", term: "学生", codes: of("3") },
    { id: "retired", term: "离退休人员", codes: of("4") },
    { id: "other", term: "其他", codes: of("5") },
    unknownMark,
  ];
};

/**
 * Ascending lower ends for `width_bucket`, so that bucket n+1 holds the dates from edge n to the day before edge n+1.
 * Marks with open lower end begin the list in bucket 0.
 */
export function edgesOf(marks: readonly Mark[]): Day[] {
  const edges = marks.flatMap((it) => (it.span?.from ? [it.span.from] : []));
  return [...new Set(edges)].sort();
}

/** The mark a bucket of {@link edgesOf} counts into; null for a bucket that no mark covers. */
export function markOfBucket(marks: readonly Mark[], edges: readonly Day[], bucket: number | null): Mark | null {
  if (bucket === null) return marks.find((it) => it.id === UNKNOWN) ?? null;
  const from = bucket === 0 ? null : (edges[bucket - 1] ?? null);
  return marks.find((it) => it.span && (it.span.from ?? null) === from) ?? null;
}

/** The mark a stored code counts into; codes nobody knows count as 不详 so that sums stay whole. */
export function markOfCode(marks: readonly Mark[], code: string | null): Mark | null {
  return marks.find((it) => code !== null && it.codes?.includes(code)) ?? marks.find((it) => it.id === UNKNOWN) ?? null;
}

export const BRANCH_KINDS = [
  "branch",
  "joint_branch",
  "temporary_branch",
  "floating_branch",
  "functional_branch",
] as const;
export const COMMITTEE_KINDS = ["working_committee", "committee"] as const;
/** Every kind but the group has a secretary. */
export const KINDS_WITH_SECRETARY: readonly string[] = codeSet("organization_kind").values.filter(
  (it) => it !== "group",
);
export const isBranch = (kind: string): boolean => (BRANCH_KINDS as readonly string[]).includes(kind);

export const FEWEST_FULL = 3;
export const MOST_MEMBERS = 50;

/** What is known of one organisation on one day. */
export interface Standing {
  readonly kind: string;
  readonly members: number;
  readonly full: number;
  readonly hasSecretary: boolean;
  /** One person is secretary and head of the village or community. */
  readonly oneShoulder: boolean;
  readonly termDueOn: Day | null;
}

export type Disorder = "no-secretary" | "term-overdue" | "term-due-soon" | "too-few" | "too-many";

/** What is out of order in an organisation on a day, each with its provision. Groups are not looked at. */
export function disordersOf(it: Standing, on: Day): Finding<Disorder>[] {
  const found: Finding<Disorder>[] = [];
  if (KINDS_WITH_SECRETARY.includes(it.kind) && !it.hasSecretary)
    found.push(finding("no-secretary", BRANCH_20_SECRETARY, "没有现任书记"));
  if (it.termDueOn !== null && it.termDueOn <= on)
    found.push(finding("term-overdue", BRANCH_21_TERM, `应于${it.termDueOn}届满`));
  if (it.termDueOn !== null && it.termDueOn > on && it.termDueOn <= remindedUntil(on))
    found.push(finding("term-due-soon", BRANCH_22_REMINDER, `将于${it.termDueOn}届满`));
  if (it.kind === "branch" && it.full < FEWEST_FULL)
    found.push(finding("too-few", BRANCH_4_SET_UP, `正式党员${it.full}人，不足${FEWEST_FULL}人`));
  if (isBranch(it.kind) && it.members > MOST_MEMBERS)
    found.push(finding("too-many", BRANCH_4_SIZE, `党员${it.members}人，超过${MOST_MEMBERS}人`));
  return found;
}

/** Both posts in one pair of hands. A figure to show, never a fault. */
export const oneShoulder = (it: Standing): Finding<boolean> =>
  finding(it.oneShoulder, RURAL_19_ONE_SHOULDER, it.oneShoulder ? "书记兼任村（居）委会主任" : "未兼任");

/** Last year + in − out = this year. Value: by how much it fails; nought when it holds. */
export function yearlyDifference(before: number, came: number, left: number, after: number): Finding<number> {
  return finding(
    after - (before + came - left),
    YEARLY_IDENTITY,
    `上年末${before}+增加${came}−减少${left}，本年末${after}`,
  );
}

/** The smallest count of persons that is published to whoever sees totals but no persons. */
export const smallestPublished = (): Finding<number> => finding(5, SMALL_CELLS, "只能看总数的岗位");
