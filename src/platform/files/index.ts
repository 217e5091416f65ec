import type { Reader, Writer } from "#platform/database/door.ts";

/** A stored file as its owner may know it. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Files handed in or made: encrypted in the database in pieces, so that every process sees them and one backup has all. */
export interface FileStore {
  put(tx: Writer, file: { name: string; purpose: string; organizationId: string; orgPath: string; accountId: string | null; content: Buffer | AsyncIterable<Buffer>; expiresAt?: Date }): Promise<StoredFile>;
  describe(tx: Reader, id: string): Promise<StoredFile | undefined>;
  /** The content as a stream of decrypted pieces; undefined when there is no such file in reach. */
  content(tx: Reader, id: string): Promise<AsyncIterable<Buffer> | undefined>;
}
