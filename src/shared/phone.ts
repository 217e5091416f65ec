/** Telephone numbers as rosters hold them: mobiles, landlines, several in a cell, damaged by spreadsheets. */
import { type CellKind, fault, type Reading, read } from "./reading.ts";
import { fold, quoted, withoutQuotes } from "./text.ts";

export interface Phone {
  /** `13800001234`, `0518-80000003`, `0518-80000003-801` (extension). */
  readonly number: string;
  readonly kind: "mobile" | "landline";
  /** What stood beside it and was not taken: other numbers, and what has digits but is none. */
  readonly others?: readonly string[];
}

const MOBILE = /^1[3-9]\d{9}$/u;
/** Area codes: 010, 02x (three digits), 0xxx (four). */
const LANDLINE = /^(010|02\d|0[3-9]\d{2})(\d{7,8})$/u;

function readOne(text: string): Phone | null {
  const extension = /(?:转|分机|ext\.?|#)(\d{1,6})$/iu.exec(text)?.[1];
  const body = extension === undefined ? text : text.replace(/(?:转|分机|ext\.?|#)\d{1,6}$/iu, "");
  const digits = body
    .replace(/^(?:手机|电话|固话|宅电|移动|联系电话)[::]?/u, "")
    .replace(/[\s\-—–_().·]/gu, "")
    .replace(/^(?:\+86|0086)/u, "");
  const mobile = /^0?(1[3-9]\d{9})$/u.exec(digits) ?? /^86(1[3-9]\d{9})$/u.exec(digits);
  if (mobile?.[1] !== undefined && MOBILE.test(mobile[1])) return { number: mobile[1], kind: "mobile" };
  const dashed = /-(\d{1,6})$/u.exec(body);
  const landline = LANDLINE.exec(digits);
  if (landline)
    return {
      number: `${landline[1]}-${landline[2]}${extension === undefined ? "" : `-${extension}`}`,
      kind: "landline",
    };
  // 0518-80000003-801: the last part is an extension.
  if (dashed?.[1] !== undefined) {
    const before = LANDLINE.exec(digits.slice(0, -dashed[1].length));
    if (before) return { number: `${before[1]}-${before[2]}-${dashed[1]}`, kind: "landline" };
  }
  if (/^[2-8]\d{6,7}$/u.test(digits)) return { number: digits, kind: "landline" };
  return null;
}

/**
 * Reads a telephone cell. Several numbers give the first mobile (else the first) with a note naming the others, also those
 * that cannot be read; a landline without area code is taken with a note. Numbers shown as 1.99E+10 in text have lost their digits.
 */
export function readPhone(text: string, kind: CellKind = "text"): Reading<Phone> {
  const folded = withoutQuotes(fold(text));
  if (folded === "" || /^(?:[-—–/\\.、]+|无|没有|暂无|不详|空)$/u.test(folded)) return fault("empty", "没有填写电话");
  let shown = folded;
  if (/^\d(?:\.\d+)?E\+?\d{1,2}$/iu.test(shown)) {
    // A number cell holds eleven digits exactly, however its file spells them; in text the digits are gone.
    const value = Number(shown);
    if (kind !== "number" || !Number.isSafeInteger(value)) {
      return fault(
        "lost_digits",
        `读到${quoted(folded)}：号码的后几位在表格里丢失了。请把该列设为“文本”格式后重新填写`,
      );
    }
    shown = String(value);
  } else if (kind === "number") shown = shown.replace(/\.0+$/u, "");
  const single = readOne(shown);
  if (single) return settled(single, []);
  const parts = shown.split(/[,、;/\\\s或]+/u).filter((part) => part !== "");
  const found = parts.map((part) => ({ part, phone: readOne(part) }));
  const chosen = found.find((it) => it.phone?.kind === "mobile") ?? found.find((it) => it.phone !== null);
  if (chosen?.phone && parts.length > 1)
    return settled(
      chosen.phone,
      // A damaged number is a number too: left out without a word it would be lost.
      found.flatMap((it) => (it !== chosen && /\d/u.test(it.part) ? [it.phone?.number ?? it.part] : [])),
    );
  const digits = shown.replace(/\D/gu, "");
  const count = /^1\d+$/u.test(digits) && digits.length !== 11 ? `手机号应为11位，这里是${digits.length}位。` : "";
  return fault(
    "not_a_phone",
    `读到${quoted(folded)}：不是有效的电话号码。${count}请核对后重新填写，座机请带区号，例如“0518-80000003”`,
  );
}

function settled(phone: Phone, others: readonly string[]): Reading<Phone> {
  const notes: string[] = [];
  if (others.length > 0) notes.push(`有多个号码，只读入${phone.number}；另有${others.join("、")}`);
  if (phone.kind === "landline" && !phone.number.startsWith("0")) notes.push("座机没有区号，请补上");
  const taken = others.length > 0 ? { ...phone, others } : phone;
  return notes.length === 0 ? read(taken) : read(taken, notes.join(";"));
}
