/** Chinese numerals of documents (第五届, 二〇二六年) and document numbers (发文字号, GB/T 9704-2012). */
import { fault, type Reading, read } from "./reading.ts";
import { foldTight, quoted } from "./text.ts";

const DIGITS = "零一二三四五六七八九";
const VALUES: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  "○": 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
  元: 1,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** 0 to 9999 in words: 五, 十二, 二十, 一百零五. Throws RangeError outside. */
export function chineseNumeral(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 9999) throw new RangeError("0 to 9999 expected");
  if (n < 10) return DIGITS.charAt(n);
  if (n < 20) return `十${n === 10 ? "" : DIGITS.charAt(n - 10)}`;
  let words = "";
  let gap = false;
  for (const [unit, name] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(n / unit) % 10;
    if (digit === 0) gap = words !== "";
    else {
      words += `${gap ? "零" : ""}${DIGITS.charAt(digit)}${name}`;
      gap = false;
    }
  }
  return words;
}

/**
 * Value of a Chinese numeral up to 9999, written with units (二十一, 廿一) or digit by digit (二〇二六); null when it is none.
 * 元 counts as one (元月).
 */
export function chineseNumeralValue(text: string): number | null {
  const words = text.replace(/廿/gu, "二十").replace(/卅/gu, "三十");
  const characters = Array.from(words);
  if (characters.length === 0) return null;
  if (characters.every((c) => VALUES[c] !== undefined)) {
    if (characters.length > 4) return null;
    return characters.reduce((sum, c) => sum * 10 + (VALUES[c] ?? 0), 0);
  }
  let total = 0;
  let digit: number | null = null;
  let last = 10_000;
  for (const c of characters) {
    const unit = UNITS[c];
    const value = VALUES[c];
    if (unit !== undefined) {
      if (unit >= last || digit === 0) return null;
      if (digit === null && !(unit === 10 && total === 0)) return null;
      total += (digit ?? 1) * unit;
      digit = null;
      last = unit;
    } else if (value === 0) {
      if (digit !== null) return null;
    } else if (value !== undefined) {
      if (digit !== null) return null;
      digit = value;
    } else return null;
  }
  return total + (digit ?? 0);
}

/** Year digit by digit: 二〇二六. */
export function chineseYear(year: number): string {
  return Array.from(String(year), (digit) => (digit === "0" ? "〇" : DIGITS.charAt(Number(digit)))).join("");
}

/** `第五届`. */
export function termInWords(term: number): string {
  return `第${chineseNumeral(term)}届`;
}

/** Reads a term number: `第五届`, `第5届`, `五届`, `5`. */
export function readTerm(text: string): Reading<number> {
  const bare = foldTight(text).replace(/^第/u, "").replace(/届$/u, "");
  const value = /^\d{1,4}$/u.test(bare) ? Number(bare) : chineseNumeralValue(bare);
  if (value === null || value < 1)
    return fault("not_a_term", `读到${quoted(text.trim())}：不是届次。请写成“第五届”或“5”`);
  return read(value);
}

export interface DocumentNumber {
  /** 发文机关代字, for example 连开党. */
  readonly issuer: string;
  readonly year: number;
  readonly number: number;
  /** `连开党〔2024〕12号`. */
  readonly text: string;
}

/** `连开党〔2024〕12号`: hexagonal brackets, year in full, no 第, no leading nought. */
export function documentNumber(issuer: string, year: number, number: number): string {
  return `${issuer}〔${year}〕${number}号`;
}

/** Reads a document number in any brackets, with 第 or leading noughts, and gives its proper form. */
export function readDocumentNumber(text: string): Reading<DocumentNumber> {
  const tight = foldTight(text);
  const match = /^([^\d()[\]〔〕【】﹝﹞{}《》<>]+)[([〔【﹝{《<](\d{4})年?[)\]〕】﹞}》>]第?0*(\d{1,5})号?$/u.exec(
    tight,
  );
  const issuer = match?.[1];
  const year = Number(match?.[2]);
  const number = Number(match?.[3]);
  if (issuer === undefined || year < 1921 || year > 2099 || number < 1) {
    return fault("not_a_document_number", `读到${quoted(text.trim())}：不是发文字号。请写成“连开党〔2024〕12号”的样子`);
  }
  return read({ issuer, year, number, text: documentNumber(issuer, year, number) });
}
