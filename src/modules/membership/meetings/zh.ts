import { codeSet } from "#shared/code-sets.ts";
import { event, toldText } from "#shared/event-sentences.ts";

/** Chinese words of meetings. */

/** What the acts of this slice tell, and how the audit reads. */
export const events = {
  planned: event("membership.meeting.planned", (it: { count: number }) => `安排了${toldText(it.count)}次会议`),
  changed: event(
    "membership.meeting.changed",
    (it: { reason: string }, name) => `更改了会议“${name}”的安排，原因：${toldText(it.reason)}`,
  ),
  invited: event(
    "membership.meeting.invited",
    (it: { called: number }, name) => `通知了会议“${name}”，应到${toldText(it.called)}人`,
  ),
  answered: event(
    "membership.meeting.answered",
    (it: { joins: boolean }, name) => `答复${it.joins ? "参加" : "不参加"}联合会议“${name}”`,
  ),
  recorded: event(
    "membership.meeting.recorded",
    (it: { present: number; expected: number; reason?: string }, name) =>
      `记录了会议“${name}”，到会${toldText(it.present)}人、应到${toldText(it.expected)}人`,
  ),
  corrected: event(
    "membership.meeting.corrected",
    (it: { reason?: string; present: number; expected: number }, name) =>
      `更正了会议“${name}”的记录，原因：${toldText(it.reason)}`,
  ),
  cancelled: event(
    "membership.meeting.cancelled",
    (it: { reason: string }, name) => `取消了会议“${name}”，原因：${toldText(it.reason)}`,
  ),
  restored: event("membership.meeting.restored", (_, name) => `恢复了已取消的会议“${name}”`),
  excused: event(
    "membership.meeting.excused",
    (it: { reason: string }, name) => `请假，不参加会议“${name}”：${toldText(it.reason)}`,
  ),
  taskDone: event(
    "membership.meeting.task-done",
    (it: { note: string }, name) => `办结了议定事项“${name}”：${toldText(it.note)}`,
  ),
  taskReopened: event(
    "membership.meeting.task-reopened",
    (it: { reason: string; note: string }, name) => `重新打开议定事项“${name}”，原因：${toldText(it.reason)}`,
  ),
  taskWithdrawn: event(
    "membership.meeting.task-withdrawn",
    (it: { reason: string }, name) => `撤销了议定事项“${name}”，原因：${toldText(it.reason)}`,
  ),
  standingDeclared: event(
    "membership.meeting.standing-declared",
    (it: { term: string }, name) => `登记${name}不计入应到会人员：${toldText(it.term)}`,
  ),
  standingEnded: event(
    "membership.meeting.standing-ended",
    (it: { term: string }, name) => `结束了${name}不计入应到会人员的登记（${toldText(it.term)}）`,
  ),
  talked: event(
    "membership.meeting.talked",
    (it: { talker: string }, name) => `登记了${toldText(it.talker)}与${name}的谈心谈话`,
  ),
  talkWithdrawn: event(
    "membership.meeting.talk-withdrawn",
    (it: { reason: string }, name) => `撤销了与${name}的谈心谈话登记，原因：${toldText(it.reason)}`,
  ),
  imported: event(
    "membership.meeting.imported",
    (it: { count: number }, name) => `导入会议台账“${name}”，登记${toldText(it.count)}次会议`,
  ),
  importUndone: event(
    "membership.meeting.import-undone",
    (it: { count: number }) => `撤回导入的会议台账，共${toldText(it.count)}次会议`,
  ),
};

/** Kinds in the order of forms, joined as offices write it: 支部党员大会暨主题党日. */
export const kindTerms = (kinds: readonly string[]): string => {
  const codes = codeSet("activity_kind");
  return kinds.flatMap((it) => (codes.has(it) ? [codes.term(it)] : [])).join("、");
};

