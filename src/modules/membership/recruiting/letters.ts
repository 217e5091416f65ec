import { BLANK, type Paper, type PaperBlock } from "#platform/word/contract.ts";
import { addMonths, type Day, dayInWords } from "#shared/day.ts";
import { recruitingTextOn } from "#shared/regulations.ts";
import { factsOf } from "./case-view.ts";
import type { CaseRow, Stored } from "./file.ts";
import type { Step } from "./path.ts";
import { type Progress, probationEnds } from "./rules.ts";
import { OATH } from "./zh.ts";

/**
 * The papers of recruiting that are letters and not forms: what a committee answers (批复), reports (备案报告) and notifies
 * (通知). They begin with whom they are for, say what was decided with its days, and bear no numbers of votes, which
 * belong to the committee's minutes.
 */

/** What a paper is made of: the case as it stood when its record was made. */
export interface Known {
  readonly row: CaseRow;
  /** Up to the record of the paper; all of them where it has none yet. */
  readonly records: readonly Stored[];
  readonly progress: Progress<Stored>;
  readonly record: Stored | undefined;
  /** The branch, and the committee that decided or will decide: as on their seals. */
  readonly place: string;
  readonly committee: string;
  /** The day of the record, or of today. */
  readonly on: Day;
}

export const field = (term: string, text: string | null | undefined): PaperBlock => ({
  kind: "fields",
  fields: [{ term, text: text ?? "" }],
});
export const said = (text: string): PaperBlock => ({ kind: "text", text });
export const cut = (title: string): PaperBlock => ({ kind: "cut", title });
export const signed = (...of: string[]): PaperBlock => ({ kind: "signatures", of });
export const words = (on: Day | null | undefined): string => (on ? dayInWords(on) : BLANK);

/** The last record of a step, whatever came of it. */
export const lastOf = ({ records }: Pick<Known, "records">, step: Step["name"]): Stored | undefined =>
  records.findLast((it) => it.step === step);

/** The day since which somebody is a probationary member, and the day on which that ends as it was decided. */
function probation({ progress, records }: Known): { readonly from: string; readonly to: string } {
  const from = lastOf({ records }, "admission_meeting")?.happenedOn ?? null;
  const to = progress.probationEnds ?? (from === null ? null : probationEnds(from).value);
  return { from: words(from), to: words(to) };
}

/** What a meeting on a conversion put to the vote, with the day that it rests on; a line where nothing was put yet. */
export function resolved(it: Known): string {
  const { progress } = it;
  const meeting = lastOf(it, "conversion_meeting");
  const approved = it.record?.step === "conversion" && it.record.result === "extended";
  switch (meeting?.details.outcome) {
    case "passed": {
      const inTime = progress.extensions === 0 ? "按期转为中共正式党员" : "在延长的预备期满后转为中共正式党员";
      return `${inTime}，党龄从${words(progress.probationEnds)}算起`;
    }
    case "extended": {
      const months = meeting.months ?? 0;
      const ends = progress.probationEnds;
      // Once approved, the end of probation holds the months already.
      return `延长预备期${months}个月，至${words(ends === null || approved ? ends : addMonths(ends, months))}止`;
    }
    case "cancelled":
      return "取消预备党员资格";
    case undefined:
      return BLANK;
  }
}

/** What the conversion of this case came to, for titles. */
function matterOf(it: Known): string {
  const name = it.row.personName;
  switch (lastOf(it, "conversion_meeting")?.details.outcome) {
    case "extended":
      return `延长${name}同志预备期`;
    case "cancelled":
      return `取消${name}同志预备党员资格`;
    case "passed":
      return it.progress.extensions === 0 ? `${name}同志按期转为正式党员` : `${name}同志转为正式党员`;
    case undefined:
      return `预备党员${name}同志转正`;
  }
}

