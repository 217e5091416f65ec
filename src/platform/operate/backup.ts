import * as fs from "node:fs";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Pool, PoolClient } from "pg";
import type { Keyring } from "#platform/keyring.ts";
import { programVersion } from "#platform/version.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import { sealing } from "./envelope.ts";
import { type BackupHead, record, type TableEnd, type TableHead } from "./records.ts";
import { OperateRefusal } from "./refusal.ts";
import { type CopiedTable, copiedTables, copyOut, countRows, PLAIN_TEXT } from "./tables.ts";
import { events, operateZh } from "./zh.ts";

export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
  readonly seconds: number;
  readonly bytes: number;
}

/**
 * Writes all data of one moment to a file: read in one snapshot while others work on, compressed, sealed with the newest data key.
 * The keys themselves are not in it. Telling of it is done first, so that the backup holds its own beginning.
 *
 * @param parts.pool the owner's: a backup is not made in anybody's scope.
 */
export async function backup(parts: {
  readonly pool: Pool;
  readonly keyring: Pick<Keyring, "sealBytes">;
  readonly file: string;
  readonly now: Date;
}): Promise<BackupSummary> {
  const { pool, keyring, file } = parts;
  if (fs.existsSync(file)) throw new OperateRefusal(operateZh.exists(file));
  const start = performance.now();
  await tellOperation(pool, events.made, {});
  fs.mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.unfinished`;
  const client = await pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query(PLAIN_TEXT);
    const counts = { tables: 0, rows: 0 };
    const content = Readable.from(recordsOf(client, parts.now, counts), { objectMode: false });
    await pipeline(
      content,
      createGzip({ level: 1 }),
      sealing(keyring),
      fs.createWriteStream(beside, { mode: 0o600, flush: true }),
    );
    await client.query("commit");
    fs.renameSync(beside, file);
    return { ...counts, seconds: (performance.now() - start) / 1_000, bytes: fs.statSync(file).size };
  } finally {
    // Inside a transaction still if something failed: the pool then closes the connection.
    client.release();
    fs.rmSync(beside, { force: true });
  }
}

/** Told by the house itself: whoever runs these programs holds the machine, not an account. */
export async function tellOperation<D extends object>(
  pool: Pool | PoolClient,
  event: EventKind<string, D>,
  details: D,
): Promise<void> {
  await pool.query(
    `select set_config('lianxin.system', 'operate', true),
       tell_event(null, null, '系统（运行维护）', 'operate', $1, '/', null, 'house', null, null, $2, null, '{}', '{}')`,
    [event.name, JSON.stringify(details)],
  );
}

async function* recordsOf(
  client: PoolClient,
  now: Date,
  counts: { tables: number; rows: number },
): AsyncGenerator<Buffer, void> {
  const migrations = await migrationsOf(client);
  yield record("H", { madeAt: now.toISOString(), program: programVersion(), migrations } satisfies BackupHead);
  for (const table of await copiedTables(client)) {
    yield record("T", { table: table.name, columns: table.columns } satisfies TableHead);
    const chunks: Buffer[] = [];
    let size = 0;
    // Pulled by the reader of this generator, so that a slow disk slows the copy and not fills the memory.
    const copy = pulled(client, table);
    for (;;) {
      const { value, done } = await copy.next();
      if (!done) {
        chunks.push(value);
        size += value.length;
        if (size < 256 * 1024) continue;
      }
      if (size > 0) yield record("D", Buffer.concat(chunks.splice(0)));
      size = 0;
      if (done) {
        const rows = await countRows(client, table);
        counts.tables += 1;
        counts.rows += rows;
        yield record("E", { rows, sha256: value, sequences: await sequencesOf(client, table) } satisfies TableEnd);
        break;
      }
    }
  }
  yield record("Z", {});
}

async function* pulled(client: PoolClient, table: CopiedTable): AsyncGenerator<Buffer, string> {
  const queue: Buffer[] = [];
  let wake: () => void = () => {};
  let room: () => void = () => {};
  let end: { digest?: string; error?: unknown } | null = null;
  void copyOut(client, table, async (chunk) => {
    queue.push(chunk);
    wake();
    if (queue.length > 64) await new Promise<void>((done) => (room = done));
  }).then(
    (digest) => {
      end = { digest };
      wake();
    },
    (error: unknown) => {
      end = { error };
      wake();
    },
  );
  for (;;) {
    const chunk = queue.shift();
    if (chunk) {
      room();
      yield chunk;
    } else if (end !== null) {
      const { digest, error } = end as { digest?: string; error?: unknown };
      if (digest === undefined) throw error;
      return digest;
    } else await new Promise<void>((done) => (wake = done));
  }
}

async function migrationsOf(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select folder || '/' || name || ' ' || hash as name from migration order by 1",
  );
  return rows.map((it) => it.name);
}

async function sequencesOf(client: PoolClient, table: CopiedTable): Promise<Record<string, number | null>> {
  const out: Record<string, number | null> = {};
  for (const column of table.identities) {
    const { rows } = await client.query<{ name: string }>("select pg_get_serial_sequence($1, $2) as name", [
      table.from,
      column,
    ]);
    const found = await client.query<{ last: number; called: boolean }>(
      `select last_value as last, is_called as called from ${rows[0]?.name}`,
    );
    out[column] = found.rows[0]?.called === true ? found.rows[0].last : null;
  }
  return out;
}
