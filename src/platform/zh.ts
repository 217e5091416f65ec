/** What an act answers when a day or a reason given to it will not do. */
export const zh = {
  day: { title: "日期不对，或者还没有到", detail: "没有保存。请填写真实存在的日期，今天或者以前的。" },
  reason: {
    title: "请写明理由",
    detail: "没有办理。理由至少4个字，让以后查看的人明白；查看他人信息的理由，本人也看得到。",
  },
} as const;

export const problemTexts = { "day-in-future": zh.day, "reason-needed": zh.reason } as const;
