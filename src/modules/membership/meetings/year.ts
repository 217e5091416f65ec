import { sql } from "kysely";
import { inTreeOrder } from "#modules/organization/index.ts";
import { narrowed } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import { type Day, day, earlier, partsOf, yearEnd } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import type { HeatView, YearView } from "./contract.ts";
import { type BranchAt, branchesOn, happenings, studyOf } from "./queries.ts";
import { type Happening, hoursAsked, needState, needsOf, type YearNeed } from "./rules.ts";
import { briefsOf, type Looking, organizationInReach, tasksIn, taskView } from "./views.ts";
import { zh } from "./zh.ts";

const ONCE: readonly YearNeed["kind"][] = [
  "organization_life",
  "members_appraisal",
  "heart_to_heart",
  "secretary_lecture",
];
const monthNumber = (on: Day): number => partsOf(on).month;
/** The month under which a need stands: of a quarter the last. */
const monthOfNeed = (need: YearNeed): number => monthNumber(need.period.to);

/** The calendar of a branch: what each month has, and what it lacks against the rules; tasks and study beside it. */
export async function yearView(looking: Looking, organizationId: string, year: number): Promise<YearView> {
  const { actor, policy, today } = looking;
  const place = await organizationInReach(looking.tx, organizationId);
  const tx = narrowed(looking.tx, [subtree(place.orgPath)]);
  const first = day(`${year}-01-01`);
  const period = { from: first, to: yearEnd(first) };
  const branch = (await branchesOn(tx, earlier(today, period.to), organizationId))[0];
  const rows = await tx
    .selectFrom("meeting")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("meetsOn", ">=", period.from)
    .where("meetsOn", "<=", period.to)
    .orderBy("meetsOn")
    .orderBy("id")
    .execute();
  const briefs = await briefsOf(tx, rows, today);
  const all = (await happenings(tx, period, null, organizationId)).get(organizationId) ?? [];
  const needs = branch ? needsOf(branch, year).value : [];
  const shown = (need: YearNeed) => ({
    kind: need.kind,
    term: zh.lacks[need.kind] ?? need.kind,
    state: needState(need, branch?.groups ?? [], all, today),
  });
  const tasks = await tasksIn(tx)
    .where("t.organizationId", "=", organizationId)
    .where("t.withdrawnOn", "is", null)
    .where((eb) => eb.or([eb("t.doneOn", "is", null), eb("t.doneOn", ">=", period.from)]))
    .where("t.dueOn", "<=", period.to)
    .execute();
  const study = branch ? await studyOf(tx, { from: first, to: earlier(today, period.to) }, null, organizationId) : [];
  const standings = await tx
    .selectFrom("meetingStanding")
    .select(sql<number>`count(*)`.as("n"))
    .where("organizationId", "=", organizationId)
    .where("validFrom", "<=", today)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", today)]))
    .executeTakeFirstOrThrow();
  const of = (state: string): number => briefs.filter((it) => it.state === state).length;
  const asked = hoursAsked(false);
  return {
    organizationId,
    organizationName: place.name,
    year,
    branch: branch !== undefined,
    committee: branch?.committee ?? false,
    groups: [...(branch?.groups ?? [])],
    months: Array.from({ length: 12 }, (_, at) => ({
      month: at + 1,
      meetings: briefs.filter((it) => monthNumber(it.on as Day) === at + 1),
      needs: needs.filter((it) => !ONCE.includes(it.kind) && monthOfNeed(it) === at + 1).map(shown),
    })),
    yearly: needs
      .filter((it) => ONCE.includes(it.kind))
      .map((it) => ({ ...shown(it), on: lastOf(all, it)?.on ?? null })),
    held: of("held"),
    planned: of("planned"),
    unrecorded: of("unrecorded"),
    tasks: tasks.map((it) => taskView(it, today)),
    study: {
      members: study.length,
      enough: study.filter((it) => it.hours >= hoursAsked(it.officer).value).length,
      asked: asked.value,
      officerAsked: hoursAsked(true).value,
      provision: provisionView(asked.provision),
    },
    standings: standings.n,
    can: { write: branch !== undefined && policy.may(actor, "meeting.write", place.orgPath) },
  };
}

/** The day on which something was held, or else is planned. */
function lastOf(all: readonly Happening[], need: YearNeed): Happening | undefined {
  const of = all.filter((it) => it.kinds.includes(need.kind));
  return of.findLast((it) => it.held) ?? of.at(-1);
}

/** Most branches that one picture shows; a town has fewer. */
const ROWS = 500;

/** Branches by months: how many meetings, and what is missing of what the rules ask. Of results of places, never of persons. */
export async function heatView(looking: Looking, organizationId: string, year: number): Promise<HeatView> {
  const { today } = looking;
  const place = await organizationInReach(looking.tx, organizationId);
  const tx = narrowed(looking.tx, [subtree(place.orgPath)]);
  const first = day(`${year}-01-01`);
  const period = { from: first, to: yearEnd(first) };
  const on = earlier(today, period.to);
  const all = await inTreeOrder(tx, on, await branchesOn(tx, on), (it) => it.organizationId);
  const held = await happenings(tx, period, null);
  const through = year < partsOf(today).year ? 12 : year > partsOf(today).year ? 0 : partsOf(today).month;
  return {
    year,
    through,
    total: all.length,
    rows: all.slice(0, ROWS).map((it) => heatRow(it, held.get(it.organizationId) ?? [], year, today)),
  };
}

function heatRow(branch: BranchAt, all: readonly Happening[], year: number, today: Day): HeatView["rows"][number] {
  const needs = needsOf(branch, year).value;
  const held = all.filter((it) => it.held && !it.kinds.includes("heart_to_heart"));
  const months = Array.from({ length: 12 }, (_, at) => {
    const ofMonth = needs.filter((it) => monthOfNeed(it) === at + 1);
    return {
      month: at + 1,
      meetings: held.filter((it) => monthNumber(it.on) === at + 1).length,
      asked: ofMonth.length,
      missing: ofMonth
        .filter((it) => needState(it, branch.groups, all, today) === "missing")
        .map((it) => zh.lacks[it.kind] ?? it.kind),
    };
  });
  return {
    organizationId: branch.organizationId,
    name: branch.name,
    months,
    meetings: held.length,
    missing: months.reduce((sum, it) => sum + it.missing.length, 0),
  };
}
