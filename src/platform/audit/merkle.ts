import { createHash } from "node:crypto";

/**
 * Merkle tree hash as in RFC 6962, section 2.1: leaves and inner nodes carry different prefixes, so that a row can never
 * be passed off as a node, and a list of n leaves splits at the largest power of two below n.
 */
export function leafHash(content: string): Buffer {
  return createHash("sha256").update(LEAF).update(content, "utf8").digest();
}

export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash("sha256").digest();
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return createHash("sha256")
    .update(NODE)
    .update(merkleRoot(leaves.slice(0, split)))
    .update(merkleRoot(leaves.slice(split)))
    .digest();
}

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
