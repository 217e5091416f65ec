import type { Finding } from "#shared/finding.ts";

/** A case that an organisation officer would put: what is asked, the right answer, and the rules that are asked it. */
export interface Case {
  /** Short name, unique; the page and a failing test name the case by it. */
  readonly id: string;
  readonly what: string;
  /** The right answer in words, as the page has it. */
  readonly right: string;
  /** What the rules answer, one finding for each day or number that `what` names. */
  readonly ask: () => readonly (Finding<unknown> | null)[];
  /** The values of those findings; null for a rule that is silent. */
  readonly answers: readonly unknown[];
}

/** The provisions that the answers of a case rest on, by their ids; the page names them. */
export function sourcesOf(it: Case): readonly string[] {
  const ids = it.ask().map((found) => found?.provision.id);
  return [...new Set(ids.filter((id) => id !== undefined))];
}
