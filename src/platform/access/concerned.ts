import { Problem } from "#platform/http/problem.ts";
import type { Actor } from "./policy.ts";
import { zh } from "./zh.ts";

/** Whom a decision is about, and which account asked for it. */
export interface Affair {
  readonly persons?: readonly (string | null)[];
  readonly askedBy?: string | null;
}

/**
 * Whoever asked for something, or whom it is about, is not who decides it: somebody else in the place does, or the level
 * above (four eyes). The system, which decides nothing by itself, is concerned by nothing.
 */
export function isConcerned(actor: Pick<Actor, "system" | "accountId" | "personId">, affair: Affair): boolean {
  if (actor.system !== null) return false;
  const { persons = [], askedBy = null } = affair;
  return (
    (askedBy !== null && askedBy === actor.accountId) || (actor.personId !== null && persons.includes(actor.personId))
  );
}

/** Throws `own-affair` (403) for whoever is concerned. */
export function refuseConcerned(actor: Actor, affair: Affair): void {
  if (isConcerned(actor, affair)) throw new Problem("forbidden", "own-affair", zh.ownAffair.title, zh.ownAffair.detail);
}
