import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

/** Set by `npm run -s test:all` and by whoever makes a golden file anew: nothing is left out. */
export const WHOLE = (process.env["LIANXIN_WHOLE"] ?? "") !== "";

/**
 * What this commit tries of a large matrix: one part in `parts`, rounded up, chosen by the commit's hash, so that the
 * same commit always tries the same and the commits of some days together try all. In the order of `all`.
 *
 * @param matrix a name, so that two matrices do not leave out the same places.
 */
export function slice<T>(matrix: string, all: readonly T[], parts: number, keyOf: (it: T) => string): T[] {
  return WHOLE ? [...all] : sliceOf(commit(), matrix, all, parts, keyOf);
}

/** The slice of a given commit. */
export function sliceOf<T>(
  hash: string,
  matrix: string,
  all: readonly T[],
  parts: number,
  keyOf: (it: T) => string,
): T[] {
  const rank = (it: T): string =>
    createHash("sha256")
      .update(`${hash} ${matrix} ${keyOf(it)}`)
      .digest("hex");
  const ranked = all.map((it, at) => ({ at, rank: rank(it) })).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const chosen = new Set(ranked.slice(0, Math.ceil(all.length / parts)).map((it) => it.at));
  return all.filter((_, at) => chosen.has(at));
}

let known: string | null = null;

/** The commit at hand; outside of a clone (an archive of the sources) always the same word. */
function commit(): string {
  if (known !== null) return known;
  try {
    const cwd = fileURLToPath(new URL("../", import.meta.url));
    known = execFileSync("git", ["rev-parse", "HEAD"], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    known = "no commit";
  }
  return known.trim();
}
