import type { Register } from "#platform/registers/declaration.ts";
import { branch, code, date, id, personName, text } from "#platform/registers/fields.ts";
import { stageOn, stateOn, stepOn } from "./queries.ts";
import { STEPS } from "./rules-steps.ts";
import { ENDED_TERMS, RESULT_TERMS } from "./zh.ts";

const READ = { read: "recruiting.read", export: "recruiting.export" } as const;

const cases: Register = {
  id: "recruiting-cases",
  title: "发展党员档案",
  emptyHint: "这里是发展党员的档案，从递交入党申请书到转正归档，一人一份。在“发展党员”里登记第一份入党申请。",
  table: "recruiting_case",
  verbs: READ,
  time: "none",
  fields: [
    id,
    { key: "personId", term: "人员编号", type: "id", column: "person_id" },
    personName,
    {
      key: "stage",
      term: "发展阶段",
      type: "code",
      codeSet: "development_stage",
      onDay: stageOn,
      filter: "code",
      width: 120,
    },
    { key: "state", term: "办理状态代码", type: "text", onDay: stateOn, filter: "text", width: 120 },
    {
      key: "stateTerm",
      term: "办理状态",
      type: "text",
      width: 140,
      derived: (_tx, rows, on) =>
        Promise.resolve(
          rows.map((row) => {
            const ended = row["endedOn"];
            const over = typeof ended === "string" && ended <= on;
            return over ? (ENDED_TERMS[String(row["endedCode"])] ?? "") : "办理中";
          }),
        ),
    },
    branch(),
    date("appliedOn", "申请入党日期", "applied_on"),
    {
      key: "activistOn",
      term: "确定积极分子日期",
      type: "day",
      onDay: (on) => stepOn(3, on),
      filter: "range",
      width: 130,
    },
    {
      key: "targetOn",
      term: "确定发展对象日期",
      type: "day",
      onDay: (on) => stepOn(7, on),
      filter: "range",
      width: 130,
    },
    {
      key: "meetingOn",
      term: "支部大会通过日期",
      type: "day",
      onDay: (on) => stepOn(15, on),
      filter: "range",
      width: 130,
    },
    {
      key: "admittedOn",
      term: "批准接收日期",
      type: "day",
      onDay: (on) => stepOn(17, on),
      filter: "range",
      width: 120,
    },
    {
      key: "convertedOn",
      term: "批准转正日期",
      type: "day",
      onDay: (on) => stepOn(24, on),
      filter: "range",
      width: 120,
    },
    code("gender", "性别", "sex", "gender", 70),
    { key: "birthOn", term: "出生日期", type: "day", column: "birth_on", sortable: true, filter: "range", width: 120 },
    code("education", "学历", "education", "education", 120),
    code("job", "工作岗位", "work_post", "job", 150),
    text("workUnit", "工作单位及职务", "work_unit", 180),
    text("awayPlace", "居住地（外出的）", "away_place", 150),
    date("leavesOn", "将离开单位日期", "leaves_on"),
    { key: "endedOn", term: "办结日期", type: "day", column: "ended_on", sortable: true, filter: "range", width: 120 },
    { key: "endedCode", term: "办结代码", type: "text", column: "ended_code", width: 100 },
    text("endedNote", "终止理由", "ended_note", 180),
  ],
  search: ["personName", "workUnit"],
  order: { field: "appliedOn", direction: "desc" },
  columns: ["personName", "stage", "stateTerm", "organizationId", "appliedOn", "activistOn", "targetOn", "meetingOn"],
  rowPage: "/recruiting/{id}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人", "党支部（盖章）"] },
};

const records: Register = {
  id: "recruiting-records",
  title: "发展党员工作记录",
  emptyHint: "发展党员每办一步，这里就多一条记录。在一份档案里登记。",
  table: "recruiting_record",
  verbs: READ,
  time: "none",
  fields: [
    id,
    { key: "caseId", term: "档案编号", type: "id", column: "case_id" },
    {
      key: "personName",
      term: "姓名",
      type: "text",
      width: 110,
      beside: { table: "recruitingCase", by: "case_id", column: "person_name" },
    },
    { key: "step", term: "步骤", type: "int", column: "step", sortable: true, filter: "range", width: 80 },
    {
      key: "stepTerm",
      term: "步骤名称",
      type: "text",
      width: 180,
      derived: (_tx, rows) =>
        Promise.resolve(rows.map((row) => STEPS.find((it) => it.number === Number(row["step"]))?.term ?? "")),
    },
    { key: "result", term: "结果代码", type: "text", column: "result", sortable: true, filter: "text", width: 100 },
    {
      key: "resultTerm",
      term: "结果",
      type: "text",
      width: 120,
      derived: (_tx, rows) => Promise.resolve(rows.map((row) => RESULT_TERMS[String(row["result"])] ?? "")),
    },
    date("happenedOn", "日期", "happened_on"),
    text("placeName", "办理的党组织", "place_name", 180),
    branch(),
    text("documentNumber", "文号", "document_number", 140),
    text("opinion", "情况和意见", "opinion", 240),
    text("recordedName", "登记人", "recorded_name", 110),
    date("withdrawnOn", "撤回日期", "withdrawn_on"),
    text("withdrawnReason", "撤回理由", "withdrawn_reason", 180),
  ],
  search: ["opinion", "documentNumber", "placeName"],
  order: { field: "happenedOn", direction: "desc" },
  columns: ["happenedOn", "personName", "step", "stepTerm", "resultTerm", "placeName", "recordedName"],
  rowPage: "/recruiting/{caseId}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

const plans: Register = {
  id: "recruiting-plans",
  title: "发展党员计划台账",
  emptyHint: "各党组织每年的发展党员计划。由党委在“发展计划”里下达。",
  table: "recruiting_plan",
  verbs: READ,
  time: "none",
  fields: [
    id,
    {
      key: "organizationId",
      term: "党组织",
      type: "organization",
      column: "organization_id",
      filter: "organization",
      width: 180,
    },
    { key: "year", term: "年度", type: "int", column: "year", sortable: true, filter: "range", width: 80 },
    { key: "quota", term: "计划发展人数", type: "int", column: "quota", sortable: true, filter: "range", width: 110 },
    {
      key: "activists",
      term: "计划积极分子",
      type: "int",
      column: "activists",
      sortable: true,
      filter: "range",
      width: 110,
    },
    { key: "women", term: "其中妇女", type: "int", column: "women", sortable: true, filter: "range", width: 90 },
    { key: "youth", term: "其中35岁及以下", type: "int", column: "youth", sortable: true, filter: "range", width: 120 },
    {
      key: "college",
      term: "其中大专及以上",
      type: "int",
      column: "college",
      sortable: true,
      filter: "range",
      width: 120,
    },
    text("documentNumber", "文号", "document_number", 140),
    text("note", "备注", "note", 200),
  ],
  search: ["documentNumber", "note"],
  order: { field: "year", direction: "desc" },
  columns: ["organizationId", "year", "quota", "women", "youth", "college", "documentNumber"],
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

export const registers: readonly Register[] = [cases, records, plans];
