import { codeSet } from "#shared/code-sets.ts";
import { event, toldText } from "#shared/event-sentences.ts";
import { fen, formatMoney } from "#shared/money.ts";

/** Chinese words of dues. */
export const RELIEF_STATES: Readonly<Record<string, string>> = {
  proposed: "待批准",
  approved: "已批准",
  refused: "未批准",
};

/** Term of a category, kind, channel or use; the code itself when it is unknown. */
export function duesTerm(
  set: "dues_category" | "dues_kind" | "dues_method" | "dues_use" | "pay_channel",
  code: string,
) {
  const codes = codeSet(set);
  return codes.entries.find((it) => it.value === code)?.term ?? code;
}

const amount = (value: number): string => formatMoney(fen(typeof value === "number" ? value : 0));

interface Because {
  readonly reason: string;
}
interface OfEntry extends Because {
  readonly month: string;
  readonly from: number;
  readonly to?: number;
  readonly on?: string;
}
interface OfImport {
  readonly count: number;
  readonly amountFen: number;
}
interface OfRemittance {
  readonly from: string;
  readonly to: string;
  readonly amountFen: number;
  readonly collectedFen: number;
  readonly receivedFen: number;
}

/** What the acts of dues tell, and how the audit reads. */
export const events = {
  profileSet: event(
    "dues.profile.set",
    (it: { category: string; count: number; baseFen: number | null; chosenFen: number | null; method: string }, name) =>
      `核定了${name}${it.count > 1 ? `等${it.count}人` : ""}的党费标准（${duesTerm("dues_category", toldText(it.category))}）`,
  ),
  reliefProposed: event(
    "dues.relief.proposed",
    (it: Because & { from: string; to: string; amountFen: number }, name) =>
      `为${name}提出少交或免交党费，理由：${toldText(it.reason)}`,
  ),
  reliefApproved: event("dues.relief.approved", (_: { relief: string }, name) => `批准${name}少交或免交党费`),
  reliefRefused: event(
    "dues.relief.refused",
    (it: { relief: string; note: string }, name) => `没有批准${name}少交或免交党费，理由：${toldText(it.note)}`,
  ),
  entered: event(
    "dues.entry.made",
    (it: { count: number; amountFen: number; months: readonly string[]; on: string | null }, name) =>
      `登记“${name}”党费${toldText(it.count)}笔，共${amount(it.amountFen)}`,
  ),
  giftMade: event(
    "dues.gift.made",
    (it: { amountFen: number; on: string }, name) => `登记${name}自愿多交党费${amount(it.amountFen)}`,
  ),
  entryCorrected: event(
    "dues.entry.corrected",
    (it: OfEntry, name) => `更正了${name}${toldText(it.month)}的党费，原因：${toldText(it.reason)}`,
  ),
  entryCancelled: event(
    "dues.entry.cancelled",
    (it: OfEntry, name) => `取消了${name}${toldText(it.month)}的党费记录，原因：${toldText(it.reason)}`,
  ),
  talkRecorded: event(
    "dues.talk.recorded",
    (_: { on: string; goodReason: boolean | null }, name) => `记录了与${name}就欠缴党费的谈话`,
  ),
  remitted: event(
    "dues.remittance.recorded",
    (it: OfRemittance, name) => `登记“${name}”${toldText(it.from)}至${toldText(it.to)}上缴党费${amount(it.amountFen)}`,
  ),
  remittanceWithdrawn: event(
    "dues.remittance.withdrawn",
    (it: Because & { record: string }, name) => `撤销了“${name}”的一笔上缴记录，原因：${toldText(it.reason)}`,
  ),
  used: event(
    "dues.use.recorded",
    (it: { amountFen: number; kind: string; on: string }, name) =>
      `登记“${name}”使用党费${amount(it.amountFen)}（${duesTerm("dues_use", toldText(it.kind))}）`,
  ),
  useWithdrawn: event(
    "dues.use.withdrawn",
    (it: Because & { record: string }, name) => `撤销了“${name}”的一笔党费使用记录，原因：${toldText(it.reason)}`,
  ),
  published: event(
    "dues.disclosure.published",
    (it: { year: number; on: string; collectedFen: number }, name) =>
      `公布了“${name}”${toldText(it.year)}年党费收缴情况`,
  ),
  imported: event("dues.import.entered", (it: OfImport, name) => `从${name}登记了党费${toldText(it.count)}笔`),
  importTakenBack: event("dues.import.taken-back", (it: OfImport) => `撤销了一次党费导入，收回${toldText(it.count)}笔`),
};

