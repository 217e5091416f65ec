import { expect, test } from "vitest";
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
