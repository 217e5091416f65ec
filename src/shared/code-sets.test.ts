import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { defineCodeSet } from "./code-set.ts";
import { CODE_SET_NAMES, codeSet, isCodeSetName } from "./code-sets.ts";
import { educationClassOf, isJuniorCollegeOrAbove } from "./education-levels.ts";
import { OUT_OF_PARTY } from "./event-codes.ts";

describe("every code set", () => {
  test("finds each value by value, term, alias and code, however it is spaced", () => {
    expect(CODE_SET_NAMES.length).toBeGreaterThan(40);
    let looked = 0;
    for (const name of CODE_SET_NAMES) {
      const set = codeSet(name);
      expect(set.entries.length).toBeGreaterThan(1);
      expect(set.title).not.toBe("");
      expect(set.source).not.toBe("");
      for (const entry of set.entries) {
        expect(entry.value).toMatch(/^(?:[a-z][a-z0-9_-]*|\d\d)$/);
        expect(set.term(entry.value)).toBe(entry.term);
        for (const form of [entry.value, entry.term, ...(entry.aliases ?? []), ...(entry.code ? [entry.code] : [])]) {
          expect([name, form, set.find(` ${form.slice(0, 1)}\u3000${form.slice(1)}\t`)]).toEqual([
            name,
            form,
            entry.value,
          ]);
          looked += 1;
        }
      }
    }
    expect(looked).toBeGreaterThan(800);
  });

  test("answers undefined or one of its own values to anything", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CODE_SET_NAMES), fc.string(), (name, text) => {
        const set = codeSet(name);
        const found = set.find(text);
        if (found !== undefined) expect(set.has(found)).toBe(true);
      }),
    );
    expect(isCodeSetName("toString")).toBe(false);
    expect(codeSet("sex").has("constructor")).toBe(false);
  });
});

test("a set that contradicts itself is refused", () => {
  const base = { title: "试", source: "test", confirmed: true };
  expect(() =>
    defineCodeSet({
      ...base,
      entries: [
        { value: "a", term: "甲" },
        { value: "a", term: "乙" },
      ],
    }),
  ).toThrow("twice");
  expect(() =>
    defineCodeSet({
      ...base,
      entries: [
        { value: "a", term: "甲" },
        { value: "b", term: "甲" },
      ],
    }),
  ).toThrow("both");
  const set = defineCodeSet({ ...base, entries: [{ value: "a", term: "甲" }] });
  expect(() => set.term(JSON.parse('"z"'))).toThrow(RangeError);
});

test("drop-down forms with a code in front are read", () => {
  expect(codeSet("membership_category").find("223_正式党员")).toBe("full");
  expect(codeSet("membership_category").find("224_预备党员")).toBe("probationary");
});

test("ethnic groups are the 56 and two more, with and without 族", () => {
  const set = codeSet("ethnic_group");
  expect(set.values).toHaveLength(58);
  expect(set.values.slice(0, 56)).toEqual(Array.from({ length: 56 }, (_, n) => String(n + 1).padStart(2, "0")));
  const written: Record<string, string> = {
    汉: "01",
    汉族: "01",
    土家: "15",
    土: "30",
    乌兹别克族: "43",
    毛难: "36",
    塔塔儿: "50",
    HA: "01",
    "1": "01",
    维族: "05",
  };
  for (const [text, code] of Object.entries(written)) expect([text, set.find(text)]).toEqual([text, code]);
});

test("a bare 0 is no sex: systems disagree about it", () => {
  expect(codeSet("sex").find("0")).toBeUndefined();
  expect(codeSet("sex").find("1")).toBe("male");
});

test("education rolls up to the six classes of the statistics", () => {
  const set = codeSet("education");
  const rolled = (text: string) => {
    const value = set.find(text);
    if (value === undefined) throw new Error(`no education ${text}`);
    return educationClassOf(value);
  };
  const expected: Record<string, string> = {
    博士: "postgraduate",
    研究生: "postgraduate",
    大学: "bachelor",
    本科: "bachelor",
    大专: "junior_college",
    大学专科: "junior_college",
    专科: "junior_college",
    中专: "secondary_specialised",
    职高: "secondary_specialised",
    中技: "senior_high",
    "高中、中技": "senior_high",
    高中: "senior_high",
    初中: "junior_high_or_below",
    小学: "junior_high_or_below",
    初中及以下: "junior_high_or_below",
    文盲: "junior_high_or_below",
  };
  for (const [text, value] of Object.entries(expected)) expect([text, rolled(text)]).toEqual([text, value]);
  // GB/T 4658 numbers: 1x to 3x are 大专及以上.
  for (const [code, above] of [
    ["11", true],
    ["17", true],
    ["21", true],
    ["31", true],
    ["41", false],
    ["61", false],
    ["90", false],
  ] as const) {
    const value = set.find(code);
    expect(value !== undefined && isJuniorCollegeOrAbove(value)).toBe(above);
  }
});

test("leaving the Party is a part of leaving the count", () => {
  const set = codeSet("leave_reason");
  for (const reason of OUT_OF_PARTY) expect(set.has(reason)).toBe(true);
  expect(OUT_OF_PARTY).not.toContain("died");
  expect(new Set(OUT_OF_PARTY).size).toBe(7);
});
