/** What a code set is: stored English identifiers, the Chinese terms people see, and what offices write instead. */
import { termKey } from "./text.ts";

export interface CodeEntry {
  /** English identifier (or, for ethnic groups, the numeric code of the standard): what is stored. */
  readonly value: string;
  /** Chinese term as forms print it. */
  readonly term: string;
  /** What offices and other systems write for the same thing. */
  readonly aliases?: readonly string[];
  /** Code of a standard or of an exchange format, where one is known. */
  readonly code?: string;
}

export interface CodeSetDeclaration<E extends readonly CodeEntry[]> {
  /** Chinese title. */
  readonly title: string;
  /** Where the values come from: standard, form or system; `ours` when they are our own choice. */
  readonly source: string;
  /** Whether the values were seen in a standard, a real form or a real system. Otherwise the screens may say 待核实. */
  readonly confirmed: boolean;
  readonly entries: E;
}

export interface CodeSet<V extends string = string> {
  readonly title: string;
  readonly source: string;
  readonly confirmed: boolean;
  /** In the order forms print them. */
  readonly entries: readonly (CodeEntry & { readonly value: V })[];
  readonly values: readonly V[];
  has(value: unknown): value is V;
  /** Chinese term. Throws RangeError for a value outside the set. */
  term(value: V): string;
  /**
   * Value for a term, an alias, a code or `223_term` as drop-down sheets write it; undefined when none fits.
   * Spaces, width and separators do not matter.
   */
  find(text: string): V | undefined;
}

/** Throws when two entries claim the same value, or one written form means two values. */
export function defineCodeSet<const E extends readonly CodeEntry[]>(
  declaration: CodeSetDeclaration<E>,
): CodeSet<E[number]["value"]> {
  type V = E[number]["value"];
  const { title, source, confirmed } = declaration;
  const entries: readonly (CodeEntry & { readonly value: V })[] = declaration.entries;
  const terms = new Map<string, string>();
  const written = new Map<string, V>();
  for (const entry of entries) {
    if (terms.has(entry.value)) throw new RangeError(`${title}: ${entry.value} stands twice`);
    terms.set(entry.value, entry.term);
    const forms = [
      entry.value,
      entry.term,
      ...(entry.aliases ?? []),
      ...(entry.code === undefined ? [] : [entry.code]),
    ];
    for (const form of forms) {
      const key = termKey(form);
      const other = written.get(key);
      if (other !== undefined && other !== entry.value) {
        throw new RangeError(`${title}: ${form} means both ${other} and ${entry.value}`);
      }
      written.set(key, entry.value);
    }
  }
  return {
    title,
    source,
    confirmed,
    entries,
    values: entries.map((entry) => entry.value),
    has: (value): value is V => typeof value === "string" && terms.has(value),
    term(value) {
      const term = terms.get(value);
      if (term === undefined) throw new RangeError(`${title}: no value ${JSON.stringify(value)}`);
      return term;
    },
    find(text) {
      return written.get(termKey(text)) ?? written.get(termKey(text.replace(/^\s*\d+\s*[_＿]\s*/u, "")));
    },
  };
}
