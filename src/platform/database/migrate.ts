import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { MIGRATION_ORDER } from "./migration-order.ts";
import { hasCode } from "./placement.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { zh } from "./zh.ts";

export interface Migration {
  /** The owner under src/, for example `platform/audit`. */
  readonly folder: string;
  /** File name, for example `0001-events.sql`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hex, line endings normalised so that a Windows checkout is not a change. */
  readonly hash: string;
}

export interface MigrationSource {
  /** The folder that holds `platform` and `modules`; default this program's src. */
  readonly root?: string;
  readonly order?: readonly string[];
}

const SOURCE = fileURLToPath(new URL("../../", import.meta.url));
/** Any number will do as long as nobody else in this database uses it: "lianxin" on a telephone keypad. */
const ADVISORY_LOCK = 5_426_946;

/** Every migration file in the one global order. Throws a DatabaseRefusal for an unlisted folder or a misnamed file. */
export function migrations(source: MigrationSource = {}): Migration[] {
  const root = source.root ?? SOURCE;
  const order = source.order ?? MIGRATION_ORDER;
  for (const folder of foldersWithMigrations(root)) {
    if (!order.includes(folder)) throw new DatabaseRefusal(zh.unknownFolder(folder));
  }
  return order.flatMap((folder) => migrationsIn(root, folder));
}

function foldersWithMigrations(root: string): string[] {
  return ["platform", "modules"].flatMap((layer) =>
    existsSync(join(root, layer))
      ? readdirSync(join(root, layer))
          .map((name) => `${layer}/${name}`)
          .filter((folder) => existsSync(join(root, folder, "migrations")))
      : [],
  );
}

function migrationsIn(root: string, folder: string): Migration[] {
  const place = join(root, folder, "migrations");
  if (!existsSync(place)) return [];
  // A test of a data migration may stand beside it.
  const names = readdirSync(place).filter((name) => !name.endsWith(".ts"));
  const numbers = new Set<string>();
  return names.sort().map((name) => {
    if (!/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql$/.test(name)) {
      throw new DatabaseRefusal(zh.badMigrationName(`${folder}/${name}`));
    }
    const number = name.slice(0, 4);
    if (numbers.has(number)) throw new DatabaseRefusal(zh.repeatedNumber(folder, number));
    numbers.add(number);
    const sql = readFileSync(join(place, name), "utf8").replaceAll("\r\n", "\n");
    return { folder, name, sql, hash: createHash("sha256").update(sql).digest("hex") };
  });
}

/** One hash over all migrations in order: names a template database and tells whether two databases are alike. */
export function migrationsHash(source: MigrationSource = {}): string {
  const hash = createHash("sha256");
  for (const it of migrations(source)) hash.update(`${it.folder}/${it.name} ${it.hash}\n`);
  return hash.digest("hex").slice(0, 16);
}

/**
 * Brings a database to the state of this program; returns the names of the files applied now.
 *
 * Forward only, each file in its own transaction together with its record. Two programs migrating at once wait for
 * each other. An applied file that was changed or that this program does not know, and a new file numbered below an
 * applied one of its folder, stop the start with a DatabaseRefusal before anything is applied.
 */
export async function migrate(owner: pg.Pool, source: MigrationSource = {}): Promise<string[]> {
  const wanted = migrations(source);
  const client = await owner.connect();
  try {
    await client.query(`select pg_advisory_lock(${ADVISORY_LOCK})`);
    await prepare(client);
    const pending = await pendingOf(client, wanted);
    for (const it of pending) await apply(client, it);
    await client.query(`select pg_advisory_unlock(${ADVISORY_LOCK})`);
    client.release();
    return pending.map((it) => `${it.folder}/${it.name}`);
  } catch (error) {
    // Closing the connection frees the advisory lock whatever state it is in.
    client.release(true);
    throw error;
  }
}

/** What must be there before the first migration. */
async function prepare(client: pg.PoolClient): Promise<void> {
  await ensureExtension(client);
  await ensureRecord(client);
}

