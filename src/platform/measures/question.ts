import type { Reader } from "#platform/database/door.ts";
import { counting, countingByPlace } from "#platform/registers/list.ts";
import { readListRequest } from "#platform/registers/request.ts";
import type { Day } from "#shared/day.ts";
import type { ListPlace } from "./list-address.ts";
import type { Measure } from "./measure.ts";

/**
 * The question that counts a measure in all that the reader may see, as a query with one row and one column, `value`.
 * Its filters are read as the list of its register reads them from an address.
 */
export async function questionOf(tx: Reader, it: Measure, on: Day) {
  return await counting(tx, it.of, requestOf(it, on));
}

/** A measure beneath a place on a day, by the organisation in which its rows lie; those without a row are missing. */
export async function countsByPlace(tx: Reader, it: Measure, place: ListPlace): Promise<ReadonlyMap<string, number>> {
  const where = { org: place.organizationId, manner: place.manner };
  const rows = await (await countingByPlace(tx, it.of, requestOf(it, place.day, where))).execute();
  return new Map(rows.map((row) => [row["organizationId"] as string, row["value"] as number]));
}

function requestOf(it: Measure, on: Day, place: Readonly<Record<string, string>> = {}) {
  const asked = Object.entries(it.where(on)).map(([key, value]) => [`f.${key}`, value] as const);
  return readListRequest(it.of, { ...place, asOf: on, ...Object.fromEntries(asked) }, on);
}
