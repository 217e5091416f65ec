import { codeSet } from "#shared/code-sets.ts";
import { type Stage, type StepName, stepOf } from "./path.ts";

/** Chinese words of recruiting. */
export const stageTerm = (stage: Stage): string => codeSet("development_stage").term(stage);

export const RESULT_TERMS: Readonly<Record<string, string>> = {
  passed: "办结",
  rejected: "未通过",
  extended: "延长预备期",
  cancelled: "取消预备党员资格",
};
export const ENDED_TERMS: Readonly<Record<string, string>> = {
  completed: "已转正归档",
  cancelled: "已取消预备党员资格",
  terminated: "已终止",
};
export const PART_TERMS: Readonly<Record<string, string>> = { contact: "培养联系人", introducer: "入党介绍人" };
/** 党章第六条. */
export const OATH =
  "我志愿加入中国共产党，拥护党的纲领，遵守党的章程，履行党员义务，执行党的决定，严守党的纪律，保守党的秘密，对党忠诚，积极工作，为共产主义奋斗终身，随时准备为党和人民牺牲一切，永不叛党。";
/** What a step means for the person whose case it is, where they have something to do or to expect. */
export const OWN_STEPS: Readonly<Partial<Record<StepName, string>>> = {
  talk: "支部会在收到申请书后一个月内派人和您谈话。",
  activist: "由党员推荐或者群团组织推优，支部研究确定，不用您另外申请。",
  activist_filing: "支部已经研究确定，等上级党委备案。",
  contacts: "支部会指定一至两名正式党员做您的培养联系人。",
  activist_review: "支部每半年考察一次。有想法、有困难，随时可以找培养联系人谈。",
  target: "培养满一年并且考察合格后，由支部研究确定。",
  target_filing: "支部已经研究确定，等上级党委备案。",
  introducers: "支部会确定两名正式党员做您的入党介绍人。",
  political_review: "请如实说明本人和直系亲属的情况，支部会去函了解。",
  training: "上级党委会通知您参加集中培训，一般不少于三天。",
  branch_review: "材料由支部委员会审查，不用您另外准备。",
  preview: "由上级党委预审，合格后发给您《入党志愿书》。",
  pledge: "请在入党介绍人指导下，如实填写《入党志愿书》。",
  admission_meeting: "支部大会讨论时请您到会，报告本人情况。",
  admission_talk: "上级党委会派人和您谈话。",
  admission: "等上级党委审批，一般不超过三个月。批准后支部会告诉您。",
  admission_filing: "由上级党委办理备案，不用您做什么。",
  group: "支部会把您编入党小组。",
  oath: "支部会通知您参加入党宣誓。",
  probation_review: "请按时参加组织生活，按月交纳党费。入党介绍人会继续联系您。",
  conversion_request: "预备期快满了。请写好转正申请书，交给支部。",
  conversion_meeting: "预备期满，支部大会会及时讨论您的转正。",
  conversion: "支部大会已经讨论，等上级党委审批。",
  file: "由支部整理材料归档，不用您做什么。",
};

export const notices = {
  title: (place: string) => `发展党员：${place}有一件事等您办理`,
  body: (place: string, step: string) => `${place}的一份发展党员档案，下一步是“${step}”。`,
  committee: "您可以办理这个支部发展党员的备案、预审和审批，所以收到这条通知。",
  branch: "您可以登记这个支部的发展党员工作，所以收到这条通知。",
} as const;

export const EXCLUSION_TERMS: Readonly<Record<string, string>> = {
  discipline: "受留党察看处分",
  detained: "被留置、逮捕，停止行使权利",
  unable: "患病不能表达意志",
  abroad: "出国（境）半年以上不能回来",
  bedridden: "年老体弱卧床不起、长期生活不能自理",
  away: "在外学习、工作六个月以上，应转未转组织关系",
  floating_excused: "流动党员因特殊情况本人申请不参加",
};

