import { afterAll, beforeAll, expect, test } from "vitest";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Database } from "#platform/database/open.ts";
import { systemScope } from "#platform/database/scope.ts";
import { day } from "#shared/day.ts";
import { freshDatabase } from "#test/database.ts";
import { nameKeys, renewStrokeKeys } from "./name-keys.ts";

let database: Database;
let door: Door;
const scope = systemScope("name-keys-test");
/** More than are looked at, and more than are written at once. */
const NAMES = Array.from(
  { length: 1300 },
  (_, at) => `${"李杨何汪沈张陈周季林"[at % 10]}${String.fromCodePoint(0x4e00 + at)}`,
);

beforeAll(async () => {
  database = await freshDatabase();
  door = new Door(database.appPool, await loadClasses(database.ownerPool));
  const organizationId = newId();
  await door.write(scope, async (tx) => {
    await tx
      .insertInto("organization")
      .values({ id: organizationId, orgPath: "/1/", establishedOn: day("2020-01-01") })
      .execute();
    const people = NAMES.map((name) => ({
      id: newId(),
      organizationId,
      orgPath: "/1/",
      name,
      gender: "male",
      ...nameKeys(name),
    }));
    await insertMany(tx, "person", people);
    const members = people.map(({ id, ...it }) => ({
      id: newId(),
      personId: id,
      ...it,
      validFrom: day("2020-01-01"),
      category: "full",
    }));
    await insertMany(tx, "membership", members);
  });
});
afterAll(async () => {
  await database?.close();
});

const keys = async (table: "person" | "membership") =>
  await door.read(scope, (tx) => tx.selectFrom(table).select(["name", "strokeKey"]).execute());

test("keys of another order are made anew, all of them, in every table", async () => {
  await door.write(scope, async (tx) => {
    await tx.updateTable("person").set({ strokeKey: "0001" }).execute();
    await tx.updateTable("membership").set({ strokeKey: "zzzz" }).execute();
  });
  await renewStrokeKeys({ door });
  for (const table of ["person", "membership"] as const)
    for (const it of await keys(table)) expect(it.strokeKey, it.name).toBe(nameKeys(it.name).strokeKey);
});

test("keys of this order are left alone: nothing is written", async () => {
  const versions = async () =>
    (await database.ownerPool.query<{ version: string }>("select max(xmin::text::bigint)::text as version from person"))
      .rows[0]?.version;
  const before = await versions();
  await renewStrokeKeys({ door });
  expect(await versions()).toBe(before);
});
