import type { Reader } from "#platform/database/door.ts";
import { type Fact, type Filters, type ListPlace, listAddress, type Measure, sumOf } from "#platform/measures/index.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, type Day, day as dayFrom, yearOf } from "#shared/day.ts";
import { filterOf, span } from "./addresses.ts";
import type { ChartView, FigureView } from "./contract.ts";
import { ATTENTION, KINDS, MEMBERS, OLD, ORGANIZATIONS } from "./measures.ts";
import { type Ground, type Place } from "./places.ts";
import { countMembers, type GroupedCount, headsOn, movements, rosterChanges, termsOn } from "./queries.ts";
import {
  ageMarks,
  edgesOf,
  educationMarks,
  latestDayWithYears,
  type Mark,
  markOfBucket,
  markOfCode,
  type Standing,
  seniorityMarks,
  sexMarks,
  UNKNOWN,
} from "./rules.ts";
import { zh } from "./zh.ts";

/** The years that are shown at a place, with who stood there at the end of each, and who came and left in it. */
export interface Years {
  readonly growth: readonly { readonly on: Day; readonly members: number }[];
  readonly moves: readonly { readonly year: number; readonly came: number; readonly left: number }[];
  /** The year in which the roster was first filled. */
  readonly beganIn: number;
}

/** What a picture is made of: counted rows, nothing derived yet. */
export interface Facts extends Years {
  readonly ground: Ground;
  readonly counts: readonly GroupedCount[];
  readonly standings: ReadonlyMap<string, Standing>;
  /** Organisations beneath the place by today's tree that were closed by the day. */
  readonly closed: readonly Place[];
}

const YEARS_SHOWN = 10;

/** Loads all that the picture of a place shows, in eight statements however many figures it has. */
export async function loadFacts(tx: Reader, ground: Ground): Promise<Facts> {
  const { day } = ground;
  const counts = await countMembers(tx, ground.where, day, { age: ageEdges(day), standing: standingEdges(day) });
  const heads = await headsOn(tx, ground.where, day);
  const terms = await termsOn(tx, ground.where, day);
  const total = counts.reduce((sum, it) => sum + (it.dimension === "place" ? it.count : 0), 0);
  return {
    ground,
    counts,
    standings: standingsOf(ground, counts, heads, terms),
    closed:
      ground.manner === "now"
        ? [...ground.places.values()].filter((it) => it.closedOn !== null && it.closedOn <= day)
        : [],
    ...(await loadYears(tx, ground, total)),
  };
}

/** The years of a place whose members on the day are `total`. */
export async function loadYears(tx: Reader, ground: Ground, total: number): Promise<Years> {
  const { day } = ground;
  const changes = await rosterChanges(tx, ground.whereEver, ground.manner === "was");
  const moved = await movements(tx, ground.whereEver, ground.manner === "was", null, day);
  const lastYear = yearOf(day);
  const firstYear = Math.min(lastYear, ...changes.filter((it) => it.change > 0).map((it) => it.year));
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, at) => firstYear + at).slice(-YEARS_SHOWN);
  const beneath = new Map(years.map((year) => [year, ground.beneathOn(endOf(year, day))]));
  const countsAt = (year: number, organizationId: string | null): boolean =>
    organizationId === null || (beneath.get(year)?.has(organizationId) ?? false);
  return {
    growth: years.map((year) => {
      const on = endOf(year, day);
      // The last point is the day itself, which the roster rows of the year alone do not tell.
      const members =
        on === day
          ? total
          : changes.reduce(
              (sum, it) => sum + (it.year <= year && countsAt(year, it.organizationId) ? it.change : 0),
              0,
            );
      return { on, members };
    }),
    beganIn: firstYear,
    moves: years.map((year) => {
      const of = (direction: number): number =>
        moved.reduce(
          (sum, it) =>
            sum + (it.year === year && it.direction === direction && countsAt(year, it.organizationId) ? it.count : 0),
          0,
        );
      return { year, came: of(1), left: of(-1) };
    }),
  };
}

/** The last day of a year as far as the picture goes. */
function endOf(year: number, day: Day): Day {
  return year === yearOf(day) ? day : dayFrom(`${String(year).padStart(4, "0")}-12-31`);
}

