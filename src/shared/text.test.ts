import { expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { fold, foldTight, headingKey, termKey, withoutQuotes } from "./text.ts";

test("headings of one column meet", () => {
  const same: readonly (readonly string[])[] = [
    ["出生年月", "出生年月(2019/10/24)", "出生\n年月", "出生 年月*", " 出生年月:", "出生年月（必填）", "*出生年月"],
    ["所在组织", "所在组织(请不要输入特殊符号)"],
    ["是否农民工", "是否农民工 "],
    ["姓名", "姓  名", "姓\u3000名"],
    ["qq", "ＱＱ"],
  ];
  for (const group of same) expect(new Set(group.map(headingKey))).toEqual(new Set([group[0]]));
  expect(headingKey("(盖章)")).toBe("(盖章)");
});

test("folding is done once and for all", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const way of [fold, foldTight]) {
        // Taking out an invisible mark may let two characters compose, so a second pass is compared with a third.
        const twice = way(way(text));
        expect(way(twice)).toBe(twice);
        expect(twice).toBe(twice.trim());
      }
    }),
  );
  expect(fold("\ufeff Ａ　b\t\n c\u200b ")).toBe("A b c");
  expect(termKey("高中、 中技")).toBe("高中中技");
  expect(withoutQuotes("'“329971”＇")).toBe("329971");
});
