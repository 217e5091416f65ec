import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** Random bytes are drawn for so many ids at once: drawing them one by one is half the cost of an id. */
const DRAWN = 1_024;
const BYTES = 16;

const pool = new Uint8Array(DRAWN * BYTES);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/** A new id: UUIDv7 in the order of making, so that rows made together lie together. Never for anonymous tables, where order would tell. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + BYTES);
  used += BYTES;
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // 31 bits, so that many more ids of this millisecond fit above it.
    sequence = new DataView(random.buffer, random.byteOffset).getUint32(4) >>> 1;
  } else sequence += 1;
  return v7({ random, msecs: lastMs, seq: sequence });
}