/** The letter of a step, with its title; null for steps whose paper is a form. */
export function letterOf(step: Step, it: Known): Omit<Paper, "number"> | null {
  const name = it.row.personName;
  const by = `按照${recruitingTextOn(it.on)}的规定`;
  const on = words(it.record?.happenedOn);
  const refusing = it.record?.result === "rejected";
  const reason = refusing ? `理由：${it.record?.opinion ?? ""}。`.replace("。。", "。") : "";
  const seal = [field("日期", on), signed(`${it.committee}（盖章）`)];
  switch (step.name) {
    case "preview": {
      const special = it.record?.details.specialCase;
      const found = it.record === undefined ? `${BLANK}。` : refusing ? `不合格。${reason}` : "合格。";
      return {
        title: `关于接收${name}同志为预备党员的预审意见`,
        blocks: [
          said(`${it.place}：`),
          said(`你支部关于接收${name}同志为预备党员预审的请示收悉。`),
          said(
            `${by}，${on}，我委对${name}同志的条件、培养教育情况等进行了审查，审查结果为：${found}${it.record?.result === "passed" ? "请指导其填写《中国共产党入党志愿书》，提交支部大会讨论。" : ""}`,
          ),
          ...(special === undefined ? [] : [field("未达到培训要求的特殊情况", special)]),
          ...(refusing || (it.record?.opinion ?? "") === "" ? [] : [field("意见", it.record?.opinion)]),
          ...seal,
        ],
      };
    }
    case "admission": {
      const { from, to } = probation(it);
      const meeting = words(lastOf(it, "admission_meeting")?.happenedOn);
      const decided = refusing
        ? `不同意接收${name}同志为中共预备党员。${reason}`
        : `同意接收${name}同志为中共预备党员，预备期自${from}起至${to}止。`;
      return {
        title: `关于${refusing ? "不同意" : ""}接收${name}同志为预备党员的批复`,
        blocks: [
          said(`${it.place}：`),
          said(`你支部${meeting}支部大会关于接收${name}同志为中共预备党员的决议收悉。`),
          said(`${by}，${on}，党委会议审议并表决，${decided}`),
          ...seal,
          ...minutes(it),
        ],
      };
    }
    case "conversion": {
      const meeting = words(lastOf(it, "conversion_meeting")?.happenedOn);
      const decided = refusing ? `不同意支部大会的决议。${reason}` : `同意${name}同志${resolved(it)}。`;
      return {
        title: `关于${refusing ? "不同意" : ""}${matterOf(it)}的批复`,
        blocks: [
          said(`${it.place}：`),
          said(`你支部${meeting}支部大会关于预备党员${name}同志${resolved(it)}的决议收悉。`),
          said(`${by}，${on}，党委会议审议并表决，${decided}`),
          ...seal,
          ...minutes(it),
        ],
      };
    }
    case "admission_filing": {
      const { from, to } = probation(it);
      const approval = lastOf(it, "admission");
      return {
        title: `关于接收${name}同志为预备党员的备案报告`,
        blocks: [
          said(`${BLANK}：`),
          said(
            `${words(approval?.happenedOn)}，我委批准接收${it.place}${name}同志为中共预备党员，批复文号${approval?.documentNumber ?? BLANK}，预备期自${from}起至${to}止。现报请备案。`,
          ),
          ...seal,
        ],
      };
    }
    case "group": {
      const group = (it.record?.details.groupName ?? "").trim();
      return {
        title: "编入党支部和党小组通知",
        blocks: [
          said(`${name}同志：`),
          said(
            `你已被批准为中共预备党员。经研究，将你编入${it.place}${group === "" ? `（党小组：${BLANK}）` : group}，请按时参加组织生活。`,
          ),
          field("日期", on),
          signed(`${it.place}（盖章）`),
        ],
      };
    }
    case "oath":
      return {
        title: step.document,
        blocks: [
          field("宣誓人", name),
          field("时间", on),
          field("地点", ""),
          field("主持人", ""),
          field("领誓人", ""),
          field("监誓人", ""),
          field("参加人员", ""),
          { kind: "heading", text: "入党誓词" },
          said(OATH),
          field("宣誓人表态", ""),
          signed("宣誓人", "领誓人", "监誓人"),
        ],
      };
    default:
      return null;
  }
}

/** The vote of the committee, on a sheet of its own that stays there. */
function minutes({ record, row }: Known): PaperBlock[] {
  const facts = record === undefined ? [] : factsOf(record);
  if (facts.length === 0) return [];
  return [
    cut("党委会议表决记录（留存）"),
    field("时间", words(record?.happenedOn)),
    field("议题", `审批${row.personName}同志`),
    ...facts.map((it) => field(it.term, it.value)),
    signed("主持人", "记录人"),
  ];
}
