import type { Reader, Writer } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import { BLANK, type Paper, type PaperBlock } from "#platform/word/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, dayInWords } from "#shared/day.ts";
import { recruitingTextOn } from "#shared/regulations.ts";
import { factsOf } from "./case-view.ts";
import { approverOf, type CaseRow, caseRow, recordsOf, type Stored, type Workplace, workplaceOf } from "./file.ts";
import { inquiry, minutesOf, noticeOf, reviewsOf, voting } from "./forms.ts";
import { cut, field, type Known, letterOf, resolved, said, signed, words } from "./letters.ts";
import { isKept, numberOf, STEPS, type Step, type StepName, stepNamed } from "./path.ts";
import { progressOf } from "./rules.ts";
import { zh } from "./zh.ts";

/** What all papers of a case are made of. */
interface File {
  readonly row: CaseRow;
  readonly records: readonly Stored[];
  readonly at: Workplace;
  readonly helpers: readonly {
    readonly personName: string;
    readonly part: string;
    readonly validFrom: Day;
    readonly validTo: Day | null;
  }[];
}

async function fileOf(tx: Reader, row: CaseRow, at: Workplace, records: readonly Stored[]): Promise<File> {
  const helpers = await tx
    .selectFrom("recruitingHelper")
    .select(["personName", "part", "validFrom", "validTo"])
    .where("caseId", "=", row.id)
    .orderBy("id")
    .execute();
  return { row, records, at, helpers };
}

/**
 * The paper of one step, with everything filled in that the house knows; what it does not know stays a line to write on.
 * Of a step that was recorded it is the paper of its last record. The application, the pledge form and the request for
 * conversion are written by hand and are not made here.
 */
export async function documentOf(tx: Reader, id: string, number: number, today: Day): Promise<Paper> {
  const step = STEPS.find((it) => it.number === number);
  if (!step || step.handwritten) throw absent(zh.noDocument);
  const row = await caseRow(tx, id);
  const records = await recordsOf(tx, id);
  const record = records.findLast((it) => it.step === step.name);
  return await paperOf(tx, row, records, step, record, today);
}

/** The paper of one record, as it was issued; 404 where its step has none, or the record was withdrawn. */
export async function documentOfRecord(tx: Reader, id: string, recordId: string, today: Day): Promise<Paper> {
  const row = await caseRow(tx, id);
  const records = await recordsOf(tx, id);
  const record = records.find((it) => it.id === recordId);
  if (!record || stepNamed(record.step).handwritten) throw absent(zh.noDocument);
  return await paperOf(tx, row, records, stepNamed(record.step), record, today);
}

async function paperOf(
  tx: Reader,
  row: CaseRow,
  records: readonly Stored[],
  step: Step,
  record: Stored | undefined,
  today: Day,
): Promise<Paper> {
  if (record !== undefined) {
    const kept = await tx
      .selectFrom("recruitingRecord")
      .select("paper")
      .where("id", "=", record.id)
      .executeTakeFirstOrThrow();
    if (kept.paper !== null) return kept.paper as Paper;
  }
  const at = await workplaceOf(tx, row.organizationId, today);
  return await draw(tx, await fileOf(tx, row, at, records), step, record, today);
}

/** Keeps the papers of records that were just made, as they are issued. A paper that is kept is never drawn again. */
export async function keepIssued(
  tx: Writer,
  row: CaseRow,
  at: Workplace,
  records: readonly Stored[],
  made: ReadonlySet<string>,
): Promise<void> {
  const issued = records.filter((it) => made.has(it.id) && isKept(stepNamed(it.step)));
  if (issued.length === 0) return;
  const file = await fileOf(tx, row, at, records);
  for (const record of issued) {
    const paper = await draw(tx, file, stepNamed(record.step), record, record.happenedOn);
    await tx
      .updateTable("recruitingRecord")
      .set({ paper: JSON.stringify(paper) })
      .where("id", "=", record.id)
      .where("paper", "is", null)
      .execute();
  }
}

