import { sql } from "kysely";
import type { Field, Register } from "#platform/registers/declaration.ts";
import { code, coded, date, id, personName, text, year } from "#platform/registers/fields.ts";
import { shortNames } from "../queries.ts";
import { CANCEL_CODES, CHANNELS, LETTER_KINDS, LETTER_STATES, TRANSFER_KINDS, TRANSFER_STATES } from "./zh.ts";

type Row = Readonly<Record<string, unknown>>;
const wordsIn = (row: Row, key: string): string => {
  const value = row[key];
  return typeof value === "string" ? value : "";
};
/** The last day of a letter noted with a transfer: the same as rules.ts of the roster, letterEnds. */
const letterUntil: Field = {
  key: "letterUntil",
  term: "介绍信有效期至",
  type: "day",
  onDay: () => sql<string>`least(letter_on + coalesce(valid_days, 90), (letter_on + interval '3 months')::date)`,
  filter: "range",
  width: 130,
};

/** The name of one end: of the zone as it is called today, outside as it was written. */
const end = (key: string, term: string, by: string, outsideKind: string): Field => ({
  key,
  term,
  type: "text",
  width: 160,
  derived: async (tx, rows) => {
    const names = await shortNames(
      tx,
      rows.map((row) => wordsIn(row, by)),
    );
    return rows.map(
      (row) => names.get(wordsIn(row, by)) ?? (row["kind"] === outsideKind ? wordsIn(row, "outsideName") : null),
    );
  },
});

const FIELDS: readonly Field[] = [
  id,
  { key: "personId", term: "党员编号", type: "id", column: "person_id" },
  personName,
  coded("kind", "类别", "kind", TRANSFER_KINDS),
  { key: "fromOrganizationId", term: "转出支部", type: "id", column: "from_organization_id", width: 160 },
  {
    key: "toOrganizationId",
    term: "接收支部",
    type: "id",
    column: "to_organization_id",
    filter: "organization",
    width: 160,
  },
  end("from", "转出党组织", "fromOrganizationId", "in"),
  end("to", "接收党组织", "toOrganizationId", "out"),
  text("outsideName", "区外党组织", "outside_name"),
  code("scope", "范围", "transfer_scope", "scope", 120),
  coded("channel", "方式", "channel", CHANNELS),
  coded("state", "状态", "state", TRANSFER_STATES),
  date("handedOverOn", "转出日期", "handed_over_on"),
  date("decidedOn", "办结日期", "decided_on"),
  { key: "duesPaidTo", term: "党费交至", type: "day", column: "dues_paid_to", sortable: true, width: 120 },
  text("letterNumber", "介绍信编号", "letter_number", 200),
  letterUntil,
  date("receiptOn", "回执日期", "receipt_on"),
  text("receiptNumber", "回执编号", "receipt_number", 140),
  date("fileSentOn", "档案寄出", "file_sent_on"),
  date("fileReceivedOn", "档案签收", "file_received_on"),
  text("reason", "原因", "reason", 180),
];

/** 组织关系转出、区内转接登记. */
const transfers: Register = {
  id: "transfers",
  title: "组织关系转接",
  emptyHint:
    "党员在支部之间转移组织关系，从这里看进度。在党员的页面上点“转接组织关系”开始；对方接收之前，党员仍由原支部管理。",
  table: "transfer",
  verbs: { read: "membership.read", export: "membership.export" },
  time: "none",
  fields: FIELDS,
  search: ["personName", "outsideName", "letterNumber"],
  order: { field: "handedOverOn", direction: "desc" },
  columns: ["handedOverOn", "personName", "kind", "from", "to", "state", "letterUntil", "decidedOn"],
  rowPage: "/transfers/{id}",
  place: { id: "fromOrganizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

/** 组织关系转入登记: the same transfers from the side of the receiver. */
const arrivals: Register = {
  ...transfers,
  id: "transfer-arrivals",
  title: "组织关系转入登记",
  emptyHint: "这里是转到本地的党员。区外来的，先登记收到的介绍信；区内来的，由对方转出后在这里出现。",
  columns: ["handedOverOn", "personName", "kind", "from", "to", "state", "decidedOn", "receiptOn"],
  place: { id: "to_organization_id", path: "to_path", side: true },
};

/** 介绍信登记簿: every stub with its number, cancelled ones too. */
const letters: Register = {
  id: "transfer-letters",
  title: "介绍信登记簿",
  emptyHint:
    "这里是开出的组织关系介绍信和党员证明信，按年编号，作废的也留存根。介绍信在转接页面上开，证明信在党员页面上开。",
  table: "transfer_letter",
  verbs: { read: "membership.read", export: "membership.export" },
  time: "none",
  fields: [
    id,
    { key: "personId", term: "党员编号", type: "id", column: "person_id" },
    text("number", "存根编号", "number", 220),
    {
      key: "serial",
      term: "序号",
      type: "int",
      ordinal: true,
      column: "serial",
      sortable: true,
      filter: "range",
      width: 80,
    },
    year,
    coded("kind", "种类", "kind", LETTER_KINDS, 140),
    personName,
    {
      key: "organizationId",
      term: "所在党支部",
      type: "organization",
      column: "organization_id",
      filter: "organization",
      width: 160,
    },
    text("addressee", "转往（开往）", "addressee", 200),
    text("purpose", "事由", "purpose", 180),
    date("issuedOn", "开具日期", "issued_on"),
    {
      key: "until",
      term: "有效期至",
      type: "day",
      onDay: () => sql<string>`least(issued_on + valid_days,
        (issued_on + case kind when 'certificate' then interval '6 months' else interval '3 months' end)::date)`,
      filter: "range",
      width: 120,
    },
    {
      key: "state",
      term: "状态",
      type: "code",
      terms: LETTER_STATES,
      onDay: (on) => sql<string>`case when cancelled_on <= ${on}::date then 'cancelled'
        when ${on}::date <= least(issued_on + valid_days,
          (issued_on + case kind when 'certificate' then interval '6 months' else interval '3 months' end)::date) then 'valid'
        else 'expired' end`,
      filter: "code",
      width: 100,
    },
    { key: "duesPaidTo", term: "党费交至", type: "day", column: "dues_paid_to", width: 120 },
    text("issuedBy", "经办人", "issued_by", 100),
    date("cancelledOn", "作废日期", "cancelled_on"),
    coded("cancelCode", "作废原因", "cancel_code", CANCEL_CODES, 110),
  ],
  search: ["number", "personName", "addressee"],
  order: { field: "issuedOn", direction: "desc" },
  columns: ["number", "kind", "personName", "organizationId", "addressee", "issuedOn", "until", "state"],
  rowPage: "/letters/{id}",
  place: { id: "organization_id", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

export const registers: readonly Register[] = [transfers, arrivals, letters];
