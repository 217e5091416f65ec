import { afterAll, beforeAll, expect, test } from "vitest";
import { loadClasses } from "#platform/database/classes.ts";
import type { Database } from "#platform/database/open.ts";
import { freshDatabase } from "#test/database.ts";

/** What the catalogue of the migrated database says of itself. */
let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database?.close();
});

const ask = async <T extends object>(text: string): Promise<T[]> => (await database.ownerPool.query(text)).rows as T[];

test("every table has a class, row level security that binds its owner too, and a comment", async () => {
  const classes = await loadClasses(database.ownerPool);
  expect(classes.length).toBeGreaterThan(20);
  const tables = await ask<{ name: string; comment: string | null; rls: boolean; forced: boolean }>(
    "select relname as name, obj_description(c.oid) as comment, relrowsecurity as rls, relforcerowsecurity as forced from pg_class c where relkind = 'r' and relnamespace = current_schema()::regnamespace",
  );
  expect(tables.filter((it) => !it.comment).map((it) => it.name)).toEqual([]);
  expect(tables.filter((it) => !it.rls || !it.forced).map((it) => it.name)).toEqual([]);
});

test("every foreign key is indexed", async () => {
  const keys = await ask<{ name: string; indexed: boolean }>(
    `select k.conname as name, exists (
        select from pg_index i where i.indrelid = k.conrelid and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey
      ) as indexed
     from pg_constraint k where k.contype = 'f' and k.connamespace = current_schema()::regnamespace`,
  );
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((it) => !it.indexed).map((it) => it.name)).toEqual([]);
});

test("every constraint was named by us", async () => {
  const names = await ask<{ name: string; table: string }>(
    "select conname as name, conrelid::regclass::text as table from pg_constraint where connamespace = current_schema()::regnamespace and contype in ('c','f','u','x')",
  );
  expect(names.length).toBeGreaterThan(40);
  expect(
    names
      .filter((it) => /_(fkey|check|key|excl)\d*$/.test(it.name) && !it.name.endsWith("_username_key"))
      .map((it) => it.name),
  ).toEqual([]);
});

test("the weak role owns nothing, bypasses nothing and defines nothing", async () => {
  const [role] = await ask<{ super: boolean; bypass: boolean; owns: number; creates: boolean }>(
    "select rolsuper as super, rolbypassrls as bypass, (select count(*)::int from pg_class where relowner = r.oid) as owns, has_schema_privilege('lianxin_app', current_schema(), 'create') as creates from pg_roles r where rolname = 'lianxin_app'",
  );
  expect(role).toEqual({ super: false, bypass: false, owns: 0, creates: false });
});

test("functions with the owner's rights are called by the weak role alone, and nobody slips them a table of the same name", async () => {
  const functions = await ask<{ name: string; path: string; open: boolean }>(
    `select p.proname as name, coalesce(array_to_string(p.proconfig, ' '), '') as path, has_function_privilege('public', p.oid, 'execute') as open
     from pg_proc p where p.prosecdef and p.pronamespace = current_schema()::regnamespace`,
  );
  expect(functions.length).toBeGreaterThan(3);
  expect(functions.filter((it) => it.open || !/search_path=.*pg_temp$/.test(it.path))).toEqual([]);
});
