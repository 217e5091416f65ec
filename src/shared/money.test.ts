import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import {
  capitalYuan,
  type Fen,
  fen,
  formatMoney,
  inTenThousands,
  plainYuan,
  proportion,
  readMoney,
  sum,
  yuan,
} from "./money.ts";

const amounts = fc.integer({ min: -(10 ** 14), max: 10 ** 14 }).map((n) => fen(n));

/** Reads capital numerals by their grammar, independently of how they are written. */
function valueOfCapitals(text: string): number {
  const digits = "零壹贰叁肆伍陆柒捌玖";
  const units: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  const group = (part: string): number => {
    let total = 0;
    let digit = 0;
    for (const c of part) {
      const unit = units[c];
      if (unit === undefined) digit = digits.indexOf(c);
      else {
        total += digit * unit;
        digit = 0;
      }
    }
    return total + digit;
  };
  const whole = (part: string): number => {
    for (const [name, size] of [
      ["亿", 1e8],
      ["万", 1e4],
    ] as const) {
      const at = part.lastIndexOf(name);
      if (at >= 0) return whole(part.slice(0, at)) * size + whole(part.slice(at + 1));
    }
    return group(part);
  };
  const sign = text.startsWith("负") ? -1 : 1;
  const body = text.replace(/^负/u, "").replace(/整$/u, "");
  const [before, after] = body.includes("元") ? body.split("元") : ["", body];
  const jiao = /(.)角/u.exec(after ?? "")?.[1];
  const cents = /(.)分/u.exec(after ?? "")?.[1];
  return (
    sign * (whole(before ?? "") * 100 + (jiao ? digits.indexOf(jiao) * 10 : 0) + (cents ? digits.indexOf(cents) : 0))
  );
}

describe("money", () => {
  test("is whole fen only", () => {
    expect(() => fen(0.5)).toThrow(RangeError);
    expect(() => fen(2 ** 53)).toThrow(RangeError);
    expect(Object.is(fen(-0), 0)).toBe(true);
    expect(sum([yuan(1), fen(5)])).toBe(105);
    expect(() => sum([fen(Number.MAX_SAFE_INTEGER), fen(1)])).toThrow(RangeError);
  });

  test("is written for people and for tables", () => {
    expect(formatMoney(fen(123_456))).toBe("¥1,234.56");
    expect(formatMoney(fen(-5))).toBe("-¥0.05");
    expect(formatMoney(fen(0))).toBe("¥0.00");
    expect(formatMoney(fen(100_000_000))).toBe("¥1,000,000.00");
    expect(plainYuan(fen(-123_456))).toBe("-1234.56");
    expect(inTenThousands(yuan(200_000))).toBe("20.00万元");
  });

  test("is read back from every form it writes", () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(readMoney(plainYuan(amount))).toMatchObject({ ok: true, value: amount });
        if (amount >= 0) expect(readMoney(` ${formatMoney(amount)}`)).toMatchObject({ ok: true, value: amount });
        expect(valueOfCapitals(capitalYuan(amount))).toBe(amount);
      }),
    );
  });

  test("is read as offices write it", () => {
    const written: Record<string, number> = {
      "1234.5": 123_450,
      "￥１，２３４.５０": 123_450,
      "1234元": 123_400,
      "1.2万元": 1_200_000,
      "20万": 20_000_000,
      "3元5角": 350,
      "5角": 50,
      "1,234,567.89": 123_456_789,
      "12.340000000000002": 1234,
      "12.339999999999999": 1234,
      "-5": -500,
      "0.2": 20,
      人民币100元整: 10_000,
      "1.23456万": 1_234_560,
      "15.000": 1500,
    };
    for (const [text, value] of Object.entries(written))
      expect([text, readMoney(text)]).toEqual([text, { ok: true, value }]);
    const refused: Record<string, string> = {
      "": "empty",
      "—": "empty",
      面议: "not_money",
      "1.234": "too_fine",
      "1,23": "not_money",
      "1e5": "not_money",
      "99999999999999999": "not_money",
    };
    for (const [text, slug] of Object.entries(refused))
      expect([text, readMoney(text)]).toMatchObject([text, { ok: false, fault: slug }]);
  });

  test("has the capital numerals of receipts", () => {
    const written: Record<number, string> = {
      0: "零元整",
      5: "伍分",
      50: "伍角整",
      1000: "壹拾元整",
      123_456: "壹仟贰佰叁拾肆元伍角陆分",
      100_005: "壹仟元零伍分",
      100_050: "壹仟元零伍角整",
      1_000_000_00: "壹佰万元整",
      10_010_000: "壹拾万零壹佰元整",
      100_000_000_00: "壹亿元整",
      100_000_100_00: "壹亿零壹佰元整",
      1_050_00: "壹仟零伍拾元整",
    };
    for (const [value, text] of Object.entries(written)) expect(capitalYuan(fen(Number(value)))).toBe(text);
    expect(capitalYuan(fen(-100))).toBe("负壹元整");
    expect(capitalYuan(yuan(1_000_000_000_000))).toBe("壹万亿元整");
  });

  test("takes proportions exactly, with one rounding", () => {
    // The dues samples of regulations 6.1.
    const dues = (base: number, perMille: number): Fen => proportion(fen(base), perMille, 1000);
    expect(dues(300_000, 5)).toBe(1500);
    expect(dues(300_001, 10)).toBe(3000);
    expect(dues(500_001, 15)).toBe(7500);
    expect(dues(1_000_001, 20)).toBe(20_000);
    expect(proportion(fen(5), 1, 2)).toBe(3);
    expect(proportion(fen(-5), 1, 2)).toBe(-3);
    expect(proportion(fen(5), 1, 2, "down")).toBe(2);
    expect(proportion(fen(1), 1, 3, "up")).toBe(1);
    expect(() => proportion(fen(1), 1, 0)).toThrow(RangeError);
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1000 }), (amount, by) => {
        const [low, high] = [proportion(amount, 1, by, "down"), proportion(amount, 1, by, "up")];
        expect(Math.abs(high) - Math.abs(low)).toBe(amount % by === 0 ? 0 : 1);
      }),
    );
  });
});
