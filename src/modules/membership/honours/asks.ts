import { asks, code, pastDay, reason, text } from "#platform/forms/asks.ts";
import { correctionOf, WITHDRAWAL } from "#platform/kept/asks.ts";

export { WITHDRAWAL };

/** What is asked of an award (表彰): entering, correcting, importing, pages and audit go by it. */
export const AWARD = asks({
  kind: code("荣誉称号", "award_kind", {
    aliases: ["称号", "表彰类别", "表彰种类", "奖项", "获奖类别", "表彰称号"],
    telling: true,
  }),
  title: text("荣誉名称", {
    most: 60,
    optional: true,
    hint: "称号选“其他”的才填，如“最美志愿者”。",
    aliases: ["荣誉全称", "奖励名称", "表彰名称"],
  }),
  level: code("表彰级别", "award_level", { aliases: ["级别", "表彰层级", "获奖级别"] }),
  issuer: text("表彰单位", { most: 80, aliases: ["授予单位", "颁奖单位", "批准单位", "表彰机关"] }),
  documentNumber: text("文号", { most: 60, optional: true, aliases: ["表彰文号", "批准文号", "文件号"] }),
  awardedOn: pastDay("表彰日期", { aliases: ["表彰时间", "授予日期", "授予时间", "获奖时间", "批准日期"] }),
});

export const AWARD_CORRECTION = correctionOf(AWARD);
export const REVOCATION = asks({ on: pastDay("撤销日期"), reason: reason("撤销荣誉的原因") });
/** Why somebody opens what a measure (处分、处置) says; its person reads it. */
export const READING = asks({ reason: reason("为什么要看", { hint: "写清要办的事，如“核对换届参选条件”。" }) });
/** How a measure (处分、处置) ends; the page offers what may follow it. */
export const ENDING = asks({
  outcome: code("结束方式", "measure_outcome"),
  on: pastDay("日期"),
  note: reason("依据和说明"),
});
/** Of a measure (处分、处置): the day and the basis of its extension. */
export const EXTENSION = asks({ on: pastDay("决定日期"), note: reason("依据和说明") });
