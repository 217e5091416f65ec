import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { slice, sliceOf, WHOLE } from "./slice.ts";

const all = Array.from({ length: 100 }, (_, at) => `place ${at}`);
const commits = Array.from({ length: 60 }, (_, at) => createHash("sha1").update(String(at)).digest("hex"));
const of = (commit: string, matrix = "m", parts = 4, from = all) => sliceOf(commit, matrix, from, parts, (it) => it);

test("a slice is the same for one commit, of one size, in order, and the commits together leave nothing out", () => {
  for (const commit of commits) {
    const chosen = of(commit);
    expect(chosen).toHaveLength(25);
    expect(chosen).toEqual(of(commit));
    expect(chosen).toEqual(all.filter((it) => chosen.includes(it)));
  }
  expect(new Set(commits.flatMap((it) => of(it))).size).toBe(all.length);
  expect(of("one commit", "m")).not.toEqual(of("one commit", "another matrix"));
});

test("of what is small something is always tried", () => {
  expect(of("x", "m", 4, ["only"])).toEqual(["only"]);
  expect(of("x", "m", 4, [])).toEqual([]);
});

test("this commit tries its part, the whole run everything", () => {
  expect(slice("m", all, 4, (it) => it)).toHaveLength(WHOLE ? 100 : 25);
});
