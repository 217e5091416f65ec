import { type Expression, sql } from "kysely";
import { registers } from "#modules/assessment/registers.ts";
import { loadClasses } from "#platform/database/classes.ts";
import type { Reader } from "#platform/database/door.ts";
import { Door } from "#platform/database/door.ts";
import type { Database } from "#platform/database/open.ts";
import type { Register } from "#platform/registers/declaration.ts";
import { countRows } from "#platform/registers/list.ts";
import { readListRequest } from "#platform/registers/request.ts";
import { day } from "#shared/day.ts";
import { type FilledZone, fillZone, type ZoneSize } from "../bench/data.ts";
import { freshDatabase } from "./database.ts";

/** Category of the day in SQL: by the day of conversion where it is known, else as the roster said. */
export const categoryOnDay = (day: string): Expression<unknown> =>
  sql<string>`case when full_on is null then category when full_on <= ${day}::date then 'full' else 'probationary' end`;

/**
 * The fields of the registers of members and of their movements that addresses of figures filter by. The registers are
 * the membership module's; this is what both sides have agreed on, and what the tests of this module stand on.
 */
const agreedMembers: Register = {
  id: "members",
  title: "党员花名册",
  emptyHint: "这里列出党员。",
  table: "membership",
  verbs: { read: "membership.member.read", export: "membership.member.export" },
  time: "range",
  fields: [
    {
      key: "name",
      term: "姓名",
      type: "name",
      column: "name",
      nameKeys: { pinyin: "pinyin", initials: "initials", strokes: "stroke_key" },
    },
    { key: "gender", term: "性别", type: "code", codeSet: "sex", column: "gender", filter: "code" },
    { key: "ethnicity", term: "民族", type: "code", codeSet: "ethnic_group", column: "ethnicity", filter: "code" },
    { key: "birthOn", term: "出生日期", type: "day", column: "birth_on", filter: "range" },
    { key: "education", term: "学历", type: "code", codeSet: "education", column: "education", filter: "code" },
    {
      key: "category",
      term: "人员类别",
      type: "code",
      codeSet: "membership_category",
      onDay: categoryOnDay,
      filter: "code",
    },
    { key: "joinedOn", term: "入党日期", type: "day", column: "joined_on", filter: "range" },
    { key: "fullOn", term: "转正日期", type: "day", column: "full_on", filter: "range" },
    { key: "job", term: "工作岗位", type: "code", codeSet: "work_post", column: "job", filter: "code" },
  ],
  search: ["name"],
  order: { field: "name", direction: "asc" },
  columns: ["name"],
  place: { id: "organization_id", path: "org_path" },
};

const agreedMembershipEvents: Register = {
  id: "membership-events",
  title: "党员增减",
  emptyHint: "这里列出党员的增减。",
  table: "membership_event",
  verbs: { read: "membership.member.read", export: "membership.member.export" },
  time: "none",
  fields: [
    { key: "happenedOn", term: "日期", type: "day", column: "happened_on", sortable: true, filter: "range" },
    { key: "code", term: "原因", type: "code", column: "code", filter: "code" },
  ],
  search: [],
  order: { field: "happenedOn", direction: "desc" },
  columns: ["happenedOn", "code"],
  place: { id: "organization_id", path: "org_path" },
};

/** A filled zone for the tests of this module. */
export interface TestZone {
  readonly database: Database;
  readonly door: Door;
  readonly zone: FilledZone;
}

export async function testZone(size: ZoneSize): Promise<TestZone> {
  const database = await freshDatabase();
  const zone = await fillZone(database, size);
  const classes = await loadClasses(database.ownerPool);
  return { database, zone, door: new Door(database.appPool, classes) };
}

const known: ReadonlyMap<string, Register> = new Map(
  [agreedMembers, agreedMembershipEvents, ...registers].map((it) => [it.id, it]),
);

/** How many rows the list at a desk address has, read as the register routes read it. */
export async function rowsAt(tx: Reader, address: string): Promise<number> {
  const url = new URL(address, "http://desk");
  const register = known.get(url.pathname.replace("/r/", ""));
  if (!register) throw new Error(`no register at ${address}`);
  return await countRows(
    tx,
    register,
    readListRequest(register, Object.fromEntries(url.searchParams), day("2026-11-22")),
  );
}
