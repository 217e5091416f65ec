import type { VerbDeclaration } from "#platform/access/policy.ts";

/** Dropping files is one verb; what may be written from them is asked of each importer's own verb, row by row. */
export const verbs: readonly VerbDeclaration[] = [
  {
    name: "registers.import",
    term: "导入表格：预览、确认、撤销",
    roles: ["zone_organiser", "town_officer", "branch_secretary"],
  },
];
