import type { Register } from "#platform/registers/declaration.ts";
import { ROLES } from "./policy.ts";

/** The ledgers of accounts and of grants. */
export const registers: Register[] = [
  {
    id: "accounts",
    title: "账号",
    emptyHint: "这里列出可以登录系统的账号。点“开户”为一位同志开设账号，一次性密码只显示一次。",
    table: "account",
    verbs: { read: "access.account.read", export: "access.account.read" },
    time: "none",
    fields: [
      { key: "id", term: "编号", type: "id", column: "id" },
      {
        key: "displayName",
        term: "姓名",
        type: "text",
        column: "display_name",
        sortable: true,
        filter: "text",
        width: 120,
      },
      { key: "username", term: "用户名", type: "text", column: "username", sortable: true, filter: "text", width: 160 },
      {
        key: "organizationId",
        term: "所属组织",
        type: "organization",
        column: "organization_id",
        filter: "organization",
        width: 200,
      },
      {
        key: "createdAt",
        term: "开户时间",
        type: "instant",
        column: "created_at",
        sortable: true,
        filter: "range",
        width: 160,
      },
      {
        key: "disabledAt",
        term: "停用时间",
        type: "instant",
        column: "disabled_at",
        sortable: true,
        filter: "range",
        width: 160,
      },
    ],
    search: ["displayName", "username"],
    order: { field: "createdAt", direction: "desc" },
    columns: ["displayName", "username", "organizationId", "createdAt", "disabledAt"],
    place: { id: "organizationId", path: "org_path" },
  },
  {
    id: "grants",
    title: "授权",
    emptyHint: "这里列出谁在哪个组织担任什么岗位。点“授权”给一个账号岗位；到期或离岗时收回。",
    table: "role_grant",
    verbs: { read: "access.grant.read", export: "access.grant.read" },
    time: "range",
    fields: [
      { key: "id", term: "编号", type: "id", column: "id" },
      { key: "accountId", term: "账号编号", type: "id", column: "account_id" },
      {
        key: "accountName",
        term: "姓名",
        type: "text",
        width: 120,
        derived: async (tx, rows) => {
          const ids = [...new Set(rows.map((it) => String(it["accountId"])))];
          if (ids.length === 0) return [];
          const found = await tx.selectFrom("account").select(["id", "displayName"]).where("id", "in", ids).execute();
          const names = new Map(found.map((it) => [it.id, it.displayName]));
          return rows.map((it) => names.get(String(it["accountId"])) ?? "");
        },
      },
      { key: "role", term: "岗位代码", type: "text", column: "role", sortable: true, filter: "text", width: 160 },
      {
        key: "roleTerm",
        term: "岗位",
        type: "text",
        width: 140,
        derived: (_, rows) => Promise.resolve(rows.map((it) => termOf(String(it["role"])))),
      },
      {
        key: "organizationId",
        term: "组织",
        type: "organization",
        column: "organization_id",
        filter: "organization",
        width: 200,
      },
      {
        key: "validFrom",
        term: "开始日期",
        type: "day",
        column: "valid_from",
        sortable: true,
        filter: "range",
        width: 120,
      },
      {
        key: "validTo",
        term: "结束日期",
        type: "day",
        column: "valid_to",
        sortable: true,
        filter: "range",
        width: 120,
      },
      { key: "reason", term: "原因", type: "text", column: "reason", width: 240 },
    ],
    search: ["reason"],
    order: { field: "validFrom", direction: "desc" },
    columns: ["accountName", "roleTerm", "organizationId", "validFrom", "validTo", "reason"],
    place: { id: "organizationId", path: "org_path" },
  },
];

const termOf = (role: string): string => (Object.hasOwn(ROLES, role) ? ROLES[role as keyof typeof ROLES].term : role);
