import type { MergedRange, Row, Sheet } from "./cell.ts";
import {
  type ColumnHeading,
  combinedHeadings,
  type FieldIndex,
  type HeadingMatch,
  headingSignature,
  LONGEST_HEADING,
  type MappingOverride,
  matchHeadings,
} from "./headings.ts";
import { MergedDownwards } from "./merged-downwards.ts";
import { WorkbookRefused } from "./refused.ts";
import { type Columns, columnsOf, isBand, natureOf, rowText, shortened } from "./row-nature.ts";
import { detached } from "./xlsx-parts.ts";

/** The headings of a table: one to three rows of the sheet. */
export interface Head {
  readonly rows: readonly Row[];
  readonly headings: readonly ColumnHeading[];
  readonly match: HeadingMatch;
}

/** A stretch of a sheet under one head and one title. */
export interface Section {
  readonly head: Head;
  /** The lines that stand above it: titles, captions, a band between the rows. */
  readonly above: readonly Row[];
  /** Row of the sheet, from 1, behind which its data begin; and the last that may belong to it. */
  readonly begins: number;
  readonly ends: number;
}

/** What a sheet holds below its first head. */
export interface Tally {
  readonly rows: number;
  readonly hidden: number;
  /** Rows that are neither data nor headings nor blank: how many, and the first of them. */
  readonly passedOver: number;
  readonly quoted: readonly { readonly row: number; readonly text: string }[];
}

/** Rows above the headings that are looked at. */
export const HEAD_ROWS = 40;
const TIERS = [1, 2, 3] as const;
/** Titles and heads between the rows of one sheet: no office stacks more, and each costs a look. */
const SECTIONS = 2_000;
/** Lines above a later head that may be its title. */
const TITLE_LINES = 6;
/** Rows that were passed over are quoted so many a sheet. */
const QUOTED = 5;

/** A row as it is held while the headings are looked for: whatever stands in its cells, it stays small. */
export function headRow(row: Row): Row {
  if (row.cells.every((cell) => cell === undefined || cell.text.length <= LONGEST_HEADING)) return row;
  const cells = row.cells.map((cell) => cell && { ...cell, text: detached(shortened(cell.text)) });
  return { ...row, cells };
}

/** The best head among the first rows of a sheet; null if too few headings are known. */
export function findHead(rows: readonly Row[], index: FieldIndex): Head | null {
  let best: Head | null = null;
  for (const start of rows.keys()) best = betterOf(best, headAt(rows.slice(start, start + TIERS.length), index));
  return best;
}

/** The best head that begins with the first of these rows. */
function headAt(rows: readonly Row[], index: FieldIndex): Head | null {
  let best: Head | null = null;
  for (const tiers of TIERS) {
    const part = rows.slice(0, tiers);
    // Tiers stand directly below each other.
    if (part.length < tiers || (part.at(-1)?.row ?? 0) - (part[0]?.row ?? 0) !== tiers - 1) continue;
    const headings = combinedHeadings(part);
    const match = matchHeadings(headings, index);
    if (match.matched.length >= index.least) best = betterOf(best, { rows: part, headings, match });
  }
  return best;
}

/** A title above adds a tier and no field: of two that know as much, the shorter. */
function betterOf(best: Head | null, other: Head | null): Head | null {
  if (best === null || other === null) return best ?? other;
  const better = other.match.score - best.match.score;
  return better > 0 || (better === 0 && other.rows.length < best.rows.length) ? other : best;
}

/** Whether most of what a row says are headings, the required ones among them. */
function isHeadLike(row: Row, index: FieldIndex): boolean {
  let filled = 0;
  for (const cell of row.cells) {
    if (cell === undefined) continue;
    // Amounts, identity numbers and addresses are no headings: most rows end here.
    if (cell.kind === "number" || cell.text.length > 30 || /^(?:\d+(?:\.\d+)?$|\d{5})/u.test(cell.text)) return false;
    filled += 1;
  }
  if (filled < index.least) return false;
  const { matched } = matchHeadings(combinedHeadings([row]), index);
  const fields = new Set(matched.map((it) => it.field));
  return matched.length >= Math.max(index.least, filled / 2) && [...index.required].every((it) => fields.has(it));
}

/**
 * Goes through a sheet once and finds where another title, another head or a band begins, so that no row is read under
 * headings that are not its own. A head that is merely repeated begins nothing.
 */
