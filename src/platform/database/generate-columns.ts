import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { migrate } from "./migrate.ts";
import { openDatabase } from "./open.ts";

/** Where the generated interfaces live; `npm run -s generate:columns` rewrites it. */
export const COLUMNS_FILE = new URL("./columns.ts", import.meta.url);

interface Column {
  readonly table: string;
  readonly tableComment: string | null;
  readonly name: string;
  readonly comment: string | null;
  readonly type: string;
  readonly isArray: boolean;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
  readonly isComputed: boolean;
  readonly isView: boolean;
}

/** What the driver hands over and takes for each type (parsers.ts); anything else must be added here knowingly. */
const READS: Readonly<Record<string, string>> = {
  bool: "boolean",
  bytea: "Buffer",
  citext: "string",
  date: "Day",
  daterange: "string",
  float4: "number",
  float8: "number",
  int2: "number",
  int4: "number",
  int8: "number",
  json: "Json",
  jsonb: "Json",
  name: "string",
  numeric: "string",
  text: "string",
  time: "string",
  timestamptz: "Date",
  tstzrange: "string",
  uuid: "string",
  varchar: "string",
};

/** Writing may also use an instant's ISO text; a count may come as text; jsonb is written as text made by JSON.stringify. */
const WRITES: Readonly<Record<string, string>> = { timestamptz: "Date | string", jsonb: "string", json: "string" };

/** Kysely's table interfaces, in camelCase as its CamelCasePlugin presents them, for a migrated database. */
export async function columnsSource(pool: Pool): Promise<string> {
  const { rows } = await pool.query<Column>(`
    select c.relname as "table", obj_description(c.oid, 'pg_class') as "tableComment", a.attname as name,
      col_description(c.oid, a.attnum) as comment, coalesce(e.typname, b.typname, t.typname)::text as type,
      t.typelem <> 0 and t.typcategory = 'A' as "isArray", not (a.attnotnull or t.typnotnull) as "isNullable",
      a.atthasdef and a.attgenerated = '' or a.attidentity = 'd' as "hasDefault",
      a.attgenerated <> '' or a.attidentity = 'a' as "isComputed", c.relkind in ('v', 'm') as "isView"
    from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
      left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
      left join pg_type b on b.oid = t.typbasetype and t.typtype = 'd'
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C", a.attnum`);
  const tables = [...new Set(rows.map((it) => it.table))];
  const body = [
    ...tables.map((table) => interfaceOf(rows.filter((it) => it.table === table))),
    `export interface Database {\n${tables.map((it) => `  ${camel(it)}: ${pascal(it)};\n`).join("")}}\n`,
  ].join("\n");
  return heading(body) + body;
}

function heading(body: string): string {
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(body);
  const fromKysely = ["ColumnType", "Generated", "GeneratedAlways"].filter(uses);
  return [
    "// Written by `npm run -s generate:columns` from the migrated database. Do not edit.",
    ...(uses("Day") ? ['import type { Day } from "#shared/day.ts";'] : []),
    ...(fromKysely.length > 0 ? [`import type { ${fromKysely.join(", ")} } from "kysely";`] : []),
    "",
    ...(uses("Json") ? [JSON_TYPE] : []),
    "",
  ].join("\n");
}

const JSON_TYPE = `/** What jsonb reads as; narrow it before use. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
`;

function interfaceOf(columns: readonly Column[]): string {
  const [first] = columns;
  if (first === undefined) throw new Error("a table without columns");
  const lines = columns.map((it) => `${remark(it.comment, "  ")}  ${camel(it.name)}: ${columnType(it)};\n`);
  return `${remark(first.tableComment, "")}export interface ${pascal(first.table)} {\n${lines.join("")}}\n`;
}

function remark(comment: string | null, indent: string): string {
  return comment === null ? "" : `${indent}/** ${comment.replaceAll(/\s*\n\s*/g, " ").replaceAll("*/", "* /")} */\n`;
}

function columnType(column: Column): string {
  const element = READS[column.type];
  if (element === undefined) {
    throw new Error(`${column.table}.${column.name}: no TypeScript type is agreed for ${column.type}`);
  }
  const orNull = column.isNullable || column.isView ? " | null" : "";
  const reads = (column.isArray ? `${element}[]` : element) + orNull;
  const written = column.isArray ? undefined : WRITES[column.type];
  if (column.isView) return `ColumnType<${reads}, never, never>`;
  if (column.isComputed) return `GeneratedAlways<${reads}>`;
  if (written !== undefined) {
    const writes = written + orNull;
    return `ColumnType<${reads}, ${writes}${column.hasDefault || orNull !== "" ? " | undefined" : ""}, ${writes}>`;
  }
  return column.hasDefault ? `Generated<${reads}>` : reads;
}

/** As Kysely's plugin does it: an underscore and the letter after it become one capital. */
function camel(name: string): string {
  return name.replaceAll(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(name: string): string {
  const it = camel(name);
  return it.charAt(0).toUpperCase() + it.slice(1);
}

/** Migrates a scratch cluster and writes the file. */
async function regenerate(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lianxin-columns-"));
  chmodSync(folder, 0o711);
  try {
    const database = await openDatabase({ dataFolder: folder });
    try {
      await migrate(database.ownerPool);
      writeFileSync(COLUMNS_FILE, await columnsSource(database.ownerPool));
    } finally {
      await database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await regenerate();
