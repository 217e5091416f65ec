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

export function kindTerm(kind: string): string {
  const kinds = codeSet("organization_kind");
  return kinds.has(kind) ? kinds.term(kind) : kind;
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

const FINDINGS: Readonly<Record<string, string>> = {
  "too-few": "应与邻近支部成立联合党支部",
  "too-many": "人数偏多,一般应分设",
  "general-branch": "达到设立党总支的人数",
  committee: "达到设立党委的人数",
  "committee-needed": "应当选举产生支部委员会",
  "committee-too-many-seats": "支部委员人数超过上限",
  "committee-not-needed": "不足7人,只设书记,必要时设1名副书记",
};

/** The sentence for a finding of the rules; `may` softens it. */
export function findingSentence(code: string, force: "must" | "may" | "should"): string {
  const text = FINDINGS[code] ?? code;
  return force === "may" ? `${text},可以根据需要设立` : text;
}

const text = (details: Readonly<Record<string, unknown>>, key: string): string => {
  const value = details[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** Sentences of the audit: what was done, by event; `target` is the name at the time. */
export const eventSentences: Readonly<
  Record<string, (details: Readonly<Record<string, unknown>>, target: string) => string>
> = {
  "organization.event.proposed": (it, target) =>
    `提出「${target}」的${eventKindTerm(text(it, "kind"))}申请,日期${text(it, "on")}`,
  "organization.event.in-force": (it, target) =>
    `批准「${target}」的${eventKindTerm(text(it, "kind"))},自${text(it, "on")}起生效,涉及党员${text(it, "members")}名`,
  "organization.event.rejected": (it, target) =>
    `未批准「${target}」的${eventKindTerm(text(it, "kind"))}申请:${text(it, "note")}`,
  "organization.event.undone": (it, target) =>
    `撤回「${target}」的${eventKindTerm(text(it, "kind"))}(原日期${text(it, "on")})`,
  "organization.imported": (it) => `由党组织信息表新建${text(it, "made")}个组织、更新${text(it, "changed")}个组织`,
  "organization.import.undone": (it) => `撤回党组织信息表的导入,删除${text(it, "removed")}个组织`,
  "organization.post.appointed": (it, target) => `登记${target}任${postTerm(text(it, "post"))},自${text(it, "on")}起`,
  "organization.post.ended": (it, target) => `登记${target}不再任${postTerm(text(it, "post"))},自${text(it, "on")}起`,
  "organization.term.started": (it, target) =>
    `登记「${target}」第${text(it, "term")}届,自${text(it, "on")}起,任期${text(it, "years")}年`,
  "organization.unit.changed": (it, target) =>
    `更新「${target}」的单位信息${text(it, "on") === "" ? "" : `,自${text(it, "on")}起`}`,
};
