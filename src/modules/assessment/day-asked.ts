import { Problem } from "#platform/http/problem.ts";
import { type Day, isDay } from "#shared/day.ts";
import { zh } from "./zh.ts";

/** The day of a question. The schema knows what a day looks like; whether there is such a day is asked here. */
export function dayOf(text: string | undefined, key: string, today: Day): Day {
  if (text === undefined) return today;
  // Bands reach a century back and half a year ahead of the day.
  if (isDay(text) && text >= "1921-07-01" && text <= "2200-12-31") return text;
  throw new Problem("unreadable", "bad-query", zh.badDay.title, zh.badDay.detail, {
    faults: [{ pointer: `/query/${key}`, message: zh.badDay.fault }],
  });
}
