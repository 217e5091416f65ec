import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "#platform/database/open.ts";
import { newBlinding, unblind } from "#shared/blind-signature.ts";
import { freshDatabase } from "#test/database.ts";
import {
  anonymousOver,
  blindSign,
  type Cast,
  keysIn,
  makeSigningKey,
  type SigningKey,
  temporaryKeys,
} from "./index.ts";

let database: Database;
let signing: SigningKey;
beforeAll(async () => {
  database = await freshDatabase();
  signing = await makeSigningKey();
});
afterAll(async () => {
  await database?.close();
});

const QUESTIONS = Array.from({ length: 3 }, () => crypto.randomUUID());
const CHOICES = ["good", "bad"];

function token(): Pick<Cast, "message" | "signature"> {
  const it = newBlinding(signing.publicKey, (length) => new Uint8Array(randomBytes(length)));
  return {
    message: it.message,
    signature: unblind(signing.publicKey, it, blindSign(signing.privateKey, it.blinded) ?? ""),
  };
}
const marks = (...choices: readonly (string | null)[]) =>
  QUESTIONS.map((question, at) => ({ question, choice: choices[at] ?? null }));

const opened = async (keys = temporaryKeys()) => {
  const anonymous = anonymousOver(database.anonymousPool, keys);
  const boxId = await anonymous.open({ publicKey: signing.publicKey, questions: QUESTIONS, choices: CHOICES });
  return { anonymous, boxId, keys };
};
const ask = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await database.ownerPool.query(text, values)).rows as T[];

describe("a box", () => {
  test("counts what was cast, each token once, at every size around the tens", async () => {
    for (const voters of [10, 11, 19, 20, 23]) {
      const { anonymous, boxId } = await opened();
      for (let at = 0; at < voters; at += 1)
        expect(await anonymous.cast({ boxId, ...token(), marks: marks("good", at % 2 === 0 ? "bad" : "good") })).toBe(
          "taken",
        );
      expect(await anonymous.waiting(boxId)).toBe(voters);
      const count = await anonymous.settle(boxId);
      if (count === "few") throw new Error("it was opened");
      expect(count.sheets).toBe(voters);
      expect(count.marks.get(QUESTIONS[0] ?? "")).toEqual({ good: voters });
      expect(count.marks.get(QUESTIONS[1] ?? "")).toEqual({ bad: Math.ceil(voters / 2), good: Math.floor(voters / 2) });
      expect(count.marks.has(QUESTIONS[2] ?? "")).toBe(false);
      expect(await anonymous.settle(boxId)).toEqual(count);
      expect(await anonymous.cast({ boxId, ...token(), marks: marks() })).toBe("closed");
    }
  });

  test("a token counts once, also of many at the same moment, and after a stir", async () => {
    const { anonymous, boxId } = await opened();
    const mine = token();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        anonymous.cast({ boxId, ...mine, marks: marks(at % 2 === 0 ? "good" : "bad") }),
      ),
    );
    expect(answers.filter((it) => it === "taken")).toHaveLength(1);
    await Promise.all(Array.from({ length: 14 }, () => anonymous.cast({ boxId, ...token(), marks: marks("good") })));
    expect(await anonymous.cast({ boxId, ...mine, marks: marks("bad") })).toBe("spent");
    expect(await anonymous.waiting(boxId)).toBe(15);
  });

  test("takes no token of its own making, of another box, and no sheet of other questions", async () => {
    const { anonymous, boxId } = await opened();
    const { message, signature } = token();
    expect(await anonymous.cast({ boxId, message, signature: "00".repeat(256), marks: marks() })).toBe("unsigned");
    expect(await anonymous.cast({ boxId, message: "00".repeat(64), signature, marks: marks() })).toBe("unsigned");
    expect(await anonymous.cast({ boxId, message, signature, marks: marks().slice(1) })).toBe("unfit");
    expect(await anonymous.cast({ boxId, message, signature, marks: marks("fair") })).toBe("unfit");
    expect(await anonymous.cast({ boxId, message, signature, marks: [...marks(), ...marks()] })).toBe("unfit");
    expect(await anonymous.cast({ boxId: crypto.randomUUID(), message, signature, marks: marks() })).toBe("closed");
    expect(await anonymous.waiting(boxId)).toBe(0);
  });

  test("with fewer than ten is never opened, only thrown away", async () => {
    const { anonymous, boxId, keys } = await opened();
    for (let at = 0; at < 9; at += 1) await anonymous.cast({ boxId, ...token(), marks: marks("bad") });
    expect(await anonymous.settle(boxId)).toBe("few");
    expect(await anonymous.waiting(boxId)).toBe(9);
    await anonymous.discard(boxId);
    expect(await anonymous.waiting(boxId)).toBe(0);
    expect(await anonymous.settle(boxId)).toBe("few");
    expect(keys.held.size).toBe(0);
    expect(await ask("select from public_anonymous.answer where box_id = $1", [boxId])).toEqual([]);
  });
});

