import { type Expression, type RawBuilder, sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";

/** A stretch of days over which somebody does not exercise the right to vote; `validTo` is exclusive. */
export interface Suspension {
  readonly personId: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/**
 * When these persons do not exercise the right to vote between two days, both inclusive: the rule `rightsSuspended` as the
 * database answers it (function `suspended_rights`), which tells days and not why. For whoever counts those entitled.
 */
export async function suspensionsOf(
  tx: Reader,
  personIds: readonly string[],
  from: Day,
  to: Day,
): Promise<readonly Suspension[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<Suspension>`
    select person_id as "personId", valid_from as "validFrom", valid_to as "validTo"
    from suspended_rights(${[...new Set(personIds)]}::uuid[], ${from}::date, ${to}::date)`.execute(tx);
  return rows;
}

/** Whether one person does not exercise the right to vote on a day, as a value of a statement. `person` is an id. */
export const isSuspendedOn = (person: Expression<string>, on: Day): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from suspended_rights(array[${person}], ${on}::date, ${on}::date))`;

/** Who of these persons does not exercise the right to vote on a day. */
export async function suspendedOn(tx: Reader, personIds: readonly string[], on: Day): Promise<ReadonlySet<string>> {
  return new Set((await suspensionsOf(tx, personIds, on, on)).map((it) => it.personId));
}
