import type { Actor } from "#platform/access/policy.ts";
import { tell } from "#platform/audit/tell.ts";
import { systemClock } from "#platform/clock/index.ts";
import type { First } from "#platform/database/door.ts";
import { ownScope, type Scope } from "#platform/database/scope.ts";
import type { Doing, House } from "#platform/house.ts";
import type { Asking } from "#platform/http/route.ts";

/**
 * The way from an actor and a verb to a transaction, the same for the server, jobs, the command line and the demo
 * generator: whoever acts, acts within where they hold the verb, and what they do is told.
 */

/**
 * Runs a question read-only. `verb` may be `own`: then only rows of one's own are seen. `first` judges the actor while the
 * question is under way (Door.read).
 */
export function ask<T>(
  house: House,
  actor: Actor,
  verb: string,
  requestId: string | null,
  work: (asking: Asking) => Promise<T>,
  first?: First,
): Promise<T> {
  const scope = scopeOfCall(house, actor, verb);
  const asking = (tx: Asking["tx"]) => work({ house, tx, scope, actor, verb, today: house.clock.today(), requestId });
  return verb === "own" ? house.door.own(scope, asking, first) : house.door.read(scope, asking, first);
}

/** Runs an act in a transaction: it is all there, its audit included, or nothing is. */
export function act<T>(
  house: House,
  actor: Actor,
  verb: string,
  requestId: string | null,
  work: (doing: Doing) => Promise<T>,
): Promise<T> {
  const scope = scopeOfCall(house, actor, verb);
  return house.door.write(scope, (tx) =>
    work({
      house,
      tx,
      scope,
      actor,
      verb,
      today: house.clock.today(),
      requestId,
      tell: async (event, rows) => {
        // A moved clock (the demo's former years, tests) tells its own time; otherwise the database's clock is the truth.
        const at = house.clock === systemClock ? {} : { at: house.clock.now() };
        await tell(tx, { accountId: actor.accountId, actor: actor.name, verb, requestId, ...at }, event, rows);
      },
    }),
  );
}

function scopeOfCall(house: House, actor: Actor, verb: string): Scope {
  if (verb === "public")
    return { account: null, person: null, system: null, persons: [], places: [], restricted: [], write: [] };
  // Nobody asks and nobody acts: a call without an actor that got this far leaves nothing behind, no trace without a name.
  if (actor.accountId === null && actor.system === null) throw new Error(`${verb} needs somebody`);
  if (verb === "own" && actor.accountId !== null) {
    return ownScope(actor.accountId, actor.personId);
  }
  return house.policy.scopeFor(actor, actor.system === null ? verb : "system");
}
