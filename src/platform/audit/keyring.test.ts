import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openKeyring, rotateKeys } from "./keyring.ts";

const folders: string[] = [];
function newFolder(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), "lianxin-keys-"));
  folders.push(folder);
  return join(folder, "keys");
}
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

const place = { table: "person", column: "id_number", row: "0190b5a0-0000-7000-8000-000000000001" };

test("what is sealed opens again, also by a later start, and never twice alike", () => {
  const folder = newFolder();
  const first = openKeyring(folder);
  const envelope = first.seal("11010119800101001X", place);
  expect(envelope).toMatch(/^v1\.a256gcm\.1-[0-9a-f]{8}\.[\w-]+$/);
  expect(envelope).not.toBe(first.seal("11010119800101001X", place));
  expect(openKeyring(folder).open(envelope, place)).toBe("11010119800101001X");
});

test("a cipher moved to another row, column or table, or changed in any byte, does not open", () => {
  const keyring = openKeyring(newFolder());
  const envelope = keyring.seal("13800000000", place);
  for (const moved of [{ row: "2" }, { column: "mobile" }, { table: "account" }]) {
    expect(() => keyring.open(envelope, { ...place, ...moved })).toThrow(/changed or does not belong/);
  }
  const bytes = keyring.sealBytes(Buffer.from("内容"), "stored_file_part|content|1:0");
  expect(keyring.openBytes(bytes, "stored_file_part|content|1:0").toString()).toBe("内容");
  expect(() => keyring.openBytes(bytes, "stored_file_part|content|1:1")).toThrow();
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => keyring.openBytes(changed, "stored_file_part|content|1:0")).toThrow();
  }
});

test("the blind index is equal for equal values of one kind only, and hangs on the folder", () => {
  const keyring = openKeyring(newFolder());
  expect(keyring.blindIndex("mobile", "13800000000")).toBe(keyring.blindIndex("mobile", "13800000000"));
  expect(keyring.blindIndex("mobile", "13800000000")).not.toBe(keyring.blindIndex("id_number", "13800000000"));
  expect(keyring.blindIndex("mobile", "1")).not.toBe(openKeyring(newFolder()).blindIndex("mobile", "1"));
});

test("after a rotation the newest key seals and signs, the former still opens and verifies", () => {
  const folder = newFolder();
  const before = openKeyring(folder);
  const old = before.seal("旧", place);
  const signature = before.sign(Buffer.from("x"));
  const after = rotateKeys(folder);
  expect(after.open(old, place)).toBe("旧");
  expect(after.seal("新", place)).toMatch(/^v1\.a256gcm\.2-/);
  expect(after.signingKeyId).toMatch(/^2-/);
  expect(after.verify(Buffer.from("x"), signature, before.signingKeyId)).toBe(true);
  expect(after.verify(Buffer.from("y"), signature, before.signingKeyId)).toBe(false);
  expect(after.verify(Buffer.from("x"), signature, "9-00000000")).toBe(false);
  expect(() => before.open(after.seal("新", place), place)).toThrow(/not in the key folder/);
});

test("keys that others may read, that are damaged or incomplete are refused in words", () => {
  const folder = newFolder();
  openKeyring(folder);
  for (const name of fs.readdirSync(folder)) expect(fs.statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  const index = join(folder, "index.key");
  fs.chmodSync(index, 0o640);
  expect(() => openKeyring(folder)).toThrow(/其他用户可以读取/);
  fs.chmodSync(index, 0o600);
  fs.writeFileSync(index, "abc");
  expect(() => openKeyring(folder)).toThrow(/已损坏/);
  fs.rmSync(index);
  expect(() => openKeyring(folder)).toThrow(/不完整/);
  expect(() => openKeyring(newFolder(), { make: false })).toThrow(/没有密钥/);
});
