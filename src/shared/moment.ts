const chinaMoment = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** An instant for a sentence, in China Standard Time: 2026年11月22日14:05. */
export function momentInWords(at: Date): string {
  const parts = Object.fromEntries(chinaMoment.formatToParts(at).map((it) => [it.type, it.value]));
  return `${parts["year"]}年${parts["month"]}月${parts["day"]}日${parts["hour"]}:${parts["minute"]}`;
}
