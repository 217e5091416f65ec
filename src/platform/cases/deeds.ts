import type { Day } from "#shared/day.ts";

/**
 * Deeds of procedures that are no path: whose each of them is, and what is in its way, in one table of the slice. Acts
 * refuse by it, the answer offers by it, and the page draws what is offered; so they cannot differ.
 */

/** One deed upon a case of a kind. `Bar` is the slug of the refusal. */
export interface Deed<Case, Side extends string, Bar extends string> {
  /** The sides whose deed it is: any of them may do it. A function where that turns on the case. */
  readonly by: readonly Side[] | ((it: Case) => readonly Side[]);
  /** What is in the way of it on a day, whoever does it; null: nothing. What is given with it is weighed by the act. */
  readonly bar: (it: Case, on: Day) => Bar | null;
  /** May be done, but is not what has to be done next: it is offered after all others. */
  readonly aside?: (it: Case) => boolean;
}

/** Every deed of a procedure, in the order in which pages show them; the first that may be done is the natural one. */
export type Deeds<Key extends string, Case, Side extends string, Bar extends string> = Readonly<
  Record<Key, Deed<Case, Side, Bar>>
>;

/** The sides that an actor answers for. */
export type Sides<Side extends string> = Readonly<Record<Side, boolean>>;

/** Whether a deed belongs to somebody who answers for these sides. */
export function isTheirs<Case, Side extends string>(
  { by }: Pick<Deed<Case, Side, string>, "by">,
  it: Case,
  sides: Sides<Side>,
): boolean {
  return (typeof by === "function" ? by(it) : by).some((side) => sides[side]);
}

/** The deeds that may be done on a day by somebody who answers for these sides, the natural one first. */
export function deedsOf<Key extends string, Case, Side extends string, Bar extends string>(
  deeds: Deeds<Key, Case, Side, Bar>,
  it: Case,
  sides: Sides<Side>,
  on: Day,
): Key[] {
  const open = (Object.keys(deeds) as Key[]).filter(
    (key) => isTheirs(deeds[key], it, sides) && deeds[key].bar(it, on) === null,
  );
  const aside = (key: Key): boolean => deeds[key].aside?.(it) ?? false;
  return [...open.filter((key) => !aside(key)), ...open.filter(aside)];
}
