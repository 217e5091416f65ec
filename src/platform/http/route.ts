import type { Static, TSchema } from "typebox";
import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Scope } from "#platform/database/scope.ts";
import type { Doing, House } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";

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

/**
 * A call of somebody who need not be signed in: no transaction is open, so that a call that waits (a password being
 * hashed) holds no connection. The few open routes open their own transactions under the name of a system job.
 */
export interface Visit {
  readonly house: House;
  /** The signed-in person, if there is one. */
  readonly actor: Actor | null;
  readonly requestId: string;
  readonly today: Day;
  /** Token of the session and of the device, as the cookies bring them. */
  readonly sessionToken: string | null;
  readonly deviceToken: string | null;
  /** What the browser says it is; cut to 200 characters. */
  readonly userAgent: string;
  setSession(token: string | null, maxAgeSeconds: number): void;
  setDevice(token: string): void;
}

/** A file of a multipart upload, whole in memory. `name` is as the person's machine named it, without folders. */
export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** How much a route takes: files, bytes of one file, bytes of all together. */
export interface UploadLimits {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  readonly maxTotalBytes: number;
}

/**
 * What a deed answers to a key it knows (platform/once): what it answered first, unless it says `shown-once`: then nothing
 * of the answer is kept, because it holds what is shown to one person at one moment. `by-itself`: takes no key.
 */
export type Repeats = "shown-once" | "by-itself";

type Given<P extends TSchema, Q extends TSchema, B extends TSchema> = {
  readonly params: Static<P>;
  readonly query: Static<Q>;
  readonly body: Static<B>;
};

interface Common<P extends TSchema, Q extends TSchema, R extends TSchema> {
  /** Fastify path with `:params`. Things, not verbs; an act is `POST …/thing`. */
  readonly path: string;
  /** A declared verb; or `public` (no sign-in), `own` (signed in, only what is one's own). Openness is visible. */
  readonly verb: string;
  /** One Chinese line for the interface reference. */
  readonly summary: string;
  readonly params?: P;
  /** Unknown keys are refused unless the schema sets `additionalProperties`: a mistyped filter must not widen a list. */
  readonly query?: Q;
  /** What is sent; fields it does not name are left out. `DOWNLOAD` for a file. */
  readonly response: R;
  /** Which limit counts the calls: `sign-in` is strict, `heavy` for exports and imports. */
  readonly rate?: "ordinary" | "sign-in" | "heavy";
  /** Pages ask it by themselves and nobody presses for it: a call of it is never a person's activity (background.ts). */
  readonly background?: true;
}

/** GET: the handler can only read. */
export interface Question<P extends TSchema, Q extends TSchema, R extends TSchema> extends Common<P, Q, R> {
  readonly method: "GET";
  handle(asking: Asking & Given<P, Q, TSchema>): Promise<Static<R>>;
}

/** Everything else runs an act in a write transaction; the answer is sent after commit. */
export interface Deed<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>
  extends Common<P, Q, R> {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Unknown fields are refused, nothing is coerced, all faults are answered at once. */
  readonly body?: B;
  /** Names of the audit events this deed may tell; the law test compares. */
  readonly tells: readonly string[];
  /** Status of success; 200 unless said (201 made, 202 begun). An answer of null is 204. */
  readonly status?: 200 | 201 | 202;
  /** Takes multipart/form-data: `files` are given to the handler, fields are read as the body by its schema. */
  readonly upload?: UploadLimits;
  readonly repeats?: Repeats;
  handle(doing: Doing & Given<P, Q, B> & { readonly files: readonly UploadedFile[] }): Promise<Static<R>>;
}

/**
 * A route without a transaction around it: signing in and what proves who one is. `public` unless it says `own`; then
 * `visit.actor` is somebody.
 */
export interface Opening<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>
  extends Omit<Common<P, Q, R>, "verb"> {
  readonly method: "GET" | "POST" | "DELETE";
  readonly verb?: "own";
  /**
   * What is sent belongs to nobody: the session is not looked at and a call that brings one is refused; no line in the log,
   * no figure, no count of calls by session or address.
   */
  readonly anonymous?: true;
  readonly body?: B;
  readonly tells?: readonly string[];
  handle(visit: Visit & Given<P, Q, B>): Promise<Static<R>>;
}

/** A route as the table holds it: its parts were checked against each other where it was declared. */
export interface Route {
  readonly kind: "question" | "deed" | "opening";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly verb: string;
  readonly summary: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly response: TSchema;
  readonly rate?: "ordinary" | "sign-in" | "heavy";
  readonly tells?: readonly string[];
  readonly status?: 200 | 201 | 202;
  readonly upload?: UploadLimits;
  readonly repeats?: Repeats;
  readonly anonymous?: true;
  readonly background?: true;
  handle(it: never): Promise<unknown>;
}

/** Declares a GET route. */
export function question<P extends TSchema, Q extends TSchema, R extends TSchema>(
  it: Omit<Question<P, Q, R>, "method">,
): Route {
  return { kind: "question", method: "GET", ...it } as unknown as Route;
}

/** Declares a route that changes something. */
export function deed<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  it: Deed<P, Q, B, R>,
): Route {
  return { kind: "deed", ...it } as unknown as Route;
}

/** Declares a route without a transaction; every one of them is listed in test/laws/routes.test.ts. */
export function opening<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  it: Opening<P, Q, B, R>,
): Route {
  return { kind: "opening", verb: "public", ...it } as unknown as Route;
}
