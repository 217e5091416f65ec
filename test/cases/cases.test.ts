import { describe, expect, it, test } from "vitest";
import { CASES, sourcesOf } from "./index.ts";

describe.each(CASES)("$title", ({ cases }) => {
  it.each(cases)("$id: $what", (one) => {
    expect(one.ask().map((found) => found?.value ?? null)).toEqual(one.answers);
    expect(sourcesOf(one).length + one.answers.filter((it) => it === null).length).toBeGreaterThan(0);
  });
});

test("each case has a name of its own", () => {
  const ids = CASES.flatMap(({ cases }) => cases.map((it) => it.id));
  expect(ids.length).toBeGreaterThan(90);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});
