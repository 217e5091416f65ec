import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Database } from "#platform/database/index.ts";
import { subtree } from "#platform/database/reach.ts";
import { ownScope, type Scope, systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import { freshDatabase } from "#test/database.ts";
import { fileExpiry } from "./expiry.ts";
import { createFileStore, type FileStore } from "./index.ts";
import { endingFits, mediaTypeOf } from "./media-type.ts";

let db: Database;
let door: Door;
let files: FileStore;

beforeAll(async () => {
  db = await freshDatabase();
  door = new Door(db.appPool, await loadClasses(db.ownerPool));
  files = createFileStore(temporaryKeyring());
});
afterAll(() => db.close());

function at(path: string): Scope {
  const places = [subtree(path)];
  return { ...ownScope(newId(), null), persons: places, places, write: places };
}
const file = (
  content: Buffer | AsyncIterable<Buffer>,
  more: { name?: string; purpose?: string; expiresAt?: Date } = {},
) => ({
  name: more.name ?? "名单.bin",
  purpose: more.purpose ?? "import",
  organizationId: newId(),
  orgPath: "/1/2/",
  accountId: null,
  content,
  ...(more.expiresAt ? { expiresAt: more.expiresAt } : {}),
});

async function joined(content: AsyncIterable<Buffer> | undefined): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

test("what was put in comes out, in pieces, encrypted at rest, within reach only", async () => {
  const content = Buffer.concat([Buffer.from("张三的身份证号".repeat(50)), randomBytes(2_500_000)]);
  async function* chunks() {
    for (let start = 0; start < content.length; start += 300_001) yield content.subarray(start, start + 300_001);
  }
  for (const given of [content, chunks()]) {
    const { id, sizeBytes } = await door.write(at("/1/2/"), (tx) => files.put(tx, file(given)));
    expect(sizeBytes).toBe(content.length);
    expect((await door.read(at("/1/"), async (tx) => joined(await files.content(tx, id)))).equals(content)).toBe(true);
    expect((await joined(files.streamFrom(door, at("/1/2/"), id))).equals(content)).toBe(true);
    expect(await door.read(at("/1/20/"), (tx) => files.describe(tx, id))).toBeUndefined();
    expect(await door.read(at("/1/20/"), (tx) => files.content(tx, id))).toBeUndefined();
    expect((await joined(files.streamFrom(door, at("/1/20/"), id))).length).toBe(0);
    const { rows } = await db.ownerPool.query<{ content: Buffer }>(
      "select content from stored_file_part where file_id = $1 order by part",
      [id],
    );
    expect(rows).toHaveLength(3);
    expect(Buffer.concat(rows.map((it) => it.content)).includes("身份证号")).toBe(false);
  }
});

test("a file too large or of another kind than its purpose is refused and nothing stays", async () => {
  const big = file(Buffer.alloc(21 * 1024 * 1024, "%PDF-"), { purpose: "document", name: "大.pdf" });
  await expect(door.write(at("/1/2/"), (tx) => files.put(tx, big))).rejects.toMatchObject({ status: 413 });
  const script = file(Buffer.from("<script>alert(1)</script>"), { purpose: "document", name: "决定.pdf" });
  await expect(door.write(at("/1/2/"), (tx) => files.put(tx, script))).rejects.toMatchObject({ status: 415 });
  for (const name of ["决定.exe", "决定.docx", "决定", "决定.pdf.html"]) {
    const disguised = file(Buffer.from("%PDF-1.7"), { purpose: "document", name });
    await expect(
      door.write(at("/1/2/"), (tx) => files.put(tx, disguised)),
      name,
    ).rejects.toMatchObject({ status: 415, slug: "file-ending" });
  }
  const left = await db.ownerPool.query("select from stored_file where purpose = 'document'");
  expect(left.rowCount).toBe(0);
});

test("papers are taken under every ending that their kind may bear", () => {
  for (const [name, kind] of [
    ["决定.PDF", "application/pdf"],
    ["a.jpg", "image/jpeg"],
    ["a.JPEG", "image/jpeg"],
    ["a.png", "image/png"],
  ] as const)
    expect(endingFits(name, kind), name).toBe(true);
});

test("kinds are found by content", () => {
  const kind = (content: Buffer, name = "x") => mediaTypeOf(content, content, name);
  const zip = (...names: string[]) => Buffer.from(`PK\u0003\u0004${names.join(" ")}`);
  expect(kind(Buffer.from("%PDF-1.7"), "x.png")).toBe("application/pdf");
  expect(kind(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBe("image/png");
  expect(kind(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe("image/jpeg");
  expect(kind(zip("[Content_Types].xml", "xl/workbook.xml"))).toMatch(/spreadsheetml/);
  expect(kind(zip("[Content_Types].xml", "word/document.xml"))).toMatch(/wordprocessingml/);
  expect(kind(zip("a.txt"), "x.xlsx")).toBe("application/zip");
  expect(kind(Buffer.from("姓名,性别\n"), "名册.csv")).toBe("text/csv");
  expect(kind(Buffer.from("姓名\0"), "名册.csv")).toBe("application/octet-stream");
  expect(kind(Buffer.from("MZ"), "a.pdf")).toBe("application/octet-stream");
});

test("files kept for a while are removed when their time is over", async () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const put = (expiresAt?: Date) =>
    door.write(systemScope("test"), (tx) => files.put(tx, file(Buffer.from("x"), expiresAt ? { expiresAt } : {})));
  const [over, later, kept] = [
    await put(new Date("2026-02-28T00:00:00Z")),
    await put(new Date("2026-03-02T00:00:00Z")),
    await put(),
  ];
  await fileExpiry.run({ door, clock: { now: () => now } } as unknown as House);
  const left = await db.ownerPool.query<{ id: string }>(
    "select file_id as id from stored_file_part where file_id = any($1)",
    [[over.id, later.id, kept.id]],
  );
  expect(left.rows.map((it) => it.id).sort()).toEqual([later.id, kept.id].sort());
});
