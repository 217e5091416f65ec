import { type CompiledQuery, type RawBuilder, type SqlBool, sql } from "kysely";
import { dues, floating, recruiting, transfers } from "#modules/membership/index.ts";
import type { Reader } from "#platform/database/door.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import type { MissionFigure } from "./contract.ts";
import { fullOn, validOn } from "./queries.ts";
import {
  BRANCH_KINDS,
  COLLEGE_AND_ABOVE,
  FEWEST_FULL,
  KINDS_WITH_SECRETARY,
  latestDayWithYears,
  MINORITIES,
  MOST_MEMBERS,
} from "./rules.ts";

interface Counting {
  compile(): CompiledQuery;
  executeTakeFirst(): Promise<{ value: number } | undefined>;
}

/**
 * Every figure of the mission that the facts of organisations and members yield, as of a day, each with the SQL that
 * counted it. Asked within a system scope; the text then holds no reach and anybody with the database can run it.
 */
export async function figures(tx: Reader, day: Day): Promise<MissionFigure[]> {
  const found: MissionFigure[] = [];
  for (const { row, name, query } of questions(tx, day)) {
    const counted = await query.executeTakeFirst();
    found.push({ row, name, value: counted?.value ?? 0, query: inlined(query.compile()) });
  }
  return found;
}

function questions(tx: Reader, day: Day): { row: string; name: string; query: Counting }[] {
  const count = sql<number>`count(*)`.as("value");
  const members = (condition?: RawBuilder<SqlBool>): Counting => {
    const query = tx.selectFrom("membership").select(count).where(validOn(day));
    return condition ? query.where(condition) : query;
  };
  const organizations = () => tx.selectFrom("organizationVersion").where(validOn(day));
  const among = (column: string, values: readonly string[]) =>
    sql<SqlBool>`${sql.ref(column)} = any(${values as string[]}::text[])`;
  const head = (post: string) =>
    tx
      .selectFrom("post")
      .select("post.id")
      .where(validOn(day))
      .where("post.post", "=", post)
      .where(sql<SqlBool>`post.organization_id = organization_version.organization_id`);
  const rosterOf = (full: boolean) => {
    const counted = tx
      .selectFrom("membership")
      .select(sql<number>`count(*)`.as("n"))
      .where(validOn(day))
      .where(sql<SqlBool>`membership.organization_id = organization_version.organization_id`);
    return full ? counted.where(sql<SqlBool>`${fullOn(day)}`) : counted;
  };
  const terms = (condition: RawBuilder<SqlBool>): Counting =>
    organizations()
      .select(count)
      .where((it) =>
        it.exists(
          tx
            .selectFrom("committeeTerm")
            .select("committeeTerm.id")
            .where(
              sql<SqlBool>`committee_term.organization_id = organization_version.organization_id and start_on <= ${day}::date and (ended_on is null or ended_on > ${day}::date)`,
            )
            .where(condition),
        ),
      );
  return [
    { row: "M1.2", name: "党组织总数", query: organizations().select(count) },
    ...codeSet("organization_kind").entries.map((it) => ({
      row: "M1.2",
      name: it.term,
      query: organizations().select(count).where("kind", "=", it.value),
    })),
    {
      row: "M1.2",
      name: "历年撤并的支部",
      query: tx
        .selectFrom("organization")
        .select(count)
        .where("closedOn", "<=", day)
        .where((it) =>
          it.exists(
            tx
              .selectFrom("organizationVersion")
              .select("organizationVersion.id")
              .where(
                sql<SqlBool>`organization_version.organization_id = organization.id and organization_version.valid_to = organization.closed_on`,
              )
              .where(among("kind", BRANCH_KINDS)),
          ),
        ),
    },
    {
      row: "M1.2",
      name: "村、社区党组织",
      query: organizations()
        .select(count)
        .where(among("area_kind", ["village", "urban_community", "town_community"])),
    },
    {
      row: "M1.2",
      name: "正式党员不足3人的支部",
      query: organizations()
        .select(count)
        .where("kind", "=", "branch")
        .where(sql<SqlBool>`(${rosterOf(true)}) < ${FEWEST_FULL}`),
    },
    {
      row: "M1.2",
      name: "党员超过50人的支部",
      query: organizations()
        .select(count)
        .where(among("kind", BRANCH_KINDS))
        .where(sql<SqlBool>`(${rosterOf(false)}) > ${MOST_MEMBERS}`),
    },
    {
      row: "M1.3",
      name: "书记、主任一肩挑",
      query: organizations()
        .select(count)
        .where((it) =>
          it.exists(
            head("secretary").where(
              "post.personId",
              "in",
              tx
                .selectFrom("post as chief")
                .select("chief.personId")
                .where(validOn(day))
                .where("chief.post", "=", "village_head")
                .where(sql<SqlBool>`chief.organization_id = organization_version.organization_id`),
            ),
          ),
        ),
    },
    {
      row: "M1.3",
      name: "书记空缺的组织",
      query: organizations()
        .select(count)
        .where(among("kind", KINDS_WITH_SECRETARY))
        .where((it) => it.not(it.exists(head("secretary")))),
    },
    { row: "M1.3", name: "任期届满未换届的组织", query: terms(sql<SqlBool>`due_on <= ${day}::date`) },
    {
      row: "M1.3",
      name: "6个月内任期届满的组织",
      query: terms(sql<SqlBool>`due_on > ${day}::date and due_on <= ${day}::date + interval '6 months'`),
    },
    ...recruiting.halfYearFigures(tx, day).map((it) => ({ row: "M2.1", ...it })),
    { row: "M2.3", name: "党员总数", query: members() },
    { row: "M2.3", name: "正式党员", query: members(sql<SqlBool>`${fullOn(day)}`) },
    { row: "M2.3", name: "预备党员", query: members(sql<SqlBool>`not ${fullOn(day)}`) },
    { row: "M2.3", name: "女党员", query: members(sql<SqlBool>`gender = 'female'`) },
    { row: "M2.3", name: "少数民族党员", query: members(among("ethnicity", MINORITIES)) },
    {
      row: "M2.3",
      name: "60岁及以上党员",
      query: members(sql<SqlBool>`birth_on <= ${latestDayWithYears(day, 60)}::date`),
    },
    { row: "M2.3", name: "大专及以上学历党员", query: members(among("education", COLLEGE_AND_ABOVE)) },
    { row: "M2.2", name: "外出流动党员", query: members(sql<SqlBool>`flow_destination is not null`) },
    { row: "M2.3", name: "失去联系的党员", query: members(sql<SqlBool>`lost_since <= ${day}::date`) },
    {
      row: "M2.3",
      name: "已接收的组织关系转接",
      query: tx.selectFrom("transfer").select(count).where("state", "=", "accepted").where("decidedOn", "<=", day),
    },
    ...transfers.figures(tx, day),
    ...floating.figures(tx, day),
    ...dues.figures(tx, day),
  ];
}

/** Writes the values into the text, so that it can be read and run as it stands. */
export function inlined({
  sql: text,
  parameters,
}: {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => literal(parameters[Number(number) - 1]));
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value))
    return quoted(`{${value.map((it) => `"${String(it).replace(/["\\]/g, "\\$&")}"`).join(",")}}`);
  if (typeof value === "string") return quoted(value);
  throw new TypeError(`a value of type ${typeof value} cannot be written into SQL`);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
