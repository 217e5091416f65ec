import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { PARTS } from "#server/modules.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

test("each of the thirty checks of the field's rules is one of the clock, or a refusal with a test of its edges", () => {
  const clock = new Set(PARTS.flatMap((it) => it.checks ?? []).map((it) => it.id.slice(0, 3)));
  const tests = globSync(["src/**/*.test.ts", "test/**/*.test.ts"], { cwd: ROOT })
    .filter((file) => !file.endsWith("thirty-checks.test.ts"))
    .map((file) => readFileSync(join(ROOT, file), "utf8"));
  const refused = new Set(tests.flatMap((text) => text.match(/\bC[0-9]{2}\b/g) ?? []));
  // A title may name a row of checks: C05 to C07.
  for (const [, from, to] of tests.flatMap((text) => [...text.matchAll(/\bC([0-9]{2}) to C([0-9]{2})\b/g)]))
    for (let nth = Number(from); nth <= Number(to); nth += 1) refused.add(`C${String(nth).padStart(2, "0")}`);
  const missing = Array.from({ length: 30 }, (_, at) => `C${String(at + 1).padStart(2, "0")}`).filter(
    (id) => !clock.has(id) && !refused.has(id),
  );
  expect(missing).toEqual([]);
});
