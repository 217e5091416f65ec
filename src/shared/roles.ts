/** What somebody is here for; which verbs a role holds, each module says in its `policy.ts`. */
export const ROLES = {
  zone_organiser: { term: "开发区组织员", duty: "看全区、批设置、管花名册", sees: "persons", needsSecondFactor: false },
  town_officer: { term: "镇街党务干部", duty: "管本镇街各支部", sees: "persons", needsSecondFactor: false },
  branch_secretary: { term: "支部书记", duty: "管本支部", sees: "persons", needsSecondFactor: false },
  member: { term: "党员", duty: "看自己的记录和所在支部", sees: "places", needsSecondFactor: false },
  auditor: { term: "审计员", duty: "查看操作日志，不改任何业务数据", sees: "places", needsSecondFactor: false },
  security_administrator: {
    term: "安全管理员",
    duty: "授权与收权，不看业务数据",
    sees: "places",
    needsSecondFactor: false,
  },
  system_administrator: {
    term: "系统管理员",
    duty: "开户、备份、运行，不授权、不看业务数据",
    sees: "places",
    needsSecondFactor: false,
  },
} as const satisfies Record<
  string,
  { term: string; duty: string; sees: "persons" | "places"; needsSecondFactor: boolean }
>;

export type Role = keyof typeof ROLES;
