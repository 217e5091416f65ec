import type { Reader } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import { BLANK, type Paper, type PaperBlock } from "#platform/word/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, dayInWords } from "#shared/day.ts";
import { recruitingTextOn } from "#shared/regulations.ts";
import { factsOf } from "./case-view.ts";
import { approverOf, type CaseRow, caseRow, recordsOf, type Stored, workplaceOf } from "./file.ts";
import { numberOf, STEPS, type Step, type StepName } from "./path.ts";
import { progressOf } from "./rules.ts";
import { zh } from "./zh.ts";

const field = (term: string, text: string | null | undefined): PaperBlock => ({
  kind: "fields",
  fields: [{ term, text: text ?? "" }],
});
const said = (text: string): PaperBlock => ({ kind: "text", text });
const words = (on: Day | null | undefined): string => (on ? dayInWords(on) : BLANK);

/**
 * The paper of one step, with everything filled in that the house knows; what it does not know stays a line to write
 * on. The application, the pledge form and the request for conversion are written by hand and are not made here.
 */
export async function documentOf(tx: Reader, id: string, number: number, today: Day): Promise<Paper> {
  const step = STEPS.find((it) => it.number === number);
  if (!step || step.handwritten) throw absent(zh.noDocument);
  const row = await caseRow(tx, id);
  const records = await recordsOf(tx, id);
  const at = await workplaceOf(tx, row.organizationId, today);
  const record = records.findLast((it) => it.step === step.name);
  const helpers = await tx
    .selectFrom("recruitingHelper")
    .select(["personName", "part"])
    .where("caseId", "=", id)
    .where("validTo", "is", null)
    .execute();
  const named = (part: string): string =>
    helpers
      .filter((it) => it.part === part)
      .map((it) => it.personName)
      .join("、");
  const progress = progressOf(records);
  return {
    title: step.document,
    number: "",
    blocks: [
      ...headOf(row, at.name),
      ...dateLines(step, records, row),
      ...(named("contact") === "" ? [] : [field("培养联系人", named("contact"))]),
      ...(number >= numberOf("introducers") && named("introducer") !== ""
        ? [field("入党介绍人", named("introducer"))]
        : []),
      ...bodyOf(step, row, record, at.name, progress.probationEnds, records, today),
      {
        kind: "signatures",
        of: [...(SIGNATURES[step.name] ?? (step.by === "committee" ? ["党委（盖章）", "日期"] : ["支部书记", "日期"]))],
      },
      ...alongside(step.name, {
        row,
        records,
        place: at.name,
        committee: approverOf(at, today)?.name ?? BLANK,
        record,
        today,
      }),
    ],
  };
}

const SIGNATURES: Readonly<Partial<Record<StepName, readonly string[]>>> = {
  talk: ["谈话人", "申请人", "日期"],
  contacts: ["培养联系人", "支部书记", "日期"],
  activist_review: ["培养联系人", "支部书记", "日期"],
  admission_talk: ["谈话人", "日期"],
  probation_review: ["入党介绍人", "支部书记", "日期"],
};

function headOf(row: CaseRow, place: string): PaperBlock[] {
  const sexes = codeSet("sex");
  const education = codeSet("education");
  return [
    field("姓名", row.personName),
    field("性别", sexes.has(row.gender) ? sexes.term(row.gender) : ""),
    field("出生日期", row.birthOn === null ? "" : dayInWords(row.birthOn)),
    field("学历", education.has(row.education) ? education.term(row.education) : ""),
    field("工作单位及职务", row.workUnit),
    field("所在党支部", place),
  ];
}

interface Known {
  readonly row: CaseRow;
  readonly records: readonly Stored[];
  readonly record: Stored | undefined;
  readonly place: string;
  readonly committee: string;
  readonly today: Day;
}

/** The further papers of a step, each on a sheet of its own: reports upward, letters with their replies, minutes. */
function alongside(step: StepName, it: Known): PaperBlock[] {
  const { row, records, place, committee } = it;
  const name = row.personName;
  const on = (name: StepName): string =>
    words(records.findLast((one) => one.step === name && one.result === "passed")?.happenedOn);
  const cut = (title: string): PaperBlock => ({ kind: "cut", title });
  const signed = (...of: string[]): PaperBlock => ({ kind: "signatures", of });
  const education = codeSet("education");
  const decided = step === "activist_filing" ? "activist" : "target";
  const roster: PaperBlock = {
    kind: "table",
    head: ["姓名", "性别", "出生日期", "学历", "申请入党日期", "确定日期"],
    rows: [
      [
        name,
        codeSet("sex").has(row.gender) ? codeSet("sex").term(row.gender) : "",
        row.birthOn === null ? "" : dayInWords(row.birthOn),
        education.has(row.education) ? education.term(row.education) : "",
        words(row.appliedOn),
        on(decided),
      ],
    ],
  };
  const text = recruitingTextOn(it.record?.happenedOn ?? it.today);
  switch (step) {
    case "activist_filing":
    case "target_filing": {
      const stage = decided === "activist" ? "入党积极分子" : "发展对象";
      return [
        cut(`关于${stage}备案的报告`),
        said(`${committee}：`),
        said(`${on(decided)}，${place}研究确定${name}同志为${stage}，现报请备案。`),
        roster,
        signed("党支部（盖章）", "日期"),
      ];
    }
    case "political_review":
      return [
        cut("政治审查函调信"),
        said(`${BLANK}党组织：`),
        said(
          `${name}同志已列为我支部的发展对象。按照${text}，请协助说明其本人或者直系亲属、主要社会关系的政治历史和现实表现、遵纪守法情况，并复函。`,
        ),
        signed("党组织（盖章）", "联系人和电话", "日期"),
        cut("政治审查函调复信"),
        said(`${place}：`),
        said(`来函收悉。关于${name}同志的有关情况如下：`),
        field("政治历史", ""),
        field("现实表现", ""),
        field("遵纪守法情况", ""),
        signed("党组织（盖章）", "日期"),
      ];
    case "branch_review":
      return [
        cut("关于接收预备党员预审的请示"),
        said(`${committee}：`),
        said(
          `${name}同志${on("target")}列为发展对象，已确定入党介绍人，政治审查合格，参加了集中培训。经支部委员会审查，拟接收为预备党员，现将有关材料报请预审。`,
        ),
        signed("党支部（盖章）", "日期"),
      ];
    case "admission_meeting":
    case "conversion_meeting":
      return [
        cut("支部大会会议记录"),
        field("时间", it.record ? words(it.record.happenedOn) : ""),
        field("地点", ""),
        field("主持人", ""),
        field("记录人", ""),
        field("议题", step === "admission_meeting" ? `讨论接收${name}同志为预备党员` : `讨论预备党员${name}同志转正`),
        ...(it.record ? factsOf(it.record) : []).map((one) => field(one.term, one.value)),
        ...AGENDA[step].map((one, at) => field(`${at + 1}. ${one}`, "")),
        signed("主持人", "记录人"),
      ];
    default:
      return [];
  }
}

