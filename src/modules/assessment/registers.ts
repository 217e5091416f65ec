import { type Expression, expressionBuilder, type SqlBool, sql } from "kysely";
import type { Tables } from "#platform/database/door.ts";
import type { Register } from "#platform/registers/declaration.ts";
import type { Day } from "#shared/day.ts";
import { validOn } from "./queries.ts";

/** No executor of its own: the door narrows these sub-queries together with the list they stand in. */
const eb = expressionBuilder<Tables>();
const sameOrganization = (table: string) =>
  sql<SqlBool>`${sql.ref(`${table}.organization_id`)} = organization_version.organization_id`;

function membersOn(day: string, fullOnly: boolean): Expression<unknown> {
  const counted = eb
    .selectFrom("membership")
    .where(sameOrganization("membership"))
    .where(validOn(day as Day))
    .select(sql<number>`count(*)`.as("n"));
  return fullOnly
    ? counted.where(sql<SqlBool>`case when full_on is not null then full_on <= ${day}::date else category = 'full' end`)
    : counted;
}

const postsOn = (day: string, post: string) =>
  eb
    .selectFrom("post")
    .where(sameOrganization("post"))
    .where(validOn(day as Day))
    .where("post", "=", post);

const termDueOn = (day: string): Expression<unknown> =>
  eb
    .selectFrom("committeeTerm")
    .where(sameOrganization("committee_term"))
    .where(sql<SqlBool>`start_on <= ${day}::date and (ended_on is null or ended_on > ${day}::date)`)
    .select(sql<string | null>`max(due_on)`.as("due"));

/** What the picture counts of organisations, as a list: numbers, posts and terms of the day beside each organisation. */
export const organizationStanding: Register = {
  id: "organization-standing",
  title: "组织设置情况",
  emptyHint: "这里列出各级党组织当天的人数、书记、届期。没有内容时，请先在“党组织”中建立组织，或者换一个日期。",
  table: "organization_version",
  verbs: { read: "assessment.standing.read", export: "assessment.standing.export" },
  time: "range",
  fields: [
    {
      key: "shortName",
      term: "党组织",
      type: "text",
      column: "short_name",
      sortable: true,
      filter: "text",
      width: 200,
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
    { key: "areaKind", term: "城乡属性", type: "code", codeSet: "area_kind", column: "area_kind", filter: "code" },
    { key: "members", term: "党员数", type: "int", onDay: (day) => membersOn(day, false), filter: "range" },
    { key: "fullMembers", term: "正式党员数", type: "int", onDay: (day) => membersOn(day, true), filter: "range" },
    {
      key: "secretary",
      term: "有现任书记",
      type: "bool",
      onDay: (day) => eb.exists(postsOn(day, "secretary").select("post.id")),
      filter: "bool",
    },
    {
      key: "oneShoulder",
      term: "书记、主任一肩挑",
      type: "bool",
      onDay: (day) =>
        eb.exists(
          postsOn(day, "secretary")
            .where(
              "personId",
              "in",
              eb
                .selectFrom("post as head")
                .where(sameOrganization("head"))
                .where(validOn(day as Day))
                .where("head.post", "=", "village_head")
                .select("head.personId"),
            )
            .select("post.id"),
        ),
      filter: "bool",
    },
    { key: "termDueOn", term: "本届届满日期", type: "day", onDay: termDueOn, filter: "range" },
    { key: "organization", term: "所在组织", type: "organization", column: "organization_id", filter: "organization" },
  ],
  search: ["shortName"],
  order: { field: "shortName", direction: "asc" },
  columns: ["shortName", "kind", "members", "fullMembers", "secretary", "oneShoulder", "termDueOn"],
  rowPage: "/organizations/{organizationId}",
  place: { id: "organization_id", path: "org_path" },
  print: { paper: "A4", landscape: true, signatures: ["填表人", "审核人"] },
};

/** Organisations that were merged or dissolved, ever. They lie beneath their successors. */
export const organizationClosures: Register = {
  id: "organization-closures",
  title: "撤并组织",
  emptyHint: "这里列出历年撤销和合并的党组织。没有内容，说明没有撤并过组织。",
  table: "organization",
  verbs: { read: "assessment.standing.read", export: "assessment.standing.export" },
  time: "none",
  fields: [
    { key: "name", term: "党组织", type: "organization", column: "id", width: 200 },
    { key: "closedOn", term: "撤并日期", type: "day", column: "closed_on", sortable: true, filter: "range" },
    {
      key: "successor",
      term: "承接组织",
      type: "organization",
      column: "successor_id",
      filter: "organization",
      width: 200,
    },
    { key: "establishedOn", term: "成立日期", type: "day", column: "established_on", sortable: true, filter: "range" },
  ],
  search: [],
  order: { field: "closedOn", direction: "desc" },
  columns: ["name", "closedOn", "successor", "establishedOn"],
  rowPage: "/organizations/{organizationId}",
  place: { id: "id", path: "org_path" },
};

export const registers: Register[] = [organizationStanding, organizationClosures];
