import type { Day } from "./day.ts";

/**
 * A provision is one citable line of a regulation, or one choice of ours marked as such.
 * `confirmed` is false where the official text has not been read yet: the screens then say 待核实.
 */
export interface Provision {
  readonly id: string;
  /** Chinese title as people cite it, for example 《中国共产党支部工作条例(试行)》第四条. */
  readonly title: string;
  /** What it says, in one Chinese sentence of ours. */
  readonly gist: string;
  /** must: 必须、不得、应当. should: 一般、原则上. house: our own choice or local custom. */
  readonly force: "must" | "should" | "house";
  readonly confirmed: boolean;
  /** ISO days; `to` is exclusive and null while in force. */
  readonly inForce: { readonly from: string; readonly to: string | null };
}

/** What a rule answers: a value, the provision it rests on, and the Chinese grounds it was decided from. */
export interface Finding<T> {
  readonly value: T;
  readonly provision: Provision;
  readonly grounds: string;
}

export function finding<T>(value: T, provision: Provision, grounds: string): Finding<T> {
  return { value, provision, grounds };
}

/** A provision as views show it, the same on every page. */
export const provisionView = ({ id, title, gist, force, confirmed }: Provision): Omit<Provision, "inForce"> => ({
  id,
  title,
  gist,
  force,
  confirmed,
});

/** Whether a deadline has passed on a day. The last day still counts; without a deadline nothing is late. */
export function overdue(deadline: Day | null, on: Day): boolean {
  return deadline !== null && deadline < on;
}
