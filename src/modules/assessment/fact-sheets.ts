import type { Reader } from "#platform/database/door.ts";
import { type Filters, type ListPlace, listAddress } from "#platform/measures/index.ts";
import { LOST_CONTACT_BANDS, lostContactBand, SENIORITY_BANDS, seniorityBand } from "#shared/bands.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { addMonths, type Day, day as dayFrom, yearOf } from "#shared/day.ts";
import { filterOf, span } from "./addresses.ts";
import {
  ADMITTED,
  type Away,
  admittedFacts,
  awayFacts,
  casesAt,
  type Fact,
  type Lost,
  lostFacts,
  type Outcome,
  outcomes,
} from "./fact-queries.ts";
import type { Ground } from "./places.ts";
import {
  ageMarks,
  COLLEGE_AND_ABOVE,
  edgesOf,
  educationMarks,
  jobMarks,
  MINORITIES,
  markOfBucket,
  markOfCode,
} from "./rules.ts";
import { check, type Sheet, sheet, type Table } from "./sheet-frame.ts";
import { zh } from "./zh.ts";

/** A line or a column of a table of facts: what it counts, and the filters that show the same rows; null where none can. */
export interface Part<T> {
  readonly key: string;
  readonly label: string;
  readonly heading?: readonly string[];
  readonly filters: Filters | null;
  readonly counts: (it: T) => boolean;
  /** Of a column that adds up something else than the table does: times, hours. */
  readonly of?: (it: T) => number;
}

interface Counting<T> {
  readonly ground: Ground;
  readonly table: Table;
  /** What is counted; people where nothing is said. */
  readonly unit?: string;
  /** The register whose rows are counted, with what narrows it to them; null where no register can say it. */
  readonly list: { readonly register: string; readonly filters: Filters } | null;
  readonly facts: readonly T[];
  readonly countOf: (it: T) => number;
  readonly lines: readonly Part<T>[];
  readonly columns: readonly Part<T>[];
  readonly notes?: readonly string[];
  /** Keys of lines and columns that part the whole begin so, with the sentence of the identity. */
  readonly parts: { readonly lines?: readonly [string, string]; readonly columns?: readonly [string, string] };
}

/** Counts every line by every column, opens each cell onto its rows, and checks that parts make up the whole. */
export function factSheet<T>(it: Counting<T>): Sheet {
  const { ground, lines, columns } = it;
  const here: ListPlace = { organizationId: ground.top.id, day: ground.day, manner: ground.manner };
  const address = (line: Part<T>, column: Part<T>): string | null => {
    // These registers list by today's tree.
    if (it.list === null || line.filters === null || column.filters === null || ground.manner === "was") return null;
    const clash = Object.keys(line.filters).some((key) => column.filters !== null && key in column.filters);
    return clash
      ? null
      : listAddress(it.list.register, here, { ...it.list.filters, ...line.filters, ...column.filters });
  };
  const rows = lines.map((line, nth) => ({
    key: line.key,
    label: line.label,
    level: nth === 0 ? 0 : 1,
    cells: columns.map((column) => ({
      value: it.facts.reduce(
        (sum, one) => sum + (line.counts(one) && column.counts(one) ? (column.of ?? it.countOf)(one) : 0),
        0,
      ),
      list: address(line, column),
    })),
  }));
  const sums = (prefix: string, values: readonly { readonly key: string; readonly value: number }[]): number =>
    values.reduce((sum, one) => sum + (one.key.startsWith(prefix) ? one.value : 0), 0);
  const checks: Sheet["checks"][number][] = [];
  if (it.parts.lines) {
    const [prefix, term] = it.parts.lines;
    const holds = columns.every((_, at) => {
      const values = rows.map((row) => ({ key: row.key, value: row.cells[at]?.value ?? 0 }));
      return sums(prefix, values) === rows[0]?.cells[at]?.value;
    });
    checks.push(check(term, holds, zh.sheet.grounds.everyColumn));
  }
  if (it.parts.columns) {
    const [prefix, term] = it.parts.columns;
    const holds = rows.every((row) => {
      const values = columns.map((column, at) => ({ key: column.key, value: row.cells[at]?.value ?? 0 }));
      return sums(prefix, values) === row.cells[0]?.value;
    });
    checks.push(check(term, holds, zh.sheet.grounds.everyRow));
  }
  const made = sheet(
    ground,
    it.table,
    it.unit ?? zh.sheet.people,
    columns.map(({ key, label, heading }) => ({ key, heading: [...(heading ?? [label])] })),
    rows,
    checks,
  );
  return { ...made, notes: it.notes ?? [] };
}

