/**
 * Citizen identity numbers (公民身份号码, GB 11643-1999): 6 division + 8 birth day + 3 sequence (odd male, even female)
 * + check character. The check is confirmed on the two textbook samples of the standard.
 */
import { type Day, type DayPrecision, dayInTable, dayInWords, dayOf } from "./day.ts";
import { type CellKind, type Fault, fault, type Read, read } from "./reading.ts";
import { withoutQuotes } from "./text.ts";

export { maskIdentityNumber, maskPhone } from "./masks.ts";

declare const identityBrand: unique symbol;
/** Eighteen characters with a right check character and a birth day that exists; x is upper case. */
export type IdentityNumber = string & { readonly [identityBrand]: "IdentityNumber" };

export type IdentityFaultSlug =
  | "empty"
  /** Scientific notation, or rounded to fifteen digits by a spreadsheet: the last digits are gone for good. */
  | "lost_digits"
  /** Fifteen digits of the first generation: `proposal` is its eighteen-character form. */
  | "old_number"
  | "wrong_length"
  | "bad_characters"
  | "impossible_date"
  | "bad_checksum";

export interface IdentityFault extends Fault {
  readonly fault: IdentityFaultSlug;
  /** What it most likely is, for a person to confirm; never taken by itself. */
  readonly proposal?: IdentityNumber;
}

