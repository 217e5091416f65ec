import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { addDays, day } from "./day.ts";
import {
  checkCharacter,
  identityConflicts,
  identityNumber,
  isIdentityNumber,
  normaliseIdentityNumber,
  readIdentityNumber,
  upgradeOldNumber,
} from "./identity-number.ts";

/** A well-formed number in a division that does not exist. */
const numbers = fc
  .record({ offset: fc.integer({ min: 0, max: 70_000 }), sequence: fc.integer({ min: 0, max: 999 }) })
  .map(({ offset, sequence }) => {
    const first17 = `329971${addDays(day("1900-01-01"), offset).replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
    return first17 + checkCharacter(first17);
  });

describe("an identity number", () => {
  test("has the check character of the textbook samples", () => {
    expect(checkCharacter("11010519491231002")).toBe("X");
    expect(checkCharacter("44052418800101001")).toBe("4");
    expect(isIdentityNumber("11010519491231002X")).toBe(true);
    expect(isIdentityNumber("440524188001010014")).toBe(true);
    expect(isIdentityNumber("11010519491231002x")).toBe(false);
    expect(() => identityNumber("110105194912310021")).toThrow(RangeError);
  });

  test("gives birth day, sex and division", () => {
    expect(readIdentityNumber("11010519491231002X")).toEqual({
      ok: true,
      value: { number: "11010519491231002X", division: "110105", birth: "1949-12-31", sex: "female" },
    });
    expect(readIdentityNumber("440524188001010014")).toMatchObject({ value: { birth: "1880-01-01", sex: "male" } });
  });

  test("is read in every shape the rosters hold", () => {
    const shapes: readonly (readonly [string, string])[] = [
      ["329971195001268237\t", "329971195001268237"],
      ["329971 19830928 5790", "329971198309285790"],
      ["32997119661212005x", "32997119661212005X"],
      ["'329971196802163990", "329971196802163990"],
      ["“329971196802163990”", "329971196802163990"],
      ["３２９９７１１９６８０２１６３９９０", "329971196802163990"],
      ["身份证号:329971196802163990", "329971196802163990"],
      ["\u200b329971-19680216-3990\ufeff", "329971196802163990"],
      ["32997119661212005×", "32997119661212005X"],
    ];
    for (const [text, number] of shapes)
      expect(readIdentityNumber(text)).toMatchObject({ ok: true, value: { number } });
  });

  test("survives any valid number, folded or not, and no single wrong digit", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (number, at, add) => {
        expect(readIdentityNumber(` ${number.toLowerCase()} `)).toMatchObject({ ok: true, value: { number } });
        const digit = (Number(number.charAt(at)) + add) % 10;
        expect(isIdentityNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false);
      }),
    );
  });

  test("names each kind of damage", () => {
    const damaged: readonly (readonly [string, "text" | "number", string])[] = [
      ["", "text", "empty"],
      ["无", "text", "empty"],
      ["3.29971E+17\t", "text", "lost_digits"],
      ["3.29971195910166e+17", "number", "lost_digits"],
      ["3.299711953062059e+17", "number", "lost_digits"],
      ["329971195910166000", "number", "lost_digits"],
      ["329971195910167000", "text", "lost_digits"],
      ["32997119591016600", "text", "wrong_length"],
      ["3299711959101660001", "text", "wrong_length"],
      ["329971196813163990", "text", "impossible_date"],
      ["329971199902303990", "text", "impossible_date"],
      ["329971257010013990", "text", "impossible_date"],
      ["329971196802163991", "text", "bad_checksum"],
      ["32997119680216399O", "text", "bad_characters"],
      ["3299711X6802163990", "text", "bad_characters"],
      ["军官证123", "text", "bad_characters"],
      ["329971681316399", "text", "wrong_length"],
    ];
    for (const [text, kind, slug] of damaged) {
      const answer = readIdentityNumber(text, kind);
      expect([text, answer.ok ? "read" : answer.fault]).toEqual([text, slug]);
      if (!answer.ok) expect(answer.reason).toMatch(/[填核正]/u);
      // What was written is never quoted: a damaged number is nearly the right one.
      if (!answer.ok) expect(answer.reason).not.toMatch(/\d{3}/u);
    }
  });

  test("takes a number ending in three noughts when its check is right, with a note", () => {
    const first15 = "329971196802160";
    const ends = Array.from({ length: 100 }, (_, n) => first15.slice(0, 13) + String(n).padStart(2, "0") + "00").find(
      (candidate) => isIdentityNumber(`${candidate}0`),
    );
    expect(ends).toBeDefined();
    expect(readIdentityNumber(`${ends}0`)).toMatchObject({ ok: true, note: expect.stringContaining("三个0") });
  });

  test("proposes the new form of an old number, and only proposes", () => {
    expect(readIdentityNumber("329971680216399")).toMatchObject({
      ok: false,
      fault: "old_number",
      proposal: "329971196802163990",
    });
    expect(readIdentityNumber("3.29971680216399E+14", "number")).toMatchObject({ proposal: "329971196802163990" });
    expect(upgradeOldNumber("329971990216998")?.slice(6, 10)).toBe("1899");
    expect(upgradeOldNumber("329971681316399")).toBeNull();
  });

  test("never throws and never invents", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("text", "number", "date"), (text, kind) => {
        const answer = readIdentityNumber(text, kind);
        if (answer.ok) expect(normaliseIdentityNumber(text)).toBe(answer.value.number);
      }),
    );
  });

  test("tells where the row disagrees, at the precision of the row", () => {
    const number = identityNumber("329971196802163990");
    expect(identityConflicts(number, { birth: { day: day("1968-02-01"), precision: "month" }, sex: "male" })).toEqual(
      [],
    );
    expect(identityConflicts(number, { birth: { day: day("1968-02-01"), precision: "day" } })).toHaveLength(1);
    expect(
      identityConflicts(number, { birth: { day: day("1967-02-01"), precision: "month" }, sex: "female" }),
    ).toHaveLength(2);
    expect(identityConflicts(number, { birth: null, sex: null })).toEqual([]);
  });
});
