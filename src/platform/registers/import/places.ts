import { organizationKey } from "#shared/organization-names.ts";
import { foldTight } from "#shared/text.ts";
import type { Place, PlaceMatch, Places } from "../importer.ts";

/** How many names are proposed when none fits. */
const PROPOSED = 3;

/**
 * The organisations of a drop, by every name that people use for them: those in reach, and those that the drop itself
 * would set up. Full names, short names, former names and the bare name of the village or community all lead to a place.
 */
export class PlaceBook implements Places {
  readonly #byId = new Map<string, Place>();
  readonly #byCode = new Map<string, string>();
  readonly #byKey = new Map<string, Set<string>>();
  readonly #byBareName = new Map<string, Set<string>>();
  /** Names as looked up before: a roster names the same branch in every row. */
  readonly #answers = new Map<string, PlaceMatch>();

  constructor(places: readonly Place[]) {
    for (const place of places) this.#add(place);
  }

  get all(): Iterable<Place> {
    return this.#byId.values();
  }

  byId(id: string): Place | undefined {
    return this.#byId.get(id);
  }

  byCode(code: string): Place | undefined {
    const id = this.#byCode.get(foldTight(code));
    return id === undefined ? undefined : this.#byId.get(id);
  }

  expect(place: Place): void {
    this.#add(place);
  }

  settle(id: string, path: string): void {
    const place = this.#byId.get(id);
    if (!place) throw new Error(`no such place was expected: ${id}`);
    this.#byId.set(id, { ...place, path });
    this.#answers.clear();
  }

  find(name: string, under: string | null = null): PlaceMatch {
    const asked = `${under ?? ""}|${name}`;
    const held = this.#answers.get(asked);
    if (held) return held;
    const answer = this.#find(name, under);
    this.#answers.set(asked, answer);
    return answer;
  }

  /** Whether `place` is `above`, or lies beneath it. */
  isUnder(place: Place, above: string): boolean {
    const seen = new Set<string>();
    for (let at: Place | undefined = place; at && !seen.has(at.id); ) {
      if (at.id === above) return true;
      seen.add(at.id);
      at = at.parentId === null ? undefined : this.#byId.get(at.parentId);
    }
    return false;
  }

  #add(place: Place): void {
    this.#byId.set(place.id, place);
    this.#answers.clear();
    if (place.code !== null) this.#byCode.set(foldTight(place.code), place.id);
    for (const name of [place.fullName, place.shortName, ...place.otherNames]) {
      const key = organizationKey(name);
      if (key !== "") into(this.#byKey, key, place.id);
      const bare = bareName(key);
      if (bare !== "") into(this.#byBareName, bare, place.id);
    }
  }

  #find(name: string, under: string | null): PlaceMatch {
    const key = organizationKey(name);
    if (key === "") return { found: "none", nearest: [] };
    const exact = this.#settled(this.#byKey.get(key), under);
    if (exact) return exact;
    // `朝云街道东巷村党支部` for `东巷村支部`, or the other way round.
    const longer = new Set<string>();
    for (const [other, ids] of this.#byKey)
      if (tellsHigher(key, other) || tellsHigher(other, key)) for (const id of ids) longer.add(id);
    const byHigher = this.#settled(longer, under);
    if (byHigher) return byHigher;
    const byBare = this.#settled(this.#byBareName.get(bareName(key)), under);
    return byBare ?? { found: "none", nearest: this.#nearest(key) };
  }

  #settled(ids: ReadonlySet<string> | undefined, under: string | null): PlaceMatch | null {
    if (!ids || ids.size === 0) return null;
    let places = [...ids].map((id) => this.#byId.get(id)).filter((it) => it !== undefined);
    if (places.length > 1 && under !== null) {
      const inside = places.filter((place) => this.isUnder(place, under));
      if (inside.length > 0) places = inside;
    }
    // A closed organisation of the same name gives way to the one that stands.
    if (places.length > 1) {
      const open = places.filter((place) => place.closedOn === null);
      if (open.length > 0) places = open;
    }
    const [first, ...more] = places;
    if (!first) return null;
    return more.length === 0 ? { found: "one", place: first } : { found: "several", places };
  }

  #nearest(key: string): string[] {
    const scored: { name: string; distance: number }[] = [];
    const bare = bareName(key);
    for (const place of this.#byId.values()) {
      if (place.closedOn !== null) continue;
      const other = bareName(organizationKey(place.shortName));
      const distance = editDistance(bare, other);
      // Nearer than half of the name, else the proposal is only noise.
      if (distance <= Math.max(1, Math.floor(Math.max(bare.length, other.length) / 2))) {
        scored.push({ name: place.shortName, distance });
      }
    }
    return scored
      .toSorted((a, b) => a.distance - b.distance)
      .slice(0, PROPOSED)
      .map((it) => it.name);
  }
}

function into(map: Map<string, Set<string>>, key: string, id: string): void {
  const held = map.get(key);
  if (held) held.add(id);
  else map.set(key, new Set([id]));
}

/** `东巷村支部` → `东巷村`: what a file name or a title often says. */
function bareName(key: string): string {
  return key.replace(/(?:流动党员支部|功能型支部|临时支部|联合支部|总支|支部|工委|党委|党组织|党小组)$/u, "");
}

const HIGHER = /(?:省|市|州|盟|县|区|旗|镇|乡|街道|公司|集团|局|协会|党委|工委)$/u;

function tellsHigher(full: string, short: string): boolean {
  return full.length > short.length && full.endsWith(short) && HIGHER.test(full.slice(0, -short.length));
}

/** Levenshtein distance by characters. */
function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const now = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (before[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      now.push(Math.min(change, (before[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1));
    }
    before = now;
  }
  return before[b.length] ?? 0;
}
