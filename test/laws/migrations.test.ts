import { expect, test } from "vitest";
import { exceptionsTo, filesBeneath, textOf } from "./source.ts";

/**
 * What a PostgreSQL that spreads its schemas over machines does not carry (tried on Citus 13): a county that grows into a
 * province keeps its migrations. What stands already is listed, up to a count; an applied migration is never edited.
 */
const REFUSED: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["reads a setting in a sub-select", /\(\s*select\s+(?:nullif\s*\(\s*)?current_setting\s*\(/i],
  ["gives a sequence an owner", /\bowned\s+by\s+(?!none)/i],
  [
    "adds a column and a constraint in one statement",
    /alter\s+table[^;]*?\badd\s+column\b[^;]*?\badd\s+constraint\b/is,
  ],
  ["adds a column with a constraint of its own", /\badd\s+column\b[^;,]*?\bconstraint\b/is],
  ["compares by `case x when`", /\bcase\s+(?!when\b)[^;]*?\bwhen\b/is],
  ["reads the rows of a statement in a trigger", /\breferencing\s+(?:new|old)\s+table\b/i],
  ["makes a trigger", /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i],
  ["excludes by an index", /\bexclude\s+using\b/i],
  ["makes an identity column", /\bgenerated\s+(?:always|by\s+default)\s+as\s+identity\b/i],
  ["makes a temporary table", /\bcreate\s+temp(?:orary)?\s+table\b/i],
  ["inserts from a recursive query", /\bwith\s+recursive\b[^;]*?\binsert\s+into\b/is],
  ["takes rights of the whole database", /\brevoke\s+temporary\s+on\s+database\b/i],
];

/** Without what people read: comments, and the texts of `comment on`. SQL that SQL writes stays, for it is run as well. */
const stripped = (sql: string): string =>
  sql
    .replace(/--[^\n]*/g, "")
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\bcomment\s+on\b[^;']*'(?:[^']|'')*'/gi, "");

test("migrations keep to what a distributed PostgreSQL carries", () => {
  const files = filesBeneath("src", ".sql");
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) => {
    const sql = stripped(textOf(file));
    return REFUSED.filter(([, pattern]) => pattern.test(sql)).map(([what]) => `${file} ${what}`);
  });
  expect(found).toEqual(exceptionsTo("migrations"));
});

test("the law sees what it forbids", () => {
  const seen = (sql: string): string[] => REFUSED.filter(([, it]) => it.test(stripped(sql))).map(([what]) => what);
  expect(seen("create policy p on t using (a = (select current_setting('x')))")).toHaveLength(1);
  expect(seen("alter table t add column a int, add constraint c check (a > 0)")).toEqual([
    "adds a column and a constraint in one statement",
  ]);
  expect(seen("select case a when 1 then 2 end")).toHaveLength(1);
  expect(seen("select case when a = 1 then 2 end -- case a when")).toEqual([]);
  expect(seen("comment on table t is 'create trigger'")).toEqual([]);
});
