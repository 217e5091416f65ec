import type { VerbDeclaration } from "#platform/access/policy.ts";

const STAFF = ["zone_organiser", "town_officer", "branch_secretary"] as const;

export const verbs: readonly VerbDeclaration[] = [
  { name: "appraisal.read", term: "查看民主评议党员", roles: STAFF },
  { name: "appraisal.export", term: "导出民主评议台账", roles: STAFF },
  {
    name: "appraisal.write",
    term: "组织民主评议：确定名单、开始和结束投票、登记票数、评定、公布、限期改正",
    roles: STAFF,
  },
];
