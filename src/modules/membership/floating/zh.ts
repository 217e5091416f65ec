import { event, toldText } from "#shared/event-sentences.ts";

/** Chinese words of floating members. */

/** What the acts of this slice tell, and how the audit reads. */
export const events = {
  registered: event(
    "membership.floating.registered",
    (it: { destination: string; on: string }, name) => `登记了${name}外出（${toldText(it.destination)}）`,
  ),
  arrived: event(
    "membership.floating.arrived",
    (it: { home: string; on: string }, name) => `登记了流入党员${name}（${toldText(it.home)}）`,
  ),
  decided: event(
    "membership.floating.decided",
    (it: { homeContact: string; on: string }, name) => `把${name}作为流动党员管理，联系人是${toldText(it.homeContact)}`,
  ),
  offered: event(
    "membership.floating.offered",
    (it: { to: string; on: string }, name) => `把${name}的流动情况发给${toldText(it.to)}`,
  ),
  accepted: event("membership.floating.accepted", (_: { on: string }, name) => `接收了流动党员${name}`),
  declined: event(
    "membership.floating.declined",
    (it: { note: string }, name) => `没有接收流动党员${name}，理由：${toldText(it.note)}`,
  ),
  noted: event(
    "membership.floating.noted",
    (it: { term: string; kind: string; on: string }, name) => `记录了${name}的${toldText(it.term)}`,
  ),
  passIssued: event(
    "membership.floating.pass-issued",
    (it: { expiresOn: string }, name) => `给${name}签发了流动党员活动证，有效期至${toldText(it.expiresOn)}`,
  ),
  passReceived: event(
    "membership.floating.pass-received",
    (it: { home: string; on: string }, name) => `凭活动证登记了流入党员${name}（${toldText(it.home)}），并回签`,
  ),
  passMerged: event(
    "membership.floating.pass-merged",
    (it: { added: string; side: string }, name) => `读入了${name}的活动证，新增${toldText(it.added)}条记录`,
  ),
  passHandedIn: event("membership.floating.pass-handed-in", (_, name) => `${name}交回了流入地回签的活动证`),
  keyTrusted: event(
    "membership.floating.key-trusted",
    (it: { fingerprint: string }, name) => `核对并信任了${name}的防伪校验码${toldText(it.fingerprint)}`,
  ),
  imported: event(
    "membership.floating.imported",
    (it: { count: number }) => `导入了${toldText(it.count)}条流动党员登记`,
  ),
  importUndone: event(
    "membership.floating.import-undone",
    (it: { count: number }) => `撤回了${toldText(it.count)}条导入的流动党员登记`,
  ),
  lost: event(
    "membership.floating.lost",
    (it: { since: string; on: string; reason: string }, name) => `认定${name}失去联系（${toldText(it.since)}起）`,
  ),
  found: event("membership.floating.found", (_: { on: string }, name) => `登记${name}恢复联系`),
  stopped: event("membership.floating.stopped", (_: { on: string }, name) => `登记了对${name}停止党籍的决定`),
  ended: event(
    "membership.floating.ended",
    (it: { term: string; code: string; on: string }, name) => `办结了${name}的流动登记（${toldText(it.term)}）`,
  ),
  revealed: event(
    "membership.floating.revealed",
    (it: { reason: string }, name) => `查看了${name}的外出联系方式，理由：${toldText(it.reason)}`,
  ),
};

