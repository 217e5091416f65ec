import { addDays, addMonths, type Day } from "./day.ts";

/** Months before its end at which a term is reminded of (branch rules 22, BRANCH_22_REMINDER). */
const REMINDED_MONTHS = 6;

/**
 * The last end of a term that is reminded of on a day. Months are counted back from the end, so that on the last day of a
 * shorter month several ends are: on 28 February those from 28 to 31 August.
 */
export function remindedUntil(on: Day): Day {
  let last = addMonths(on, REMINDED_MONTHS);
  while (addMonths(addDays(last, 1), -REMINDED_MONTHS) <= on) last = addDays(last, 1);
  return last;
}