/** The line or column of everything. */
export const all = <T>(label: string): Part<T> => ({ key: "all", label, filters: {}, counts: () => true });

/** The codes of a set as parts; what is not written down, or nobody knows, counts as unknown. */
export function codeParts<T>(
  set: CodeSetName,
  prefix: string,
  field: string | null,
  of: (it: T) => string | null,
  heading?: string,
): Part<T>[] {
  const codes = codeSet(set);
  const known = new Set<string>(codes.values);
  const parts: Part<T>[] = codes.entries.map((it) => ({
    key: `${prefix}${it.value}`,
    label: it.term,
    ...(heading === undefined ? {} : { heading: [heading, it.term] }),
    filters: field === null ? null : { [field]: it.value },
    counts: (one) => of(one) === it.value,
  }));
  return [
    ...parts,
    {
      key: `${prefix}unknown`,
      label: zh.sheet.unknown,
      ...(heading === undefined ? {} : { heading: [heading, zh.sheet.unknown] }),
      filters: field === null ? null : { [field]: "empty" },
      counts: (one) => !known.has(of(one) ?? ""),
    },
  ];
}

/** The column of women. */
export const women = <T extends { readonly female: boolean }>(field: string | null): Part<T> => ({
  key: "women",
  label: zh.sheet.women,
  filters: field === null ? null : { [field]: "female" },
  counts: (it) => it.female,
});
const minorities = <T extends { readonly minority: boolean }>(): Part<T> => ({
  key: "minority",
  label: zh.sheet.minority,
  filters: null,
  counts: (it) => it.minority,
});

/** Lines by post at work, columns by sex, age and schooling, of applicants and of those newly admitted alike. */
function personParts(on: Day, listed: boolean): { lines: Part<Fact>[]; columns: Part<Fact>[]; edges: Day[] } {
  const jobs = jobMarks();
  const ages = ageMarks("AN16", on);
  const edges = edgesOf(ages);
  const schools = educationMarks();
  return {
    edges,
    lines: [
      all(zh.sheet.total),
      ...jobs.map(
        (mark): Part<Fact> => ({
          key: `job-${mark.id}`,
          label: zh.sheet.job(mark.term),
          filters: listed ? filterOf("job", mark) : null,
          counts: (it) => markOfCode(jobs, it.job)?.id === mark.id,
        }),
      ),
    ],
    columns: [
      all(zh.sheet.total),
      women(listed ? "gender" : null),
      minorities(),
      ...ages.map(
        (mark): Part<Fact> => ({
          key: `age-${mark.id}`,
          label: mark.term,
          heading: [zh.sheet.age, mark.term],
          filters: listed ? filterOf("birthOn", mark) : null,
          counts: (it) => markOfBucket(ages, edges, it.age)?.id === mark.id,
        }),
      ),
      ...schools.map(
        (mark): Part<Fact> => ({
          key: `education-${mark.id}`,
          label: mark.term,
          heading: [zh.sheet.education, mark.term],
          filters: listed ? filterOf("education", mark) : null,
          counts: (it) => markOfCode(schools, it.education)?.id === mark.id,
        }),
      ),
    ],
  };
}

/** How many a fact stands for. */
export const count = (it: { readonly count: number }): number => it.count;
/** The first day of the year of a table. */
export const yearOfSheet = (on: Day): Day => dayFrom(`${String(yearOf(on)).padStart(4, "0")}-01-01`);