function ageEdges(day: Day): Day[] {
  return [...new Set([...edgesOf(ageMarks("AN2", day)), addDays(latestDayWithYears(day, OLD), 1)])].sort();
}

function standingEdges(day: Day): Day[] {
  return [...edgesOf(seniorityMarks(day)), addDays(day, 1)];
}

function standingsOf(
  ground: Ground,
  counts: readonly GroupedCount[],
  heads: readonly { organizationId: string; personId: string; post: string }[],
  terms: readonly { organizationId: string; dueOn: Day }[],
): Map<string, Standing> {
  const members = new Map<string, number>();
  const full = new Map<string, number>();
  for (const it of counts) {
    if (it.dimension !== "place" || it.organizationId === null) continue;
    members.set(it.organizationId, (members.get(it.organizationId) ?? 0) + it.count);
    if (it.full) full.set(it.organizationId, (full.get(it.organizationId) ?? 0) + it.count);
  }
  const secretaries = new Map<string, Set<string>>();
  const villageHeads = new Map<string, Set<string>>();
  for (const it of heads) {
    const into = it.post === "secretary" ? secretaries : villageHeads;
    into.set(it.organizationId, (into.get(it.organizationId) ?? new Set()).add(it.personId));
  }
  const due = new Map(terms.map((it) => [it.organizationId, it.dueOn]));
  const standings = new Map<string, Standing>();
  for (const it of ground.places.values()) {
    if (it.kind === null) continue;
    const both = [...(secretaries.get(it.id) ?? [])].some((person) => villageHeads.get(it.id)?.has(person));
    standings.set(it.id, {
      kind: it.kind,
      members: members.get(it.id) ?? 0,
      full: full.get(it.id) ?? 0,
      hasSecretary: secretaries.has(it.id),
      oneShoulder: both,
      termDueOn: due.get(it.id) ?? null,
    });
  }
  return standings;
}

/** Adds up one distribution into its marks. */
function distribution(
  facts: Facts,
  dimension: GroupedCount["dimension"],
  marks: readonly Mark[],
  edges: readonly Day[] | null,
  keep: (it: GroupedCount) => boolean = () => true,
): Map<string, number> {
  const sums = new Map(marks.map((it) => [it.id, 0]));
  for (const it of facts.counts) {
    if (it.dimension !== dimension || !keep(it)) continue;
    const mark = edges ? coarser(marks, edges, it.bucket) : markOfCode(marks, it.code);
    if (mark) sums.set(mark.id, (sums.get(mark.id) ?? 0) + it.count);
  }
  return sums;
}

/** The mark of a bucket when the edges are finer than the marks. */
function coarser(marks: readonly Mark[], edges: readonly Day[], bucket: number | null): Mark | null {
  const own = edgesOf(marks);
  if (bucket === null || bucket === 0) return markOfBucket(marks, own, bucket);
  const from = edges[bucket - 1];
  return markOfBucket(marks, own, own.filter((edge) => from !== undefined && edge <= from).length);
}

export function figuresOf(facts: Facts): FigureView[] {
  const { ground, counts } = facts;
  const { day } = ground;
  const here: ListPlace = { organizationId: ground.top.id, day, manner: ground.manner };
  const of = (it: Measure, value: number, group: FigureView["group"]): FigureView => ({
    key: it.key,
    term: it.term,
    value,
    unit: it.unit,
    group,
    list: listAddress(it.of.id, here, it.where(day)),
    form: "count",
  });
  const person = (it: Measure): FigureView => of(it, membersIn(facts, it), "members");
  const all = organizationFacts(facts.standings);
  const organizations = (it: Measure, group: FigureView["group"] = "organizations"): FigureView =>
    of(
      it,
      sumOf(it, day, all, () => 1),
      group,
    );
  const dated = counts.reduce((sum, it) => sum + (it.dimension === "age" && it.bucket !== null ? it.count : 0), 0);
  const days = counts.reduce((sum, it) => sum + (it.dimension === "age" ? it.days : 0), 0);
  return [
    ...Object.values(MEMBERS).map(person),
    ...(dated > 0
      ? [
          {
            key: "averageAge",
            term: zh.figures.averageAge,
            value: Math.round((days / dated / 365.2425) * 10) / 10,
            unit: "岁",
            group: "members" as const,
            list: listAddress("members", here, { birthOn: "present" }),
            form: "average" as const,
          },
        ]
      : []),
    organizations(ORGANIZATIONS.all),
    ...KINDS.map((it) => organizations(it)).filter((it) => it.value !== 0),
    organizations(ORGANIZATIONS.oneShoulder),
    ...(ground.manner === "now"
      ? [
          {
            key: "closed",
            term: zh.figures.closed,
            value: facts.closed.length,
            unit: "个",
            group: "organizations" as const,
            list: listAddress("organization-closures", here, { closedOn: `..${day}` }),
            form: "count" as const,
          },
        ]
      : []),
    ...Object.values(ATTENTION).map((it) => organizations(it, "attention")),
  ];
}

