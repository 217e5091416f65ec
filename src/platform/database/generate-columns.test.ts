import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { freshDatabase } from "#test/database.ts";
import { COLUMNS_FILE, columnsSource } from "./generate-columns.ts";

test("columns.ts is what the migrated database says: run npm run -s generate:columns", async () => {
  const database = await freshDatabase();
  expect(await columnsSource(database.ownerPool)).toBe(readFileSync(COLUMNS_FILE, "utf8"));
  await database.close();
});

test("every kind of column has the type that the driver hands over", async () => {
  const database = await freshDatabase({ empty: true });
  await database.ownerPool.query(`
    create table some_thing (
      id bigint generated always as identity, in_year int not null, on_day date, at timestamptz not null default now(),
      words text[] not null default '{}', details jsonb not null, hash bytea, amount numeric(12,2) not null,
      doubled int generated always as (in_year * 2) stored);
    comment on table some_thing is 'A thing.';
    comment on column some_thing.on_day is 'When.';
    create view things_seen as select in_year from some_thing`);
  expect(await columnsSource(database.ownerPool)).toBe(`\
// Written by \`npm run -s generate:columns\` from the migrated database. Do not edit.
import type { Day } from "#shared/day.ts";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** What jsonb reads as; narrow it before use. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A thing. */
export interface SomeThing {
  id: GeneratedAlways<number>;
  inYear: number;
  /** When. */
  onDay: Day | null;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
  words: Generated<string[]>;
  details: ColumnType<Json, string, string>;
  hash: Buffer | null;
  amount: string;
  doubled: GeneratedAlways<number | null>;
}

export interface ThingsSeen {
  inYear: ColumnType<number | null, never, never>;
}

export interface Database {
  someThing: SomeThing;
  thingsSeen: ThingsSeen;
}
`);
  await database.ownerPool.query("create table odd (place point)");
  await expect(columnsSource(database.ownerPool)).rejects.toThrow("odd.place");
  await database.close();
});
