import { type Fault, Problem } from "#platform/http/problem.ts";
import { type Day, isDay } from "#shared/day.ts";
import type { Field, Register } from "./declaration.ts";
import { codesOf } from "./describe.ts";
import type { Manner } from "./tree-of-day.ts";

/** One question to a register, read from the query part of an address. */
export interface ListRequest {
  readonly organizationId: string | null;
  /** Only the organisation itself, not what lies beneath. */
  readonly direct: boolean;
  readonly asOf: Day;
  /** What lies beneath the organisation: by today's tree, or by the tree of the day. */
  readonly manner: Manner;
  readonly text: string;
  readonly filters: readonly Filter[];
  readonly sort: {
    readonly field: Field;
    readonly by: "strokes" | "pinyin" | "value";
    readonly direction: "asc" | "desc";
  };
  readonly cursor: Cursor | null;
  readonly limit: number;
  readonly count: boolean;
}

export type Filter =
  | { readonly kind: "codes"; readonly field: Field; readonly codes: readonly string[] }
  | { readonly kind: "text"; readonly field: Field; readonly text: string }
  | { readonly kind: "range"; readonly field: Field; readonly from: string | null; readonly to: string | null }
  | { readonly kind: "bool"; readonly field: Field; readonly value: boolean }
  | { readonly kind: "empty"; readonly field: Field; readonly empty: boolean };

/** Where the last page ended: the sort value of its last row (null when the row has none) and its id. */
export interface Cursor {
  readonly value: string | null;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: string): boolean => UUID.test(text);

/**
 * Reads a list request. All faults are told at once; an unknown filter or sort field is a fault, never ignored, because
 * an ignored filter would widen the answer.
 */
export function readListRequest(register: Register, query: Readonly<Record<string, unknown>>, today: Day): ListRequest {
  const faults: Fault[] = [];
  const fault = (key: string, message: string) => faults.push({ pointer: `/query/${key}`, message });
  const text = (key: string): string => {
    const value = query[key];
    if (value === undefined) return "";
    if (typeof value === "string" && value.includes("\0")) fault(key, "内容里有不能识别的字符，请删去后重新输入。");
    if (typeof value === "string") return value;
    fault(key, "同一个参数只能给一次。");
    return "";
  };

  for (const key of Object.keys(query)) {
    if (!KNOWN.has(key) && !key.startsWith("f."))
      fault(key, `没有“${key.slice(0, 40)}”这个参数。筛选请写成 f.字段名。`);
  }
  const org = text("org");
  if (org !== "" && !isId(org)) fault("org", "组织编号不是有效的编号，请从组织树里选择。");
  const day = text("asOf");
  if (day !== "" && !isDay(day)) fault("asOf", "日期请写成 2026-11-22 的样子。");
  const limitText = text("limit");
  const limit = limitText === "" ? 50 : Number(limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) fault("limit", "每页行数请写 1 到 500 之间的整数。");
  const manner = text("manner");
  if (manner !== "" && manner !== "now" && manner !== "was")
    fault("manner", "口径请写 now(现在的组织树)或 was(当天的组织树)。");
  const words = text("q");
  if (words.length > 60) fault("q", "搜索内容最多 60 个字。");

  const filters = Object.keys(query)
    .filter((key) => key.startsWith("f."))
    .flatMap((key) => {
      const field = register.fields.find((it) => it.key === key.slice(2));
      if (!field || !field.filter || !(field.column || field.onDay) || field.sensitive) {
        fault(key, "不能按这一栏筛选。");
        return [];
      }
      const value = text(key);
      if (value === "") return [];
      const filter = readFilter(field, value);
      if (typeof filter === "string") {
        fault(key, filter);
        return [];
      }
      return [filter];
    });
  const sort = readSort(register, text("sort"));
  if (typeof sort === "string") fault("sort", sort);
  const cursor = readCursor(text("cursor"));
  if (cursor === undefined) fault("cursor", "翻页标记已失效，请从第一页重新打开。");
  if (faults.length > 0 || typeof sort === "string" || cursor === undefined)
    throw new Problem("unreadable", "bad-query", "列表的条件有误", "请改正下面的条件后再试，没有读取任何数据。", {
      faults,
    });
  return {
    organizationId: org === "" ? null : org,
    direct: text("direct") === "1",
    asOf: day === "" ? today : (day as Day),
    manner: manner === "was" ? "was" : "now",
    text: words.trim(),
    filters,
    sort,
    cursor,
    limit,
    count: text("count") === "1",
  };
}

