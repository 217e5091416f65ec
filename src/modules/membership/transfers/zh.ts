import { event, toldText } from "#shared/event-sentences.ts";
import type { NextStep } from "./rules.ts";

/** Chinese words of transfers. */

export const TRANSFER_KINDS: Readonly<Record<string, string>> = { inside: "区内转接", out: "转出本区", in: "转入本区" };
export const TRANSFER_STATES: Readonly<Record<string, string>> = {
  "handed-over": "待接收",
  accepted: "已接收",
  refused: "已退回",
  withdrawn: "已撤回",
};
export const CHANNELS: Readonly<Record<string, string>> = { online: "网上转接", letter: "纸质介绍信" };
export const LETTER_KINDS: Readonly<Record<string, string>> = {
  introduction: "组织关系介绍信",
  certificate: "党员证明信",
};
export const LETTER_STATES: Readonly<Record<string, string>> = {
  valid: "有效",
  expired: "已过期",
  cancelled: "已作废",
};
export const CANCEL_CODES: Readonly<Record<string, string>> = {
  lost: "遗失",
  expired: "过期重开",
  mistake: "开错",
  withdrawn: "转接撤回",
};
export const FILE_WAYS: Readonly<Record<string, string>> = {
  "secret-post": "机要交换",
  "by-hand": "专人送达",
  "registered-post": "邮政挂号",
  electronic: "电子档案",
};
export const ANSWERS: Readonly<Record<string, string>> = {
  "taken-up": "支部已办理转出",
  declined: "支部没有同意",
  withdrawn: "本人撤回",
};
export const STEP_KINDS: Readonly<Record<string, string>> = {
  "handed-over": "转出",
  received: "收到介绍信",
  letter: "开具介绍信",
  "letter-cancelled": "介绍信作废",
  reminded: "提醒",
  verified: "核实",
  accepted: "接收",
  refused: "退回",
  withdrawn: "撤回",
  receipt: "寄回回执",
  undone: "撤销办结",
  "file-sent": "寄出档案",
  "file-received": "签收档案",
  note: "记事",
};

/** What comes next, as the page says it. */
export const NEXT: Readonly<Record<NextStep, string>> = {
  issue: "开具介绍信",
  receipt: "等对方的回执",
  accept: "待接收支部接收",
  verify: "核实来信",
  admit: "编入支部",
  answer: "寄回回执",
  file: "签收档案",
  none: "已办结",
};

