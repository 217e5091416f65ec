import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
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

describe.each<[NameOrder, (name: string) => string]>([
  ["stroke", strokeKey],
  ["pinyin", pinyinKey],
])("keys by %s", (kind, key) => {
  test("stand in byte order as Unicode's collation stands the names", () => {
    const collator = nameCollator(kind);
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(order(key(a), key(b))).toBe(Math.sign(collator.compare(a, b)));
      }),
      { numRuns: 3000 },
    );
  });

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
