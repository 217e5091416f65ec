/**
 * Pinyin of names, for search and display. The only file that imports pinyin-pro; its dictionary weighs some 300 KB,
 * so the pocket pages must not import this one: keys are made on the server.
 */
import { pinyin } from "pinyin-pro";
import { fold } from "./text.ts";

export type NameKind = "person" | "organization";

export interface SearchKeys {
  /** Space-separated spellings without tones or inner spaces, the likeliest first: `shanxiongxin danxiongxin chanxiongxin`. */
  readonly pinyin: string;
  /** Initials of the same spellings: `sxx dxx cxx`. */
  readonly initials: string;
}

/** More readings than this only make a key longer: rare ones of late characters are dropped first. */
const MOST_SPELLINGS = 12;

const alternatives = new Map<string, readonly string[]>();

/** All readings of one character, without tones, ü as v and also as u (people type both lv and lu). */
function readingsOf(character: string): readonly string[] {
  const known = alternatives.get(character);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const reading of pinyin(character, { multiple: true, toneType: "none", type: "array", v: true })) {
    const plain = plainReading(reading);
    if (plain === "") continue;
    found.add(plain);
    if (/^[ln]v/u.test(plain)) found.add(plain.replace("v", "u"));
  }
  const made = [...found];
  alternatives.set(character, made);
  return made;
}

function plainReading(reading: string): string {
  return reading.toLowerCase().replace(/[^a-z0-9]/gu, "");
}

/** Likeliest reading of each character: surnames by the surname table (单 shan, 万俟 mo qi), the rest by the words they form. */
function likeliest(name: string, kind: NameKind): string[] {
  return pinyin(name, {
    toneType: "none",
    type: "array",
    v: true,
    toneSandhi: false,
    ...(kind === "person" ? { surname: "head" } : {}),
  });
}

/** Readable pinyin, syllables apart: `shan xiong xin`. ü is written v; letters and digits stay; marks are left out. */
export function pinyinOf(name: string, kind: NameKind = "person"): string {
  return likeliest(fold(name), kind).map(plainReading).filter(Boolean).join(" ");
}

/**
 * Keys under which a name is found by typing pinyin or initials. Every common reading of every character is covered by
 * some spelling (one changed character at a time). A query matches where a word of the key begins with it:
 * `' ' || key LIKE '% ' || query || '%'`, the query lower-cased and without spaces.
 */
export function searchKeys(name: string, kind: NameKind = "person"): SearchKeys {
  const folded = fold(name);
  const characters = Array.from(folded);
  const first = likeliest(folded, kind);
  // Should the library ever split differently than by code point, single readings still give a usable key.
  const main = (first.length === characters.length ? first : characters.map((c) => readingsOf(c)[0] ?? "")).map(
    plainReading,
  );
  const spellings = new Set<string>([main.join("")]);
  const initials = new Set<string>([initialsOf(main)]);
  for (const [at, character] of characters.entries()) {
    if (spellings.size >= MOST_SPELLINGS) break;
    for (const other of readingsOf(character)) {
      if (other === main[at] || spellings.size >= MOST_SPELLINGS) continue;
      const changed = main.with(at, other);
      spellings.add(changed.join(""));
      initials.add(initialsOf(changed));
    }
  }
  return { pinyin: [...spellings].join(" ").trim(), initials: [...initials].join(" ").trim() };
}

function initialsOf(readings: readonly string[]): string {
  let text = "";
  for (const reading of readings) text += reading.charAt(0);
  return text;
}

/** A typed query in the form of the keys: lower case, no spaces or marks, ü as v. */
export function searchQuery(text: string): string {
  return fold(text)
    .toLowerCase()
    .replace(/ü/gu, "v")
    .replace(/[^a-z0-9]/gu, "");
}
