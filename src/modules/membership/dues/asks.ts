import { asks, code, pastDay, reason, text, yuan } from "#platform/forms/asks.ts";

/** What is asked of dues that were passed upward for a period; what came in is counted, never typed. */
export const REMITTANCE = asks({
  fromOn: pastDay("起始日期"),
  toOn: pastDay("截止日期"),
  remittedFen: yuan("上缴金额（元）", { least: 0, hint: "其余为留存。" }),
  voucher: text("凭证号", { most: 60, optional: true }),
});

/** What is asked of dues that were spent. */
export const USE = asks({
  purposeKind: code("使用项目", "dues_use"),
  purpose: reason("用途"),
  amountFen: yuan("金额（元）"),
  usedOn: pastDay("使用日期"),
  decidedAt: text("决定使用的会议", { most: 200 }),
  decidedOn: pastDay("决定日期", { hint: "不晚于使用日期。" }),
});
