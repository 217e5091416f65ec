/** The roles that can be granted, as the dialogs offer them; what each may do is the server's policy. */
export const ROLES: readonly { value: string; label: string; duty: string }[] = [
  { value: "zone_organiser", label: "开发区组织员", duty: "看全区、批设置、管花名册" },
  { value: "town_officer", label: "镇街党务干部", duty: "管本镇街各支部" },
  { value: "branch_secretary", label: "支部书记", duty: "管本支部" },
  { value: "member", label: "党员", duty: "看自己的记录和所在支部" },
  { value: "auditor", label: "审计员", duty: "查看操作日志，不改任何业务数据" },
  { value: "security_administrator", label: "安全管理员", duty: "授权与收权，不看业务数据" },
  { value: "system_administrator", label: "系统管理员", duty: "开户、备份、运行，不授权、不看业务数据" },
];
