import type { Static, TSchema } from "typebox";
import type { Day } from "#shared/day.ts";
import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Scope } from "#platform/database/scope.ts";
import type { Doing, House } from "#platform/house.ts";

/** A question under way: a read-only transaction within the scope of a verb. */
export interface Asking {
  readonly house: House;
  readonly tx: Reader;
  readonly scope: Scope;
  readonly actor: Actor;
  readonly verb: string;
  readonly today: Day;
  readonly requestId: string | null;
}

type Given<P extends TSchema, Q extends TSchema, B extends TSchema> = { readonly params: Static<P>; readonly query: Static<Q>; readonly body: Static<B> };

interface Common<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> {
  /** Fastify path with `:params`. Things, not verbs; an act is `POST …/thing`. */
  readonly path: string;
  /** A declared verb; or `public` (no sign-in), `own` (signed in, only what is one's own). Openness is visible. */
  readonly verb: string;
  /** One Chinese line for the interface reference. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  /** Which limit counts the calls: `sign-in` is strict, `heavy` for exports and imports. */
  readonly rate?: "ordinary" | "sign-in" | "heavy";
}

/** GET: the handler can only read. */
export interface Question<P extends TSchema, Q extends TSchema, R extends TSchema> extends Common<P, Q, TSchema, R> {
  readonly method: "GET";
  handle(asking: Asking & Given<P, Q, TSchema>): Promise<Static<R>>;
}

/** Everything else runs an act in a write transaction; the answer is sent after commit. */
export interface Deed<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> extends Common<P, Q, B, R> {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Names of the audit events this deed may tell; the law test compares. */
  readonly tells: readonly string[];
  handle(doing: Doing & Given<P, Q, B>): Promise<Static<R>>;
}

// biome-ignore lint: the table of routes is heterogeneous; each entry was checked where it was declared.
export type Route = (Omit<Question<TSchema, TSchema, TSchema>, "handle"> | Omit<Deed<TSchema, TSchema, TSchema, TSchema>, "handle">) & {
  handle(it: never): Promise<unknown>;
};

export function question<P extends TSchema, Q extends TSchema, R extends TSchema>(it: Omit<Question<P, Q, R>, "method">): Route {
  return { method: "GET", ...it } as unknown as Route;
}

export function deed<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(it: Deed<P, Q, B, R>): Route {
  return it as unknown as Route;
}
