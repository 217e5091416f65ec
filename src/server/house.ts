import { join } from "node:path";
import { accountActor, hashesWaiting, Policy, PROFILES, type Profile } from "#platform/access/index.ts";
import { anonymousOver, keysIn, temporaryKeys } from "#platform/anonymous/index.ts";
import { type AuditBook, openAudit } from "#platform/audit/book.ts";
import { checkKeys } from "#platform/audit/key-check.ts";
import { keyFolderOf } from "#platform/audit/key-folder.ts";
import { openKeyring } from "#platform/audit/keyring.ts";
import { type Clock, systemClock } from "#platform/clock/index.ts";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { type Database, migrate, migrations, openDatabase } from "#platform/database/index.ts";
import { createFileStore } from "#platform/files/index.ts";
import type { DemoPerson, House } from "#platform/house.ts";
import type { AppOptions } from "#platform/http/app.ts";
import type { Health } from "#platform/http/watch.ts";
import { createJobQueue } from "#platform/jobs/index.ts";
import { type JobWorker, startWorker } from "#platform/jobs/worker.ts";
import type { Keyring } from "#platform/keyring.ts";
import { backupShelf } from "#platform/operate/index.ts";
import type { Part } from "#platform/part.ts";
import { numberOf, settingOf } from "#platform/setting.ts";
import { importsOf, joined, noticesOf, PARTS, registersOf, verbsOf } from "./modules.ts";

/** A house that stands: what acts need, and what the program around them needs. */
export interface OpenHouse {
  readonly house: House;
  readonly database: Database;
  readonly parts: readonly Part[];
  readonly dataFolder: string;
  /** Where its keys lie; null when they were given (tests). */
  readonly keyFolder: string | null;
  /** Seals the audit and runs jobs and the timetable in this process until closed. */
  startBackground(fault?: (error: unknown) => void): Promise<void>;
  /** Ends background work, seals what is left, closes the database (unless it was given). */
  close(): Promise<void>;
}

export interface HouseOptions {
  /** Where keys, anchor and an embedded database lie; default LIANXIN_DATA, else `data`. */
  readonly dataFolder?: string;
  /** An open, migrated database that stays its owner's (tests). */
  readonly database?: Database;
  readonly keyring?: Keyring;
  readonly clock?: Clock;
  /** Default LIANXIN_BACKUP_DIR, else `backups` in the data folder. */
  readonly backupFolder?: string;
  /** Default LIANXIN_PROFILE, else `asvs`. */
  readonly profile?: Profile;
  readonly parts?: readonly Part[];
  readonly demo?: (house: () => House) => Promise<readonly DemoPerson[] | null>;
}

/** Opens the database, migrates it, checks the keys against it and puts everything together. Throws refusals in Chinese. */
export async function openHouse(options: HouseOptions = {}): Promise<OpenHouse> {
  const dataFolder = options.dataFolder ?? process.env["LIANXIN_DATA"] ?? "data";
  const database = options.database ?? (await openDatabase(options.dataFolder === undefined ? {} : { dataFolder }));
  try {
    if (!options.database) await migrate(database.ownerPool);
    return await assemble(database, dataFolder, options);
  } catch (error) {
    if (!options.database) await database.close();
    throw error;
  }
}

