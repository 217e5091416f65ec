import { type PathStep, PLAIN } from "#platform/cases/path.ts";
import {
  type Asked,
  type Asks,
  asks,
  choice,
  choices,
  count,
  flag,
  group,
  isEmpty,
  own,
  pastDay,
  people,
  text,
} from "#platform/forms/asks.ts";

/** The twenty-five steps of recruiting (regulations 1.1), each with what the system cannot know and so asks for. */

export type Stage = "applicant" | "activist" | "target" | "probationary" | "full";

/** All steps by name, in the order of the regulations. Records, requests and papers carry the place of a step here, from 1. */
const NAMES = [
  "application",
  "talk",
  "activist",
  "activist_filing",
  "contacts",
  "activist_review",
  "target",
  "target_filing",
  "introducers",
  "political_review",
  "training",
  "branch_review",
  "preview",
  "pledge",
  "admission_meeting",
  "admission_talk",
  "admission",
  "admission_filing",
  "group",
  "oath",
  "probation_review",
  "conversion_request",
  "conversion_meeting",
  "conversion",
  "file",
] as const;
export type StepName = (typeof NAMES)[number];

export interface Step extends PathStep<StepName> {
  readonly number: number;
  readonly term: string;
  /** The procedural stage, 1 to 5. */
  readonly part: 1 | 2 | 3 | 4 | 5;
  /** Whose deed it is: the branch's, or that of the committee that may approve. */
  readonly by: "branch" | "committee";
  readonly document: string;
  /** Its paper is written by the person's own hand and not made here. */
  readonly handwritten: boolean;
  /** What the system cannot know and so asks for. */
  readonly asks: Asks;
  readonly opinion: "required" | "optional";
}

/** The five sets of papers that the file of a full member holds. */
export const PAPERS = [
  ["form", "入党志愿书"],
  ["application", "入党申请书"],
  ["review", "政治审查材料"],
  ["conversion", "转正申请书"],
  ["training", "培养教育考察材料"],
] as const;

/** What a political review concludes (article 16). */
export const VERDICTS = [
  ["qualified", "合格"],
  ["unqualified", "不合格"],
] as const;

/** Outcomes that a branch meeting may come to at the end of probation. */
export const OUTCOMES = [
  ["passed", "按期转正"],
  ["extended", "延长预备期"],
  ["cancelled", "取消预备党员资格"],
] as const;

/**
 * Everything that steps ask for besides their day, each fact once. Here all of it may be left out, as in the request of any
 * one step; what a step cannot do without it takes by `must`.
 */
export const PARTICULARS = asks({
  talkers: text("谈话人", { most: 400, optional: true }),
  manner: choice(
    "推荐方式",
    [
      ["members", "党员推荐"],
      ["groups", "群团组织推优"],
    ],
    { optional: true },
  ),
  personIds: people("人选", { most: 4, optional: true }),
  heard: flag("已听取党小组、培养联系人、党员和群众的意见", { optional: true }),
  noticeFrom: pastDay("公示开始日期", {
    optional: true,
    hint: "2026年5月18日以后列为发展对象的，应当填写公示的起止日期。",
  }),
  noticeTo: pastDay("公示结束日期", { optional: true }),
  noticeDays: count("公示天数", { most: 365, unit: "个工作日", optional: true }),
  verdict: choice("审查结论", VERDICTS, { optional: true }),
  conclusion: text("结论性材料摘要", { most: 400, optional: true }),
  homeReplied: flag("户籍地党组织已函复", { optional: true }),
  awayReplied: flag("居住地党组织已函复", { optional: true }),
  days: count("培训天数", { most: 365, unit: "天", optional: true }),
  hours: count("培训学时", { most: 1_000, unit: "学时", optional: true }),
  specialCase: text("未达到培训要求的特殊情况说明", { most: 400, optional: true }),
  formNumber: text("志愿书编号", { most: 400, optional: true }),
  groupName: text("党小组", { most: 400, optional: true }),
  outcome: choice("表决事项", OUTCOMES, { optional: true }),
  months: count("延长", { most: 120, unit: "个月", when: (given) => given["outcome"] === "extended" }),
  postponed: count("推迟讨论转正（预备期内转入、支部还不够了解的）", { most: 120, unit: "个月", optional: true }),
  kept: choice(
    "存入",
    [
      ["personnel", "本人人事档案"],
      ["party", "党员档案（由党委或者县级组织部门保存）"],
    ],
    { optional: true },
  ),
  papers: choices("档案里已有的材料", PAPERS, { optional: true }),
  vote: own("支部大会票决", { optional: true }),
  board: group(
    "党委会表决",
    {
      members: count("党委委员人数", { most: 100_000 }),
      present: count("到会委员", { most: 100_000, unit: "人" }),
      yes: count("赞成", { most: 100_000, unit: "人" }),
    },
    { optional: true },
  ),
});

