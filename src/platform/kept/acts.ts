import { type Insertable, type Selectable, sql, type Transaction } from "kysely";
import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import type { Reader, Tables, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import type { Asks, Given } from "#platform/forms/asks.ts";
import { changesOf } from "#platform/forms/said.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, type Problem } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import type { EventKind } from "#shared/event-sentences.ts";

/**
 * Rows that people write one by one: entered, held for a change, corrected with what changed and why, withdrawn when entered
 * in error. A register declares where its rows lie and how an event speaks of them; what may be entered, and what else may
 * become of a row, are acts of its own.
 */

/** What every row has, whatever its table. */
export interface KeptRow {
  readonly id: string;
  readonly organizationId: string;
  readonly orgPath: string;
}

/** Tables that hold such rows. */
export type KeptTable = { [T in keyof Tables]: Selectable<Tables[T]> extends KeptRow ? T : never }[keyof Tables];
/** A row of one of them. */
export type Row<T extends KeptTable> = Selectable<Tables[T]> & KeptRow;

/** How an event speaks of a row. */
interface ToldRow {
  /** Name of the target. */
  readonly name: string | null;
  /** Id of the target, where it is not the row. */
  readonly target?: string;
  readonly details?: object;
  readonly persons: readonly { readonly id: string; readonly path: string }[];
}

/** A register whose rows people write. */
export interface Kept<T extends KeptTable> {
  readonly table: T;
  /** Kind of the target of its events. */
  readonly target: string;
  /** Chinese: what one row is called where it is not found. */
  readonly term: string;
  /** A place besides its own from which a row may be written. */
  readonly alsoFrom?: (row: Selectable<Tables[T]>) => string | null;
  readonly told: (row: Selectable<Tables[T]>, tx: Reader) => ToldRow | Promise<ToldRow>;
  /** Refuses what is done to a row that was withdrawn; absent where rows are not withdrawn. */
  readonly withdrawn?: () => Problem;
}

/** The table of a register as far as all of them are alike. */
const alike = (tx: Reader | Writer) =>
  tx as unknown as Transaction<{
    kept: KeptRow & {
      withdrawnOn: Day | null;
      withdrawReason: string;
      personId: string | null;
      importId: string | null;
    };
  }>;
const named = (table: KeptTable) => table as unknown as "kept";

/** The rows of a register, to be asked for by what all of them have. */
export const rowsOf = (tx: Reader, table: KeptTable) => alike(tx).selectFrom(named(table));

/** Rows that an import brought are taken away with it. */
export const removeRows = (tx: Writer, table: KeptTable, ids: readonly string[]) =>
  alike(tx).deleteFrom(named(table)).where("id", "=", sql<string>`any(${ids}::uuid[])`).execute();

/** A row in reach for writing that was not withdrawn, held until the act ends. Throws `absent`, and what `withdrawn` makes. */
export async function held<T extends KeptTable>(doing: Doing<never>, of: Kept<T>, id: string): Promise<Row<T>> {
  const found = await alike(doing.tx)
    .selectFrom(named(of.table))
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .execute();
  const row = found[0] as unknown as (Row<T> & { readonly withdrawnOn?: Day | null }) | undefined;
  const from = row ? [row.orgPath, of.alsoFrom?.(row) ?? row.orgPath] : [];
  if (!row || !from.some((it) => covers(doing.scope.write, it))) throw absent(of.term);
  if (of.withdrawn && row.withdrawnOn !== null) throw of.withdrawn();
  return row;
}

/** Enters a row under an id of its own and tells it. */
export async function enter<T extends KeptTable, E extends string | EventKind>(
  doing: Doing<E>,
  of: Kept<T>,
  facts: Omit<Insertable<Tables[T]>, "id">,
  event: E,
  details: Partial<DetailsOf<E>> = {},
): Promise<{ id: string }> {
  const row = { ...facts, id: newId() } as unknown as Row<T>;
  await alike(doing.tx)
    .insertInto(named(of.table))
    .values(row as never)
    .execute();
  await tellOf(doing, of, row, event, details);
  return { id: row.id };
}

/** Something becomes of a row that is held: the columns are set and the event told, with these details. */
export async function change<T extends KeptTable, E extends string | EventKind>(
  doing: Doing<E>,
  of: Kept<T>,
  row: Row<T>,
  set: Partial<Selectable<Tables[T]>>,
  event: E,
  details: Partial<DetailsOf<E>> = {},
): Promise<void> {
  await alike(doing.tx)
    .updateTable(named(of.table))
    .set(set as never)
    .where("id", "=", row.id)
    .execute();
  await tellOf(doing, of, { ...row, ...set }, event, details);
}

/** It was written down wrong: the event keeps what changed of the asked facts, and why. */
export async function correct<T extends KeptTable, E extends string | EventKind>(
  doing: Doing<E>,
  of: Kept<T>,
  row: Row<T>,
  { asks, to, reason, event }: { asks: Asks; to: Partial<Selectable<Tables[T]>>; reason: string; event: E },
): Promise<void> {
  await change(doing, of, row, to, event, {
    reason,
    changes: changesOf(asks, row as Given, to as Given),
  } as object);
}

/** Entered in error: the row stays, says why, and counts nowhere; `more` is set and told besides. Throws `reason-needed`. */
export async function withdraw<T extends KeptTable, E extends string | EventKind>(
  doing: Doing<E>,
  of: Kept<T>,
  id: string,
  text: string,
  event: E,
  more: { readonly set?: Partial<Selectable<Tables[T]>>; readonly details?: Partial<DetailsOf<E>> } = {},
): Promise<void> {
  const row = await held(doing, of, id);
  const reason = reasonGiven(text);
  const set = { withdrawnOn: doing.today, withdrawReason: reason, ...more.set };
  const details = { reason, ...more.details } as object as Partial<DetailsOf<E>>;
  await change(doing, of, row, set as unknown as Partial<Selectable<Tables[T]>>, event, details);
}

/** Tells of one row, for what is neither of these. */
export async function tellOf<T extends KeptTable, E extends string | EventKind>(
  doing: Doing<E>,
  of: Kept<T>,
  row: Row<T>,
  event: E,
  more: Partial<DetailsOf<E>> = {},
): Promise<void> {
  const { name, target = row.id, details = {}, persons } = await of.told(row, doing.tx);
  const { organizationId, orgPath } = row;
  const happened = { organizationId, orgPath, target: { kind: of.target, id: target, name }, persons };
  await tellOne(doing, event, happened, { ...details, ...more } as DetailsOf<E>);
}
