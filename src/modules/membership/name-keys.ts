import { searchKeys } from "#shared/pinyin.ts";
import { strokeKey } from "#shared/strokes.ts";

export interface NameKeys {
  readonly pinyin: string;
  readonly initials: string;
  readonly strokeKey: string;
}

/** Names repeat in a drop, and working out their keys costs more than reading the row. */
const MOST_HELD = 20_000;
const held = new Map<string, NameKeys>();

/** The search and sort keys of a person's name. */
export function nameKeys(name: string): NameKeys {
  const known = held.get(name);
  if (known) return known;
  const made = { ...searchKeys(name), strokeKey: strokeKey(name) };
  if (held.size >= MOST_HELD) held.clear();
  held.set(name, made);
  return made;
}
