import { createHash } from "node:crypto";
import { merkleRoot } from "./merkle.ts";

/** One batch of events as audit_seal holds it. Instants are ISO texts in UTC with microseconds. */
export interface Seal {
  readonly number: number;
  readonly sealedAt: string;
  /** As texts: a forged number may be larger than a number can hold. */
  readonly eventNumbers: readonly string[];
  /** 32 bytes for each event. */
  readonly leaves: Buffer;
  readonly root: Buffer;
  readonly previous: Buffer;
  readonly hash: Buffer;
  readonly keyId: string;
  readonly signature: Buffer;
}

export const FIRST_PREVIOUS = Buffer.alloc(32);

/** The columns of audit_seal as a Seal. */
export const SEAL_COLUMNS = `number, coalesce(to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '') as "sealedAt", event_numbers::text[] as "eventNumbers",
  leaves, root, previous, hash, key_id as "keyId", signature`;

export function leavesIn(seal: Pick<Seal, "leaves">): Buffer[] {
  return Array.from({ length: Math.floor(seal.leaves.length / 32) }, (_, at) =>
    seal.leaves.subarray(at * 32, at * 32 + 32),
  );
}

/** What is signed: number, time, which events, their root, and the seal before. */
export function sealHash(seal: Omit<Seal, "hash" | "signature" | "leaves">): Buffer {
  const content = JSON.stringify([
    seal.number,
    seal.sealedAt,
    createHash("sha256").update(seal.eventNumbers.join(",")).digest("hex"),
    seal.eventNumbers.length,
    seal.root.toString("hex"),
    seal.previous.toString("hex"),
    seal.keyId,
  ]);
  return createHash("sha256")
    .update(Buffer.from([2]))
    .update(content)
    .digest();
}

/** Whether a seal is what was once signed; says nothing about the rows it covers. */
export function sealHolds(
  seal: Seal,
  keyring: { verify(data: Buffer, signature: Buffer, keyId: string): boolean },
): boolean {
  return (
    seal.leaves.length === seal.eventNumbers.length * 32 &&
    merkleRoot(leavesIn(seal)).equals(seal.root) &&
    sealHash(seal).equals(seal.hash) &&
    keyring.verify(seal.hash, seal.signature, seal.keyId)
  );
}
