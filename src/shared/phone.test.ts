import { expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { readPhone } from "./phone.ts";

test("mobiles are read in every dress", () => {
  for (const text of [
    "19900000001",
    "199 0000 0001",
    "199-0000-0001",
    "+86 19900000001",
    "0086-19900000001",
    "8619900000001",
    "１９９０００００００１",
    "019900000001",
    "手机:19900000001",
    "'19900000001\t",
  ]) {
    expect([text, readPhone(text)]).toEqual([text, { ok: true, value: { number: "19900000001", kind: "mobile" } }]);
  }
  for (const text of ["19900000001", "1.9900000001E10", "1.9900000001E+10", "19900000001.0"]) {
    expect(readPhone(text, "number")).toMatchObject({ ok: true, value: { number: "19900000001" } });
  }
});

test("landlines get one form", () => {
  for (const text of [
    "0518-80000003",
    "(0518)80000003",
    "051880000003",
    "0518 80000003",
    "0518—80000003",
    "+86-0518-80000003",
  ]) {
    expect([text, readPhone(text)]).toEqual([text, { ok: true, value: { number: "0518-80000003", kind: "landline" } }]);
  }
  expect(readPhone("010-62000000")).toMatchObject({ value: { number: "010-62000000" } });
  expect(readPhone("0518-80000003转801")).toMatchObject({ value: { number: "0518-80000003-801" } });
  expect(readPhone("0518-80000003-801")).toMatchObject({ value: { number: "0518-80000003-801" } });
  expect(readPhone("80000003")).toMatchObject({ ok: true, note: expect.stringContaining("区号") });
});

test("several numbers give the mobile, and the others are told", () => {
  expect(readPhone("0518-80000003/19900000001")).toMatchObject({
    value: { number: "19900000001" },
    note: expect.stringContaining("0518-80000003"),
  });
  expect(readPhone("19900000001、19900000002")).toMatchObject({
    value: { number: "19900000001" },
    note: expect.stringContaining("19900000002"),
  });
});

test("a second number that cannot be read is told as it stands, a word beside the number is not", () => {
  for (const [text, lost] of [
    ["19900000001/1990000000", "1990000000"],
    ["1990000000、19900000001", "1990000000"],
    ["19900000001 0518-8000", "0518-8000"],
  ])
    expect([text, readPhone(text ?? "")]).toMatchObject([
      text,
      { value: { number: "19900000001", others: [lost] }, note: expect.stringContaining(lost ?? "") },
    ]);
  expect(readPhone("手机 19900000001 本人")).toEqual({ ok: true, value: { number: "19900000001", kind: "mobile" } });
});

test("what is no number says so", () => {
  const refused: Record<string, string> = {
    "": "empty",
    无: "empty",
    "/": "empty",
    "1.99E+10": "lost_digits",
    "1990000000": "not_a_phone",
    "199000000011": "not_a_phone",
    "12900000001": "not_a_phone",
    张三: "not_a_phone",
  };
  for (const [text, slug] of Object.entries(refused))
    expect([text, readPhone(text)]).toMatchObject([text, { ok: false, fault: slug }]);
  expect(readPhone("1990000000")).toMatchObject({ reason: expect.stringContaining("这里是10位") });
});

test("any mobile survives any punctuation; nothing makes it throw", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), fc.constantFrom(" ", "-", "\u3000", "—"), (number, mark) => {
      expect(readPhone(`${number.slice(0, 3)}${mark}${number.slice(3, 7)}${mark}${number.slice(7)}`)).toMatchObject({
        ok: true,
        value: { number },
      });
    }),
  );
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("text", "number"), (text, kind) => {
      const answer = readPhone(text, kind);
      if (answer.ok) expect(answer.value.number).toMatch(/^[\d-]{7,20}$/);
    }),
  );
});
