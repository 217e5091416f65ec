/** The twenty-five steps of recruiting (regulations 1.1), each with what the system cannot know and so asks for. */

export type Stage = "applicant" | "activist" | "target" | "probationary" | "full";

/** One thing a step asks for. `people`: full members of the branch; `vote`, `board`: the numbers of a ballot. */
export interface Asked {
  readonly key: ParticularKey;
  readonly term: string;
  readonly type: "text" | "count" | "flag" | "people" | "choice" | "choices" | "vote" | "board";
  readonly required: boolean;
  /** Values and terms of a choice. */
  readonly choices?: readonly (readonly [string, string])[];
  readonly unit?: string;
}

export type ParticularKey =
  | "talkers"
  | "manner"
  | "personIds"
  | "heard"
  | "noticeDays"
  | "conclusion"
  | "homeReplied"
  | "awayReplied"
  | "days"
  | "hours"
  | "specialCase"
  | "formNumber"
  | "groupName"
  | "outcome"
  | "months"
  | "postponed"
  | "kept"
  | "papers"
  | "vote"
  | "board";

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
  readonly asks: readonly Asked[];
  /** Whether its outcome may be a refusal. */
  readonly refusable: boolean;
  readonly opinion: "required" | "optional";
}

const talkers = (required = true): Asked => ({ key: "talkers", term: "谈话人", type: "text", required });
const heard: Asked = { key: "heard", term: "已听取党小组、培养联系人、党员和群众的意见", type: "flag", required: true };
const noticeDays: Asked = { key: "noticeDays", term: "公示天数", type: "count", required: false, unit: "个工作日" };
const vote: Asked = { key: "vote", term: "支部大会票决", type: "vote", required: true };
const board: Asked = { key: "board", term: "党委会表决", type: "board", required: true };

/** The five sets of papers that the file of a full member holds. */
export const PAPERS: readonly (readonly [string, string])[] = [
  ["form", "入党志愿书"],
  ["application", "入党申请书"],
  ["review", "政治审查材料"],
  ["conversion", "转正申请书"],
  ["training", "培养教育考察材料"],
];

/** Outcomes that a branch meeting may come to at the end of probation. */
export const OUTCOMES: readonly (readonly [string, string])[] = [
  ["passed", "按期转正"],
  ["extended", "延长预备期"],
  ["cancelled", "取消预备党员资格"],
];

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
    asks: [],
    refusable: false,
    opinion: "optional",
    ...more,
  };
}

export const STEPS: readonly Step[] = [
  step(1, 1, "递交入党申请书", "branch", "入党申请书", []),
  step(2, 1, "派人谈话", "branch", "谈话记录", [1], { asks: [talkers()], opinion: "required" }),
  step(3, 2, "推荐和确定入党积极分子", "branch", "入党积极分子推荐（推优）登记表", [2], {
    refusable: true,
    asks: [
      {
        key: "manner",
        term: "推荐方式",
        type: "choice",
        required: true,
        choices: [
          ["members", "党员推荐"],
          ["groups", "群团组织推优"],
        ],
      },
    ],
  }),
  step(4, 2, "上级党委备案", "committee", "入党积极分子备案登记表", [3]),
  step(5, 2, "指定培养联系人", "branch", "培养联系人登记表", [3], {
    repeats: true,
    asks: [{ key: "personIds", term: "培养联系人（一至两名正式党员）", type: "people", required: true }],
  }),
  step(6, 2, "培养教育考察", "branch", "入党积极分子考察登记表", [5], { repeats: true, opinion: "required" }),
  step(7, 3, "确定发展对象人选", "branch", "支委会（支部大会）会议记录", [4, 5, 6], {
    refusable: true,
    asks: [heard, noticeDays],
  }),
  step(8, 3, "上级党委备案", "committee", "发展对象备案表", [7]),
  step(9, 3, "确定入党介绍人", "branch", "入党介绍人登记表", [7], {
    repeats: true,
    asks: [{ key: "personIds", term: "入党介绍人（两名正式党员）", type: "people", required: true }],
  }),
  step(10, 3, "进行政治审查", "branch", "政治审查结论性材料", [7], {
    refusable: true,
    repeats: true,
    asks: [
      { key: "conclusion", term: "审查结论", type: "text", required: true },
      { key: "homeReplied", term: "户籍地党组织已函复", type: "flag", required: false },
      { key: "awayReplied", term: "居住地党组织已函复", type: "flag", required: false },
    ],
  }),
  step(11, 3, "开展集中培训", "branch", "集中培训登记表", [7], {
    repeats: true,
    asks: [
      { key: "days", term: "培训天数", type: "count", required: false, unit: "天" },
      { key: "hours", term: "培训学时", type: "count", required: false, unit: "学时" },
    ],
  }),
  step(12, 4, "支部委员会审查", "branch", "支部委员会审查意见", [8, 9, 10, 11], { refusable: true, asks: [heard] }),
  step(13, 4, "上级党委预审", "committee", "预审意见", [12], {
    refusable: true,
    asks: [{ key: "specialCase", term: "未达到培训要求的特殊情况说明", type: "text", required: false }],
  }),
  step(14, 4, "填写入党志愿书", "branch", "中国共产党入党志愿书", [13], {
    asks: [{ key: "formNumber", term: "志愿书编号", type: "text", required: true }],
  }),
  step(15, 4, "支部大会讨论", "branch", "支部大会决议", [14], { asks: [vote] }),
  step(16, 4, "上级党委派人谈话", "committee", "谈话情况和意见", [15], { asks: [talkers()], opinion: "required" }),
  step(17, 4, "上级党委审批", "committee", "关于接收预备党员的批复", [16], { refusable: true, asks: [board] }),
  step(18, 4, "再上一级组织部门备案", "committee", "备案报告", [17]),
  step(19, 5, "编入党支部和党小组", "branch", "编入党小组通知", [17], {
    asks: [{ key: "groupName", term: "党小组", type: "text", required: false }],
  }),
  step(20, 5, "入党宣誓", "branch", "入党宣誓记录", [17]),
  step(21, 5, "继续教育考察", "branch", "预备党员考察登记表", [17], {
    repeats: true,
    opinion: "required",
    asks: [
      {
        key: "postponed",
        term: "推迟讨论转正（预备期内转入、支部还不够了解的）",
        type: "count",
        required: false,
        unit: "个月",
      },
    ],
  }),
  step(22, 5, "提出转正申请", "branch", "转正申请书", [17]),
  step(23, 5, "支部大会讨论", "branch", "支部大会关于转正的决议", [22], {
    asks: [
      { key: "outcome", term: "表决事项", type: "choice", required: true, choices: OUTCOMES },
      { key: "months", term: "延长", type: "count", required: false, unit: "个月" },
      noticeDays,
      vote,
    ],
  }),
  step(24, 5, "上级党委审批", "committee", "关于预备党员转正的批复", [23], { refusable: true, asks: [board] }),
  step(25, 5, "材料归档", "branch", "归档材料清单", [24], {
    repeats: true,
    asks: [
      {
        key: "kept",
        term: "存入",
        type: "choice",
        required: true,
        choices: [
          ["personnel", "本人人事档案"],
          ["party", "党员档案（由党委或者县级组织部门保存）"],
        ],
      },
      { key: "papers", term: "档案里已有的材料", type: "choices", required: true, choices: PAPERS },
    ],
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
