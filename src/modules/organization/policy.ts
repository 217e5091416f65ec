import type { VerbDeclaration } from "#platform/access/policy.ts";

export const verbs: readonly VerbDeclaration[] = [
  // Administrators choose places for accounts and rights by name; what lies at a place is none of their business.
  {
    name: "organization.tree.read",
    term: "查看组织树（只有名称和上下级）",
    roles: [
      "zone_organiser",
      "town_officer",
      "branch_secretary",
      "member",
      "auditor",
      "security_administrator",
      "system_administrator",
    ],
  },
  {
    name: "organization.read",
    term: "查看组织、单位、任职和届次",
    roles: ["zone_organiser", "town_officer", "branch_secretary", "member"],
  },
  { name: "organization.export", term: "导出组织台账", roles: ["zone_organiser", "town_officer", "branch_secretary"] },
  { name: "organization.import", term: "导入党组织信息表", roles: ["zone_organiser"] },
  {
    name: "organization.event.propose",
    term: "提出组织变动",
    roles: ["zone_organiser", "town_officer", "branch_secretary"],
  },
  // Whoever holds this above all organisations concerned puts the event in force; rules.ts says at which place it is asked.
  { name: "organization.event.approve", term: "批准组织变动", roles: ["zone_organiser", "town_officer"] },
  { name: "organization.post.write", term: "登记任职和届次", roles: ["zone_organiser", "town_officer"] },
  {
    name: "organization.unit.write",
    term: "维护单位信息",
    roles: ["zone_organiser", "town_officer", "branch_secretary"],
  },
  { name: "organization.advice.read", term: "查看设置建议", roles: ["zone_organiser", "town_officer"] },
];
