import { CompiledQuery, sql } from "kysely";
import { OutOfReach } from "./classes.ts";
import { classOf, scopeOf, type Tables, type Writer } from "./door.ts";
import { covers } from "./reach.ts";

/**
 * Inserts many rows in one statement from arrays (`unnest`), 10 times faster than VALUES lists. Rows carry camelCase
 * keys; all rows must have the keys of the first. The place of every row is checked here as the door does for single rows.
 */
export async function insertMany(
  writer: Writer,
  table: keyof Tables,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const tableName = snake(table);
  const it = classOf(writer, tableName);
  const scope = scopeOf(writer);
  if (scope.system === null && !it.appends) {
    if (it.class !== "scoped") throw new OutOfReach(`${tableName} is not filled in bulk`);
    const paths = it.paths.map(camel);
    for (const row of rows) {
      if (!paths.some((path) => typeof row[path] === "string" && covers(scope.write, row[path])))
        throw new OutOfReach(`a row of ${tableName} would lie outside the places that may be written`);
    }
  }
  const keys = Object.keys(first);
  const names = keys.map(snake);
  const types = await columnTypes(writer, tableName);
  const list = names.map((name) => `"${name}"`).join(", ");
  const arrays = names.map((name, at) => {
    const type = types.get(name);
    if (!type) throw new Error(`${tableName} has no column ${name}`);
    return `$${at + 1}::${type}[]`;
  });
  for (let start = 0; start < rows.length; start += 5_000) {
    const part = rows.slice(start, start + 5_000);
    const values = keys.map((key) => arrayLiteral(part, key));
    await writer.executeQuery(
      CompiledQuery.raw(`insert into "${tableName}" (${list}) select * from unnest(${arrays.join(", ")})`, values),
    );
  }
}

/** An array as PostgreSQL reads it. The driver's own does the same with two replacements for every element. */
function arrayLiteral(rows: readonly Readonly<Record<string, unknown>>[], key: string): string {
  let literal = "{";
  for (const row of rows) {
    if (literal.length > 1) literal += ",";
    literal += elementLiteral(row[key]);
  }
  return `${literal}}`;
}

function elementLiteral(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (Buffer.isBuffer(value)) return `"\\\\x${value.toString("hex")}"`;
  const text = typeof value === "string" ? value : value instanceof Date ? value.toISOString() : JSON.stringify(value);
  return text.includes('"') || text.includes("\\") ? `"${text.replace(/["\\]/gu, "\\$&")}"` : `"${text}"`;
}

const known = new Map<string, Map<string, string>>();

async function columnTypes(writer: Writer, table: string): Promise<Map<string, string>> {
  const held = known.get(table);
  if (held) return held;
  const { rows } = await sql<{ name: string; type: string }>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${`"${table}"`}::regclass and attnum > 0 and not attisdropped`.execute(writer);
  const types = new Map(rows.map((row) => [row.name, row.type]));
  known.set(table, types);
  return types;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
