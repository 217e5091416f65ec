import type { Cell } from "#platform/spreadsheet/cell.ts";
import { chineseNumeralValue } from "#shared/chinese-numerals.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, day, isDay } from "#shared/day.ts";
import { readIdentityNumber } from "#shared/identity-number.ts";
import { type Fen, readMoney } from "#shared/money.ts";
import { readOfficeDate } from "#shared/office-dates.ts";
import { isBlank, readName } from "#shared/office-text.ts";
import { fold, foldTight, quoted } from "#shared/text.ts";
import { DUES_FIELDS, MONTH_KEYS } from "./import-vocabulary.ts";

/** One month of a row: an amount, a mark that it was paid, or that it is exempt. */
export interface MonthMark {
  readonly month: Day;
  readonly paid: Fen | "due" | "exempt";
}

/** What one row of a ledger says, in either shape. */
export interface DuesRow {
  readonly name: string;
  readonly branch?: string;
  readonly idNumber?: string;
  readonly base?: Fen;
  readonly due?: Fen;
  readonly paidOn?: Day;
  readonly channel?: string;
  readonly kind?: string;
  readonly note?: string;
  readonly months: readonly MonthMark[];
}

export interface DuesReading {
  readonly row: DuesRow;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

type Cells = Readonly<Record<string, Cell | undefined>>;

/** What offices put into a month's cell instead of an amount. */
const TICK = /^(?:√|✓|✔|已交|已缴|已收|交|缴|是|清)$/u;
const WAIVED = /^(?:免|免交|免缴|减免)$/u;
const NOTHING = /^(?:×|x|✗|-|—|\/|未交|未缴|欠|无|0(?:\.0*)?)$/iu;

const termOf = (key: string): string => DUES_FIELDS.find((it) => it.key === key)?.term ?? key;

/**
 * Reads one row of a ledger, looking at nothing but the row: amounts by month from twelve columns, or the one month that
 * the row names. `year` is what the title or the file says, for rows that do not.
 */
export function readDuesRow(cells: Cells, year: number | null): DuesReading {
  const faults: string[] = [];
  const warnings: string[] = [];
  const text = (key: string): string | undefined => {
    const cell = cells[key];
    return cell === undefined || cell.kind === "error" || isBlank(cell.text) ? undefined : fold(cell.text);
  };
  const money = (key: string): Fen | undefined => {
    const written = text(key);
    if (written === undefined) return undefined;
    const reading = readMoney(written);
    if (reading.ok && reading.value >= 0) return reading.value;
    if (!reading.ok && reading.fault === "empty") return undefined;
    faults.push(`${termOf(key)}：${reading.ok ? "金额不能小于零" : reading.reason}`);
    return undefined;
  };
  const name = readName(text("name") ?? "");
  if (!name.ok) faults.push(`姓名：${name.reason}`);
  const rowYear = yearOfRow(text("year"), year, faults);
  const months: MonthMark[] = [];
  const wide = MONTH_KEYS.filter((key) => cells[key] !== undefined);
  for (const key of wide) {
    const paid = mark(text(key), termOf(key), faults);
    if (paid === null) continue;
    const month = firstOf(rowYear, Number(key.slice(1)));
    if (month) months.push({ month, paid });
  }
  const written = text("month");
  let dated = rowYear !== null;
  if (wide.length === 0 && written !== undefined) {
    const month = monthOf(written, rowYear);
    dated ||= month !== null;
    if (!month) faults.push(`月份：读到${quoted(written)}，不是月份。请写成“2026-06”或“6”`);
    const paid = mark(text("paid"), termOf("paid"), faults);
    const exempt = codeSet("dues_kind").find(text("kind") ?? "") === "exempt";
    if (month && exempt) months.push({ month, paid: "exempt" });
    else if (month && paid !== null) months.push({ month, paid });
  } else if (wide.length === 0 && MONTH_KEYS.every((key) => cells[key] === undefined) && text("paid") !== undefined) {
    faults.push("月份：没有填写。请写明是哪个月的党费");
  }
  if (!dated && faults.length === 0 && (wide.length > 0 || written !== undefined)) {
    faults.push("年份：看不出是哪一年的台账。请在标题、文件名或“年份”一列写明年份");
  }
  const row: { -readonly [K in keyof DuesRow]: DuesRow[K] } = { name: name.ok ? name.value : "", months };
  const branch = text("branch");
  if (branch !== undefined) row.branch = branch;
  const idNumber = readNumber(text("idNumber"), warnings);
  if (idNumber !== undefined) row.idNumber = idNumber;
  const base = money("base");
  if (base !== undefined) row.base = base;
  const due = money("due");
  if (due !== undefined) row.due = due;
  const paidOn = readDay(cells["paidOn"], warnings);
  if (paidOn !== undefined) row.paidOn = paidOn;
  const channel = codeSet("pay_channel").find(text("channel") ?? "");
  if (channel !== undefined) row.channel = channel;
  else if (text("channel") !== undefined) warnings.push(`缴纳方式：读到${quoted(text("channel") ?? "")}，按“其他”登记`);
  const kind = codeSet("dues_kind").find(text("kind") ?? "");
  if (kind !== undefined) row.kind = kind;
  const note = text("note");
  if (note !== undefined) row.note = note;
  return { row, faults, warnings };
}

function mark(written: string | undefined, term: string, faults: string[]): MonthMark["paid"] | null {
  if (written === undefined) return null;
  const tight = foldTight(written);
  if (NOTHING.test(tight)) return null;
  if (TICK.test(tight)) return "due";
  if (WAIVED.test(tight)) return "exempt";
  const reading = readMoney(written);
  if (reading.ok && reading.value > 0) return reading.value;
  if (reading.ok && reading.value === 0) return null;
  if (!reading.ok && reading.fault === "empty") return null;
  faults.push(`${term}：${reading.ok ? "金额不能小于零" : reading.reason}`);
  return null;
}

function yearOfRow(written: string | undefined, year: number | null, faults: string[]): number | null {
  if (written === undefined) return year;
  const found = /^(\d{4})年?(?:度)?$/u.exec(foldTight(written))?.[1];
  if (found !== undefined) return Number(found);
  faults.push(`年份：读到${quoted(written)}，不是年份。请写成“2026”`);
  return year;
}

const firstOf = (year: number | null, month: number): Day | null => {
  if (year === null || month < 1 || month > 12) return null;
  const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
  return isDay(text) ? text : null;
};

function monthOf(written: string, year: number | null): Day | null {
  const tight = foldTight(written);
  const whole = /^(\d{4})[-./年]?(\d{1,2})月?(?:[-./]?\d{1,2}日?)?$/u.exec(tight);
  if (whole) return firstOf(Number(whole[1]), Number(whole[2]));
  const bare = tight.replace(/月(?:份)?$/u, "");
  const value = /^\d{1,2}$/u.test(bare) ? Number(bare) : chineseNumeralValue(bare);
  return value === null ? null : firstOf(year, value);
}

function readNumber(written: string | undefined, warnings: string[]): string | undefined {
  if (written === undefined) return undefined;
  const reading = readIdentityNumber(written);
  if (reading.ok) return reading.value.number;
  // A masked or damaged number is of no use for finding somebody, and no reason to refuse the money.
  warnings.push("身份证号读不出，按姓名查找");
  return undefined;
}

function readDay(cell: Cell | undefined, warnings: string[]): Day | undefined {
  if (cell === undefined || isBlank(cell.text)) return undefined;
  if (cell.kind === "day" && cell.day !== undefined) return day(cell.day);
  const reading = readOfficeDate(cell.text, { kind: cell.kind === "number" ? "number" : "text" });
  if (reading.ok && reading.value.precision === "day") return reading.value.day;
  warnings.push(`缴纳日期：读到${quoted(cell.text)}，不是完整的日期，按当月最后一天登记`);
  return undefined;
}

/** The year that a title, a sheet or a file is about: `2026年党费收缴台账`, `党费2026`. */
export function yearIn(texts: readonly string[]): number | null {
  for (const it of texts) {
    const found = /(?:^|\D)((?:19|20)\d{2})(?!\d)/u.exec(fold(it))?.[1];
    if (found !== undefined) return Number(found);
  }
  return null;
}
