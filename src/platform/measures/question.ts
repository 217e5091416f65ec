import type { Reader } from "#platform/database/door.ts";
import { counting } from "#platform/registers/list.ts";
import { readListRequest } from "#platform/registers/request.ts";
import type { Day } from "#shared/day.ts";
import type { Measure } from "./measure.ts";

/**
 * The question that counts a measure in all that the reader may see, as a query with one row and one column, `value`.
 * Its filters are read as the list of its register reads them from an address.
 */
export async function questionOf(tx: Reader, it: Measure, on: Day) {
  const asked = Object.entries(it.where(on)).map(([key, value]) => [`f.${key}`, value] as const);
  return await counting(tx, it.of, readListRequest(it.of, Object.fromEntries(asked), on));
}
