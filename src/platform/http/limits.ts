import { createHmac, randomBytes } from "node:crypto";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Problem } from "./problem.ts";
import { zh } from "./zh.ts";

/** Calls a minute of one session (or of one address, for those not signed in). */
export interface Limits {
  readonly ordinary: number;
  readonly heavy: number;
  readonly signIn: number;
  /** Calls of anonymous routes from one address that came to nothing; what is taken in is never counted. */
  readonly anonymousFailures: number;
}

/**
 * A person clicking fast stays far below; a script does not. Tries to sign in are counted again in the database, per
 * account (platform/access/guessing.ts): the figure here only keeps one address from filling the queue, and an office of
 * a hundred people behind one address must fit in.
 */
export const LIMITS: Limits = { ordinary: 900, heavy: 60, signIn: 240, anonymousFailures: 120 };

/** Throws a Problem when `key` has used up its calls of this minute; `retryAfter` in seconds stands in its extra. */
export function makeLimiter(limits: Limits): (rate: "ordinary" | "heavy" | "sign-in", key: string) => Promise<void> {
  const make = (points: number, keyPrefix: string) => new RateLimiterMemory({ points, duration: 60, keyPrefix });
  const limiters = {
    ordinary: make(limits.ordinary, "o"),
    heavy: make(limits.heavy, "h"),
    "sign-in": make(limits.signIn, "s"),
  };
  return async (rate, key) => {
    try {
      await limiters[rate].consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw tooMany(retryAfter);
    }
  };
}

const MINUTE_MS = 60_000;

/**
 * Counts what fails on anonymous routes, so that one caller closes a ballot box for nobody but themselves. An address is
 * kept only as a keyed hash under a salt that lives a minute in memory: with the salt goes all that could tie a count to
 * anybody. Whoever votes is counted nowhere.
 */
export class AnonymousFailures {
  readonly #limit: number;
  #counts = new Map<string, number>();
  #salt = randomBytes(32);
  #since = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws a Problem when too much from this address came to nothing in this minute. */
  refuse(address: string): void {
    if ((this.#counts.get(this.#key(address)) ?? 0) < this.#limit) return;
    throw tooMany(Math.max(1, Math.ceil((this.#since + MINUTE_MS - Date.now()) / 1000)));
  }

  count(address: string): void {
    const key = this.#key(address);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  #key(address: string): string {
    if (Date.now() - this.#since >= MINUTE_MS) {
      this.#counts = new Map();
      this.#salt = randomBytes(32);
      this.#since = Date.now();
    }
    return createHmac("sha256", this.#salt).update(address).digest("base64url");
  }
}

/** The refusal of somebody who asks too often. */
export function tooMany(retryAfter: number): Problem {
  const { title, detail } = zh.tooMany(retryAfter);
  return new Problem("tooMany", "too-many-requests", title, detail, { extra: { retryAfter } });
}
