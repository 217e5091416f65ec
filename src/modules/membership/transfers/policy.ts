import type { VerbDeclaration } from "#platform/access/policy.ts";

const STAFF = ["zone_organiser", "town_officer", "branch_secretary"] as const;

export const verbs: readonly VerbDeclaration[] = [
  { name: "membership.transfer", term: "转接组织关系：转出、登记来信、核实、接收、退回、撤回，档案交接", roles: STAFF },
  {
    name: "membership.letter",
    term: "开具、作废组织关系介绍信和党员证明信",
    roles: ["zone_organiser", "town_officer"],
  },
];
