/**
 * Addresses of the interface as values: a route answers one, a page asks one, and the compiler holds both to what it
 * carries. Schemas stay on the server: what is sent and answered is named here as types only, because a phone would load
 * every shape of a contract to learn one path (docs/decisions/0016-addresses-carry-types.md).
 */

/** A type where a value is asked for; nothing of it is there at run time. */
export interface Of<T> {
  readonly type?: T;
}
export const of = /* @__NO_SIDE_EFFECTS__ */ <T>(): Of<T> => ({});

/** What an answer that is a file is to a page: something to be saved, never read. */
export interface FileAnswer {
  readonly file: true;
}

/** Things, not verbs; an act is `POST …/thing`. */
type Path = `/api/${string}`;
type Nothing = Readonly<Record<never, never>>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Carried {
  readonly query: object;
  readonly body: unknown;
  readonly answer: unknown;
}

/** Method and path pattern, as `POST /api/notices/:id/reading`. */
export interface Address<M extends Method = Method, P extends string = string, C extends Carried = Carried> {
  readonly method: M;
  readonly path: P;
  /** One Chinese line for the interface reference: what it is for. */
  readonly summary: string;
  /** Answered with a file, which is saved and never read by the page. */
  readonly isFile?: true;
  /** Only for the compiler. */
  readonly carries?: C;
}

type NamesIn<P extends string> = P extends `${string}:${infer N}/${infer Rest}`
  ? N | NamesIn<`/${Rest}`>
  : P extends `${string}:${infer N}`
    ? N
    : never;

/** The parts of a path that are filled in, by name. */
export type ParamsOf<A extends Address> = { readonly [N in NamesIn<A["path"]>]: string };
export type CarriedBy<A extends Address> = NonNullable<A["carries"]>;
/** What a page is answered. */
export type AnswerOf<A extends Address> = CarriedBy<A>["answer"];

/** What a page may leave out, it may also give as nothing: JSON and query drop it alike. */
export type Loose<T> = T extends readonly (infer I)[]
  ? readonly Loose<I>[]
  : T extends object
    ? { readonly [K in keyof T]: Record<never, never> extends Pick<T, K> ? Loose<T[K]> | undefined : Loose<T[K]> }
    : T;

/** The body that a page sends. */
export type BodyOf<A extends Address> = Loose<CarriedBy<A>["body"]>;
/** What a page says to be understood at this address: parts of the path and the query, together. */
export type GivenOf<A extends Address> = { readonly [N in NamesIn<A["path"]>]: string | number } & Loose<
  CarriedBy<A>["query"]
>;

interface Sent<B, A, Q> {
  readonly body?: Of<B>;
  readonly answer?: Of<A>;
  readonly query?: Of<Q>;
}

// A page that asks one address of a contract loads no other: making one does nothing else.

/** Asks for something: `get("/api/jobs/:id", "一项工作的进展", of<Job>())`. */
export const get = /* @__NO_SIDE_EFFECTS__ */ <const P extends Path, A, Q extends object = Nothing>(
  path: P,
  summary: string,
  _answer: Of<A>,
  _query?: Of<Q>,
): Address<"GET", P, { query: Q; body: null; answer: A }> => ({ method: "GET", path, summary });

/** Asks for a file: `file("/api/jobs/:id/result", "下载结果文件")`. */
export const file = /* @__NO_SIDE_EFFECTS__ */ <const P extends Path, Q extends object = Nothing>(
  path: P,
  summary: string,
  _query?: Of<Q>,
): Address<"GET", P, { query: Q; body: null; answer: FileAnswer }> => ({ method: "GET", path, summary, isFile: true });

type Sending<M extends Method> = <const P extends Path, B = null, A = null, Q extends object = Nothing>(
  path: P,
  summary: string,
  carries?: Sent<B, A, Q>,
) => Address<M, P, { query: Q; body: B; answer: A }>;

/** Things done: `post("/api/accounts/:id/disabling", "停用账号", { body: of<Because>() })`; no answer is null. */
export const post: Sending<"POST"> = /* @__NO_SIDE_EFFECTS__ */ (path, summary) => ({ method: "POST", path, summary });
export const put: Sending<"PUT"> = /* @__NO_SIDE_EFFECTS__ */ (path, summary) => ({ method: "PUT", path, summary });
export const patch: Sending<"PATCH"> = /* @__NO_SIDE_EFFECTS__ */ (path, summary) => ({
  method: "PATCH",
  path,
  summary,
});
export const remove: Sending<"DELETE"> = /* @__NO_SIDE_EFFECTS__ */ (path, summary) => ({
  method: "DELETE",
  path,
  summary,
});

/** Where a paper is fetched as a Word file: behind the address that answers it as data (platform/word). */
export const wordOf = <const P extends string>(
  paper: Address<"GET", P>,
): Address<"GET", `${P}/word`, { query: Nothing; body: null; answer: FileAnswer }> => ({
  method: "GET",
  path: `${paper.path}/word`,
  summary: `${paper.summary}（Word 文件）`,
  isFile: true,
});

/** The path with its parts filled in, and what is left of the given as the query. */
export function filled(address: Address, given: Readonly<Record<string, unknown>>): { path: string; query: object } {
  const query = { ...given };
  const path = address.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    delete query[name];
    return encodeURIComponent(String(given[name]));
  });
  return { path, query };
}
