import { event, toldText } from "#shared/event-sentences.ts";
import type { MemberState } from "./contract.ts";
import { TRIES } from "./rules.ts";

/** What the acts of invitations tell, and how the audit reads. */
export const events = {
  made: event(
    "membership.invitation.made",
    (it: { count: number; until: string }, name) =>
      `邀请${name}的${toldText(it.count)}名党员开通账号，邀请单到${toldText(it.until)}`,
  ),
  withdrawn: event("membership.invitation.withdrawn", (_it: object, name) => `收回了给${name}的邀请单`),
  activated: event(
    "membership.invitation.activated",
    (it: { invitedBy: string }, name) => `${name}凭${toldText(it.invitedBy)}发的邀请单开通了账号`,
  ),
  locked: event(
    "membership.invitation.locked",
    (it: { tries: number }, name) => `给${name}的邀请单作废：身份证号输错${toldText(it.tries)}次`,
  ),
};

export const states: Readonly<Record<MemberState, string>> = {
  none: "没有账号",
  invited: "已邀请",
  expired: "邀请已过期",
  locked: "已作废（输错太多）",
  withdrawn: "已收回",
  activated: "已开通",
  opened: "已有账号",
};

export const zh = {
  invitation: "邀请单",
  failed: {
    title: "没有开通",
    detail: `邀请码或身份证号不对，或者邀请单已经用过、收回、过期。请核对邀请单和身份证号后再试；同一张邀请单输错${TRIES}次就作废，请找发邀请单的党组织重新要一张。`,
  },
  password: { title: "密码不合要求", detail: "没有开通，邀请单还能用。请按提示换一个密码后再提交。" },
  many: {
    title: "一次邀请的人太多",
    detail: (most: number) => `没有邀请。一次最多邀请${most}人，请按支部分几次邀请。`,
  },
  nobody: {
    title: "没有可以邀请的党员",
    detail:
      "没有邀请。这里的党员都有账号或者有效的邀请单，或者花名册上没有身份证号。邀请单丢了的，请勾选本人重新邀请。",
  },
  stranger: { title: "名单里有不在这里的人", detail: "没有邀请。请刷新名单再选。" },
  ended: { title: "这张邀请单已经没有用了", detail: "没有收回。邀请单已经用过、收回或作废，请刷新页面。" },
} as const;

/** Notices outlive the rights of those who get them, so no person is named. */
export const notices = {
  locked: (place: string) => `给${place}一名党员的邀请单作废了`,
  lockedBody: `同一张邀请单输错身份证号${TRIES}次。请问清楚邀请单在谁手里，再重新邀请；花名册上的号码也请核对。`,
  lockedBecause: "这张邀请单是您发的。",
} as const;

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  locked: { kind: "invitation-locked", term: "邀请单作废", about: "您发的邀请单，身份证号输错太多而作废。" },
} as const;

export const problemTexts = {
  "invitation-failed": zh.failed,
  "invitation-password": zh.password,
  "invitation-many": { title: zh.many.title, detail: "没有邀请。请按支部分几次邀请。" },
  "invitation-nobody": zh.nobody,
  "invitation-stranger": zh.stranger,
  "invitation-ended": zh.ended,
};
