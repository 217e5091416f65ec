/**
 * Order of names: by strokes of the surname and then of the given name (姓氏笔画, the official order of name lists), or by
 * pinyin. A key is text whose byte order (COLLATE "C") is the order of the names, character by character. Strokes go by the
 * mainland's order (GB 13000.1, see stroke-order.ts); a character outside the table of standard characters follows those of
 * as many strokes, in the order of Unicode's Chinese collation, which counts by traditional forms. Pinyin goes by that
 * collation throughout. Keys hold ranks: when the table or this runtime's Unicode data change, stored keys must be made
 * again; {@link orderVersion} tells.
 */
import { STROKE_ORDER } from "./stroke-order.ts";
import { foldTight } from "./text.ts";

export type NameOrder = "stroke" | "pinyin";

/** Ideographs (basic block, extensions A to H, compatibility forms, 〇), then the marks and letters that stand in names. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xb7, 0xb7],
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x323af],
];
const SIZE = 0x323af + 1;
const WIDTH = 4;
/** After everything known. */
const UNKNOWN = "z".repeat(WIDTH);

/** Characters in the order that each collation must give them; by code point they stand otherwise. */
const PROBES: Readonly<Record<NameOrder, string>> = { stroke: "一丁王刘陈黄魏", pinyin: "安陈黄刘王张周" };

const ranks = new Map<NameOrder, Uint32Array>();

/** Unicode's own order; what the keys keep of it, the head of this file says. */
export function nameCollator(order: NameOrder): Intl.Collator {
  // Base sensitivity: compatibility forms of one ideograph, and letters that differ by case, are the same name.
  const collator = new Intl.Collator(`zh-u-co-${order}`, { sensitivity: "base" });
  // Asked by behaviour: pinyin is the default of zh and goes by no name of its own.
  const probe = PROBES[order];
  if (Array.from(probe).toReversed().sort(collator.compare).join("") !== probe) {
    throw new Error(`this runtime has no Chinese ${order} collation: full ICU data is needed`);
  }
  return collator;
}

/** Ranks every character once, on first use: some 90 ms and 0.8 MB for each order. */
function ranksOf(order: NameOrder): Uint32Array {
  const known = ranks.get(order);
  if (known !== undefined) return known;
  const collator = nameCollator(order);
  const characters: string[] = [];
  for (const [from, to] of RANGES)
    for (let code = from; code <= to; code++) characters.push(String.fromCodePoint(code));
  characters.sort(collator.compare);
  const table = new Uint32Array(SIZE);
  let rank = 0;
  let previous: string | undefined;
  for (const character of order === "stroke" ? byMainland(characters, collator) : characters) {
    // Characters that compare equal share a rank. 0 is kept for "not ranked".
    if (previous === undefined || collator.compare(previous, character) !== 0) rank += 1;
    table[character.codePointAt(0) ?? 0] = rank;
    previous = character;
  }
  ranks.set(order, table);
  return table;
}

/** Most strokes for which the collation keeps a heading of its own. */
const MOST_STROKES = 64;

/** Puts the standard characters into the mainland's order; the others, given in the collation's order, keep theirs among themselves. */
function byMainland(sorted: readonly string[], collator: Intl.Collator): string[] {
  // The collation's own headings: U+FDD0 and a braille cell stand before the characters of so many strokes.
  const heading = (strokes: number): string => `\ufdd0${String.fromCharCode(0x2800 + strokes)}`;
  const standard = new Set(Object.values(STROKE_ORDER).join(""));
  const out: string[] = [];
  let at = 0;
  for (let strokes = 0; strokes <= MOST_STROKES; strokes++) {
    out.push(...Array.from(STROKE_ORDER[strokes] ?? ""));
    for (; at < sorted.length; at++) {
      const character = sorted[at] ?? "";
      if (strokes < MOST_STROKES && collator.compare(character, heading(strokes + 1)) >= 0) break;
      if (!standard.has(character)) out.push(character);
    }
  }
  return out;
}

function keyOf(name: string, order: NameOrder): string {
  const table = ranksOf(order);
  let key = "";
  for (const character of foldTight(name)) {
    const rank = table[character.codePointAt(0) ?? 0] ?? 0;
    key += rank === 0 ? UNKNOWN : rank.toString(36).padStart(WIDTH, "0");
  }
  return key;
}

/** Sort key of 姓氏笔画: compare as bytes. A name that is the beginning of another comes first. */
export function strokeKey(name: string): string {
  return keyOf(name, "stroke");
}

/** Sort key by pinyin. Characters stand by their commonest reading: 单 under dan, also as a surname. */
export function pinyinKey(name: string): string {
  return keyOf(name, "pinyin");
}

/** For sorting in memory: negative, zero or positive. */
export function compareByStrokes(a: string, b: string): number {
  const [x, y] = [strokeKey(a), strokeKey(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Changes when stored keys no longer compare with new ones: a short mark of the ranks themselves. */
export function orderVersion(order: NameOrder): string {
  let mark = 0x811c9dc5;
  for (const rank of ranksOf(order)) mark = Math.imul(mark ^ rank, 0x01000193) >>> 0;
  return mark.toString(36);
}
