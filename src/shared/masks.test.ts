import { expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { hideIdentityNumbers, maskAddress, maskIdentityNumber, maskName, maskPhone } from "./masks.ts";

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
