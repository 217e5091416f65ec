import type { Door, Reader, Writer } from "#platform/database/door.ts";
import type { Scope } from "#platform/database/scope.ts";

/** A stored file as its owner may know it. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  /** Found by content, whatever the name says. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** The place it belongs to. */
  readonly orgPath: string;
}

/** Files handed in or made: encrypted in the database in pieces, so that every process sees them and one backup has all. */
export interface FileStore {
  /**
   * Stores a file. `purpose` is one of PURPOSES (what is allowed in, how large). Throws a Problem 413 when it is too large and 415 when
   * its content is of a kind that the purpose does not allow.
   */
  put(
    tx: Writer,
    file: {
      name: string;
      purpose: string;
      organizationId: string | null;
      orgPath: string;
      accountId: string | null;
      content: Buffer | AsyncIterable<Buffer>;
      expiresAt?: Date;
    },
  ): Promise<StoredFile>;
  describe(tx: Reader, id: string): Promise<StoredFile | undefined>;
  /** The content as a stream of decrypted pieces, read while `tx` is open; undefined when there is no such file in reach. */
  content(tx: Reader, id: string): Promise<AsyncIterable<Buffer> | undefined>;
  /** The same in transactions of its own, one a piece, for readers that outlive the caller's. */
  streamFrom(door: Door, scope: Scope, id: string): AsyncIterable<Buffer>;
}

export { PURPOSES, type Purpose } from "./purposes.ts";
export { createFileStore } from "./store.ts";