/** Draws a paper from the case as it stood with its record: nothing that came afterwards changes it. */
async function draw(tx: Reader, file: File, step: Step, record: Stored | undefined, today: Day): Promise<Paper> {
  const { row, at } = file;
  const on = record?.happenedOn ?? today;
  const records = record === undefined ? file.records : file.records.slice(0, file.records.indexOf(record) + 1);
  const names = await namesOnSeals(tx, file, record, on);
  const it: Known = { row, records, progress: progressOf(records), record, on, ...names };
  const number = record?.documentNumber ?? "";
  const letter = letterOf(step, it) ?? minutesOf(step, it);
  if (letter !== null) return { ...letter, number };
  const named = (part: string): string =>
    file.helpers
      .filter((one) => one.part === part && one.validFrom <= on && (one.validTo === null || one.validTo > on))
      .map((one) => one.personName)
      .join("、");
  return {
    title: step.document,
    number,
    blocks: [
      ...headOf(row, at.name),
      ...dateLines(step, records, row),
      ...(named("contact") === "" ? [] : [field("培养联系人", named("contact"))]),
      ...(step.number >= numberOf("introducers") && named("introducer") !== ""
        ? [field("入党介绍人", named("introducer"))]
        : []),
      ...bodyOf(step, it),
      {
        kind: "signatures",
        of: [...(SIGNATURES[step.name] ?? (step.by === "committee" ? ["党委（盖章）", "日期"] : ["支部书记", "日期"]))],
      },
      ...alongside(step.name, it),
    ],
  };
}

/**
 * Branch and committee as on their seals, as far as the reader may know them: of organisations above a branch it reads the
 * short name only. What a committee issues is drawn when the committee records it.
 */
async function namesOnSeals(
  tx: Reader,
  { at }: File,
  record: Stored | undefined,
  on: Day,
): Promise<Pick<Known, "place" | "committee">> {
  const approver = record?.details.approver ?? approverOf(at, on)?.id;
  const rows = await tx
    .selectFrom("organizationVersion")
    .select(["organizationId", "fullName"])
    .where("organizationId", "in", [at.id, ...(approver === undefined ? [] : [approver])])
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .execute();
  const nameOf = (id: string | undefined): string | undefined =>
    rows.find((it) => it.organizationId === id)?.fullName ?? at.rungs.find((it) => it.id === id)?.name;
  return { place: nameOf(at.id) ?? at.name, committee: nameOf(approver) ?? BLANK };
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

/** The further papers of a step, each on a sheet of its own: reports upward, letters with their replies, minutes. */
function alongside(step: StepName, it: Known): PaperBlock[] {
  const { row, records, place, committee } = it;
  const name = row.personName;
  const on = (name: StepName): string =>
    words(records.findLast((one) => one.step === name && one.result === "passed")?.happenedOn);
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
      return inquiry(it);
    case "branch_review":
      return [
        cut("关于接收预备党员预审的请示"),
        said(`${committee}：`),
        said(
          `${name}同志${on("target")}列为发展对象，已确定入党介绍人，政治审查合格，参加了集中培训。经支部委员会审查，拟接收为预备党员，现将有关材料报请预审。`,
        ),
        signed("党支部（盖章）", "日期"),
        ...noticeOf(step, it),
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
        ...voting(step, it),
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

function bodyOf(step: Step, it: Known): PaperBlock[] {
  const { personName: name } = it.row;
  const { record, place } = it;
  const facts = (record ? factsOf(record) : []).map((one) => field(one.term, one.value));
  const on = words(record?.happenedOn);
  const text = recruitingTextOn(it.on);
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
    case "conversion_meeting": {
      const carried = record === undefined ? "" : record.result === "rejected" ? "没有通过" : "同意";
      return [
        said(`${on}，${place}召开支部大会，按照${text}的规定，讨论预备党员${name}同志转正问题。`),
        ...facts,
        field("情况和意见", record?.opinion ?? ""),
        said(`会议采取无记名投票方式表决，${carried}${name}同志${resolved(it)}。`),
      ];
    }
    case "activist_review":
    case "probation_review":
      return reviewsOf(step.name, it);
    default:
      return [field(`${step.term}日期`, on), ...facts, field("情况和意见", record?.opinion ?? "")];
  }
}
