import { sql } from "kysely";
import type { Field, Register } from "#platform/registers/declaration.ts";
import { code, date, id, personName, text } from "#platform/registers/fields.ts";
import { type Day, day } from "#shared/day.ts";
import { anyOf } from "../dues/queries.ts";
import { shortNames } from "../queries.ts";
import { zh as membershipZh } from "../zh.ts";
import { lastContact, shownBy } from "./evidence.ts";
import { signOfLife } from "./queries.ts";

const CASE = "floating_case";

/** Where a case stands on the day asked for: the same as rules.ts, stateOn, over the columns of the row. */
const state: Field = {
  key: "state",
  term: "状态",
  type: "code",
  codeSet: "floating_state",
  onDay: (on) => sql<string>`case
    when ended_on <= ${on}::date then end_code
    when stopped_on <= ${on}::date then 'stopped'
    when lost_on <= ${on}::date then 'lost'
    when arrived_on <= ${on}::date then case when coalesce(host_contact, '') <> '' then 'managed' else 'accepted' end
    when sent_on <= ${on}::date and not (declined_on <= ${on}::date and declined_on >= sent_on) is true then 'offered'
    when declined_on <= ${on}::date then 'declined'
    else 'registered' end`,
  filter: "code",
  width: 120,
};

const gender: Field = {
  key: "gender",
  term: "性别",
  type: "code",
  codeSet: "sex",
  column: "gender",
  filter: "code",
  width: 70,
};

const absence: readonly Field[] = [
  date("leftOn", "外出日期", "left_on"),
  code("scope", "流动范围", "floating_scope", "scope"),
  code("reason", "外出原因", "floating_reason", "reason"),
  code("originJob", "外出前职业", "origin_job", "origin_job", 160),
  code("destinationKind", "外出流向", "destination_kind", "destination_kind", 140),
  text("destination", "外出地", "destination"),
  text("workUnit", "外出单位", "work_unit", 160),
];

const phone: Field = { key: "phone", term: "本人电话", type: "masked", column: "phone_mask", width: 130 };

/** 流出党员登记表. */
const outflows: Register = {
  id: "floating-outflows",
  title: "流出党员台账",
  emptyHint: "这里是外出的党员。在党员的页面上点“登记外出”开始；党员也可以自己在手机上登记。",
  table: CASE,
  verbs: { read: "membership.read", export: "membership.export", import: "membership.floating.write" },
  time: "none",
  fields: [
    id,
    { key: "personId", term: "党员编号", type: "id", column: "person_id" },
    personName,
    gender,
    {
      key: "organizationId",
      term: "所在党支部",
      type: "organization",
      column: "organization_id",
      filter: "organization",
      width: 160,
    },
    ...absence,
    state,
    phone,
    text("homeContact", "流出地联系人", "home_contact", 120),
    text("hostName", "流入党组织", "host_name", 180),
    text("hostContact", "流入地联系人", "host_contact", 120),
    {
      key: "lastContactOn",
      term: "最近联系日期",
      type: "day",
      width: 120,
      derived: async (tx, rows, on) => {
        const ids = rows.map((row) => String(row["id"]));
        const found = await tx
          .selectFrom("floatingEntry")
          .select(["caseId", sql<Day>`max(happened_on)`.as("lastOn")])
          .where("caseId", "=", anyOf(ids))
          .where(signOfLife)
          .where("happenedOn", "<=", day(on))
          .groupBy("caseId")
          .execute();
        const days = new Map(found.map((it) => [it.caseId, it.lastOn]));
        const people = rows.map((row) => (typeof row["personId"] === "string" ? row["personId"] : null));
        const shown = await shownBy(
          tx,
          people.flatMap((it) => (it === null ? [] : [it])),
          day(on),
        );
        return ids.map((one, at) => lastContact(days.get(one) ?? null, shown.of(people[at] ?? null)));
      },
    },
    date("expectedBackOn", "预计返回", "expected_back_on"),
    date("lostSince", "失去联系日期", "lost_since"),
    code("lostReason", "失联情形", "lost_reason", "lost_reason"),
    date("endedOn", "办结日期", "ended_on"),
    text("endNote", "备注", "end_note", 200),
  ],
  search: ["personName", "destination", "hostName"],
  order: { field: "leftOn", direction: "desc" },
  columns: ["personName", "organizationId", "leftOn", "reason", "destination", "state", "lastContactOn", "homeContact"],
  rowPage: "/floating/{id}",
  place: { id: "organization_id", path: "org_path", side: true },
  importer: "floating-outflows",
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人", "党支部（盖章）"] },
};

/** 流入党员登记表. */
const inflows: Register = {
  id: "floating-inflows",
  title: "流入党员台账",
  emptyHint: "这里是从外地流入、组织关系不在本支部的党员。持有流动党员活动证的，凭证登记；没有的，点“登记流入”。",
  table: CASE,
  verbs: { read: "membership.read", export: "membership.export", import: "membership.floating.write" },
  time: "none",
  fields: [
    id,
    personName,
    gender,
    {
      key: "idNumber",
      term: "公民身份号码",
      type: "masked",
      onDay: () => sql<string>`case when id_number_cipher is not null then ${membershipZh.held}::text end`,
      width: 120,
    },
    {
      key: "hostOrganizationId",
      term: "编入党支部",
      type: "organization",
      column: "host_organization_id",
      filter: "organization",
      width: 160,
    },
    date("arrivedOn", "流入日期", "arrived_on"),
    ...absence,
    {
      key: "home",
      term: "原党组织",
      type: "text",
      width: 200,
      derived: async (tx, rows) => {
        const names = await shortNames(
          tx,
          rows.map((row) => (typeof row["homeId"] === "string" ? row["homeId"] : "")),
        );
        return rows.map((row) => names.get(String(row["homeId"])) ?? row["homeName"] ?? null);
      },
    },
    { key: "homeId", term: "原党组织编号", type: "id", column: "organization_id" },
    text("homeName", "区外党组织", "home_name", 200),
    text("homeContact", "原党组织联系人", "home_contact", 120),
    text("hostContact", "联系人", "host_contact", 120),
    state,
    phone,
    date("endedOn", "办结日期", "ended_on"),
    text("endNote", "备注", "end_note", 200),
  ],
  search: ["personName", "homeName", "workUnit"],
  order: { field: "leftOn", direction: "desc" },
  columns: ["personName", "hostOrganizationId", "arrivedOn", "home", "reason", "workUnit", "state", "hostContact"],
  rowPage: "/floating/{id}",
  place: { id: "host_organization_id", path: "host_path", side: true },
  importer: "floating-inflows",
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人", "党支部（盖章）"] },
};

export const registers: readonly Register[] = [outflows, inflows];
