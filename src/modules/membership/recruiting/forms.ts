import { BLANK, type Paper, type PaperBlock } from "#platform/word/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { day, dayInWords } from "#shared/day.ts";
import { recruitingTextOn } from "#shared/regulations.ts";
import { factsOf } from "./case-view.ts";
import type { CaseRow } from "./file.ts";
import { cut, field, type Known, lastOf, resolved, said, signed, words } from "./letters.ts";
import type { Step, StepName } from "./path.ts";

/**
 * The papers of recruiting that a branch fills in: registers of every half-year, minutes, notices, inquiries, papers to vote
 * on. What the house does not hold stays a line to write on.
 */

/** A paper that is wholly a record of something done together, without the applicant's head; null for all others. */
export function minutesOf(step: Step, it: Known): Omit<Paper, "number"> | null {
  if (step.name !== "target") return null;
  const { row, record } = it;
  return {
    title: step.document,
    blocks: [
      field("时间", record ? words(record.happenedOn) : ""),
      ...["地点", "主持人", "记录人", "应到人员", "实到人员", "缺席人员及原因", "列席人员"].map((term) =>
        field(term, ""),
      ),
      field("议题", `研究确定${row.personName}同志为发展对象`),
      ...(record ? factsOf(record) : []).map((one) => field(one.term, one.value)),
      field("讨论情况", record?.opinion),
      field("决议", record === undefined ? "" : decisionOf(it, record.result === "rejected")),
      signed("主持人", "记录人"),
      ...noticeOf("target", it),
    ],
  };
}

const decisionOf = ({ row }: Known, refused: boolean): string =>
  `${refused ? "暂不确定" : "确定"}${row.personName}同志为发展对象${refused ? "" : "，报上级党委备案"}。`;

/** All reviews up to this one, a half-year each, and a row for the next. */
export function reviewsOf(step: StepName, it: Known): PaperBlock[] {
  const helper = step === "activist_review" ? "培养联系人" : "入党介绍人";
  const held = it.records
    .filter((one) => one.step === step)
    .map((one, at) => {
      const facts = factsOf(one).map(({ term, value }) => `${term}：${value}`);
      return [String(at + 1), words(one.happenedOn), [one.opinion, ...facts].filter((part) => part !== "").join("；")];
    });
  const rows = [...held, [String(held.length + 1), "", ""]];
  return [
    {
      kind: "table",
      head: ["次数", "考察日期", "考察情况和意见", `${helper}意见（签名）`, "党支部意见（签名）"],
      rows: rows.map((one) => [...one, "", ""]),
    },
  ];
}

/** The inquiry to another Party organisation, naming whom it asks about, with the reply to be sent back. */
export function inquiry({ row, place, on }: Known): PaperBlock[] {
  return [
    cut("政治审查函调信"),
    field("编号", ""),
    said(`${BLANK}党组织：`),
    said(
      `${row.personName}同志（${personal(row)}）已列为我支部的发展对象。按照${recruitingTextOn(on)}，请协助说明下列人员的政治历史和现实表现、遵纪守法情况，并于${BLANK}前函复。`,
    ),
    ...["被了解人姓名", "与发展对象的关系", "性别和年龄", "政治面貌", "工作单位及职务（住址）"].map((term) =>
      field(term, ""),
    ),
    ...["回函地址", "邮政编码", "联系人", "联系电话"].map((term) => field(term, "")),
    signed(`${place}（盖章）`, "日期"),
    cut("政治审查函调复信"),
    field("来函编号", ""),
    said(`${place}：`),
    said(`来函收悉。关于${row.personName}同志政治审查中被了解人的有关情况如下：`),
    ...["被了解人姓名", "与发展对象的关系", "政治历史", "现实表现", "遵纪守法情况"].map((term) => field(term, "")),
    signed("党组织（盖章）", "经办人和电话", "日期"),
  ];
}

const sexOf = (row: CaseRow): string => (codeSet("sex").has(row.gender) ? codeSet("sex").term(row.gender) : "");

const personal = (row: CaseRow): string =>
  [sexOf(row), row.birthOn === null ? "" : `${dayInWords(row.birthOn)}出生`, row.workUnit ?? ""]
    .filter((part) => part !== "")
    .join("，") || BLANK;

