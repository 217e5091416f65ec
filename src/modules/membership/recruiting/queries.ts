import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from "kysely";
import { inTreeOrder } from "#modules/organization/index.ts";
import { type Reader, scopeOf, type Tables } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, dayOf, yearEnd } from "#shared/day.ts";
import { education, isJuniorCollegeOrAbove } from "#shared/education-levels.ts";
import { shortNames } from "../queries.ts";
import type { FollowView, MapView } from "./contract.ts";
import { numberOf, type Stage, type StepName } from "./path.ts";
import { type Result, YOUTH_AGE } from "./rules.ts";

/** No executor of its own: the door narrows these sub-queries together with the list they stand in. */
const eb = expressionBuilder<Tables>();

const recordsOn = (on: string) =>
  eb
    .selectFrom("recruitingRecord")
    .where(sql<SqlBool>`recruiting_record.case_id = recruiting_case.id`)
    .where(sql<SqlBool>`recruiting_record.withdrawn_on is null and recruiting_record.happened_on <= ${on}::date`);

/** Of records: those of one step, with one result where it is named. */
const at = (step: StepName, result?: Result): RawBuilder<SqlBool> =>
  result === undefined
    ? sql<SqlBool>`step = ${sql.lit(numberOf(step))}`
    : sql<SqlBool>`step = ${sql.lit(numberOf(step))} and result = ${sql.lit(result)}`;

/** The stage of a case on a day, as progressOf (rules.ts) derives it: no refusal undoes what makes a stage. */
export const stageOn = (on: string): Expression<unknown> =>
  recordsOn(on).select(
    sql<Stage>`case when bool_or(${at("conversion", "passed")}) then 'full'
      when bool_or(${at("admission", "passed")}) then 'probationary'
      when bool_or(${at("target", "passed")}) then 'target'
      when bool_or(${at("activist", "passed")}) then 'activist' else 'applicant' end`.as("stage"),
  );

/** The last day on which a step was passed, as of a day. */
export const stepOn = (step: StepName, on: string): Expression<unknown> =>
  recordsOn(on).where(at(step, "passed")).select(sql<Day | null>`max(recruiting_record.happened_on)`.as("on"));

/** Under way, or how it ended, on a day. */
export const stateOn = (on: string): Expression<unknown> =>
  sql`case when recruiting_case.ended_on is null or recruiting_case.ended_on > ${on}::date then 'open' else recruiting_case.ended_code end`;

/** Cases of a place and all beneath it by organisation and stage; `full`: converted since the first of January. */
export async function mapOn(tx: Reader, path: string | null, on: Day): Promise<MapView["rows"]> {
  const range = path === null ? null : subtree(path);
  const yearStart = `${on.slice(0, 4)}-01-01`;
  const open = sql<SqlBool>`(c.ended_on is null or c.ended_on > ${on}::date)`;
  const [activist, target, admitted] = [sql`is_activist`, sql`is_target`, sql`is_admitted`];
  const counted = (condition: RawBuilder<unknown>) => sql<number>`count(*) filter (where ${condition})`;
  const rows = await tx
    .with("steps", (db) =>
      db
        .selectFrom("recruitingRecord")
        .where("withdrawnOn", "is", null)
        .where("happenedOn", "<=", on)
        .where("result", "=", "passed")
        .select([
          "caseId",
          sql<Day | null>`max(happened_on) filter (where ${at("conversion")})`.as("fullOn"),
          sql<boolean>`bool_or(${at("admission")})`.as("isAdmitted"),
          sql<boolean>`bool_or(${at("target")})`.as("isTarget"),
          sql<boolean>`bool_or(${at("activist")})`.as("isActivist"),
        ])
        .groupBy("caseId"),
    )
    .selectFrom("recruitingCase as c")
    .innerJoin("steps", "steps.caseId", "c.id")
    .$if(range !== null, (query) =>
      query.where("c.orgPath", ">=", range?.lo ?? "").where("c.orgPath", "<", range?.hi ?? ""),
    )
    .select([
      "c.organizationId",
      counted(sql`${open} and not (${activist} or ${target} or ${admitted}) and full_on is null`).as("applicant"),
      counted(sql`${open} and ${activist} and not (${target} or ${admitted}) and full_on is null`).as("activist"),
      counted(sql`${open} and ${target} and not ${admitted} and full_on is null`).as("target"),
      counted(sql`${open} and ${admitted} and full_on is null`).as("probationary"),
      counted(sql`full_on >= ${yearStart}::date`).as("full"),
    ])
    .groupBy("c.organizationId")
    .execute();
  const names = await shortNames(
    tx,
    rows.map((it) => it.organizationId),
  );
  const named = rows
    .map((it) => ({ ...it, organizationName: names.get(it.organizationId) ?? "" }))
    .filter((it) => it.applicant + it.activist + it.target + it.probationary + it.full > 0);
  return await inTreeOrder(tx, on, named, (it) => it.organizationId);
}

