import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAudit } from "#platform/audit/book.ts";
import { checkKeys } from "#platform/audit/key-check.ts";
import { type FileKeyring, openKeyring } from "#platform/audit/keyring.ts";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { type Database, migrateWithin, migrations } from "#platform/database/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { createFileStore } from "#platform/files/index.ts";
import { programVersion, versionText } from "#platform/version.ts";
import { fillAudit, seeded } from "#test/audit-manipulations.ts";
import { freshDatabase } from "#test/database.ts";
import { backup, restore } from "./index.ts";

let db: Database;
let folder: string;
let keyFolder: string;
let keyring: FileKeyring;
let file: string;
let fileId: string;
const content = Buffer.from("关于调整支部设置的批复\n\\.\t".repeat(200_000));

const bookOf = (database: Database, dataFolder: string) =>
  openAudit({ pool: database.ownerPool, keyring, dataFolder, sentences: [] });
const doorOf = async (database: Database) => new Door(database.appPool, await loadClasses(database.ownerPool));

beforeAll(async () => {
  folder = fs.mkdtempSync(join(tmpdir(), "lianxin-operate-"));
  keyFolder = join(folder, "keys");
  keyring = openKeyring(keyFolder);
  db = await freshDatabase();
  await checkKeys(db.ownerPool, keyring, keyFolder);
  const door = await doorOf(db);
  await fillAudit(door, bookOf(db, folder).sealer, seeded(3), 8);
  const files = createFileStore(keyring);
  fileId = await door.write(systemScope("test"), async (tx) => {
    const organizationId = "0190b5a0-0000-7000-8000-000000000001";
    await tx
      .insertInto("organization")
      .values({ id: organizationId, orgPath: "/1/", establishedOn: "2020-01-01" as never })
      .execute();
    const put = { name: "批复.txt", purpose: "import", organizationId, orgPath: "/1/", accountId: null, content };
    return (await files.put(tx, put)).id;
  });
  await db.ownerPool.query(
    `with made as (insert into public_anonymous.box (public_key, pool_key, questions, choices, state, sheets, unreadable)
       values ('aa', gen_random_uuid(), array[gen_random_uuid()], array['qualified'], 'settled', 12, 0) returning id)
     insert into public_anonymous.answer (box_id, question, choice) select id, gen_random_uuid(), 'qualified' from made, generate_series(1, 12)`,
  );
  file = join(folder, "one.backup");
  const made = await backup({ pool: db.ownerPool, keyring, file, now: new Date("2026-03-01T00:00:00Z") });
  expect(made.rows).toBeGreaterThan(50);
});
afterAll(async () => {
  await db.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Restores a file into an empty database of its own. */
async function into<T>(
  it: { readonly file: string; readonly keyring?: FileKeyring },
  work: (database: Database, dataFolder: string) => Promise<T>,
): Promise<T> {
  const target = await freshDatabase({ empty: true });
  const dataFolder = fs.mkdtempSync(join(folder, "target-"));
  try {
    await restore({ pool: target.ownerPool, keyring: it.keyring ?? keyring, keyFolder, dataFolder, file: it.file });
    return await work(target, dataFolder);
  } finally {
    await target.close();
  }
}

test("a restored house has every row, opens its files, verifies its audit, and goes on", async () => {
  await into({ file }, async (target, dataFolder) => {
    for (const table of [
      "audit_event",
      "audit_subject",
      "audit_seal",
      "key_check",
      "organization",
      "stored_file_part",
      "public_anonymous.box",
      "public_anonymous.answer",
    ]) {
      // The restore itself was told since.
      const since = table === "audit_event" ? "where event <> 'operate.backup.restored'" : "";
      const rows = `select count(*) as n, md5(string_agg(t::text, ',' order by t::text)) as digest from ${table} t ${since}`;
      expect((await target.ownerPool.query(rows)).rows, table).toEqual((await db.ownerPool.query(rows)).rows);
    }
    const door = await doorOf(target);
    const files = createFileStore(keyring);
    const pieces: Buffer[] = [];
    for await (const piece of files.streamFrom(door, systemScope("test"), fileId)) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(content)).toBe(true);

    const book = bookOf(target, dataFolder);
    expect(await book.verify()).toMatchObject({ ok: true, pending: 2 });
    await fillAudit(door, book.sealer, seeded(4), 2);
    expect(await book.verify()).toMatchObject({ ok: true, pending: 0 });
    // Node numbers of new organisations go on after the restored ones.
    const node =
      "insert into organization (id, org_path, established_on) values (gen_random_uuid(), '/2/', '2026-01-01') returning node";
    expect((await target.ownerPool.query<{ node: number }>(node)).rows[0]?.node).toBe(2);
    const keys = "select count(*) as n from pg_constraint where contype = 'f' and convalidated";
    expect((await target.ownerPool.query(keys)).rows).toEqual((await db.ownerPool.query(keys)).rows);
    const open =
      "select relname from pg_class c join table_class t on t.table_name = relname where not relforcerowsecurity";
    expect((await target.ownerPool.query(open)).rows).toEqual([]);
  });
});

test("nothing of a person's can be read from the file", () => {
  const bytes = fs.readFileSync(file);
  for (const text of ["批复", "干部", "党员", "audit_event", "membership.member.corrected"]) {
    expect(bytes.includes(text), text).toBe(false);
  }
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
});

test("a file that was changed, cut off or made with other keys restores nothing", async () => {
  const bytes = fs.readFileSync(file);
  const spoilt = join(folder, "spoilt.backup");
  const attempts: [Buffer, RegExp][] = [
    [bytes.subarray(0, bytes.length - 1), /已损坏、被截断/],
    [bytes.subarray(0, 60), /已损坏、被截断/],
    [Buffer.concat([bytes, Buffer.from("x")]), /已损坏、被截断/],
    [Buffer.from(bytes).fill(bytes[5_000] === 7 ? 8 : 7, 5_000, 5_001), /已损坏、被截断/],
    [Buffer.from("PK not a backup of ours, but long enough to hold a whole head line"), /不是本程序的备份/],
  ];
  for (const [content, refusal] of attempts) {
    fs.writeFileSync(spoilt, content);
    await expect(into({ file: spoilt }, () => Promise.resolve())).rejects.toThrow(refusal);
  }
  const stranger = openKeyring(join(folder, "other-keys"));
  await expect(into({ file, keyring: stranger }, () => Promise.resolve())).rejects.toThrow(/与现有密钥不符/);
});

test("after a refused restore the database is as empty as before, and takes the next file", async () => {
  const target = await freshDatabase({ empty: true });
  const dataFolder = fs.mkdtempSync(join(folder, "again-"));
  try {
    const cut = join(folder, "cut.backup");
    fs.writeFileSync(cut, fs.readFileSync(file).subarray(0, 20_000));
    const parts = { pool: target.ownerPool, keyring, keyFolder, dataFolder };
    await expect(restore({ ...parts, file: cut })).rejects.toThrow(/已损坏、被截断/);
    const tables =
      "select count(*)::int as n from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace";
    expect((await target.ownerPool.query(tables)).rows).toEqual([{ n: 0 }]);
    await expect(restore({ ...parts, file })).resolves.toMatchObject({ madeAt: "2026-03-01T00:00:00.000Z" });
  } finally {
    await target.close();
  }
});

/** A database as it was before the last migration of each of these folders. */
async function olderHouse(folders: readonly string[]): Promise<Database> {
  const older = await freshDatabase({ empty: true });
  const all = migrations();
  const last = new Set(folders.map((of) => all.findLast((it) => it.folder === of)));
  const client = await older.ownerPool.connect();
  await client.query("begin");
  await migrateWithin(
    client,
    all.filter((it) => !last.has(it)),
  );
  await client.query("commit");
  client.release();
  return older;
}

test("a backup that an older program made is restored into its own tables, and goes on from there", async () => {
  const older = await olderHouse(["modules/membership", "modules/organization"]);
  const made = join(folder, "older.backup");
  const id = "0190b5a0-0000-7000-8000-000000000009";
  try {
    await older.ownerPool.query(
      "insert into organization (id, org_path, established_on) values ($1, '/1/', '2020-01-01')",
      [id],
    );
    await checkKeys(older.ownerPool, keyring, keyFolder);
    await backup({ pool: older.ownerPool, keyring, file: made, now: new Date("2025-03-01T00:00:00Z") });
  } finally {
    await older.close();
  }
  await into({ file: made }, async (target) => {
    const applied = "select folder || '/' || name as name from migration";
    const { rows } = await target.ownerPool.query<{ name: string }>(applied);
    expect(rows.map((it) => it.name).toSorted()).toEqual(
      migrations()
        .map((it) => `${it.folder}/${it.name}`)
        .toSorted(),
    );
    expect((await target.ownerPool.query("select id from organization")).rows).toEqual([{ id }]);
  });
});

test("a backup of a program that knows more than this one is refused, and both are named", async () => {
  const newer = await freshDatabase();
  const made = join(folder, "newer.backup");
  try {
    await newer.ownerPool.query(
      "insert into migration (folder, name, hash) values ('platform/files', '0999-later.sql', 'x')",
    );
    await backup({ pool: newer.ownerPool, keyring, file: made, now: new Date("2027-03-01T00:00:00Z") });
  } finally {
    await newer.close();
  }
  const ours = versionText(programVersion());
  await expect(into({ file: made }, () => Promise.resolve())).rejects.toThrow(
    `备份由程序 ${ours} 做成，本程序是 ${ours}`,
  );
});

test("a database with anything in it is not restored into, and a file is not overwritten", async () => {
  const parts = { pool: db.ownerPool, keyring, keyFolder, dataFolder: folder, file };
  await expect(restore(parts)).rejects.toThrow(/已有数据/);
  await expect(backup({ ...parts, now: new Date() })).rejects.toThrow(/已存在/);
});
