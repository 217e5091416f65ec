import { type Cell, numberCell } from "./cell.ts";
import { type FormatKind, serialDay, serialTime, shownDay } from "./number-format.ts";

/**
 * What a stored number is to a person: by its format a day, a month, a time or the number itself.
 *
 * @param digits the number as the file writes it, so that no digit is invented where the double has too few
 */
export function valueCell(digits: string, value: number, format: FormatKind, from1904: boolean): Cell {
  if (format === "number") return numberCell(digits, value);
  if (format === "time") return { kind: "number", text: serialTime(value), number: value };
  const day = serialDay(value, from1904);
  if (day === null) return numberCell(digits, value);
  const shown = shownDay(day, format);
  if (shown !== day) return { kind: "text", text: shown, number: value };
  const text = format === "day-time" && value % 1 !== 0 ? `${day} ${serialTime(value)}` : day;
  return { kind: "day", text, number: value, day };
}
