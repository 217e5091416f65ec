/**
 * Places as byte ranges. A path is `/1/3/7/`; everything beneath it starts with it, so a subtree is the half-open
 * range of texts from the path to the path with its last slash replaced by the next byte, `0`. `/1/1/` and `/1/10/`
 * never meet, because the slash ends both.
 */
export interface PathRange {
  readonly lo: string;
  readonly hi: string;
}

/** The range of a subtree. `path` ends with a slash. */
export function subtree(path: string): PathRange {
  if (!path.endsWith("/")) throw new Error(`a path ends with a slash: ${path}`);
  return { lo: path, hi: `${path.slice(0, -1)}0` };
}

/** All places there are: for named system jobs and holders of a grant at the root of everything. */
export const EVERYWHERE: PathRange = { lo: "/", hi: "0" };

/** Fewest ranges that cover the same paths, in order. */
export function simplify(ranges: readonly PathRange[]): PathRange[] {
  const ordered = [...ranges].sort((a, b) => (a.lo < b.lo ? -1 : a.lo > b.lo ? 1 : 0));
  const out: { lo: string; hi: string }[] = [];
  for (const range of ordered) {
    const last = out.at(-1);
    if (last && range.lo <= last.hi) last.hi = last.hi < range.hi ? range.hi : last.hi;
    else out.push({ ...range });
  }
  return out;
}

/** What both lists of ranges cover. */
export function intersect(some: readonly PathRange[], others: readonly PathRange[]): PathRange[] {
  return simplify(
    some.flatMap((a) =>
      others.flatMap((b) => {
        const lo = a.lo > b.lo ? a.lo : b.lo;
        const hi = a.hi < b.hi ? a.hi : b.hi;
        return lo < hi ? [{ lo, hi }] : [];
      }),
    ),
  );
}

export function covers(ranges: readonly PathRange[], path: string): boolean {
  return ranges.some((range) => path >= range.lo && path < range.hi);
}

/** The longest path that all paths lie beneath. Paths end with a slash. */
export function placeAbove(paths: readonly string[]): string {
  const [first = "/", ...others] = paths;
  let shared = first;
  for (const path of others) {
    while (!path.startsWith(shared)) shared = shared.slice(0, shared.lastIndexOf("/", shared.length - 2) + 1);
  }
  return shared;
}
