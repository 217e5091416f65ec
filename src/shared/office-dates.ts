/**
 * Reads a date cell in every shape that offices use: ISO, dotted, slashed, in words, run together, months only,
 * full width, Chinese numerals, spreadsheet serials, with a time behind. What cannot be read for certain is a fault that
 * says what stood there and how to write it; nothing is guessed but what the note tells.
 */
import { chineseNumeralValue } from "./chinese-numerals.ts";
import { addDays, type Day, type DayPrecision, day, dayOf, daysInMonth } from "./day.ts";
import { type CellKind, type Fault, fault, type Reading, read } from "./reading.ts";
import { fold, quoted, withoutQuotes } from "./text.ts";

export interface OfficeDate {
  /** With month precision the first of the month, with year precision the first of January. */
  readonly day: Day;
  readonly precision: DayPrecision;
  /** The note names another month that it may as well be. */
  readonly ambiguous?: true;
}

export type DateFaultSlug =
  | "empty"
  /** Well written, but there is no such day: 1999-02-30. */
  | "impossible"
  /** Outside 1850 to 2100, or a number that is no plausible serial. */
  | "implausible"
  | "two_digit_year"
  /** 3/4/2016: day or month first? */
  | "which_is_month"
  /** More than one date in the cell. */
  | "several"
  | "lunar"
  | "not_a_date";

export interface DateOptions {
  /** How the cell stood in the file; a number cell loses noughts (1957.10 becomes 1957.1). Default text. */
  readonly kind?: CellKind;
  /** The workbook counts its days from 1904 (old Mac files). */
  readonly date1904?: boolean;
}

const EARLIEST = 1850;
const LATEST = 2100;
/** Serials of 1927-05-18 and 2099-12-31: five digits, so that years and yyyymm stay apart from them. */
const SERIAL_FROM = 10_000;
const SERIAL_TO = 73_050;
const ASK = "请写成“1965-03-05”（只知年月写“1965-03”）";

const ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function refuse(slug: DateFaultSlug, reason: string): Fault {
  return fault(slug, reason);
}

/** Reads one cell. See the file's comment; `text` is the cell as text, for a number cell the number as text. */
export function readOfficeDate(text: string, options: DateOptions = {}): Reading<OfficeDate> {
  const kind = options.kind ?? "text";
  const shown = withoutQuotes(fold(text));
  if (shown === "" || /^(?:[-—–/.、]+|无|空|暂无|不详|未知|不清楚|不明|待查|null|n\/a)$/iu.test(shown)) {
    return refuse("empty", shown === "" ? "没有填写日期" : `读到${quoted(shown)}：没有日期。${ASK}`);
  }
  if (/农历|阴历|旧历|腊月|正月|冬月|初[一二三四五六七八九十]/u.test(shown)) {
    return refuse("lunar", `读到${quoted(shown)}：是农历日期。请换算成公历后填写，${ASK}`);
  }
  const plain = figures(withoutTime(shown));
  if (kind !== "text" || /^\d+(?:\.\d+)?$/u.test(plain)) {
    const number = readNumber(plain, shown, kind, options.date1904 === true);
    if (number !== null) return number;
  }
  return readWritten(plain, shown);
}