/** What the acts of this slice tell, and how the audit reads. */
export const events = {
  handedOver: event(
    "membership.transfer.handed-over",
    (it: { to: string; on: string; receiver?: true }, name) => `把${name}的组织关系转往${toldText(it.to)}`,
  ),
  accepted: event(
    "membership.transfer.accepted",
    (it: { from: string; to: string; on: string; receiver?: true }, name) =>
      `接收了${name}的组织关系（由${toldText(it.from)}转往${toldText(it.to)}）`,
  ),
  refused: event(
    "membership.transfer.refused",
    (it: { note: string; receiver?: true }, name) => `退回了${name}的组织关系，理由：${toldText(it.note)}`,
  ),
  withdrawn: event(
    "membership.transfer.withdrawn",
    (_: { note: string; receiver?: true }, name) => `撤回了${name}的组织关系转接`,
  ),
  received: event(
    "membership.transfer.received",
    (it: { from: string; on: string }, name) => `登记了${name}的组织关系介绍信（${toldText(it.from)}）`,
  ),
  verified: event(
    "membership.transfer.verified",
    (it: { note: string; on: string; receiver?: true }, name) => `核实了${name}的组织关系：${toldText(it.note)}`,
  ),
  receiptSent: event(
    "membership.transfer.receipt-sent",
    (_: { on: string; receiver?: true }, name) => `寄回了${name}组织关系的回执`,
  ),
  undone: event(
    "membership.transfer.undone",
    (it: { note: string; receiver?: true }, name) => `撤销了${name}组织关系转出的办结，理由：${toldText(it.note)}`,
  ),
  reminded: event(
    "membership.transfer.reminded",
    (it: { to: string; receiver?: true }, name) => `提醒${toldText(it.to)}接收${name}的组织关系`,
  ),
  noted: event("membership.transfer.noted", (_: { receiver?: true }, name) => `在${name}的转接中记了一笔`),
  fileSent: event(
    "membership.transfer.file-sent",
    (it: { way: string; on: string; receiver?: true }, name) => `寄出了${name}的党员档案（${toldText(it.way)}）`,
  ),
  fileReceived: event(
    "membership.transfer.file-received",
    (_: { on: string; receiver?: true }, name) => `签收了${name}的党员档案`,
  ),
  letterIssued: event(
    "membership.letter.issued",
    (it: { term: string; number: string; until: string }, name) =>
      `为${name}开具了${toldText(it.term)}${toldText(it.number)}`,
  ),
  letterCancelled: event(
    "membership.letter.cancelled",
    (it: { term: string; number: string; code: string }, name) =>
      `作废了${name}的${toldText(it.term)}${toldText(it.number)}（${toldText(it.code)}）`,
  ),
  asked: event(
    "membership.transfer.asked",
    (it: { to: string }, name) => `${name}申请把组织关系转往${toldText(it.to)}`,
  ),
  askWithdrawn: event("membership.transfer.ask-withdrawn", (_, name) => `${name}撤回了转接申请`),
  askDeclined: event(
    "membership.transfer.ask-declined",
    (it: { note: string }, name) => `没有同意${name}的转接申请，理由：${toldText(it.note)}`,
  ),
  keepRegistered: event(
    "membership.keep.registered",
    (it: { since: string }, name) => `登记保留${name}的组织关系（${toldText(it.since)}毕业）`,
  ),
  keepEnded: event("membership.keep.ended", (_, name) => `结束了对${name}组织关系的保留`),
};

/** Notices of transfers. They outlive the rights of those who get them, so no person is named. */
export const notices = {
  waiting: (count: number, to: string) => `${count}名党员的组织关系转到${to}，等您接收`,
  waitingBody: (from: readonly string[]) =>
    from.length > 3 ? `由${from.slice(0, 3).join("、")}等${from.length}个党组织转来。` : `由${from.join("、")}转来。`,
  waitingBecause: (to: string) => `您可以为${to}接收组织关系。`,
  answered: {
    accepted: (to: string) => `${to}已接收您转出的组织关系`,
    refused: (to: string) => `${to}退回了您转出的组织关系`,
    withdrawn: (to: string) => `转往${to}的组织关系已被撤回`,
  },
  answeredBody: (on: string) => `${on}办理的转接，经过和理由在转接记录里。`,
  answeredBecause: "这次转接是您办理的。",
  letter: (count: number, from: string) => `${from}有${count}名党员转出本区，等您开具介绍信`,
  letterBody: (to: string) => `转往${to}。`,
  letterBecause: (from: string) => `您可以为${from}开具介绍信。`,
  reminded: (to: string) => `转到${to}的组织关系还没有接收，对方催办`,
  remindedBody: (on: string) => `${on}转出。接收之前，党员仍由原支部管理。`,
  grants: (from: string) => `${from}有1名党员转出，仍有那里的系统岗位`,
  grantsBody: "组织关系转出后，岗位不会自动收回。请核对：不再负责那里工作的，收回岗位。",
  grantsBecause: (from: string) => `您可以为${from}授权和收权。`,
  asked: (branch: string) => `${branch}有党员申请转接组织关系`,
  askedBody: "请与本人核实去向，办理转出；不能办理的，写明理由。",
  askedBecause: (branch: string) => `您可以为${branch}办理转接。`,
} as const;

