import { subtree } from "#platform/database/reach.ts";
import { DOWNLOAD } from "#platform/http/download.ts";
import { absent, Problem } from "#platform/http/problem.ts";
import { type Asking, question, type Route } from "#platform/http/route.ts";
import { type Day, isDay } from "#shared/day.ts";
import { askChecks, checkMatters, clockView, ownOf } from "./clock.ts";
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

export const routes: readonly Route[] = [
  question({
    path: "/api/picture",
    verb: "assessment.picture.read",
    summary: zh.routes.picture,
    query: PictureQuery,
    response: PictureView,
    async handle({ tx, scope, today, query }) {
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
        const veiled = await veiledMembers(tx, { organizationId: ground.top.id, day, today });
        return {
          ...about,
          asOf: publishedDay(day),
          manner: "now" as const,
          figures: veiled.figures,
          charts: veiled.charts,
          hidden: true,
        };
      }
      const facts = await loadFacts(tx, ground);
      return { ...about, figures: figuresOf(facts), charts: chartsOf(facts), hidden: false };
    },
  }),
  question({
    path: "/api/due",
    verb: "assessment.due.read",
    summary: zh.routes.due,
    query: DueQuery,
    response: DueView,
    async handle({ tx, actor, house, today, query }) {
      const ground = await groundOf(tx, query, dayOf(query.asOf, "asOf", today), today);
      return await dueItems(tx, house, actor, ground);
    },
  }),
  ...turnRoutes,
  question({
    path: "/api/clock",
    verb: "assessment.due.read",
    summary: zh.routes.clock,
    query: DueQuery,
    response: ClockView,
    async handle({ tx, actor, house, today, query }) {
      const on = dayOf(query.asOf, "asOf", today);
      const ground = await groundOf(tx, query, on, today);
      const asked = await askChecks(
        tx,
        house.checks,
        { policy: house.policy, actor },
        { range: subtree(ground.top.path), on },
      );
      return clockView(asked, ground, on);
    },
  }),
  question({
    path: "/api/clock/:check",
    verb: "assessment.due.read",
    summary: zh.routes.check,
    params: CheckParams,
    query: CheckQuery,
    response: CheckMatters,
    async handle({ tx, actor, house, today, params, query }) {
      const on = dayOf(query.asOf, "asOf", today);
      const ground = await groundOf(tx, query, on, today);
      const checks = house.checks.filter((it) => it.id === params.check);
      const [asked] = await askChecks(
        tx,
        checks,
        { policy: house.policy, actor },
        { range: subtree(ground.top.path), on },
      );
      if (!asked) throw absent(zh.clock.noCheck);
      return checkMatters(query.own === undefined ? asked : ownOf(asked, ground.top), ground.places, on);
    },
  }),
  question({
    path: "/api/statistics",
    verb: "assessment.statistics.read",
    summary: zh.routes.tables,
    response: StatisticsTables,
    handle: () => Promise.resolve(TABLES.map((table) => ({ table, title: zh.sheet.titles[table] }))),
  }),
  question({
    path: "/api/statistics/:table",
    verb: "assessment.statistics.read",
    summary: zh.routes.table,
    params: StatisticsParams,
    query: StatisticsQuery,
    response: StatisticsView,
    handle: async (it) => sheetView(await askedSheet(it)),
  }),
  question({
    path: "/api/statistics/:table/export",
    verb: "assessment.statistics.read",
    summary: zh.routes.export,
    params: StatisticsParams,
    query: StatisticsQuery,
    response: DOWNLOAD,
    rate: "heavy",
    handle: async (it) => sheetDownload(await askedSheet(it)),
  }),
];

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

/** The schema knows what a day looks like; whether there is such a day is asked here. */
function dayOf(text: string | undefined, key: string, today: Day): Day {
  if (text === undefined) return today;
  // Bands reach a century back and half a year ahead of the day.
  if (isDay(text) && text >= "1921-07-01" && text <= "2200-12-31") return text;
  throw new Problem("unreadable", "bad-query", zh.badDay.title, zh.badDay.detail, {
    faults: [{ pointer: `/query/${key}`, message: zh.badDay.fault }],
  });
}

const placeView = ({ id, name, kind }: Ground["top"]) => ({ id, name, kind });
