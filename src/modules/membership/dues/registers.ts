import { sql } from "kysely";
import type { Field, Register } from "#platform/registers/declaration.ts";
import { branch, code, date, id, text } from "#platform/registers/fields.ts";
import { DUES_FIELDS } from "./import-vocabulary.ts";

const aliases = (key: string): readonly string[] => DUES_FIELDS.find((field) => field.key === key)?.aliases ?? [];

const VERBS = { read: "dues.ledger.read", export: "dues.ledger.export" } as const;
const money = (key: string, term: string, column: string): Field => ({
  key,
  term,
  type: "money",
  column,
  sortable: true,
  filter: "range",
  width: 110,
});
const ids: readonly Field[] = [id, { key: "personId", term: "党员编号", type: "id", column: "person_id" }];
const name: Field = {
  key: "name",
  term: "姓名",
  type: "text",
  column: "person_name",
  sortable: true,
  nameOf: "person_id",
  filter: "text",
  width: 110,
};

/** The ledger of dues, one row for a member and month; corrected rows stay in it. */
const entries: Register = {
  id: "dues-entries",
  title: "党费收缴台账",
  emptyHint:
    "这里是逐月的党费收缴记录。在“党费台账”里登记，也可以把手里的台账（一人一月一行，或一人一行十二个月）拖进来导入。",
  table: "dues_entry",
  verbs: { ...VERBS, import: "dues.ledger.import" },
  time: "none",
  fields: [
    ...ids,
    { ...name, aliases: aliases("name") },
    { ...branch("所属党组织"), aliases: aliases("branch") },
    {
      key: "year",
      term: "年份",
      type: "int",
      onDay: () => sql<number>`extract(year from due_month)::integer`,
      filter: "range",
      width: 80,
    },
    {
      key: "month",
      term: "月份",
      type: "month",
      column: "due_month",
      sortable: true,
      filter: "range",
      width: 100,
    },
    { ...money("baseFen", "缴纳基数(元)", "base_fen"), aliases: aliases("base") },
    { ...money("dueFen", "应缴金额(元)", "due_fen"), aliases: aliases("due") },
    { ...money("paidFen", "实缴金额(元)", "paid_fen"), aliases: aliases("paid") },
    { ...date("paidOn", "缴纳日期", "paid_on"), aliases: aliases("paidOn") },
    { ...code("channel", "缴纳方式", "pay_channel", "channel", 110), aliases: aliases("channel") },
    { ...code("kind", "状态", "dues_kind", "kind", 110), aliases: aliases("kind") },
    text("payer", "代缴人", "payer", 110),
    {
      key: "receipt",
      term: "收据号",
      type: "text",
      onDay: () => sql<string>`receipt_year || '-' || lpad(receipt_number::text, 4, '0')`,
      width: 110,
    },
    code("category", "缴纳类别", "dues_category", "category", 150),
    date("endedOn", "更正日期", "ended_on"),
    text("endReason", "更正原因", "end_reason"),
    { ...text("note", "备注", "note"), aliases: aliases("note") },
  ],
  search: ["name", "payer", "note"],
  order: { field: "month", direction: "desc" },
  columns: ["name", "organizationId", "month", "baseFen", "dueFen", "paidFen", "paidOn", "channel", "kind", "endedOn"],
  rowPage: "/members/{personId}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["收缴人", "支部书记", "党支部（盖章）"] },
  importer: "dues-entries",
};

const profiles: Register = {
  id: "dues-profiles",
  title: "党费标准",
  emptyHint: "这里是每名党员交纳党费的类别和基数。在“党费台账”里选中党员，点“核定标准”。",
  table: "dues_profile",
  verbs: VERBS,
  time: "range",
  fields: [
    ...ids,
    name,
    branch("党支部"),
    code("category", "缴纳类别", "dues_category", "category", 160),
    money("baseFen", "缴纳基数", "base_fen"),
    money("chosenFen", "支部确定的月额", "chosen_fen"),
    code("method", "核定方式", "dues_method", "method"),
    { key: "quarterly", term: "按季交纳", type: "bool", column: "quarterly", filter: "bool", width: 90 },
    date("validFrom", "执行起始", "valid_from"),
    date("setOn", "核定日期", "set_on"),
    text("note", "备注", "note"),
  ],
  search: ["name", "note"],
  order: { field: "setOn", direction: "desc" },
  columns: ["name", "organizationId", "category", "baseFen", "chosenFen", "method", "validFrom"],
  rowPage: "/members/{personId}",
  place: { id: "organizationId", path: "org_path" },
};

const remittances: Register = {
  id: "dues-remittances",
  title: "党费上缴台账",
  emptyHint: "这里是逐期上缴的党费。在“党费上缴与使用”里登记，收缴数由系统从台账算出。",
  table: "dues_remittance",
  verbs: VERBS,
  time: "none",
  fields: [
    id,
    branch("党组织"),
    date("fromOn", "起始日期", "from_on"),
    date("toOn", "截止日期", "to_on"),
    money("collectedFen", "本级收缴", "collected_fen"),
    money("receivedFen", "下级上缴", "received_fen"),
    money("whollyUpwardFen", "其中须全额上缴", "wholly_upward_fen"),
    money("retainedFen", "留存", "retained_fen"),
    money("remittedFen", "上缴", "remitted_fen"),
    date("remittedOn", "上缴日期", "remitted_on"),
    text("voucher", "凭证号", "voucher", 120),
    text("note", "备注", "note"),
    date("withdrawnOn", "撤销日期", "withdrawn_on"),
    text("withdrawReason", "撤销原因", "withdraw_reason"),
  ],
  search: ["voucher", "note"],
  order: { field: "toOn", direction: "desc" },
  columns: [
    "organizationId",
    "fromOn",
    "toOn",
    "collectedFen",
    "receivedFen",
    "retainedFen",
    "remittedFen",
    "remittedOn",
  ],
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["经手人", "负责人"] },
};

const uses: Register = {
  id: "dues-uses",
  title: "党费使用台账",
  emptyHint: "这里是党费的每一笔使用，都写明用途和哪次会议集体决定。在“党费上缴与使用”里登记。",
  table: "dues_use",
  verbs: VERBS,
  time: "none",
  fields: [
    id,
    branch("党组织"),
    date("usedOn", "使用日期", "used_on"),
    money("amountFen", "金额", "amount_fen"),
    code("purposeKind", "使用项目", "dues_use", "purpose_kind", 180),
    text("purpose", "用途", "purpose", 200),
    text("decidedAt", "决定的会议", "decided_at", 180),
    date("decidedOn", "决定日期", "decided_on"),
    text("payee", "收款方", "payee"),
    text("voucher", "凭证号", "voucher", 120),
    date("withdrawnOn", "撤销日期", "withdrawn_on"),
    text("withdrawReason", "撤销原因", "withdraw_reason"),
  ],
  search: ["purpose", "decidedAt", "payee", "voucher"],
  order: { field: "usedOn", direction: "desc" },
  columns: ["organizationId", "usedOn", "amountFen", "purposeKind", "purpose", "decidedAt", "decidedOn"],
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["经手人", "负责人"] },
};

export const registers: readonly Register[] = [entries, profiles, remittances, uses];
