import type { WorkbookLimits } from "./limits.ts";
import { WorkbookRefused } from "./refused.ts";

/** The version in the first record of a file of Excel 97 to 2003. */
export const BIFF8 = 0x0600;

const BOF = 0x0809;
const EOF = 0x000a;
const CONTINUE = 0x003c;
const HEAD_BYTES = 4;

const WIDE = 0x01;
const WITH_EXTENSION = 0x04;
const WITH_RUNS = 0x08;

/** +1 for a record that begins a stream of its own (a sheet, a chart in it), -1 for one that ends it. */
export function isNested(type: number): -1 | 0 | 1 {
  if (type === BOF) return 1;
  return type === EOF ? -1 : 0;
}

/** One record; what it holds beyond 8224 bytes goes on in records behind it, which `whole` reads along. */
export class XlsRecord {
  readonly type: number;
  readonly data: Buffer;
  /** Where it begins, and where the next one does. */
  readonly at: number;
  readonly next: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, at: number, next: number) {
    this.type = bytes.readUInt16LE(at);
    this.data = bytes.subarray(at + HEAD_BYTES, next);
    this.at = at;
    this.next = next;
    this.#bytes = bytes;
  }

  /** The content from `from` on, with all that continues it. */
  whole(from: number): Pieces {
    const pieces = [this.data.subarray(from)];
    for (const record of xlsRecords(this.#bytes, this.next)) {
      if (record.type !== CONTINUE) break;
      pieces.push(record.data);
    }
    return new Pieces(pieces);
  }
}

/**
 * The records from a place on, up to another. A file that ends without saying so has ended.
 *
 * @throws WorkbookRefused `archive-damaged` where a record is longer than what is left
 */
export function* xlsRecords(bytes: Buffer, from: number, to = bytes.length): Generator<XlsRecord> {
  for (let at = from; at < to && at + HEAD_BYTES <= bytes.length; ) {
    const next = at + HEAD_BYTES + bytes.readUInt16LE(at + 2);
    if (next > bytes.length) throw new WorkbookRefused("archive-damaged");
    yield new XlsRecord(bytes, at, next);
    at = next;
  }
}

/** What `read` answers; a record that is shorter than its kind must be is a damaged file. */
export function sound<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof RangeError ? new WorkbookRefused("archive-damaged", undefined, { cause }) : cause;
  }
}

/** Reads through the pieces of a record. Letters that go on in the next piece say anew there how wide they are. */
export class Pieces {
  readonly #pieces: readonly Buffer[];
  #piece = 0;
  #at = 0;

  constructor(pieces: readonly Buffer[]) {
    this.#pieces = pieces;
  }

  ended(): boolean {
    while (this.#piece < this.#pieces.length && this.#at >= this.#here().length) {
      this.#piece += 1;
      this.#at = 0;
    }
    return this.#piece >= this.#pieces.length;
  }

  /** A text with its length in two bytes; formatting runs and phonetic hints are passed over. */
  text(limits: Pick<WorkbookLimits, "cellText">): string {
    const length = this.#number(2);
    const flags = this.#number(1);
    const runs = (flags & WITH_RUNS) === 0 ? 0 : this.#number(2);
    const extension = (flags & WITH_EXTENSION) === 0 ? 0 : this.#number(4);
    if (length > limits.cellText) throw new WorkbookRefused("cell-too-long");
    const text = this.#letters(length, (flags & WIDE) !== 0);
    this.#skip(runs * 4 + extension);
    return text;
  }

  /** A text with its length in one byte. */
  shortText(): string {
    const length = this.#number(1);
    return this.#letters(length, (this.#number(1) & WIDE) !== 0);
  }

  #here(): Buffer {
    const piece = this.#pieces[this.#piece];
    if (piece === undefined) throw new WorkbookRefused("archive-damaged");
    return piece;
  }

  #number(bytes: number): number {
    let value = 0;
    for (let i = 0; i < bytes; i += 1) {
      if (this.ended()) throw new WorkbookRefused("archive-damaged");
      value += this.#here().readUInt8(this.#at) * 2 ** (8 * i);
      this.#at += 1;
    }
    return value;
  }

  #letters(count: number, wide: boolean): string {
    let text = "";
    let width = wide ? 2 : 1;
    for (let left = count; left > 0; ) {
      if (this.#at >= this.#here().length) {
        this.#piece += 1;
        this.#at = 0;
        width = (this.#number(1) & WIDE) === 0 ? 1 : 2;
      }
      const here = this.#here();
      const taken = Math.min(left, Math.floor((here.length - this.#at) / width));
      if (taken === 0) throw new WorkbookRefused("archive-damaged");
      const to = this.#at + taken * width;
      text += here.toString(width === 2 ? "utf16le" : "latin1", this.#at, to);
      this.#at = to;
      left -= taken;
    }
    return text;
  }

  #skip(bytes: number): void {
    for (let left = bytes; left > 0; ) {
      if (this.ended()) throw new WorkbookRefused("archive-damaged");
      const taken = Math.min(left, this.#here().length - this.#at);
      this.#at += taken;
      left -= taken;
    }
  }
}
