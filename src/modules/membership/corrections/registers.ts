import { sql } from "kysely";
import type { Register } from "#platform/registers/declaration.ts";
import { coded, date, id, personName } from "#platform/registers/fields.ts";
import { CORRECTABLE } from "./contract.ts";

const STATE = sql<string>`coalesce(outcome, 'waiting')`;

/** 更正申请: who asked for what when, and how it ended. What was wanted is read on its page, not in lists. */
const requests: Register = {
  id: "correction-requests",
  title: "更正申请",
  emptyHint: "党员在手机上发现自己的记录有误，可以申请更正，从这里核对和答复。现在没有申请。",
  table: "correction_request",
  verbs: { read: "membership.read", export: "membership.export" },
  time: "none",
  fields: [
    id,
    { key: "personId", term: "人员编号", type: "id", column: "person_id" },
    personName,
    {
      key: "organizationId",
      term: "所在党支部",
      type: "organization",
      column: "organization_id",
      filter: "organization",
      width: 200,
    },
    coded("field", "申请更正", "field", CORRECTABLE, 140),
    {
      key: "state",
      term: "结果",
      type: "code",
      codeSet: "correction_state",
      onDay: () => STATE,
      filter: "code",
      width: 110,
    },
    { key: "askedOn", term: "申请日期", type: "day", column: "asked_on", sortable: true, filter: "range", width: 120 },
    date("decidedOn", "办结日期", "decided_on"),
    { key: "decidedBy", term: "办理人", type: "text", column: "decided_by", width: 110 },
    { key: "answer", term: "答复", type: "text", column: "answer", width: 220 },
  ],
  search: ["personName"],
  order: { field: "askedOn", direction: "desc" },
  columns: ["personName", "organizationId", "field", "state", "askedOn", "decidedOn", "answer"],
  rowPage: "/corrections/{id}",
  place: { id: "organization_id", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

export const registers: readonly Register[] = [requests];
