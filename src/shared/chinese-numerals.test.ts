import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import {
  chineseNumeral,
  chineseNumeralValue,
  chineseYear,
  readDocumentNumber,
  readTerm,
  termInWords,
} from "./chinese-numerals.ts";

describe("numerals", () => {
  test("are written as people read them", () => {
    const samples: Record<number, string> = {
      0: "零",
      5: "五",
      10: "十",
      12: "十二",
      20: "二十",
      21: "二十一",
      105: "一百零五",
      110: "一百一十",
      1001: "一千零一",
      1010: "一千零一十",
      9999: "九千九百九十九",
    };
    for (const [n, words] of Object.entries(samples)) expect(chineseNumeral(Number(n))).toBe(words);
    expect(() => chineseNumeral(10_000)).toThrow(RangeError);
    expect(chineseYear(2006)).toBe("二〇〇六");
  });

  test("are read back, in words and digit by digit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (n) => {
        expect(chineseNumeralValue(chineseNumeral(n))).toBe(n);
        expect(chineseNumeralValue(chineseYear(n))).toBe(n);
      }),
    );
    expect(chineseNumeralValue("廿一")).toBe(21);
    expect(chineseNumeralValue("元")).toBe(1);
    for (const bad of ["", "十十", "百", "甲", "一二三四五", "十百", "五六十", "二零十"])
      expect([bad, chineseNumeralValue(bad)]).toEqual([bad, null]);
  });
});

test("terms are read in words and figures", () => {
  expect(termInWords(5)).toBe("第五届");
  for (const text of ["第五届", "第5届", "五届", " ５ ", "第 五 届"])
    expect(readTerm(text)).toMatchObject({ ok: true, value: 5 });
  expect(readTerm("第十二届")).toMatchObject({ value: 12 });
  for (const bad of ["", "届", "第零届", "上届"]) expect(readTerm(bad)).toMatchObject({ ok: false });
});

describe("document numbers", () => {
  test("get hexagonal brackets and lose 第 and leading noughts", () => {
    for (const text of [
      "连开党〔2024〕12号",
      "连开党[2024]12号",
      "连开党(2024)第12号",
      "连开党【2024】012号",
      "连开党（２０２４） １２号",
      "连开党﹝2024﹞12",
    ]) {
      expect([text, readDocumentNumber(text)]).toEqual([
        text,
        { ok: true, value: { issuer: "连开党", year: 2024, number: 12, text: "连开党〔2024〕12号" } },
      ]);
    }
  });

  test("are refused with the proper form shown", () => {
    for (const bad of ["", "连开党2024-12", "〔2024〕12号", "连开党〔24〕12号", "连开党〔2024〕0号"]) {
      expect(readDocumentNumber(bad)).toMatchObject({ ok: false, reason: expect.stringContaining("〔2024〕") });
    }
  });
});
