/** What a number format makes of a number. */
export type FormatKind = "number" | "day" | "month" | "year" | "day-time" | "time";

/** Formats every program knows by number (ECMA-376 part 1, 18.8.30), with the Chinese ones 27–36 and 50–58. */
export function builtInFormat(id: number): FormatKind {
  if (id === 22) return "day-time";
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 55 || id === 56) return "time";
  if (id >= 45 && id <= 47) return "time";
  // mmm-yy, and the year and month of the Chinese ones: Excel takes them for a typed 1980-5 or 1980年5月.
  if (id === 17 || id === 27 || id === 36 || id === 50 || id === 52 || id === 57) return "month";
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return "day";
  return "number";
}

/** Reads a format code like `yyyy"年"m"月"` or `[$-804]h:mm`; only the first section counts. */
export function formatKind(code: string): FormatKind {
  // Elapsed time, [h]:mm, is a quantity.
  if (/\[(?:h+|m+|s+)\]/iu.test(code)) return "number";
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gsu, "")
    .split(";")[0]!
    .replace(/general/giu, "");
  const hours = /[hs]|上午|下午|am\/pm/iu.test(bare);
  const days = /[yd]/iu.test(bare) || (!hours && /m/iu.test(bare));
  if (days && hours) return "day-time";
  if (/y/iu.test(bare) && !/d/iu.test(bare)) return /m/iu.test(bare) ? "month" : "year";
  if (days) return "day";
  return hours ? "time" : "number";
}

const DAY_MS = 86_400_000;
/** 9999-12-31, the last day Excel knows, counted from 1900 and from 1904. */
const LAST_SERIAL = 2_958_465;
const SHIFT_1904 = 1_462;

/** Days up to 2064 are worked out once: a large roster repeats them a hundred thousand times. */
const REMEMBERED = 60_000;
const days: (string | undefined)[] = Array.from({ length: REMEMBERED });

/**
 * The ISO day of a serial number, or null where the calendar has none: below 0, past 9999, and serial 60 of the 1900
 * calendar, the 29 February 1900 that never was.
 */
export function serialDay(serial: number, from1904: boolean): string | null {
  const whole = Math.floor(serial) + (from1904 ? SHIFT_1904 : 0);
  const known = days[whole];
  if (known !== undefined && !from1904) return known;
  if (!(whole >= (from1904 ? SHIFT_1904 : 1) && whole <= LAST_SERIAL) || (whole === 60 && !from1904)) return null;
  // Before the invented day the count from 1899-12-30 is one off.
  const sinceEpoch = whole - 25_569 + (whole < 60 ? 1 : 0);
  const day = new Date(sinceEpoch * DAY_MS).toISOString().slice(0, 10);
  if (whole < REMEMBERED && !from1904) days[whole] = day;
  return day;
}

/** A day as its format shows it: `1980-05` where only year and month are shown and nothing more is known. */
export function shownDay(day: string, format: FormatKind): string {
  if (format === "year" && day.endsWith("-01-01")) return day.slice(0, 4);
  return (format === "year" || format === "month") && day.endsWith("-01") ? day.slice(0, 7) : day;
}

const serials = new Map<string, number>();

/** The serial number of an ISO day in the 1900 calendar, or null if it is no day between 1900-03-01 and 9999-12-31. */
export function daySerial(day: string): number | null {
  const known = serials.get(day);
  if (known !== undefined) return known;
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) return null;
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return null;
  const serial = time / DAY_MS + 25_569;
  if (serial < 61 || serial > LAST_SERIAL || new Date(time).toISOString().slice(0, 10) !== day) return null;
  if (serials.size < REMEMBERED) serials.set(day, serial);
  return serial;
}

/** `0.354` → `08:30`, with seconds where there are any. */
export function serialTime(serial: number): string {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400) % 86_400;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  const minutes = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? minutes : `${minutes}:${two(seconds % 60)}`;
}
