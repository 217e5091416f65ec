import { isDay } from "#web/common/format.ts";

/** 20261122, 2026.11.22, 2026/11/2 and 2026年11月2日 are all taken for 2026-11-22. */
export function readTypedDay(text: string): string | null {
  const parts = /^\s*(\d{4})(?:(\d{2})(\d{2})|\D(\d{1,2})\D(\d{1,2})\D?)\s*$/.exec(text);
  if (!parts) return null;
  const day = `${parts[1]}-${(parts[2] ?? parts[4] ?? "").padStart(2, "0")}-${(parts[3] ?? parts[5] ?? "").padStart(2, "0")}`;
  return isDay(day) ? day : null;
}
