import { expect, test } from "vitest";
import { headingTiers } from "./tiers.ts";

test("equal neighbours of a tier are one heading, and short ones reach down", () => {
  expect(headingTiers([["合计"], ["性别", "男"], ["性别", "女"], ["年龄", "35 岁以下"]])).toEqual([
    [
      { label: "合计", span: 1, rows: 2 },
      { label: "性别", span: 2, rows: 1 },
      { label: "年龄", span: 1, rows: 1 },
    ],
    [
      { label: "男", span: 1, rows: 1 },
      { label: "女", span: 1, rows: 1 },
      { label: "35 岁以下", span: 1, rows: 1 },
    ],
  ]);
});
