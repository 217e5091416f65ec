import { type Static, Type } from "typebox";
import type { Address } from "#platform/http/address.ts";

/** A part of a paper, in its order. */
export const PaperBlock = Type.Union([
  /** Term and text, a line each; an empty text is a line to write on. */
  Type.Object({
    kind: Type.Literal("fields"),
    fields: Type.Array(Type.Object({ term: Type.String(), text: Type.String() })),
  }),
  Type.Object({ kind: Type.Literal("text"), text: Type.String() }),
  Type.Object({ kind: Type.Literal("heading"), text: Type.String() }),
  /** Every row has as many cells as the head. */
  Type.Object({
    kind: Type.Literal("table"),
    head: Type.Array(Type.String()),
    rows: Type.Array(Type.Array(Type.String())),
  }),
  /** Where the paper is cut, between a letter and its stub; the title is of what follows. */
  Type.Object({ kind: Type.Literal("cut"), title: Type.String() }),
  /** Who signs, each with a line to write on; shown at the right. */
  Type.Object({ kind: Type.Literal("signatures"), of: Type.Array(Type.String()) }),
]);
export type PaperBlock = Static<typeof PaperBlock>;

/** A paper (文书) that an office prints and signs, filled in as far as the house knows. */
export const Paper = Type.Object({
  title: Type.String(),
  /** 文号; empty when the paper has none yet. */
  number: Type.String(),
  blocks: Type.Array(PaperBlock),
});
export type Paper = Static<typeof Paper>;
/** Where a paper is asked for as data; {@link wordOf} says where it is fetched as a Word file. */
export type PaperAddress<P extends string = string> = Address<
  "GET",
  P,
  { query: Readonly<Record<never, never>>; body: null; answer: Paper }
>;

/** A line to write on, within a sentence. */
export const BLANK = "________";
