import type { VerbDeclaration } from "#platform/access/policy.ts";
import { zh } from "./zh.ts";

const STAFF = ["zone_organiser", "town_officer", "branch_secretary"] as const;

export const verbs: readonly VerbDeclaration[] = [
  // The auditor sees totals and no persons: small numbers are hidden there (veiled.ts).
  { name: "assessment.picture.read", term: zh.policy.picture, roles: [...STAFF, "auditor"] },
  { name: "assessment.standing.read", term: zh.policy.standing, roles: STAFF },
  { name: "assessment.standing.export", term: zh.policy.standingExport, roles: STAFF },
  { name: "assessment.statistics.read", term: zh.policy.statistics, roles: STAFF },
  // Whoever decides something has it on the first screen: administrators as well, who see no facts about persons.
  {
    name: "assessment.turn.read",
    term: zh.policy.turn,
    roles: [...STAFF, "security_administrator", "auditor"],
  },
  { name: "assessment.due.read", term: zh.policy.due, roles: STAFF },
];