export const zh = {
  meeting: "会议",
  task: "议定事项",
  talk: "谈心谈话",
  standing: "参会情况",
  organization: "党支部",
  notBranch: { title: "这一级不开支部的会", detail: "没有保存。请在左边选一个党支部。" },
  closed: { title: "党支部已经撤销", detail: "没有保存。请选择现在的党支部。" },
  kinds: {
    title: "这几种会议不能合在一起开",
    detail: "没有保存。支部委员会、党小组会和全体党员参加的会请分开安排。",
  },
  group: {
    title: "没有这个党小组",
    detail: (name: string) => `没有保存。花名册上没有编入“${name}”的党员，请核对党小组名称。`,
  },
  noCommittee: {
    title: "没有登记支部委员",
    detail: "没有保存。请先在组织主页登记支部委员的任职，再安排支部委员会。",
  },
  nobody: { title: "没有应到会的党员", detail: "没有保存。那一天花名册上没有这个范围的党员，请核对日期和范围。" },
  past: { title: "日期已经过去", detail: "没有保存。已经开过的会请直接记录。" },
  ahead: { title: "会议还没有到时间", detail: "没有保存。会议当天或以后才能记录。" },
  far: { title: "日期太远", detail: "没有保存。最多安排到明年年底。" },
  times: { title: "结束时间早于开始时间", detail: "没有保存。请核对开始和结束时间。" },
  cancelled: { title: "会议已经取消", detail: "没有保存。要照常开的，请先恢复。" },
  notCancelled: { title: "会议没有取消", detail: "没有改动。请刷新页面，看它现在的状态。" },
  held: { title: "会议已经记录", detail: "没有改动。记录有误的，请用“更正记录”，原来的内容会保留。" },
  notJoined: { title: "还没有答复参加", detail: "没有保存。请先答复参加这次联合会议。" },
  answered: { title: "已经答复过", detail: "没有改动。请刷新页面，看它现在的状态。" },
  notConvening: {
    title: "由召集的支部办理",
    detail: "没有保存。联合会议的时间、地点、议题由召集的支部更改；本支部只记录自己的到会情况。",
  },
  jointBody: {
    title: "联合会议须由全体党员参加",
    detail: "没有保存。支部委员会和党小组会不能与其他支部合开。",
  },
  jointSelf: { title: "联合的支部里有自己", detail: "没有保存。请选择其他支部。" },
  stranger: {
    title: "名单里没有这名党员",
    detail: "没有保存。会议当天不在应到名单里的党员不能记到会。请刷新页面后重新勾选。",
  },
  vote: { title: "票数多于到会人数", detail: (why: string) => `没有保存。${why}。请核对赞成、反对、弃权的票数。` },
  taskDue: { title: "完成期限早于会议日期", detail: "没有保存。请填写会议当天或以后的日期。" },
  taskWho: { title: "没有写明责任人", detail: "没有保存。每件议定事项要有责任人和完成期限。" },
  taskEnded: { title: "这件事已经办结或撤销", detail: "没有改动。请刷新页面，看它现在的状态。" },
  taskOpen: { title: "这件事还没有办结", detail: "没有改动。请刷新页面，看它现在的状态。" },
  empty: { title: "内容没有填写", detail: "没有保存。请写一两句话。" },
  excused: { title: "会议已经开始或已经记录", detail: "没有请假。会后请与支部书记说明。" },
  again: {
    title: "这一天已经有同样的会议",
    detail: (title: string, recorded: boolean) =>
      recorded
        ? `“${title}”这一天已经记录过一次，没有重复保存。要改那一次的记录，请到那次会议的页面更正；确实又开了一次的，请勾选“这是另外一次会议”再保存。`
        : `“${title}”这一天已经有安排，没有另外保存。请到那次会议的页面记录；确实又开了一次的，请勾选“这是另外一次会议”再保存。`,
  },
  standsAlready: {
    title: "这段时间已经登记过",
    detail: "没有重复登记。请先结束现有的登记，再重新登记。",
  },
  standingRestricted: {
    title: "这种情形不在这里登记",
    detail:
      "没有保存。处分、留置和逮捕由镇街以上专门授权的人登记在“处分和处置”里；登记以后，应到人数自动扣除，这里只显示暂停行使表决权。",
  },
  standingEnds: { title: "结束日期不对", detail: "没有保存。结束日期要晚于开始日期。" },
  standingOver: { title: "已经结束", detail: "没有改动。请刷新页面，看它现在的状态。" },
  self: { title: "谈话的是同一个人", detail: "没有保存。谈心谈话在两个人之间进行，请核对姓名。" },
  talkWho: { title: "没有写明谁来谈的", detail: "没有保存。请选择或填写谈话人。" },
  withdrawn: { title: "已经撤销", detail: "没有改动。请刷新页面，看它现在的状态。" },
  /** What a meeting is called that nobody named: 第一党小组会, never 第一党小组党小组会. */
  title: (groupName: string | null, kinds: readonly string[]): string => {
    const names = zh.names(kinds);
    const group = groupName ?? "";
    return group.endsWith("党小组") && names.startsWith("党小组")
      ? group + names.slice("党小组".length)
      : group + names;
  },
  names: (kinds: readonly string[]): string => {
    const codes = codeSet("activity_kind");
    return kinds.flatMap((it) => (codes.has(it) ? [codes.term(it)] : [])).join("暨");
  },
  notice: {
    title: (kinds: string, on: string, starts: string) => `${on}${starts}${kinds}`,
    body: (branch: string, place: string, topic: string) =>
      [branch, place === "" ? "" : `地点：${place}`, topic === "" ? "" : `议题：${topic}`]
        .filter((it) => it !== "")
        .join("，"),
    because: "您在这次会议的应到名单里。不能参加的，在“我的会议”里请假。",
    cancelled: (kinds: string, on: string) => `取消：${on}${kinds}`,
    cancelledBecause: "您收到过这次会议的通知。",
    jointTitle: (kinds: string, on: string) => `邀请参加联合会议：${on}${kinds}`,
    jointBecause: "您负责受邀支部的会议，请答复是否参加。",
  },
  lacks: {
    members_meeting: "党员大会",
    committee_meeting: "支委会",
    group_meeting: "党小组会",
    theme_day: "主题党日",
    organization_life: "组织生活会",
    members_appraisal: "民主评议党员",
    party_lecture: "党课",
    heart_to_heart: "谈心谈话",
    secretary_lecture: "书记讲党课",
  } as Readonly<Record<string, string>>,
  matters: {
    quarter: (year: number, quarter: number) => `${year}年第${quarter}季度还没有党员大会的记录`,
    committee: (month: string) => `${month}还没有支部委员会的记录`,
    groups: (month: string, names: string) => `${month}无党小组会记录：${names}`,
    theme: (month: string) => `${month}还没有主题党日的记录`,
    topic: (on: string) => `${on}的主题党日还没有确定主题`,
    year: (year: number, names: string) => `${year}年还没有${names}的记录`,
    study: (by: string, members: number, officers: number) =>
      `到${by}集中学习培训学时未达进度要求：党员${members}名${officers > 0 ? `，其中书记、委员${officers}名` : ""}`,
    task: (what: string, who: string, due: string) => `${who}：${what}（${due}前完成）`,
    record: (title: string, on: string) => `${on}的${title}还没有记录`,
    asked: (title: string, on: string) => `邀请参加${on}的联合会议“${title}”，请答复`,
  },
  deeds: {
    quick: "记录会议",
    plan: "安排会议",
    topic: "写明主题",
    answer: "答复邀请",
    task: "办结事项",
    study: "查看学时",
  },
} as const;

