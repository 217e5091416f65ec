import type { VerbDeclaration } from "#platform/access/policy.ts";

const STAFF = ["zone_organiser", "town_officer", "branch_secretary"] as const;
/** Never a branch secretary, not even of the member's own branch: they learn who does not vote, and nothing else. */
const TRUSTED = ["zone_organiser", "town_officer"] as const;

export const verbs: readonly VerbDeclaration[] = [
  { name: "award.read", term: "查看表彰奖励", roles: STAFF },
  { name: "award.export", term: "导出表彰台账", roles: STAFF },
  { name: "award.import", term: "导入表彰台账", roles: STAFF },
  { name: "award.write", term: "登记、更正、撤销表彰", roles: STAFF },
  {
    name: "discipline.read",
    term: "查看处分、组织处置（每次写明理由，本人看得到）",
    roles: TRUSTED,
    restricted: true,
  },
  { name: "discipline.write", term: "登记处分、组织处置和暂停权利", roles: TRUSTED, restricted: true },
  { name: "discipline.export", term: "导出处分处置目录（不含内容）", roles: ["zone_organiser"], restricted: true },
  {
    name: "discipline.index",
    term: "查看处分处置的登记目录（没有姓名，没有内容）",
    roles: ["auditor"],
    restricted: true,
  },
];
