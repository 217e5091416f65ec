import { answer } from "#platform/http/answer.ts";
import { absent } from "#platform/http/problem.ts";
import type { Asking, Route } from "#platform/http/route.ts";
import { dayOf } from "../day-asked.ts";
import { type Ground, loadGround } from "../places.ts";
import { zh } from "../zh.ts";
import * as at from "./address.ts";
import { CockpitQuery, CockpitView, LineMatters, LineParams, LineQuery } from "./contract.ts";
import { lineMatters } from "./line.ts";
import { AREAS, askLines, matrixOf, ordered, sumOf } from "./matrix.ts";
import { matrixDownload } from "./sheet.ts";

/** More rows than this are narrowed to a town before they are read. */
const MOST_SHOWN = 500;

export const routes: Route[] = [
  answer(at.cockpit, "assessment.due.read", { query: CockpitQuery, shows: CockpitView }, async (asking) => {
    const matrix = await matrixOf(asking, await groundOf(asking));
    const { ground, columns } = matrix;
    const rows = ordered(matrix, asking.query);
    const towns = new Set(matrix.rows.map((it) => it.town));
    return {
      asOf: ground.day,
      before: matrix.before,
      place: { id: ground.top.id, name: ground.top.name },
      towns: ground.children.filter((it) => towns.has(it.name)).map(({ id, name }) => ({ id, name })),
      areas: AREAS.filter((it) => matrix.rows.some((row) => row.areaKind === it.value)).map(({ value, term }) => ({
        value,
        term,
      })),
      columns: [...columns],
      sum: sumOf(rows, matrix),
      rows: rows.slice(0, MOST_SHOWN),
      total: rows.length,
    };
  }),
  answer(at.cockpitSheet, "assessment.due.read", { query: CockpitQuery, rate: "heavy" }, async (asking) => {
    const matrix = await matrixOf(asking, await groundOf(asking));
    return matrixDownload(matrix, ordered(matrix, asking.query));
  }),
  answer(
    at.lineMatters,
    "assessment.due.read",
    { params: LineParams, query: LineQuery, shows: LineMatters },
    async (asking) => {
      const ground = await groundOf(asking);
      const asked = await askLines(asking, ground.top, ground.day);
      const found = lineMatters(asked, asking.params.line, ground);
      if (!found) throw absent(zh.cockpit.noLine);
      return found;
    },
  ),
];

function groundOf({ tx, today, query }: Pick<Asking, "tx" | "today"> & { readonly query: LineQuery }): Promise<Ground> {
  const day = dayOf(query.asOf, "asOf", today);
  return loadGround(tx, { organizationId: query.org ?? null, day, manner: "now", today });
}
