import { once } from "node:events";
import * as fs from "node:fs";
import { finished, pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Pool, PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { anchorFileOf, writeAnchor } from "#platform/audit/anchor.ts";
import { checkKeys } from "#platform/audit/key-check.ts";
import type { FileKeyring } from "#platform/audit/keyring.ts";
import { type Migration, migrate, migrateWithin, migrations } from "#platform/database/index.ts";
import { programVersion, versionText } from "#platform/version.ts";
import { tellOperation } from "./backup.ts";
import { EnvelopeBroken, opening } from "./envelope.ts";
import { type BackupHead, recordsIn, type TableEnd, type TableHead } from "./records.ts";
import { OperateRefusal } from "./refusal.ts";
import { copiedTables, copyOut, listOf, PLAIN_TEXT } from "./tables.ts";
import { events, operateZh } from "./zh.ts";

export interface RestoreSummary {
  readonly madeAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly seconds: number;
}

/**
 * Brings a backup into an empty database. The file is first read to its end; then, in one transaction, the tables of the program
 * that made it are built, everything is loaded and compared with the digests of the backup; at last the database goes on to the
 * state of this program, as an upgrade would. On any fault before that nothing is there, and the database is as empty as it was.
 *
 * @param parts.dataFolder where the anchor is written.
 * @param parts.keyFolder named in refusals.
 * @throws OperateRefusal in words: no backup, damaged, made by a newer program, the database not empty.
 */
export async function restore(parts: {
  readonly pool: Pool;
  readonly keyring: FileKeyring;
  readonly keyFolder: string;
  readonly dataFolder: string;
  readonly file: string;
}): Promise<RestoreSummary> {
  const { pool, file } = parts;
  const start = performance.now();
  if (!fs.existsSync(file)) throw new OperateRefusal(operateZh.notABackup(file));
  await refuseFull(pool);
  const client = await pool.connect();
  try {
    const theirs = tablesOf(await readThrough(parts.keyring, file));
    await client.query("begin");
    await migrateWithin(client, theirs);
    await client.query(PLAIN_TEXT);
    const loaded = await load(client, parts.keyring, file);
    await client.query("commit");
    await migrate(pool);
    await checkKeys(pool, parts.keyring, parts.keyFolder);
    await anchorAnew(client, parts.dataFolder);
    await tellOperation(client, events.restored, { madeAt: loaded.madeAt });
    return { ...loaded, seconds: (performance.now() - start) / 1_000 };
  } catch (error) {
    throw refusalOf(error, file);
  } finally {
    client.release(true);
  }
}

/** Reads a backup from its first byte to its last without touching a database. @returns its head. */
async function readThrough(keyring: FileKeyring, file: string): Promise<BackupHead> {
  let head: BackupHead | null = null;
  let complete = false;
  await records(keyring, file, ({ kind, content }) => {
    if (kind === "H") head = JSON.parse(content.toString("utf8")) as BackupHead;
    complete = kind === "Z";
  });
  if (!complete || head === null) throw new EnvelopeBroken("the backup has no end");
  return head;
}

/** The migrations of this program that the backup's tables had gone through. Refused when it knows one that we do not. */
function tablesOf({ migrations: theirs, program }: BackupHead): Migration[] {
  const known = migrations();
  const named = new Set(known.map(nameOf));
  if (!theirs.every((it) => named.has(it)))
    throw new OperateRefusal(
      operateZh.otherVersion(program === undefined ? null : versionText(program), versionText(programVersion())),
    );
  const gone = new Set(theirs);
  return known.filter((it) => gone.has(nameOf(it)));
}

const nameOf = (it: Migration): string => `${it.folder}/${it.name} ${it.hash}`;

async function records(
  keyring: FileKeyring,
  file: string,
  take: (record: { readonly kind: string; readonly content: Buffer }) => Promise<void> | void,
): Promise<void> {
  await pipeline(
    fs.createReadStream(file, { highWaterMark: 1024 * 1024 }),
    opening(keyring),
    createGunzip(),
    async (content: AsyncIterable<Buffer>) => {
      for await (const it of recordsIn(content)) await take(it);
    },
  );
}

function refusalOf(error: unknown, file: string): unknown {
  if (error instanceof EnvelopeBroken && error.message === "not a backup") {
    return new OperateRefusal(operateZh.notABackup(file), { cause: error });
  }
  const broken =
    error instanceof EnvelopeBroken ||
    (error instanceof Error && "code" in error && String(error.code).startsWith("Z_"));
  return broken ? new OperateRefusal(operateZh.damaged(file), { cause: error }) : error;
}

async function refuseFull(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ tables: number }>(
    "select count(*) as tables from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace",
  );
  if ((rows[0]?.tables ?? 0) > 0) throw new OperateRefusal(operateZh.notEmpty);
}