export const zh = {
  floating: "流动党员登记",
  houseName: "本系统",
  open: {
    title: "这名党员已经登记了外出",
    detail: "没有重复登记。请打开现有的登记，先办结它，或在上面补充。",
  },
  ended: { title: "这次外出已经办结", detail: "没有保存。已办结的登记不再改动；再次外出请重新登记。" },
  stopped: { title: "这名党员已停止党籍", detail: "没有保存。恢复党籍以后再办理。" },
  notStopped: { title: "还没有停止党籍", detail: "没有保存。停止党籍满两年仍无法取得联系的，才能办理除名。" },
  early: { title: "时间还没有到", detail: (due: string) => `没有保存。${due}以后才能办理。` },
  beforeLeaving: {
    title: "日期早于外出日期",
    detail: (from: string) => `没有保存。请填写${from}或之后的日期。`,
  },
  notHome: { title: "由流出地支部办理", detail: "没有保存。这件事由党员组织关系所在的支部办理。" },
  notHost: { title: "由流入地支部办理", detail: "没有保存。这件事由流入地的支部办理。" },
  noHost: { title: "没有写明流入地党组织", detail: "没有发出。请选择本区的支部，或写明区外党组织的名称。" },
  sameHost: { title: "流入地就是党员现在的支部", detail: "没有发出。请选择另一个支部。" },
  closedHost: { title: "流入地党支部已经撤销", detail: "没有办理。请选择现在的党支部。" },
  notOffered: { title: "现在没有等待接收的登记", detail: "没有保存。请刷新页面，看它现在的状态。" },
  notLostYet: { title: "还不能认定失去联系", detail: (why: string) => `没有保存。${why}。请先按规定查找并记录。` },
  notLost: { title: "还没有认定失去联系", detail: "没有保存。先认定失去联系，才能登记停止党籍。" },
  isLost: { title: "已经认定失去联系", detail: "没有重复登记。恢复联系的，请登记“恢复联系”。" },
  emptyNote: { title: "内容没有填写", detail: "没有保存。请写一两句话，说明做了什么、结果怎样。" },
  phone: {
    title: "电话号码不对",
    detail: "没有保存。请填写一个手机号码，或一个带区号的固定电话。",
    several: "只能填写一个号码。",
  },
  number: { title: "身份证号不对", detail: "没有保存。请对照身份证重新填写18位号码。" },
  numberMissing: {
    title: "没有登记身份证号，不能签发",
    detail: "没有签发。活动证上的性别和出生年份取自身份证号，请先在党员页面补登身份证号。",
  },
  noPass: { title: "还没有签发活动证", detail: "请流出地支部先签发活动证。" },
  pass: {
    unreadable: { title: "这不是流动党员活动证", detail: "没有登记。请把活动证的文字完整地粘贴，或重新选择文件。" },
    altered: { title: "活动证的内容被改动过", detail: "没有登记。签名与内容不符，请向流出地党组织核实，重新索取。" },
    mixed: { title: "活动证里混有别处的记录", detail: "没有登记。有的记录不是签发单位写的，请向流出地党组织核实。" },
    unissued: { title: "活动证上没有签发单位的签名", detail: "没有登记。请流出地党组织重新签发。" },
    expired: {
      title: "活动证已经过期",
      detail: (on: string) => `没有登记。有效期到${on}，请流出地党组织重新签发。`,
    },
    otherPerson: {
      title: "活动证不是这个人的",
      detail: "没有登记。身份证号上的性别或出生年份与活动证不符，请核对本人身份证。",
    },
    former: {
      title: "这是旧式的活动证",
      detail: "没有登记。旧式活动证带有可以推出身份证号的内容，不再收存。请原党支部升级后重新签发，凭新的活动证办理。",
    },
    otherCase: { title: "活动证是另一个人的", detail: "没有读入。请打开活动证上那名党员的登记，再读入。" },
    closed: { title: "这次流动已经办结", detail: "没有登记。这张活动证对应的外出已经结束，请党员出示新的活动证。" },
    foreign: { title: "活动证不是这里签发的", detail: "没有读入。流出地在本系统的登记，只能读入本系统签发的活动证。" },
    unknownKey: {
      title: "第一次见到这个签名，请核对防伪校验码",
      detail: (name: string) =>
        `还没有登记。签名的单位自称“${name}”。请用自己查到的电话打过去，请对方念出防伪校验码，听到什么填什么。`,
    },
    keyDiffers: {
      title: "防伪校验码与活动证的签名不一致",
      detail: "没有登记。请与对方重新核对；仍不一致的，这张活动证不是该单位签发的，请不要接收。",
    },
    keyAbove: {
      title: "第一次见到这个签名，由上级核对",
      detail: (name: string) =>
        `没有登记。签名的单位自称“${name}”。请把活动证交街道（乡镇）或开发区的党务人员，由其与对方核对防伪校验码后办理；核对一次以后，本级即可直接登记。`,
    },
    taken: { title: "活动证已经在别的支部登记", detail: "没有登记。同一张活动证只在一个支部登记，请与那个支部联系。" },
  },
  matters: {
    decide: (on: string) => `${on}外出，没有转移组织关系：满六个月前要决定转出，或作为流动党员管理并明确联系人`,
    unregistered: (to: string) => `花名册上写着外出流向“${to}”，还没有登记外出`,
    contact: (on: string) => `最近一次联系是${on}`,
    festival: (on: string, count: number) => `春节是${on}，有${count}名流动党员，请安排返乡座谈、走访`,
    early: (on: string) => `${on}以后没有参加组织生活、没有交党费，也没有取得联系，已满四个月`,
    search: (on: string) => `${on}以后失去联系已满六个月：多方查找并记录，再作决定`,
    stop: (on: string) => `${on}认定失去联系，还没有作出是否停止党籍的决定`,
    strikeOff: (on: string) => `${on}停止党籍，满两年仍无法取得联系的，按自行脱党除名`,
    answer: (on: string) => `流动党员${on}发来，等待接收`,
    waiting: (on: string) => `${on}发往流入地，还没有回音`,
    handed: (on: string) => `本人${on}交回了流入地回签的活动证，核对防伪校验码以后读入`,
    abroad: (on: string) => `${on}出国（境），五年未返回的一般停止党籍`,
  },
  deeds: {
    of: {
      decision: "明确联系人",
      contact: "登记联络",
      search: "登记查找",
      stopping: "登记停止党籍",
      "struck-off": "登记除名",
      acceptance: "接收",
    },
    open: "打开登记",
    register: "登记外出",
    list: "看流出台账",
  },
} as const;

