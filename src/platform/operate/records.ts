import type { ProgramVersion } from "#platform/version.ts";

/** The inner form of a backup: records of one letter, four bytes of length, content. */
export type Kind = "H" | "T" | "D" | "E" | "Z";

/** H: what the backup is of. */
export interface BackupHead {
  readonly madeAt: string;
  /** The program that made it; backups of before it was written down have none. */
  readonly program?: ProgramVersion;
  /** Folder, name and hash of each migration that its tables had gone through. */
  readonly migrations: readonly string[];
}

/** T: a table begins; D records with COPY text follow. */
export interface TableHead {
  readonly table: string;
  readonly columns: readonly string[];
}

/** E: it ends. `sequences`: the last number drawn of each identity column; null when none was. */
export interface TableEnd {
  readonly rows: number;
  /** SHA-256 of its COPY text in hex, rows in the order of the primary key. */
  readonly sha256: string;
  readonly sequences: Readonly<Record<string, number | null>>;
}

export function record(kind: Kind, content: Buffer | object): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  const head = Buffer.alloc(5);
  head.write(kind, 0, "latin1");
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

export async function* recordsIn(
  stream: AsyncIterable<Buffer>,
): AsyncGenerator<{ kind: string; content: Buffer }, void> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (waiting.length >= 5) {
      const end = 5 + waiting.readUInt32BE(1);
      if (waiting.length < end) break;
      yield { kind: waiting.toString("latin1", 0, 1), content: waiting.subarray(5, end) };
      waiting = waiting.subarray(end);
    }
  }
  if (waiting.length > 0) throw new Error("a record is cut off");
}