/** Values of education that count as college and above (大专及以上). */
const COLLEGE = education.values.filter(isJuniorCollegeOrAbove);

/** Who was newly admitted from one day to another (both included), with the columns that structure is counted by. */
export function admittedBetween(tx: Reader, from: Day, to: Day) {
  return tx
    .selectFrom("membershipEvent as e")
    .innerJoin("membership as m", (join) =>
      join.onRef("m.personId", "=", "e.personId").onRef("m.validFrom", "=", "e.happenedOn"),
    )
    .where("e.code", "=", "admitted")
    .where("e.happenedOn", ">=", from)
    .where("e.happenedOn", "<=", to);
}

const women = sql<SqlBool>`m.gender = 'female'`;
const college = sql<SqlBool>`m.education = any(${COLLEGE as string[]}::text[])`;
/** Not yet thirty-six on the day of admission. */
const youth = sql<SqlBool>`m.birth_on > e.happened_on - make_interval(years => ${sql.lit(YOUTH_AGE + 1)})`;
/** The plan of a year against what was done, organisation by organisation; those above count all beneath them. */
export async function follow(
  tx: Reader,
  year: number,
  today: Day,
  mayPlan: (path: string) => boolean,
): Promise<FollowView> {
  const from = dayOf(year, 1, 1) ?? today;
  const to = yearEnd(from) < today ? yearEnd(from) : today;
  const plans = await tx.selectFrom("recruitingPlan").selectAll().where("year", "=", year).execute();
  const admitted = await admittedBetween(tx, from, to)
    .select([
      "e.orgPath",
      "e.organizationId",
      "m.job",
      sql<boolean>`coalesce(${women}, false)`.as("women"),
      sql<boolean>`coalesce(${college}, false)`.as("college"),
      sql<boolean>`coalesce(${youth}, false)`.as("youth"),
    ])
    .execute();
  const activists = await tx
    .selectFrom("recruitingRecord")
    .select("orgPath")
    .where("step", "=", numberOf("activist"))
    .where("result", "=", "passed")
    .where("withdrawnOn", "is", null)
    .where("happenedOn", ">=", from)
    .where("happenedOn", "<=", to)
    .execute();
  const places = await inTreeOrder(tx, today, await placesWith(tx, plans, admitted), (it) => it.id);
  const beneath = <T extends { orgPath: string }>(path: string, rows: readonly T[]): T[] =>
    rows.filter((it) => it.orgPath.startsWith(path));
  const names = await shortNames(
    tx,
    places.map((it) => it.id),
  );
  const posts = codeSet("work_post");
  const trades = [...Map.groupBy(admitted, (it) => it.job)].map(([job, rows]) => ({
    term: job === null || !posts.has(job) ? "没有登记" : posts.term(job),
    count: rows.length,
  }));
  return {
    year,
    from,
    to,
    rows: places.map(({ id, orgPath }) => {
      const plan = plans.find((it) => it.organizationId === id);
      const rows = beneath(orgPath, admitted);
      return {
        organizationId: id,
        organizationName: names.get(id) ?? "",
        mayPlan: mayPlan(orgPath),
        plan: plan ?? null,
        counts: {
          admitted: rows.length,
          women: rows.filter((it) => it.women).length,
          youth: rows.filter((it) => it.youth).length,
          college: rows.filter((it) => it.college).length,
          activists: beneath(orgPath, activists).length,
        },
      };
    }),
    trades: trades.sort((a, b) => b.count - a.count),
  };
}

/** The places a follow-up names: those above branches, and whoever has a plan or has admitted somebody. */
async function placesWith(
  tx: Reader,
  plans: readonly { organizationId: string }[],
  admitted: readonly { organizationId: string }[],
): Promise<{ id: string; orgPath: string }[]> {
  const named = new Set([...plans, ...admitted].map((it) => it.organizationId));
  const rows = await tx
    .selectFrom("organization as o")
    .innerJoin("organizationVersion as v", (join) =>
      join.onRef("v.organizationId", "=", "o.id").on("v.validTo", "is", null),
    )
    .select(["o.id", "o.orgPath", "v.kind", "o.closedOn"])
    .execute();
  // A place that may not be looked into (only totals are) is no row of a plan that one follows.
  const readable = scopeOf(tx).places.length > 0;
  return rows
    .filter((it) => readable && (named.has(it.id) || (it.kind.endsWith("committee") && it.closedOn === null)))
    .map(({ id, orgPath }) => ({ id, orgPath }));
}

