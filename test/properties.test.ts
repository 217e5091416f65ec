import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as fc from "./properties.ts";

test("a property that says nothing is tried two thousand times", () => {
  let tried = 0;
  fc.assert(
    fc.property(fc.nat(), () => {
      tried += 1;
    }),
  );
  expect(tried).toBe(2_000);
});

test("properties are tried as this file says, wherever they stand", () => {
  const cwd = fileURLToPath(new URL("../", import.meta.url));
  const files = globSync("{src,test,demo}/**/*.test.ts", { cwd });
  expect(files.length).toBeGreaterThan(100);
  // A story is a whole zone: twelve of them are tried.
  const own = new Set(["demo/story.test.ts"]);
  const others = files.filter(
    (it) => !own.has(it) && /^import .* from "fast-check"/m.test(readFileSync(`${cwd}${it}`, "utf8")),
  );
  expect(others).toEqual([]);
});
