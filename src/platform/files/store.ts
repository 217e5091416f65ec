import { createHash } from "node:crypto";
import type { Reader, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { cleanFileName } from "#platform/http/download.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Keyring } from "#platform/keyring.ts";
import type { FileStore, StoredFile } from "./index.ts";
import { endingFits, LOOKED_AT, mediaTypeOf } from "./media-type.ts";
import { PURPOSES, type Purpose } from "./purposes.ts";
import { filesZh } from "./zh.ts";

/** Bytes of one piece before encryption. */
export const PIECE = 1024 * 1024;

/** The file store on the database: pieces of 1 MiB, each sealed with the place it belongs to. */
export function createFileStore(keyring: Pick<Keyring, "sealBytes" | "openBytes">): FileStore {
  const read = async (tx: Reader, id: string, part: number): Promise<Buffer | undefined> => {
    const row = await tx
      .selectFrom("storedFilePart")
      .select("content")
      .where("fileId", "=", id)
      .where("part", "=", part)
      .executeTakeFirst();
    return row && keyring.openBytes(row.content, placeOf(id, part));
  };
  return {
    put: async (tx, file) => await store(tx, keyring, file),
    describe: async (tx, id) => await describe(tx, id),
    content: async (tx, id) => {
      if (!(await describe(tx, id))) return undefined;
      return pieces((part) => read(tx, id, part));
    },
    streamFrom: (door, scope, id) => pieces((part) => door.read(scope, (tx) => read(tx, id, part))),
  };
}

const placeOf = (id: string, part: number): string => `stored_file_part|content|${id}:${part}`;

async function* pieces(read: (part: number) => Promise<Buffer | undefined>): AsyncIterable<Buffer> {
  for (let part = 0; ; part += 1) {
    const piece = await read(part);
    if (!piece) return;
    yield piece;
  }
}

async function describe(tx: Reader, id: string): Promise<StoredFile | undefined> {
  return await tx
    .selectFrom("storedFile")
    .select(["id", "name", "mediaType", "sizeBytes", "orgPath"])
    .where("id", "=", id)
    .executeTakeFirst();
}

async function store(
  tx: Writer,
  keyring: Pick<Keyring, "sealBytes">,
  file: Parameters<FileStore["put"]>[1],
): Promise<StoredFile> {
  const purpose = PURPOSES[file.purpose];
  if (!purpose) throw new Error(`unknown purpose of a file: ${file.purpose}`);
  const id = newId();
  const { orgPath } = file;
  const name = cleanFileName(file.name);
  const begun = {
    id,
    name,
    orgPath,
    organizationId: file.organizationId,
    accountId: file.accountId,
    purpose: file.purpose,
    mediaType: "application/octet-stream",
    sizeBytes: 0,
    sha256: Buffer.alloc(0),
    expiresAt: file.expiresAt ?? null,
  };
  await tx.insertInto("storedFile").values(begun).execute();

  const hash = createHash("sha256");
  let part = 0;
  let sizeBytes = 0;
  let head: Buffer = Buffer.alloc(0);
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of inPieces(file.content)) {
    sizeBytes += piece.length;
    if (sizeBytes > purpose.maxBytes) throw tooLarge(name, purpose);
    if (part === 0) head = piece.subarray(0, LOOKED_AT);
    tail = piece.length >= LOOKED_AT ? piece : Buffer.concat([tail.subarray(-LOOKED_AT), piece]);
    hash.update(piece);
    const content = keyring.sealBytes(piece, placeOf(id, part));
    await tx.insertInto("storedFilePart").values({ fileId: id, orgPath, part, content }).execute();
    part += 1;
  }
  const mediaType = mediaTypeOf(head, tail.subarray(-LOOKED_AT), name);
  if (purpose.allowed !== null && !purpose.allowed.includes(mediaType)) {
    throw new Problem("unsupported", "file-kind", filesZh.kind.title, filesZh.kind.detail(name));
  }
  if (purpose.allowed !== null && !endingFits(name, mediaType)) {
    throw new Problem("unsupported", "file-ending", filesZh.ending.title, filesZh.ending.detail(name));
  }
  await tx
    .updateTable("storedFile")
    .set({ mediaType, sizeBytes, sha256: hash.digest() })
    .where("id", "=", id)
    .execute();
  return { id, name, mediaType, sizeBytes, orgPath };
}

const tooLarge = (name: string, purpose: Purpose): Problem =>
  new Problem(
    "tooLarge",
    "file-too-large",
    filesZh.tooLarge.title,
    filesZh.tooLarge.detail(name, purpose.maxBytes / PIECE),
  );

/** Any stream as pieces of exactly PIECE bytes, the last one shorter. */
async function* inPieces(content: Buffer | AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  if (Buffer.isBuffer(content)) {
    for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
    return;
  }
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < PIECE) continue;
    const joined = Buffer.concat(waiting);
    let at = 0;
    for (; at + PIECE <= joined.length; at += PIECE) yield joined.subarray(at, at + PIECE);
    waiting = [joined.subarray(at)];
    size = joined.length - at;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
