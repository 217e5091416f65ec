import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { House } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";

/**
 * Whom to tell that something waits at a place: the accounts that hold the verb there on the day, at the nearest level
 * that has any. Whoever stands further up could act as well, but is not asked while somebody nearer is.
 */
export async function nearestHolders(
  { tx, house }: { readonly tx: Reader; readonly house: Pick<House, "policy"> },
  verb: string,
  place: string,
  day: Day,
): Promise<string[]> {
  const roles = house.policy.rolesHolding(verb);
  const { rows } = await sql<{ id: string }>`select nearest_holders(${[...roles]}::text[], ${place}::text,
    ${day}::date) as id`.execute(tx);
  return rows.map((it) => it.id);
}
