import type { VerbDeclaration } from "#platform/access/policy.ts";

const STAFF = ["zone_organiser", "town_officer", "branch_secretary"] as const;

export const verbs: readonly VerbDeclaration[] = [
  { name: "membership.read", term: "查看党员花名册、增减和转接", roles: STAFF },
  { name: "membership.export", term: "导出党员台账（不含身份证号和电话）", roles: STAFF },
  { name: "membership.import", term: "导入党员花名册", roles: STAFF },
  { name: "membership.admit", term: "在花名册中增加党员", roles: STAFF },
  { name: "membership.correct", term: "更正、变更党员信息", roles: STAFF },
  { name: "membership.leave", term: "办理党员减少", roles: STAFF },
  // The branch itself opens none: who holds the first password of a member could vote in their place.
  {
    name: "membership.account.open",
    term: "为党员开通看自己记录的账号",
    roles: ["zone_organiser", "town_officer"],
  },
  { name: "membership.unmask", term: "查看身份证号、电话、住址（须写理由，留痕）", roles: STAFF },
];
