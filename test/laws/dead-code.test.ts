import { expect, test } from "vitest";
import { exceptionsTo, exportsOf, filesBeneath, type Import, importsOf, textOf } from "./source.ts";

const isTest = (file: string): boolean => /\.(test|fixture)\.tsx?$/.test(file);
const sources = filesBeneath("src", ".ts", ".tsx").filter((file) => !file.endsWith(".d.ts"));
const own = sources.filter((file) => !isTest(file));
const users = [...own, ...filesBeneath("demo", ".ts").filter((file) => !isTest(file)), ...filesBeneath("bench", ".ts")];
const imports: readonly Import[] = users.flatMap(importsOf);

/** Names of a file that somebody takes: `*` for all. A name that is only passed on is taken when the next one is. */
const taken = new Map<string, Set<string>>();
const take = (file: string, name: string): void => {
  const names = taken.get(file) ?? new Set();
  if (names.has(name)) return;
  taken.set(file, names.add(name));
  for (const it of passing.get(file) ?? []) {
    if (it.as === null) take(it.to, name);
    else if (name === "*" || it.as.includes(name)) for (const one of it.names ?? ["*"]) take(it.to, one);
  }
};
const isPassing = (it: Import): boolean =>
  it.as !== null || (it.names === null && /^export \*/m.test(textOf(it.from)) && !it.dynamic);
const passing = Map.groupBy(
  imports.filter((it) => it.as !== null),
  (it) => it.from,
);
for (const it of imports) {
  if (it.as !== null) continue;
  if (it.names === null && isPassing(it)) {
    passing.set(it.from, [...(passing.get(it.from) ?? []), it]);
    continue;
  }
}
for (const it of imports)
  if (it.as === null && !(it.names === null && isPassing(it))) for (const name of it.names ?? ["*"]) take(it.to, name);

/** Read by the program that serves or builds, by its path. */
const ENTRANCES =
  /^src\/(server\/(main|cli|reference-pages)|web\/(main|pocket\/(main|sw|service-worker)).*|platform\/database\/generate-columns)\.tsx?$/;

test("nothing in src is used by tests only", () => {
  let looked = 0;
  const dead: string[] = [];
  for (const file of own) {
    if (ENTRANCES.test(file)) continue;
    const names = taken.get(file);
    if (names?.has("*")) continue;
    const text = textOf(file);
    for (const name of new Set(exportsOf(file))) {
      looked += 1;
      if (names?.has(name)) continue;
      const inside =
        text.match(new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name.replaceAll("$", "\\$")}(?![\\w$])`, "g"))?.length ?? 0;
      const declarations =
        text.match(
          new RegExp(
            `^export (?:type|const|interface|async function|function|class|function\\*|async function\\*) ${name}\\b`,
            "gm",
          ),
        )?.length ?? 1;
      if (inside <= declarations) dead.push(`${file}: ${name}`);
    }
  }
  expect(looked).toBeGreaterThan(1_000);
  expect(dead).toEqual(exceptionsTo("dead-code"));
});
