import { event, toldText } from "#shared/event-sentences.ts";

interface OfField {
  readonly field: string;
  readonly term: string;
}

/** What the acts of corrections tell, and how the audit reads. */
export const events = {
  asked: event("membership.correction.asked", (it: OfField) => `申请更正自己的${toldText(it.term)}`),
  withdrawn: event("membership.correction.withdrawn", (it: OfField) => `撤回了更正${toldText(it.term)}的申请`),
  read: event(
    "membership.correction.read",
    (it: OfField, name) => `为核对更正申请，查看了${name}填写的${toldText(it.term)}`,
  ),
  accepted: event("membership.correction.accepted", (it: OfField, name) => `按${name}的申请更正了${toldText(it.term)}`),
  declined: event(
    "membership.correction.declined",
    (it: OfField, name) => `没有按${name}的申请更正${toldText(it.term)}，并作了答复`,
  ),
};

/** Notices outlive the rights of those who get them, so no person is named. */
export const notices = {
  waiting: (place: string) => `${place}有党员申请更正自己的记录`,
  waitingBody: "请核对后更正，或者说明为什么不更正。",
  waitingBecause: (place: string) => `您可以更正${place}的党员信息。`,
  answered: "您申请的更正有了结果",
  answeredBody: "在手机版“申请更正记录”里可以看到答复。",
  answeredBecause: "这是您自己提出的申请。",
} as const;

export const zh = {
  request: "更正申请",
  notOnRoster: {
    title: "您现在不在支部的花名册上",
    detail: "没有提交。如果不对，请联系原来的支部书记。",
  },
  empty: { title: "请写明应当是什么", detail: "没有提交。请把正确的内容写出来，支部核对后更正。" },
  waiting: { title: "这一项已经申请更正，正等支部核对", detail: "没有重复提交。要改写的，请先撤回原来的申请。" },
  decided: { title: "这份申请已经办结", detail: "没有改动。请刷新页面，看办理的结果。" },
  inSight: { title: "申请的内容没有遮盖", detail: "没有查看。请刷新页面，内容在页面上。" },
  asItIs: "记录原来就是申请的内容，没有改动。",
  answer: { title: "请写明答复", detail: "没有保存。党员会看到答复，请写明为什么，或者怎么办的。" },
} as const;

export const problemTexts = {
  "correction-not-member": zh.notOnRoster,
  "correction-empty": zh.empty,
  "correction-waiting": zh.waiting,
  "correction-decided": zh.decided,
  "correction-in-sight": zh.inSight,
  "correction-answer-needed": zh.answer,
};

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  waiting: { kind: "correction-waiting", term: "更正申请待核对", about: "您管理的党员申请更正自己的记录，等您核对。" },
  answered: { kind: "correction-answered", term: "更正申请有结果", about: "您申请更正自己的记录，支部已经办理。" },
} as const;
