import { hash } from "@node-rs/argon2";
import { fitsPassword } from "#platform/access/hashing.ts";
import { hashPassword, nobodysHash } from "#platform/access/index.ts";

/**
 * W8 and E2 without a network: hashes a second through the queue against the bare hash at the same concurrency, what
 * a storm does to other work on this thread, and the time of a wrong password for a known and for an unknown account.
 * Run: node bench/sign-in.ts
 */
const COST = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;
const ROUNDS = 200;

const rate = async (work: () => Promise<unknown>, atOnce: number): Promise<number> => {
  const start = performance.now();
  let left = ROUNDS;
  const lane = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (ROUNDS / (performance.now() - start)) * 1000;
};

/** p95 of a 2 ms piece of work on this thread, in milliseconds. */
const others = async (until: () => boolean): Promise<number> => {
  const times: number[] = [];
  while (!until()) {
    const start = performance.now();
    while (performance.now() - start < 2);
    await new Promise((done) => setImmediate(done));
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
};

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

await nobodysHash();
const bare = await rate(() => hash("a password", COST), 1);
const queued = await rate(() => hashPassword("a password"), 50);
let calmDone = false;
setTimeout(() => (calmDone = true), 1500);
const calm = await others(() => calmDone);
let stormDone = false;
const storm = rate(() => hashPassword("a password"), 100).then(() => (stormDone = true));
const stormy = await others(() => stormDone);
await storm;
const stored = await hashPassword("the right one");
const known: number[] = [];
const unknown: number[] = [];
for (let at = 0; at < 60; at += 1) {
  known.push(await timed(() => fitsPassword(stored, "a wrong one")));
  unknown.push(await timed(() => fitsPassword(null, "a wrong one")));
}
process.stdout.write(
  `${JSON.stringify({
    barePerSecond: Math.round(bare),
    queuedPerSecond: Math.round(queued),
    ratio: Math.round((queued / bare) * 100) / 100,
    othersP95CalmMs: Math.round(calm * 100) / 100,
    othersP95StormMs: Math.round(stormy * 100) / 100,
    wrongKnownMs: Math.round(median(known) * 100) / 100,
    wrongUnknownMs: Math.round(median(unknown) * 100) / 100,
  })}\n`,
);
