import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Register } from "#platform/registers/declaration.ts";
import type { Day } from "#shared/day.ts";
import { organizationImporter } from "./import-organizations.ts";
import { namesOf } from "./queries.ts";
import { dutiesOf, termState } from "./rules.ts";
import { TERM_STATE_TERMS } from "./zh.ts";

type Rows = readonly Record<string, unknown>[];
const key = (row: Record<string, unknown>, column: string): string => {
  const value = row[column];
  return typeof value === "string" ? value : "";
};
const idsOf = (rows: Rows): string[] => [...new Set(rows.map((row) => key(row, "organizationId")))];
const among = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;
const onDay = (day: string) =>
  sql<boolean>`valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`;

/** One value per organisation of the page, looked up once for all its rows. */
function perOrganization<T>(load: (tx: Reader, ids: string[], day: string) => Promise<ReadonlyMap<string, T>>) {
  return async (tx: Reader, rows: Rows, day: string): Promise<(T | null)[]> => {
    const values = await load(tx, idsOf(rows), day);
    return rows.map((row) => values.get(key(row, "organizationId")) ?? null);
  };
}

const organizationColumn = (column: "code" | "establishedOn") =>
  perOrganization(async (tx, ids) => {
    const rows = await tx.selectFrom("organization").select(["id", column]).where("id", "=", among(ids)).execute();
    return new Map(rows.map((row) => [row.id, row[column]]));
  });

const members = (which: "all" | "full" | "probationary") =>
  perOrganization(async (tx, ids, day) => {
    const rows = await tx
      .selectFrom("membership")
      .select([
        "organizationId",
        sql<number>`count(*)`.as("all"),
        sql<number>`count(*) filter (where category = 'full' or full_on <= ${day}::date)`.as("full"),
      ])
      .where("organizationId", "=", among(ids))
      .where(onDay(day))
      .groupBy("organizationId")
      .execute();
    const found = new Map(
      rows.map((row) => [
        row.organizationId,
        which === "all" ? row.all : which === "full" ? row.full : row.all - row.full,
      ]),
    );
    for (const id of ids) if (!found.has(id)) found.set(id, 0);
    return found;
  });

const secretaries = perOrganization(async (tx, ids, day) => {
  const rows = await tx
    .selectFrom("post")
    .select(["organizationId", "personName"])
    .where("organizationId", "=", among(ids))
    .where("post", "=", "secretary")
    .where(onDay(day))
    .orderBy("validFrom")
    .execute();
  return new Map(rows.map((row) => [row.organizationId, row.personName]));
});

const parents = perOrganization(async (tx, ids, day) => {
  const rows = await tx
    .selectFrom("placement")
    .select(["organizationId", "parentId"])
    .where("organizationId", "=", among(ids))
    .where(onDay(day))
    .execute();
  const names = await namesOf(
    tx,
    rows.flatMap((row) => row.parentId ?? []),
    day as Day,
  );
  return new Map(
    rows.flatMap((row) =>
      row.parentId === null ? [] : [[row.organizationId, names.get(row.parentId) ?? ""] as const],
    ),
  );
});

const foundingDocuments = perOrganization(async (tx, ids) => {
  const rows = await tx
    .selectFrom("organizationEventParty as p")
    .innerJoin("organizationEvent as e", "e.id", "p.eventId")
    .select(["p.organizationId", "e.documentNumber"])
    .where("p.organizationId", "=", among(ids))
    .where("p.part", "=", "subject")
    .where("e.kind", "=", "establish")
    .where("e.state", "=", "in-force")
    .execute();
  return new Map(rows.map((row) => [row.organizationId, row.documentNumber]));
});

/** Posts of the day at the organisations of the page, from which 一肩挑 and cross-appointment follow. */
async function dutiesAt(tx: Reader, rows: Rows, day: string) {
  const held = await tx
    .selectFrom("post")
    .select(["organizationId", "personId", "post"])
    .where("organizationId", "=", among(idsOf(rows)))
    .where(onDay(day))
    .execute();
  return dutiesOf(held).value;
}

const READ = { read: "organization.read", export: "organization.export" } as const;
const PLACE = { id: "organization_id", path: "org_path" } as const;
const KEYS = { pinyin: "pinyin", initials: "initials", strokes: "name_key" } as const;

