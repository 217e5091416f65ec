import type { VerbDeclaration } from "#platform/access/policy.ts";

export const verbs: readonly VerbDeclaration[] = [
  {
    name: "workday.read",
    term: "查看节假日安排、推算工作日",
    roles: ["zone_organiser", "town_officer", "branch_secretary", "system_administrator"],
  },
  { name: "workday.write", term: "录入节假日安排", roles: ["system_administrator"] },
];
