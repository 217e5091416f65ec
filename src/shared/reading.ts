/**
 * What reading one cell of somebody else's table gives: the value, perhaps with a note a person should check,
 * or a fault that says in Chinese what was read and what to do. Readers never throw for bad input.
 */
export type Reading<T> = Read<T> | Fault;

export interface Read<T> {
  readonly ok: true;
  readonly value: T;
  /** Chinese; present when the value was taken but a person should look at it. */
  readonly note?: string;
}

export interface Fault {
  readonly ok: false;
  /** Stable English slug for tests and counting, for example `lost_digits`. */
  readonly fault: string;
  /** Chinese: what was read and what to do. */
  readonly reason: string;
}

/** How the cell stood in the file. CSV has only text; workbooks tell numbers and dates from text. */
export type CellKind = "text" | "number" | "date";

export function read<T>(value: T, note?: string): Read<T> {
  return note === undefined ? { ok: true, value } : { ok: true, value, note };
}

export function fault(slug: string, reason: string): Fault {
  return { ok: false, fault: slug, reason };
}
