import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#platform/database/open.ts";
import { HOUSE_PROBLEMS } from "#platform/http/problem-page.ts";
import { joined, PARTS, routesOf } from "#server/modules.ts";
import { type CitedProvision, citedProvisions, ROOT, referencePages } from "#server/reference-pages.ts";
import { freshDatabase } from "#test/database.ts";
import { exceptionsTo, filesBeneath, textOf } from "./source.ts";

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database?.close();
});

test("generated pages are what the program says: run npm run -s generate:reference", async () => {
  for (const [file, text] of Object.entries(await referencePages(database.ownerPool))) {
    expect(readFileSync(join(ROOT, file), "utf8"), file).toBe(text);
  }
});

test("every event that a route may tell has a Chinese sentence", () => {
  const sentences = joined(PARTS.map((it) => it.sentences));
  const told = [...new Set(routesOf(PARTS).flatMap((it) => it.tells ?? []))];
  expect(told.length).toBeGreaterThan(5);
  expect(told.filter((event) => !(event in sentences))).toEqual([]);
});

test("every provision is cited by a rule or a page and has an id of its own", async () => {
  const all = await citedProvisions();
  expect(all.length).toBeGreaterThan(5);
  expect(new Set(all.map((it) => it.provision.id)).size).toBe(all.length);
  const citing = (it: CitedProvision) => it.citedBy.filter((file) => !file.endsWith(".test.ts"));
  expect(all.filter((it) => citing(it).length === 0).map((it) => `${it.file}: ${it.name}`)).toEqual([]);
});

const tests = [
  ...filesBeneath("src", ".test.ts", ".fixture.ts"),
  ...filesBeneath("demo", ".test.ts"),
  ...filesBeneath("test", ".ts"),
]
  .filter((file) => !file.startsWith("test/laws/"))
  .map(textOf);
const isNamed = (name: string): boolean => tests.some((text) => new RegExp(`["'\`/]${name}["'\`]`).test(text));

test("every provision in force is named by a test, by its constant or its id", async () => {
  const inForce = (await citedProvisions()).filter((it) => it.provision.inForce.to === null);
  expect(inForce.length).toBeGreaterThan(100);
  const missing = inForce.filter((it) => {
    const word = new RegExp(`\\b${it.name}\\b`);
    return !isNamed(it.provision.id) && !tests.some((text) => word.test(text));
  });
  expect(missing.map((it) => it.provision.id)).toEqual(exceptionsTo("provisions"));
});

test("every refusal is named by a test", () => {
  const slugs = [...Object.keys(HOUSE_PROBLEMS), ...Object.keys(joined(PARTS.map((it) => it.problems)))];
  expect(slugs.length).toBeGreaterThan(200);
  expect([...new Set(slugs)].filter((it) => !isNamed(it)).sort()).toEqual(exceptionsTo("refusals"));
});