export async function sectionsOf(
  sheet: Sheet,
  first: Head,
  top: readonly Row[],
  index: FieldIndex,
  merges: readonly MergedRange[],
): Promise<{ sections: Section[]; tally: Tally }> {
  const quoted: { row: number; text: string }[] = [];
  const tally = { rows: 0, hidden: 0, passedOver: 0, quoted };
  const titles = top.filter((row) => row.row < (first.rows[0]?.row ?? 0));
  const begin = (head: Head, above: readonly Row[], begins: number) => ({ head, above, begins, ends: begins, data: 0 });
  const found = [begin(first, titles, lastRow(first))];
  let open = found[0] as (typeof found)[number];
  let columns: Columns = columnsOf(first.headings, first.match.matched);
  let lines: Row[] = [];
  const next = (section: typeof open): void => {
    // A title over nothing but another title or head.
    if (open.data === 0 && found.length > 1) found.pop();
    found.push(section);
    if (found.length > SECTIONS) throw new WorkbookRefused("too-many-tables", `工作表“${sheet.name}”`);
    open = section;
    columns = columnsOf(section.head.headings, section.head.match.matched);
  };
  const rows = new Ahead(sheet.rows());
  for (let row = await rows.next(); row !== null; row = await rows.next()) {
    if (row.row <= lastRow(first)) continue;
    open.ends = Math.max(open.ends, row.row);
    const nature = natureOf(row, columns);
    if (nature === "blank") continue;
    if (isHeadLike(row, index)) {
      // The upper tier of a head may have been taken for a line of its own.
      const before = lines.at(-1);
      const upper = before !== undefined && before.row === row.row - 1 ? [before] : [];
      const below = [headRow(row), ...(await rows.peek(TIERS.length - 1)).map(headRow)];
      const head = betterOf(headAt(below, index), headAt([...upper, ...below], index));
      if (head !== null) {
        for (let left = lastRow(head) - row.row; left > 0; left -= 1) await rows.next();
        const above = lines.filter((line) => line.row < (head.rows[0]?.row ?? 0));
        lines = [];
        const same = headingSignature(head.headings) === headingSignature(open.head.headings);
        open.ends = lastRow(head);
        if (!same || saysElse(above, open.above)) {
          open.ends = (above[0] ?? head.rows[0] ?? row).row - 1;
          next(begin(head, above.length > 0 ? above : open.above, lastRow(head)));
        }
        continue;
      }
    }
    if (nature === null) {
      open.data += 1;
      tally.rows += 1;
      if (row.hidden) tally.hidden += 1;
      lines = [];
      continue;
    }
    if (nature !== "numbered-blank" && nature !== "repeated-heading") {
      tally.passedOver += 1;
      if (quoted.length < QUOTED) quoted.push({ row: row.row, text: rowText(row) });
    }
    if (nature === "note" || nature === "repeated-heading") lines = [...lines, headRow(row)].slice(-TITLE_LINES);
    if (nature === "note" && isBand(row, merges)) {
      open.ends = row.row - 1;
      next(begin(open.head, [headRow(row)], row.row));
    }
  }
  return { sections: found.filter((section, at) => at === 0 || section.data > 0), tally };
}

const lastRow = (head: Head): number => head.rows.at(-1)?.row ?? 0;

/** Whether lines above a repeated head say something that did not stand above the first. */
function saysElse(lines: readonly Row[], before: readonly Row[]): boolean {
  const said = new Set(before.map(rowText));
  return lines.some((line) => !said.has(rowText(line)));
}

/** Rows with a look at those to come. */
class Ahead {
  readonly #rows: AsyncIterator<Row>;
  readonly #held: Row[] = [];

  constructor(rows: AsyncIterable<Row>) {
    this.#rows = rows[Symbol.asyncIterator]();
  }

  async next(): Promise<Row | null> {
    return this.#held.shift() ?? (await this.#read());
  }

  async peek(count: number): Promise<readonly Row[]> {
    while (this.#held.length < count) {
      const row = await this.#read();
      if (row === null) break;
      this.#held.push(row);
    }
    return this.#held;
  }

  async #read(): Promise<Row | null> {
    const { done, value } = await this.#rows.next();
    return done === true ? null : value;
  }
}

/** What decisions of a person make of a head. */
export function decidedHead(head: Head, index: FieldIndex, override: MappingOverride): Head {
  return Object.keys(override).length === 0 ? head : { ...head, match: matchHeadings(head.headings, index, override) };
}

/** Hands down what is merged over several rows, for the rows below one head. */
export function downwardsBelow(section: Section, merges: readonly MergedRange[]): MergedDownwards {
  const headed = new Set(section.head.headings.map((it) => it.column));
  return new MergedDownwards(merges, section.begins, headed);
}