type Details = Readonly<Record<string, unknown>>;
const text = (details: Details, key: string): string => {
  const value = details[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};
const stepTerm = (details: Details): string => {
  const step = details["step"];
  return typeof step === "number" ? `第${step}步“${stepOf(step).term}”` : "";
};

export const eventSentences: Readonly<Record<string, (details: Details, targetName: string) => string>> = {
  "recruiting.case.opened": (it, name) => `登记了${name}的入党申请，日期${text(it, "on")}`,
  "recruiting.case.entered": (it, name) => `补录了${name}的发展党员档案，共${text(it, "count")}条记录`,
  "recruiting.step.recorded": (it, name) =>
    `为${name}登记发展党员${stepTerm(it)}，日期${text(it, "on")}，结果：${RESULT_TERMS[text(it, "result")] ?? ""}`,
  "recruiting.step.approved": (it, name) =>
    `为${name}登记上级党委办理的${stepTerm(it)}，日期${text(it, "on")}，结果：${RESULT_TERMS[text(it, "result")] ?? ""}`,
  "recruiting.step.withdrawn": (it, name) =>
    `撤回了${name}的发展党员${stepTerm(it)}的记录，理由：${text(it, "reason")}`,
  "recruiting.case.ended": (it, name) => `终止了${name}的发展党员工作，理由：${text(it, "note")}`,
  "recruiting.case.moved": (it, name) => `把${name}的发展党员档案移交给${text(it, "to")}`,
  "recruiting.report.handed-in": (it, name) => `${name}递交了思想汇报，日期${text(it, "on")}`,
  "recruiting.paper.kept": (it, name) => `在${name}的发展党员${stepTerm(it)}中存入材料“${text(it, "name")}”`,
  "recruiting.paper.fetched": (_it, name) => `下载了发展党员材料“${name}”`,
  "recruiting.plan.set": (it, name) => `下达“${name}”${text(it, "year")}年发展党员计划：${text(it, "quota")}人`,
};

export const zh = {
  case: "发展党员档案",
  record: "发展党员记录",
  organization: "党组织",
  closedPlace: { title: "这个党组织已经撤销", detail: "没有保存。请选择现在的党支部。" },
  notBranch: { title: "这里不能办理发展党员", detail: "没有保存。请选择有党员的党支部、党总支或者党委。" },
  rejected: { title: "登记的内容有误，没有保存", detail: "请按每一项的说明改好后再提交。" },
  caseOpen: { title: "这个人已有办理中的发展党员档案", detail: "没有重复登记。请在原来的档案里接着办理。" },
  member: { title: "这个人已在花名册上", detail: "没有登记。已是党员的，请用补录，在党员的档案里补记发展过程。" },
  known: {
    title: "这个身份证号已经登记过",
    detail: "没有登记。这个身份证号在系统中已有登记，但不在您的管理范围内。请报上级党组织核实。",
  },
  under: (grounds: string) => ({ title: "不满十八周岁", detail: `没有登记。${grounds}，年满十八岁才可以申请入党。` }),
  expelled: (grounds: string) => ({
    title: "开除党籍未满五年，不能申请入党",
    detail: `没有登记。${grounds}，五年内不得重新入党。`,
  }),
  formTaken: {
    title: "这个志愿书编号已经登记在别人的档案里",
    detail: "没有保存。入党志愿书一人一份、一份一号，请按志愿书上印的编号核对后填写。",
  },
  who: { title: "没有说明是谁", detail: "没有保存。请填写申请人的情况，或者选择花名册上的一名党员，两者选一。" },
  ended: { title: "这份档案已经办结", detail: (term: string) => `没有改动。它现在的状态是“${term}”。` },
  branchStep: { title: "这一步由支部办理", detail: "没有保存。请在支部的步骤里登记。" },
  committeeStep: { title: "这一步由上级党委办理", detail: "没有保存。请由有审批权的党委登记。" },
  order: {
    missing: (grounds: string) => ({
      title: "前面的步骤还没有办",
      detail: `没有保存。${grounds}。请先登记前面的步骤。`,
    }),
    done: (grounds: string) => ({
      title: "这一步已经办过",
      detail: `没有重复登记。${grounds}。登记有误的，请先撤回原来的记录。`,
    }),
    early: (grounds: string) => ({
      title: "日期早于前一步",
      detail: `没有保存。${grounds}，请填写这一天或之后的日期。`,
    }),
  },
  refusal: { title: "这一步没有“不同意”的结果", detail: "没有保存。请如实登记办理情况；不再发展的，请终止档案。" },
  year: (grounds: string) => ({ title: "还不能列为发展对象", detail: `没有保存。${grounds}。` }),
  notice: (grounds: string) => ({
    title: "公示不符合要求",
    detail: `没有保存。${grounds}。请公示期满以后再列为发展对象。`,
  }),
  helpers: (grounds: string) => ({
    title: "人选不符合要求",
    detail: `没有保存。${grounds}。请从支部的正式党员中选择。`,
  }),
  training: (grounds: string) => ({
    title: "集中培训没有达到要求",
    detail: `没有保存。${grounds}，应当不少于3天或者24个学时。个别特殊情况，请写明说明。`,
  }),
  unfit: (grounds: string) => ({
    title: "政治审查不合格",
    detail: `没有保存。${grounds}。确实不再发展的，请终止档案。`,
  }),
  review: (grounds: string) => ({ title: "政治审查没有完成", detail: `没有保存。${grounds}。请先补齐政治审查材料。` }),
  ballot: { title: "票数对不上，没有保存", detail: "请按每一项的说明核对后再提交。" },
  board: (grounds: string) => ({
    title: "党委会表决没有过半数",
    detail: `没有保存。${grounds}。没有通过的，请登记为不同意。`,
  }),
  approver: (grounds: string) => ({ title: "这个党组织不能审批预备党员", detail: `没有保存。${grounds}。` }),
  noApprover: "上级中没有有审批权的党委",
  notAbove: "它不是这个支部的上级党委",
  notYours: (name: string) => `应当由${name}办理`,
  late: (last: string) => ({
    title: "超过了审批的最长时限",
    detail: `没有保存。支部大会通过后最迟应在${last}前审批。超过时限的，请登记为不同意，由支部大会重新讨论。`,
  }),
  /** What the branch meeting discussed, as its minutes name it. */
  agenda: {
    admission: (name: string) => `讨论接收${name}为中共预备党员`,
    conversion: (name: string) => `讨论预备党员${name}的转正`,
  },
  probation: (ends: string) => ({
    title: "预备期还没有满",
    detail: `没有保存。预备期到${ends}为止，期满后才能讨论转正。`,
  }),
  extension: (grounds: string) => ({ title: "不能这样延长预备期", detail: `没有保存。${grounds}。` }),
  notLast: { title: "后面还有记录", detail: "没有撤回。请从最后一条记录开始，逐条撤回。" },
  settled: {
    title: "这条记录已经写入花名册",
    detail: "没有撤回。接收、转正、取消资格已经改变花名册，请用党员信息的更正或者减少办理。",
  },
  withdrawn: { title: "这条记录已经撤回", detail: "没有改动。" },
  moveMember: { title: "已是党员，不用移交", detail: "没有移交。请办理组织关系转接，档案会随人转到新的支部。" },
  samePlace: { title: "档案就在这个支部", detail: "没有移交。请选择另一个党支部。" },
  endMember: { title: "已是预备党员", detail: "没有终止。取消预备党员资格，请登记支部大会的讨论和上级党委的审批。" },
  quota: (grounds: string) => ({ title: "计划数超过上级的计划", detail: `没有保存。${grounds}。请先调整上级的计划。` }),
  quotaBelow: (grounds: string) => ({
    title: "计划数少于下级的合计",
    detail: `没有保存。${grounds}。请先调整下级的计划。`,
  }),
  structure: { title: "结构数超过计划数", detail: "没有保存。妇女、青年、大专以上学历的人数都不能超过计划数。" },
  changed: { title: "别人刚刚改过这项计划", detail: "没有保存。请刷新页面，核对后再改。" },
  noDocument: "发展党员文书",
  paper: "发展党员材料",
  ofRecord: (step: number, term: string, on: string) => `第${step}步“${term}”${on === "" ? "" : `（${on}）`}：`,
  noFile: { title: "没有收到文件", detail: "没有保存。请选择一份文件再上传。" },
  empty: { title: "内容是空的", detail: "没有发送。请写下要汇报的内容。" },
  noReview: {
    title: "现在没有要您登记的考察",
    detail: "没有保存。培养联系人考察入党积极分子，入党介绍人考察预备党员；其他时候由支部登记。",
  },
  accountMember: {
    title: "已是党员，账号由上级党委开通",
    detail: "没有开通。请镇街党务干部在党员页面上开通；申请入党时开的账号一直可以用。",
  },
  postponed: (grounds: string) => ({ title: "不能推迟讨论转正", detail: `没有保存。${grounds}。` }),
  warn: {
    attendance: (present: number, ledger: number | null) =>
      `这次表决到会${present}人，会议台账里有表决权的到会${ledger ?? 0}人，请核对`,
    reviewed: (grounds: string) => `${grounds}，同一个半年里的考察只算一次`,
    asked: (grounds: string) => `转正申请提得过早：${grounds}`,
    gapsOfProbation: (grounds: string) => `${grounds}。转正以前应当宣誓、继续考察，请核实后补记`,
    meetingLate: (grounds: string, due: string) => `${grounds}，支部大会应当在${due}以前召开，请写明原因`,
    oathLate: (grounds: string, due: string) => `${grounds}，入党宣誓一般在${due}以前进行`,
    temporary: (grounds: string) => `${grounds}，应当由申请人所在单位或者居住地的党支部办理`,
    vote: "到会人数或者赞成人数没有超过应到会的半数，支部大会没有通过，已按“未通过”登记",
    leaving: (grounds: string) => `${grounds}，三个月内离开的一般不办理接收手续`,
    late: (due: string) => `超过了三个月的审批时限（${due}），请在“情况和意见”中注明特殊情况`,
    onRoster: "已在花名册上，没有重复列入",
    joinedDiffers: (on: string) => `花名册上的入党日期是${on}，与支部大会的日期不同，请核对`,
    fullDiffers: (on: string) => `花名册上的转正日期是${on}，与预备期满的日期不同，请核对`,
    expelled: (grounds: string) => `${grounds}，已满五年，请在政治审查中写明`,
    gaps: (grounds: string) => `材料不齐，${grounds}`,
    younger: "出生日期没有登记，没有核对是否年满十八周岁",
  },
  fields: {
    foreign: (key: string) => `这一步没有“${key}”这一项`,
    opinion: "请写明办理情况和意见",
    excluded: "不计入应到会的人不在支部的正式党员中，请重新选择",
  },
} as const;

const page = (it: { readonly title: string; readonly detail: string }) => it;
export const problemTexts = {
  "recruiting-closed-place": page(zh.closedPlace),
  "recruiting-not-here": page(zh.notBranch),
  "recruiting-rejected": page(zh.rejected),
  "recruiting-case-open": page(zh.caseOpen),
  "recruiting-already-member": page(zh.member),
  "recruiting-known": page(zh.known),
  "recruiting-under-age": page(zh.under("申请人不满十八周岁")),
  "recruiting-expelled": page(zh.expelled("申请人受过开除党籍处分")),
  "recruiting-form-taken": page(zh.formTaken),
  "recruiting-who": page(zh.who),
  "recruiting-ended": { title: zh.ended.title, detail: "请刷新页面，看它现在的状态。" },
  "recruiting-branch-step": page(zh.branchStep),
  "recruiting-committee-step": page(zh.committeeStep),
  "recruiting-order-missing": page(zh.order.missing("前面的步骤还没有记录")),
  "recruiting-order-done": page(zh.order.done("这一步已有记录")),
  "recruiting-order-early": page(zh.order.early("前一步的日期在后")),
  "recruiting-no-refusal": page(zh.refusal),
  "recruiting-year": page(zh.year("培养教育不满一年，或者半年考察不足两次")),
  "recruiting-notice": page(zh.notice("列为发展对象以前没有公示，或者公示不足五个工作日")),
  "recruiting-helpers": page(zh.helpers("培养联系人一至两名，入党介绍人两名，都应当是正式党员")),
  "recruiting-training": page(zh.training("培训时间不足")),
  "recruiting-review": page(zh.review("没有结论性材料，或者还有函调没有答复")),
  "recruiting-ballot": page(zh.ballot),
  "recruiting-board": page(zh.board("赞成的党委委员没有超过半数")),
  "recruiting-approver": page(zh.approver("党总支，村、社区党委和临时党组织没有审批权")),
  "recruiting-late": page(zh.late("六个月")),
  "recruiting-probation": page(zh.probation("一年")),
  "recruiting-extension": page(zh.extension("可以延长一次，不少于6个月、不超过12个月")),
  "recruiting-not-last": page(zh.notLast),
  "recruiting-settled": page(zh.settled),
  "recruiting-withdrawn": page(zh.withdrawn),
  "recruiting-move-member": page(zh.moveMember),
  "recruiting-same-place": page(zh.samePlace),
  "recruiting-end-member": page(zh.endMember),
  "recruiting-quota": page(zh.quota("下级计划合计超过上级计划")),
  "recruiting-quota-below": page(zh.quotaBelow("下级计划合计超过这项计划")),
  "recruiting-structure": page(zh.structure),
  "recruiting-changed": page(zh.changed),
  "recruiting-empty": page(zh.empty),
  "recruiting-no-review": page(zh.noReview),
  "recruiting-account-member": page(zh.accountMember),
  "recruiting-postponed": page(zh.postponed("只有预备期内转入的预备党员，支部了解不够时，可以推迟，最长六个月")),
};

export const constraintProblems = {
  recruiting_case_one_open: { slug: "recruiting-case-open", ...zh.caseOpen },
  recruiting_record_form_number: { slug: "recruiting-form-taken", ...zh.formTaken },
  recruiting_plan_of: { slug: "recruiting-changed", ...zh.changed },
} as const;

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  waiting: {
    kind: "recruiting-waiting",
    term: "发展党员待办",
    about: "一份发展党员档案从支部报到您这里，或者党委办好后回到支部，等您办下一步。",
  },
} as const;
