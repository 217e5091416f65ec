import { join } from "node:path";
import { expect, test } from "vitest";
import type { Address } from "#platform/http/address.ts";
import { PARTS, routesOf } from "#server/modules.ts";
import { filesBeneath, importsOf, ROOT, textOf } from "./source.ts";

/** Addresses of the interface: named once, beside the contract, answered by a route and asked by pages. */
/** What every register has is named once for all of them; it is judged by one. */
type OfRegister = (register: string) => Address;
const sources = filesBeneath("src", ".ts", ".tsx").filter((file) => !/\.test\.tsx?$/.test(file));
const naming = sources.filter((file) => file.endsWith("/address.ts") && file !== "src/platform/http/address.ts");
const named = (
  await Promise.all(
    naming.map(async (file) => Object.values((await import(join(ROOT, file))) as Record<string, Address | OfRegister>)),
  )
)
  .flat()
  .map((it) => (typeof it === "function" ? it("members") : it));

test("pages ask addresses of contracts and write none", () => {
  const pages = sources.filter((file) => file.startsWith("src/web/") || /\/(desk|pocket)\//.test(file));
  expect(pages.length).toBeGreaterThan(150);
  expect(pages.filter((file) => /["'`]\/api\//.test(textOf(file)))).toEqual([]);
});

test("every address is named once and has its route, which writes no address of its own", () => {
  const routes = new Set(routesOf(PARTS).map((it) => `${it.method} ${it.path}`));
  expect(named.length).toBeGreaterThan(5);
  const words = named.map((it) => `${it.method} ${it.path}`);
  expect(words.filter((it) => !routes.has(it))).toEqual([]);
  expect(new Set(words).size).toBe(words.length);
  const answering = naming.map((file) => file.replace(/address\.ts$/, "routes.ts"));
  expect(answering.filter((file) => /["'`]\/api\//.test(textOf(file)))).toEqual([]);
});

test("addresses carry types and no shapes: a page that asks one loads a path and nothing else", () => {
  expect(naming.length).toBeGreaterThan(0);
  const loaded = naming.flatMap((file) => importsOf(file).filter((it) => it.value));
  expect(new Set(loaded.map((it) => it.to))).toEqual(new Set(["src/platform/http/address.ts"]));
  expect(importsOf("src/platform/http/address.ts").filter((it) => it.value)).toEqual([]);
});