/** Tables 18, 19, 20: targets, activists and applicants of the day, each person at the furthest stage reached. */
export async function stageSheet(tx: Reader, table: "18" | "19" | "20", ground: Ground): Promise<Sheet> {
  const stage = ({ "18": "target", "19": "activist", "20": "applicant" } as const)[table];
  const { lines, columns, edges } = personParts(ground.day, true);
  const facts = await casesAt(tx, ground.where, ground.day, stage, edges, MINORITIES);
  return factSheet({
    ground,
    table,
    list: { register: "recruiting-cases", filters: { stage, state: "open", appliedOn: `..${ground.day}` } },
    facts,
    countOf: count,
    lines,
    columns,
    parts: { lines: ["job-", zh.sheet.checks.jobs], columns: ["age-", zh.sheet.checks.axis(zh.sheet.age)] },
  });
}

/** Facts of the year that lie beneath the place by the tree of the day. */
async function admittedOfYear(tx: Reader, ground: Ground, edges: readonly Day[]): Promise<Fact[]> {
  const beneath = ground.beneathOn(ground.day);
  const facts = await admittedFacts(tx, ground.whereEver, yearOfSheet(ground.day), ground.day, edges, MINORITIES);
  return facts.filter((it) => beneath.has(it.organizationId ?? ""));
}

const eventsOfYear = (ground: Ground, codes: readonly string[]): { register: string; filters: Filters } => ({
  register: "membership-events",
  filters: { happenedOn: span({ from: yearOfSheet(ground.day), to: ground.day }), code: codes.join(",") },
});

/** Table 16: newly admitted in the year by post at work, sex, age and schooling. */
export async function admittedSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const { lines, columns, edges } = personParts(ground.day, false);
  return factSheet({
    ground,
    table: "16",
    list: eventsOfYear(ground, ADMITTED),
    facts: await admittedOfYear(tx, ground, edges),
    countOf: count,
    lines,
    columns,
    parts: { lines: ["job-", zh.sheet.checks.jobs], columns: ["age-", zh.sheet.checks.axis(zh.sheet.age)] },
  });
}

/** Table 17: newly admitted in the year by kind of area. */
export async function admittedAreas(tx: Reader, ground: Ground): Promise<Sheet> {
  const { day } = ground;
  // Born later than this day: 35 or younger.
  const young = addMonths(day, -36 * 12);
  const areaOf = (it: Fact): string | null => ground.places.get(it.organizationId ?? "")?.areaKind ?? null;
  return factSheet<Fact>({
    ground,
    table: "17",
    list: eventsOfYear(ground, ADMITTED),
    facts: await admittedOfYear(tx, ground, [dayFrom("1800-01-01"), addDay(young)]),
    countOf: count,
    lines: [all(zh.sheet.total), ...codeParts<Fact>("area_kind", "area-", null, areaOf)],
    columns: [
      all(zh.sheet.total),
      women(null),
      minorities(),
      { key: "young", label: zh.sheet.young, filters: null, counts: (it) => it.age === 2 },
      {
        key: "college",
        label: zh.sheet.college,
        filters: null,
        counts: (it) => COLLEGE_AND_ABOVE.includes(it.education ?? ""),
      },
    ],
    parts: { lines: ["area-", zh.sheet.checks.areas] },
  });
}

