import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Register } from "#platform/registers/declaration.ts";
import { day } from "#shared/day.ts";
import { masksOf, shortNames } from "./queries.ts";
import { ROSTER_FIELDS } from "./roster-vocabulary.ts";
import { partyYears } from "./rules.ts";
import { eventTerm, TRANSFER_KINDS, TRANSFER_STATES } from "./zh.ts";

const aliases = (key: string): readonly string[] => ROSTER_FIELDS.find((field) => field.key === key)?.aliases ?? [];
const wordsIn = (row: Record<string, unknown>, key: string): string => {
  const value = row[key];
  return typeof value === "string" ? value : "";
};
const texts = (rows: readonly Record<string, unknown>[], key: string): string[] => rows.map((row) => wordsIn(row, key));

const pageMasks = new WeakMap<readonly Readonly<Record<string, unknown>>[], ReturnType<typeof masksOf>>();

/** Several columns of one page show masks: they are asked once. */
function masksOfPage(tx: Reader, rows: readonly Readonly<Record<string, unknown>>[]): ReturnType<typeof masksOf> {
  const known = pageMasks.get(rows) ?? masksOf(tx, texts(rows, "personId"));
  pageMasks.set(rows, known);
  return known;
}

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
      derived: async (tx, rows) => {
        const masks = await masksOfPage(tx, rows);
        return rows.map((row) => masks.get(String(row["personId"]))?.idNumberMask ?? null);
      },
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
      derived: async (tx, rows) => {
        const masks = await masksOfPage(tx, rows);
        return rows.map((row) => masks.get(String(row["personId"]))?.mobileMask ?? null);
      },
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
  search: ["name"],
  order: { field: "name", direction: "asc" },
  columns: ["name", "gender", "birthOn", "education", "category", "organizationId", "joinedOn", "fullOn", "mobile"],
  rowPage: "/members/{personId}",
  place: { id: "organizationId", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人", "党支部（盖章）"] },
  importer: "members",
};

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
      derived: async (tx, rows) => {
        const masks = await masksOfPage(tx, rows);
        return rows.map((row) => masks.get(String(row["personId"]))?.name ?? null);
      },
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

const transfers: Register = {
  id: "transfers",
  title: "组织关系转接",
  emptyHint: "党员在支部之间转移组织关系，从这里看进度。在党员的页面上点“转出”开始；对方接收之前，党员仍由原支部管理。",
  table: "transfer",
  verbs: { read: "membership.read", export: "membership.export" },
  time: "none",
  fields: [
    { key: "id", term: "编号", type: "id", column: "id" },
    { key: "personId", term: "党员编号", type: "id", column: "person_id" },
    {
      key: "personName",
      term: "姓名",
      type: "text",
      column: "person_name",
      sortable: true,
      filter: "text",
      width: 110,
    },
    {
      key: "kindTerm",
      term: "类别",
      type: "text",
      width: 100,
      derived: (_tx, rows) => Promise.resolve(rows.map((row) => TRANSFER_KINDS[String(row["kind"])] ?? "")),
    },
    { key: "kind", term: "类别代码", type: "text", column: "kind", sortable: true, filter: "text", width: 100 },
    {
      key: "fromOrganizationId",
      term: "转出支部",
      type: "id",
      column: "from_organization_id",
      width: 160,
    },
    {
      key: "toOrganizationId",
      term: "接收支部",
      type: "id",
      column: "to_organization_id",
      filter: "organization",
      width: 160,
    },
    {
      key: "from",
      term: "转出党组织",
      type: "text",
      width: 160,
      derived: async (tx, rows) => {
        const names = await shortNames(tx, texts(rows, "fromOrganizationId"));
        return rows.map((row) => names.get(String(row["fromOrganizationId"])) ?? outside(row, "in"));
      },
    },
    {
      key: "to",
      term: "接收党组织",
      type: "text",
      width: 160,
      derived: async (tx, rows) => {
        const names = await shortNames(tx, texts(rows, "toOrganizationId"));
        return rows.map((row) => names.get(String(row["toOrganizationId"])) ?? outside(row, "out"));
      },
    },
    { key: "outsideName", term: "区外党组织", type: "text", column: "outside_name", filter: "text", width: 160 },
    {
      key: "stateTerm",
      term: "状态",
      type: "text",
      width: 100,
      derived: (_tx, rows) => Promise.resolve(rows.map((row) => TRANSFER_STATES[String(row["state"])] ?? "")),
    },
    { key: "state", term: "状态代码", type: "text", column: "state", sortable: true, filter: "text", width: 100 },
    {
      key: "handedOverOn",
      term: "转出日期",
      type: "day",
      column: "handed_over_on",
      sortable: true,
      filter: "range",
      width: 120,
    },
    {
      key: "decidedOn",
      term: "办结日期",
      type: "day",
      column: "decided_on",
      sortable: true,
      filter: "range",
      width: 120,
    },
    { key: "duesPaidTo", term: "党费交至", type: "day", column: "dues_paid_to", sortable: true, width: 120 },
    { key: "letterNumber", term: "介绍信编号", type: "text", column: "letter_number", filter: "text", width: 140 },
    { key: "reason", term: "原因", type: "text", column: "reason", filter: "text", width: 180 },
  ],
  search: ["personName", "outsideName", "letterNumber"],
  order: { field: "handedOverOn", direction: "desc" },
  columns: ["handedOverOn", "personName", "kindTerm", "from", "to", "stateTerm", "decidedOn"],
  rowPage: "/members/{personId}",
  place: { id: "fromOrganizationId", path: "org_path" },
};

function outside(row: Record<string, unknown>, kind: string): string | null {
  return row["kind"] === kind ? wordsIn(row, "outsideName") : null;
}

export const registers: readonly Register[] = [members, membershipEvents, transfers];
