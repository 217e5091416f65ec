import { createHash } from "node:crypto";
import type { Cell, Row } from "./cell.ts";

/** One field that a table may have: `term` is its proper name, `aliases` what offices write instead. */
export interface FieldTerm {
  readonly field: string;
  readonly term: string;
  readonly aliases: readonly string[];
  readonly required?: boolean;
}

export type Vocabulary = readonly FieldTerm[];

/** What a column's heading says: its tiers from top to bottom, without line breaks and doubled blanks. */
export interface ColumnHeading {
  readonly column: number;
  readonly tiers: readonly string[];
}

export interface ColumnMatch {
  readonly column: number;
  readonly heading: string;
  readonly field: string;
  /** 1 for the proper term and by hand, 0.95 for an alias, 0.9 by the lowest tier alone, 0.85 without a bracketed note. */
  readonly sure: number;
  /** The word of the vocabulary that matched; null if a person decided. */
  readonly by: string | null;
}

export interface UnmatchedColumn {
  readonly column: number;
  readonly heading: string;
  /** A field whose name stands inside the heading; only a proposal. */
  readonly suggestion: string | null;
}

/** The heading of the column that `markedCopy` adds; left out when such a copy comes back. */
export const PROBLEM_HEADING = "问题";

/** No office writes longer headings; what is longer is cut, so that no pattern has to walk through a novel. */
export const LONGEST_HEADING = 200;

const ORDINAL_HEADINGS = new Set(["序号", "序列", "编号", "行号", "序", "no", "no.", "№", "#"]);

/** NFKC, no blanks, lower case, no stars and colons: what two spellings of one heading have in common. */
export function foldHeading(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s*★☆:·。.、_-]+/gu, "")
    .toLowerCase();
}

function withoutNotes(folded: string): string {
  return folded.replace(/\([^()]*\)|\[[^\]]*\]|【[^】]*】|〔[^〕]*〕/gu, "");
}

export function headingLabel(heading: ColumnHeading): string {
  return heading.tiers.filter((tier) => tier !== "").join("/");
}

export function isOrdinalHeading(heading: ColumnHeading): boolean {
  const label = foldHeading(heading.tiers.join(""));
  return ORDINAL_HEADINGS.has(label) || ORDINAL_HEADINGS.has(withoutNotes(label));
}

/** A look-up from folded words to fields; the proper term of one field wins over an alias of another. */
export class FieldIndex {
  readonly #words = new Map<string, { field: string; word: string; sure: number }>();
  readonly required: ReadonlySet<string>;

