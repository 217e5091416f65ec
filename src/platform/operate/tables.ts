import { createHash } from "node:crypto";
import { finished } from "node:stream/promises";
import { escapeIdentifier, type PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";

/** A table as backup and restore see it. */
export interface CopiedTable {
  /** As SQL names it: of the anonymous schema with that schema's name, whatever ours is called. */
  readonly from: string;
  /** As a backup names it: `anonymous.answer` for a table of the anonymous schema. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns that draw their numbers from a sequence of their own. */
  readonly identities: readonly string[];
  /** Columns that put its rows into one order: the primary key. */
  readonly order: readonly string[];
}

/**
 * Not part of a backup: what migrations write themselves, and sessions, because a session ended since must not come alive again
 * with an old backup.
 */
const LEFT_OUT: readonly string[] = ["migration", "table_class", "session"];

/** Text that does not depend on the settings of a server or a login. */
export const PLAIN_TEXT =
  "set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'; set local extra_float_digits = 3; set local bytea_output = 'hex'; set local client_encoding = 'UTF8'";

export async function copiedTables(client: PoolClient): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `select case when n.nspname = current_schema() then c.relname else 'anonymous.' || c.relname end as name,
       case when n.nspname = current_schema() then quote_ident(c.relname) else format('%I.%I', n.nspname, c.relname) end as "from",
       array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
       coalesce(array_agg(a.attname::text order by a.attnum) filter (where pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null), '{}') as identities,
       (select array_agg(k.attname::text order by array_position(i.indkey::smallint[], k.attnum)) from pg_index i
          join pg_attribute k on k.attrelid = c.oid and k.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as "order"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname in (current_schema(), current_schema() || '_anonymous')
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and not (n.nspname = current_schema() and c.relname = any($1::text[]))
     group by c.oid, c.relname, n.nspname order by 1`,
    [LEFT_OUT],
  );
  const unordered = rows.filter((it) => it.order === null).map((it) => it.name);
  if (unordered.length > 0) throw new Error(`tables without a primary key: ${unordered.join(", ")}`);
  return rows;
}

export const listOf = (names: readonly string[]): string => names.map((it) => escapeIdentifier(it)).join(", ");

/** Streams a table as COPY text in the order of its key; returns the digest of what it streamed. */
export async function copyOut(
  client: PoolClient,
  table: CopiedTable,
  take: (chunk: Buffer) => Promise<void> | void,
): Promise<string> {
  const hash = createHash("sha256");
  const rows = `select ${listOf(table.columns)} from ${table.from} order by ${listOf(table.order)}`;
  const stream = client.query(copyTo(`copy (${rows}) to stdout`));
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await take(chunk);
  }
  await finished(stream, { writable: false });
  return hash.digest("hex");
}

export async function countRows(client: PoolClient, table: CopiedTable): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*) as count from ${table.from}`);
  return rows[0]?.count ?? 0;
}
