import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Register } from "#platform/registers/declaration.ts";
import { day } from "#shared/day.ts";
import { ROSTER_FIELDS } from "./roster/vocabulary.ts";
import { partyYears } from "./rules.ts";
import { eventTerm, zh } from "./zh.ts";

const aliases = (key: string): readonly string[] => ROSTER_FIELDS.find((field) => field.key === key)?.aliases ?? [];

/** What the record of the person says, beside each row of a list. */
const ofPerson = (column: string) => ({ table: "person", by: "person_id", column }) as const;

/** The roster, as of any day; one row is what the roster of a branch says of one member. */
const members: Register = {
  id: "members",
  title: "党员花名册",
  emptyHint: "这里是党员花名册。可以把支部手里的花名册（.xlsx、.csv）直接拖进来导入，也可以点“增加”逐个登记。",
  table: "membership",
  verbs: { read: "membership.read", export: "membership.export", import: "membership.import" },
  time: "range",
  fields: [
    { key: "id", term: "编号", type: "id", column: "id" },
    { key: "personId", term: "党员编号", type: "id", column: "person_id" },
    {
      key: "name",
      term: "姓名",
      type: "name",
      column: "name",
      sortable: true,
      filter: "text",
      width: 110,
      aliases: aliases("name"),
      nameKeys: { pinyin: "pinyin", initials: "initials", strokes: "stroke_key" },
    },
    {
      key: "gender",
      term: "性别",
      type: "code",
      codeSet: "sex",
      column: "gender",
      sortable: true,
      filter: "code",
      width: 70,
    },
    {
      key: "ethnicity",
      term: "民族",
      type: "code",
      codeSet: "ethnic_group",
      column: "ethnicity",
      sortable: true,
      filter: "code",
      width: 90,
      aliases: aliases("ethnicity"),
    },
    {
      key: "birthOn",
      term: "出生日期",
      type: "day",
      column: "birth_on",
      sortable: true,
      filter: "range",
      width: 120,
      aliases: aliases("birthOn"),
    },
    {
      key: "idNumber",
      term: "公民身份号码",
      type: "masked",
      width: 190,
      aliases: aliases("idNumber"),
      beside: { ...ofPerson("id_number_cipher"), instead: zh.held },
    },
    {
      key: "education",
      term: "学历",
      type: "code",
      codeSet: "education",
      column: "education",
      sortable: true,
      filter: "code",
      width: 120,
      aliases: aliases("education"),
    },
    { key: "degree", term: "学位", type: "text", column: "degree", width: 100, aliases: aliases("degree") },
    {
      key: "category",
      term: "人员类别",
      type: "code",
      codeSet: "membership_category",
      // Probationary members become full on the day of conversion, without anybody touching the roster.
      onDay: (on) =>
        sql<string>`case when full_on is null then category when full_on <= ${on}::date then 'full' else 'probationary' end`,
      filter: "code",
      width: 100,
      aliases: aliases("category"),
    },
    {
      key: "organizationId",
      term: "所在党支部",
      type: "organization",
      column: "organization_id",
      filter: "organization",
      width: 160,
      aliases: aliases("branch"),
    },
    {
      key: "groupName",
      term: "党小组",
      type: "text",
      column: "group_name",
      filter: "text",
      width: 110,
      aliases: aliases("groupName"),
    },
    {
      key: "joinedOn",
      term: "加入党组织日期",
      type: "day",
      column: "joined_on",
      sortable: true,
      filter: "range",
      width: 130,
      aliases: aliases("joinedOn"),
    },
    {
      key: "fullOn",
      term: "转为正式党员日期",
      type: "day",
      column: "full_on",
      sortable: true,
      filter: "range",
      width: 140,
      aliases: aliases("fullOn"),
    },
    {
      key: "partyYears",
      term: "党龄",
      type: "int",
      width: 70,
      derived: (_tx, rows, on) =>
        Promise.resolve(
          rows.map((row) => {
            const fullOn = row["fullOn"];
            return partyYears(typeof fullOn === "string" ? day(fullOn) : null, day(on)).value;
          }),
        ),
    },
    {
      key: "registryStatus",
      term: "党籍状态",
      type: "code",
      codeSet: "registry_status",
      column: "registry_status",
      sortable: true,
      filter: "code",
      width: 100,
      aliases: aliases("registryStatus"),
    },
    {
      key: "job",
      term: "工作岗位",
      type: "code",
      codeSet: "work_post",
      column: "job",
      sortable: true,
      filter: "code",
      width: 150,
      aliases: aliases("job"),
    },
    {
      key: "workUnit",
      term: "工作单位及职务",
      type: "text",
      column: "work_unit",
      filter: "text",
      width: 180,
      aliases: aliases("workUnit"),
    },
    {
      key: "stratum",
      term: "新社会阶层",
      type: "code",
      codeSet: "social_stratum",
      column: "stratum",
      filter: "code",
      width: 150,
      aliases: aliases("stratum"),
    },
    {
      key: "mobile",
      term: "手机号码",
      type: "masked",
      width: 130,
      aliases: aliases("mobile"),
      beside: ofPerson("mobile_mask"),
    },
    { key: "migrantWorker", term: "是否农民工", type: "bool", column: "migrant_worker", filter: "bool", width: 100 },
    {
      key: "flowDestination",
      term: "外出流向",
      type: "text",
      column: "flow_destination",
      filter: "text",
      width: 140,
      aliases: aliases("flowDestination"),
    },
    {
      key: "lostSince",
      term: "失去联系日期",
      type: "day",
      column: "lost_since",
      sortable: true,
      filter: "range",
      width: 130,
      aliases: aliases("lostSince"),
    },
    { key: "note", term: "备注", type: "text", column: "note", filter: "text", width: 200, aliases: aliases("note") },
    {
      key: "validFrom",
      term: "列入日期",
      type: "day",
      column: "valid_from",
      sortable: true,
      filter: "range",
      width: 120,
    },
  ],
  search: ["name", "mobile"],
  order: { field: "name", direction: "asc" },
  columns: ["name", "gender", "birthOn", "education", "category", "organizationId", "joinedOn", "fullOn", "mobile"],
  rowPage: "/members/{personId}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人", "党支部（盖章）"] },
  importer: "members",
};

