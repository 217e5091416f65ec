import type { Doing } from "#platform/house.ts";
import { refused } from "#platform/http/problem.ts";
import { type Day, isDay } from "#shared/day.ts";
import { REASON_LENGTH } from "#shared/text.ts";
import { zh } from "./zh.ts";

/** What people give to nearly every act, read in one way: a day that has come, and a reason that says something. */

/**
 * A day of the past or today, as the act takes it; today where none is given. Throws `day-in-future` beside the field
 * that `pointer` names.
 */
export function dayGiven({ today }: Pick<Doing, "today">, text: string | undefined, pointer = "/on"): Day {
  const on = text ?? today;
  if (isDay(on) && on <= today) return on;
  throw refused("day-in-future", zh.day.title, zh.day.detail, { faults: [{ pointer, message: zh.day.detail }] });
}

/** A reason without the spaces around it. Throws `reason-needed` beside the field that `pointer` names. */
export function reasonGiven(text: string | undefined, pointer = "/reason"): string {
  const reason = text?.trim() ?? "";
  if (Array.from(reason).length >= REASON_LENGTH) return reason;
  throw refused("reason-needed", zh.reason.title, zh.reason.detail, {
    faults: [{ pointer, message: zh.reason.detail }],
  });
}
