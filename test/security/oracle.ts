import { lineOf } from "./tree.ts";

/**
 * Says who may see what, in its own few lines over the plain tree. It knows roles and places as words; it knows nothing
 * of Policy, Door, paths or SQL.
 */

/** Roles that read persons where they are granted; all others read places only. */
const READ_PERSONS: ReadonlySet<string> = new Set(["zone_organiser", "town_officer", "branch_secretary"]);

const NAMES: ReadonlySet<string> = new Set(["short_name", "full_name"]);

export interface Held {
  readonly role: string;
  readonly place: string;
}

/** Somebody as the oracle knows them: what they hold today, who they are, what break-glass opened. */
export interface Someone {
  readonly accountId: string;
  readonly personId: string | null;
  readonly holds: readonly Held[];
  readonly opened: readonly string[];
}

/** Something secret, planted in every text of one row. */
export interface Secret {
  readonly table: string;
  readonly column: string;
  /** Places whose rows these are, each as the line of places above it: whoever is granted at one of them may see it. */
  readonly lines: readonly (readonly string[])[];
  /** What must be readable there; `account`: only its owner; `nobody`: never leaves the house. */
  readonly sees: "persons" | "places" | "restricted" | "account" | "nobody";
  /** The person whose own record it is, wherever it lies. */
  readonly personId: string | null;
  /** The account whose own it is. */
  readonly accountId: string | null;
  /** The name of an organisation: a breadcrumb shows it to all beneath. */
  readonly isPlaceName: boolean;
  readonly place: string | null;
}

/** What the route in question opens: the roles that hold its verb, or only one's own. */
export interface Opens {
  readonly roles: readonly string[] | "own" | "public";
  /** Own pages that show the place of one's own person (its posts and names). */
  readonly ownPlace?: string | null;
  /** The directory of living branches, by name, for those who transfer: names and nothing else. */
  readonly directory?: boolean;
  /** Discipline: only by verbs of its own, and to the index nothing but who entered a row. */
  readonly restricted?: "whole" | "index";
  /** In a reorganisation grants are decided by name: where each account was ever granted something. */
  readonly granted?: ReadonlyMap<string, readonly string[]>;
}

/** Transfers on their way: whoever may see one end may know the other end's name. */
export type Ends = readonly (readonly [from: string, to: string])[];

/** May this secret stand in an answer to this person on such a route? */
export function maySee(secret: Secret, who: Someone | null, opens: Opens, today: string, ends: Ends = []): boolean {
  if (secret.sees === "nobody") return false;
  if (secret.place === "zone" && secret.isPlaceName) return true;
  if (who === null) return false;
  if (secret.accountId === who.accountId) return true;
  if (secret.personId !== null && secret.personId === who.personId) return true;
  if (secret.sees === "account") return false;
  const everything = who.holds.map((it) => it.place);
  // The names of the places one is granted at, and of those above, are no secret to oneself.
  if (secret.isPlaceName && everything.some((place) => lineOf(place, today).includes(secret.place ?? ""))) return true;
  if (opens.ownPlace && secret.sees === "places" && secret.place === opens.ownPlace) return true;
  const { roles } = opens;
  if (roles === "own" || roles === "public") return false;
  const useful = who.holds.filter((it) => roles.includes(it.role));
  if (opens.directory && secret.table === "organization_version" && NAMES.has(secret.column) && useful.length > 0)
    return true;
  const beneath = (places: readonly string[]): boolean =>
    secret.lines.some((line) => line.some((place) => places.includes(place)));
  if (opens.granted && secret.table === "account" && secret.column === "display_name") {
    const theirs = opens.granted.get(secret.accountId ?? "") ?? [];
    if (theirs.some((place) => lineOf(place, today).some((above) => useful.some((it) => it.place === above))))
      return true;
  }
  const readsAt = useful.filter((it) => READ_PERSONS.has(it.role)).map((it) => it.place);
  const reads = (place: string): boolean => lineOf(place, today).some((above) => readsAt.includes(above));
  if (
    secret.isPlaceName &&
    ends.some(([from, to]) => (secret.place === from && reads(to)) || (secret.place === to && reads(from)))
  )
    return true;
  if (secret.sees === "restricted") {
    const shown = opens.restricted === "whole" || (opens.restricted === "index" && secret.column === "entered_by");
    return shown && beneath(useful.map((it) => it.place));
  }
  if (secret.sees === "places") return beneath(useful.map((it) => it.place));
  const opened = who.opened.filter((place) => useful.some((it) => lineOf(place, today).includes(it.place)));
  return beneath([...readsAt, ...opened]);
}
