import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PARTS, registersOf, verbsOf } from "#server/modules.ts";
import { filesBeneath, importsOf, ROOT } from "./source.ts";

interface Brought {
  readonly pages?: Readonly<Record<string, unknown>>;
}
interface Link {
  readonly href: string;
  readonly needs?: readonly string[];
}
interface Tab extends Link {
  readonly key: string;
  readonly covers: readonly string[];
  readonly pages: readonly Link[];
}
// Drawn by the browser and compiled for it: here it is read as data.
const { DESK, tabsIn } = (await import(join(ROOT, "src/web/desk/collected.ts"))) as {
  readonly DESK: readonly Brought[];
  readonly tabsIn: (parts: readonly Brought[]) => readonly Tab[];
};

/** Pages are brought by parts, as routes are: the shell names no page of a module. */
const sources = filesBeneath("src", ".ts", ".tsx").filter((file) => !/\.test\.tsx?$/.test(file));
const { POCKET } = (await import(join(ROOT, "src/web/pocket/collected.ts"))) as { readonly POCKET: readonly Brought[] };

describe.each([
  ["desk", DESK],
  ["pocket", POCKET],
] as const)("what parts bring to the %s", (side, parts) => {
  const bringing = sources.filter((file) => new RegExp(`^src/modules/.*/${side}/index\\.ts$`).test(file));
  const collected = `src/web/${side}/collected.ts`;

  test("every folder of pages says what it brings, and is collected in one place", () => {
    const folders = new Set(sources.flatMap((file) => new RegExp(`^src/modules/.*/${side}/`).exec(file)?.[0] ?? []));
    expect(bringing.length).toBeGreaterThan(7);
    expect([...folders].sort()).toEqual(bringing.map((file) => file.replace("index.ts", "")).sort());
    const named = importsOf(collected).filter((it) => it.to.startsWith("src/modules/"));
    expect(named.map((it) => it.to).sort()).toEqual([...bringing].sort());
  });

  test("what says it fetches nothing: the code of a page comes when it is opened", () => {
    const early = bringing.flatMap(importsOf).filter((it) => it.value && !it.dynamic);
    expect(early.map((it) => `${it.from} -> ${it.to}`)).toEqual([]);
    expect(bringing.flatMap(importsOf).filter((it) => it.dynamic).length).toBeGreaterThan(7);
  });

  test("no two parts bring a page to one address", () => {
    const paths = parts.flatMap((it) => Object.keys(it.pages ?? {}));
    expect(paths.length).toBeGreaterThan(7);
    expect(paths.filter((it, at) => paths.indexOf(it) !== at)).toEqual([]);
  });
});

describe("the tabs of the desk", () => {
  const tabs = tabsIn(DESK);
  const paths = ["/", ...DESK.flatMap((it) => Object.keys(it.pages ?? {}))];
  const registers = registersOf(PARTS).map((it) => `/r/${it.id}`);

  test("lead to pages and registers that there are, by verbs that there are", () => {
    const links = tabs.flatMap((it) => [it, ...it.pages]);
    expect(links.length).toBeGreaterThan(50);
    expect(links.map((it) => it.href).filter((it) => !paths.includes(it) && !registers.includes(it))).toEqual([]);
    const verbs = verbsOf(PARTS).map((it) => it.name);
    const needed = new Set(links.flatMap((it) => it.needs ?? []));
    expect(needed.size).toBeGreaterThan(20);
    expect([...needed].filter((it) => !verbs.some((verb) => verb.startsWith(it)))).toEqual([]);
  });

  test("stand above every page and every register, each in one tab only", () => {
    const fits = (path: string) =>
      tabs.filter((tab) => tab.covers.some((start) => path === start || path.startsWith(`${start}/`)));
    const places = [...paths.filter((it) => it !== "/" && !it.startsWith("/r/")), ...registers];
    expect(places.length).toBeGreaterThan(80);
    expect(places.filter((it) => fits(it).length !== 1).map((it) => `${it}: ${fits(it).length}`)).toEqual([]);
  });

  test("have a letter each", () => {
    expect(new Set(tabs.map((it) => it.key)).size).toBe(tabs.length);
  });
});
