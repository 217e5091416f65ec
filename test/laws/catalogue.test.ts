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

test("the anonymous schema: everything commented and named, no time, no growing number, no key to or from ours", async () => {
  const there = "(current_schema() || '_anonymous')::regnamespace";
  const tables = await ask<{ name: string; comment: string | null }>(
    `select relname as name, obj_description(oid) as comment from pg_class where relkind = 'r' and relnamespace = ${there}`,
  );
  expect(tables.map((it) => it.name).toSorted()).toEqual(["answer", "box", "sheet", "spent"]);
  expect(tables.filter((it) => !it.comment)).toEqual([]);
  const columns = await ask<{ name: string; type: string; fallback: string | null }>(
    `select c.relname || '.' || a.attname as name, format_type(a.atttypid, null) as type, pg_get_expr(d.adbin, d.adrelid) as fallback
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relkind = 'r' and c.relnamespace = ${there}`,
  );
  expect(columns.length).toBeGreaterThan(15);
  expect(
    columns.filter(
      (it) => /date|time|interval|bigint|serial/.test(it.type) || /nextval|now|current/.test(it.fallback ?? ""),
    ),
  ).toEqual([]);
  const keys = await ask<{ name: string; crossing: boolean; indexed: boolean }>(
    `select k.conname as name, a.relnamespace <> b.relnamespace as crossing, exists (
        select from pg_index i where i.indrelid = k.conrelid and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey) as indexed
     from pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid
     where k.contype = 'f' and ${there} in (a.relnamespace, b.relnamespace)`,
  );
  expect(keys.length).toBeGreaterThan(2);
  expect(keys.filter((it) => it.crossing || !it.indexed)).toEqual([]);
  const rights = await ask<{ role: string; name: string }>(
    `select r.role, c.relname as name from unnest(array['lianxin_app', 'lianxin_self', 'lianxin_anonymous']) as r (role)
     join pg_class c on c.relkind = 'r' and c.relnamespace in (${there}, current_schema()::regnamespace)
     where (r.role = 'lianxin_anonymous') <> (c.relnamespace = ${there})
       and has_table_privilege(r.role, c.oid, 'select, insert, update, delete, truncate, references, trigger')`,
  );
  expect(rights).toEqual([]);
});
