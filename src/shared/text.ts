import { hideIdentityNumbers } from "./masks.ts";

/** Folding of text as offices type it, so that headings, terms and names can be compared. */

/** Spaces and invisible marks that spreadsheets and web pages leave behind (zero-width, BOM, soft hyphen, NBSP, tabs). */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;

/** Visible ASCII and common Chinese characters only: folding changes nothing, and most cells are so. */
const PLAIN = /^[\x21-\x7e\u4e00-\u9fff]+$/u;

/** NFKC (full width to half width), invisible marks out, white space collapsed to one space and trimmed. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize("NFKC").replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();
}

/** As {@link fold}, and every space out: for digits, codes and Chinese words, where inner spaces mean nothing. */
export function foldTight(text: string): string {
  return fold(text).replace(/ /gu, "");
}

/**
 * Key under which a column heading or a term is looked up: folded, spaces out, lower case, and a trailing
 * parenthesis of hints out, so that `出生年月(2019/10/24)`, `出生\n年月` and `是否农民工 ` meet their aliases.
 */
export function headingKey(text: string): string {
  const tight = foldTight(text).toLowerCase();
  const bare = tight
    .replace(/[(〔[【][^()〔〕[\]【】]*[)〕\]】]$/u, "")
    .replace(/[*:]+$/u, "")
    .replace(/^\*+/u, "");
  return bare === "" ? tight : bare;
}

/** Key for matching a term of a code set: folded, spaces and separators out, lower case. */
export function termKey(text: string): string {
  return foldTight(text)
    .toLowerCase()
    .replace(/[、,，;；/／·・\-—_|"'“”‘’]/gu, "");
}

/** Quotation marks and apostrophes that were added to keep a spreadsheet from turning an id into a number. */
export function withoutQuotes(text: string): string {
  return text.replace(/["'`“”‘’＇＂]/gu, "");
}

/** Longest piece of what somebody wrote that a sentence quotes. */
const LONGEST_QUOTE = 40;

/** At most `most` UTF-16 units of a text, with `…` in place of what was cut; no character is cut in two. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const code = text.charCodeAt(end - 1);
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)}…`;
}

/**
 * What somebody wrote, in quotation marks, as reasons say it: `读到“…”`. Never longer than a glance takes in; an identity
 * number in the wrong cell is masked before it is cut, since half a number would pass as none.
 */
export function quoted(text: string): string {
  return `“${shortened(hideIdentityNumbers(text), LONGEST_QUOTE)}”`;
}

/** Below this many characters a reason says nothing. */
export const REASON_LENGTH = 4;