/** The same fact, where a step cannot do without it. */
const must = <A extends Asked>(asked: A, term = asked.term): A => ({ ...asked, term, needed: true });
const { heard, noticeDays, noticeFrom, noticeTo, talkers, vote, board } = PARTICULARS;

type More = Partial<Omit<Step, "name" | "number" | "term" | "part" | "by" | "document" | "after">>;
const step = (
  name: StepName,
  part: Step["part"],
  term: string,
  by: Step["by"],
  document: string,
  after: readonly StepName[],
  more: More = {},
): Step => ({
  ...PLAIN,
  name,
  number: NAMES.indexOf(name) + 1,
  part,
  term,
  by,
  document,
  after,
  handwritten: false,
  asks: {},
  opinion: "optional",
  ...more,
});

export const STEPS: readonly Step[] = [
  step("application", 1, "递交入党申请书", "branch", "入党申请书", [], { handwritten: true }),
  step("talk", 1, "派人谈话", "branch", "谈话记录", ["application"], {
    asks: { talkers: must(talkers) },
    opinion: "required",
  }),
  step("activist", 2, "推荐和确定入党积极分子", "branch", "入党积极分子推荐（推优）登记表", ["talk"], {
    refusable: true,
    asks: { manner: must(PARTICULARS.manner) },
  }),
  step("activist_filing", 2, "上级党委备案", "committee", "入党积极分子备案登记表", ["activist"]),
  step("contacts", 2, "指定培养联系人", "branch", "培养联系人登记表", ["activist"], {
    repeats: true,
    until: "target",
    asks: { personIds: must(PARTICULARS.personIds, "培养联系人（一至两名正式党员）") },
  }),
  step("activist_review", 2, "培养教育考察", "branch", "入党积极分子考察登记表", ["contacts"], {
    repeats: true,
    until: "target",
    opinion: "required",
  }),
  step(
    "target",
    3,
    "确定发展对象人选",
    "branch",
    "支委会（支部大会）会议记录",
    ["activist_filing", "contacts", "activist_review"],
    {
      refusable: true,
      // Where the days are known, their number follows.
      asks: {
        heard: must(heard),
        noticeFrom,
        noticeTo,
        noticeDays: { ...noticeDays, when: (given) => isEmpty(given["noticeFrom"]) },
      },
    },
  ),
  step("target_filing", 3, "上级党委备案", "committee", "发展对象备案表", ["target"]),
  step("introducers", 3, "确定入党介绍人", "branch", "入党介绍人登记表", ["target_filing"], {
    repeats: true,
    until: "branch_review",
    asks: { personIds: must(PARTICULARS.personIds, "入党介绍人（两名正式党员）") },
  }),
  step("political_review", 3, "进行政治审查", "branch", "政治审查结论性材料", ["target_filing"], {
    refusable: true,
    repeats: true,
    until: "branch_review",
    asks: {
      verdict: must(PARTICULARS.verdict),
      conclusion: PARTICULARS.conclusion,
      homeReplied: PARTICULARS.homeReplied,
      awayReplied: PARTICULARS.awayReplied,
    },
  }),
  step("training", 3, "开展集中培训", "branch", "集中培训登记表", ["target_filing"], {
    repeats: true,
    until: "branch_review",
    asks: { days: PARTICULARS.days, hours: PARTICULARS.hours },
  }),
  step(
    "branch_review",
    4,
    "支部委员会审查",
    "branch",
    "支部委员会审查意见",
    ["introducers", "political_review", "training"],
    {
      refusable: true,
      asks: { heard: must(heard) },
    },
  ),
  step("preview", 4, "上级党委预审", "committee", "预审意见", ["branch_review"], {
    refusable: true,
    undoes: { rejected: ["branch_review"] },
    asks: { specialCase: PARTICULARS.specialCase },
  }),
  step("pledge", 4, "填写入党志愿书", "branch", "中国共产党入党志愿书", ["preview"], {
    handwritten: true,
    asks: { formNumber: must(PARTICULARS.formNumber) },
  }),
  step("admission_meeting", 4, "支部大会讨论", "branch", "支部大会决议", ["pledge"], { asks: { vote: must(vote) } }),
  step("admission_talk", 4, "上级党委派人谈话", "committee", "谈话情况和意见", ["admission_meeting"], {
    asks: { talkers: must(talkers) },
    opinion: "required",
  }),
  step("admission", 4, "上级党委审批", "committee", "关于接收预备党员的批复", ["admission_talk"], {
    refusable: true,
    undoes: { rejected: ["admission_meeting", "admission_talk"] },
    asks: { board: must(board) },
  }),
  step("admission_filing", 4, "再上一级组织部门备案", "committee", "备案报告", ["admission"]),
  step("group", 5, "编入党支部和党小组", "branch", "编入党小组通知", ["admission"], {
    asks: { groupName: PARTICULARS.groupName },
  }),
  step("oath", 5, "入党宣誓", "branch", "入党宣誓记录", ["admission"]),
  step("probation_review", 5, "继续教育考察", "branch", "预备党员考察登记表", ["admission"], {
    repeats: true,
    until: "conversion",
    opinion: "required",
    asks: { postponed: PARTICULARS.postponed },
  }),
  step("conversion_request", 5, "提出转正申请", "branch", "转正申请书", ["admission"], { handwritten: true }),
  step("conversion_meeting", 5, "支部大会讨论", "branch", "支部大会关于转正的决议", ["conversion_request"], {
    asks: { outcome: must(PARTICULARS.outcome), months: PARTICULARS.months, noticeDays, vote: must(vote) },
  }),
  step("conversion", 5, "上级党委审批", "committee", "关于预备党员转正的批复", ["conversion_meeting"], {
    refusable: true,
    // Approved to be extended, the end of probation begins anew.
    undoes: {
      rejected: ["conversion_meeting"],
      extended: ["conversion_request", "conversion_meeting", "conversion"],
    },
    asks: { board: must(board) },
  }),
  step("file", 5, "材料归档", "branch", "归档材料清单", ["conversion"], {
    repeats: true,
    asks: { kept: must(PARTICULARS.kept), papers: must(PARTICULARS.papers) },
  }),
];

export const PARTS_OF_CASE = [
  "申请入党",
  "入党积极分子的确定和培养",
  "发展对象的确定和考察",
  "预备党员的接收",
  "预备党员的教育、考察和转正",
] as const;

const byName = new Map(STEPS.map((it) => [it.name, it]));

/** The step of a number; throws for numbers that are none. */
export function stepOf(number: number): Step {
  const found = STEPS[number - 1];
  if (!found) throw new RangeError(`no step ${number}`);
  return found;
}

/** The step of a name. */
export function stepNamed(name: StepName): Step {
  const found = byName.get(name);
  if (!found) throw new RangeError(`no step ${name}`);
  return found;
}

/** The number by which a step is kept. */
export const numberOf = (name: StepName): number => stepNamed(name).number;

/**
 * Is the paper of this step kept with its record as it was issued: of all that a committee did, and of what a branch meeting
 * resolved? Other papers are forms, filled in from the case as it stands.
 */
export const isKept = ({ by, name }: Pick<Step, "by" | "name">): boolean =>
  by === "committee" || name === "admission_meeting" || name === "conversion_meeting";
