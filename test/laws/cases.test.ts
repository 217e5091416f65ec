import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { citedProvisions } from "#server/reference-pages.ts";
import { ROOT, textOf } from "./source.ts";

const PAGE = "docs/reference/cases.md";

interface Case {
  readonly what: string;
  readonly answer: string;
  readonly provisions: readonly string[];
  readonly file: string;
  readonly title: string;
}

/** Rows of the tables of a page: what is asked, the answer, provisions, and where the test stands. */
const casesOf = (text: string): Case[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| --- ") && !line.startsWith("| case |"))
    .map((line) => {
      const [what = "", answer = "", provisions = "", at = ""] = line.slice(2, -2).split(" | ");
      const [, file = "", title = ""] = /^`([^`]+)`: (.+)$/u.exec(at) ?? [];
      return {
        what,
        answer,
        provisions: [...provisions.matchAll(/`([^`]+)`/gu)].map((it) => it[1] ?? ""),
        file,
        title,
      };
    });

test("each case has its answer, provisions that are registered, and a test of that name", async () => {
  const cases = casesOf(textOf(PAGE));
  expect(cases.length).toBeGreaterThan(60);
  expect(new Set(cases.map((it) => it.what)).size).toBe(cases.length);
  const registered = new Set((await citedProvisions()).map((it) => it.provision.id));
  const faults = cases.flatMap(({ what, answer, provisions, file, title }) => [
    ...(answer === "" || provisions.length === 0 ? [`${what}: no answer or no provision`] : []),
    ...provisions.filter((id) => !registered.has(id)).map((id) => `${what}: no provision ${id}`),
    ...(title !== "" && existsSync(join(ROOT, file)) && textOf(file).includes(`"${title}"`)
      ? []
      : [`${what}: no test “${title}” in ${file}`]),
  ]);
  expect(faults).toEqual([]);
});

test("a row that names what is not there is found", () => {
  const [row] = casesOf("| a | b | `nothing-1` | `test/none.test.ts`: does it |");
  expect(row).toEqual({
    what: "a",
    answer: "b",
    provisions: ["nothing-1"],
    file: "test/none.test.ts",
    title: "does it",
  });
});
