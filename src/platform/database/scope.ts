import { EVERYWHERE, type PathRange, simplify } from "./reach.ts";

/**
 * What one transaction may see and change. Made only by `platform/access` from a verified request (ranges where the
 * person holds the verb of the route) or by `systemScope` for a named job; the door turns it into predicates and settings.
 */
export interface Scope {
  /** Whose transaction: an account, or the name of a system job. */
  readonly account: string | null;
  readonly person: string | null;
  readonly system: string | null;
  /** Where rows about persons may be read. */
  readonly persons: readonly PathRange[];
  /** Where rows about places may be read, and totals counted. */
  readonly places: readonly PathRange[];
  /** Where rows of restricted tables may be read: by verbs of their own, nowhere by any other. */
  readonly restricted: readonly PathRange[];
  readonly write: readonly PathRange[];
}

/** The scope of a named system job: everything, and its name stands in the audit. */
export function systemScope(name: string): Scope {
  if (!/^[a-z][a-z-]+$/.test(name)) throw new Error(`a system job has a plain name: ${name}`);
  return {
    account: null,
    person: null,
    system: name,
    persons: [EVERYWHERE],
    places: [EVERYWHERE],
    restricted: [EVERYWHERE],
    write: [EVERYWHERE],
  };
}

/** The scope of a person looking at nothing but what is their own. */
export function ownScope(account: string, person: string | null): Scope {
  return { account, person, system: null, persons: [], places: [], restricted: [], write: [] };
}

/** Settings for row level security: the second wall reads them once per statement. */
export function settingsOf(scope: Scope): Record<string, string> {
  const settings: Record<string, string> = {
    "lianxin.account": scope.account ?? "",
    "lianxin.person": scope.person ?? "",
    "lianxin.system": scope.system ?? "",
  };
  for (const reach of ["persons", "places", "restricted", "write"] as const) {
    const ranges = simplify(scope[reach]);
    settings[`lianxin.${reach}`] = ranges.map((range) => `${range.lo}|${range.hi}`).join(",");
    settings[`lianxin.${reach}_many`] = ranges.length > 1 ? "many" : "";
    settings[`lianxin.${reach}_lo`] = ranges.at(0)?.lo ?? "";
    // simplify() orders by lo and merges overlaps, so the last range also ends last.
    settings[`lianxin.${reach}_hi`] = ranges.at(-1)?.hi ?? "";
  }
  return settings;
}
