import type { VerbDeclaration } from "#platform/access/policy.ts";

export const verbs: readonly VerbDeclaration[] = [
  {
    name: "election.read",
    term: "查看届期、选举和两委任职",
    roles: ["zone_organiser", "town_officer", "branch_secretary"],
  },
  { name: "election.export", term: "导出选举台账", roles: ["zone_organiser", "town_officer", "branch_secretary"] },
  {
    name: "election.write",
    term: "准备换届选举，登记请示、候选人、会议和计票",
    roles: ["zone_organiser", "town_officer", "branch_secretary"],
  },
  // Whoever stands above: reminds, answers, and with the last answer posts begin. rules ask at which place.
  {
    name: "election.decide",
    term: "批复选举请示，登记村（居）民委员会选举结果",
    roles: ["zone_organiser", "town_officer"],
  },
];
