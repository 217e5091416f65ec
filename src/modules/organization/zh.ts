import { codeSet } from "#shared/code-sets.ts";

/** Words a person reads in this module, beside the code sets. */
export function eventKindTerm(kind: string): string {
  const kinds = codeSet("organization_event_kind");
  return kinds.has(kind) ? kinds.term(kind) : kind;
}

const PART_TERMS: Readonly<Record<string, string>> = {
  subject: "变动的组织",
  source: "撤并的组织",
  successor: "接收的组织",
  parent: "上级组织",
  child: "随迁的下属组织",
};
export const partTerm = (part: string): string => PART_TERMS[part] ?? part;

export function postTerm(post: string): string {
  const posts = codeSet("party_post");
  return posts.has(post) ? posts.term(post) : post;
}

const ROLE_TERMS: Readonly<Record<string, string>> = {
  zone_organiser: "开发区组织员",
  town_officer: "镇街党务干部",
  branch_secretary: "支部书记",
  member: "党员",
  auditor: "审计员",
  security_administrator: "安全管理员",
  system_administrator: "系统管理员",
};
export const roleTerm = (role: string): string => ROLE_TERMS[role] ?? role;

export const TERM_STATE_TERMS: Readonly<Record<string, string>> = {
  ended: "已结束",
  overdue: "已届满",
  "due-soon": "即将届满",
  running: "任期中",
};

const text = (details: Readonly<Record<string, unknown>>, key: string): string => {
  const value = details[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** Sentences of the audit: what was done, by event; `target` is the name at the time. */
export const eventSentences: Readonly<
  Record<string, (details: Readonly<Record<string, unknown>>, target: string) => string>
> = {
  "organization.event.proposed": (it, target) =>
    `提出“${target}”的${eventKindTerm(text(it, "kind"))}申请，日期${text(it, "on")}`,
  "organization.event.in-force": (it, target) =>
    `批准“${target}”的${eventKindTerm(text(it, "kind"))}，自${text(it, "on")}起生效，涉及党员${text(it, "members")}名`,
  "organization.event.rejected": (it, target) =>
    `未批准“${target}”的${eventKindTerm(text(it, "kind"))}申请：${text(it, "note")}`,
  "organization.event.undone": (it, target) =>
    `撤回“${target}”的${eventKindTerm(text(it, "kind"))}（原日期${text(it, "on")}）`,
  "organization.imported": (it) => `由党组织信息表新建${text(it, "made")}个组织、更新${text(it, "changed")}个组织`,
  "organization.import.undone": (it) => `撤回党组织信息表的导入，删除${text(it, "removed")}个组织`,
  "organization.post.appointed": (it, target) => `登记${target}任${postTerm(text(it, "post"))}，自${text(it, "on")}起`,
  "organization.post.ended": (it, target) => `登记${target}不再任${postTerm(text(it, "post"))}，自${text(it, "on")}起`,
  "organization.term.started": (it, target) =>
    `登记“${target}”第${text(it, "term")}届，自${text(it, "on")}起，任期${text(it, "years")}年`,
  "organization.unit.changed": (it, target) =>
    `更新“${target}”的单位信息${text(it, "on") === "" ? "" : `，自${text(it, "on")}起`}`,
};

/** What waits for a decision. */
export const matters = {
  proposed: (kind: string, by: string, on: string): string =>
    `${by === "" ? "" : `${by}提出`}${eventKindTerm(kind)}，变动日期${on}，待批准。`,
} as const;

/** Slugs of the problems this module answers with, and their titles. */
/** Notices of events that wait and of what came of them. */
export const notices = {
  waiting: (kind: string) => `一项组织变动等您批准：${kind}`,
  waitingBody: (name: string, on: string) => `${name}，${on}。`,
  waitingBecause: (place: string) => `这次变动由${place}批准，您可以办理。`,
  answered: {
    approved: (kind: string) => `您提出的组织变动已批准：${kind}`,
    rejected: (kind: string) => `您提出的组织变动没有批准：${kind}`,
    undone: (kind: string) => `您提出的组织变动被撤回：${kind}`,
  },
  answeredBody: (on: string) => `变动日期${on}，决定和理由在变动记录里。`,
  answeredBecause: "这次变动是您提出的。",
} as const;

export const PROBLEMS = {
  "not-a-day": "日期不对",
  "event-refused": "这次变动不能办理",
  "event-settled": "这次变动已经办过了",
  "event-not-competent": "这次变动要由上级批准",
  "event-depended-on": "后面的变动以它为前提，不能撤回",
  "post-refused": "任职不能登记",
  "term-refused": "届次不能登记",
  "unit-refused": "单位信息不能登记",
} as const;

/** The page behind each problem slug: what happened and what to do. */
export const problemTexts = {
  "not-a-day": { title: PROBLEMS["not-a-day"], detail: "请填写真实存在的日期，如 2026-11-22。什么都没有保存。" },
  "event-refused": {
    title: PROBLEMS["event-refused"],
    detail:
      "变动与已有的登记冲突，或缺少必要的决定。提示会逐条说明是哪一个组织、哪一名党员或哪一项授权。处理之后再提交，在此之前什么都不会保存。",
  },
  "event-settled": {
    title: PROBLEMS["event-settled"],
    detail: "这次变动已经由别人批准、退回或撤回。请刷新页面查看最新状态。",
  },
  "event-not-competent": {
    title: PROBLEMS["event-not-competent"],
    detail:
      "村及以下组织的设立、撤销由乡镇一级党委（党工委）或以上批准；在其下设立党委由县一级批准。您可以提出申请，由上级决定。",
  },
  "event-depended-on": {
    title: PROBLEMS["event-depended-on"],
    detail: "后来的变动或登记是在这次变动的基础上办理的。请按提示先撤回后来的变动，再撤回这一次。",
  },
  "post-refused": { title: PROBLEMS["post-refused"], detail: "请按提示核对组织、人员、职务和日期。什么都没有保存。" },
  "term-refused": { title: PROBLEMS["term-refused"], detail: "请按提示核对届次和日期。什么都没有保存。" },
  "unit-refused": { title: PROBLEMS["unit-refused"], detail: "请按提示核对单位和日期。什么都没有保存。" },
} as const;

/** What the database refuses, in words. */
export const constraintProblems = {
  organization_code: {
    slug: "event-refused",
    title: PROBLEMS["event-refused"],
    detail: "组织编码已经有组织在用，请换一个编码。什么都没有保存。",
  },
  committee_term_of: {
    slug: "term-refused",
    title: PROBLEMS["term-refused"],
    detail: "这一届已经登记过。什么都没有保存。",
  },
  committee_term_dates: {
    slug: "term-refused",
    title: PROBLEMS["term-refused"],
    detail: "任期的起止日期不对，请核对。什么都没有保存。",
  },
  unit_counts: {
    slug: "unit-refused",
    title: PROBLEMS["unit-refused"],
    detail: "户数和人口不能是负数。什么都没有保存。",
  },
} as const;

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  waiting: { kind: "proposal-waiting", term: "变动待批准", about: "下级提出了组织变动，等您批准。" },
  answered: { kind: "proposal-answered", term: "变动有结果", about: "您提出的组织变动已经批准、没有批准或被撤回。" },
} as const;
