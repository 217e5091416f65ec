import * as fs from "node:fs";
import type { Pool } from "pg";
import { anchorFileOf } from "#platform/audit/anchor.ts";

/**
 * What migrations wrote, and which keys the database was used with: true of an empty house as well. Reference tables (rates,
 * rules) are written by migrations too and stay.
 */
const KEPT: readonly string[] = ["migration", "table_class", "key_check"];

/**
 * Takes every row out of the database, the audit with it, in one transaction: all or nothing. For a house that holds
 * nothing of anybody's, which the caller has made sure of; nothing else in the program empties an audit.
 */
export async function emptyHouse(parts: { readonly pool: Pool; readonly dataFolder: string }): Promise<void> {
  const client = await parts.pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ name: string }>(
      `select case when n.nspname = current_schema() then quote_ident(c.relname) else format('%I.%I', n.nspname, c.relname) end as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and (n.nspname = current_schema() || '_anonymous' or n.nspname = current_schema()
         and c.relname <> all($1::text[]) and c.relname not in (select table_name from table_class where class = 'reference'))
       order by 1`,
      [KEPT],
    );
    const names = rows.map((it) => it.name);
    // Append-only tables refuse even their owner.
    for (const name of names) await client.query(`alter table ${name} disable trigger user`);
    await client.query(`truncate ${names.join(", ")} restart identity`);
    for (const name of names) await client.query(`alter table ${name} enable trigger user`);
    // Before the commit: an anchor without its chain would later read as a chain cut off.
    fs.rmSync(anchorFileOf(parts.dataFolder), { force: true });
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
