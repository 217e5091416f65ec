/** Chance that can be had again: the same seed gives the same numbers on every machine. */
export class Random {
  #state: number;
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
    this.#state = hash(seed);
  }

  /** Chance of its own for one part of the zone, so that a change in one village leaves the others as they are. */
  fork(label: string): Random {
    return new Random(`${this.#seed}/${label}`);
  }

  /** At least 0, less than 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of a list; throws for an empty one. */
  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new RangeError("nothing to pick from");
    return found;
  }

  /** One of several by weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T {
    let at = this.next() * list.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of list) {
      at -= weight;
      if (at < 0) return value;
    }
    const last = list.at(-1);
    if (last === undefined) throw new RangeError("nothing to pick from");
    return last[0];
  }

  /** The list in another order; the list itself stays. */
  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let at = out.length - 1; at > 0; at--) {
      const other = this.int(0, at);
      const held = out[at] as T;
      out[at] = out[other] as T;
      out[other] = held;
    }
    return out;
  }

  /**
   * `count` values in the given shares as exactly as whole numbers allow (largest remainder), in random order. Quotas
   * instead of dice keep the shares of a small village true.
   */
  quota<T>(count: number, shares: readonly (readonly [T, number])[]): T[] {
    return this.shuffled(inShares(count, shares));
  }
}

/** The same in the order of the shares. */
export function inShares<T>(count: number, shares: readonly (readonly [T, number])[]): T[] {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  const parts = shares.map(([value, share]) => ({ value, exact: (count * share) / total }));
  const counts = parts.map((it) => Math.floor(it.exact));
  let left = count - counts.reduce((sum, it) => sum + it, 0);
  const byRemainder = parts
    .map((it, at) => ({ at, remainder: it.exact - Math.floor(it.exact) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder) {
    if (left-- <= 0) break;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return parts.flatMap((it, at) => Array.from({ length: counts[at] ?? 0 }, () => it.value));
}

/** FNV-1a over the characters. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