/** Half-year that had ended last by a day: its first and last day. */
export function lastHalfYear(on: Day): { from: Day; to: Day } {
  const year = Number(on.slice(0, 4));
  const second = on.slice(5) >= "07-01";
  const from = second ? dayOf(year, 1, 1) : dayOf(year - 1, 7, 1);
  const to = second ? dayOf(year, 6, 30) : dayOf(year - 1, 12, 31);
  if (from === null || to === null) throw new RangeError(`no half-year before ${on}`);
  return { from, to };
}

/** What the mission asks of recruiting: who became probationary in the half-year before a day; each a query of its own. */
export function halfYearFigures(tx: Reader, on: Day) {
  const { from, to } = lastHalfYear(on);
  const count = sql<number>`count(*)`.as("value");
  const all = () => admittedBetween(tx, from, to).select(count);
  return [
    { name: "半年内发展的预备党员", query: all() },
    { name: "半年内发展的女预备党员", query: all().where(women) },
    { name: "半年内发展的大专及以上学历预备党员", query: all().where(college) },
    { name: "半年内发展的35岁及以下预备党员", query: all().where(youth) },
  ];
}

/** Open cases with the days that the clocks of recruiting go by: one pass over each table. */
export interface CaseClock {
  readonly id: string;
  readonly personName: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly appliedOn: Day;
  readonly talkedOn: Day | null;
  readonly activistOn: Day | null;
  readonly reviewedOn: Day | null;
  readonly targetOn: Day | null;
  readonly previewedOn: Day | null;
  readonly meetingOn: Day | null;
  readonly admissionRefusedOn: Day | null;
  readonly admittedOn: Day | null;
  readonly conversionMeetingOn: Day | null;
  readonly conversionDecidedOn: Day | null;
  readonly extendedMonths: number;
  readonly postponedMonths: number;
  readonly convertedOn: Day | null;
  readonly filed: readonly string[] | null;
}

/** All open cases in reach, as they stood on a day. */
export async function caseClocks(tx: Reader, on: Day): Promise<CaseClock[]> {
  const last = (step: StepName, result?: Result) =>
    sql<Day | null>`max(happened_on) filter (where ${at(step, result)})`;
  return await tx
    .with("steps", (db) =>
      db
        .selectFrom("recruitingRecord")
        .where("withdrawnOn", "is", null)
        .where("happenedOn", "<=", on)
        .select([
          "caseId",
          last("talk", "passed").as("talkedOn"),
          last("activist", "passed").as("activistOn"),
          last("activist_review").as("reviewedOn"),
          last("target", "passed").as("targetOn"),
          last("preview", "passed").as("previewedOn"),
          last("admission_meeting", "passed").as("meetingOn"),
          last("admission", "rejected").as("admissionRefusedOn"),
          last("admission", "passed").as("admittedOn"),
          sql<Day | null>`max(happened_on) filter (where ${at("conversion_meeting")} and result <> 'rejected')`.as(
            "conversionMeetingOn",
          ),
          last("conversion").as("conversionDecidedOn"),
          last("conversion", "passed").as("convertedOn"),
          sql<number>`coalesce(sum((details->>'months')::int) filter (where ${at("conversion", "extended")}), 0)`.as(
            "extendedMonths",
          ),
          sql<number>`coalesce(sum((details->>'postponed')::int) filter (where ${at("probation_review")}), 0)`.as(
            "postponedMonths",
          ),
          sql<
            readonly string[] | null
          >`(array_agg(details->'papers' order by happened_on desc, id desc) filter (where ${at("file")}))[1]`.as(
            "filed",
          ),
        ])
        .groupBy("caseId"),
    )
    .selectFrom("recruitingCase as c")
    .innerJoin("steps", "steps.caseId", "c.id")
    .where("c.appliedOn", "<=", on)
    .where((it) => it.or([it("c.endedOn", "is", null), it("c.endedOn", ">", on)]))
    .select(["c.id", "c.personName", "c.organizationId", "c.orgPath", "c.appliedOn"])
    .selectAll("steps")
    .execute();
}
