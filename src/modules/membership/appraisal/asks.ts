import { asks, code, day, type Given, long } from "#platform/forms/asks.ts";

const rectifies = (given: Given): boolean => given["disposition"] === "rectify";

/** What follows for somebody 不合格; only 限期改正 has an end and measures that help. */
export const DISPOSAL = asks({
  disposition: code("处置", "appraisal_disposition"),
  to: day("限期改正到", { when: rectifies, hint: "最长一年。" }),
  help: long("帮助教育措施", { when: rectifies, optional: true, most: 800 }),
});

/** A request may also say from which day; the form begins today. */
export const DISPOSING = asks({ ...DISPOSAL, from: day("限期改正开始", { when: rectifies, optional: true }) });