export const zh = {
  member: "党员",
  organization: "党组织",
  entry: "党费记录",
  receipt: "党费收据",
  relief: "减免申请",
  remittance: "上缴记录",
  use: "使用记录",
  notMember: { title: "这名党员现在不在花名册上", detail: "没有保存。离开花名册的党员不再在本支部交纳党费。" },
  badMonth: { title: "月份不对", detail: "没有保存。请填写“2026-11”这样的月份。" },
  rejected: { title: "有几项登记不了，全部没有保存", detail: "请按每一项的说明改好后再提交。" },
  noRule: { title: "没有这个时间的党费比例", detail: "没有保存。党费规定自2008年4月起施行，请核对时间。" },
  baseNeeded: { title: "没有填写缴纳基数", detail: "没有保存。这一类党员按收入的比例交纳，请填写每月的基数。" },
  chosenNeeded: { title: "没有填写每月金额", detail: "没有保存。这一类党员的金额由支部在规定范围内确定，请填写。" },
  chosenOut: {
    title: "每月金额不在规定范围内",
    detail: (range: string) => `没有保存。规定的范围是${range}。`,
  },
  paid: { title: "有的月份已经登记过", detail: "全部没有保存。已经登记的月份请从台账里更正。" },
  gift: { title: "金额不对", detail: "没有保存。请填写多交的金额。" },
  ended: { title: "这条记录已经更正过", detail: "没有改动。请刷新页面，在现在的记录上更正。" },
  nothingChanged: { title: "没有要改的内容", detail: "填写的与现有登记相同，没有保存。" },
  monthsTurned: { title: "起止月份颠倒", detail: "没有保存。结束的月份不能早于开始的月份。" },
  reliefOverlaps: { title: "这几个月已经有减免", detail: "没有保存。请核对已有的减免申请。" },
  notAbove: {
    title: "少交、免交由上一级党委批准",
    detail: "没有办理。请由上一级党组织的工作人员批准。",
  },
  decided: { title: "这份申请已经办结", detail: "没有改动。请刷新页面，看它现在的状态。" },
  note: { title: "请写明没有批准的理由", detail: "没有办理。支部会看到您写的理由。" },
  turned: { title: "起止日期颠倒", detail: "没有保存。结束日期不能早于开始日期。" },
  remittanceAmount: {
    title: "上缴金额不对",
    detail: (grounds: string) => `没有保存。${grounds}，请核对上缴金额。`,
  },
  overlapping: { title: "这段时间已经登记过上缴", detail: "没有保存。请核对起止日期，或先撤销原来的登记。" },
  collective: {
    title: "使用党费须先集体讨论决定",
    detail: "没有保存。请填写哪次会议、哪一天决定的；决定的日期不能晚于使用的日期。",
  },
  notAUse: { title: "不在党费使用范围内", detail: (uses: string) => `没有保存。党费用于：${uses}。` },
  withdrawn: { title: "这条记录已经撤销", detail: "没有改动。请刷新页面。" },
  published: { title: "这一年的党费已经公布过", detail: "没有保存。一年公布一次，请查看已有的公布。" },
  notOver: { title: "这一年还没有结束", detail: "没有公布。年度结束后再公布全年的收缴情况。" },
  faults: {
    gone: (name: string) => `${name}：不在本支部花名册上`,
    profile: (name: string, month: string) => `${name}${month}：没有核定党费标准，请先核定`,
    paid: (name: string, month: string) => `${name}${month}：已经登记过`,
    ahead: (name: string, month: string, to: string) => `${name}${month}：最多预交到${to}`,
    before: (name: string, month: string) => `${name}${month}：还不用交纳党费`,
    amount: (name: string, month: string) => `${name}${month}：金额应大于零；免交须经上一级党委批准`,
    twice: (name: string, month: string) => `${name}${month}：填了两次`,
  },
  warnings: {
    tooFar: (name: string, count: number) => `${name}补交了${count}个月以前的党费。补交一般不超过六个月，请了解原因`,
    short: (name: string, month: string, missing: string) => `${name}${month}少交${missing}`,
    over: (name: string, month: string, more: string) => `${name}${month}多交${more}`,
    heldYear: (name: string, from: string) => `${name}的党费本年已核定，新的标准从${from}起执行`,
    remitted: "这笔党费所在的时间段已经登记上缴，合计将与上缴记录不一致，请核对",
    wholly: "一次多交1000元以上的，全部上缴中央",
  },
} as const;

export const problemTexts = {
  "dues-not-member": zh.notMember,
  "dues-bad-month": zh.badMonth,
  "dues-rejected": zh.rejected,
  "dues-no-rule": zh.noRule,
  "dues-base-needed": zh.baseNeeded,
  "dues-amount-needed": zh.chosenNeeded,
  "dues-amount-out": { title: zh.chosenOut.title, detail: "请按规定的范围填写。" },
  "dues-paid-already": zh.paid,
  "dues-gift-amount": zh.gift,
  "dues-entry-ended": zh.ended,
  "dues-nothing-changed": zh.nothingChanged,
  "dues-months-turned": zh.monthsTurned,
  "dues-relief-overlaps": zh.reliefOverlaps,
  "dues-not-above": zh.notAbove,
  "dues-relief-decided": zh.decided,
  "dues-note-needed": zh.note,
  "dues-days-turned": zh.turned,
  "dues-remittance-amount": { title: zh.remittanceAmount.title, detail: "请核对上缴金额。" },
  "dues-remittance-overlaps": zh.overlapping,
  "dues-decision-needed": zh.collective,
  "dues-not-a-use": { title: zh.notAUse.title, detail: "请在规定的五项用途中选择。" },
  "dues-withdrawn": zh.withdrawn,
  "dues-published": zh.published,
  "dues-year-not-over": zh.notOver,
};

export const constraintProblems = {
  dues_entry_one_live: { slug: "dues-paid-already", ...zh.paid },
  dues_remittance_periods: { slug: "dues-remittance-overlaps", ...zh.overlapping },
  dues_disclosure_once: { slug: "dues-published", ...zh.published },
};
