import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";
import type { Outlet } from "./outlet.ts";

const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_END = 0x06054b50;
const VERSION = 20;
/** Sizes follow the data (bit 3); names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01, the first day the format knows: the same content gives the same bytes. */
const DOS_DATE = 0x0021;
const FOUR_GIB = 0xffff_ffff;

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly checksum: number;
  readonly packed: number;
  readonly unpacked: number;
}

/** A zip archive written front to back: nothing is kept but one line per entry. */
export class ZipWriter {
  readonly #outlet: Outlet;
  readonly #level: number;
  readonly #written: Written[] = [];
  #offset = 0;

  /** @param level of deflate; 1 costs a quarter of the time of 6 and a fifth more bytes. */
  constructor(outlet: Outlet, level = 1) {
    this.#outlet = outlet;
    this.#level = level;
  }

  /** Adds one entry from its pieces. Compression runs beside the making of the next pieces. */
  async add(path: string, pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void> {
    const name = Buffer.from(path, "utf8");
    const offset = this.#offset;
    const header = Buffer.alloc(30);
    header.writeUInt32LE(LOCAL_HEADER, 0);
    header.writeUInt16LE(VERSION, 4);
    header.writeUInt16LE(FLAGS, 6);
    header.writeUInt16LE(DEFLATED, 8);
    header.writeUInt16LE(DOS_DATE, 12);
    header.writeUInt16LE(name.length, 26);
    await this.#put(header);
    await this.#put(name);

    const deflate = createDeflateRaw({ level: this.#level, chunkSize: 128 * 1024 });
    let checksum = 0;
    let unpacked = 0;
    let packed = 0;
    // When one side fails the other is stopped, so that `pieces` is always closed (it may hold a database cursor).
    const stop = new AbortController();
    const feeding = async () => {
      let taken: Promise<unknown> = Promise.resolve();
      for await (const piece of pieces) {
        checksum = crc32(piece, checksum);
        unpacked += piece.length;
        // Waits for the piece before this one: the next is made while this one is compressed on another thread.
        await taken;
        if (!deflate.write(piece)) {
          taken = once(deflate, "drain", { signal: stop.signal });
          taken.catch(() => undefined);
        }
      }
      await taken;
      deflate.end();
    };
    const draining = async () => {
      for await (const piece of deflate as AsyncIterable<Buffer>) {
        packed += piece.length;
        await this.#put(piece);
      }
    };
    const failures: unknown[] = [];
    const halt = (cause: unknown) => {
      failures.push(cause);
      stop.abort();
      deflate.destroy();
    };
    await Promise.all([feeding().catch(halt), draining().catch(halt)]);
    if (failures.length > 0) throw failures[0];
    if (unpacked > FOUR_GIB || this.#offset > FOUR_GIB) throw new RangeError("a workbook of more than 4 GiB");

    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(DESCRIPTOR, 0);
    descriptor.writeUInt32LE(checksum, 4);
    descriptor.writeUInt32LE(packed, 8);
    descriptor.writeUInt32LE(unpacked, 12);
    await this.#put(descriptor);
    this.#written.push({ name, offset, checksum, packed, unpacked });
  }

  /** Writes the directory; the outlet stays open. */
  async end(): Promise<void> {
    const start = this.#offset;
    for (const { name, offset, checksum, packed, unpacked } of this.#written) {
      const header = Buffer.alloc(46);
      header.writeUInt32LE(CENTRAL_HEADER, 0);
      header.writeUInt16LE(VERSION, 4);
      header.writeUInt16LE(VERSION, 6);
      header.writeUInt16LE(FLAGS, 8);
      header.writeUInt16LE(DEFLATED, 10);
      header.writeUInt16LE(DOS_DATE, 14);
      header.writeUInt32LE(checksum, 16);
      header.writeUInt32LE(packed, 20);
      header.writeUInt32LE(unpacked, 24);
      header.writeUInt16LE(name.length, 28);
      header.writeUInt32LE(offset, 42);
      await this.#put(header);
      await this.#put(name);
    }
    const size = this.#offset - start;
    const end = Buffer.alloc(22);
    end.writeUInt32LE(CENTRAL_END, 0);
    end.writeUInt16LE(this.#written.length, 8);
    end.writeUInt16LE(this.#written.length, 10);
    end.writeUInt32LE(size, 12);
    end.writeUInt32LE(start, 16);
    await this.#put(end);
  }

  async #put(bytes: Buffer): Promise<void> {
    this.#offset += bytes.length;
    await this.#outlet.write(bytes);
  }
}
