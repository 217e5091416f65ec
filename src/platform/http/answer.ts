import { type Static, type TNull, type TSchema, Type } from "typebox";
import type { Actor } from "#platform/access/policy.ts";
import { nameOf } from "#platform/audit/event.ts";
import type { Doing } from "#platform/house.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import type { Address, AnswerOf, BodyOf, CarriedBy, FileAnswer, Loose, ParamsOf } from "./address.ts";
import { DOWNLOAD, type Download } from "./download.ts";
import type { Asking, Repeats, Route, UploadedFile, UploadLimits, Visit } from "./route.ts";
import { type Done, Id } from "./shapes.ts";

/** Routes: each answers an address of its contract, by a verb: what it reads, shows and tells, and what it does. */

interface Shapes<P, Q, B, R> {
  /** Parts of the path are ids unless it is said here what they are. */
  readonly params?: P;
  /** Unknown keys are refused unless the schema sets `additionalProperties`: a mistyped filter must not widen a list. */
  readonly query?: Q;
  /** Unknown fields are refused, nothing is coerced, all faults are answered at once. */
  readonly body?: B;
  /** What is sent; fields it does not name are left out. Nothing is sent without it, unless the address is a file's. */
  readonly shows?: R;
  /** Which limit counts the calls: `sign-in` is strict, `heavy` for exports and imports. */
  readonly rate?: "ordinary" | "sign-in" | "heavy";
}

interface Question<P, Q, R> extends Shapes<P, Q, never, R> {
  /** Pages ask it by themselves and nobody presses for it: a call of it is never a person's activity (background.ts). */
  readonly background?: true;
}

interface Deed<P, Q, B, R, E> extends Shapes<P, Q, B, R> {
  /** The events this deed may tell; the compiler holds its act to those that are values. */
  readonly tells: readonly E[];
  /** Status of success; 200 unless said (201 made, 202 begun). An answer of nothing is 204. */
  readonly status?: 200 | 201 | 202;
  /** Takes multipart/form-data: `files` are given to the handler, fields are read as the body by its schema. */
  readonly upload?: UploadLimits;
  /** See {@link Repeats}. */
  readonly repeats?: Repeats;
}

interface Opening<P, Q, B, R> extends Shapes<P, Q, B, R> {
  /** What is sent belongs to nobody: see the field of this name in route.ts. */
  readonly anonymous?: true;
  readonly tells?: readonly (string | EventKind)[];
}

/** Without a schema of their own, the parts of the path are texts. */
type Read<A extends Address, P extends TSchema, Q extends TSchema, B extends TSchema> = {
  readonly params: TSchema extends P ? ParamsOf<A> : Static<P>;
  readonly query: Static<Q>;
  readonly body: Static<B>;
};

/** Without a schema a route answers its file, or nothing. What is shown is sent and never changed: it may be read-only. */
type Answered<A extends Address, R extends TSchema> = R extends TNull
  ? AnswerOf<A> extends FileAnswer
    ? Download
    : // oxlint-disable-next-line typescript/no-invalid-void-type
      void | null
  : Loose<Static<R>>;

/** What an address promises and what its route reads and shows; a sentence for the compiler to complain with. */
type Kept<A extends Address, Q extends TSchema, B extends TSchema, R extends TSchema> = [BodyOf<A>] extends [
  Loose<Static<B>>,
]
  ? [CarriedBy<A>["query"], keyof CarriedBy<A>["query"]] extends [Static<Q>, keyof Static<Q>]
    ? [R extends TNull ? (AnswerOf<A> extends FileAnswer ? AnswerOf<A> : null) : Static<R>] extends [AnswerOf<A>]
      ? unknown
      : "the route shows something else than its address promises"
    : "the route reads another query than its address carries"
  : "the route reads another body than its address carries";

/** Where an event is named by its name alone, the compiler holds the act to nothing; the audit does, by its sentences. */
type Tellable<E> = [Extract<E, string>] extends [never] ? E : string | EventKind;

/** Answers a question (GET: only reads) or does a deed (everything else: an act in a write transaction). */
export function answer<
  A extends Address<"GET">,
  R extends TSchema = TNull,
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
>(
  address: A & Kept<A, Q, TNull, R>,
  verb: string,
  it: Question<P, Q, R>,
  does: (asking: Asking & Read<A, P, Q, TNull>) => Promise<Answered<A, R>>,
): Route;
export function answer<
  A extends Address<"POST" | "PUT" | "PATCH" | "DELETE">,
  B extends TSchema = TNull,
  R extends TSchema = TNull,
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  const E extends string | EventKind = never,
>(
  address: A & Kept<A, Q, B, R>,
  verb: string,
  it: Deed<P, Q, B, R, E>,
  does: (
    doing: Doing<Tellable<E>> & Read<A, P, Q, B> & { readonly files: readonly UploadedFile[] },
  ) => Promise<Answered<A, R>>,
): Route;
export function answer(address: Address, verb: string, it: Anyhow, does: Handle): Route {
  return routeOf(address.method === "GET" ? "question" : "deed", address, verb, it, does);
}

/** Where the verb is `own`, the gate has let in somebody. */
type Visiting<V extends "public" | "own"> = V extends "own" ? Visit & { readonly actor: Actor } : Visit;

/**
 * Answers without a transaction around it: signing in and what proves who one is. Every one of them is listed in test/laws/routes.test.ts.
 */
export function answerVisit<
  A extends Address<"GET" | "POST" | "DELETE">,
  V extends "public" | "own",
  B extends TSchema = TNull,
  R extends TSchema = TNull,
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
>(
  address: A & Kept<A, Q, B, R>,
  verb: V,
  it: Opening<P, Q, B, R>,
  does: (visit: Visiting<V> & Read<A, P, Q, B>) => Promise<Answered<A, R>>,
): Route {
  return routeOf("opening", address, verb, it, does);
}

type Anyhow = Shapes<TSchema, TSchema, TSchema, TSchema> & { readonly tells?: readonly (string | EventKind)[] };
type Handle = (it: never) => Promise<unknown>;

function routeOf(
  kind: Route["kind"],
  { method, path, summary, isFile }: Address,
  verb: string,
  { shows, tells, ...more }: Anyhow,
  handle: Handle,
): Route {
  const names = [...path.matchAll(/:([a-zA-Z]+)/g)].map((it) => it[1] ?? "");
  const params = names.length === 0 ? {} : { params: Type.Object(Object.fromEntries(names.map((it) => [it, Id]))) };
  const told = tells === undefined ? {} : { tells: tells.map(nameOf) };
  const response = isFile ? DOWNLOAD : (shows ?? Type.Null());
  return { kind, method, path, verb, summary, ...params, ...more, ...told, response, handle };
}

/** What an act answers whose page is told nothing but that it was done. */
export async function done(work: Promise<unknown>): Promise<Done> {
  await work;
  return { done: true };
}
