import type { VerbDeclaration } from "#platform/access/policy.ts";

const STAFF = ["zone_organiser", "town_officer", "branch_secretary"] as const;

export const verbs: readonly VerbDeclaration[] = [
  { name: "dues.ledger.read", term: "查看党费台账、收据、上缴、使用和公布", roles: STAFF },
  { name: "dues.ledger.export", term: "导出党费台账", roles: STAFF },
  { name: "dues.ledger.import", term: "导入党费收缴台账", roles: STAFF },
  { name: "dues.profile.set", term: "核定党费标准，申请减免", roles: STAFF },
  { name: "dues.relief.decide", term: "批准少交、免交党费", roles: ["zone_organiser", "town_officer"] },
  { name: "dues.entry.write", term: "登记、更正党费收缴，记录欠缴谈话", roles: STAFF },
  { name: "dues.account.write", term: "登记党费上缴、使用，公布收缴情况", roles: STAFF },
];