const plain = (title: string, detail: string) => ({ title, detail });

export const problemTexts = {
  "floating-open": zh.open,
  "floating-ended": zh.ended,
  "floating-stopped": zh.stopped,
  "floating-not-stopped": zh.notStopped,
  "floating-early": plain(zh.early.title, "请等规定的时间到了再办理。"),
  "floating-before-leaving": plain(zh.beforeLeaving.title, "请填写外出当天或之后的日期。"),
  "floating-not-home": zh.notHome,
  "floating-not-host": zh.notHost,
  "floating-no-host": zh.noHost,
  "floating-same-host": zh.sameHost,
  "floating-closed-host": zh.closedHost,
  "floating-not-offered": zh.notOffered,
  "floating-not-lost-yet": plain(zh.notLostYet.title, "失去联系满六个月，并且用两种以上方式查找过，才能认定。"),
  "floating-not-lost": zh.notLost,
  "floating-is-lost": zh.isLost,
  "floating-empty": zh.emptyNote,
  "floating-phone": zh.phone,
  "floating-number": zh.number,
  "floating-number-missing": zh.numberMissing,
  "pass-none": zh.noPass,
  "pass-unreadable": zh.pass.unreadable,
  "pass-altered": zh.pass.altered,
  "pass-mixed": zh.pass.mixed,
  "pass-unissued": zh.pass.unissued,
  "pass-expired": plain(zh.pass.expired.title, "请流出地党组织重新签发。"),
  "pass-other-person": zh.pass.otherPerson,
  "pass-other-case": zh.pass.otherCase,
  "pass-former": zh.pass.former,
  "pass-closed": zh.pass.closed,
  "pass-foreign": zh.pass.foreign,
  "pass-unknown-key": plain(zh.pass.unknownKey.title, "请与对方核对防伪校验码，听到什么填什么。"),
  "pass-key-differs": zh.pass.keyDiffers,
  "pass-key-above": plain(zh.pass.keyAbove.title, "请交街道（乡镇）或开发区的党务人员核对防伪校验码后办理。"),
  "pass-taken": zh.pass.taken,
};
