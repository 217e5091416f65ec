import { expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import {
  hideIdentityNumbers,
  isMaskedNumber,
  maskAddress,
  maskIdentityNumber,
  maskName,
  maskPhone,
  NUMBER_HELD,
} from "./masks.ts";

test("identity numbers show their first two characters, at one length", () => {
  expect(maskIdentityNumber("350000000000000123")).toBe("35****************");
  expect(maskIdentityNumber("350000000000123")).toBe("35****************");
  expect(maskIdentityNumber("1234")).toBe("******************");
  expect(maskIdentityNumber("")).toBe("");
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}[\dX]$/), (number) => {
      expect(maskIdentityNumber(number)).toBe(`${number.slice(0, 2)}${"*".repeat(16)}`);
    }),
  );
});

test("a sentence that quotes a number keeps nothing of its end", () => {
  const hidden = "32****************";
  for (const written of ["32997119740624001X", "329971197406240011", "329971740624001", "329971 19740624 001X"])
    expect(hideIdentityNumbers(`姓名：读到“${written}”`)).toBe(`姓名：读到“${hidden}”`);
  for (const kept of ["读到“2026-01-01 2026-02-03”", "读到“13900001234、13900005678”", "读到“123456789.50”"])
    expect(hideIdentityNumbers(kept)).toBe(kept);
});

test.each([
  "329971 1974 0624 001X",
  "32997119740624 0011",
  "329971197406240 011",
  "3299 7119 7406 2400 11",
  "329971.19740624.0011",
  "329971/19740624/001X",
  "329971_19740624_0011",
  "329971—19740624—0011",
  "329971　19740624　001Ｘ",
  "329971\t197406240011",
  "329971197406\u200b240011",
  "３２９９７１１９７４０６２４００１１",
  "32997119740624001Ｘ",
  "3299711974O624O011",
  "3 2 9 9 7 1 1 9 7 4 0 6 2 4 0 0 1 1",
  "32997 19740624 0011",
  "329971 740624 001",
  "\u0663\u0662\u0669\u0669\u0667\u0661\u0661\u0669\u0667\u0664\u0660\u0666\u0662\u0664\u0660\u0660\u0661\u0661",
])("however it is written, nothing of a number's end is quoted: %s", (written) => {
  const shown = hideIdentityNumbers(`工作单位：读到“东巷村 ${written}”，请核对`);
  expect(shown).toMatch(/^工作单位：读到“东巷村 [^*]{2}\*{16}”，请核对$/u);
});

test("dates, sums and lists of telephone numbers stay legible", () => {
  for (const kept of [
    "2010-05-01—2012-06-01",
    "2010.05.01-2012.06.01",
    "2010/5/1、2012/6/1、2014/7/1",
    "13900001234/13900005678",
    "0518-85120000、0518-85120001",
    "1,234,567,890.50",
    "第1、2、3、4、5、6、7、8、9、10、11、12行",
  ])
    expect(hideIdentityNumbers(kept)).toBe(kept);
});

test("phones keep what the branch recognises them by", () => {
  expect(maskPhone("13800001234")).toBe("138****1234");
  expect(maskPhone("0518-80000003")).toBe("0518-******03");
  expect(maskPhone("12345")).toBe("*****");
});

test("names keep the surname, addresses the town", () => {
  expect(maskName("李明")).toBe("李某");
  expect(maskName("欧阳明")).toBe("欧阳某");
  expect(maskName("")).toBe("");
  expect(maskAddress("云湾区朝云街道东巷村4组180号")).toBe("云湾区朝云街道");
  expect(maskAddress("海州区城乡大道3号")).toBe("");
  expect(maskAddress("某县张庄镇刘庄村11组")).toBe("某县张庄镇");
});

test("what lists show of numbers is known again, and no number is taken for it", () => {
  const identity = fc.stringMatching(/^\d{17}[\dX]$/);
  const phone = fc.oneof(fc.stringMatching(/^1\d{10}$/), fc.stringMatching(/^0\d{2,3}-\d{7,8}$/));
  fc.assert(
    fc.property(identity, phone, (id, number) => {
      expect([maskIdentityNumber(id), maskPhone(number)].map(isMaskedNumber)).toEqual([true, true]);
      expect([id, number].map(isMaskedNumber)).toEqual([false, false]);
    }),
  );
  expect(["", "*", "2**", "备注***"].map(isMaskedNumber)).toEqual([false, false, false, false]);
  expect(isMaskedNumber(` ${NUMBER_HELD} `)).toBe(true);
});
