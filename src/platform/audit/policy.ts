import type { VerbDeclaration } from "#platform/access/policy.ts";

export const verbs: VerbDeclaration[] = [
  { name: "audit.event.read", term: "查看操作日志", roles: ["auditor", "zone_organiser"] },
  { name: "audit.event.export", term: "导出操作日志", roles: ["auditor"] },
  { name: "audit.chain.verify", term: "核验操作日志是否被改动", roles: ["auditor"] },
];
