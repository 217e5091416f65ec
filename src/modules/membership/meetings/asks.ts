import { asks, code, day, long, pastDay, text } from "#platform/forms/asks.ts";

/** What is asked of a talk (谈心谈话). */
export const TALK = asks({
  talkerName: text("谈话人"),
  on: pastDay("谈话日期"),
  place: text("地点", { optional: true }),
  content: long("主要内容", { most: 2_000 }),
});

/**
 * What is asked of how somebody stands in meetings: what a branch declares. Whoever does not exercise rights is known from
 * elsewhere.
 */
export const STANDING = asks({
  reason: code("情形", "meeting_standing", { only: ["old", "ill", "disabled", "away"] }),
  from: pastDay("开始日期"),
  to: day("结束日期", { optional: true, hint: "不填就一直有效，到结束为止。" }),
  approval: text("不计入应到人数的依据", {
    optional: true,
    hint: "经上级同意、党员大会通过的才填；不填仍计入应到人数。",
  }),
  note: text("说明", { most: 400, optional: true }),
});

/** A request may name every standing there is: those entered elsewhere are refused with the words that say where. */
export const STANDING_SENT = asks({ ...STANDING, reason: code(STANDING.reason.term, "meeting_standing") });
