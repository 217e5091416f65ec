import { type Insertable, type Selectable, sql } from "kysely";
import type { Reader, Tables } from "#platform/database/door.ts";
import type { Answers, Asked, Asks, Given } from "#platform/forms/asks.ts";
import { answersOf } from "#platform/forms/faults.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import type { Fault, Problem } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import type { Provision } from "#shared/finding.ts";
import { correct, enter, held, type Kept, type KeptTable, rowsOf, withdraw } from "./acts.ts";

/**
 * A register whose rows are what a form asks, about a member or an organisation: one declaration, and from it entering,
 * correcting, withdrawing, importing (`facts-import.ts`) and the sentences of the audit (`sentences.ts`). What a rule asks
 * between facts, and what else becomes of a row, the slice says.
 */

/** Whose a row is: a member, where they stood then and belong now; or an organisation as such. */
export interface About {
  readonly personId: string | null;
  /** Of the member, or of the organisation, at the time. */
  readonly name: string;
  readonly organizationId: string;
  readonly orgPath: string;
  /** Where the member belongs today, so that the next branch sees the row. */
  readonly personPath: string | null;
}

/** What every row has besides what is asked. */
export interface FactRow extends About {
  readonly id: string;
  readonly enteredOn: Day;
  readonly enteredBy: string;
  readonly withdrawnOn: Day | null;
  readonly withdrawReason: string;
  readonly importId: string | null;
  readonly importFile: string | null;
  readonly importRow: number | null;
}

/** Tables that hold such rows. */
export type FactTable = { [T in KeptTable]: Selectable<Tables[T]> extends FactRow ? T : never }[KeptTable];
export type Facts<T extends FactTable> = Selectable<Tables[T]> & FactRow;

/** What was answered, as columns of a row: a text that was left out is empty, anything else is null. */
export type Filled<A extends Asks> = {
  readonly [K in keyof A]: A[K] extends Asked<unknown, infer Read, infer Optional>
    ? Optional extends false
      ? Read
      : string extends Read
        ? string
        : Read | null
    : never;
};

/** Something between facts that a rule does not take: faults beside the fields, and what the rule rests on. */
export interface Amiss {
  readonly faults: readonly Fault[];
  readonly provision: Provision;
}

/** What a register declares. */
export interface FactsDeclared<T extends FactTable, A extends Asks> {
  readonly table: T;
  /** Kind of the target of its events. */
  readonly target: string;
  /** Chinese: what one row is called. */
  readonly term: string;
  readonly asks: A;
  /** What its events are called before the last point: `membership.award`. */
  readonly events: string;
  /** Two rows about the same one with the same of these facts are the same row, which is entered once. */
  readonly sameBy: readonly (keyof A & string)[];
  /** Details of every event of a row. */
  readonly details?: (row: Selectable<Tables[T]>) => object;
  /** What is amiss between the answers that could be read. */
  readonly amiss?: (answers: Partial<Answers<A>>) => Amiss | null;
  /** Refuses an entry, with all that is wrong in it. */
  readonly rejected: (more: { readonly faults: readonly Fault[]; readonly provision?: Provision }) => Problem;
  readonly known: () => Problem;
  readonly withdrawn: () => Problem;
}

/** A register whose rows are what a form asks. */
export interface KeptFacts<T extends FactTable, A extends Asks> extends FactsDeclared<T, A>, Kept<T> {
  readonly withdrawn: () => Problem;
}

/** Whose record a row is, and where it lies; nobody's if it is an organisation's. */
export const personsOf = ({ orgPath, personId, personPath }: Pick<About, "orgPath" | "personId" | "personPath">) =>
  personId === null ? [] : [{ id: personId, path: personPath ?? orgPath }];

/** Makes a register of what is declared. */
export const keptFacts = <T extends FactTable, const A extends Asks>(of: FactsDeclared<T, A>): KeptFacts<T, A> => ({
  ...of,
  alsoFrom: (row) => (row as FactRow).personPath,
  told: (row) => ({
    name: (row as FactRow).name,
    persons: personsOf(row as FactRow),
    details: of.details?.(row) ?? {},
  }),
});

/** What a form says of a row, checked, all faults at once. Throws what `rejected` makes. */
function described<T extends FactTable, A extends Asks>(doing: Doing, of: KeptFacts<T, A>, input: Given): Filled<A> {
  const { answers, faults } = answersOf(of.asks, input, doing.today);
  const amiss = of.amiss?.(answers) ?? null;
  const all = [...(amiss?.faults ?? []), ...faults];
  if (all.length > 0) throw of.rejected({ faults: all, ...(amiss === null ? {} : { provision: amiss.provision }) });
  return filled(of.asks, answers);
}