const NOTICES = {
  target: ["拟确定发展对象公示", "拟确定为发展对象"],
  branch_review: ["拟接收预备党员公示", "拟接收为中共预备党员"],
  conversion_meeting: ["预备党员拟转正公示", "拟转为中共正式党员"],
} as const;

const within = (on: string | undefined): string => words(on === undefined ? null : day(on));

/** The notice (公示) that belongs to a step. It hangs in public: of a birthday it says the month only. */
export function noticeOf(step: keyof typeof NOTICES, it: Known): PaperBlock[] {
  const { row, record } = it;
  const [title, intent] = NOTICES[step];
  const details = record?.details ?? {};
  const education = codeSet("education");
  const held = details.noticeDays === undefined ? "" : `（${details.noticeDays}个工作日）`;
  const dated = (name: StepName, term: string): PaperBlock[] => {
    const found = lastOf(it, name);
    return found?.result === "passed" && step !== name ? [field(term, words(found.happenedOn))] : [];
  };
  return [
    cut(title),
    said(
      `经党支部研究，${row.personName}同志${intent}。根据发展党员工作有关规定，现予公示，公示期自${within(details.noticeFrom)}起至${within(details.noticeTo)}止${held}。`,
    ),
    field("姓名", row.personName),
    field("性别", sexOf(row)),
    field("出生年月", row.birthOn === null ? "" : dayInWords(row.birthOn, "month")),
    field("学历", education.has(row.education) ? education.term(row.education) : ""),
    field("工作单位及职务", row.workUnit),
    field("申请入党日期", words(row.appliedOn)),
    ...dated("activist", "确定入党积极分子日期"),
    ...dated("target", "确定发展对象日期"),
    ...dated("admission_meeting", "接收为预备党员日期"),
    said("公示期间，党员和群众可以通过来信、来电、来访等方式，向党支部或者上级党组织反映公示对象的情况和问题。"),
    ...["受理单位", "联系人和电话", "通讯地址"].map((term) => field(term, "")),
    signed(`${it.place}（盖章）`, "日期"),
  ];
}

/** What a branch meeting votes with and counts on: the paper to vote on as long as the meeting is to come, and the count. */
export function voting(step: "admission_meeting" | "conversion_meeting", it: Known): PaperBlock[] {
  const { record, row } = it;
  const matter = step === "admission_meeting" ? "接收预备党员" : "预备党员转正";
  const { vote, entitled } = record?.details ?? {};
  const number = (count: number | undefined): string => (count === undefined ? "" : String(count));
  const put =
    step === "admission_meeting"
      ? "接收为中共预备党员"
      : record === undefined
        ? `${BLANK}（填写按期转正、延长预备期或者取消预备党员资格）`
        : resolved(it);
  const ballot: PaperBlock[] = [
    cut(`${matter}表决票`),
    {
      kind: "table",
      head: ["姓名", "表决事项", "同意", "不同意", "弃权"],
      rows: [[row.personName, put, "", "", ""]],
    },
    said("说明：在“同意”“不同意”“弃权”中选择一项，在下面的空格内画“○”；多选的为无效票。表决票不写自己的姓名。"),
    field("日期", ""),
  ];
  return [
    ...(record === undefined ? [...(step === "conversion_meeting" ? noticeOf(step, it) : []), ...ballot] : []),
    cut(`${matter}计票单`),
    field("表决对象", row.personName),
    field("表决事项", put),
    field("应到会有表决权的党员", number(entitled)),
    field("实到会有表决权的党员", number(vote?.present)),
    ...["发出表决票", "收回表决票", "有效票", "无效票"].map((term) => field(term, "")),
    field("同意", number(vote?.yes)),
    field("不同意", number(vote?.no)),
    field("弃权", number(vote?.abstain)),
    field("会前提交书面意见：同意", number(vote && (vote.writtenYes ?? 0))),
    field("会前提交书面意见：不同意", number(vote && (vote.writtenNo ?? 0))),
    signed("监票人", "计票人", "日期"),
  ];
}
