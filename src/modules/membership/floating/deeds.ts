import type { Day } from "#shared/day.ts";
import { type CaseFacts, stateOn } from "./rules.ts";
import type { problemTexts } from "./zh.ts";

/** What may be done with a case now, and by whom: the acts refuse by this table, and the page shows what it lets through. */

/** The halves of a case that an actor answers for. */
export interface Sides {
  readonly home: boolean;
  readonly host: boolean;
}

/** Where a case stands, as far as deeds ask. */
export interface Standing extends CaseFacts {
  readonly decidedOn: Day | null;
  /** Null of members from elsewhere, whose home is a name. */
  readonly orgPath: string | null;
}

type Bar = Extract<keyof typeof problemTexts, `floating-${string}`>;

export interface CaseDeed {
  /** `keeper` is home, and the host of a member whose home is elsewhere. */
  readonly by: "home" | "host" | "keeper" | "either";
  /** What is in the way of it, as the slug of the refusal; null: nothing. Ended cases take no deed at all. */
  readonly bar: (it: Standing, on: Day) => Bar | null;
  /** Has been done, and may be again: then it is no longer the natural one. */
  readonly again?: (it: Standing) => boolean;
}

const standing = (it: Standing): Bar | null => (it.stoppedOn === null ? null : "floating-stopped");
const found = (it: Standing): Bar | null => standing(it) ?? (it.lostOn === null ? null : "floating-is-lost");
const lost = (it: Standing): Bar | null => (it.lostOn === null ? "floating-not-lost" : standing(it));
const offered = (it: Standing, on: Day): Bar | null =>
  stateOn(it, on).value === "offered" ? null : "floating-not-offered";

/** Every deed, in the order in which the page shows them; the first that may be done is the natural one. */
export const DEEDS = {
  acceptance: { by: "host", bar: offered },
  refusal: { by: "host", bar: offered },
  decision: { by: "home", bar: found, again: (it) => it.decidedOn !== null },
  offer: { by: "home", bar: found },
  stopping: { by: "home", bar: lost },
  finding: { by: "home", bar: lost },
  returned: { by: "keeper", bar: found },
  loss: { by: "home", bar: (it) => (it.lostOn === null ? null : "floating-is-lost") },
  "struck-off": { by: "keeper", bar: (it) => (it.stoppedOn === null ? "floating-not-stopped" : null) },
  withdrawn: { by: "keeper", bar: standing },
  entry: { by: "either", bar: standing },
} as const satisfies Record<string, CaseDeed>;
export type DeedKey = keyof typeof DEEDS;
export const DEED_KEYS = Object.keys(DEEDS) as DeedKey[];

/** Whose deed it is, of those who answer for one half or both. */
export function isTheirs(key: DeedKey, it: Pick<Standing, "orgPath">, { home, host }: Sides): boolean {
  const { by }: CaseDeed = DEEDS[key];
  if (by === "home") return home;
  if (by === "host") return host;
  return by === "either" ? home || host : home || (host && it.orgPath === null);
}

/** What is in the way of a deed on a day, whoever does it; null: nothing. What a day given allows is weighed by the act. */
export function barOf(key: DeedKey, it: Standing, on: Day): Bar | null {
  return it.endedOn === null ? DEEDS[key].bar(it, on) : "floating-ended";
}

/** The deeds that may be done now by who answers for these sides, the natural one first. */
export function deedsOf(it: Standing, sides: Sides, on: Day): DeedKey[] {
  const open = DEED_KEYS.filter((key) => isTheirs(key, it, sides) && barOf(key, it, on) === null);
  const again = (key: DeedKey): boolean => (DEEDS[key] as CaseDeed).again?.(it) ?? false;
  return [...open.filter((key) => !again(key)), ...open.filter(again)];
}
