import { type Reader, scopeOf, type Writer, widened } from "#platform/database/door.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import type { Scope } from "#platform/database/scope.ts";
import { absent } from "#platform/http/problem.ts";
import type { Measure } from "#platform/measures/index.ts";
import { veil, veilLine } from "#platform/statistics/index.ts";
import { addYears, type Day, yearEnd } from "#shared/day.ts";
import type { ChartView, FigureView } from "./contract.ts";
import { MEMBERS } from "./measures.ts";
import { type Ground, loadGround } from "./places.ts";
import { countByPlace, highestInReach, organizationById, organizationsIn, type PlacedCount } from "./queries.ts";
import {
  ageMarks,
  edgesOf,
  educationMarks,
  type Mark,
  markOfBucket,
  markOfCode,
  sexMarks,
  smallestPublished,
  UNKNOWN,
} from "./rules.ts";
import { zh } from "./zh.ts";

/** Whether the reader may see every person that counts at this place, and so every number. */
export function seesPersons(scope: Scope, path: string): boolean {
  return scope.system !== null || covers(scope.persons, path);
}

/** The last statistics day before a day: 31 December, on which totals are published. */
export function publishedDay(day: Day): Day {
  const end = yearEnd(day);
  return end <= day ? end : yearEnd(addYears(day, -1));
}

/** What may be shown of members to whoever sees totals but no persons. */
export interface VeiledMembers {
  readonly ground: Ground;
  readonly figures: FigureView[];
  readonly charts: ChartView[];
}

/**
 * Totals of members with small numbers hidden (H1). Everything published for one grant and one day is decided together, so
 * that a place cannot be told from its siblings and its parent: the numbers of the place where the reach begins and of its
 * children come from the same tables, and further down nothing is published. Only for statistics days, by today's tree.
 *
 * Throws a Problem `absent` outside the places of the scope.
 */
export async function veiledMembers(
  tx: Reader,
  asked: { readonly organizationId: string | null; readonly day: Day; readonly today: Day },
): Promise<VeiledMembers> {
  const scope = scopeOf(tx);
  const found =
    asked.organizationId === null ? await highestInReach(tx) : await organizationById(tx, asked.organizationId);
  const reach = found && scope.places.find((it) => covers([it], found.path));
  if (!found || !reach) throw absent("组织");
  const day = publishedDay(asked.day);
  // The house as a whole (`/`) is no organisation: there the reach begins at the highest one above the place asked for.
  const top = (await organizationsIn(tx, reach))
    .filter((it) => covers([subtree(it.path)], found.path))
    .toSorted((a, b) => a.path.length - b.path.length)[0];
  const ground = await loadGround(tx, { organizationId: found.id, day, manner: "now", today: asked.today });
  if (!top) return { ground, figures: [], charts: [] };
  const family =
    top.id === found.id
      ? ground
      : await loadGround(tx, { organizationId: top.id, day, manner: "now", today: asked.today });
  // The handle is a transaction that reads only; it is widened to the persons of this one reach, and only counts leave.
  const counts = await widened(tx as Writer, scope, [subtree(top.path)], (wide) =>
    countByPlace(wide, { range: subtree(top.path) }, day, edgesOf(ageMarks("AN2", day))),
  );
  const published = publish(family, counts, day);
  const at = top.id === found.id ? null : published.places.findIndex((it) => it.id === found.id);
  if (at === -1) return { ground, figures: [], charts: [] };
  return { ground, figures: figuresOf(published, at, day), charts: chartsOf(published, at) };
}

interface Published {
  /** Places that no longer stand on the day, shown only with what is counted beneath them. */
  readonly closed: ReadonlySet<string>;
  readonly places: readonly { readonly id: string | null; readonly name: string }[];
  readonly totals: readonly (number | null)[];
  readonly total: number | null;
  readonly dimensions: readonly {
    readonly key: "sex" | "age" | "schooling" | "category";
    readonly marks: readonly Mark[];
    readonly cells: readonly (readonly (number | null)[])[];
    readonly sums: readonly (number | null)[];
  }[];
}