const KNOWN = new Set([
  "org",
  "direct",
  "asOf",
  "manner",
  "q",
  "sort",
  "cursor",
  "limit",
  "count",
  "format",
  "columns",
]);

function readFilter(field: Field, value: string): Filter | string {
  if (value === "empty" || value === "present") return { kind: "empty", field, empty: value === "empty" };
  switch (field.filter) {
    case "code": {
      const codes = value.split(",");
      const known = codesOf(field);
      const wrong = known.length > 0 ? codes.find((code) => known.every((it) => it.code !== code)) : undefined;
      return wrong === undefined ? { kind: "codes", field, codes } : `“${wrong.slice(0, 20)}”不是${field.term}的选项。`;
    }
    case "bool":
      return value === "true" || value === "false"
        ? { kind: "bool", field, value: value === "true" }
        : `${field.term}请选“是”或“否”。`;
    case "range": {
      const [from = "", to = "", more] = value.split("..");
      if (more !== undefined || (from === "" && to === "" && value !== "..")) return `${field.term}请写成“从..到”。`;
      for (const end of [from, to])
        if (end !== "" && !readsAs(field, end))
          return field.type === "day" || field.type === "month" || field.type === "instant"
            ? `${field.term}的日期请写成 2026-11-22 的样子。`
            : `${field.term}请写数字。`;
      return { kind: "range", field, from: from === "" ? null : from, to: to === "" ? null : to };
    }
    case "organization":
      return isId(value) ? { kind: "codes", field, codes: [value] } : "组织编号不是有效的编号，请从组织树里选择。";
    default:
      return value.length <= 60 ? { kind: "text", field, text: value } : `${field.term}的筛选内容最多 60 个字。`;
  }
}

function readsAs(field: Field, text: string): boolean {
  if (field.type === "day" || field.type === "month" || field.type === "instant") return isDay(text);
  return /^-?\d{1,15}$/.test(text);
}

function readSort(register: Register, text: string): ListRequest["sort"] | string {
  const wanted = text === "" ? `${register.order.direction === "desc" ? "-" : ""}${register.order.field}` : text;
  const direction = wanted.startsWith("-") ? "desc" : "asc";
  const [key = "", by = ""] = wanted.replace(/^-/, "").split(".");
  const field = register.fields.find((it) => it.key === key);
  const isDefault = key === register.order.field;
  if (!field?.column || field.sensitive || !(field.sortable || isDefault)) return "不能按这一栏排序。";
  if (by !== "" && !(field.type === "name" && (by === "pinyin" || by === "strokes")))
    return "姓名可以按笔画（strokes）或拼音（pinyin）排序。";
  return { field, by: field.type === "name" ? (by === "pinyin" ? "pinyin" : "strokes") : "value", direction };
}

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.value, cursor.id])).toString("base64url");
}

function readCursor(text: string): Cursor | null | undefined {
  if (text === "") return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(read) || read.length !== 2) return undefined;
    const [value, id] = read as unknown[];
    if (
      (value !== null && typeof value !== "string") ||
      typeof id !== "string" ||
      !isId(id) ||
      (typeof value === "string" && value.includes("\0"))
    )
      return undefined;
    return { value, id };
  } catch {
    // Whoever altered the mark gets the same sentence as one whose mark is old.
    return undefined;
  }
}
