import { codeSet } from "#shared/code-sets.ts";

/** Chinese words of elections. */

type Details = Readonly<Record<string, unknown>>;
const text = (details: Details, key: string): string => {
  const value = details[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};
const termOf = (set: "election_kind" | "election_step" | "election_seat" | "election_form", value: string): string => {
  const codes = codeSet(set);
  return codes.has(value) ? codes.term(value) : value;
};
export const kindTerm = (value: string): string => termOf("election_kind", value);
export const stepTerm = (value: string): string => termOf("election_step", value);
export const seatTerm = (value: string): string => termOf("election_seat", value);
export const formTerm = (value: string): string => termOf("election_form", value);
export const leftOutTerm = (value: string): string => {
  const codes = codeSet("election_left_out");
  return codes.has(value) ? codes.term(value) : value;
};

export const RESULT_TERMS: Readonly<Record<string, string>> = {
  passed: "已办",
  rejected: "没有同意",
  void: "无效，重新选举",
};

/** What a term comes to in the list of terms. */
export const TERM_STATE_TERMS: Readonly<Record<string, string>> = {
  overdue: "届满未换",
  due_soon: "半年内届满",
  under_way: "正在换届",
  running: "任期内",
  none: "没有登记届次",
};

/** Titles of the papers, as links to them read. */
export const PAPER_TERMS: Readonly<Record<string, string>> = {
  notice: "提醒函",
  request: "请示",
  reply: "批复",
  candidates: "候选人请示",
  "candidates-reply": "候选人批复",
  method: "选举办法",
  "ballot-paper": "选票",
  tally: "计票单",
  report: "监票计票报告单",
  result: "选举结果报告",
  "result-reply": "结果批复",
  handover: "交接清单",
};

export const WHO: Readonly<Record<string, string>> = { own: "本级", superior: "上级" };

export const eventSentences: Readonly<Record<string, (details: Details, targetName: string) => string>> = {
  "election.opened": (details, name) => `发起“${name}”的${kindTerm(text(details, "kind"))}`,
  "election.entered": (details, name) =>
    `补录“${name}”的${kindTerm(text(details, "kind"))}，${text(details, "count")}条记录`,
  "election.step.recorded": (details, name) =>
    `登记“${name}”选举的一步：${stepTerm(text(details, "step"))}，${text(details, "on")}`,
  "election.step.decided": (details, name) =>
    `办理“${name}”选举的${stepTerm(text(details, "step"))}，${text(details, "on")}`,
  "election.village.recorded": (details, name) => `登记“${name}”所在村（居）民委员会的选举结果，${text(details, "on")}`,
  "election.record.withdrawn": (details, name) =>
    `撤回“${name}”选举的一步：${stepTerm(text(details, "step"))}，理由：${text(details, "reason")}`,
  "election.ended": (details, name) => `终止“${name}”的选举，理由：${text(details, "note")}`,
};

export const zh = {
  election: "选举",
  record: "选举记录",
  organization: "组织",
  reasonTerm: "换届",
  byElection: "补选任职",
  house: "本平台",
  refused: { title: "按规定不能这样办", detail: (why: string) => `没有保存。${why}` },
  order: {
    title: "还不到这一步",
    detail: (step: string, next: string) => `没有保存。现在不能办“${step}”，接下来要办的是“${next}”。`,
    nothing: "无",
    notHere: (step: string) => `没有保存。这次选举没有“${step}”这一步。`,
    early: (before: string) => `没有保存。前一步是${before}办的，日期不能更早。`,
    noRefusal: "没有保存。这一步没有“不同意”，不办就不用登记。",
  },
  superior: {
    title: "由上级党组织办理",
    detail: (name: string) => `没有保存。这一步由${name === "" ? "上级党组织" : name}办理。`,
  },
  open: {
    title: "已经有一次选举正在办理",
    detail: "没有重复发起。请打开正在办理的选举，办完或者终止以后再发起。",
  },
  ended: { title: "这次选举已经办结", detail: "没有保存。已办结的选举不再改动；最后一步登记错了，可以撤回。" },
  place: { title: "这个组织不举行选举", detail: "没有保存。党工委、临时党支部、功能型党支部和党小组不选举委员会。" },
  closed: { title: "这个组织已经撤并", detail: "没有保存。请选择现在的组织。" },
  notVillage: { title: "这里没有村（居）民委员会", detail: "没有保存。请选择村或者社区的党组织。" },
  delegates: { title: "应当召开党员大会", detail: (why: string) => `没有保存。${why}，不足500人，由党员大会选举。` },
  vacancy: { title: "没有空缺的职务", detail: "没有保存。书记、副书记或者委员出缺以后才能补选；届满的请办换届。" },
  notLast: { title: "只能撤回最后一步", detail: "没有撤回。请从最后一步开始，一步一步往回撤。" },
  withdrawn: { title: "这条记录已经撤回", detail: "没有重复撤回。请刷新页面。" },
  settled: {
    title: "后来的任职以它为前提，不能撤回",
    detail: (what: string) => `没有撤回。${what}请先处理后来的登记。`,
  },
  oneSecretary: "党员大会直接选举的，应选书记1人。",
  deputies: "副书记的人数要少于委员会的人数。",
  untilMissing: "请填写延期（提前）到哪一天。",
  noRights: (name: string) => `${name}不是有选举权的正式党员，或者暂停行使表决权、选举权和被选举权。`,
  notOnRoster: "有人不在这一天的党员花名册上，请重新选择。",
  nobodyNamed: "请至少填写一名被提名的人。",
  moreThanAsked: (name: string, found: number, asked: number, who: string) =>
    `${name}的${who}推荐票${found}票，多于参加推荐的${asked}人。`,
  twice: (name: string) => `${name}重复了。`,
  officerNotMember: (name: string) => `${name}提名为书记、副书记，也应当是委员候选人。`,
  notCandidate: "有人不在报来的候选人里。",
  consentMissing: "有人不计算在应到会人数之内，请填写上级同意的文号或者依据。",
  agreedMore: (present: number) => `赞成选举办法的人数不能多于实到会的${present}人。`,
  methodNotPassed: (due: number, agreed: number) => `应到会${due}人，赞成选举办法的${agreed}人，没有超过半数。`,
  noOverseer: "请至少选一名监票人。",
  noCounter: "请至少选一名计票人。",
  effective: (from: string, to: string) => `任职起始日期应在选举的${from}到批复的${to}之间。`,
  noItems: "请至少勾选一项交接的事项。",
  noSuchDay: "没有这一天，请写成 2026-11-22 这样的日期。",
  noSheet: "请填写选票数和每个人的得票。",
  strangerVoted: "有得票的人不是候选人，也不在党员花名册上，请重新选择。",
  noVotesFor: (name: string) => `没有填写候选人${name}的得票，没有得票的填0。`,
  notElected: "分工只能给新当选的委员。",
  noSuchDuty: (name: string) => `给${name}的不是委员会内的分工。`,
  refusalNote: "不同意的，请写明理由。",
  villagePerson: "每一名候选人请选择党员，或者填写姓名。",
  villageVotes: (name: string, voted: number) => `${name}的得票多于参加投票的${voted}人。`,
  villageVoted: "参加投票的人数不能多于登记参加选举的人数。",
  twoHeads: "当选的主任只能有一人。",
  warn: {
    seats: (what: string, least: number, most: number, given: number) =>
      `${what}委员会一般${least}至${most}人，这里填写${given}人。`,
    late: (due: string) => `任期${due}届满，选举晚于届满，须先报上级批准延期。`,
    sameDay: (due: string) => `批准的日期就是届满的${due}，没有提前也没有延期。`,
    standing: (name: string, grounds: string) => `${name}${grounds}，党龄不满1年，一般不提名为书记。`,
    afterTerm: (until: string) => `会议晚于${until}，请核对有没有批准延期。`,
    noTerm: "没有登记上一届的届次，任期从这次选举算起。",
  },
  matters: {
    overdue: (grounds: string) => `${grounds}，还没有换届；提前或者延期不超过1年，须经上级批准`,
    dueSoon: (grounds: string) => `${grounds}，请做好换届准备`,
    postponed: (due: string, until: string) => `应于${due}届满，经批准延期到${until}`,
    tooLate: (last: string) => `超过届满一年（${last}），已不能再延期`,
    underWay: (step: string) => `；选举正在办理，下一步：${step}`,
    village: (on: string, due: string) => `村（居）民委员会${on}选举，${due}届满，请会同镇街依法安排换届选举`,
    noSecretary: "没有现任书记，也没有登记过书记",
    secretary: (since: string) => `书记自${since}起空缺，请及时补选或者任命`,
    seat: (terms: string, since: string) => `${terms}自${since}起空缺，请及时补选`,
    unreported: (on: string) => `${on}已经选出，还没有报告选举结果`,
    voided: (on: string) => `${on}的选举无效，应当重新选举`,
    unfilled: (on: string, seats: number) => `${on}的选举还缺${seats}名，应当另行选举或者依规定减少名额`,
    tied: (on: string) => `${on}的选举有人票数相等，应当就这几人再次投票`,
    unanswered: (step: string, on: string) => `${step}${on}报出，等待批复`,
    next: (step: string, since: string) => `下一步：${step}；上一步${since}办结`,
    handover: (on: string) => `${on}批复，新老班子还没有交接`,
  },
  deeds: {
    start: "发起换届选举",
    open: "查看选举",
    step: "办理选举步骤",
    fill: "发起补选",
    village: "登记选举结果",
  },
} as const;

const plain = (title: string, detail: string) => ({ title, detail });

export const problemTexts = {
  "election-refused": plain(
    zh.refused.title,
    "选举条例对候选人差额、到会人数、选票、当选和监票人有规定。提示写明了是哪一条、差在哪里。改正以后再登记，在此之前什么都不会保存。",
  ),
  "election-order": plain(zh.order.title, "选举一步一步办理。请打开选举的页面，看现在该办哪一步。"),
  "election-not-superior": plain(zh.superior.title, "提醒、批复由上级党委、党工委办理。"),
  "election-open": zh.open,
  "election-ended": zh.ended,
  "election-not-here": zh.place,
  "election-closed-place": zh.closed,
  "election-not-village": zh.notVillage,
  "election-delegates": plain(zh.delegates.title, "党员500人以上，经上级批准，才召开党员代表大会选举。"),
  "election-no-vacancy": zh.vacancy,
  "election-not-last": zh.notLast,
  "election-withdrawn": zh.withdrawn,
  "election-settled": plain(zh.settled.title, "新任职务之后又有变动，或者又有了新的届次。请先处理后来的登记。"),
};

export const constraintProblems = {
  election_one_open: { slug: "election-open", title: zh.open.title, detail: zh.open.detail },
} as const;