const addDay = (on: Day): Day =>
  dayFrom(new Date(Date.parse(`${on}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10));

/** Table 15: what came of probations in the year. */
export async function probationSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const from = yearOfSheet(ground.day);
  const year = span({ from, to: ground.day });
  const facts = await outcomes(tx, ground.where, from, ground.day, MINORITIES);
  const made = factSheet<Outcome>({
    ground,
    table: "15",
    list: null,
    facts,
    countOf: count,
    lines: [
      all(zh.sheet.outcomes.all),
      ...(["converted", "extended", "cancelled"] as const).map(
        (kind): Part<Outcome> => ({
          key: `outcome-${kind}`,
          label: zh.sheet.outcomes[kind],
          filters: null,
          counts: (it) => it.kind === kind,
        }),
      ),
    ],
    columns: [all(zh.sheet.total), women(null), minorities()],
    parts: { lines: ["outcome-", zh.sheet.checks.outcomes] },
  });
  // Each line opens onto a register of its own.
  const here: ListPlace = { organizationId: ground.top.id, day: ground.day, manner: ground.manner };
  const lists: Readonly<Record<string, string>> = {
    "outcome-converted": listAddress("members", here, { fullOn: year }),
    "outcome-extended": listAddress("recruiting-records", here, {
      step: "24..24",
      result: "extended",
      happenedOn: year,
      withdrawnOn: "empty",
    }),
    "outcome-cancelled": listAddress("membership-events", here, { code: "probation_cancelled", happenedOn: year }),
  };
  const listed = (key: string): string | null =>
    key === "outcome-converted" || ground.manner === "now" ? (lists[key] ?? null) : null;
  return {
    ...made,
    rows: made.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell, at) => ({ ...cell, list: at === 0 ? listed(row.key) : null })),
    })),
  };
}

/** States of an absence that has not ended. */
const OPEN_STATES = ["registered", "offered", "accepted", "declined", "managed", "lost"] as const;

/** Tables 33 and 34: floating members away from here and arrived here, by scope and former occupation. */
export async function floatingSheet(tx: Reader, table: "33" | "34", ground: Ground): Promise<Sheet> {
  const home = table === "33";
  const { day } = ground;
  return factSheet<Away>({
    ground,
    table,
    list: home
      ? { register: "floating-outflows", filters: { leftOn: `..${addMonths(day, -6)}`, state: OPEN_STATES.join(",") } }
      : {
          register: "floating-inflows",
          filters: { arrivedOn: `..${day}`, state: [...OPEN_STATES, "stopped"].join(",") },
        },
    facts: await awayFacts(tx, ground.where, day, home ? "home" : "host"),
    countOf: count,
    lines: [
      all(zh.sheet.total),
      ...codeParts<Away>("floating_scope", "scope-", "scope", (it) => it.scope).map((it) => ({
        ...it,
        label: zh.sheet.scope(it.label),
      })),
      ...codeParts<Away>("origin_job", "origin-", "originJob", (it) => it.originJob).map((it) => ({
        ...it,
        label: zh.sheet.origin(it.label),
      })),
    ],
    columns: [
      all(zh.sheet.total),
      women("gender"),
      ...codeParts<Away>(
        "destination_kind",
        "destination-",
        "destinationKind",
        (it) => it.destinationKind,
        zh.sheet.destination,
      ),
    ],
    parts: {
      lines: ["origin-", zh.sheet.checks.axis(zh.sheet.originJob)],
      columns: ["destination-", zh.sheet.checks.axis(zh.sheet.destination)],
    },
  });
}

/** Table 43: lost members by circumstance, how long, and years of membership. */
export async function lostSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const { day } = ground;
  const duration = (it: Lost): string | null =>
    it.lostSince === null ? null : (lostContactBand(it.lostSince, day)?.id ?? null);
  const seniority = (it: Lost): string | null =>
    it.fullOn === null ? null : (seniorityBand(it.fullOn, day, "AN43")?.id ?? null);
  const bands = (
    prefix: string,
    heading: string,
    of: readonly { readonly id: string; readonly term: string }[],
    value: (it: Lost) => string | null,
  ): Part<Lost>[] => [
    ...of.map(
      (band): Part<Lost> => ({
        key: `${prefix}${band.id}`,
        label: band.term,
        heading: [heading, band.term],
        filters: null,
        counts: (it) => value(it) === band.id,
      }),
    ),
    {
      key: `${prefix}unknown`,
      label: zh.sheet.unknown,
      heading: [heading, zh.sheet.unknown],
      filters: null,
      counts: (it) => value(it) === null,
    },
  ];
  return factSheet<Lost>({
    ground,
    table: "43",
    list: { register: "floating-outflows", filters: { state: "lost,stopped" } },
    facts: await lostFacts(tx, ground.where, day),
    countOf: () => 1,
    lines: [all(zh.sheet.total), ...codeParts<Lost>("lost_reason", "reason-", "lostReason", (it) => it.reason)],
    columns: [
      all(zh.sheet.total),
      women("gender"),
      ...bands("duration-", zh.sheet.duration, LOST_CONTACT_BANDS, duration),
      ...bands("seniority-", zh.sheet.seniority, SENIORITY_BANDS.AN43, seniority),
    ],
    parts: {
      lines: ["reason-", zh.sheet.checks.axis(zh.sheet.lostReason)],
      columns: ["duration-", zh.sheet.checks.axis(zh.sheet.duration)],
    },
  });
}