export const registers: readonly Register[] = [
  {
    id: "organizations",
    title: "党组织",
    emptyHint: "还没有党组织。可以导入党组织信息表，或从最高一级组织开始新建。",
    table: "organization_version",
    verbs: { ...READ, import: "organization.import" },
    time: "range",
    place: PLACE,
    search: ["shortName", "fullName", "phone"],
    order: { field: "path", direction: "asc" },
    columns: ["shortName", "kind", "parent", "areaKind", "secretary", "members", "probationary", "establishedOn"],
    rowPage: "/organizations/{organizationId}",
    print: { paper: "A4", landscape: true, signatures: ["填报人", "审核人"] },
    importer: organizationImporter.register,
    fields: [
      { key: "code", term: "组织编号", type: "text", derived: organizationColumn("code") },
      { key: "fullName", term: "党组织全称", type: "text", column: "full_name", filter: "text", width: 280 },
      {
        key: "shortName",
        term: "组织名称",
        type: "name",
        column: "short_name",
        sortable: true,
        filter: "text",
        nameKeys: KEYS,
        width: 180,
      },
      {
        key: "kind",
        term: "组织类别",
        type: "code",
        codeSet: "organization_kind",
        column: "kind",
        sortable: true,
        filter: "code",
      },
      { key: "parent", term: "上级组织", type: "text", derived: parents },
      {
        key: "territorialLevel",
        term: "党组织属地关系",
        type: "code",
        codeSet: "territorial_level",
        column: "territorial_level",
        filter: "code",
      },
      {
        key: "unitSituation",
        term: "党组织所在单位情况",
        type: "code",
        codeSet: "unit_situation",
        column: "unit_situation",
        filter: "code",
      },
      {
        key: "areaKind",
        term: "城乡属性",
        type: "code",
        codeSet: "area_kind",
        column: "area_kind",
        sortable: true,
        filter: "code",
      },
      { key: "secretary", term: "党组织书记", type: "text", derived: secretaries },
      { key: "members", term: "党员数", type: "int", derived: members("all") },
      { key: "full", term: "正式党员", type: "int", derived: members("full") },
      { key: "probationary", term: "预备党员", type: "int", derived: members("probationary") },
      { key: "establishedOn", term: "建立日期", type: "day", derived: organizationColumn("establishedOn") },
      { key: "documentNumber", term: "建立文号", type: "text", derived: foundingDocuments },
      { key: "phone", term: "联系电话", type: "text", column: "phone" },
      { key: "address", term: "详细地址", type: "text", column: "address" },
      { key: "namedOn", term: "名称和类别始于", type: "day", column: "valid_from", sortable: true, filter: "range" },
      { key: "path", term: "排列位置", type: "text", column: "org_path", sortable: true },
    ],
  },
  {
    id: "units",
    title: "单位信息",
    emptyHint: "还没有单位信息。请在组织页面登记村、社区、企业等所在单位的情况。",
    table: "unit",
    verbs: READ,
    time: "range",
    place: PLACE,
    search: ["name", "industry"],
    order: { field: "name", direction: "asc" },
    columns: ["name", "organization", "nature", "industry", "households", "residentPopulation", "collectiveIncome"],
    rowPage: "/organizations/{organizationId}",
    fields: [
      { key: "name", term: "单位名称", type: "text", column: "name", sortable: true, filter: "text", width: 200 },
      { key: "organization", term: "党组织", type: "organization", column: "organization_id" },
      { key: "creditCode", term: "统一社会信用代码", type: "text", column: "credit_code" },
      {
        key: "nature",
        term: "单位性质类别",
        type: "code",
        codeSet: "unit_nature",
        column: "nature",
        sortable: true,
        filter: "code",
      },
      { key: "industry", term: "行业", type: "text", column: "industry", sortable: true, filter: "text" },
      { key: "areaKind", term: "城乡属性", type: "code", codeSet: "area_kind", column: "area_kind", filter: "code" },
      { key: "households", term: "户数", type: "int", column: "households", sortable: true, filter: "range" },
      {
        key: "registeredPopulation",
        term: "户籍人口",
        type: "int",
        column: "registered_population",
        sortable: true,
        filter: "range",
      },
      {
        key: "residentPopulation",
        term: "常住人口",
        type: "int",
        column: "resident_population",
        sortable: true,
        filter: "range",
      },
      {
        key: "collectiveIncome",
        term: "集体经济年收入",
        type: "money",
        column: "collective_income_fen",
        sortable: true,
        filter: "range",
      },
      { key: "employees", term: "在岗职工数", type: "int", column: "employees", sortable: true, filter: "range" },
      { key: "since", term: "信息始于", type: "day", column: "valid_from", sortable: true, filter: "range" },
      { key: "note", term: "备注", type: "text", column: "note" },
    ],
  },
  {
    id: "posts",
    title: "任职",
    emptyHint: "还没有任职登记。请在组织页面登记书记、委员和村（居）委会成员。",
    table: "post",
    verbs: READ,
    time: "range",
    place: PLACE,
    search: ["personName"],
    order: { field: "since", direction: "desc" },
    columns: ["personName", "post", "organization", "since", "oneShoulder", "cross"],
    rowPage: "/organizations/{organizationId}",
    fields: [
      {
        key: "personName",
        term: "姓名",
        type: "text",
        column: "person_name",
        sortable: true,
        nameOf: "person_id",
        filter: "text",
      },
      {
        key: "post",
        term: "职务",
        type: "code",
        codeSet: "party_post",
        column: "post",
        sortable: true,
        filter: "code",
      },
      { key: "organization", term: "党组织", type: "organization", column: "organization_id" },
      { key: "since", term: "任职日期", type: "day", column: "valid_from", sortable: true, filter: "range" },
      { key: "until", term: "离任日期", type: "day", column: "valid_to", sortable: true, filter: "range" },
      { key: "documentNumber", term: "批准文号", type: "text", column: "document_number" },
      { key: "leaveReason", term: "离任原因", type: "text", column: "leave_reason" },
      { key: "personId", term: "人员", type: "id", column: "person_id" },
      {
        key: "oneShoulder",
        term: "一肩挑",
        type: "bool",
        derived: async (tx, rows, day) => {
          const duties = await dutiesAt(tx, rows, day);
          return rows.map(
            (row) =>
              ["secretary", "village_head"].includes(key(row, "post")) &&
              duties.oneShoulder.get(key(row, "organizationId")) === key(row, "personId"),
          );
        },
      },
      {
        key: "cross",
        term: "交叉任职",
        type: "bool",
        derived: async (tx, rows, day) => {
          const duties = await dutiesAt(tx, rows, day);
          return rows.map((row) => duties.cross.has(`${key(row, "organizationId")} ${key(row, "personId")}`));
        },
      },
    ],
  },
  {
    id: "terms",
    title: "届次",
    emptyHint: "还没有届次登记。请在组织页面登记本届委员会的起始日期。",
    table: "committee_term",
    verbs: READ,
    time: "none",
    place: PLACE,
    search: ["documentNumber"],
    order: { field: "dueOn", direction: "asc" },
    columns: ["organization", "termNumber", "startOn", "years", "dueOn", "state"],
    rowPage: "/organizations/{organizationId}",
    fields: [
      { key: "organization", term: "党组织", type: "organization", column: "organization_id" },
      {
        key: "termNumber",
        term: "届次",
        type: "int",
        ordinal: true,
        column: "term_number",
        sortable: true,
        filter: "range",
      },
      { key: "startOn", term: "任期开始", type: "day", column: "start_on", sortable: true, filter: "range" },
      { key: "years", term: "任期年数", type: "int", column: "years", sortable: true, filter: "range" },
      { key: "dueOn", term: "应届满日期", type: "day", column: "due_on", sortable: true, filter: "range" },
      { key: "endedOn", term: "实际结束", type: "day", column: "ended_on", sortable: true, filter: "range" },
      { key: "electedOn", term: "选举日期", type: "day", column: "elected_on", sortable: true, filter: "range" },
      { key: "documentNumber", term: "批准文号", type: "text", column: "document_number" },
      {
        key: "state",
        term: "任期情况",
        type: "text",
        derived: (_, rows, day) =>
          Promise.resolve(
            rows.map(
              (row) =>
                TERM_STATE_TERMS[
                  termState(
                    { dueOn: key(row, "dueOn") as Day, endedOn: (row["endedOn"] as Day | null) ?? null },
                    day as Day,
                  ).value
                ],
            ),
          ),
      },
    ],
  },
  {
    id: "organization-events",
    title: "组织变动",
    emptyHint: "还没有组织变动。新建、更名、隶属调整、合并、分设、撤销、升格都在组织页面办理。",
    table: "organization_event",
    verbs: READ,
    time: "none",
    place: PLACE,
    search: ["documentNumber", "reason"],
    order: { field: "happenedOn", direction: "desc" },
    columns: ["happenedOn", "kind", "organization", "state", "documentNumber", "reason"],
    rowPage: "/organization-events/{id}",
    fields: [
      { key: "happenedOn", term: "变动日期", type: "day", column: "happened_on", sortable: true, filter: "range" },
      {
        key: "kind",
        term: "变动类型",
        type: "code",
        codeSet: "organization_event_kind",
        column: "kind",
        sortable: true,
        filter: "code",
      },
      { key: "organization", term: "组织", type: "organization", column: "organization_id" },
      {
        key: "state",
        term: "状态",
        type: "code",
        codeSet: "organization_event_state",
        column: "state",
        sortable: true,
        filter: "code",
      },
      { key: "documentNumber", term: "文号", type: "text", column: "document_number", filter: "text" },
      { key: "reason", term: "原因", type: "text", column: "reason", width: 240 },
      { key: "proposedBy", term: "提出人", type: "text", column: "proposed_name" },
      { key: "decidedBy", term: "批准人", type: "text", column: "decided_name" },
      { key: "decisionNote", term: "批准意见", type: "text", column: "decision_note" },
    ],
  },
];
