import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { Problem } from "#platform/http/problem.ts";
import { zh } from "./zh.ts";

/** Argon2id (2) with 19 MiB, two passes, one lane: the second choice of the OWASP cheat sheet, about 25 ms on our machine. */
const COST = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/**
 * Hashing runs beside everything else: half the cores at most, and a queue with an end. In a storm of sign-ins the others
 * keep their cores, and whoever cannot be hashed within seconds is told to come back, never that the password is wrong.
 */
const AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
const LONGEST_QUEUE = 250;

let running = 0;
const waiting: (() => void)[] = [];

async function queued<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= LONGEST_QUEUE)
      throw new Problem("unavailable", "sign-in-busy", zh.busy.title, zh.busy.detail, { extra: { retryAfter: 5 } });
    // The one who finishes hands its place over, so that nobody can slip in between.
    await new Promise<void>((start) => waiting.push(start));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Passwords waiting to be hashed, for /metrics. */
export const hashesWaiting = (): number => waiting.length;

/** The hash of a password as a PHC string with its own salt. Throws a Problem when too many are waiting. */
export function hashPassword(password: string): Promise<string> {
  return queued(() => hash(password.normalize("NFKC"), COST));
}

/** Whether the password fits. `null` for an account that does not exist: takes the same time and says no. */
export async function fitsPassword(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await nobodysHash());
  const fits = await queued(() => verify(against, password.normalize("NFKC")));
  return fits && stored !== null;
}

let dummy: Promise<string> | null = null;
/** Made once with the same cost; called at start, so that the first unknown name is not slower than the second. */
export function nobodysHash(): Promise<string> {
  dummy ??= hash("nobody's password", COST);
  return dummy;
}
