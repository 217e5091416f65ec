import * as fc from "fast-check";
import { expect, test } from "vitest";
import { maskAddress, maskIdentityNumber, maskName, maskPhone } from "./masks.ts";

test("identity numbers show the first two and the last three", () => {
  expect(maskIdentityNumber("350000000000000123")).toBe("35*************123");
  expect(maskIdentityNumber("1234")).toBe("****");
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}[\dX]$/), (number) => {
      const masked = maskIdentityNumber(number);
      expect(masked).toHaveLength(18);
      expect(masked.replaceAll("*", "")).toHaveLength(5);
    }),
  );
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
