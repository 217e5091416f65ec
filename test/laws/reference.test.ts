import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#platform/database/open.ts";
import { joined, PARTS, routesOf } from "#server/modules.ts";
import { citedProvisions, ROOT, referencePages } from "#server/reference-pages.ts";
import { freshDatabase } from "#test/database.ts";

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

test("every provision is cited by a rule or a page, has an id of its own, and those in force have a test", async () => {
  const all = await citedProvisions();
  expect(all.length).toBeGreaterThan(5);
  expect(new Set(all.map((it) => it.provision.id)).size).toBe(all.length);
  expect(all.filter((it) => it.citedBy.length === 0).map((it) => `${it.file}: ${it.name}`)).toEqual([]);
});
