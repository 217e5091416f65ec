import { expect, test } from "vitest";
import { PARTS, routesOf } from "#server/modules.ts";
import { filesBeneath, textOf } from "./source.ts";

/**
 * Every deed is carried out by its route. The table of authority shows which of them a well-made request carries out for
 * somebody (2xx); what it does not reach (a state that nothing planted is in, a token, a file) a test calls by its address.
 */
test("every deed is carried out through its route by some test", () => {
  const done = new Set(
    textOf("test/security/authority.txt")
      .split("\n")
      .filter((it) => /[ /]20[0-9]\b/.test(it))
      .map((it) => it.split(" ").slice(0, 2).join(" ")),
  );
  const tests = [...filesBeneath("src", ".test.ts"), ...filesBeneath("test", ".test.ts")]
    .filter((file) => !file.startsWith("test/laws/"))
    .map(textOf)
    .join("\n");
  const called = (path: string): boolean =>
    new RegExp(`${path.replaceAll(/:\w+/g, "[^/\\s]+").replaceAll("/", "\\/")}(?![\\w/-])`).test(tests);
  const deeds = routesOf(PARTS).filter((it) => it.method !== "GET");
  expect(deeds.length).toBeGreaterThan(150);
  expect(done.size).toBeGreaterThan(100);
  expect(
    deeds
      .filter((it) => !done.has(`${it.method} ${it.path}`) && !called(it.path))
      .map((it) => `${it.method} ${it.path}`),
  ).toEqual([]);
});
