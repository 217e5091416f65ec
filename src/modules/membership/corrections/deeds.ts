import type { Deeds } from "#platform/cases/deeds.ts";
import { isHidden } from "./asks.ts";
import type { problemTexts } from "./zh.ts";

/** What may be done with a request now, and by whom: the acts refuse by this table, and pages show what it lets through. */

/** `branch`: whoever may correct the record; `member`: whose record it is. */
export type Side = "branch" | "member";

/** Where a request stands, as far as deeds ask. */
export interface Standing {
  readonly field: string;
  /** Null while it waits. */
  readonly outcome: string | null;
}

type Bar = Extract<keyof typeof problemTexts, `correction-${string}`>;

const waiting = (it: Standing): Bar | null => (it.outcome === null ? null : "correction-decided");

export const DEEDS = {
  acceptance: { by: ["branch"], bar: waiting },
  declining: { by: ["branch"], bar: waiting },
  // Who reads is told to the person; so nothing is read that is not hidden.
  reading: { by: ["branch"], bar: (it) => waiting(it) ?? (isHidden(it.field) ? null : "correction-in-sight") },
  withdrawal: { by: ["member"], bar: waiting },
} as const satisfies Deeds<string, Standing, Side, Bar>;
export type DeedKey = keyof typeof DEEDS;
export const DEED_KEYS = Object.keys(DEEDS) as DeedKey[];