async function load(
  client: PoolClient,
  keyring: FileKeyring,
  file: string,
): Promise<{ madeAt: string; tables: number; rows: number }> {
  const relations = await loosen(client);
  const loading = new Loading(client);
  await records(keyring, file, (it) => loading.take(it.kind, it.content));
  const { head, ends } = loading;
  // Read to its end before; a file that has changed meanwhile is no backup.
  if (head === null) throw new EnvelopeBroken("the backup has no head");
  await tighten(client, relations);
  await compare(client, ends);
  const rows = [...ends.values()].reduce((sum, it) => sum + it.rows, 0);
  return { madeAt: head.madeAt, tables: ends.size, rows };
}

/** Takes the records of a backup one after the other into the database. */
class Loading {
  readonly ends = new Map<string, TableEnd>();
  head: BackupHead | null = null;
  readonly #client: PoolClient;
  #tables: ReadonlyMap<string, string> | null = null;
  #table: { readonly name: string; readonly stream: ReturnType<typeof copyFrom> } | null = null;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async take(kind: string, content: Buffer): Promise<void> {
    if (kind === "D") return await this.#rows(content);
    const told: unknown = JSON.parse(content.toString("utf8"));
    if (kind === "H") this.head = told as BackupHead;
    else if (kind === "T") {
      const { table, columns } = told as TableHead;
      const into = (await this.#known()).get(table);
      if (into === undefined) throw new Error(`the backup has a table that its own migrations do not make: ${table}`);
      const stream = this.#client.query(copyFrom(`copy ${into} (${listOf(columns)}) from stdin`));
      // Asked for at the next write or at the end; an error that nobody hears would end the process.
      stream.on("error", () => {});
      this.#table = { name: table, stream };
    } else if (kind === "E" && this.#table) {
      const { name, stream } = this.#table;
      this.#table = null;
      stream.end();
      await finished(stream);
      this.ends.set(name, told as TableEnd);
    }
  }

  /** SQL names of the tables by their names in a backup. */
  async #known(): Promise<ReadonlyMap<string, string>> {
    this.#tables ??= new Map((await copiedTables(this.#client)).map((it) => [it.name, it.from]));
    return this.#tables;
  }

  async #rows(content: Buffer): Promise<void> {
    const stream = this.#table?.stream;
    if (!stream) throw new Error("rows without a table");
    if (stream.errored) throw stream.errored;
    if (!stream.write(content)) await once(stream, "drain");
  }
}

/** Digest by digest; numbers of identity columns go on where they were. */
async function compare(client: PoolClient, ends: ReadonlyMap<string, TableEnd>): Promise<void> {
  const tables = await copiedTables(client);
  for (const table of tables) {
    const end = ends.get(table.name);
    if (!end || (await copyOut(client, table, () => {})) !== end.sha256) {
      throw new OperateRefusal(operateZh.mismatch(table.name));
    }
    for (const [column, last] of Object.entries(end.sequences)) {
      if (last === null) continue;
      await client.query("select setval(pg_get_serial_sequence($1, $2), $3)", [table.from, column, last]);
    }
  }
}

interface Loosened {
  readonly forced: readonly string[];
  readonly keys: readonly { readonly table: string; readonly name: string; readonly definition: string }[];
}

/**
 * Within the transaction: foreign keys are taken off and put back after loading, which checks them all at once and lets tables come in
 * any order; and the owner is let past row level security, which forbids COPY. What migrations wrote is replaced by the backup.
 */
async function loosen(client: PoolClient): Promise<Loosened> {
  const { rows: keys } = await client.query<Loosened["keys"][number]>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace in (select oid from pg_namespace where nspname in (current_schema(), current_schema() || '_anonymous'))`,
  );
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  const { rows: forced } = await client.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relkind = 'r' and relforcerowsecurity and relnamespace = current_schema()::regnamespace",
  );
  for (const { name } of forced) await client.query(`alter table ${name} no force row level security`);
  for (const { from } of await copiedTables(client)) {
    const { rowCount } = await client.query(`select from ${from} limit 1`);
    if (rowCount !== 0) await client.query(`delete from ${from}`);
  }
  return { forced: forced.map((it) => it.name), keys };
}

async function tighten(client: PoolClient, { forced, keys }: Loosened): Promise<void> {
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  for (const name of forced) await client.query(`alter table ${name} force row level security`);
}

/** The chain of the backup ends earlier than the one of the former machine: its own last seal is the anchor now. */
async function anchorAnew(client: PoolClient, dataFolder: string): Promise<void> {
  const { rows } = await client.query<{ number: number; hash: string; sealedAt: Date }>(
    `select number, encode(hash, 'hex') as hash, sealed_at as "sealedAt" from audit_seal order by number desc limit 1`,
  );
  const [last] = rows;
  if (last) writeAnchor(anchorFileOf(dataFolder), { ...last, sealedAt: last.sealedAt.toISOString() });
}
