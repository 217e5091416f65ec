import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#platform/database/index.ts";
import { freshDatabase } from "#test/database.ts";
import { openHouse } from "../house.ts";
import { runVerb } from "../run-verb.ts";

let database: Database;
const dataFolder = mkdtempSync(join(tmpdir(), "lianxin-keys-verb-"));
const keys = join(dataFolder, "keys");
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

const house = () => openHouse({ database, dataFolder });
const run = async (...argv: string[]) => {
  let out = "";
  let error = "";
  const code = await runVerb(argv, {
    out: (text) => (out += text),
    error: (text) => (error += text),
    open: house,
  });
  return { code, out, error };
};
interface Shown {
  readonly keys: readonly { id: string; purpose: string; fingerprint: string; inUse: boolean }[];
}
const shown = async () => (JSON.parse((await run("keys", "show", "--json")).out) as Shown).keys;

const place = { table: "person", column: "mobile_cipher", row: "0190b5a0-0000-7000-8000-000000000001" };

test("keys are shown by number and fingerprint; a rotation adds new ones, and the former still read", async () => {
  const before = await house();
  const old = before.house.keyring.seal("13800000000", place);
  await before.house.audit.sealer.sealNow();
  const first = await shown();
  expect(first.map((it) => [it.purpose, it.inUse])).toEqual([
    ["data", true],
    ["index", true],
    ["signing", true],
  ]);
  const human = await run("keys", "show");
  expect(human.out).toContain(first[0]?.fingerprint ?? "?");
  expect(human.out).toContain("正在使用");

  const rotated = await run("keys", "rotate");
  expect(rotated).toMatchObject({ code: 0, error: "" });
  expect(rotated.out).toContain("旧密钥不能删");
  const after = await shown();
  expect(after.map((it) => [it.purpose, it.id.slice(0, 2), it.inUse])).toEqual([
    ["data", "1-", false],
    ["data", "2-", true],
    ["index", "in", true],
    ["signing", "1-", false],
    ["signing", "2-", true],
  ]);

  const later = await house();
  const { keyring, audit } = later.house;
  expect(keyring.open(old, place)).toBe("13800000000");
  expect(keyring.seal("新", place)).toContain(`.${after[1]?.id}.`);
  await audit.sealer.sealNow();
  expect(await audit.verify()).toMatchObject({ ok: true, pending: 0 });
  const told = await database.ownerPool.query<{ actor: string; event: string; details: unknown; targetName: null }>(
    "select actor, event, details, target_name as \"targetName\" from audit_event where event = 'operate.keys.rotated'",
  );
  expect(told.rows.map((it) => audit.sentences.of(it))).toEqual([
    `系统（命令行）更换了密钥，数据密钥 ${after[1]?.id}，签名密钥 ${after[4]?.id}`,
  ]);
});

test("a folder that lacks a key the database was used with is refused by name, and a stray word is not understood", async () => {
  expect((await run("keys", "rotate", "now")).code).toBe(2);
  const gone = readdirSync(keys).find((it) => it.startsWith("data-2-")) ?? "";
  rmSync(join(keys, gone));
  const refused = await run("keys", "show");
  expect(refused.code).toBe(1);
  expect(refused.error).toContain(gone.slice("data-".length, -".key".length));
});