const plain = (title: string, detail: string) => ({ title, detail });

export const problemTexts = {
  "meeting-standing-restricted": zh.standingRestricted,
  "meeting-not-branch": zh.notBranch,
  "meeting-closed": zh.closed,
  "meeting-kinds": zh.kinds,
  "meeting-group": plain(zh.group.title, "请核对党小组名称。"),
  "meeting-no-committee": zh.noCommittee,
  "meeting-nobody": zh.nobody,
  "meeting-past": zh.past,
  "meeting-ahead": zh.ahead,
  "meeting-far": zh.far,
  "meeting-times": zh.times,
  "meeting-cancelled": zh.cancelled,
  "meeting-not-cancelled": zh.notCancelled,
  "meeting-held": zh.held,
  "meeting-not-joined": zh.notJoined,
  "meeting-answered": zh.answered,
  "meeting-not-convening": zh.notConvening,
  "meeting-joint-body": zh.jointBody,
  "meeting-joint-self": zh.jointSelf,
  "meeting-stranger": zh.stranger,
  "meeting-vote": plain(zh.vote.title, "请核对赞成、反对、弃权的票数。"),
  "meeting-task-due": zh.taskDue,
  "meeting-task-who": zh.taskWho,
  "meeting-task-ended": zh.taskEnded,
  "meeting-task-open": zh.taskOpen,
  "meeting-empty": zh.empty,
  "meeting-excused": zh.excused,
  "meeting-again": {
    title: zh.again.title,
    detail:
      "同一个党组织、同一天、同样类型的会议已经有一次。是同一次的，请到那次会议的页面记录或者更正；确实又开了一次的，勾选“这是另外一次会议”再保存。",
  },
  "meeting-stands-already": zh.standsAlready,
  "meeting-standing-ends": zh.standingEnds,
  "meeting-standing-over": zh.standingOver,
  "meeting-self": zh.self,
  "meeting-talk-who": zh.talkWho,
  "meeting-withdrawn": zh.withdrawn,
};

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  meeting: { kind: "meeting", term: "会议通知", about: "您在应到名单里的会议：时间、地点、议题，以及更改和取消。" },
} as const;