/** Which distribution knows a field of the roster. */
const DIMENSION_OF: Readonly<Record<string, GroupedCount["dimension"]>> = {
  category: "place",
  gender: "gender",
  ethnicity: "ethnicity",
  education: "education",
  birthOn: "age",
  fullOn: "standing",
};

/** A measure of members over the distributions: each knows one field, so the measure may ask for one only. */
function membersIn(facts: Facts, it: Measure): number {
  const { day } = facts.ground;
  const [field = "category", ...more] = Object.keys(it.where(day));
  if (more.length > 0) throw new RangeError(`no distribution knows both ${field} and ${more.join()}`);
  const edges: readonly Day[] = field === "birthOn" ? ageEdges(day) : standingEdges(day);
  const rows = facts.counts
    .filter((row) => row.dimension === DIMENSION_OF[field])
    .map((row) => ({ [field]: valueOf(row, edges), count: row.count }));
  return sumOf(it, day, rows, (row) => row["count"] as number);
}

/** What a row of a distribution says of its field; of a bucket of days the first one, which the edges part from all others. */
function valueOf(row: GroupedCount, edges: readonly Day[]): string | null {
  if (row.dimension === "place") return row.full === true ? "full" : "probationary";
  if (row.dimension !== "age" && row.dimension !== "standing") return row.code;
  if (row.bucket === null) return null;
  return row.bucket === 0 ? "0001-01-01" : (edges[row.bucket - 1] ?? null);
}

/** Standings as the register of organisations names their fields. */
function organizationFacts(standings: ReadonlyMap<string, Standing>): Fact[] {
  return [...standings.values()].map((it) => ({
    kind: it.kind,
    members: it.members,
    fullMembers: it.full,
    secretary: it.hasSecretary,
    oneShoulder: it.oneShoulder,
    termDueOn: it.termDueOn,
  }));
}