describe("what lies in the database", () => {
  test("before: sealed sheets of one length, in which nothing of the marks or the token stands", async () => {
    const { anonymous, boxId } = await opened();
    const { message, signature } = token();
    await anonymous.cast({ boxId, message, signature, marks: marks("good", "good", "good") });
    await anonymous.cast({ boxId, ...token(), marks: marks() });
    const rows = await ask<{ sealed: Buffer; all: string }>(
      "select sealed, sheet::text as all from public_anonymous.sheet where box_id = $1",
      [boxId],
    );
    expect(new Set(rows.map((it) => it.sealed.length)).size).toBe(1);
    expect(rows.every((it) => !it.all.includes(message) && !it.all.includes("good"))).toBe(true);
  });

  test("with the tenth all are written anew by one transaction and the former keys are gone", async () => {
    const { anonymous, boxId, keys } = await opened();
    const seen = new Set<string>();
    const look = () =>
      ask<{ id: string; xmin: string; sealed: string; key: string }>(
        "select id, xmin::text, encode(sealed, 'hex') as sealed, pool_key as key from public_anonymous.sheet where box_id = $1",
        [boxId],
      );
    for (let at = 0; at < 10; at += 1) {
      await anonymous.cast({ boxId, ...token(), marks: marks("good") });
      if (at < 9) for (const row of await look()) seen.add(row.id).add(row.sealed).add(row.key);
    }
    const after = await look();
    expect(after).toHaveLength(10);
    expect(new Set(after.map((it) => it.xmin)).size).toBe(1);
    expect(after.filter((it) => seen.has(it.id) || seen.has(it.sealed) || seen.has(it.key))).toEqual([]);
    expect([...keys.held.keys()].filter((it) => seen.has(it))).toEqual([]);
    const spent = await ask<{ xmin: string; hash: string }>(
      "select xmin::text, encode(token_hash, 'hex') as hash from public_anonymous.spent where box_id = $1 order by ctid",
      [boxId],
    );
    expect(new Set(spent.map((it) => it.xmin)).size).toBe(1);
    expect(spent.map((it) => it.hash)).toEqual(spent.map((it) => it.hash).toSorted());
  });

  test("after: marks of one transaction, no sheets, no tokens, no key", async () => {
    const { anonymous, boxId, keys } = await opened();
    for (let at = 0; at < 12; at += 1) await anonymous.cast({ boxId, ...token(), marks: marks("good", "bad") });
    await anonymous.settle(boxId);
    const answers = await ask<{ xmin: string; version: string }>(
      "select xmin::text, substr(id::text, 15, 1) as version from public_anonymous.answer where box_id = $1",
      [boxId],
    );
    expect(answers).toHaveLength(24);
    expect(new Set(answers.map((it) => it.xmin)).size).toBe(1);
    expect(new Set(answers.map((it) => it.version))).toEqual(new Set(["4"]));
    expect(await ask("select from public_anonymous.sheet where box_id = $1", [boxId])).toEqual([]);
    expect(await ask("select from public_anonymous.spent where box_id = $1", [boxId])).toEqual([]);
    expect(keys.held.size).toBe(0);
  });

  test("has no time, no growing number, and no way to or from the other schema", async () => {
    const columns = await ask<{ name: string; type: string; fallback: string | null }>(
      `select table_name || '.' || column_name as name, udt_name as type, column_default as fallback
       from information_schema.columns where table_schema = 'public_anonymous'`,
    );
    expect(columns.length).toBeGreaterThan(15);
    expect(columns.filter((it) => /^(date|time|interval)/.test(it.type))).toEqual([]);
    expect(columns.filter((it) => it.fallback?.includes("nextval") === true)).toEqual([]);
    const keys = await ask<{ crossing: boolean }>(
      `select a.relnamespace <> b.relnamespace as crossing from pg_constraint k join pg_class a on a.oid = k.conrelid
       join pg_class b on b.oid = k.confrelid where k.contype = 'f' and 'public_anonymous'::regnamespace in (a.relnamespace, b.relnamespace)`,
    );
    expect(keys.length).toBe(3);
    expect(keys.filter((it) => it.crossing)).toEqual([]);
  });

  test("each role sees one side only", async () => {
    const rights = await ask<{ role: string; schema: string; tables: number }>(
      `select r.role, n.nspname as schema, count(*)::int as tables
       from unnest(array['lianxin_app', 'lianxin_self', 'lianxin_anonymous']) as r (role)
       join pg_class c on c.relkind = 'r' join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'public_anonymous')
       where has_table_privilege(r.role, c.oid, 'select, insert, update, delete') group by 1, 2 order by 1, 2`,
    );
    expect(rights.map((it) => `${it.role} ${it.schema}`)).toEqual([
      "lianxin_anonymous public_anonymous",
      "lianxin_app public",
      "lianxin_self public",
    ]);
    await expect(database.appPool.query("select from public_anonymous.answer")).rejects.toThrow(/permission denied/);
    await expect(database.anonymousPool.query("select from public.person")).rejects.toThrow(/permission denied/);
    // On a server the session could change its role; then the connection is not handed out again.
    await database.anonymousPool.query("set role lianxin_app").catch(() => {});
    await database.appPool.query("set role lianxin_anonymous").catch(() => {});
    await expect(database.anonymousPool.query("select from public.person")).rejects.toThrow(/permission denied/);
    await expect(database.appPool.query("select from public_anonymous.answer")).rejects.toThrow(/permission denied/);
  });
});

