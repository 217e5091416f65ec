import type { VerbDeclaration } from "#platform/access/policy.ts";

export const verbs: VerbDeclaration[] = [
  {
    name: "files.document.upload",
    term: "上传文件材料",
    roles: ["zone_organiser", "town_officer", "branch_secretary"],
  },
  {
    name: "files.document.read",
    term: "下载文件材料",
    roles: ["zone_organiser", "town_officer", "branch_secretary"],
  },
];
