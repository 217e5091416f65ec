import type { VerbDeclaration } from "#platform/access/policy.ts";

export const verbs: readonly VerbDeclaration[] = [
  { name: "operate.backup.read", term: "查看备份", roles: ["system_administrator", "auditor"] },
  { name: "operate.backup.make", term: "立即备份", roles: ["system_administrator"] },
];
