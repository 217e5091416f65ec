import type { Reader } from "#platform/database/door.ts";
import { type Filters, type ListPlace, listAddress } from "#platform/measures/index.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, day as dayFrom, yearOf } from "#shared/day.ts";
import { OUT_OF_PARTY } from "#shared/event-codes.ts";
import { filterOf, span } from "./addresses.ts";
import { awardSheet } from "./award-sheet.ts";
import { admittedAreas, admittedSheet, floatingSheet, lostSheet, probationSheet, stageSheet } from "./fact-sheets.ts";
import { organizationSheet } from "./organization-sheet.ts";
import type { Ground } from "./places.ts";
import { type CubeAxes, type CubeRow, memberCube, movements } from "./queries.ts";
import {
  ageMarks,
  edgesOf,
  educationMarks,
  jobMarks,
  joinedMarks,
  type Mark,
  MINORITIES,
  markOfBucket,
  markOfCode,
  yearlyDifference,
} from "./rules.ts";
import { both, type Cell, check, type Row, type Sheet, sheet, type Table } from "./sheet-frame.ts";
import { appraisalSheet, electionSheet, trainingSheet } from "./year-sheets.ts";
import { zh } from "./zh.ts";

export { FACT_TABLES, isTable, ROSTER_TABLES, type Sheet, TABLES, type Table } from "./sheet-frame.ts";

/** Computes one annual table of a place on a day, by the tree of the ground. */
export async function sheetOf(tx: Reader, table: Table, ground: Ground): Promise<Sheet> {
  switch (table) {
    case "1":
      return await changesSheet(tx, ground);
    case "2":
      return await memberSheet(tx, ground, table, { age: edgesOf(ageMarks("AN2", ground.day)), education: true }, [
        {
          heading: [zh.sheet.age],
          field: "birthOn",
          marks: ageMarks("AN2", ground.day),
          of: bucketOf("age", ageMarks("AN2", ground.day)),
        },
        {
          heading: [zh.sheet.education],
          field: "education",
          marks: educationMarks(),
          of: codeOf("education", educationMarks()),
        },
      ]);
    case "3":
      return await memberSheet(tx, ground, table, { joined: edgesOf(joinedMarks()) }, [
        { heading: [zh.sheet.joined], field: "joinedOn", marks: joinedMarks(), of: bucketOf("joined", joinedMarks()) },
      ]);
    case "4":
      return await memberSheet(tx, ground, table, { education: true }, [
        {
          heading: [zh.sheet.education],
          field: "education",
          marks: educationMarks(),
          of: codeOf("education", educationMarks()),
        },
      ]);
    case "5":
      return await areaSheet(tx, ground, table, ["town", "town_community", "village"]);
    case "6":
      return await areaSheet(tx, ground, table, ["sub_district", "urban_community"]);
    case "8":
      return await appraisalSheet(tx, ground);
    case "9":
      return await trainingSheet(tx, ground);
    case "14":
      return await awardSheet(tx, ground);
    case "15":
      return await probationSheet(tx, ground);
    case "16":
      return await admittedSheet(tx, ground);
    case "17":
      return await admittedAreas(tx, ground);
    case "18":
    case "19":
    case "20":
      return await stageSheet(tx, table, ground);
    case "24":
      return await organizationSheet(tx, ground);
    case "33":
    case "34":
      return await floatingSheet(tx, table, ground);
    case "38":
      return await electionSheet(tx, ground);
    case "43":
      return await lostSheet(tx, ground);
  }
}

/** A group of columns that part the members: each member counts into exactly one of its marks. */
interface Axis {
  readonly heading: readonly string[];
  readonly field: string;
  readonly marks: readonly Mark[];
  readonly of: (it: CubeRow) => Mark | null;
}

const bucketOf =
  (key: "age" | "joined", marks: readonly Mark[]) =>
  (it: CubeRow): Mark | null =>
    markOfBucket(marks, edgesOf(marks), it[key]);
const codeOf =
  (key: "education" | "job", marks: readonly Mark[]) =>
  (it: CubeRow): Mark | null =>
    markOfCode(marks, it[key]);

interface Column {
  readonly key: string;
  readonly heading: string[];
  readonly filters: Filters;
  readonly counts: (it: CubeRow) => boolean;
}

interface Line {
  readonly key: string;
  readonly label: string;
  readonly level: number;
  /** Null: the register of members cannot tell these rows apart. */
  readonly filters: Filters | null;
  readonly counts: (it: CubeRow) => boolean;
}

const WOMEN: Column = {
  key: "women",
  heading: [zh.sheet.women],
  filters: { gender: "female" },
  counts: (it) => it.female,
};
const MINORITY: Column = {
  key: "minority",
  heading: [zh.sheet.minority],
  filters: { ethnicity: MINORITIES.join(",") },
  counts: (it) => it.minority,
};
const TOTAL: Column = { key: "total", heading: [zh.sheet.total], filters: {}, counts: () => true };

