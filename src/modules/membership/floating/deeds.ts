import type { Deeds } from "#platform/cases/deeds.ts";
import type { Day } from "#shared/day.ts";
import { type CaseFacts, stateOn } from "./rules.ts";
import type { problemTexts } from "./zh.ts";

/** What may be done with a case now, and by whom: the acts refuse by this table, and the page shows what it lets through. */

/** The halves of a case. */
export type Half = "home" | "host";

/** Where a case stands, as far as deeds ask. */
export interface Standing extends CaseFacts {
  readonly decidedOn: Day | null;
  /** Null of members from elsewhere, whose home is a name. */
  readonly orgPath: string | null;
}

type Bar = Extract<keyof typeof problemTexts, `floating-${string}`>;

const running = (it: Standing): Bar | null => (it.endedOn === null ? null : "floating-ended");
const standing = (it: Standing): Bar | null => running(it) ?? (it.stoppedOn === null ? null : "floating-stopped");
const unlost = (it: Standing): Bar | null => (it.lostOn === null ? null : "floating-is-lost");
const found = (it: Standing): Bar | null => standing(it) ?? unlost(it);
const lost = (it: Standing): Bar | null => running(it) ?? (it.lostOn === null ? "floating-not-lost" : standing(it));
const offered = (it: Standing, on: Day): Bar | null =>
  running(it) ?? (stateOn(it, on).value === "offered" ? null : "floating-not-offered");

const HOME = ["home"] as const;
const HOST = ["host"] as const;
const EITHER = ["home", "host"] as const;
/** Home keeps the case, and the host that of a member whose home is elsewhere. */
const keeper = (it: Pick<Standing, "orgPath">): readonly Half[] => (it.orgPath === null ? EITHER : HOME);

export const DEEDS = {
  acceptance: { by: HOST, bar: offered },
  refusal: { by: HOST, bar: offered },
  // Another contact may be named later.
  decision: { by: HOME, bar: found, aside: (it: Standing) => it.decidedOn !== null },
  offer: { by: HOME, bar: found },
  stopping: { by: HOME, bar: lost },
  finding: { by: HOME, bar: lost },
  returned: { by: keeper, bar: found },
  loss: { by: HOME, bar: (it: Standing) => running(it) ?? unlost(it) },
  "struck-off": {
    by: keeper,
    bar: (it: Standing) => running(it) ?? (it.stoppedOn === null ? "floating-not-stopped" : null),
  },
  withdrawn: { by: keeper, bar: standing },
  entry: { by: EITHER, bar: standing },
} as const satisfies Deeds<string, Standing, Half, Bar>;
export type DeedKey = keyof typeof DEEDS;
export const DEED_KEYS = Object.keys(DEEDS) as DeedKey[];
