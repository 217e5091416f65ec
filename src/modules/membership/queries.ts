import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";

/** Short names of organisations as they are today; of organisations beyond reach too, because a transfer names both ends. */
export async function shortNames(tx: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== ""))];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ id: string; shortName: string }>`
    select organization_id as id, short_name as "shortName" from transfer_places(${wanted}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.shortName]));
}

export interface TransferPlace {
  readonly id: string;
  readonly path: string;
  readonly shortName: string;
  readonly closedOn: Day | null;
}

/** An organisation that a member may be sent to, in reach or not; null when there is none. */
export async function transferPlace(tx: Reader, id: string): Promise<TransferPlace | null> {
  const { rows } = await sql<TransferPlace>`
    select organization_id as id, org_path as path, short_name as "shortName", closed_on as "closedOn"
    from transfer_places(${[id]}::uuid[])`.execute(tx);
  return rows[0] ?? null;
}

/** Branches whose name contains the words, for choosing a receiver; at most twenty. */
export async function findTransferPlaces(
  tx: Reader,
  words: string,
): Promise<{ id: string; shortName: string; fullName: string }[]> {
  const { rows } = await sql<{ id: string; shortName: string; fullName: string }>`
    select organization_id as id, short_name as "shortName", full_name as "fullName" from transfer_places_named(${words})`.execute(
    tx,
  );
  return rows;
}

export interface YearBook {
  readonly organizationId: string;
  readonly before: number;
  readonly came: number;
  readonly left: number;
  readonly after: number;
}

/**
 * The yearly identity at every place in reach: members on the eve of `from`, in and out from `from` to `to` (both
 * inclusive), members on `to`. A standing check: `after` must be `before + came - left` (rules.ts, yearlyDifference).
 */
export async function yearBooks(tx: Reader, from: Day, to: Day): Promise<YearBook[]> {
  const standing = (on: Day) =>
    sql<number>`count(*) filter (where valid_from <= ${on}::date and (valid_to is null or valid_to > ${on}::date))`;
  const counts = await tx
    .selectFrom("membership")
    .select([
      "organizationId",
      standing(to).as("after"),
      sql<number>`count(*) filter (where valid_from < ${from}::date and (valid_to is null or valid_to >= ${from}::date))`.as(
        "before",
      ),
    ])
    .groupBy("organizationId")
    .execute();
  const events = await tx
    .selectFrom("membershipEvent")
    .select([
      "organizationId",
      sql<number>`count(*) filter (where direction = 1)`.as("came"),
      sql<number>`count(*) filter (where direction = -1)`.as("left"),
    ])
    .where("happenedOn", ">=", from)
    .where("happenedOn", "<=", to)
    .groupBy("organizationId")
    .execute();
  const books = new Map<string, { before: number; came: number; left: number; after: number }>();
  for (const row of counts) {
    books.set(row.organizationId, { before: row.before, came: 0, left: 0, after: row.after });
  }
  for (const row of events) {
    const book = books.get(row.organizationId) ?? { before: 0, came: 0, left: 0, after: 0 };
    books.set(row.organizationId, { ...book, came: row.came, left: row.left });
  }
  return [...books].map(([organizationId, book]) => ({ organizationId, ...book }));
}