const axisColumns = (axis: Axis): Column[] =>
  axis.marks.map((mark) => ({
    key: `${axis.field}-${mark.id}`,
    heading: [...axis.heading, mark.term],
    filters: filterOf(axis.field, mark),
    counts: (it) => axis.of(it)?.id === mark.id,
  }));

/** Tables 2, 3, 4: the same lines (all, full, probationary, women, minorities, posts at work) by different columns. */
async function memberSheet(
  tx: Reader,
  ground: Ground,
  table: Table,
  axes: CubeAxes,
  parts: readonly Axis[],
): Promise<Sheet> {
  const cube = await memberCube(tx, ground.where, ground.day, { ...axes, job: true }, MINORITIES);
  const jobs = jobMarks();
  const lines: Line[] = [
    { key: "all", label: zh.sheet.members, level: 0, filters: {}, counts: () => true },
    { key: "full", label: zh.figures.full, level: 1, filters: { category: "full" }, counts: (it) => it.full },
    {
      key: "probationary",
      label: zh.figures.probationary,
      level: 1,
      filters: { category: "probationary" },
      counts: (it) => !it.full,
    },
    { key: "women", label: zh.sheet.women, level: 1, filters: { gender: "female" }, counts: (it) => it.female },
    {
      key: "minority",
      label: zh.sheet.minority,
      level: 1,
      filters: { ethnicity: MINORITIES.join(",") },
      counts: (it) => it.minority,
    },
    ...jobs.map(
      (mark): Line => ({
        key: `job-${mark.id}`,
        label: zh.sheet.job(mark.term),
        level: 1,
        filters: filterOf("job", mark),
        counts: (it) => markOfCode(jobs, it.job)?.id === mark.id,
      }),
    ),
  ];
  const columns = [TOTAL, WOMEN, MINORITY, ...parts.flatMap(axisColumns)];
  const rows = lines.map((line) => row(ground, cube, line, columns));
  const sum = (keys: (key: string) => boolean) => (column: number) =>
    rows.reduce((all, it) => all + (keys(it.key) ? (it.cells[column]?.value ?? 0) : 0), 0);
  const same = (keys: (key: string) => boolean): boolean =>
    columns.every((_, column) => sum(keys)(column) === rows[0]?.cells[column]?.value);
  return sheet(ground, table, zh.sheet.people, columns, rows, [
    ...axisChecks(columns, rows, parts),
    check(
      zh.sheet.checks.categories,
      same((key) => key === "full" || key === "probationary"),
      zh.sheet.grounds.everyColumn,
    ),
    check(
      zh.sheet.checks.jobs,
      same((key) => key.startsWith("job-")),
      zh.sheet.grounds.everyColumn,
    ),
  ]);
}

/** Tables 5 and 6: lines by kind of area, columns by age and schooling. */
async function areaSheet(tx: Reader, ground: Ground, table: Table, areas: readonly string[]): Promise<Sheet> {
  const ages = ageMarks("AN5", ground.day);
  const parts: Axis[] = [
    { heading: [zh.sheet.age], field: "birthOn", marks: ages, of: bucketOf("age", ages) },
    {
      heading: [zh.sheet.education],
      field: "education",
      marks: educationMarks(),
      of: codeOf("education", educationMarks()),
    },
  ];
  const axes: CubeAxes = { area: true, age: edgesOf(ages), education: true };
  const cube = await memberCube(tx, ground.where, ground.day, axes, MINORITIES);
  const set = codeSet("area_kind");
  const lines: Line[] = [
    { key: "all", label: zh.sheet.total, level: 0, filters: null, counts: (it) => areas.includes(it.area ?? "") },
    ...areas.map(
      (area): Line => ({
        key: area,
        label: set.has(area) ? set.term(area) : area,
        level: 1,
        filters: null,
        counts: (it) => it.area === area,
      }),
    ),
  ];
  const columns = [
    TOTAL,
    { key: "full", heading: [zh.figures.full], filters: {}, counts: (it: CubeRow) => it.full },
    WOMEN,
    MINORITY,
    ...parts.flatMap(axisColumns),
  ];
  const rows = lines.map((line) => row(ground, cube, line, columns));
  const adds = columns.every(
    (_, column) =>
      rows.slice(1).reduce((sum, it) => sum + (it.cells[column]?.value ?? 0), 0) === rows[0]?.cells[column]?.value,
  );
  return sheet(ground, table, zh.sheet.people, columns, rows, [
    ...axisChecks(columns, rows, parts),
    check(zh.sheet.checks.areas, adds, zh.sheet.grounds.everyColumn),
  ]);
}

