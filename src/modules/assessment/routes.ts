import { subtree } from "#platform/database/reach.ts";
import { answer } from "#platform/http/answer.ts";
import { absent } from "#platform/http/problem.ts";
import type { Asking, Route } from "#platform/http/route.ts";
import type { Day } from "#shared/day.ts";
import * as at from "./address.ts";
import { askChecks, checkMatters, clockView, ownOf } from "./clock.ts";
import { routes as cockpitRoutes } from "./cockpit/routes.ts";
import {
  CheckMatters,
  CheckParams,
  CheckQuery,
  ClockView,
  DueQuery,
  DueView,
  PictureQuery,
  PictureView,
  StatisticsParams,
  StatisticsQuery,
  StatisticsTables,
  StatisticsView,
} from "./contract.ts";
import { dayOf } from "./day-asked.ts";
import { dueItems } from "./due.ts";
import { chartsOf, figuresOf, loadFacts } from "./picture.ts";
import { type Ground, loadGround } from "./places.ts";
import { ancestorsOf } from "./queries.ts";
import { isTable, type Sheet, sheetOf, TABLES } from "./sheet.ts";
import { sheetDownload, sheetView } from "./sheet-view.ts";
import { routes as turnRoutes } from "./turn/routes.ts";
import { publishedDay, seesPersons, veiledMembers } from "./veiled.ts";
import { zh } from "./zh.ts";

type Asked = { readonly org?: string; readonly manner?: "now" | "was" };

const DUE = "assessment.due.read";
const STATISTICS = "assessment.statistics.read";

const OF_TABLE = { params: StatisticsParams, query: StatisticsQuery };

export const routes: readonly Route[] = [
  answer(at.picture, "assessment.picture.read", { query: PictureQuery, shows: PictureView }, pictureOf),
  answer(at.due, DUE, { query: DueQuery, shows: DueView }, async ({ tx, actor, house, today, query }) =>
    dueItems(tx, house, actor, await groundOf(tx, query, dayOf(query.asOf, "asOf", today), today)),
  ),
  ...turnRoutes,
  ...cockpitRoutes,
  answer(at.clock, DUE, { query: DueQuery, shows: ClockView }, clockOf),
  answer(at.check, DUE, { params: CheckParams, query: CheckQuery, shows: CheckMatters }, mattersOf),
  answer(at.tables, STATISTICS, { shows: StatisticsTables }, () =>
    Promise.resolve(TABLES.map((table) => ({ table, title: zh.sheet.titles[table] }))),
  ),
  answer(at.table, STATISTICS, { ...OF_TABLE, shows: StatisticsView }, async (it) => sheetView(await askedSheet(it))),
  answer(at.tableExport, STATISTICS, { ...OF_TABLE, rate: "heavy" }, async (it) => sheetDownload(await askedSheet(it))),
];

type AskedWith<Q, P = unknown> = Asking & { readonly query: Q; readonly params: P };

async function pictureOf({ tx, scope, today, query }: AskedWith<PictureQuery>): Promise<PictureView> {
  const day = dayOf(query.asOf, "asOf", today);
  const ground = await groundOf(tx, query, day, today);
  const about = {
    asOf: day,
    manner: ground.manner,
    place: placeView(ground.top),
    breadcrumb: await ancestorsOf(tx, ground.top.path, today),
    children: ground.children.map(placeView),
  };
  if (!seesPersons(scope, ground.top.path)) {
    const { figures, charts } = await veiledMembers(tx, { organizationId: ground.top.id, day, today });
    return { ...about, asOf: publishedDay(day), manner: "now" as const, figures, charts, hidden: true };
  }
  const facts = await loadFacts(tx, ground);
  return { ...about, figures: figuresOf(facts), charts: chartsOf(facts), hidden: false };
}

async function clockOf({ tx, actor, house, today, query }: AskedWith<DueQuery>): Promise<ClockView> {
  const on = dayOf(query.asOf, "asOf", today);
  const ground = await groundOf(tx, query, on, today);
  const who = { policy: house.policy, actor };
  return clockView(await askChecks(tx, house.checks, who, { range: subtree(ground.top.path), on }), ground, on);
}

async function mattersOf({
  tx,
  actor,
  house,
  today,
  params,
  query,
}: AskedWith<CheckQuery, CheckParams>): Promise<CheckMatters> {
  const on = dayOf(query.asOf, "asOf", today);
  const ground = await groundOf(tx, query, on, today);
  const checks = house.checks.filter((it) => it.id === params.check);
  const who = { policy: house.policy, actor };
  const [asked] = await askChecks(tx, checks, who, { range: subtree(ground.top.path), on });
  if (!asked) throw absent(zh.clock.noCheck);
  return checkMatters(query.own === undefined ? asked : ownOf(asked, ground.top), ground.places, on);
}

async function askedSheet({
  tx,
  today,
  params,
  query,
}: Asking & {
  readonly params: { readonly table: string };
  readonly query: Asked & { readonly on?: string };
}): Promise<Sheet> {
  if (!isTable(params.table)) throw absent(zh.noTable);
  return await sheetOf(tx, params.table, await groundOf(tx, query, dayOf(query.on, "on", today), today));
}

function groundOf(tx: Asking["tx"], query: Asked, day: Day, today: Day): Promise<Ground> {
  return loadGround(tx, { organizationId: query.org ?? null, day, manner: query.manner ?? "now", today });
}

const placeView = ({ id, name, kind }: Ground["top"]) => ({ id, name, kind });
