import { codeSet } from "#shared/code-sets.ts";
import { event, toldText } from "#shared/event-sentences.ts";
import { NUMBER_HELD } from "#shared/masks.ts";

/** Chinese words of the roster. */
/** Term of an entry or leaving code. */
export function eventTerm(code: string): string {
  const entry = codeSet("entry_reason");
  if (entry.has(code)) return entry.term(code);
  const leave = codeSet("leave_reason");
  return leave.has(code) ? leave.term(code) : code;
}

type Details = Readonly<Record<string, unknown>>;
const text = (details: Details, key: string): string => {
  const value = details[key];
  return typeof value === "string" ? value : Array.isArray(value) ? value.join("、") : "";
};
const count = (details: Details): number => (typeof details["count"] === "number" ? details["count"] : 0);

export const eventSentences: Readonly<Record<string, (details: Details, targetName: string) => string>> = {
  "membership.member.admitted": (details, name) => `把${name}列入花名册（${eventTerm(text(details, "code"))}）`,
  "membership.roster.entered": (details, name) => `录入“${name}”的党员花名册，共${count(details)}人`,
  "membership.import.entered": (details, name) => `从${name}登记了${count(details)}名党员的信息`,
  "membership.import.changed": (details, name) => `按${name}更新了${count(details)}名党员的信息`,
  "membership.import.taken-back": (details) => `撤销了一次导入，收回${count(details)}名党员的登记或更新`,
  "membership.member.corrected": (details, name) => `更正了${name}的信息：${text(details, "terms")}`,
  "membership.member.changed": (details, name) => `登记了${name}的变化：${text(details, "terms")}`,
  "membership.member.left": (details, name) => `为${name}办理减少（${eventTerm(text(details, "code"))}）`,
  "membership.person.unmasked": (details, name) =>
    `查看了${name}的${text(details, "terms")}，理由：${text(details, "reason")}`,
};

