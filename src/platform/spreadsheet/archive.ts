import { pipeline, type Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import * as yauzl from "yauzl";
import type { WorkbookLimits } from "./limits.ts";
import { WorkbookRefused } from "./refused.ts";
import { type XmlHandler, XmlScanner } from "./xml.ts";

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER_BYTES = 30;
const INFLATE_CHUNK = 256 * 1024;

/**
 * The archive inside an .xlsx: every entry is judged by its declaration before anything is unpacked, and each part
 * that is read is held to that declaration (name, size, checksum) while it streams.
 */
export class Archive {
  readonly #zip: yauzl.ZipFile;
  readonly #entries: ReadonlyMap<string, yauzl.Entry>;
  readonly #limits: WorkbookLimits;

  private constructor(zip: yauzl.ZipFile, entries: ReadonlyMap<string, yauzl.Entry>, limits: WorkbookLimits) {
    this.#zip = zip;
    this.#entries = entries;
    this.#limits = limits;
  }

  /** Opens and judges the archive; throws `WorkbookRefused` before unpacking a byte. */
  static async open(source: Buffer | string, limits: WorkbookLimits): Promise<Archive> {
    const options = { lazyEntries: true, autoClose: false };
    let zip: yauzl.ZipFile;
    try {
      zip = await (typeof source === "string"
        ? yauzl.openPromise(source, options)
        : yauzl.fromBufferPromise(source, options));
    } catch (cause) {
      throw damaged(cause);
    }
    try {
      return new Archive(zip, await judgedEntries(zip, limits), limits);
    } catch (fault) {
      zip.close();
      throw fault;
    }
  }

  names(): Iterable<string> {
    return this.#entries.keys();
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** Declared size in bytes, unpacked; 0 for a part that is not there. */
  size(name: string): number {
    return this.#entries.get(name.toLowerCase())?.uncompressedSize ?? 0;
  }

  close(): void {
    this.#zip.close();
  }

  /** Streams the unpacked bytes of a part, checked against what the entry declares. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) throw new WorkbookRefused("part-missing");
    const packed = await this.#packed(entry);
    const unpacked =
      entry.compressionMethod === STORED
        ? packed
        : pipeline(packed, createInflateRaw({ chunkSize: INFLATE_CHUNK }), () => undefined);
    let bytes = 0;
    let checksum = 0;
    try {
      for await (const chunk of unpacked as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > entry.uncompressedSize) throw new WorkbookRefused("archive-lies");
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (cause) {
      throw cause instanceof WorkbookRefused ? cause : damaged(cause);
    } finally {
      packed.destroy();
      unpacked.destroy();
    }
    if (bytes !== entry.uncompressedSize) throw new WorkbookRefused("archive-lies");
    if (checksum !== entry.crc32) throw new WorkbookRefused("archive-damaged");
  }

  /** Runs a small part through a handler; parts above `controlPartBytes` are refused. */
  async scan(name: string, handler: XmlHandler): Promise<void> {
    if (this.size(name) > this.#limits.controlPartBytes) throw new WorkbookRefused("part-too-large");
    const scanner = new XmlScanner(handler, this.#limits);
    for await (const chunk of this.read(name)) scanner.write(chunk);
    scanner.end();
  }

  async #packed(entry: yauzl.Entry): Promise<Readable> {
    try {
      const local = await this.#zip.readLocalFileHeaderPromise(entry);
      // Two programs that trust different headers would read two different workbooks out of one file.
      if (!local.fileName.equals(entry.fileNameRaw) || local.compressionMethod !== entry.compressionMethod) {
        throw new WorkbookRefused("archive-lies");
      }
      return await this.#zip.openReadStreamPromise(entry, { decodeFileData: false });
    } catch (cause) {
      throw cause instanceof WorkbookRefused ? cause : damaged(cause);
    }
  }
}

function damaged(cause: unknown): WorkbookRefused {
  const words = cause instanceof Error ? cause.message : "";
  if (/relative path|absolute path|invalid characters/u.test(words)) {
    return new WorkbookRefused("archive-path", undefined, { cause });
  }
  if (/encrypt/u.test(words)) return new WorkbookRefused("archive-encrypted", undefined, { cause });
  return new WorkbookRefused("archive-damaged", undefined, { cause });
}

async function judgedEntries(zip: yauzl.ZipFile, limits: WorkbookLimits): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > limits.entries) throw new WorkbookRefused("archive-entries");
  const entries = new Map<string, yauzl.Entry>();
  let declared = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      judge(entry, limits);
      declared += entry.uncompressedSize;
      if (declared > limits.unpackedBytes) throw new WorkbookRefused("archive-too-large");
      // Office programs match part names without regard to case, so two spellings are one part.
      const key = entry.fileName.replace(/^\/+/u, "").toLowerCase();
      if (entries.has(key)) throw new WorkbookRefused("archive-duplicate");
      entries.set(key, entry);
    }
  } catch (cause) {
    throw cause instanceof WorkbookRefused ? cause : damaged(cause);
  }
  refuseOverlaps([...entries.values()], zip.fileSize);
  return entries;
}

function judge(entry: yauzl.Entry, limits: WorkbookLimits): void {
  if (entry.isEncrypted()) throw new WorkbookRefused("archive-encrypted");
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new WorkbookRefused("archive-method");
  }
  if (entry.compressionMethod === STORED && entry.compressedSize !== entry.uncompressedSize) {
    throw new WorkbookRefused("archive-lies");
  }
  if (
    entry.uncompressedSize > limits.ratioFromBytes &&
    entry.uncompressedSize > limits.ratio * Math.max(entry.compressedSize, 1)
  ) {
    throw new WorkbookRefused("archive-ratio");
  }
}

/** Entries that share bytes of the file unpack the same kernel many times (the "better zip bomb"). */
function refuseOverlaps(entries: readonly yauzl.Entry[], fileSize: number): void {
  const ordered = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let free = 0;
  for (const entry of ordered) {
    if (entry.relativeOffsetOfLocalHeader < free) throw new WorkbookRefused("archive-overlap");
    free = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER_BYTES + entry.fileNameRaw.length + entry.compressedSize;
    if (free > fileSize) throw new WorkbookRefused("archive-damaged");
  }
}
