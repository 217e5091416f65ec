import { sql } from "kysely";
import type { Field, Register } from "#platform/registers/declaration.ts";
import { branch, code, count, date, id, personName, year } from "#platform/registers/fields.ts";

const VERBS = { read: "appraisal.read", export: "appraisal.export" } as const;

/** The same as rules.ts, stageOf, over the columns of the row. */
const state: Field = {
  key: "state",
  term: "进度",
  type: "code",
  codeSet: "appraisal_state",
  onDay: (on) => sql<string>`case
    when withdrawn_on <= ${on}::date then 'withdrawn'
    when published_on <= ${on}::date then 'published'
    when graded_on <= ${on}::date then 'graded'
    when counted_on <= ${on}::date then 'counted'
    when voting_on <= ${on}::date then 'voting'
    else 'self' end`,
  filter: "code",
  width: 110,
};

const appraisals: Register = {
  id: "appraisals",
  title: "民主评议台账",
  emptyHint: "这里是各支部每年的民主评议。在“民主评议”里点“开始评议”建立。",
  table: "appraisal",
  verbs: VERBS,
  time: "none",
  fields: [
    id,
    branch(),
    year,
    state,
    code("manner", "测评方式", "appraisal_manner", "manner", 130),
    code("ceiling", "优秀比例", "appraisal_ceiling", "ceiling", 150),
    date("openedOn", "开始日期", "opened_on"),
    date("votingOn", "测评日期", "voting_on"),
    date("countedOn", "汇总日期", "counted_on"),
    date("gradedOn", "评定日期", "graded_on"),
    date("publishedOn", "公布日期", "published_on"),
    count("issued", "发出票", "issued"),
    count("returned", "收回票", "returned"),
    count("valid", "有效票", "valid"),
    { key: "decidedAt", term: "评定会议", type: "text", column: "decided_at", width: 180 },
    { key: "publishManner", term: "公布方式", type: "text", column: "publish_manner", width: 160 },
  ],
  search: ["decidedAt"],
  order: { field: "year", direction: "desc" },
  columns: ["organizationId", "year", "state", "manner", "openedOn", "countedOn", "publishedOn", "valid"],
  rowPage: "/appraisals/{id}",
  place: { id: "organization_id", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

const results: Register = {
  id: "appraisal-results",
  title: "民主评议结果",
  emptyHint: "这里是每名党员历年的评议结果。支部评定以后自动列入。",
  table: "appraisal_item",
  verbs: VERBS,
  time: "none",
  fields: [
    id,
    { key: "appraisalId", term: "评议编号", type: "id", column: "appraisal_id" },
    { key: "personId", term: "党员编号", type: "id", column: "person_id" },
    personName,
    branch(),
    year,
    code("grade", "等次", "appraisal_grade", "grade"),
    code("exempt", "不评定等次", "appraisal_exemption", "exempt", 150),
    count("excellent", "优秀票", "excellent"),
    count("qualified", "合格票", "qualified"),
    count("barely", "基本合格票", "barely"),
    count("unqualified", "不合格票", "unqualified"),
    { key: "opinion", term: "意见", type: "text", column: "opinion", width: 220 },
    code("disposition", "处置", "appraisal_disposition", "disposition"),
    date("rectifyFrom", "改正开始", "rectify_from"),
    date("rectifyTo", "改正期限", "rectify_to"),
    date("rectifiedOn", "改正办结", "rectified_on"),
  ],
  search: ["personName"],
  order: { field: "year", direction: "desc" },
  columns: ["personName", "organizationId", "year", "grade", "exempt", "excellent", "qualified", "disposition"],
  rowPage: "/appraisals/{appraisalId}",
  place: { id: "organization_id", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "党支部书记"] },
};

export const registers: readonly Register[] = [appraisals, results];
