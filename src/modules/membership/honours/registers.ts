import { sql } from "kysely";
import { aboutFields, factFields } from "#platform/kept/fields.ts";
import type { Field, Register } from "#platform/registers/declaration.ts";
import { branch, date, id } from "#platform/registers/fields.ts";
import { AWARD } from "./asks.ts";

/** 表彰台账: persons and organisations in one list, as offices keep it. */
const awards: Register = {
  id: "awards",
  title: "表彰台账",
  emptyHint: "这里是党员和党组织受到的表彰。在党员或党组织的页面点“登记表彰”，或者导入表彰台账。",
  table: "award",
  verbs: { read: "award.read", export: "award.export", import: "award.import" },
  importer: "awards",
  time: "none",
  fields: [
    ...aboutFields("受表彰对象", "所在党组织"),
    ...factFields(AWARD, {
      kind: 150,
      title: 150,
      level: 100,
      issuer: 190,
      documentNumber: { width: 160, filter: null },
      awardedOn: 120,
    }),
    {
      key: "state",
      term: "状态",
      type: "code",
      codeSet: "award_state",
      onDay: (on) => sql<string>`case
        when withdrawn_on is not null then 'withdrawn'
        when revoked_on <= ${on}::date then 'revoked'
        else 'standing' end`,
      filter: "code",
      width: 110,
    },
    date("revokedOn", "撤销荣誉日期", "revoked_on"),
    { key: "revokeReason", term: "撤销原因", type: "text", column: "revoke_reason", width: 180 },
    { key: "withdrawReason", term: "撤回登记的原因", type: "text", column: "withdraw_reason", width: 180 },
  ],
  search: ["name", "issuer"],
  order: { field: "awardedOn", direction: "desc" },
  columns: ["name", "organizationId", "kind", "level", "issuer", "documentNumber", "awardedOn", "state"],
  rowPage: "/awards/{id}",
  place: { id: "organization_id", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

const state: Field = {
  key: "state",
  term: "进度",
  type: "code",
  codeSet: "measure_state",
  // The same as rules.ts, stateOf, over the columns of the row.
  onDay: (on) => sql<string>`case
    when withdrawn_on is not null then 'withdrawn'
    when ended_on <= ${on}::date then 'ended'
    when period_ends <= ${on}::date then 'due'
    when period_ends is not null or kind in ('detained', 'arrested') then 'running'
    else 'done' end`,
  filter: "code",
  width: 120,
};

/** Whose rows there are, for those who may read them: what a row says is read on its page, for a reason. */
const measures: Register = {
  id: "disciplinary-measures",
  title: "处分和处置",
  emptyHint: "这里只列出谁有登记，内容在打开以后写明理由再看。在党员页面点“登记处分或处置”。",
  table: "disciplinary_measure",
  verbs: { read: "discipline.read", export: "discipline.export" },
  time: "none",
  fields: [
    id,
    { key: "personId", term: "人员编号", type: "id", column: "person_id" },
    {
      key: "personName",
      term: "姓名",
      type: "text",
      column: "person_name",
      nameOf: "person_id",
      sortable: true,
      filter: "text",
      width: 120,
    },
    branch("党组织", 180),
    state,
    date("enteredOn", "登记日期", "entered_on"),
    { key: "enteredBy", term: "登记人", type: "text", column: "entered_by", width: 120 },
  ],
  search: ["personName"],
  order: { field: "enteredOn", direction: "desc" },
  columns: ["personName", "organizationId", "state", "enteredOn", "enteredBy"],
  rowPage: "/discipline/{id}",
  place: { id: "organization_id", path: "org_path" },
};

/** For the auditor: that a row exists, where, since when and by whom. Neither name nor content. */
const index: Register = {
  id: "discipline-index",
  title: "处分处置登记目录",
  emptyHint: "这里只列出登记过处分、处置的事实，供审计核对，没有姓名和内容。",
  table: "disciplinary_measure",
  verbs: { read: "discipline.index", export: "discipline.index" },
  time: "none",
  fields: [
    id,
    branch("党组织", 180),
    date("enteredOn", "登记日期", "entered_on"),
    { key: "enteredBy", term: "登记人", type: "text", column: "entered_by", width: 120 },
    date("withdrawnOn", "撤回登记日期", "withdrawn_on"),
  ],
  search: ["enteredBy"],
  order: { field: "enteredOn", direction: "desc" },
  columns: ["id", "organizationId", "enteredOn", "enteredBy", "withdrawnOn"],
  place: { id: "organization_id", path: "org_path" },
};

export const registers: readonly Register[] = [awards, measures, index];