/** Decides for all places and all distributions at once what is shown. */
function publish(family: Ground, counts: readonly PlacedCount[], day: Day): Published {
  const places = [
    ...family.children.map((it) => ({ id: it.id as string | null, name: it.name })),
    { id: null, name: zh.own },
  ];
  const rowOf = (organizationId: string): number => {
    const child = family.childOf.get(organizationId) ?? null;
    return places.findIndex((it) => it.id === child);
  };
  const ages = ageMarks("AN2", day);
  const edges = edgesOf(ages);
  const category: Mark[] = [
    { id: "full", term: zh.figures.full, codes: ["true"] },
    { id: "probationary", term: zh.figures.probationary, codes: ["false"] },
  ];
  const tableOf = (dimension: PlacedCount["dimension"], marks: readonly Mark[]): number[][] => {
    const table = places.map(() => marks.map(() => 0));
    for (const it of counts) {
      if (it.dimension !== dimension) continue;
      const mark = dimension === "age" ? markOfBucket(marks, edges, it.bucket) : markOfCode(marks, it.code);
      const row = table[rowOf(it.organizationId)];
      const column = mark ? marks.indexOf(mark) : -1;
      if (row && column >= 0) row[column] = (row[column] ?? 0) + it.count;
    }
    return table;
  };
  const byCategory = tableOf("category", category);
  const k = smallestPublished().value;
  const line = veilLine(
    byCategory.map((row) => row.reduce((sum, it) => sum + it, 0)),
    k,
  );
  const hiddenRows = new Set(line.cells.flatMap((it, at) => (it === null ? [at] : [])));
  const dimension = (key: Published["dimensions"][number]["key"], marks: readonly Mark[], table: number[][]) => {
    const shown = veil(table, { k, hiddenRows, fixedRowSums: true });
    return {
      key,
      marks,
      cells: shown.cells,
      sums: line.total === null ? shown.columnSums.map(() => null) : shown.columnSums,
    };
  };
  return {
    closed: new Set(family.children.filter((it) => it.kind === null).map((it) => it.id)),
    places,
    totals: line.cells,
    total: line.total,
    dimensions: [
      dimension("sex", sexMarks(), tableOf("gender", sexMarks())),
      dimension("age", ages, tableOf("age", ages)),
      dimension("schooling", educationMarks(), tableOf("education", educationMarks())),
      dimension("category", category, byCategory),
    ],
  };
}

function valuesAt(it: Published["dimensions"][number], at: number | null): readonly (number | null)[] {
  return at === null ? it.sums : (it.cells[at] ?? it.sums.map(() => null));
}

function figuresOf(it: Published, at: number | null, on: Day): FigureView[] {
  /** A measure that asks for one mark of one distribution. */
  const of = (measure: Measure, key: "sex" | "category"): number | null => {
    const found = it.dimensions.find((dimension) => dimension.key === key);
    const wanted = Object.values(measure.where(on)).join();
    return found ? (valuesAt(found, at)[found.marks.findIndex((each) => each.id === wanted)] ?? null) : null;
  };
  const figure = (measure: Measure, value: number | null): FigureView => ({
    key: measure.key,
    term: measure.term,
    value,
    unit: measure.unit,
    group: "members",
    list: null,
    form: "count",
  });
  return [
    figure(MEMBERS.all, at === null ? it.total : (it.totals[at] ?? null)),
    figure(MEMBERS.full, of(MEMBERS.full, "category")),
    figure(MEMBERS.probationary, of(MEMBERS.probationary, "category")),
    figure(MEMBERS.women, of(MEMBERS.women, "sex")),
  ];
}

function chartsOf(it: Published, at: number | null): ChartView[] {
  const chart = (key: keyof typeof zh.charts, categories: string[], values: readonly (number | null)[]): ChartView => ({
    key,
    title: zh.charts[key],
    form: "bar",
    unit: "人",
    categories,
    series: [{ name: zh.members, values: [...values], lists: values.map(() => null) }],
  });
  const charts = it.dimensions.map((dimension) => {
    const values = valuesAt(dimension, at);
    // As on every picture: 不详 and rare codes only where somebody is counted there, or may be.
    const shown = dimension.marks.flatMap((mark, column) =>
      values[column] === 0 && (mark.id === UNKNOWN || mark.id === "unstated")
        ? []
        : [{ term: mark.term, value: values[column] ?? null }],
    );
    return chart(
      dimension.key,
      shown.map((mark) => mark.term),
      shown.map((mark) => mark.value),
    );
  });
  if (at !== null) return charts;
  const shown = it.places.flatMap((place, row) =>
    it.totals[row] === 0 && (place.id === null || it.closed.has(place.id))
      ? []
      : [{ name: place.name, value: it.totals[row] ?? null }],
  );
  return [
    ...charts,
    chart(
      "children",
      shown.map((place) => place.name),
      shown.map((place) => place.value),
    ),
  ];
}