/** Time of day, weekday and remarks behind a full date say nothing about the day. */
function withoutTime(text: string): string {
  return text
    .replace(/[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?$/u, "")
    .replace(
      /(\d|日|号)[ T](?:上午|下午)?\d{1,2}[:时]\d{1,2}(?:分)?(?::\d{1,2}(?:\.\d+)?)?秒?\s*(?:[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?$/iu,
      "$1",
    )
    .replace(/ /gu, "");
}

/** Chinese numerals to figures; a date in words has its year digit by digit and month and day as numerals. */
function figures(text: string): string {
  if (!/[零〇○一二三四五六七八九十廿卅]|元月/u.test(text)) return text.replace(/[OoΟо](?=\d{1,2}年)/gu, "0");
  const year = text.replace(/[OoΟо]/gu, "〇");
  return year.replace(/[零〇○一二三四五六七八九十廿卅]+|元(?=月)/gu, (words) => {
    const value = chineseNumeralValue(words);
    return value === null ? words : String(value);
  });
}

function readNumber(plain: string, shown: string, kind: CellKind, date1904: boolean): Reading<OfficeDate> | null {
  const match = /^(\d+)(?:\.(\d+))?$/u.exec(plain);
  if (match === null) return null;
  const whole = match[1] ?? "";
  const decimals = match[2];
  const value = Number(plain);
  if (whole.length === 4 && kind !== "date")
    return decimals === undefined ? null : readDecimalMonth(plain, shown, kind);
  const isSerial = kind === "date" ? value >= 1 && value <= SERIAL_TO : value >= SERIAL_FROM && value < SERIAL_TO + 1;
  if (whole.length <= 5 && isSerial) return ofSerial(Math.floor(value), shown, date1904);
  if (whole.length <= 5 && !(kind === "text" && decimals !== undefined)) {
    return refuse("implausible", `读到数字${quoted(shown)}：看不出是哪一天。${ASK}`);
  }
  return null;
}

/** Spreadsheet serial to day. The 1900 system knows a 29 February 1900 (serial 60) that never was. */
function ofSerial(serial: number, shown: string, date1904: boolean): Reading<OfficeDate> {
  if (date1904) return within(addDays(day("1904-01-01"), serial), "day", shown);
  if (serial === 60) return refuse("impossible", `读到${quoted(shown)}：表格里是1900年2月29日，没有这一天。${ASK}`);
  return within(addDays(serial < 60 ? day("1899-12-31") : day("1899-12-30"), serial), "day", shown);
}

/** Year, point, month: 1957.6, 1957.06, 1957.10; as a number cell 1957.1 may be January or October. */
function readDecimalMonth(plain: string, shown: string, kind: CellKind): Reading<OfficeDate> | null {
  let text = plain;
  if (kind === "number" && /\.\d{3,}$/u.test(text)) {
    // 1957.06 kept as a floating number may come out as 1957.0599999999999.
    const settled = Number(text).toFixed(2);
    if (Math.abs(Number(settled) - Number(text)) > 1e-9) return null;
    text = settled.replace(/0$/u, "");
  }
  const [year = "", month = ""] = text.split(".");
  if (month.length > 2) return null;
  if (kind === "number" && month === "1") {
    const made = ofParts(Number(year), 1, null, shown);
    if (!made.ok) return made;
    return read(
      { ...made.value, ambiguous: true },
      `读到数字${quoted(`${year}.1`)}：可能是${year}年1月，也可能是${year}年10月（末尾的0被表格去掉了）。已按1月读入，请核对`,
    );
  }
  return ofParts(Number(year), Number(month), null, shown);
}

const SEPARATOR = "[-/.,、年·_—–\\\\]";
const MONTH_SEPARATOR = "[-/.,、月·_—–\\\\]";
const FULL = new RegExp(`^(?:公元)?(\\d{4})${SEPARATOR}+(\\d{1,2})${MONTH_SEPARATOR}+(\\d{1,2})[日号.]?$`, "u");
const MONTH = new RegExp(`^(?:公元)?(\\d{4})${SEPARATOR}+(\\d{1,2})(?:月份?|[.])?$`, "u");
const YEAR = /^(?:公元)?(\d{4})(?:年份?)?$/u;
const SHORT_YEAR = new RegExp(`^'?\\d{2}${SEPARATOR}\\d{1,2}(?:${MONTH_SEPARATOR}\\d{0,2})?[月日号]?$`, "u");
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/u;
const ENGLISH = /^(?:(\d{1,2})[- ]?)?([a-z]{3})[a-z]*[- ,.]?(\d{1,2}(?=,|[- ]))?[- ,]*(\d{2}|\d{4})$/iu;

function readWritten(plain: string, shown: string): Reading<OfficeDate> {
  const full = FULL.exec(plain);
  if (full) return ofParts(Number(full[1]), Number(full[2]), Number(full[3]), shown);
  const month = MONTH.exec(plain);
  if (month) return ofParts(Number(month[1]), Number(month[2]), null, shown);
  const year = YEAR.exec(plain);
  if (year) return ofParts(Number(year[1]), null, null, shown);
  const packed = /^(\d{4})(\d{2})(\d{2})?(?:日|年|月)?$/u.exec(plain);
  if (packed) return ofPacked(packed, shown);
  if (SHORT_YEAR.test(plain)) return twoDigitYear(shown);
  const yearLast = YEAR_LAST.exec(plain);
  if (yearLast) return ofYearLast(Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3]), shown);
  const english = ENGLISH.exec(plain);
  const named = ENGLISH_MONTHS.indexOf((english?.[2] ?? "").toLowerCase()) + 1;
  if (english && named > 0) {
    if (english[4]?.length !== 4) return twoDigitYear(shown);
    const date = english[1] ?? english[3];
    return ofParts(Number(english[4]), named, date === undefined ? null : Number(date), shown);
  }
  if ((plain.match(/\d{4}/gu) ?? []).length > 1 && /[-~至到—–,、;/]/u.test(plain)) {
    return refuse("several", `读到${quoted(shown)}：像是不止一个日期。请只填写一个日期，${ASK}`);
  }
  return refuse("not_a_date", `读到${quoted(shown)}：看不出日期。${ASK}`);
}

function twoDigitYear(shown: string): Fault {
  return refuse(
    "two_digit_year",
    `读到${quoted(shown)}：年份只有两位，分不清是19几几年还是20几几年。请写全四位年份，${ASK}`,
  );
}

/** yyyymmdd and yyyymm; noughts for what is not known: 19650300, 19650000. */
function ofPacked(match: RegExpExecArray, shown: string): Reading<OfficeDate> {
  const year = Number(match[1]);
  const month = Number(match[2]);
  const date = match[3] === undefined ? null : Number(match[3]);
  // Six digits that are no year and month are most likely yymmdd.
  if (date === null && (year < EARLIEST || year > LATEST)) return twoDigitYear(shown);
  if (month === 0 && (date === null || date === 0)) return ofParts(year, null, null, shown);
  return ofParts(year, month, date === 0 ? null : date, shown);
}

function ofYearLast(first: number, second: number, year: number, shown: string): Reading<OfficeDate> {
  if (first > 12 && second <= 12) return ofParts(year, second, first, shown);
  if (second > 12 && first <= 12) return ofParts(year, first, second, shown);
  if (first === second) return ofParts(year, first, second, shown);
  return refuse("which_is_month", `读到${quoted(shown)}：分不清哪个是月、哪个是日。${ASK}`);
}

function ofParts(year: number, month: number | null, date: number | null, shown: string): Reading<OfficeDate> {
  if (year < EARLIEST || year > LATEST) {
    return refuse("implausible", `读到${quoted(shown)}：年份${year}不合常理。请核对后更正，${ASK}`);
  }
  if (month !== null && (month < 1 || month > 12)) {
    return refuse("impossible", `读到${quoted(shown)}：没有${month}月。请核对后更正，${ASK}`);
  }
  const made = dayOf(year, month ?? 1, date ?? 1);
  if (made === null) {
    const last = daysInMonth(year, month ?? 1);
    return refuse("impossible", `读到${quoted(shown)}：${year}年${month}月只有${last}天。请核对后更正，${ASK}`);
  }
  return within(made, date !== null ? "day" : month !== null ? "month" : "year", shown);
}

function within(made: Day, precision: DayPrecision, shown: string): Reading<OfficeDate> {
  const year = Number(made.slice(0, 4));
  if (year < EARLIEST || year > LATEST) {
    return refuse("implausible", `读到${quoted(shown)}：年份${year}不合常理。请核对后更正，${ASK}`);
  }
  return read({ day: made, precision });
}
