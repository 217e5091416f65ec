import type { Static, TSchema } from "typebox";
import type { Doing } from "#platform/house.ts";
import type { Asking, Route, UploadedFile, Visit } from "#platform/http/route.ts";

/** Routes of tests, written whole at one place: a test of the gate or of the walls has no contract that names an address. */

type Shapes = "params" | "query" | "body" | "response";
type Shaped<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> = {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
};
type Given<P extends TSchema, Q extends TSchema, B extends TSchema> = {
  readonly params: Static<P>;
  readonly query: Static<Q>;
  readonly body: Static<B>;
};
type Handled<I, R extends TSchema> = { readonly handle: (it: I) => Promise<Static<R>> };

/** A GET route. */
export function question<P extends TSchema, Q extends TSchema, R extends TSchema>(
  it: Omit<Route, "kind" | "method" | "handle" | Shapes> &
    Shaped<P, Q, TSchema, R> &
    Handled<Asking & Given<P, Q, TSchema>, R>,
): Route {
  return { kind: "question", method: "GET", ...it } as unknown as Route;
}

/** A route that changes something. */
export function deed<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  it: Omit<Route, "kind" | "handle" | Shapes> &
    Shaped<P, Q, B, R> &
    Handled<Doing & Given<P, Q, B> & { readonly files: readonly UploadedFile[] }, R>,
): Route {
  return { kind: "deed", ...it } as unknown as Route;
}

/** A route without a transaction around it, open to everybody unless it says `own`. */
export function opening<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  it: Omit<Route, "kind" | "verb" | "handle" | Shapes> & { readonly verb?: "own" } & Shaped<P, Q, B, R> &
    Handled<Visit & Given<P, Q, B>, R>,
): Route {
  return { kind: "opening", verb: "public", ...it } as unknown as Route;
}
