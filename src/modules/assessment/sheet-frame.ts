import { type Filters, type ListPlace, listAddress } from "#platform/measures/index.ts";
import type { Manner } from "#platform/registers/tree-of-day.ts";
import type { Day } from "#shared/day.ts";
import type { Ground } from "./places.ts";
import { zh } from "./zh.ts";

export interface Cell {
  readonly value: number;
  /** Register list with as many rows as the value; null where no register can say it. */
  readonly list: string | null;
}

export interface Row {
  readonly key: string;
  readonly label: string;
  readonly level: number;
  readonly cells: readonly Cell[];
}

/** One computed table. */
export interface Sheet {
  readonly table: Table;
  readonly title: string;
  readonly on: Day;
  readonly manner: Manner;
  readonly place: { readonly id: string; readonly name: string; readonly kind: string | null };
  readonly unit: string;
  /** Headings of each column from the upper to the lower tier; equal neighbours of an upper tier are one cell. */
  readonly columns: readonly { readonly key: string; readonly heading: readonly string[] }[];
  readonly rows: readonly Row[];
  readonly checks: readonly { readonly term: string; readonly holds: boolean; readonly grounds: string }[];
  /** What the table leaves out, or how it counts, in Chinese sentences below it. */
  readonly notes: readonly string[];
}

/** The annual tables that follow from roster and organisations, by the numbers of the national form. */
export const ROSTER_TABLES = ["1", "2", "3", "4", "5", "6", "24"] as const;
/** Those that follow from procedures: appraisal, training, awards, probation, admission, recruiting, floating and lost members, elections. */
export const FACT_TABLES = ["8", "9", "14", "15", "16", "17", "18", "19", "20", "33", "34", "38", "43"] as const;
export const TABLES = [
  ...([
    ...(["1", "2", "3", "4", "5", "6", "8", "9", "14", "15", "16", "17", "18", "19", "20", "24"] as const),
    ...(["33", "34", "38", "43"] as const),
  ] as const),
] satisfies readonly ((typeof ROSTER_TABLES)[number] | (typeof FACT_TABLES)[number])[];
export type Table = (typeof TABLES)[number];
export const isTable = (text: string): text is Table => (TABLES as readonly string[]).includes(text);

/** An identity between numbers of a table, and whether it holds. */
export const check = (term: string, holds: boolean, grounds: string): Sheet["checks"][number] => ({
  term,
  holds,
  grounds,
});

/** A computed table with its head and place. */
export function sheet(
  ground: Ground,
  table: Table,
  unit: string,
  columns: readonly { key: string; heading: string[] }[],
  rows: Row[],
  checks: Sheet["checks"],
): Sheet {
  return {
    table,
    title: zh.sheet.titles[table],
    on: ground.day,
    manner: ground.manner,
    place: { id: ground.top.id, name: ground.top.name, kind: ground.top.kind },
    unit,
    columns: columns.map(({ key, heading }) => ({ key, heading })),
    rows,
    checks,
    notes: [],
  };
}

/** A line and a column together; null when both narrow one field in different ways, which one address cannot say. */
export function both(here: ListPlace, line: Filters, column: Filters): string | null {
  const clash = Object.keys(line).some((key) => key in column && line[key] !== column[key]);
  return clash ? null : listAddress("members", here, { ...line, ...column });
}