export const zh = {
  transfer: "组织关系转接",
  letter: "介绍信",
  request: "转接申请",
  keep: "组织关系保留",
  outside: "区外党组织",
  postsLeft: "组织关系转出",
  samePlace: { title: "接收支部就是现在的支部", detail: "没有办理。请选择另一个党支部。" },
  noPlace: { title: "没有找到接收党支部", detail: "没有办理。请重新选择；转往区外的，请填写区外党组织的名称。" },
  closedPlace: { title: "接收党支部已经撤销", detail: "没有办理。请选择现在的党支部。" },
  notOpen: { title: "这次转接已经办结", detail: (state: string) => `没有改动。它现在的状态是“${state}”。` },
  notSender: { title: "只有转出的支部可以办理", detail: "没有改动。请由转出的支部或其上级办理。" },
  notReceiver: { title: "只有接收的支部可以接收或退回", detail: "没有改动。请由接收的支部或其上级办理。" },
  tooEarly: { title: "日期太早", detail: (from: string) => `没有保存。请填写${from}或之后的日期。` },
  note: { title: "请写明理由", detail: "没有改动。请写明理由，对方会看到。" },
  arrives: { title: "转入本区的，请核实后编入支部", detail: "没有改动。请在转接页面上办理“核实”和“编入支部”。" },
  notArrival: { title: "这不是转入本区的转接", detail: "没有改动。请刷新页面，看它现在能办什么。" },
  notOut: { title: "这不是转出本区的转接", detail: "没有改动。介绍信只为转出本区的党员开具。" },
  letterNeeded: { title: "还没有开具介绍信", detail: "没有办结。凭纸质介绍信转出的，先开介绍信，收到回执再办结。" },
  letterLive: {
    title: "已有一张有效的介绍信",
    detail: (number: string) => `没有重复开具。${number}还在有效期内；遗失或开错的，请先作废。`,
  },
  noIssuer: { title: "您不能以上级党委的名义开具", detail: "没有开具。介绍信由支部的上级党委开具，请报上级党委办理。" },
  letterDone: { title: "这张信已经作废", detail: "没有改动。请刷新页面。" },
  letterExpired: {
    title: "介绍信已经过期",
    detail: (on: string) => `没有登记。有效期到${on}，请对方党组织重新开具。`,
  },
  arrivalKnown: { title: "这封介绍信已经登记过", detail: "没有重复登记。请在转接列表里找到它，接着办理。" },
  number: { title: "身份证号不对", detail: "没有保存。请对照身份证重新填写18位号码。" },
  notVerified: { title: "还没有核实", detail: "没有编入。请先与开信的党组织联系核实，再编入支部。" },
  verified: { title: "已经核实过", detail: "没有重复登记。请接着编入支部；要补充的，用“补记办理情况”。" },
  noLetter: { title: "这次转接没有介绍信", detail: "没有改动。凭纸质介绍信转入的，才寄回执。" },
  notAccepted: { title: "还没有办结", detail: "没有改动。先接收，才能办理这一项。" },
  cannotUndo: { title: "不能撤销这次办结", detail: "没有改动。只有转出本区、之后没有再入册的，可以撤销办结。" },
  fileSent: { title: "档案已经寄出", detail: "没有重复登记。请刷新页面，看档案的清单。" },
  fileNotSent: { title: "档案没有寄出，或已经签收", detail: "没有改动。请刷新页面，看档案的情况。" },
  remindedToday: { title: "今天已经提醒过", detail: "没有重复提醒。对方今天已经收到提醒。" },
  certificateDays: {
    title: "证明信的有效期太长",
    detail: "没有开具。党员证明信最长六个月；外出更久的，应当转移组织关系或登记为流动党员。",
  },
  asked: { title: "您已经申请过了", detail: "没有重复申请。支部正在办理，进展在这一页。" },
  inFlight: { title: "组织关系正在转接", detail: "没有重复申请。进展在这一页。" },
  noRequest: { title: "没有等待办理的申请", detail: "没有改动。请刷新页面。" },
  kept: { title: "已经登记了保留", detail: "没有重复登记。请先结束现有的保留。" },
  keepEnded: { title: "这次保留已经结束", detail: "没有改动。请刷新页面。" },
  keepOld: { title: "毕业已满两年", detail: "没有登记。保留一般不超过两年，请办理组织关系转接。" },
  matters: {
    accept: (on: string) => `组织关系${on}转来，还没有接收：请接收，或写明理由退回`,
    waiting: (on: string) => `组织关系${on}转出，还没有收到回执；接收之前仍由本支部管理`,
    issue: (on: string) => `${on}转出本区，还没有开具介绍信`,
    reissue: (on: string) => `介绍信${on}过期，没有收到回执，请重开或撤回`,
    verify: (on: string) => `${on}收到介绍信，还没有核实`,
    admit: (on: string) => `${on}已核实来信，还没有编入支部`,
    answer: (on: string) => `${on}接收，回执还没有寄回`,
    file: (on: string) => `档案${on}寄出，还没有签收`,
    request: (on: string, to: string) => `${on}申请把组织关系转往${to}`,
    graduate: (on: string) => `${on}毕业后保留组织关系，一般不超过两年`,
  },
  deeds: {
    of: {
      letter: "开具介绍信",
      acceptance: "办理接收",
      verification: "核实来信",
      admission: "编入支部",
      receipt: "登记回执",
      "file-receipt": "签收档案",
      note: "补记办理情况",
    },
    request: "办理转出",
    member: "结束保留",
  },
} as const;

