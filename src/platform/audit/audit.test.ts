import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import type { Database } from "#platform/database/index.ts";
import { ownScope, systemScope } from "#platform/database/scope.ts";
import { attempt, fillAudit, seeded } from "#test/audit-manipulations.ts";
import { freshDatabase } from "#test/database.ts";
import { anchorFileOf } from "./anchor.ts";
import { type AuditBook, openAudit } from "./book.ts";
import { checkKeys } from "./key-check.ts";
import { type FileKeyring, openKeyring, temporaryKeyring } from "./keyring.ts";
import { tell } from "./tell.ts";
import { verifyAudit } from "./verification.ts";

let db: Database;
let door: Door;
let folder: string;
let keyring: FileKeyring;
let book: AuditBook;

beforeAll(async () => {
  db = await freshDatabase();
  door = new Door(db.appPool, await loadClasses(db.ownerPool));
  folder = fs.mkdtempSync(join(tmpdir(), "lianxin-audit-"));
  keyring = openKeyring(join(folder, "keys"));
  book = openAudit({
    pool: db.ownerPool,
    keyring,
    dataFolder: folder,
    sentences: [{ "membership.member.corrected": (details, name) => `更正了${name}的${String(details["field"])}` }],
  });
});
afterAll(async () => {
  await db.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const event = (personId: string, name = "王芳") => ({
  event: "membership.member.corrected",
  organizationId: null,
  orgPath: "/1/2/",
  target: { kind: "person", id: personId, name },
  details: { field: "职务" },
  persons: [{ id: personId, path: "/1/2/" }],
});

test("an event stands in the audit if its act commits, is sealed, and can be read by the one it is about", async () => {
  const person = randomUUID();
  const account = randomUUID();
  const who = { accountId: account, actor: "李书记", verb: "membership.member.correct", requestId: "r1" };
  const scope = { ...ownScope(account, null), places: [], persons: [] };
  await door.write(scope, (tx) => tell(tx, who, event(person)));
  const failing = door.write(scope, async (tx) => {
    await tell(tx, who, event(person, "不该有"));
    throw new Error("the act fails");
  });
  await expect(failing).rejects.toThrow("the act fails");
  await book.sealer.sealNow();

  const trace = await book.trace(door, { personId: person, accountId: account });
  expect(trace.map((it) => [it.sentence, it.own])).toEqual([["李书记更正了王芳的职务", true]]);
  expect(await book.trace(door, { personId: randomUUID(), accountId: null })).toEqual([]);
  const verification = await book.verify();
  expect(verification).toMatchObject({ ok: true, events: 1, seals: 1, pending: 0, faults: [] });
});

test("events out of numerical order and a rolled back number are sealed all the same", async () => {
  const before = await book.verify();
  const slow = await db.ownerPool.connect();
  await slow.query("begin");
  const told = `select tell_event(null, null, '迟到', 'v', 'e', '/1/', null, 'k', null, null, '{}', null, '{}', '{}')`;
  await slow.query("set local lianxin.system = 'test'");
  await slow.query(told);
  await door.write(systemScope("test"), (tx) =>
    tell(tx, { accountId: null, actor: "先到", verb: "v", requestId: null }, event(randomUUID())),
  );
  await book.sealer.sealNow();
  await slow.query("commit");
  slow.release();
  await book.sealer.sealNow();
  expect(await book.verify()).toMatchObject({ ok: true, events: before.events + 2, seals: before.seals + 2 });
});

test("the weak role can neither write the audit itself, nor in another name, nor read what waits", async () => {
  const other = { accountId: randomUUID(), actor: "冒名", verb: "v", requestId: null };
  await expect(door.write(ownScope(randomUUID(), null), (tx) => tell(tx, other, event(randomUUID())))).rejects.toThrow(
    /in the name of the account/,
  );
  for (const statement of [
    "insert into audit_event (at, actor, verb, event, org_path, target_kind) values (now(), 'a', 'v', 'e', '/', 'k')",
    "insert into audit_subject values (1, gen_random_uuid(), '/')",
    "update audit_event set actor = 'x'",
    "delete from audit_event",
    "truncate audit_event",
    "delete from audit_seal",
    "select * from audit_pending",
    "update key_check set fingerprint = ''",
  ]) {
    await expect(db.appPool.query(statement), statement).rejects.toThrow(/permission denied/);
  }
  // Not even the owner, short of switching the triggers off.
  for (const statement of ["update audit_event set actor = 'x'", "delete from audit_seal", "truncate audit_subject"]) {
    await expect(db.ownerPool.query(statement), statement).rejects.toThrow(/only added/);
  }
});

test("random manipulations by a superuser are found and located (F2; a thousand: bench/audit-manipulation.ts)", async () => {
  const random = seeded(20_261);
  await fillAudit(door, book.sealer, random, 25);
  const anchorFile = anchorFileOf(folder);
  const kinds = new Set<string>();
  for (let round = 0; round < 60; round += 1) {
    const { name, found, result } = await attempt(db.ownerPool, random, (pool) =>
      verifyAudit({ pool, keyring, anchorFile }),
    );
    expect(found(result.faults), `${name}: ${JSON.stringify(result.faults.slice(0, 5))}`).toBe(true);
    kinds.add(name.replace(/\d+/g, "n"));
  }
  expect(kinds.size).toBeGreaterThan(15);
  expect(await book.verify()).toMatchObject({ ok: true });
});

test("a lost or damaged anchor and a foreign signing key are told", async () => {
  const file = anchorFileOf(folder);
  const kept = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, "{");
  expect((await book.verify()).faults.map((it) => it.kind)).toContain("anchor-damaged");
  fs.rmSync(file);
  expect((await book.verify()).faults.map((it) => it.kind)).toEqual(["anchor-missing"]);
  fs.writeFileSync(file, kept);
  const stranger = await verifyAudit({ pool: db.ownerPool, keyring: temporaryKeyring(), anchorFile: file });
  expect(stranger.faults.filter((it) => it.kind === "seal-changed").length).toBe(stranger.seals);
});

test("the start is refused with a key folder that lacks a key this database was used with", async () => {
  await checkKeys(db.ownerPool, keyring, "甲");
  await checkKeys(db.ownerPool, openKeyring(join(folder, "keys")), "甲");
  await expect(checkKeys(db.ownerPool, openKeyring(join(folder, "other")), "乙")).rejects.toThrow(/没有这把密钥/);
});

test("a running sealer seals within a second and stops without leaving anything unsealed", async () => {
  const sealed = async () => (await book.verify()).events;
  const before = await sealed();
  book.sealer.start();
  const who = { accountId: null, actor: "定时", verb: "v", requestId: null };
  const start = performance.now();
  await door.write(systemScope("test"), (tx) => tell(tx, who, event(randomUUID())));
  await expect.poll(sealed, { interval: 50, timeout: 5_000 }).toBe(before + 1);
  expect(performance.now() - start).toBeLessThan(2_000);
  await door.write(systemScope("test"), (tx) => tell(tx, who, event(randomUUID())));
  await book.sealer.stop();
  expect(await book.verify()).toMatchObject({ ok: true, events: before + 2, pending: 0 });
});