export interface IdentityParts {
  readonly number: IdentityNumber;
  /** Six digits, GB/T 2260. */
  readonly division: string;
  readonly birth: Day;
  readonly sex: "male" | "female";
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = "10X98765432";
/** Nobody alive was born earlier; nobody who may be listed is born later. */
const FIRST_YEAR = 1880;
const LAST_YEAR = 2099;

/** NFKC, white space, quotes, hyphens and invisible marks out, x upper. Says nothing about validity. */
export function normaliseIdentityNumber(text: string): string {
  return withoutQuotes(text.normalize("NFKC"))
    .replace(/[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\-—–_,，。、:：]/gu, "")
    .toUpperCase()
    .replace(/^(?:居民)?(?:公民)?身份证?(?:号码?)?/u, "")
    .replace(/[×Χ✕╳]$/u, "X");
}

/** Check character for the first seventeen digits. Throws RangeError unless given seventeen digits. */
export function checkCharacter(first17: string): string {
  if (!/^\d{17}$/u.test(first17)) throw new RangeError("seventeen digits expected");
  let sum = 0;
  for (const [i, weight] of WEIGHTS.entries()) sum += weight * Number(first17.charAt(i));
  return CHECKS.charAt(sum % 11);
}

function birthIn(number: string): Day | null {
  const year = Number(number.slice(6, 10));
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  return dayOf(year, Number(number.slice(10, 12)), Number(number.slice(12, 14)));
}

export function isIdentityNumber(value: unknown): value is IdentityNumber {
  return (
    typeof value === "string" &&
    /^\d{17}[\dX]$/u.test(value) &&
    birthIn(value) !== null &&
    checkCharacter(value.slice(0, 17)) === value.charAt(17)
  );
}

/** Throws RangeError unless the text is already a valid number; cells go through {@link readIdentityNumber}. */
export function identityNumber(text: string): IdentityNumber {
  if (!isIdentityNumber(text)) throw new RangeError("not an identity number");
  return text;
}

/** What a valid number says about its holder. */
export function identityParts(number: IdentityNumber): IdentityParts {
  const birth = birthIn(number);
  if (birth === null) throw new RangeError("not an identity number");
  return {
    number,
    division: number.slice(0, 6),
    birth,
    sex: Number(number.charAt(16)) % 2 === 1 ? "male" : "female",
  };
}

/**
 * Eighteen-character form of a fifteen-digit number, or null when it holds no possible day.
 * Sequences 996 to 999 were kept for people past a hundred then, so they are taken as born in 18xx.
 */
export function upgradeOldNumber(old: string): IdentityNumber | null {
  if (!/^\d{15}$/u.test(old)) return null;
  const century = Number(old.slice(12)) >= 996 ? "18" : "19";
  const first17 = `${old.slice(0, 6)}${century}${old.slice(6)}`;
  const number = first17 + checkCharacter(first17);
  return isIdentityNumber(number) ? number : null;
}

function refuse(slug: IdentityFaultSlug, reason: string, proposal?: IdentityNumber): IdentityFault {
  const made = fault(slug, reason);
  return proposal === undefined ? { ...made, fault: slug } : { ...made, fault: slug, proposal };
}

const LOST =
  "身份证号的后几位在表格里丢失了（被当作数字保存，只剩前15位）。请把该列设为“文本”格式，对照身份证或档案重新填写18位号码";

/**
 * Reads a cell. A reason never quotes what was written: a damaged number differs from the right one by a digit or two, and
 * reasons are kept and shown. Whoever has the file sees the cell. Spaces, quotes, tabs and full-width digits are taken off; damaged shapes are named.
 * Disagreement with the birth day or sex of the row is no fault here: see {@link identityConflicts}.
 */
export function readIdentityNumber(text: string, kind: CellKind = "text"): Read<IdentityParts> | IdentityFault {
  const raw = text.normalize("NFKC").trim();
  const number = normaliseIdentityNumber(raw);
  if (number === "" || /^(?:无|不详|未知|暂无|NULL|N\/A)$/u.test(number)) return refuse("empty", "没有填写身份证号");
  const bare = withoutQuotes(raw).replace(/\s/gu, "");
  if (/^\d(?:\.\d+)?E[+]?\d{1,2}$/iu.test(bare)) {
    // Only a number short enough to be held exactly by a spreadsheet can be taken back: the fifteen-digit ones.
    const value = Number(bare);
    if (kind === "number" && value < 1e15 && Number.isInteger(value)) return readDigits(String(value), kind);
    return refuse("lost_digits", LOST);
  }
  return readDigits(kind === "number" ? number.replace(/\.0*$/u, "") : number, kind);
}

function readDigits(number: string, kind: CellKind): Read<IdentityParts> | IdentityFault {
  if (/[^\dX]/u.test(number) || /X./u.test(number)) {
    return refuse("bad_characters", "身份证号只能是数字，最后一位可以是X。请核对后重新填写");
  }
  if (number.length === 15) {
    const proposal = upgradeOldNumber(number);
    if (proposal === null) {
      return refuse("wrong_length", "身份证号只有15位，也不是有效的旧身份证号。请填写18位号码");
    }
    return refuse("old_number", "这是15位旧身份证号。请对照身份证填写现在的18位号码", proposal);
  }
  if (number.length !== 18) {
    const missing = number.length < 18 ? `少${18 - number.length}位` : `多${number.length - 18}位`;
    return refuse("wrong_length", `身份证号共${number.length}位，${missing}。请核对后填写18位号码`);
  }
  // A spreadsheet keeps fifteen digits of a number and writes noughts for the rest.
  if (kind === "number") return refuse("lost_digits", LOST);
  const rounded = number.endsWith("000");
  const birth = birthIn(number);
  if (birth === null) {
    return refuse("impossible_date", "身份证号第7至14位不是真实的出生日期。请核对身份证后更正");
  }
  const expected = checkCharacter(number.slice(0, 17));
  if (expected !== number.charAt(17)) {
    if (rounded) return refuse("lost_digits", LOST);
    return refuse("bad_checksum", "身份证号校验位不符，号码里至少有一位写错了。请对照身份证更正");
  }
  if (!isIdentityNumber(number)) return refuse("bad_characters", "不是有效的身份证号。请核对后重新填写");
  const parts = identityParts(number);
  return rounded ? read(parts, "身份证号以三个0结尾，常见于表格丢失末位，请对照身份证核对") : read(parts);
}

/**
 * Where a row disagrees with its identity number, each as a Chinese note. Warnings only: old files do differ from
 * identity cards, and a person decides (data dictionary B4, regulations 10.5).
 */
export function identityConflicts(
  number: IdentityNumber,
  row: {
    readonly birth?: { readonly day: Day; readonly precision: DayPrecision } | null;
    readonly sex?: string | null;
  },
): string[] {
  const parts = identityParts(number);
  const notes: string[] = [];
  if (row.birth) {
    const { day, precision } = row.birth;
    if (dayInTable(day, precision) !== dayInTable(parts.birth, precision)) {
      notes.push(
        `出生日期与身份证号不一致：表中${dayInWords(day, precision)}，身份证号为${dayInWords(parts.birth)}。已按表中读入，请对照档案核实`,
      );
    }
  }
  if ((row.sex === "male" || row.sex === "female") && row.sex !== parts.sex) {
    notes.push(
      `性别与身份证号不一致：表中为${row.sex === "male" ? "男" : "女"}，身份证号为${parts.sex === "male" ? "男" : "女"}。请核实`,
    );
  }
  return notes;
}