/** The order in which a branch meeting discusses (regulations 1.1). */
const AGENDA: Readonly<Record<"admission_meeting" | "conversion_meeting", readonly string[]>> = {
  admission_meeting: [
    "发展对象报告对党的认识和本人情况",
    "入党介绍人介绍情况并表明意见",
    "支部委员会报告审查情况",
    "讨论",
    "无记名投票表决",
  ],
  conversion_meeting: [
    "预备党员汇报预备期情况",
    "党小组和介绍人介绍情况",
    "支部委员会报告审查和公示情况",
    "讨论",
    "无记名投票表决",
  ],
};

/** The dates on which a paper of this step rests. */
function dateLines(it: Step, records: readonly Stored[], row: CaseRow): PaperBlock[] {
  const dated = (name: StepName, term: string): PaperBlock[] => {
    if (it.number <= numberOf(name)) return [];
    return [field(term, words(records.findLast((one) => one.step === name && one.result === "passed")?.happenedOn))];
  };
  return [
    field("申请入党日期", words(row.appliedOn)),
    ...dated("activist", "确定入党积极分子日期"),
    ...dated("target", "确定发展对象日期"),
    ...dated("admission_meeting", "支部大会通过日期"),
  ];
}

function bodyOf(
  step: Step,
  row: CaseRow,
  record: Stored | undefined,
  place: string,
  ends: Day | null,
  records: readonly Stored[],
  today: Day,
): PaperBlock[] {
  const { personName: name } = row;
  const facts = (record ? factsOf(record) : []).map((it) => field(it.term, it.value));
  const opinion = field("情况和意见", record?.opinion ?? "");
  const on = words(record?.happenedOn);
  const documentNumber = record?.documentNumber ?? BLANK;
  const text = recruitingTextOn(record?.happenedOn ?? today);
  switch (step.name) {
    case "admission_meeting": {
      const carried = record?.result === "passed";
      return [
        said(
          `${on}，${place}召开支部大会，按照${text}的规定，讨论${name}同志入党问题。会议认为：${record && record.opinion !== "" ? record.opinion : BLANK}`,
        ),
        ...facts,
        said(
          record === undefined
            ? `会议采取无记名投票方式表决，${BLANK}接收${name}同志为中共预备党员。`
            : `会议采取无记名投票方式表决，${carried ? "同意" : "没有通过"}接收${name}同志为中共预备党员${carried ? "，预备期一年，自支部大会通过之日算起" : ""}。`,
        ),
      ];
    }
    case "admission":
      return [
        field("文号", documentNumber),
        said(`${place}：`),
        said(
          `按照${text}的规定，${on}，党委会议审议并逐个表决，同意${place}${words(records.findLast((it) => it.step === "admission_meeting")?.happenedOn)}支部大会的决议，接收${name}同志为中共预备党员，预备期至${words(ends)}。`,
        ),
        ...facts,
      ];
    case "conversion_meeting": {
      const outcome = record?.result;
      const resolved =
        outcome === "passed"
          ? "同意按期转为中共正式党员"
          : outcome === "extended"
            ? `决定延长预备期${record?.months ?? BLANK}个月`
            : outcome === "cancelled"
              ? "决定取消预备党员资格"
              : BLANK;
      return [
        said(`${on}，${place}召开支部大会，按照${text}的规定，讨论预备党员${name}同志转正问题。`),
        ...facts,
        opinion,
        said(`会议采取无记名投票方式表决，${resolved}。`),
      ];
    }
    case "conversion":
      return [
        field("文号", documentNumber),
        said(`${place}：`),
        said(`按照${text}的规定，${on}，党委会议审议并表决，批准${place}支部大会关于${name}同志的决议。`),
        ...facts,
      ];
    default:
      return [field(`${step.term}日期`, on), ...facts, opinion];
  }
}
