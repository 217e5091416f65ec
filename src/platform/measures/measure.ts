import type { Register } from "#platform/registers/declaration.ts";
import type { Day } from "#shared/day.ts";
import type { Filters } from "./list-address.ts";

/** A declared figure: how many rows of a register its filters let through on a day. */
export interface Measure {
  readonly key: string;
  readonly term: string;
  /** What is counted, as it stands behind the number: 人, 个. */
  readonly unit: string;
  readonly of: Register;
  /** The one predicate of the number and of its rows. */
  readonly where: (on: Day) => Filters;
}

/** Values of a row, or of a group of rows, by field key of the register; days as text. */
export type Fact = Readonly<Record<string, string | number | boolean | null>>;

/** Whether the filters let a fact through: the same as the list of the register means by them. */
export function holds(filters: Filters, fact: Fact): boolean {
  return Object.entries(filters).every(([key, filter]) => {
    const value = fact[key];
    if (value === undefined) throw new RangeError(`the fact does not know ${key}`);
    if (filter === "empty") return value === null;
    if (filter === "present") return value !== null;
    // What nobody answered is no.
    if (typeof value === "boolean" || filter === "true" || filter === "false") return String(value ?? false) === filter;
    if (value === null) return false;
    const [from, to] = filter.split("..");
    if (from === undefined || to === undefined) return filter.split(",").includes(String(value));
    if (typeof value === "number") return (from === "" || value >= Number(from)) && (to === "" || value <= Number(to));
    return (from === "" || value >= from) && (to === "" || value <= to);
  });
}

/** A measure over grouped facts: the sum of the counts of those that its filters let through. */
export function sumOf<T extends Fact>(it: Measure, on: Day, facts: readonly T[], countOf: (fact: T) => number): number {
  const filters = it.where(on);
  return facts.reduce((sum, fact) => sum + (holds(filters, fact) ? countOf(fact) : 0), 0);
}
