import type { VerbDeclaration } from "#platform/access/policy.ts";

export const verbs: readonly VerbDeclaration[] = [
  {
    name: "membership.floating.write",
    term: "登记外出和流入，记录联络、培训、评议、查找，签发和回签流动党员活动证",
    roles: ["zone_organiser", "town_officer", "branch_secretary"],
  },
];
