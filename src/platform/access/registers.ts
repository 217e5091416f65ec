import { sql } from "kysely";
import { scopeOf } from "#platform/database/door.ts";
import { covers } from "#platform/database/reach.ts";
import type { Register } from "#platform/registers/declaration.ts";
import { coded } from "#platform/registers/fields.ts";
import { day } from "#shared/day.ts";
import { grantsOfMany } from "./duties.ts";
import { ROLES } from "./policy.ts";
import { dutyToConfirm } from "./rules-resets.ts";
import { resetTerms } from "./zh.ts";

type Derived = NonNullable<Register["fields"][number]["derived"]>;

/** Names of the accounts whose ids stand under a key, as far as they are in reach; `nobody` where there is none. */
function namesOf(key: string, nobody = ""): Derived {
  return async (tx, rows) => {
    const ids = [...new Set(rows.flatMap((it) => (typeof it[key] === "string" ? [it[key]] : [])))];
    const found =
      ids.length === 0
        ? []
        : await tx.selectFrom("account").select(["id", "displayName"]).where("id", "in", ids).execute();
    const names = new Map(found.map((it) => [it.id, it.displayName]));
    return rows.map((it) => (typeof it[key] === "string" ? (names.get(it[key]) ?? "") : nobody));
  };
}

/** Requests that wait, by account: which duty decides, and whether all that the account opens lies in reach. */
async function decidingOn(tx: Parameters<Derived>[0], rows: Parameters<Derived>[1], today: string) {
  const ids = [...new Set(rows.filter((it) => it["decidedAt"] === null).map((it) => String(it["accountId"])))];
  if (ids.length === 0) return () => null;
  const seen = await tx.selectFrom("account").select("id").where("id", "in", ids).execute();
  const held = await grantsOfMany(tx, ids, day(today));
  const { places } = scopeOf(tx);
  return (row: Record<string, unknown>) => {
    if (row["decidedAt"] !== null) return null;
    const grants = held.get(String(row["accountId"])) ?? [];
    return {
      duty: dutyToConfirm(grants.map((it) => it.role)),
      covered: seen.some((it) => it.id === row["accountId"]) && grants.every((it) => covers(places, it.path)),
    };
  };
}

/** The ledgers of accounts, of resets and of grants. */
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
    id: "credential-resets",
    title: "重置申请",
    emptyHint:
      "这里列出重置密码、关闭两步验证的申请和办理。账号有授权的，由系统管理员申请、安全管理员确认；安全管理员的账号由审计员确认。",
    table: "credential_reset",
    verbs: { read: "access.account.read", export: "access.account.read" },
    time: "none",
    fields: [
      { key: "id", term: "编号", type: "id", column: "id" },
      { key: "accountId", term: "账号编号", type: "id", column: "account_id" },
      { key: "accountName", term: "账号", type: "text", width: 120, derived: namesOf("accountId") },
      coded("kind", "事项", "kind", resetTerms.kind, 130),
      {
        key: "organizationId",
        term: "所属组织",
        type: "organization",
        column: "organization_id",
        filter: "organization",
        width: 200,
      },
      { key: "reason", term: "申请原因", type: "text", column: "reason", width: 200 },
      { key: "askedBy", term: "申请人编号", type: "id", column: "asked_by" },
      {
        key: "askedByName",
        term: "申请人",
        type: "text",
        width: 110,
        derived: namesOf("askedBy", resetTerms.commandLine),
      },
      {
        key: "askedAt",
        term: "申请时间",
        type: "instant",
        column: "asked_at",
        sortable: true,
        filter: "range",
        width: 150,
      },
      { key: "expiresAt", term: "过期时间", type: "instant", column: "expires_at", width: 150 },
      {
        key: "outcome",
        term: "结果",
        type: "code",
        terms: resetTerms.outcome,
        onDay: () => sql<string>`coalesce(outcome, 'waiting')`,
        filter: "code",
        width: 90,
      },
      {
        key: "decider",
        term: "由谁确认",
        type: "code",
        terms: resetTerms.decider,
        width: 110,
        derived: async (tx, rows, today) => {
          const deciding = await decidingOn(tx, rows, today);
          return rows.map((it) => deciding(it)?.duty ?? null);
        },
      },
      {
        key: "covered",
        term: "授权都在本人管理范围内",
        type: "bool",
        width: 110,
        derived: async (tx, rows, today) => {
          const deciding = await decidingOn(tx, rows, today);
          return rows.map((it) => deciding(it)?.covered ?? null);
        },
      },
      {
        key: "halfWaits",
        term: "后半段密码待领取",
        type: "bool",
        onDay: () => sql<boolean>`rest_cipher is not null`,
        filter: "bool",
        width: 110,
      },
      { key: "decidedBy", term: "确认人编号", type: "id", column: "decided_by" },
      { key: "decidedByName", term: "确认人", type: "text", width: 110, derived: namesOf("decidedBy") },
      {
        key: "decidedAt",
        term: "结果时间",
        type: "instant",
        column: "decided_at",
        sortable: true,
        filter: "range",
        width: 150,
      },
      { key: "decisionReason", term: "不同意的原因", type: "text", column: "decision_reason", width: 200 },
    ],
    search: ["reason"],
    order: { field: "askedAt", direction: "desc" },
    columns: [
      "accountName",
      "kind",
      "reason",
      "askedByName",
      "askedAt",
      "outcome",
      "decider",
      "decidedByName",
      "decidedAt",
      "decisionReason",
    ],
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
        derived: namesOf("accountId"),
      },
      coded(
        "role",
        "岗位",
        "role",
        Object.fromEntries(Object.entries(ROLES).map(([role, { term }]) => [role, term])),
        160,
      ),
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
    columns: ["accountName", "role", "organizationId", "validFrom", "validTo", "reason"],
    place: { id: "organizationId", path: "org_path" },
  },
];