const EXTENSION = "create extension btree_gist with schema public;";

/**
 * The extension belongs to the database, not to a house: in the schema of one county it would go with that county, and
 * take the exclusion constraints of all others along.
 */
async function ensureExtension(client: pg.PoolClient): Promise<void> {
  const { rowCount } = await client.query("select from pg_extension where extname = 'btree_gist'");
  if (rowCount !== 0) return;
  try {
    await client.query("create extension if not exists btree_gist with schema public");
  } catch (error) {
    if (hasCode(error, "42501")) throw new DatabaseRefusal(zh.extensionNotMade(EXTENSION), { cause: error });
    throw error;
  }
}

/** The record is no migration itself: it must exist before the first. */
async function ensureRecord(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('migration') is not null as there");
  if (rows[0]?.there === true) return;
  await client.query(`
    create table migration (
      folder text not null,
      name text not null,
      hash text not null,
      applied_at timestamptz not null default now(),
      constraint migration_pkey primary key (folder, name)
    );
    comment on table migration is 'Which migration files were applied, with the hash of their text.'`);
}

async function pendingOf(client: pg.PoolClient, wanted: readonly Migration[]): Promise<Migration[]> {
  const { rows: applied } = await client.query<{ folder: string; name: string; hash: string }>(
    "select folder, name, hash from migration order by folder, name",
  );
  for (const it of applied) {
    const file = wanted.find((each) => each.folder === it.folder && each.name === it.name);
    if (file === undefined) throw new DatabaseRefusal(zh.missingMigration(`${it.folder}/${it.name}`));
    if (file.hash !== it.hash) throw new DatabaseRefusal(zh.changedMigration(`${it.folder}/${it.name}`));
  }
  const pending = wanted.filter((it) => !applied.some((each) => each.folder === it.folder && each.name === it.name));
  for (const it of pending) {
    const last = applied.findLast((each) => each.folder === it.folder);
    if (last !== undefined && it.name < last.name) {
      throw new DatabaseRefusal(zh.outOfOrder(`${it.folder}/${it.name}`, last.name));
    }
  }
  return pending;
}

async function apply(client: pg.PoolClient, it: Migration): Promise<void> {
  await client.query("begin");
  // A change that cannot get its lock soon must fail rather than queue everybody's work up behind it.
  await client.query("set local lock_timeout = '5s'");
  await run(client, it);
  await client.query("commit");
}

/**
 * Brings an empty database to the state that had just these migrations, within the transaction of the caller: what fails
 * later leaves nothing. Used to restore a backup that an older program made.
 */
export async function migrateWithin(client: pg.PoolClient, these: readonly Migration[]): Promise<void> {
  await prepare(client);
  const { rows } = await client.query<{ path: string }>("select current_setting('search_path') as path");
  for (const it of these) {
    await run(client, it);
    // What a file sets for its own transaction would last to the end of this one.
    await client.query("select set_config('search_path', $1, true)", [rows[0]?.path]);
  }
}

/** What an administrator of the server must say so that this login may make the schema beside ours. Ends the transaction. */
async function grantOf(client: pg.PoolClient): Promise<string> {
  await client.query("rollback");
  const { rows } = await client.query<{ text: string }>(
    "select format('grant create on database %I to %I;', current_database(), current_user) as text",
  );
  return rows[0]?.text ?? "";
}

async function run(client: pg.PoolClient, it: Migration): Promise<void> {
  try {
    await client.query(it.sql);
    await client.query("insert into migration (folder, name, hash) values ($1, $2, $3)", [it.folder, it.name, it.hash]);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    if (hasCode(error, "42501") && /permission denied for database/.test(cause))
      throw new DatabaseRefusal(zh.schemaNotMade(await grantOf(client)), { cause: error });
    throw new DatabaseRefusal(zh.failedMigration(`${it.folder}/${it.name}`, cause), { cause: error });
  }
}
