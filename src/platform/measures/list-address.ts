import type { Manner } from "#platform/registers/tree-of-day.ts";
import type { Day } from "#shared/day.ts";

/** Filters of a register list by field key, as they stand in the address. */
export type Filters = Readonly<Record<string, string>>;

/** Where a list is asked: the place, the day and the tree. */
export interface ListPlace {
  readonly organizationId: string;
  readonly day: Day;
  readonly manner: Manner;
  /** Only what lies at the organisation itself. */
  readonly direct?: boolean;
}

/** Desk address of a register list; the same parameters go to `/api/registers/:id`. */
export function listAddress(register: string, place: ListPlace, filters: Filters = {}): string {
  const parts = [`org=${place.organizationId}`, `asOf=${place.day}`];
  if (place.manner === "was") parts.push("manner=was");
  if (place.direct) parts.push("direct=1");
  // Commas and dots are legal in a query and stay readable.
  for (const [key, value] of Object.entries(filters))
    parts.push(`f.${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
  return `/r/${register}?${parts.join("&")}`;
}
