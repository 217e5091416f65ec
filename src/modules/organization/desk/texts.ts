import type { EventKind } from "#modules/organization/contract.ts";

/** Words of the organisation pages, in one place. */
export const KINDS: Readonly<Record<EventKind, { term: string; says: string }>> = {
  establish: { term: "新建", says: "在上级组织下面成立一个新的党组织。" },
  rename: { term: "更名", says: "只改名称，人和关系都不变。" },
  move: { term: "隶属调整", says: "整个组织连同下级，改由另一个上级管理。" },
  merge: { term: "合并", says: "几个组织并成一个，党员、任职、授权一起过去。" },
  split: { term: "分设", says: "一个组织分成几个，党员逐人分到新组织。" },
  dissolve: { term: "撤销", says: "组织不再存在，党员逐人转到别的组织。" },
  upgrade: { term: "升格", says: "改变组织类别，如支部升为总支、总支升为党委。" },
};

export const STATES: Readonly<Record<string, { term: string; mark: "good" | "warn" | "bad" | "plain" }>> = {
  proposed: { term: "待批准", mark: "warn" },
  "in-force": { term: "已生效", mark: "good" },
  rejected: { term: "未批准", mark: "bad" },
  undone: { term: "已撤回", mark: "plain" },
};

export const PARTS: Readonly<Record<string, string>> = {
  subject: "本组织",
  source: "并出",
  successor: "承接",
  parent: "上级",
};

export const GRANT_DECISIONS: readonly { value: string; label: string }[] = [
  { value: "end", label: "到此结束" },
  { value: "carry", label: "随组织带过去" },
  { value: "stay", label: "保持不变" },
];

/** Whether a term is running out, as the server says it. */
export const TERM_STATES: Readonly<Record<string, { term: string; mark: "good" | "warn" | "bad" | "plain" }>> = {
  running: { term: "任期内", mark: "good" },
  "due-soon": { term: "即将届满", mark: "warn" },
  due: { term: "即将届满", mark: "warn" },
  overdue: { term: "届满未换", mark: "bad" },
  ended: { term: "已结束", mark: "plain" },
};
