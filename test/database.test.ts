import { expect, test } from "vitest";
import { standingZone, type Zone } from "#modules/membership/roster.fixture.ts";
import { freshDatabase } from "./database.ts";

test("a fresh database is migrated, its own, and gone after closing", async () => {
  const [first, second] = await Promise.all([freshDatabase(), freshDatabase()]);
  await first.ownerPool.query("create table mine (id int)");
  const seen =
    "select to_regclass('mine') is not null as mine, to_regclass('migration') is not null as migrated, current_database() as name";
  const here = await first.ownerPool.query<{ name: string }>(seen);
  expect(here.rows[0]).toMatchObject({ mine: true, migrated: true });
  expect((await second.ownerPool.query(seen)).rows[0]).toMatchObject({ mine: false, migrated: true });
  await first.close();
  const left = await second.ownerPool.query("select from pg_database where datname = $1", [here.rows[0]?.name]);
  expect(left.rowCount).toBe(0);
  await second.close();
});

test("the weak role cannot define anything, cannot go round policies and cannot become another role", async () => {
  const database = await freshDatabase();
  const { appPool } = database;
  const role = await appPool.query(
    "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user",
  );
  expect(role.rows).toEqual([
    { rolname: "lianxin_app", rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false },
  ]);
  await expect(appPool.query("create table t (id int)")).rejects.toThrow(/permission denied/);
  // On a server the session could lead back; then the connection is not handed out again in the stronger role.
  await appPool.query("reset role").catch(() => {});
  const users = await Promise.all(
    Array.from({ length: 30 }, () => appPool.query<{ it: string }>("select current_user::text as it")),
  );
  expect(new Set(users.map(({ rows }) => rows[0]?.it))).toEqual(new Set(["lianxin_app"]));
  await database.close();
});

test("suites of a standing zone copy one template, whoever is first, and open what was sealed in it", async () => {
  const [one, other] = await Promise.all([standingZone(), standingZone()]);
  const organizations = (zone: Zone) =>
    zone.read((tx) => tx.selectFrom("organization").select(["id", "orgPath"]).orderBy("id").execute());
  const here = await organizations(one);
  expect(here.length).toBeGreaterThanOrEqual(33);
  expect(await organizations(other)).toEqual(here);
  await one.actor("branch_secretary", "东巷村党支部");
  const accounts = (zone: Zone) => zone.read((tx) => tx.selectFrom("account").select("id").execute());
  expect(await accounts(one)).toHaveLength(1);
  expect(await accounts(other)).toEqual([]);
  const files = await other.read((tx) => tx.selectFrom("storedFile").select(["id", "sizeBytes"]).execute());
  expect(files.length).toBeGreaterThan(0);
  for (const { id, sizeBytes } of files) {
    const pieces = await other.read(async (tx) => {
      const content = await other.house.files.content(tx, id);
      return content === undefined ? [] : await Array.fromAsync(content);
    });
    expect(pieces.reduce((sum, it) => sum + it.length, 0)).toBe(sizeBytes);
  }
  await Promise.all([one.close(), other.close()]);
});