function row(ground: Ground, cube: readonly CubeRow[], line: Line, columns: readonly Column[]): Row {
  const here: ListPlace = { organizationId: ground.top.id, day: ground.day, manner: ground.manner };
  return {
    key: line.key,
    label: line.label,
    level: line.level,
    cells: columns.map((column): Cell => {
      const value = cube.reduce((sum, it) => sum + (line.counts(it) && column.counts(it) ? it.count : 0), 0);
      return { value, list: line.filters === null ? null : both(here, line.filters, column.filters) };
    }),
  };
}

function axisChecks(columns: readonly Column[], rows: readonly Row[], parts: readonly Axis[]): Sheet["checks"] {
  return parts.map((axis) => {
    const places = columns.flatMap((column, at) => (column.key.startsWith(`${axis.field}-`) ? [at] : []));
    const wrong = rows.filter(
      (it) => places.reduce((sum, at) => sum + (it.cells[at]?.value ?? 0), 0) !== it.cells[0]?.value,
    );
    return check(
      zh.sheet.checks.axis(axis.heading.join("")),
      wrong.length === 0,
      wrong.length === 0 ? zh.sheet.grounds.everyRow : wrong.map((it) => it.label).join("、"),
    );
  });
}

/** Table 1: last year + increases by reason − decreases by reason = this year. */
async function changesSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const { day, manner } = ground;
  const here: ListPlace = { organizationId: ground.top.id, day, manner };
  const first = dayFrom(`${yearOf(day)}-01-01`);
  const last = dayFrom(`${String(yearOf(day) - 1).padStart(4, "0")}-12-31`);
  const beneath = ground.beneathOn(day);
  const before = ground.beneathOn(last);
  const countOn = async (on: Day, within: ReadonlySet<string>): Promise<number> => {
    const rows = await memberCube(tx, manner === "now" ? ground.where : { ids: [...within] }, on, {}, MINORITIES);
    return rows.reduce((sum, it) => sum + it.count, 0);
  };
  const start = await countOn(last, before);
  const end = await countOn(day, beneath);
  const moved = (await movements(tx, ground.whereEver, true, first, day)).filter((it) =>
    beneath.has(it.organizationId ?? ""),
  );
  const of = (direction: number, codes: readonly string[] | null): number =>
    moved.reduce(
      (sum, it) => sum + (it.direction === direction && (codes === null || codes.includes(it.code)) ? it.count : 0),
      0,
    );
  const list = (set: "entry_reason" | "leave_reason", codes: readonly string[]): string | null =>
    manner === "now"
      ? listAddress("membership-events", here, {
          happenedOn: span({ from: first, to: day }),
          code: codes.length > 0 ? codes.join(",") : codeSet(set).values.join(","),
        })
      : null;
  const line = (key: string, label: string, level: number, value: number, address: string | null): Row => ({
    key,
    label,
    level,
    cells: [{ value, list: address }],
  });
  const reasons = (set: "entry_reason" | "leave_reason", direction: number): Row[] =>
    codeSet(set).entries.map((it) =>
      line(
        `${set}-${it.value}`,
        it.term,
        OUT_OF_PARTY.some((code) => code === it.value) ? 2 : 1,
        of(direction, [it.value]),
        list(set, [it.value]),
      ),
    );
  const came = of(1, null);
  const left = of(-1, null);
  const rows = [
    line("before", zh.sheet.before, 0, start, listAddress("members", { ...here, day: last })),
    line("came", zh.sheet.came, 0, came, list("entry_reason", [])),
    ...reasons("entry_reason", 1),
    line("left", zh.sheet.left, 0, left, list("leave_reason", [])),
    ...reasons("leave_reason", -1),
    line("after", zh.sheet.after, 0, end, listAddress("members", here)),
  ];
  const parts = (prefix: string): number =>
    rows.reduce((sum, it) => sum + (it.key.startsWith(prefix) ? (it.cells[0]?.value ?? 0) : 0), 0);
  // By the tree of each day an organisation that moved away took its members along without anybody leaving.
  const moving = manner === "was" && (before.size !== beneath.size || [...before].some((id) => !beneath.has(id)));
  const identity = yearlyDifference(start, came, left, end);
  return sheet(ground, "1", zh.sheet.people, [TOTAL], rows, [
    check(
      zh.sheet.checks.identity,
      identity.value === 0,
      moving && identity.value !== 0 ? `${identity.grounds}。${zh.sheet.grounds.treeChanged}` : identity.grounds,
    ),
    check(zh.sheet.checks.came, parts("entry_reason-") === came, zh.sheet.grounds.reasons),
    check(zh.sheet.checks.left, parts("leave_reason-") === left, zh.sheet.grounds.reasons),
  ]);
}
