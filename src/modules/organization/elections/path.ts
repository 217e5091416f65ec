import { inTurn, type PathStep, PLAIN } from "#platform/cases/path.ts";
import { type Asks, choice, choices, day, own, people, text } from "#platform/forms/asks.ts";
import { type CodeOf, codeSet } from "#shared/code-sets.ts";
import type { Provision } from "#shared/finding.ts";
import {
  ELECTION_APPROVAL,
  ELECTION_CANDIDATES,
  ELECTION_CHAIR,
  ELECTION_CHOICES,
  ELECTION_INTRODUCTION,
  ELECTION_ON_TIME,
  ELECTION_RECORDS,
  ELECTION_TELLERS,
} from "./provisions.ts";
import type { Form } from "./rules.ts";

export type StepName = Exclude<CodeOf<"election_step">, "village">;

/** All papers of an election, as addresses name them. */
export const PAPERS = [
  "notice",
  "request",
  "reply",
  "candidates",
  "candidates-reply",
  "method",
  "ballot-paper",
  "tally",
  "report",
  "result",
  "result-reply",
  "handover",
] as const;
export type PaperName = (typeof PAPERS)[number];

export interface Step extends PathStep<StepName> {
  /** The organisation itself, or the level above. */
  readonly by: "own" | "superior";
  /** Why it is next, and what that rests on. */
  readonly grounds: string;
  readonly provision: Provision;
  /** Papers that it leaves. */
  readonly papers: readonly PaperName[];
  /** Its letter has a number. */
  readonly numbered: boolean;
  /** What the house cannot know and so asks for; whether it will do is weighed by the rules. */
  readonly asks: Asks;
}

type More = Partial<Omit<Step, "name" | "by" | "grounds" | "provision" | "after" | "until">>;
const step = (name: StepName, by: Step["by"], grounds: string, provision: Provision, more: More = {}): Step => ({
  ...PLAIN,
  name,
  by,
  grounds,
  provision,
  papers: [],
  numbered: false,
  asks: {},
  ...more,
});

/** What was not agreed to is proposed anew. */
const answered = (proposal: StepName, papers: readonly PaperName[], asks: Asks = {}): More => ({
  asks,
  refusable: true,
  undoes: { rejected: [proposal] },
  numbered: true,
  papers,
});

/** The steps of an election (regulations 4.2), in their order. */
export const STEPS: readonly Step[] = [
  step("notice", "superior", "任期将满，由上级提醒做好准备", ELECTION_ON_TIME, {
    optional: true,
    numbered: true,
    papers: ["notice"],
    asks: {
      way: choice("方式", [
        ["letter", "发函"],
        ["call", "电话"],
      ]),
    },
  }),
  step("request", "own", "先向上级请示，写明届满的日期、应选名额和打算什么时候选举", ELECTION_ON_TIME, {
    numbered: true,
    papers: ["request"],
    asks: { seats: own("应选名额"), plannedOn: day("打算什么时候选举", { optional: true }) },
  }),
  step("extension", "superior", "提前或者延期的，由上级批准", ELECTION_ON_TIME, {
    optional: true,
    repeats: true,
    numbered: true,
    asks: {
      until: day("延期（提前）到哪一天", { hint: "离届满不超过一年。" }),
      requestNumber: text("请示的文号", { optional: true }),
    },
  }),
  step("reply", "superior", "请示已经报出，等待上级批复", ELECTION_ON_TIME, answered("request", ["reply"])),
  step("nomination", "own", "组织党员（两推一选的，还有群众）推荐，酝酿提名", ELECTION_CANDIDATES, {
    asks: { candidates: own("被提名人") },
  }),
  step("candidates", "own", "在推荐、考察、听取意见的基础上，报候选人预备人选", ELECTION_CANDIDATES, {
    numbered: true,
    papers: ["candidates"],
    asks: { candidates: own("候选人预备人选") },
  }),
  step(
    "candidates_reply",
    "superior",
    "候选人预备人选已经报出，等待上级批复",
    ELECTION_CANDIDATES,
    answered("candidates", ["candidates-reply"], { struck: people("没有同意的人选", { optional: true }) }),
  ),
  step("meeting", "own", "召开党员大会：清点到会人数，介绍候选人，通过选举办法", ELECTION_INTRODUCTION, {
    papers: ["method", "ballot-paper"],
    asks: { present: own("到会和选举办法") },
  }),
  step("tellers", "own", "推选监票人，由大会表决通过；计票人在监票人监督下工作", ELECTION_TELLERS, {
    asks: {
      overseers: people("监票人", { hint: "候选人不能担任，已经不在名单里。" }),
      counters: people("计票人"),
    },
  }),
  step("ballot", "own", "无记名投票，当场清点、计票，宣布结果", ELECTION_CHOICES, {
    papers: ["tally", "report"],
    asks: { sheet: own("计票") },
  }),
  step(
    "officers",
    "own",
    "由上届委员会推荐一名新当选的委员主持，召开第一次全体会议，选举书记、副书记，明确分工",
    ELECTION_CHAIR,
    { asks: { sheet: own("计票") } },
  ),
  step("result", "own", "向上级报告选举结果", ELECTION_APPROVAL, { numbered: true, papers: ["result"] }),
  step(
    "result_reply",
    "superior",
    "选举结果已经报出，等待上级批复；批复以后新任职务生效",
    ELECTION_APPROVAL,
    answered("result", ["result-reply"], { effectiveOn: day("任职起始日期") }),
  ),
  step("handover", "own", "新老班子交接，写明交了哪些", ELECTION_RECORDS, {
    papers: ["handover"],
    asks: {
      items: choices(
        "交接了哪些",
        codeSet("handover_item").entries.map(({ value, term }) => [value, term] as const),
      ),
      witness: text("监交人", { optional: true }),
    },
  }),
];

/** The step of a name, of an election that has them all. */
export const stepNamed = (name: string): Step | undefined => STEPS.find((it) => it.name === name);

export interface CaseFacts {
  readonly kind: "term" | "by_election";
  readonly form: Extract<Form, "committee" | "direct">;
  /** Seats that the meeting votes on: members of the committee, or one secretary. */
  readonly seats: number;
  readonly deputies: number;
  /** The committee elects its secretary afterwards: always at the end of a term, in a by-election when that seat is empty. */
  readonly officers: boolean;
}

/** The steps of one election: no reminder where no term ends, no first meeting where members elect the secretary. */
export function pathOf(it: Pick<CaseFacts, "kind" | "form" | "officers">): readonly Step[] {
  return inTurn(
    STEPS.filter(
      ({ name }) =>
        !(it.kind === "by_election" && (name === "notice" || name === "extension")) &&
        !(name === "officers" && (it.form !== "committee" || !it.officers)),
    ),
  );
}
