import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { VERBS } from "#server/verbs/index.ts";
import { filesBeneath, ROOT, textOf } from "./source.ts";

/** What the pages for people promise, held against what is there. */
const pages = [
  ...["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md", "STYLE.md"].filter((it) =>
    existsSync(join(ROOT, it)),
  ),
  ...filesBeneath("docs", ".md"),
  ...filesBeneath("src", "README.md"),
];

test("every verb of the command line that a page names exists", () => {
  const named = pages.flatMap((page) =>
    [...textOf(page).matchAll(/npm run -s lianxin -- ([a-z][a-z -]*)/g)].map((it) => ({ page, words: it[1] ?? "" })),
  );
  const known = new Set(["help", ...VERBS.map((it) => it.name)]);
  expect(named.length).toBeGreaterThan(8);
  expect(
    named.filter(({ words }) => {
      const [first = "", second = ""] = words.trim().split(" ");
      return !known.has(first) && !known.has(`${first} ${second}`);
    }),
  ).toEqual([]);
});

test("every path of the repository that a page links to exists", () => {
  const links = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
      .map((it) => it[1] ?? "")
      .filter((to) => !/^[a-z]+:/.test(to))
      .map((to) => ({ page, to })),
  );
  expect(links.length).toBeGreaterThan(25);
  expect(links.filter(({ page, to }) => !existsSync(join(ROOT, dirname(page), decodeURI(to))))).toEqual([]);
});

test("every npm script in a fenced command exists", () => {
  const scripts = new Set(
    Object.keys((JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object }).scripts),
  );
  const used = pages.flatMap((page) =>
    [...textOf(page).matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].flatMap((block) =>
      [...(block[1] ?? "").matchAll(/npm (?:run (?:-s )?)?([a-z][a-z:-]*)/g)].map((it) => ({
        page,
        script: it[1] ?? "",
      })),
    ),
  );
  expect(used.length).toBeGreaterThan(8);
  expect(used.filter((it) => !scripts.has(it.script))).toEqual([]);
});

test("every module, every part of the platform with more than a file, has a page", () => {
  const folders = new Set(
    [...filesBeneath("src/modules", ".ts"), ...filesBeneath("src/platform", ".ts")].map((it) =>
      it.split("/").slice(0, 3).join("/"),
    ),
  );
  const parts = [...folders].filter((it) => !it.endsWith(".ts") && filesBeneath(it, ".ts").length > 1);
  expect(parts.length).toBeGreaterThan(10);
  expect(parts.filter((it) => !existsSync(join(ROOT, it, "README.md")))).toEqual([]);
});

test("decisions are numbered without a gap, each with its context, choice, price and when to look again", () => {
  const decisions = filesBeneath("docs/decisions", ".md");
  expect(decisions.length).toBeGreaterThan(5);
  expect(decisions.map((it) => Number(/\/(\d{4})-/.exec(it)?.[1]))).toEqual(decisions.map((_, at) => at + 1));
  const parts = ["**Context.**", "**Choice.**", "**Price.**", "**Look again**"];
  expect(decisions.filter((it) => parts.some((part) => !textOf(it).includes(part)))).toEqual([]);
});

test("every environment variable of the program is in the pages for operating", () => {
  const read = new Set(
    ["src/server", "src/platform"].flatMap((folder) =>
      filesBeneath(folder, ".ts")
        .filter((it) => !it.endsWith(".test.ts"))
        .flatMap((it) =>
          [...textOf(it).matchAll(/(?:process\.env\[|(?:settingOf(?:<\w+>)?|numberOf)\()"([A-Z_]+)"/g)].map(
            (found) => found[1] ?? "",
          ),
        ),
    ),
  );
  read.delete("PATH");
  const install = textOf("docs/operate/install.md");
  expect(read.size).toBeGreaterThan(6);
  expect([...read].filter((it) => !install.includes(`| \`${it}\` |`))).toEqual([]);
});