export function chartsOf(facts: Facts): ChartView[] {
  const { ground } = facts;
  const { day, manner } = ground;
  const here: ListPlace = { organizationId: ground.top.id, day, manner };
  const bars = (
    key: keyof typeof zh.charts,
    field: string,
    marks: readonly Mark[],
    sums: ReadonlyMap<string, number>,
    extra: Filters = {},
  ): ChartView => {
    // 不详 and rare codes are shown only where somebody is counted there.
    const shown = marks.filter(
      (it) => (sums.get(it.id) ?? 0) > 0 || (it.id !== UNKNOWN && !(key === "sex" && it.id === "unstated")),
    );
    return {
      key,
      title: zh.charts[key],
      form: "bar",
      unit: "人",
      categories: shown.map((it) => it.term),
      series: [
        {
          name: zh.members,
          values: shown.map((it) => sums.get(it.id) ?? 0),
          lists: shown.map((it) => listAddress("members", here, { ...filterOf(field, it), ...extra })),
        },
      ],
    };
  };
  const category = [
    { id: "full", term: zh.figures.full, codes: ["full"] },
    { id: "probationary", term: zh.figures.probationary, codes: ["probationary"] },
  ];
  const byCategory = new Map([
    ["full", 0],
    ["probationary", 0],
  ]);
  for (const it of facts.counts)
    if (it.dimension === "place")
      byCategory.set(
        it.full ? "full" : "probationary",
        (byCategory.get(it.full ? "full" : "probationary") ?? 0) + it.count,
      );
  const standingMarks = seniorityMarks(day);
  const withoutDay = facts.counts.reduce(
    (sum, it) => sum + (it.dimension === "standing" && it.bucket === null && it.full ? it.count : 0),
    0,
  );
  const standing = distribution(facts, "standing", standingMarks, standingEdges(day), (it) => it.full === true);
  const standingChart = bars("standing", "fullOn", standingMarks, standing);
  if (withoutDay > 0) {
    standingChart.categories.push(zh.noFullDay);
    standingChart.series[0]?.values.push(withoutDay);
    standingChart.series[0]?.lists.push(listAddress("members", here, { fullOn: "empty", category: "full" }));
  }
  // Everybody who was there when the roster began came "in" that year; beside them all later years would be flat.
  const base = facts.moves.length > 1 && facts.moves[0]?.year === facts.beganIn ? facts.moves[0] : null;
  const moves = base === null ? facts.moves : facts.moves.slice(1);
  const inYear = (year: number): string => span({ from: dayFrom(`${year}-01-01`), to: endOf(year, day) });
  const movesList = (set: "entry_reason" | "leave_reason") =>
    moves.map((it) =>
      manner === "now"
        ? listAddress("membership-events", here, { happenedOn: inYear(it.year), code: codeSet(set).values.join(",") })
        : null,
    );
  return [
    bars("sex", "gender", sexMarks(), distribution(facts, "gender", sexMarks(), null)),
    bars("age", "birthOn", ageMarks("AN2", day), distribution(facts, "age", ageMarks("AN2", day), ageEdges(day))),
    bars("schooling", "education", educationMarks(), distribution(facts, "education", educationMarks(), null)),
    standingChart,
    bars("category", "category", category, byCategory),
    {
      key: "growth",
      title: zh.charts.growth,
      form: "line",
      unit: "人",
      categories: facts.growth.map((it) => (it.on.endsWith("-12-31") ? zh.yearEnd(yearOf(it.on)) : it.on)),
      series: [
        {
          name: zh.members,
          values: facts.growth.map((it) => it.members),
          lists: facts.growth.map((it) => listAddress("members", { ...here, day: it.on })),
        },
      ],
    },
    childrenChart(facts, here),
    {
      key: "moves",
      title: zh.charts.moves,
      form: "bar",
      unit: "人次",
      ...(base === null ? {} : { note: zh.baseYear(base.year, base.came - base.left) }),
      categories: moves.map((it) => String(it.year)),
      series: [
        { name: zh.came, values: moves.map((it) => it.came), lists: movesList("entry_reason") },
        { name: zh.left, values: moves.map((it) => it.left), lists: movesList("leave_reason") },
      ],
    },
  ];
}

function childrenChart(facts: Facts, here: ListPlace): ChartView {
  const { ground } = facts;
  const sums = new Map<string | null, { full: number; probationary: number }>();
  for (const it of facts.counts) {
    if (it.dimension !== "place" || it.organizationId === null) continue;
    const child = ground.childOf.get(it.organizationId) ?? null;
    const sum = sums.get(child) ?? { full: 0, probationary: 0 };
    sum[it.full ? "full" : "probationary"] += it.count;
    sums.set(child, sum);
  }
  const own = sums.get(null);
  const places: { id: string | null; name: string }[] = ground.children.filter(
    (it) => sums.has(it.id) || it.kind !== null,
  );
  if (own) places.push({ id: null, name: zh.own });
  const series = (part: "full" | "probationary") => ({
    name: zh.figures[part],
    values: places.map((it) => sums.get(it.id)?.[part] ?? 0),
    lists: places.map((it) =>
      listAddress("members", it.id === null ? { ...here, direct: true } : { ...here, organizationId: it.id }, {
        category: part,
      }),
    ),
  });
  return {
    key: "children",
    title: zh.charts.children,
    form: "stack",
    unit: "人",
    categories: places.map((it) => it.name),
    series: [series("full"), series("probationary")],
  };
}
