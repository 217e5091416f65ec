import { type CodeOf, type CodeSetName, codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { type Fen, MOST_FEN } from "#shared/money.ts";
import { REASON_LENGTH } from "#shared/text.ts";

/**
 * The facts that a form asks, declared once as data. What is made of a declaration stands in the files beside this one:
 * the body of the request (`body.ts`), the faults of an entry (`faults.ts`), the reading of a row and the headings of a
 * workbook (`row.ts`), and the words for page, paper and audit (`said.ts`). The forms of desk and Pocket draw it.
 */

export type AskedKind =
  | "text"
  | "long"
  | "code"
  | "choice"
  | "choices"
  | "pastDay"
  | "futureDay"
  | "day"
  | "month"
  | "count"
  | "yuan"
  | "flag"
  | "person"
  | "people"
  | "place"
  | "phone"
  | "identityNumber"
  | "group"
  | "own";

/** What was typed or sent so far, by the key of each fact; nothing in it has been read yet. */
export type Given = Readonly<Record<string, unknown>>;

/** What may be said of any fact besides what it is. */
export interface AskedManner {
  /** May be left out. */
  readonly optional?: true;
  /** Beneath the field: what to write, in one sentence. */
  readonly hint?: string;
  /** Other headings that workbooks give it. */
  readonly aliases?: readonly string[];
  /** Its heading tells this ledger from another list of names. */
  readonly telling?: true;
  /** Asked only when what was given so far makes it a question; else it is neither shown, nor missed, nor accepted. */
  readonly when?: (given: Given) => boolean;
}

/**
 * One asked fact. `Wire` is what a request carries, `Read` what is left when it was read, `Optional` whether it may be
 * absent. Of texts `most` and `least` count characters, of numbers they are bounds (of money in fen).
 */
export interface Asked<Wire = unknown, Read = Wire, Optional extends boolean = boolean> {
  readonly kind: AskedKind;
  readonly term: string;
  /** A request may leave it out. */
  readonly optional: Optional;
  /** Where it is asked it must be answered. */
  readonly needed: boolean;
  readonly most?: number;
  readonly least?: number;
  readonly hint?: string;
  readonly aliases?: readonly string[];
  readonly telling?: true;
  readonly when?: (given: Given) => boolean;
  /** Of a code: its set, and the values of it that are offered here. */
  readonly set?: CodeSetName;
  readonly only?: readonly string[];
  /** Of a choice: values and terms. */
  readonly choices?: readonly (readonly [string, string])[];
  /** Of a count: what is counted. */
  readonly unit?: string;
  /** Of a group: the facts it holds. */
  readonly of?: Asks;
  readonly "~wire"?: Wire;
  readonly "~read"?: Read;
}

export type Asks = Readonly<Record<string, Asked>>;

type Needed<A extends Asks> = { [K in keyof A]: A[K]["optional"] extends false ? K : never }[keyof A];
type WireOf<F> = F extends Asked<infer Wire, unknown> ? Wire : never;
type ReadOf<F> = F extends Asked<infer _Wire, infer Read> ? Read : never;

/** What a request carries: days and money not yet read. */
export type Sent<A extends Asks> = { -readonly [K in Needed<A>]: WireOf<A[K]> } & {
  -readonly [K in Exclude<keyof A, Needed<A>>]?: WireOf<A[K]>;
};

/** What was answered: every fact read, texts without the spaces around them. */
export type Answers<A extends Asks> = { readonly [K in Needed<A>]: ReadOf<A[K]> } & {
  readonly [K in Exclude<keyof A, Needed<A>>]?: ReadOf<A[K]>;
};

/** Declares what a form asks, in the order in which it is asked. */
export const asks = <const A extends Asks>(of: A): A => of;

type Absent<M> = M extends { readonly optional: true } | { readonly when: (given: Given) => boolean } ? true : false;
type Made<Wire, Read, M> = Asked<Wire, Read, Absent<M>>;

interface Long extends AskedManner {
  readonly most?: number;
  readonly least?: number;
}
interface Bounds extends Long {
  readonly unit?: string;
}

const made = <Wire, Read, M extends AskedManner>(
  kind: AskedKind,
  term: string,
  manner: M,
  more: Partial<Asked> = {},
): Made<Wire, Read, M> =>
  ({
    kind,
    term,
    ...more,
    ...manner,
    optional: manner.optional === true || manner.when !== undefined,
    needed: manner.optional !== true,
  }) as unknown as Made<Wire, Read, M>;

/** One line; 100 characters unless said. */
export const text = <const M extends Long>(term: string, manner: M = {} as M): Made<string, string, M> =>
  made("text", term, manner, { most: 100 });

/** Several lines; 400 characters unless said. */
export const long = <const M extends Long>(term: string, manner: M = {} as M): Made<string, string, M> =>
  made("long", term, manner, { most: 400 });

/** Why something is done that others will ask about. */
export const reason = (term: string, manner: Pick<AskedManner, "hint"> = {}): Asked<string, string, false> =>
  long(term, { ...manner, least: REASON_LENGTH, most: 400 });

/** A value of a code set; `only` narrows what is offered. */
export const code = <N extends CodeSetName, const M extends AskedManner & { readonly only?: readonly CodeOf<N>[] }>(
  term: string,
  set: N,
  manner: M = {} as M,
): Made<CodeOf<N>, CodeOf<N>, M> => made("code", term, manner, { set });

type Choices = readonly (readonly [string, string])[];

/** One of a few values that are no code set, each with its term. */
export const choice = <const C extends Choices, const M extends AskedManner>(
  term: string,
  choices: C,
  manner: M = {} as M,
): Made<C[number][0], C[number][0], M> => made("choice", term, manner, { choices });

/** Any number of a few values. */
export const choices = <const C extends Choices, const M extends AskedManner>(
  term: string,
  of: C,
  manner: M = {} as M,
): Made<readonly C[number][0][], readonly C[number][0][], M> => made("choices", term, manner, { choices: of });

/** A day up to today. */
export const pastDay = <const M extends AskedManner>(term: string, manner: M = {} as M): Made<string, Day, M> =>
  made("pastDay", term, manner);

/** A day from today on. */
export const futureDay = <const M extends AskedManner>(term: string, manner: M = {} as M): Made<string, Day, M> =>
  made("futureDay", term, manner);

/** Any day. */
export const day = <const M extends AskedManner>(term: string, manner: M = {} as M): Made<string, Day, M> =>
  made("day", term, manner);

/** A month as 2026-11. */
export const month = <const M extends AskedManner>(term: string, manner: M = {} as M): Made<string, string, M> =>
  made("month", term, manner);

/** A whole number, from 0 to 9,999 unless said. */
export const count = <const M extends Bounds>(term: string, manner: M = {} as M): Made<number, number, M> =>
  made("count", term, manner, { least: 0, most: 9_999 });

/** Money: fen in the request and in the database, yuan on the screen and in workbooks. `least` and `most` in fen. */
export const yuan = <const M extends Long>(term: string, manner: M = {} as M): Made<number, Fen, M> =>
  made("yuan", term, manner, { least: 1, most: MOST_FEN });

/** A box to be ticked; one that is not optional must be ticked. */
export const flag = <const M extends AskedManner>(term: string, manner: M = {} as M): Made<boolean, boolean, M> =>
  made("flag", term, manner);

/** The id of one person, of several, or of an organisation, chosen by name. */
export const person = <const M extends AskedManner>(term: string, manner: M = {} as M): Made<string, string, M> =>
  made("person", term, manner);
export const people = <const M extends Long>(
  term: string,
  manner: M = {} as M,
): Made<readonly string[], readonly string[], M> => made("people", term, manner, { most: 50 });
export const place = <const M extends AskedManner>(term: string, manner: M = {} as M): Made<string, string, M> =>
  made("place", term, manner);

/** One telephone number; read, it stands as `13800001234` or `0518-80000003`. */
export const phone = <const M extends AskedManner>(term: string, manner: M = {} as M): Made<string, string, M> =>
  made("phone", term, manner, { most: 40 });

/** A citizen's identity number of eighteen digits with a right check digit. */
export const identityNumber = <const M extends AskedManner>(
  term: string,
  manner: M = {} as M,
): Made<string, string, M> => made("identityNumber", term, manner, { most: 40 });

/** Facts that belong together and are sent as one object, such as the numbers of a vote. */
export const group = <const A extends Asks, const M extends AskedManner>(
  term: string,
  of: A,
  manner: M = {} as M,
): Made<Sent<A>, Answers<A>, M> => made("group", term, manner, { of });

/** A fact with a field and a shape of the module's own; here only whether it is there is looked at. */
export const own = <Wire, const M extends AskedManner = AskedManner>(
  term: string,
  manner: M = {} as M,
): Made<Wire, Wire, M> => made("own", term, manner);

/** What may be chosen, as value and term, in the order in which it is offered; nothing for facts that are no choice. */
export function choicesOf({ set, only, choices: own }: Asked): readonly (readonly [string, string])[] {
  if (own !== undefined) return own;
  if (set === undefined) return [];
  return codeSet(set).entries.flatMap(({ value, term }) =>
    only === undefined || only.includes(value) ? [[value, term] as const] : [],
  );
}

/** Is this fact a question at all, after what was given so far? */
export const isAsked = (asked: Asked, given: Given): boolean => asked.when === undefined || asked.when(given);

/** Nothing was given: absent, blank, or an empty list. A box that was not ticked says nothing either. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);