async function assemble(database: Database, dataFolder: string, options: HouseOptions): Promise<OpenHouse> {
  const parts = options.parts ?? PARTS;
  const kinds = parts.flatMap((it) => it.jobs ?? []);
  const timetable = parts.flatMap((it) => it.timetable ?? []);
  let report: (error: unknown) => void = () => {};
  const keyring = options.keyring ?? (await keysOf(database, dataFolder));
  const audit: AuditBook = openAudit({
    pool: database.ownerPool,
    keyring,
    dataFolder,
    sentences: parts.flatMap((it) => (it.sentences ? [it.sentences] : [])),
    fault: (error) => report(error),
  });
  const house: House = {
    door: new Door(database.appPool, await loadClasses(database.ownerPool)),
    policy: new Policy(verbsOf(parts)),
    clock: options.clock ?? systemClock,
    keyring,
    audit,
    anonymous: anonymousOver(
      database.anonymousPool,
      options.keyring ? temporaryKeys() : keysIn(join(dataFolder, "anonymous")),
    ),
    files: createFileStore(keyring),
    backups: backupShelf({
      pool: database.ownerPool,
      keyring,
      folder: options.backupFolder ?? process.env["LIANXIN_BACKUP_DIR"] ?? join(dataFolder, "backups"),
      keepDays: numberOf("LIANXIN_BACKUP_DAYS", { least: 0, most: 3_650, otherwise: 14 }),
    }),
    jobs: createJobQueue(new Set(kinds.map((it) => it.kind))),
    registers: new Map(registersOf(parts, audit.sentences).map((it) => [it.id, it])),
    imports: importsOf(parts),
    notices: noticesOf(parts),
    checks: parts.flatMap((it) => it.checks ?? []),
    waiting: parts.flatMap((it) => it.waiting ?? []),
    profile: options.profile ?? settingOf<Profile>("LIANXIN_PROFILE", PROFILES, PROFILES.asvs),
    demo: () => options.demo?.(() => house) ?? Promise.resolve(null),
  };
  let worker: JobWorker | null = null;
  let sealing = false;
  return {
    house,
    database,
    parts,
    dataFolder,
    keyFolder: options.keyring ? null : keyFolderOf(dataFolder),
    async startBackground(fault = () => {}) {
      report = fault;
      await house.anonymous.sweep();
      for (const entry of timetable) if (entry.atStart === true) await entry.run(house);
      audit.sealer.start();
      sealing = true;
      worker = await startWorker({
        house,
        pool: database.ownerPool,
        kinds,
        timetable,
        actorFor: (id) => accountActor(house, id),
        fault,
      });
    },
    async close() {
      await worker?.stop();
      if (sealing) await audit.sealer.stop();
      if (!options.database) await database.close();
    },
  };
}

async function keysOf(database: Database, dataFolder: string): Promise<Keyring> {
  const folder = keyFolderOf(dataFolder);
  const keyring = openKeyring(folder);
  await checkKeys(database.ownerPool, keyring, folder);
  return keyring;
}

/** What the server is told about this house: texts, constraints, health and figures. */
export function appOptionsOf(it: OpenHouse): AppOptions {
  const { database } = it;
  // Read once: an upgrade laid beside a running program is not this program's state.
  const wanted = migrations();
  return {
    constraints: joined(it.parts.map((part) => part.constraints)),
    problems: joined(it.parts.map((part) => part.problems)),
    health: () => healthOf(database, wanted),
    watched: {
      pools: { app: database.appPool, owner: database.ownerPool },
      hashing: hashesWaiting,
      backupAge: () => {
        const [newest] = it.house.backups.list();
        return newest === undefined ? null : (it.house.clock.now().getTime() - newest.madeAt.getTime()) / 1_000;
      },
      jobs: async () => {
        const { rows } = await database.ownerPool.query<{ state: string; count: number }>(
          "select state, count(*) as count from job group by state",
        );
        return Object.fromEntries(rows.map((row) => [row.state, row.count]));
      },
    },
  };
}

async function healthOf(database: Database, wanted: ReturnType<typeof migrations>): Promise<Health> {
  const { rows } = await database.ownerPool.query<{ folder: string; name: string; hash: string }>(
    "select folder, name, hash from migration",
  );
  const applied = new Map(rows.map((row) => [`${row.folder}/${row.name}`, row.hash]));
  return {
    database: true,
    migrations:
      wanted.length === applied.size &&
      wanted.every((file) => applied.get(`${file.folder}/${file.name}`) === file.hash),
  };
}
