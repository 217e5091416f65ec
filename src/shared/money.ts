/** Money as whole fen (分) in a safe integer: no fractions, no floating error. One yuan is 100 fen. */
import { fault, type Reading, read } from "./reading.ts";
import { foldTight, quoted } from "./text.ts";

declare const fenBrand: unique symbol;
/** The most that one form takes, in fen: a hundred million yuan, more than any office holds. */
export const MOST_FEN = 10_000_000_000;

/** Whole fen, negative for what flows back; within ±90 trillion yuan. */
export type Fen = number & { readonly [fenBrand]: "Fen" };

function isFen(value: number): value is Fen {
  return Number.isSafeInteger(value);
}

/** Throws RangeError unless the number is a safe integer of fen. */
export function fen(value: number): Fen {
  // -0 would print as "-0.00".
  const clean = value === 0 ? 0 : value;
  if (!isFen(clean)) throw new RangeError(`not whole fen: ${value}`);
  return clean;
}

/** Fen for whole yuan. */
export function yuan(value: number): Fen {
  return fen(value * 100);
}

/** Throws RangeError when the sum is no longer exact. */
export function sum(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total = fen(total + amount);
  return fen(total);
}

/** How a fraction of a fen is settled. `half_up` rounds halves away from nought. The dues rules fix none: it is configurable. */
export type Rounding = "half_up" | "down" | "up";

/**
 * `amount × numerator ÷ denominator`, exact until the one rounding to fen: 0.5 % of a wage is `(wage, 5, 1000)`.
 * Numerator and denominator are whole; the denominator is positive.
 */
export function proportion(amount: Fen, numerator: number, denominator: number, rounding: Rounding = "half_up"): Fen {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError("whole numerator and positive whole denominator expected");
  }
  const product = BigInt(amount) * BigInt(numerator);
  const size = product < 0n ? -product : product;
  const by = BigInt(denominator);
  const rest = size % by;
  const up = rounding === "up" ? rest > 0n : rounding === "half_up" && rest * 2n >= by;
  const rounded = size / by + (up ? 1n : 0n);
  return fen(Number(product < 0n ? -rounded : rounded));
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/gu, ",");
}

function split(amount: Fen): { sign: string; yuan: string; cents: string } {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return { sign: amount < 0 ? "-" : "", yuan: digits.slice(0, -2), cents: digits.slice(-2) };
}

/** `¥1,234.56`; negative `-¥1,234.56`. */
export function formatMoney(amount: Fen): string {
  const parts = split(amount);
  return `${parts.sign}¥${grouped(parts.yuan)}.${parts.cents}`;
}

/** `1234.56`: for spreadsheets and forms. */
export function plainYuan(amount: Fen): string {
  const parts = split(amount);
  return `${parts.sign}${parts.yuan}.${parts.cents}`;
}

/** `1.23万元`, rounded to two decimals: for reports only. */
export function inTenThousands(amount: Fen): string {
  return `${plainYuan(proportion(amount, 1, 10_000))}万元`;
}

const CAPITAL = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"] as const;
const GROUPS = ["", "万", "亿", "万亿"] as const;

/** Capital numerals for receipts: 壹仟贰佰叁拾肆元伍角陆分, 壹拾元整. Negative amounts begin with 负. */
export function capitalYuan(amount: Fen): string {
  const parts = split(amount);
  const jiao = Number(parts.cents.charAt(0));
  const cents = Number(parts.cents.charAt(1));
  let words = "";
  let zero = false;
  const digits = parts.yuan;
  let groupHas = false;
  for (const [i, c] of Array.from(digits).entries()) {
    const place = digits.length - 1 - i;
    const digit = Number(c);
    if (digit === 0) zero = words !== "";
    else {
      words += `${zero ? "零" : ""}${CAPITAL.charAt(digit)}${PLACES[place % 4] ?? ""}`;
      zero = false;
      groupHas = true;
    }
    if (place % 4 === 0) {
      const group = Math.floor(place / 4);
      // 万亿 ends its 万 here and takes 亿 from the group below, so that 壹万亿 is not 壹万亿亿.
      if (groupHas || (group === 2 && words.endsWith("万"))) words += group === 3 ? "万" : (GROUPS[group] ?? "");
      groupHas = false;
    }
  }
  if (words !== "") words += "元";
  if (jiao === 0 && cents === 0) words = `${words === "" ? "零元" : words}整`;
  else {
    if (jiao > 0) words += `${words !== "" && zero ? "零" : ""}${CAPITAL.charAt(jiao)}角`;
    else if (words !== "") words += "零";
    words += cents > 0 ? `${CAPITAL.charAt(cents)}分` : "整";
  }
  return `${amount < 0 ? "负" : ""}${words}`;
}

function signed(sign: string | undefined, value: number): Reading<Fen> | null {
  return Number.isSafeInteger(value) ? read(fen(sign === "-" ? 0 - value : value)) : null;
}

/**
 * Reads an amount as offices write it: `1234.5`, `¥1,234.50`, `1234元`, `1.2万元`, `3元5角`, full width.
 * More than two decimals of a yuan are refused, save noughts and the noise of a spreadsheet's floating numbers.
 */
export function readMoney(text: string): Reading<Fen> {
  const tight = foldTight(text)
    .replace(/^人民币/u, "")
    .replace(/^[¥￥]|^RMB|^CNY/iu, "")
    .replace(/(?:整|正)$/u, "");
  if (tight === "" || tight === "-" || tight === "—" || tight === "/") return fault("empty", "没有填写金额");
  const refuse = (): Reading<Fen> =>
    fault("not_money", `读到${quoted(text.trim())}：不是金额。请写成“1234.56”，单位为元`);
  const coins = /^(-?)(?:(\d+)元)?(?:(\d)角)?(?:(\d)分)?$/u.exec(tight);
  if (coins && (coins[3] !== undefined || coins[4] !== undefined)) {
    const value = Number(coins[2] ?? 0) * 100 + Number(coins[3] ?? 0) * 10 + Number(coins[4] ?? 0);
    return signed(coins[1], value) ?? refuse();
  }
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?(万|亿)?(?:元|块|圆)?$/u.exec(tight);
  if (match === null) return refuse();
  const whole = (match[2] ?? "").replaceAll(",", "");
  const shift = match[4] === "万" ? 4 : match[4] === "亿" ? 8 : 0;
  const decimals = match[3] ?? "";
  // A sum of floating numbers shows as 12.340000000000002 or 12.339999999999999.
  const settled = shift === 0 && decimals.length > 8 ? null : decimals.replace(/0+$/u, "");
  if (settled === null) {
    const cents = Math.round(Number(`0.${decimals}`) * 100);
    if (Math.abs(Number(`0.${decimals}`) * 100 - cents) > 1e-5) return refuse();
    const value = Number(whole) * 100 + cents;
    return signed(match[1], value) ?? refuse();
  }
  if (settled.length > shift + 2) {
    return fault("too_fine", `读到${quoted(text.trim())}：金额精确到分为止。请核对后填写两位小数`);
  }
  const value = Number(whole + settled.padEnd(shift + 2, "0"));
  return signed(match[1], value) ?? refuse();
}