const plain = (title: string, detail: string) => ({ title, detail });

export const problemTexts = {
  "transfer-same-place": zh.samePlace,
  "transfer-no-place": zh.noPlace,
  "transfer-closed-place": zh.closedPlace,
  "transfer-not-open": plain(zh.notOpen.title, "请刷新页面，看它现在的状态。"),
  "transfer-not-sender": zh.notSender,
  "transfer-not-receiver": zh.notReceiver,
  "transfer-note-needed": zh.note,
  "transfer-too-early": plain(zh.tooEarly.title, "请填写前一步办理当天或之后的日期。"),
  "transfer-arrives": zh.arrives,
  "transfer-not-arrival": zh.notArrival,
  "transfer-not-out": zh.notOut,
  "transfer-not-verified": zh.notVerified,
  "transfer-verified": zh.verified,
  "transfer-no-letter": zh.noLetter,
  "transfer-not-accepted": zh.notAccepted,
  "transfer-cannot-undo": zh.cannotUndo,
  "transfer-file-sent": zh.fileSent,
  "transfer-file-not-sent": zh.fileNotSent,
  "transfer-reminded": zh.remindedToday,
  "transfer-asked": zh.asked,
  "transfer-in-flight": zh.inFlight,
  "transfer-no-request": zh.noRequest,
  "arrival-known": zh.arrivalKnown,
  "arrival-number": zh.number,
  "letter-needed": zh.letterNeeded,
  "letter-live": plain(zh.letterLive.title, "遗失或开错的，请先作废原来的信。"),
  "letter-no-issuer": zh.noIssuer,
  "letter-cancelled": zh.letterDone,
  "letter-expired": plain(zh.letterExpired.title, "请对方党组织重新开具。"),
  "certificate-days": zh.certificateDays,
  "keep-open": zh.kept,
  "keep-ended": zh.keepEnded,
  "keep-too-old": zh.keepOld,
};

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  waiting: {
    kind: "transfer-waiting",
    term: "转接待接收",
    about: "有党员的组织关系转到您管理的党组织，等您接收或退回。",
  },
  grants: {
    kind: "transfer-grants",
    term: "转出人员的系统岗位",
    about: "有党员的组织关系从您授权的党组织转出，而系统岗位还在，等您核对。",
  },
  answered: { kind: "transfer-answered", term: "转接有结果", about: "您转出的组织关系，对方已经接收或退回。" },
} as const;
