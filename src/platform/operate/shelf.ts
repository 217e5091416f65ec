import * as fs from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { conflict } from "#platform/http/problem.ts";
import type { Keyring } from "#platform/keyring.ts";
import { backup } from "./backup.ts";
import { operateZh } from "./zh.ts";

/** A backup as it lies in the folder. */
export interface KeptBackup {
  readonly name: string;
  readonly madeAt: Date;
  readonly bytes: number;
}

/**
 * The folder of backups that the running house makes by itself and when asked: each of one moment, sealed, kept for some days.
 * What a person copies into the folder under another name is not ours and stays.
 */
export interface BackupShelf {
  readonly folder: string;
  /** Days that a backup is kept, and that each day gets one of its own; 0: the house makes none by itself and removes none. */
  readonly keepDays: number;
  /** Newest first; empty when there is no folder yet. */
  list(): KeptBackup[];
  /** Writes one. @throws Problem 409 `backup-under-way` when another process or request is writing one. */
  make(now: Date): Promise<KeptBackup>;
  /** Removes what is older than it is kept for, but never the newest. @returns how many went. */
  tidy(now: Date): number;
}

/** Any number that nobody else in the database uses for a lock. */
const WRITING = 5_426_947;
const DAY_MS = 24 * 60 * 60 * 1_000;
const NAMED = /^lianxin-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.backup$/;

export function backupShelf(parts: {
  readonly pool: Pool;
  readonly keyring: Pick<Keyring, "sealBytes">;
  readonly folder: string;
  readonly keepDays: number;
}): BackupShelf {
  const { pool, keyring, folder, keepDays } = parts;
  const list = (): KeptBackup[] =>
    (fs.existsSync(folder) ? fs.readdirSync(folder) : [])
      .flatMap((name) => {
        const madeAt = momentIn(name);
        return madeAt === null ? [] : [{ name, madeAt, bytes: fs.statSync(join(folder, name)).size }];
      })
      .sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
  return {
    folder,
    keepDays,
    list,
    async make(now) {
      const client = await pool.connect();
      let held = false;
      try {
        // Ends with the connection: a process that is killed while it writes stands in nobody's way.
        const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [WRITING]);
        held = rows[0]?.held === true;
        if (!held) throw conflict("backup-under-way", operateZh.underWay.title, operateZh.underWay.detail);
        const name = nameAt(now);
        const file = join(folder, name);
        // Twice within a second is once.
        if (!fs.existsSync(file)) await backup({ pool, keyring, file, now });
        return { name, madeAt: now, bytes: fs.statSync(file).size };
      } finally {
        if (held) await client.query("select pg_advisory_unlock($1)", [WRITING]);
        client.release();
      }
    },
    tidy(now) {
      if (keepDays === 0) return 0;
      const [, ...older] = list();
      const gone = older.filter((it) => now.getTime() - it.madeAt.getTime() > keepDays * DAY_MS);
      for (const it of gone) fs.rmSync(join(folder, it.name), { force: true });
      return gone.length;
    },
  };
}

function nameAt(now: Date): string {
  return `lianxin-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z.backup`;
}

function momentIn(name: string): Date | null {
  const [, year, month, date, hour, minute, second] = NAMED.exec(name) ?? [];
  const moment = new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
