import type { Cell } from "#platform/registers/contract.ts";

/** How values are written for people: ISO days in tables, days in words in sentences, grouped numbers, money in yuan. */
const NUMBER = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 });
const MONEY = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
// China has one time, whatever the machine of the reader is set to.
const MOMENT = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

export const number = (value: number): string => NUMBER.format(value);
/** Fen to ¥1,234.56. */
export const money = (fen: number): string => `¥${MONEY.format(fen / 100)}`;
/** 2026-11-22 to 2026年11月22日; 2026-11 to 2026年11月. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split("-");
  if (!year || !month) return day;
  return date ? `${year}年${Number(month)}月${Number(date)}日` : `${year}年${Number(month)}月`;
}

/** An instant to 2026-11-22 14:05 in this browser's zone. */
export function moment(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const parts = Object.fromEntries(MOMENT.formatToParts(at).map((it) => [it.type, it.value]));
  return `${parts["year"]}-${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]}`;
}

/** The present day in this browser's zone, for when the server has not yet said. */
export function browserDay(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

export const isDay = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);

/** A cell of a list as plain words: names of organisations and persons, several values joined, nothing for nothing. */
export function words(value: Cell | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  return "name" in value ? value.name : value.join("、");
}

/** A file's size as people read it: `12 KB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1024);
  return kilobytes < 1024 ? `${number(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
