import { expect, test } from "vitest";
import { exceptionsTo, filesBeneath, type Import, importsOf } from "./source.ts";

/** How the files of the house may lean on each other, beyond the floors that architecture.test.ts keeps apart. */
const sources = filesBeneath("src", ".ts", ".tsx").filter((file) => !/\.(test|fixture)\.tsx?$|\.d\.ts$/.test(file));
const imports: readonly Import[] = sources.flatMap(importsOf);

/** Files that reach themselves: each circle once, its files in order. */
function circlesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const waiting: string[] = [];
  const out: string[][] = [];
  const visit = (at: string): void => {
    const mine = index.size;
    index.set(at, mine);
    low.set(at, mine);
    waiting.push(at);
    for (const to of edges.get(at) ?? []) {
      if (!index.has(to)) visit(to);
      if (waiting.includes(to)) low.set(at, Math.min(low.get(at) ?? 0, low.get(to) ?? 0));
    }
    if (low.get(at) !== mine) return;
    const circle = waiting.splice(waiting.indexOf(at));
    if (circle.length > 1 || (edges.get(at) ?? []).includes(at)) out.push(circle.sort());
  };
  for (const at of edges.keys()) if (!index.has(at)) visit(at);
  return out;
}

test("no circle of files: what stands at run time stands on what was there before", () => {
  const values = imports.filter((it) => it.value && !it.dynamic && it.to.startsWith("src/"));
  expect(values.length).toBeGreaterThan(2_000);
  const edges = new Map([...Map.groupBy(values, (it) => it.from)].map(([from, of]) => [from, of.map((it) => it.to)]));
  expect(circlesOf(edges).map((it) => it.join(" "))).toEqual(exceptionsTo("circles"));
  expect(
    circlesOf(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["a"]],
        ["d", ["a"]],
      ]),
    ),
  ).toEqual([["a", "b", "c"]]);
});

test("modules know nothing of the server that puts them together", () => {
  const looked = imports.filter((it) => it.from.startsWith("src/modules/"));
  expect(looked.length).toBeGreaterThan(2_000);
  expect(looked.filter((it) => it.to.startsWith("src/server/")).map((it) => `${it.from} -> ${it.to}`)).toEqual([]);
});

const SLICES = new Set(sources.flatMap((file) => /^(src\/modules\/[^/]+\/[^/]+)\/index\.ts$/.exec(file)?.[1] ?? []));
const sliceOf = (file: string): string | null => {
  const folder = /^(src\/modules\/[^/]+\/[^/]+)\//.exec(file)?.[1];
  return folder !== undefined && SLICES.has(folder) ? folder : null;
};

test("slices of a module meet at index.ts; pages may also read another slice's addresses, contract, asked facts and texts", () => {
  const between = imports.filter((it) => sliceOf(it.to) !== null && sliceOf(it.from) !== sliceOf(it.to));
  expect(SLICES.size).toBeGreaterThan(7);
  expect(between.length).toBeGreaterThan(30);
  const inside = between.filter(
    (it) =>
      !it.to.endsWith("/index.ts") &&
      !(
        /^src\/web\/|\/(desk|pocket)\//.test(it.from) &&
        /\/(address|contract|asks|zh)\.ts$|\/(desk|pocket)\//.test(it.to)
      ),
  );
  const found = [...new Set(inside.map((it) => `${it.from} -> ${it.to}`))].sort();
  expect(found).toEqual(exceptionsTo("slices"));
});