export const zh = {
  member: "党员",
  organization: "党组织",
  /** Stands in lists for a value of which nothing is shown. */
  held: NUMBER_HELD,
  rejected: { title: "登记的内容有误，没有保存", detail: "请按每一项的说明改好后再提交。" },
  known: {
    title: "这个身份证号已经登记过",
    inReach: (name: string, place: string) =>
      `“${name}”已列在“${place}”的花名册上，没有重复登记。组织关系转来的，请办理转接。`,
    elsewhere:
      "没有登记。这个身份证号在系统中已有登记，但不在您的管理范围内。请报上级党组织核实；确属转来的，由原支部办理组织关系转接。",
  },
  byCase: {
    title: "发展党员不能在这里登记",
    detail: "没有登记。请在“发展党员”中逐步办理，党委批准以后自动列入花名册。",
    fault: "发展和重新入党由发展党员档案办理，请选择别的增加原因",
  },
  conversionByCase: {
    title: "预备党员转正不能在这里登记",
    detail: "没有保存。请在“发展党员”中办理转正，党委批准以后自动登记；原登记有误的，请报上级党组织更正。",
    fault: "预备党员转正由发展党员档案办理，请不要在这里填写",
  },
  outOfTheParty: {
    title: "已经出党的人不能在这里重新列入",
    detail: "没有登记。已经出党的，只能重新入党，请在“发展党员”中办理；当时登记有误的，请报上级党组织更正。",
    fault: "这个人已经出党，只能重新入党",
  },
  byAbove: {
    title: "恢复党籍不能在这里登记",
    detail: "没有保存。请把情况报上级党组织，由上级凭批准文件办理。",
    fault: "恢复党籍由上级党组织凭文件办理，请不要在这里填写",
  },
  /** Said of a row of a roster: what it states is not for its branch to state. */
  returnByAbove: "停止党籍或已经出党的，不能由支部重新列入；确有批准文件或原登记有误的，请报上级党组织办理",
  twoPeople: "与前面的一行同名，没有身份证号，按两个人导入。请尽快补上身份证号",
  numberElsewhere: {
    row: "待上级核实：这一行没有登记。上级党组织已收到提醒，核实后由上级办理",
    title: "待上级核实的人太多",
    detail: "没有导入任何内容。名册上有多人需要上级党组织核实，请把名册交上级党组织，由上级导入。",
  },
  noNumber: "身份证号没有填写，只能按姓名和出生日期认人，请尽快补上",
  conversionNotByRoster:
    "人员类别：预备党员转正由发展党员档案办理，人员类别和转正日期没有读入；原登记有误的，请报上级党组织更正",
  statusByAbove: "党籍状态：恢复党籍由上级党组织凭文件办理，这一项没有读入",
  alreadyMember: { title: "这名党员已在花名册上", detail: "没有重复登记。要换支部，请办理组织关系转接。" },
  notMember: { title: "这名党员现在不在花名册上", detail: "没有改动任何内容。请先办理增加。" },
  beforeEntry: {
    title: "日期早于列入花名册的日期",
    detail: (from: string) => `没有保存。这名党员${from}列入本支部花名册，请填写这一天或之后的日期。`,
  },
  badCode: { title: "原因不对", detail: "没有保存。请在列出的原因中选择一项。" },
  moving: { title: "正在转接组织关系", detail: "没有保存。请先撤回转接，或等对方接收、退回。" },
  changedMeanwhile: { title: "别人刚刚改过这名党员的信息", detail: "没有保存。请刷新页面，核对后再改。" },
  nothingChanged: { title: "没有要改的内容", detail: "填写的与现有登记相同，没有保存。" },
  reason: { title: "请写明查看的理由", detail: "没有显示。理由至少4个字，本人可以看到是谁、为什么查看了。" },
  noRoster: {
    title: "这里不接转组织关系",
    detail: "没有保存。党工委、党小组没有党员花名册，临时党支部的党员组织关系不转接。请选择党员所在的党支部。",
  },
  closedPlace: { title: "接收党支部已经撤销", detail: "没有办理。请选择现在的党支部。" },
} as const;

export const events = {
  held: event(
    "membership.import.held",
    (it: { count: number }, name) => `从${name}导入时有${toldText(it.count)}行待上级核实，没有登记`,
  ),
};

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  elsewhere: {
    kind: "import-held",
    term: "导入待核实",
    about: "下级导入的名册里有人在您管理的另一个党组织已有登记，等您核实。",
  },
} as const;

export const notices = {
  elsewhere: (rows: number) => `导入的名册中有${rows}人待核实`,
  elsewhereBody: (places: readonly string[]) =>
    `${places.join("、")}导入的名册中，有人在您管理的另一个党组织已有登记，没有写入。请核对两边的花名册：确已转来的，由原支部办理组织关系转接；号码填错的，请该支部更正。`,
  elsewhereBecause: "您管理这两个党组织共同的上级",
} as const;

export const problemTexts = {
  "too-many-elsewhere": { title: zh.numberElsewhere.title, detail: zh.numberElsewhere.detail },
  "member-rejected": zh.rejected,
  "no-roster-here": zh.noRoster,
  "member-known": { title: zh.known.title, detail: zh.known.elsewhere },
  "already-member": zh.alreadyMember,
  "not-member": zh.notMember,
  "before-entry": { title: zh.beforeEntry.title, detail: "请填写列入花名册当天或之后的日期。" },
  "bad-code": zh.badCode,
  "admission-by-case": { title: zh.byCase.title, detail: zh.byCase.detail },
  "conversion-by-case": { title: zh.conversionByCase.title, detail: zh.conversionByCase.detail },
  "restoration-by-above": { title: zh.byAbove.title, detail: zh.byAbove.detail },
  "member-moving": zh.moving,
  "changed-meanwhile": zh.changedMeanwhile,
  "nothing-changed": zh.nothingChanged,
};
