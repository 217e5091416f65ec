import { sql } from "kysely";
import type { Field, Register } from "#platform/registers/declaration.ts";

const id: Field = { key: "id", term: "编号", type: "id", column: "id" };
const date = (key: string, term: string, column: string): Field => ({
  key,
  term,
  type: "day",
  column,
  sortable: true,
  filter: "range",
  width: 120,
});
const place = (term: string): Field => ({
  key: "organizationId",
  term,
  type: "organization",
  column: "organization_id",
  filter: "organization",
  width: 180,
});

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
    id,
    { key: "personId", term: "人员编号", type: "id", column: "person_id" },
    { key: "name", term: "受表彰对象", type: "text", column: "name", sortable: true, filter: "text", width: 140 },
    place("所在党组织"),
    {
      key: "kind",
      term: "荣誉称号",
      type: "code",
      codeSet: "award_kind",
      column: "kind",
      sortable: true,
      filter: "code",
      width: 150,
    },
    { key: "title", term: "荣誉名称", type: "text", column: "title", filter: "text", width: 150 },
    {
      key: "level",
      term: "表彰级别",
      type: "code",
      codeSet: "award_level",
      column: "level",
      sortable: true,
      filter: "code",
      width: 100,
    },
    { key: "issuer", term: "表彰单位", type: "text", column: "issuer", filter: "text", width: 190 },
    { key: "documentNumber", term: "文号", type: "text", column: "document_number", width: 160 },
    date("awardedOn", "表彰日期", "awarded_on"),
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
    place("党组织"),
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
    place("党组织"),
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
