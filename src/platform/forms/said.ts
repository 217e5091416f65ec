import { fen, formatMoney } from "#shared/money.ts";
import { type Asked, type Asks, choicesOf, type Given } from "./asks.ts";
import { zh } from "./zh.ts";

export interface SaidFact {
  readonly key: string;
  readonly term: string;
  readonly value: string;
}

/**
 * What a row says, as a page, a paper and the audit show it: term and words of every fact that is there, in the order of
 * the form. `names` has words for facts that are ids or have a shape of their own; without them these are left out.
 */
export function said(
  asks: Asks,
  row: Given,
  names: Readonly<Record<string, string | undefined>> = {},
): readonly SaidFact[] {
  return Object.entries(asks).flatMap(([key, asked]) => {
    const value = names[key] ?? wordsOf(asked, row[key]);
    return value === "" ? [] : [{ key, term: asked.term, value }];
  });
}

/** One fact in words; nothing for what was not given, and for a box that was not ticked. */
export function wordsOf(asked: Asked, value: unknown): string {
  if (value === undefined || value === null || value === false || value === "") return "";
  const term = (one: unknown): string => choicesOf(asked).find(([it]) => it === one)?.[1] ?? String(one);
  switch (asked.kind) {
    case "flag":
      return zh.yes;
    case "code":
    case "choice":
      return term(value);
    case "choices":
      return Array.isArray(value) ? value.map(term).join("、") : "";
    case "yuan":
      return typeof value === "number" ? formatMoney(fen(value)) : "";
    case "count":
      return typeof value === "number" ? `${value}${asked.unit ?? ""}` : "";
    case "group":
      return said(asked.of ?? {}, value as Given)
        .map((it) => `${it.term}${it.value}`)
        .join("，");
    case "person":
    case "people":
    case "place":
    case "own":
      return "";
    default:
      return typeof value === "string" ? value : "";
  }
}

/** What differs between two rows of the same facts: for the audit, by the key of each fact. */
export function changesOf(
  asks: Asks,
  from: Given,
  to: Given,
): readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[] {
  return Object.keys(asks).flatMap((field) =>
    from[field] === to[field] ? [] : [{ field, from: from[field] ?? null, to: to[field] ?? null }],
  );
}
