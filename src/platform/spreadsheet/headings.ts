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

/** `2026年1月`, and what is left of `2026-03` once it is folded. */
const MONTH_OF_YEAR = /^((?:19|20)\d{2})年?(0?[1-9]|1[0-2])月?份?(\D*)$/u;

interface FieldFound {
  readonly field: string;
  readonly word: string;
  readonly sure: number;
  /** The year that a heading names beside its month. */
  readonly year?: number;
}

/** A look-up from folded words to fields; the proper term of one field wins over an alias of another. */
export class FieldIndex {
  readonly #words = new Map<string, { field: string; word: string; sure: number }>();
  readonly required: ReadonlySet<string>;
  /** Fewest fields that make a heading row. */
  readonly least: number;

  constructor(vocabulary: Vocabulary) {
    for (const { field, term } of vocabulary) this.#words.set(foldHeading(term), { field, word: term, sure: 1 });
    for (const { field, aliases } of vocabulary) {
      for (const alias of aliases) {
        const key = foldHeading(alias);
        if (!this.#words.has(key)) this.#words.set(key, { field, word: alias, sure: 0.95 });
      }
    }
    this.least = Math.min(2, vocabulary.length);
    this.required = new Set(vocabulary.filter((term) => term.required === true).map((term) => term.field));
  }

  /**
   * The field a heading names: the whole of its tiers first, then a month without the year that stands before it, then
   * the lowest tier alone, then all without bracketed notes.
   */
  match(heading: ColumnHeading): FieldFound | null {
    const filled = heading.tiers.map(foldHeading).filter((tier) => tier !== "");
    const lowest = filled.at(-1);
    if (lowest === undefined) return null;
    const whole = filled.join("");
    const exact = this.#words.get(whole);
    if (exact !== undefined) return exact;
    const month = this.#month(whole);
    if (month !== null) return month;
    const alone = this.#words.get(lowest);
    if (alone !== undefined) return { ...alone, sure: 0.9 };
    const bare = this.#words.get(withoutNotes(whole)) ?? this.#words.get(withoutNotes(lowest));
    return bare === undefined ? null : { ...bare, sure: 0.85 };
  }

  #month(label: string): FieldFound | null {
    const [, year, month, rest = ""] = MONTH_OF_YEAR.exec(label) ?? [];
    const found = month === undefined ? undefined : this.#words.get(`${Number(month)}月${rest}`);
    return found === undefined ? null : { ...found, sure: 0.9, year: Number(year) };
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
  /** The one year that headings of months name, if they do. */
  readonly year: number | null;
  readonly score: number;
}

/** Matches headings to fields; a field is given once, to the surest and then leftmost column. */
export function matchHeadings(
  headings: readonly ColumnHeading[],
  index: FieldIndex,
  override: MappingOverride = {},
): HeadingMatch {
  const candidates: (ColumnMatch & { readonly year?: number })[] = [];
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
    const { word, ...found } = match;
    candidates.push({ column: heading.column, heading: label, ...found, by: word });
  }
  const years = new Set(candidates.flatMap((it) => it.year ?? []));
  const winners = new Map<string, ColumnMatch>();
  for (const { year, ...candidate } of candidates) {
    // Months of two years in one table: one of them would be taken for the other's.
    if (year !== undefined && years.size > 1) continue;
    const rival = winners.get(candidate.field);
    if (rival === undefined || candidate.sure > rival.sure) winners.set(candidate.field, candidate);
  }
  const matched = [...winners.values()].sort((a, b) => a.column - b.column);
  const required = matched.filter((match) => index.required.has(match.field)).length;
  const [year = null] = years.size === 1 ? years : [];
  return { matched, year, score: matched.length + required };
}

/** The columns that no field has, each with a proposal; costly, and so asked for the chosen headings only. */
export function unmatchedColumns(
  headings: readonly ColumnHeading[],
  matched: readonly ColumnMatch[],
  index: FieldIndex,
  override: MappingOverride,
): UnmatchedColumn[] {
  const taken = new Set(matched.map((match) => match.column));
  const fields = new Set(matched.map((match) => match.field));
  return headings
    .filter((heading) => !taken.has(heading.column) && !isOrdinalHeading(heading))
    .map((heading) => {
      const suggestion = override[heading.column] === undefined ? index.suggest(heading) : null;
      return {
        column: heading.column,
        heading: headingLabel(heading),
        suggestion: suggestion !== null && !fields.has(suggestion) ? suggestion : null,
      };
    });
}

/**
 * Blocks of columns side by side, as lists of names stand on a page to save paper: a new one begins where the headings
 * begin anew. Most tables are one block.
 */
export function sideBySide(headings: readonly ColumnHeading[], index: FieldIndex): (readonly ColumnHeading[])[] {
  const blocks: ColumnHeading[][] = [[]];
  for (const heading of headings) {
    const labels = new Set(blocks.at(-1)?.map(foldedLabel));
    if (labels.has(foldedLabel(heading))) blocks.push([]);
    blocks.at(-1)?.push(heading);
  }
  const [first = []] = blocks;
  const labels = new Set(first.map(foldedLabel));
  const alike = blocks.every((block) => {
    const fields = new Set(matchHeadings(block, index).matched.map((it) => it.field));
    const whole = fields.size >= index.least && [...index.required].every((field) => fields.has(field));
    return whole && block.every((heading) => labels.has(foldedLabel(heading)));
  });
  return alike ? blocks : [headings];
}

const foldedLabel = (heading: ColumnHeading): string => foldHeading(headingLabel(heading));

/** Decisions about the columns of one table, carried over to another table of the file by what the headings say. */
export function carriedOver(
  decided: MappingOverride,
  from: readonly ColumnHeading[],
  to: readonly ColumnHeading[],
): MappingOverride {
  if (headingSignature(from) === headingSignature(to)) return decided;
  const byLabel = new Map(from.map((heading) => [foldedLabel(heading), decided[heading.column]]));
  const carried: Record<number, string | null> = {};
  for (const heading of to) {
    const field = byLabel.get(foldedLabel(heading));
    if (field !== undefined) carried[heading.column] = field;
  }
  return carried;
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
  // A typed 3月 that the program made a day of.
  if (cell?.kind === "day" && cell.day !== undefined) return cell.day.slice(0, 7);
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