  constructor(vocabulary: Vocabulary) {
    for (const { field, term } of vocabulary) this.#words.set(foldHeading(term), { field, word: term, sure: 1 });
    for (const { field, aliases } of vocabulary) {
      for (const alias of aliases) {
        const key = foldHeading(alias);
        if (!this.#words.has(key)) this.#words.set(key, { field, word: alias, sure: 0.95 });
      }
    }
    this.required = new Set(vocabulary.filter((term) => term.required === true).map((term) => term.field));
  }

  /** The field a heading names: the whole of its tiers first, then the lowest alone, then both without bracketed notes. */
  match(heading: ColumnHeading): { field: string; word: string; sure: number } | null {
    const filled = heading.tiers.map(foldHeading).filter((tier) => tier !== "");
    const lowest = filled.at(-1);
    if (lowest === undefined) return null;
    const whole = filled.join("");
    const exact = this.#words.get(whole) ?? this.#words.get(lowest);
    if (exact !== undefined) return whole === lowest || this.#words.has(whole) ? exact : { ...exact, sure: 0.9 };
    const bare = this.#words.get(withoutNotes(whole)) ?? this.#words.get(withoutNotes(lowest));
    return bare === undefined ? null : { ...bare, sure: 0.85 };
  }

  /** The longest word of the vocabulary inside a heading. */
  suggest(heading: ColumnHeading): string | null {
    const label = withoutNotes(foldHeading(heading.tiers.at(-1) ?? ""));
    let best: { word: string; field: string } | null = null;
    for (const [word, { field }] of this.#words) {
      if (word.length >= 2 && label.includes(word) && word.length > (best?.word.length ?? 0)) best = { word, field };
    }
    return best?.field ?? null;
  }
}

/** Decisions of a person, by column from 0: a field, or null for "leave this column out". */
export type MappingOverride = Readonly<Record<number, string | null>>;

export interface HeadingMatch {
  readonly matched: readonly ColumnMatch[];
  readonly unmatched: readonly UnmatchedColumn[];
  readonly score: number;
}

/** Matches headings to fields; a field is given once, to the surest and then leftmost column. */
export function matchHeadings(
  headings: readonly ColumnHeading[],
  index: FieldIndex,
  override: MappingOverride = {},
): HeadingMatch {
  const candidates: ColumnMatch[] = [];
  const decided = new Set(Object.values(override));
  for (const heading of headings) {
    const label = headingLabel(heading);
    const choice = override[heading.column];
    if (choice !== undefined) {
      if (choice !== null) {
        candidates.push({ column: heading.column, heading: label, field: choice, sure: 1, by: null });
      }
      continue;
    }
    const match = index.match(heading);
    if (match === null || decided.has(match.field)) continue;
    const { field, word, sure } = match;
    candidates.push({ column: heading.column, heading: label, field, sure, by: word });
  }
  const winners = new Map<string, ColumnMatch>();
  for (const candidate of candidates) {
    const rival = winners.get(candidate.field);
    if (rival === undefined || candidate.sure > rival.sure) winners.set(candidate.field, candidate);
  }
  const matched = [...winners.values()].sort((a, b) => a.column - b.column);
  const taken = new Set(matched.map((match) => match.column));
  const unmatched = headings
    .filter((heading) => !taken.has(heading.column) && !isOrdinalHeading(heading))
    .map((heading) => {
      const suggestion = override[heading.column] === undefined ? index.suggest(heading) : null;
      return {
        column: heading.column,
        heading: headingLabel(heading),
        suggestion: suggestion !== null && !winners.has(suggestion) ? suggestion : null,
      };
    });
  const required = matched.filter((match) => index.required.has(match.field)).length;
  return { matched, unmatched, score: matched.length + required };
}

/**
 * The headings that `tiers` rows make together. An upper tier reaches to the right over blank cells, as merged cells
 * leave them, as long as there is something below.
 */
export function combinedHeadings(tiers: readonly Row[]): ColumnHeading[] {
  const width = Math.max(...tiers.map((tier) => tier.cells.length));
  const headings: ColumnHeading[] = [];
  const reach = tiers.map(() => "");
  for (let column = 0; column < width; column += 1) {
    const own = tiers.map((tier) => headingText(tier.cells[column]));
    const labels: string[] = [];
    for (const [level, text] of own.entries()) {
      if (text !== "") {
        reach[level] = text;
        reach.fill("", level + 1);
        labels.push(text);
      } else if (own.slice(level + 1).some((below) => below !== "")) labels.push(reach[level] ?? "");
      else labels.push("");
    }
    if (own.some((text) => text !== "")) headings.push({ column, tiers: labels });
  }
  return withoutProblemColumn(headings);
}

function headingText(cell: Cell | undefined): string {
  return cell?.text.slice(0, LONGEST_HEADING).replace(/\s+/gu, " ").trim() ?? "";
}

function withoutProblemColumn(headings: ColumnHeading[]): ColumnHeading[] {
  const last = headings.at(-1);
  return last !== undefined && headings.length > 1 && foldHeading(last.tiers.join("")) === PROBLEM_HEADING
    ? headings.slice(0, -1)
    : headings;
}

/** Names this set of headings for as long as nobody renames or moves a column; title rows do not matter. */
export function headingSignature(headings: readonly ColumnHeading[]): string {
  const labels = headings.map((heading) => `${heading.column}:${heading.tiers.map(foldHeading).join("/")}`);
  return createHash("sha256").update(labels.join("\n")).digest("hex").slice(0, 32);
}
