import type { Filters } from "#platform/measures/index.ts";
import type { DaySpan, Mark } from "./rules.ts";
import { UNKNOWN } from "./rules.ts";

export const span = ({ from, to }: DaySpan): string => `${from ?? ""}..${to ?? ""}`;

/** The filter that shows the rows of a mark by its column. */
export function filterOf(field: string, mark: Mark): Filters {
  if (mark.id === UNKNOWN && !mark.codes) return { [field]: "empty" };
  if (mark.codes) return { [field]: mark.codes.join(",") };
  return { [field]: span(mark.span ?? { from: null, to: null }) };
}