const WORDS: ReadonlySet<string> = new Set(["text", "long", "phone"]);

/** The answers as columns: see {@link Filled}. */
export const filled = <A extends Asks>(asks: A, answers: Given): Filled<A> =>
  Object.fromEntries(
    Object.entries(asks).map(([key, { kind }]) => [key, answers[key] ?? (WORDS.has(kind) ? "" : null)]),
  ) as Filled<A>;

/** What makes two rows the same: whose they are, and the facts that tell them apart. */
export const keyOf = (
  { sameBy }: { readonly sameBy: readonly string[] },
  row: Pick<About, "personId" | "organizationId">,
) => [row.personId ?? row.organizationId, ...sameBy.map((key) => (row as unknown as Given)[key])].join(" ");

/** Rows that stand about any of these, as id by key. */
export async function standingOf<T extends FactTable, A extends Asks>(
  tx: Reader,
  of: KeptFacts<T, A>,
  about: readonly Pick<About, "personId" | "organizationId">[],
): Promise<ReadonlyMap<string, string>> {
  const persons = [...new Set(about.flatMap((it) => it.personId ?? []))];
  const places = [...new Set(about.flatMap((it) => (it.personId === null ? it.organizationId : [])))];
  const rows = await rowsOf(tx, of.table)
    .select(["id", "personId", "organizationId", ...(of.sameBy as readonly "id"[])])
    .where("withdrawnOn", "is", null)
    .where((eb) =>
      eb.or([
        eb("personId", "=", sql<string>`any(${persons}::uuid[])`),
        eb.and([eb("personId", "is", null), eb("organizationId", "=", sql<string>`any(${places}::uuid[])`)]),
      ]),
    )
    .execute();
  return new Map(
    (rows as readonly (Pick<FactRow, "id" | "personId" | "organizationId"> & Given)[]).map((it) => [
      keyOf(of, it),
      it.id,
    ]),
  );
}

/** Refuses what stands already, besides the row named. */
async function once<T extends FactTable, A extends Asks>(
  { tx }: Doing,
  of: KeptFacts<T, A>,
  row: About,
  besides: string | null,
): Promise<void> {
  const twin = (await standingOf(tx, of, [row])).get(keyOf(of, row));
  if (twin !== undefined && twin !== besides) throw of.known();
}

/** A row is entered, once; `about` says whose it is. Throws what `rejected` and `known` make. */
export async function enterFacts<T extends FactTable, A extends Asks>(
  doing: Doing,
  of: KeptFacts<T, A>,
  input: Given,
  about: (facts: Filled<A>) => Promise<About>,
): Promise<{ id: string }> {
  const facts = described(doing, of, input);
  const row = { ...(await about(facts)), ...facts, enteredOn: doing.today, enteredBy: doing.actor.name };
  await once(doing, of, row, null);
  return await enter(doing, of, row as unknown as Omit<Insertable<Tables[T]>, "id">, `${of.events}.entered`);
}

/**
 * A row was written down wrong. Whose it is does not change: that is another row. `fits` refuses what stands against it
 * besides the facts. Throws what `rejected`, `known` and `withdrawn` make, and `reason-needed`.
 */
export async function correctFacts<T extends FactTable, A extends Asks>(
  doing: Doing,
  of: KeptFacts<T, A>,
  id: string,
  input: Given & { readonly reason: string },
  fits?: (row: Facts<T>, to: Filled<A>) => void,
): Promise<void> {
  const row = await held(doing, of, id);
  const { reason: given, ...facts } = input;
  const reason = reasonGiven(given);
  const to = described(doing, of, facts);
  fits?.(row as Facts<T>, to);
  await once(doing, of, { ...(row as Facts<T>), ...to }, id);
  const set = to as unknown as Partial<Selectable<Tables[T]>>;
  await correct(doing, of, row, { asks: of.asks, to: set, reason, event: `${of.events}.corrected` });
}

/** A row was entered in error: it stays, says why, and counts nowhere. Throws `reason-needed` and what `withdrawn` makes. */
export const withdrawFacts = <T extends FactTable, A extends Asks>(
  doing: Doing,
  of: KeptFacts<T, A>,
  id: string,
  reason: string,
): Promise<void> => withdraw(doing, of, id, reason, `${of.events}.withdrawn`);
