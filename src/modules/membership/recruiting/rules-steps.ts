import {
  type Asked,
  type Asks,
  asks,
  choice,
  choices,
  count,
  flag,
  group,
  own,
  people,
  text,
} from "#platform/forms/asks.ts";

/** The twenty-five steps of recruiting (regulations 1.1), each with what the system cannot know and so asks for. */

export type Stage = "applicant" | "activist" | "target" | "probationary" | "full";

export interface Step {
  readonly number: number;
  readonly term: string;
  /** The procedural stage, 1 to 5. */
  readonly part: 1 | 2 | 3 | 4 | 5;
  /** Whose deed it is: the branch's, or that of the committee that may approve. */
  readonly by: "branch" | "committee";
  readonly document: string;
  /** Steps that must stand before it. */
  readonly after: readonly number[];
  readonly repeats: boolean;
  /** What the system cannot know and so asks for. */
  readonly asks: Asks;
  /** Whether its outcome may be a refusal. */
  readonly refusable: boolean;
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
  noticeDays: count("公示天数", { most: 365, unit: "个工作日", optional: true }),
  conclusion: text("审查结论", { most: 400, optional: true }),
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
const { heard, noticeDays, talkers, vote, board } = PARTICULARS;

type Draft = Partial<Omit<Step, "number" | "term" | "part" | "by" | "document" | "after">>;
function step(
  number: number,
  part: Step["part"],
  term: string,
  by: Step["by"],
  document: string,
  after: readonly number[],
  more: Draft = {},
): Step {
  return {
    number,
    part,
    term,
    by,
    document,
    after,
    repeats: false,
    asks: {},
    refusable: false,
    opinion: "optional",
    ...more,
  };
}

export const STEPS: readonly Step[] = [
  step(1, 1, "递交入党申请书", "branch", "入党申请书", []),
  step(2, 1, "派人谈话", "branch", "谈话记录", [1], { asks: { talkers: must(talkers) }, opinion: "required" }),
  step(3, 2, "推荐和确定入党积极分子", "branch", "入党积极分子推荐（推优）登记表", [2], {
    refusable: true,
    asks: { manner: must(PARTICULARS.manner) },
  }),
  step(4, 2, "上级党委备案", "committee", "入党积极分子备案登记表", [3]),
  step(5, 2, "指定培养联系人", "branch", "培养联系人登记表", [3], {
    repeats: true,
    asks: { personIds: must(PARTICULARS.personIds, "培养联系人（一至两名正式党员）") },
  }),
  step(6, 2, "培养教育考察", "branch", "入党积极分子考察登记表", [5], { repeats: true, opinion: "required" }),
  step(7, 3, "确定发展对象人选", "branch", "支委会（支部大会）会议记录", [4, 5, 6], {
    refusable: true,
    asks: { heard: must(heard), noticeDays },
  }),
  step(8, 3, "上级党委备案", "committee", "发展对象备案表", [7]),
  step(9, 3, "确定入党介绍人", "branch", "入党介绍人登记表", [7], {
    repeats: true,
    asks: { personIds: must(PARTICULARS.personIds, "入党介绍人（两名正式党员）") },
  }),
  step(10, 3, "进行政治审查", "branch", "政治审查结论性材料", [7], {
    refusable: true,
    repeats: true,
    asks: {
      conclusion: must(PARTICULARS.conclusion),
      homeReplied: PARTICULARS.homeReplied,
      awayReplied: PARTICULARS.awayReplied,
    },
  }),
  step(11, 3, "开展集中培训", "branch", "集中培训登记表", [7], {
    repeats: true,
    asks: { days: PARTICULARS.days, hours: PARTICULARS.hours },
  }),
  step(12, 4, "支部委员会审查", "branch", "支部委员会审查意见", [8, 9, 10, 11], {
    refusable: true,
    asks: { heard: must(heard) },
  }),
  step(13, 4, "上级党委预审", "committee", "预审意见", [12], {
    refusable: true,
    asks: { specialCase: PARTICULARS.specialCase },
  }),
  step(14, 4, "填写入党志愿书", "branch", "中国共产党入党志愿书", [13], {
    asks: { formNumber: must(PARTICULARS.formNumber) },
  }),
  step(15, 4, "支部大会讨论", "branch", "支部大会决议", [14], { asks: { vote: must(vote) } }),
  step(16, 4, "上级党委派人谈话", "committee", "谈话情况和意见", [15], {
    asks: { talkers: must(talkers) },
    opinion: "required",
  }),
  step(17, 4, "上级党委审批", "committee", "关于接收预备党员的批复", [16], {
    refusable: true,
    asks: { board: must(board) },
  }),
  step(18, 4, "再上一级组织部门备案", "committee", "备案报告", [17]),
  step(19, 5, "编入党支部和党小组", "branch", "编入党小组通知", [17], {
    asks: { groupName: PARTICULARS.groupName },
  }),
  step(20, 5, "入党宣誓", "branch", "入党宣誓记录", [17]),
  step(21, 5, "继续教育考察", "branch", "预备党员考察登记表", [17], {
    repeats: true,
    opinion: "required",
    asks: { postponed: PARTICULARS.postponed },
  }),
  step(22, 5, "提出转正申请", "branch", "转正申请书", [17]),
  step(23, 5, "支部大会讨论", "branch", "支部大会关于转正的决议", [22], {
    asks: { outcome: must(PARTICULARS.outcome), months: PARTICULARS.months, noticeDays, vote: must(vote) },
  }),
  step(24, 5, "上级党委审批", "committee", "关于预备党员转正的批复", [23], {
    refusable: true,
    asks: { board: must(board) },
  }),
  step(25, 5, "材料归档", "branch", "归档材料清单", [24], {
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

const byNumber = new Map(STEPS.map((it) => [it.number, it]));

/** The step of a number; throws for numbers that are none. */
export function stepOf(number: number): Step {
  const found = byNumber.get(number);
  if (!found) throw new RangeError(`no step ${number}`);
  return found;
}

/** A refusal at a step takes these steps back with it: they are to be done again. */
export const UNDONE_BY_REFUSAL: Readonly<Record<number, readonly number[]>> = { 13: [12], 17: [15, 16], 24: [23] };

/** Does the form of a step choose among, or count, the members of the branch? */
export const needsVoters = (step: Step): boolean =>
  Object.values(step.asks).some((it) => it.kind === "people" || it.kind === "own");
