import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { type Day, later } from "#shared/day.ts";
import { anyOf } from "../dues/queries.ts";
import { lastAttendedOn } from "../meetings/queries.ts";

/** What somebody far away showed of themselves elsewhere than in the log of their case. */
export interface Shown {
  /** Was at a meeting of the branch, as its organiser recorded it. */
  readonly attendedOn: Day | null;
  /** Paid dues themselves; what others paid for them, or what was waived, shows nothing. */
  readonly paidOn: Day | null;
}

const NOTHING: Shown = { attendedOn: null, paidOn: null };

/** Of each of these people the last meeting attended and the last dues paid up to a day. */
export async function shownBy(
  tx: Reader,
  personIds: readonly string[],
  on: Day,
): Promise<{ of(personId: string | null): Shown }> {
  const attended = await lastAttendedOn(tx, personIds, on);
  const rows = await tx
    .selectFrom("duesEntry")
    .select(["personId", sql<Day>`max(paid_on)`.as("paidOn")])
    .where("personId", "=", anyOf(personIds))
    .where("endedOn", "is", null)
    .where("kind", "in", ["normal", "back_pay", "voluntary"])
    .where("paidFen", ">", 0)
    .where("paidOn", "<=", on)
    .groupBy("personId")
    .execute();
  const paid = new Map(rows.map((it) => [it.personId, it.paidOn]));
  return {
    of: (personId) =>
      personId === null ? NOTHING : { attendedOn: attended.get(personId) ?? null, paidOn: paid.get(personId) ?? null },
  };
}

/** The last contact: in the log or at a meeting. Dues are paid without a word, so they are no contact. */
export function lastContact(logged: Day | null, shown: Shown): Day | null {
  const { attendedOn } = shown;
  return logged === null || attendedOn === null ? (logged ?? attendedOn) : later(logged, attendedOn);
}
