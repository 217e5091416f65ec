import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { STROKE_ORDER } from "./stroke-order.ts";
import { compareByStrokes, type NameOrder, nameCollator, orderVersion, pinyinKey, strokeKey } from "./strokes.ts";

const common = fc.integer({ min: 0x4e00, max: 0x9fff });
const rare = fc.oneof(
  fc.integer({ min: 0x3400, max: 0x4dbf }),
  fc.integer({ min: 0x20000, max: 0x2a6df }),
  fc.integer({ min: 0x30000, max: 0x3134a }),
);
const character = fc.oneof(
  { weight: 8, arbitrary: common },
  { weight: 1, arbitrary: rare },
  { weight: 1, arbitrary: fc.constant(0xb7) },
);
const names = fc
  .array(character, { minLength: 1, maxLength: 5 })
  .map((codes) => String.fromCodePoint(...codes).normalize("NFKC"));
/** Pairs that share a beginning find more mistakes than strangers. */
const pairs = fc
  .tuple(names, names, names)
  .chain(([head, a, b]) => fc.constantFrom([a, b] as const, [head + a, head + b] as const, [head, head + a] as const));

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const standard = new Set(Object.values(STROKE_ORDER).join(""));
const isStandard = (name: string): boolean => Array.from(name).every((it) => standard.has(it));

test.each<[NameOrder, (name: string) => string, (name: string) => boolean]>([
  ["stroke", strokeKey, (name) => Array.from(name).every((it) => !standard.has(it))],
  ["pinyin", pinyinKey, () => true],
])("keys by %s stand in byte order as Unicode's collation stands the names that it orders", (kind, key, ordered) => {
  const collator = nameCollator(kind);
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      fc.pre(ordered(a) && ordered(b));
      expect(order(key(a), key(b))).toBe(Math.sign(collator.compare(a, b)));
    }),
    { numRuns: 3000 },
  );
});

test("the table holds every standard character once", () => {
  const characters = Array.from(Object.values(STROKE_ORDER).join(""));
  expect(characters).toHaveLength(8105);
  expect(standard.size).toBe(8105);
  expect(isStandard("王秀英陈㛃堃喆")).toBe(true);
});

// Runs of the table of 2013 as it is printed, from each of its three levels, and surnames across them.
test.each([
  "王开井天夫元无云专丐扎艺木五支厅",
  "阿陇陈附坠妓妙妖姊妨妒努忍",
  "匡邦玎玑式迂刑邢",
  "李杨何汪沈张陈",
  "邱邹陆陈林季金周郑徐高郭陶",
  "丁马王邓石叶田史白冯吕朱乔任刘许孙",
  "再吾卵迟",
])("%s: strokes, then 横竖撇点折 of each", (run) => {
  const names = Array.from(run, (it) => `${it}伟`);
  expect(names.toReversed().sort(compareByStrokes)).toEqual(names);
});

test("a character outside the table follows those of as many strokes", () => {
  const sorted = ["一", "乙", "丨", "二", "又", "冂", "三", "王"];
  expect(isStandard("丨") || isStandard("冂")).toBe(false);
  expect(sorted.toReversed().sort(compareByStrokes)).toEqual(sorted);
});

describe.each<[NameOrder, (name: string) => string]>([
  ["stroke", strokeKey],
  ["pinyin", pinyinKey],
])("keys by %s", (kind, key) => {
  test("are ASCII of four letters a character, for anything", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(key(text)).toMatch(/^(?:[0-9a-z]{4})*$/);
      }),
    );
  });

  test("have a version that stays while the ranks stay", () => {
    expect(orderVersion(kind)).toBe(orderVersion(kind));
    expect(orderVersion(kind)).toMatch(/^[0-9a-z]{4,7}$/);
  });
});

test("the official order: fewer strokes first, surname before given name, short before long", () => {
  const sorted = ["丁一", "王军", "王军长", "王强", "刘伟", "张三", "陈辉", "黄军长", "魏根旺"];
  expect(sorted.toReversed().sort(compareByStrokes)).toEqual(sorted);
  expect(strokeKey("王 军")).toBe(strokeKey("王\u3000军"));
  expect(orderVersion("stroke")).not.toBe(orderVersion("pinyin"));
});

test("the pinyin order goes by sound", () => {
  const sorted = ["安平", "陈辉", "黄军长", "刘伟", "王军", "张三", "周福兴"];
  expect(sorted.toReversed().sort((a, b) => order(pinyinKey(a), pinyinKey(b)))).toEqual(sorted);
});