describe("keys in a folder", () => {
  const folder = fs.mkdtempSync(join(tmpdir(), "lianxin-pool-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("outlive the process and are gone when they are destroyed", async () => {
    const place = join(folder, "one");
    const { anonymous, boxId } = await opened(keysIn(place) as never);
    for (let at = 0; at < 10; at += 1) await anonymous.cast({ boxId, ...token(), marks: marks("good") });
    const again = anonymousOver(database.anonymousPool, keysIn(place));
    expect(await again.cast({ boxId, ...token(), marks: marks("bad") })).toBe("taken");
    expect(fs.readdirSync(place)).toHaveLength(2);
    expect(fs.statSync(place).mode & 0o77).toBe(0);
    const count = await again.settle(boxId);
    expect(count === "few" ? 0 : count.sheets).toBe(11);
    expect(fs.readdirSync(place)).toEqual([]);
  });

  test("sheets whose key is gone are said to be unreadable, and the rest is counted", async () => {
    const { anonymous, boxId, keys } = await opened();
    for (let at = 0; at < 13; at += 1) await anonymous.cast({ boxId, ...token(), marks: marks("good") });
    const [box] = await ask<{ key: string }>("select pool_key as key from public_anonymous.box where id = $1", [boxId]);
    keys.destroy(box?.key ?? "");
    await expect(anonymous.cast({ boxId, ...token(), marks: marks("good") })).rejects.toThrow(/not in its folder/);
    const count = await anonymous.settle(boxId);
    expect(count === "few" ? null : [count.sheets, count.unreadable]).toEqual([10, 3]);
  });

  test("what a crash left is swept after an hour, what is used is kept", async () => {
    const place = join(folder, "two");
    const keys = keysIn(place);
    const { anonymous, boxId } = await opened(keys as never);
    await anonymous.cast({ boxId, ...token(), marks: marks("good") });
    const left = keys.make();
    await anonymous.sweep();
    expect(fs.readdirSync(place)).toHaveLength(2);
    for (const name of fs.readdirSync(place)) fs.utimesSync(join(place, name), 1_000, 1_000);
    await anonymous.sweep();
    expect(fs.readdirSync(place)).toHaveLength(1);
    expect(keys.read(left.id)).toBeNull();
  });
});
