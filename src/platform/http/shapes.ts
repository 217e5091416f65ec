import { type Static, type TSchema, type TString, Type } from "typebox";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { MONTH } from "#shared/day.ts";
import { REASON_LENGTH } from "#shared/text.ts";

/** The shapes that all contracts share. A contract adds what is its own and defines none of these again. */

/** An id, as lists and views give it. */
export const Id = Type.String({ format: "uuid" });
/** An id whose refusals call it by this title. */
export const IdOf = (title: string): TString => Type.String({ format: "uuid", title });

const DAY = { format: "date", description: "日期，如 2026-11-22" } as const;
/** A day that exists, as {@link day} takes it: `2026-11-22`, years 0001 to 9999. */
export const DayText = Type.String(DAY);
/** A day whose refusals call it by this title. */
export const DayOf = (title: string): TString => Type.String({ ...DAY, title });

const MONTH_SHAPE = { pattern: MONTH.source, description: "月份，如 2026-11" } as const;
/** A month that exists: `2026-11`. */
export const MonthText = Type.String(MONTH_SHAPE);
/** A month whose refusals call it by this title. */
export const MonthOf = (title: string): TString => Type.String({ ...MONTH_SHAPE, title });

/** The value, or null where there is none. */
export const Or = <T extends TSchema>(
  it: T,
  options: { readonly title?: string; readonly description?: string } = {},
) => Type.Union([it, Type.Null()], options);

/** One of these words, typed as them. */
export const OneOf = <const V extends string>(...values: readonly V[]) => Type.Unsafe<V>(Type.Enum([...values]));

/** A code of a code set. */
export const Code = (name: CodeSetName) =>
  Type.Enum([...codeSet(name).values] as [string, ...string[]], { description: name });

/** What was made, by its id. */
export const Made = Type.Object({ id: Id });
export type Made = Static<typeof Made>;

/** That something was done, where there is nothing more to say. */
export const Done = Type.Object({ done: Type.Boolean() });
export type Done = Static<typeof Done>;

/** A written reason; {@link reasonGiven} refuses what is shorter than {@link REASON_LENGTH}. */
export const Reason = Type.String({ maxLength: 400, description: `原因，至少${REASON_LENGTH}个字` });

/** The provision that a finding rests on, as `provisionView` shows it. */
export const ProvisionView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  gist: Type.String(),
  force: OneOf("must", "should", "house"),
  confirmed: Type.Boolean(),
});
export type ProvisionView = Static<typeof ProvisionView>;