/** As the roster of the branch says it: who has gone elsewhere is out of reach, the rows that the branch kept are not. */
async function namesOnRoster(tx: Reader, rows: readonly Record<string, unknown>[]): Promise<readonly unknown[]> {
  const kept = await tx
    .selectFrom("membership")
    .select(["personId", "organizationId", "name"])
    .where("personId", "=", sql<string>`any(${rows.map((it) => it["personId"])}::uuid[])`)
    .orderBy("validFrom")
    .execute();
  const names = new Map(kept.map((it) => [`${it.personId} ${it.organizationId}`, it.name]));
  return rows.map((it) => names.get(`${String(it["personId"])} ${String(it["organizationId"])}`) ?? null);
}

const membershipEvents: Register = {
  id: "membership-events",
  title: "党员增减台账",
  emptyHint: "党员增加、减少都会自动记在这里：接收、转入、转出、去世等。在党员的页面上办理。",
  table: "membership_event",
  verbs: { read: "membership.read", export: "membership.export" },
  time: "none",
  fields: [
    { key: "id", term: "编号", type: "id", column: "id" },
    { key: "personId", term: "党员编号", type: "id", column: "person_id" },
    {
      key: "name",
      term: "姓名",
      type: "text",
      width: 110,
      derived: namesOnRoster,
    },
    {
      key: "happenedOn",
      term: "日期",
      type: "day",
      column: "happened_on",
      sortable: true,
      filter: "range",
      width: 120,
    },
    {
      key: "change",
      term: "增减",
      type: "text",
      width: 80,
      derived: (_tx, rows) => Promise.resolve(rows.map((row) => (Number(row["direction"]) > 0 ? "增加" : "减少"))),
    },
    {
      key: "direction",
      term: "增减人数",
      type: "int",
      column: "direction",
      sortable: true,
      filter: "range",
      width: 100,
    },
    {
      key: "reason",
      term: "原因",
      type: "text",
      width: 140,
      derived: (_tx, rows) => Promise.resolve(rows.map((row) => eventTerm(String(row["code"])))),
    },
    {
      key: "code",
      term: "增减原因",
      type: "code",
      codeSet: "movement_reason",
      column: "code",
      sortable: true,
      filter: "code",
      width: 140,
    },
    {
      key: "organizationId",
      term: "党支部",
      type: "organization",
      column: "organization_id",
      filter: "organization",
      width: 160,
    },
    { key: "counterpart", term: "来自或去往", type: "text", column: "counterpart", filter: "text", width: 180 },
    { key: "documentNumber", term: "文号", type: "text", column: "document_number", filter: "text", width: 140 },
    { key: "note", term: "备注", type: "text", column: "note", filter: "text", width: 200 },
  ],
  search: ["counterpart", "documentNumber", "note"],
  order: { field: "happenedOn", direction: "desc" },
  columns: ["happenedOn", "name", "change", "reason", "organizationId", "counterpart"],
  rowPage: "/members/{personId}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

export const registers: readonly Register[] = [members, membershipEvents];
