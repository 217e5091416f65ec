import { type CompiledQuery, type SqlBool, sql } from "kysely";
import { dues, floating, recruiting, transfers } from "#modules/membership/index.ts";
import type { Reader } from "#platform/database/door.ts";
import { type Measure, questionOf } from "#platform/measures/index.ts";
import type { Day } from "#shared/day.ts";
import type { MissionFigure } from "./contract.ts";
import { ATTENTION, KINDS, MEMBERS, MISSION, ORGANIZATIONS } from "./measures.ts";
import { BRANCH_KINDS } from "./rules.ts";

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
  for (const { row, name, query } of await questions(tx, day)) {
    const counted = await query.executeTakeFirst();
    found.push({ row, name, value: counted?.value ?? 0, query: inlined(query.compile()) });
  }
  return found;
}

async function questions(tx: Reader, day: Day): Promise<{ row: string; name: string; query: Counting }[]> {
  const count = sql<number>`count(*)`.as("value");
  const asked = async (row: string, measures: readonly Measure[]) =>
    await Promise.all(measures.map(async (it) => ({ row, name: it.term, query: await questionOf(tx, it, day) })));
  return [
    ...(await asked("M1.2", [ORGANIZATIONS.all, ...KINDS])),
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
              .where("kind", "in", BRANCH_KINDS),
          ),
        ),
    },
    ...(await asked("M1.2", [MISSION.settled, ATTENTION.tooFew, ATTENTION.tooMany])),
    ...(await asked("M1.3", [
      ORGANIZATIONS.oneShoulder,
      ATTENTION.noSecretary,
      { ...ATTENTION.termOverdue, term: "任期届满未换届的组织" },
      { ...ATTENTION.termDueSoon, term: "6个月内任期届满的组织" },
    ])),
    ...recruiting.halfYearFigures(tx, day).map((it) => ({ row: "M2.1", ...it })),
    ...(await asked("M2.3", [
      MEMBERS.all,
      MEMBERS.full,
      MEMBERS.probationary,
      MEMBERS.women,
      MEMBERS.minority,
      MEMBERS.old,
      MEMBERS.college,
    ])),
    ...(await asked("M2.2", [MISSION.away])),
    ...(await asked("M2.3", [MISSION.lost])),
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
