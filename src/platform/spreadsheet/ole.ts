import { WorkbookRefused } from "./refused.ts";

/** What every compound file begins with (MS-CFB 2.2). */
export const OLE_SIGNATURE = Buffer.from("d0cf11e0a1b11ae1", "hex");

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
/** The header names this many sectors of the allocation table itself, further ones stand in sectors of their own. */
const HEADER_DIFAT = 109;
const END_OF_CHAIN = 0xffff_fffe;
const LAST_SECTOR = 0xffff_fffa;
const STREAM = 2;
const ROOT = 5;

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

/**
 * The streams of a compound file (MS-CFB), the little file system that offices' files before 2007 are. A chain that turns
 * back on itself or leaves the file is refused: no chain is longer than the file has sectors.
 */
export class OleFile {
  readonly #bytes: Buffer;
  readonly #sectorBytes: number;
  readonly #table: Uint32Array;
  readonly #entries: readonly Entry[];
  readonly #smallBelow: number;
  readonly #smallStart: number;

  /** @throws WorkbookRefused `archive-damaged` where the file does not hold together */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    if (bytes.length < HEADER_BYTES || !bytes.subarray(0, OLE_SIGNATURE.length).equals(OLE_SIGNATURE)) throw damaged();
    const shift = bytes.readUInt16LE(30);
    if (shift !== 9 && shift !== 12) throw damaged();
    this.#sectorBytes = 1 << shift;
    this.#smallBelow = bytes.readUInt32LE(56);
    this.#smallStart = bytes.readUInt32LE(60);
    this.#table = this.#allocation();
    this.#entries = this.#directory(bytes.readUInt32LE(48));
  }

  /** Names of the streams, of all folders. */
  names(): string[] {
    return this.#entries.filter((it) => it.type === STREAM).map((it) => it.name);
  }

  /** The bytes of the first stream of that name, letters of either case, or null if there is none. */
  stream(name: string): Buffer | null {
    const entry = this.#entries.find((it) => it.type === STREAM && it.name.toLowerCase() === name.toLowerCase());
    if (entry === undefined) return null;
    if (entry.size > this.#bytes.length) throw damaged();
    const whole = entry.size < this.#smallBelow ? this.#small(entry) : this.#chain(entry.start);
    if (whole.length < entry.size) throw damaged();
    return whole.subarray(0, entry.size);
  }

  /** A stream that is cut short at the end of the file is taken as far as it goes, as office programs do. */
  #sector(index: number): Buffer {
    const from = (index + 1) * this.#sectorBytes;
    if (index >= LAST_SECTOR || from >= this.#bytes.length) throw damaged();
    return this.#bytes.subarray(from, from + this.#sectorBytes);
  }

  #allocation(): Uint32Array {
    const most = Math.ceil(this.#bytes.length / this.#sectorBytes);
    const perSector = this.#sectorBytes / 4;
    const sectors: number[] = [];
    for (let i = 0; i < HEADER_DIFAT; i += 1) sectors.push(this.#bytes.readUInt32LE(76 + i * 4));
    let next = this.#bytes.readUInt32LE(68);
    for (let read = 0; next < LAST_SECTOR; read += 1) {
      const sector = this.#sector(next);
      if (read > most || sector.length < this.#sectorBytes) throw damaged();
      for (let i = 0; i < perSector - 1; i += 1) sectors.push(sector.readUInt32LE(i * 4));
      next = sector.readUInt32LE((perSector - 1) * 4);
    }
    const named = sectors.filter((it) => it < LAST_SECTOR);
    if (named.length > most) throw damaged();
    const table = new Uint32Array(named.length * perSector).fill(END_OF_CHAIN);
    for (const [at, index] of named.entries()) {
      const sector = this.#sector(index);
      for (let i = 0; i + 4 <= sector.length; i += 4) table[at * perSector + i / 4] = sector.readUInt32LE(i);
    }
    return table;
  }

  #chain(start: number): Buffer {
    const pieces: Buffer[] = [];
    for (let at = start; at !== END_OF_CHAIN; ) {
      pieces.push(this.#sector(at));
      if (pieces.length > this.#table.length) throw damaged();
      at = this.#table[at] ?? LAST_SECTOR;
    }
    return Buffer.concat(pieces);
  }

  /** Streams below 4096 bytes lie side by side in the root's stream, in sectors of 64 bytes with a table of their own. */
  #small(entry: Entry): Buffer {
    const root = this.#entries.find((it) => it.type === ROOT);
    if (root === undefined) throw damaged();
    const room = this.#chain(root.start);
    const table = this.#chain(this.#smallStart);
    const pieces: Buffer[] = [];
    for (let at = entry.start; at !== END_OF_CHAIN; ) {
      if ((at + 1) * 64 > room.length + 63 || (at + 1) * 4 > table.length) throw damaged();
      pieces.push(room.subarray(at * 64, at * 64 + 64));
      if (pieces.length * 64 > room.length + 64) throw damaged();
      at = table.readUInt32LE(at * 4);
    }
    return Buffer.concat(pieces);
  }

  #directory(start: number): Entry[] {
    const bytes = this.#chain(start);
    const entries: Entry[] = [];
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
      const nameBytes = bytes.readUInt16LE(at + 64);
      if (nameBytes < 2 || nameBytes > 64) continue;
      entries.push({
        name: bytes.toString("utf16le", at, at + nameBytes - 2),
        type: bytes.readUInt8(at + 66),
        start: bytes.readUInt32LE(at + 116),
        size: bytes.readUInt32LE(at + 120),
      });
    }
    return entries;
  }
}

function damaged(): WorkbookRefused {
  return new WorkbookRefused("archive-damaged");
}
