import { type Day, later } from "#shared/day.ts";

/**
 * The path of a case: its steps by name, as a procedure declares them, and what follows from the records that stand. Where
 * a case is, what may be recorded and what comes next are computed here for every procedure and stored nowhere. All
 * functions take the path, so that a procedure can choose it by the day: steps follow the text that is in force.
 */

/** One step of a path. A procedure adds what its pages, papers and rules need of a step. */
export interface PathStep<Name extends string = string> {
  readonly name: Name;
  /** Steps that must stand before it. */
  readonly after: readonly Name[];
  /** May be left out: the path goes on without it. */
  readonly optional: boolean;
  /** May be recorded again while it stands. */
  readonly repeats: boolean;
  /** Once this step stands, an optional step is over and a repeated one is not repeated; null: neither ever is. */
  readonly until: Name | null;
  /** Whether its outcome may be a refusal. */
  readonly refusable: boolean;
  /** Steps that a result of this one takes back: they are to be done again. */
  readonly undoes: Readonly<Partial<Record<string, readonly Name[]>>>;
}

/** What a record says to the path. Records come in the order of the case. */
export interface PathRecord<Name extends string = string> {
  readonly step: Name;
  readonly result: string;
  readonly happenedOn: Day;
}

/** Steps that stand, each with its last record. */
export type Standing<Name extends string, R> = ReadonlyMap<Name, R>;

/** Results with which a step was tried and is not done. */
const FAILED: ReadonlySet<string> = new Set(["rejected", "void"]);

/** The manner of most steps: it builds on nothing, is done once, is not refused and takes nothing back. */
export const PLAIN = {
  after: [],
  optional: false,
  repeats: false,
  until: null,
  refusable: false,
  undoes: {},
} as const satisfies Omit<PathStep, "name">;

/**
 * Steps that follow one another: each builds on the last one before it that may not be left out, and whatever may be left
 * out is over with the next one that may not. Steps are left out of the list before, where a case has no use for them.
 */
export function inTurn<S extends PathStep>(steps: readonly S[]): readonly S[] {
  return steps.map((it, at) => {
    const before = steps.slice(0, at).findLast((one) => !one.optional);
    const next = steps.slice(at + 1).find((one) => !one.optional);
    return { ...it, after: before ? [before.name] : [], until: it.optional ? (next?.name ?? null) : it.until };
  });
}

/**
 * Replays the records of a case: which steps stand. A failed result stands for nothing, and what it takes back is to be
 * done again. `completes` says of a passed record whether its step is done with it; as a rule it is.
 */
export function standing<N extends string, R extends PathRecord<N>>(
  path: readonly PathStep<N>[],
  records: readonly R[],
  completes: (it: R) => boolean = () => true,
): Standing<N, R> {
  const undoes = new Map(path.map((it) => [it.name, it.undoes]));
  const done = new Map<N, R>();
  for (const it of records) {
    if (!FAILED.has(it.result) && completes(it)) done.set(it.step, it);
    for (const undone of undoes.get(it.step)?.[it.result] ?? []) done.delete(undone);
  }
  return done;
}

/** Steps that may be recorded now, in the order of the path. */
export function openSteps<S extends PathStep>(path: readonly S[], done: Standing<S["name"], unknown>): readonly S[] {
  return path.filter((it) => {
    if (!it.after.every((before) => done.has(before))) return false;
    const over = it.until !== null && done.has(it.until);
    return done.has(it.name) ? it.repeats && !over : !(it.optional && over);
  });
}

/** Of the open steps the first that has to be done and is not; undefined at the end of the path. */
export const nextOf = <S extends PathStep>(open: readonly S[], done: Standing<S["name"], unknown>): S | undefined =>
  open.find((it) => !it.optional && !done.has(it.name));

/** How a step is shown: one that may be left out stays open while it can be recorded again. */
export function stateOf<N extends string>(
  it: PathStep<N>,
  done: Standing<N, unknown>,
  open: ReadonlySet<N>,
): "done" | "open" | "later" {
  if (done.has(it.name) && !(it.optional && open.has(it.name))) return "done";
  return open.has(it.name) ? "open" : "later";
}

/** Whether a step may be recorded on a day, and if not, what is in its way. */
export type Turn<S> =
  | { readonly value: "yes" }
  | { readonly value: "missing"; readonly missing: readonly S[] }
  | { readonly value: "done" }
  | { readonly value: "early"; readonly from: Day };

/** Its ground stands, it is one of the open steps, and its day is not before the days that it builds on. */
export function turnOf<S extends PathStep>(
  path: readonly S[],
  done: Standing<S["name"], { readonly happenedOn: Day }>,
  open: readonly S[],
  it: S,
  on: Day,
): Turn<S> {
  const missing = path.filter((one) => it.after.includes(one.name) && !done.has(one.name));
  if (missing.length > 0) return { value: "missing", missing };
  if (!open.includes(it)) return { value: "done" };
  const days = it.after.flatMap((before) => done.get(before)?.happenedOn ?? []);
  const from = days.reduce<Day | null>((last, one) => (last === null ? one : later(last, one)), null);
  return from !== null && on < from ? { value: "early", from } : { value: "yes" };
}
