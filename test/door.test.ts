import { beforeAll, afterAll, expect, test } from "vitest";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { freshDatabase } from "#test/database.ts";
import type { Database } from "#platform/database/open.ts";

let db: Database;
beforeAll(async () => { db = await freshDatabase(); });
afterAll(async () => { await db?.close(); });
test("classes", async () => {
  const c = await loadClasses(db.ownerPool);
  expect(c.length).toBeGreaterThan(10);
  new Door(db.appPool, c);
});
