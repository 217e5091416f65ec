import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Problem } from "./problem.ts";
import { zh } from "./zh.ts";

/** Calls a minute of one session (or of one address, for those not signed in). */
export interface Limits {
  readonly ordinary: number;
  readonly heavy: number;
  readonly signIn: number;
  /** All callers of anonymous routes together: counting them apart would need to know them. */
  readonly anonymous: number;
}

/**
 * A person clicking fast stays far below; a script does not. Tries to sign in are counted again in the database, per
 * account (platform/access/guessing.ts): the figure here only keeps one address from filling the queue, and an office of
 * a hundred people behind one address must fit in.
 */
export const LIMITS: Limits = { ordinary: 900, heavy: 60, signIn: 240, anonymous: 12_000 };

/** Throws a Problem when `key` has used up its calls of this minute; `retryAfter` in seconds stands in its extra. */
export function makeLimiter(
  limits: Limits,
): (rate: "ordinary" | "heavy" | "sign-in" | "anonymous", key: string) => Promise<void> {
  const make = (points: number, keyPrefix: string) => new RateLimiterMemory({ points, duration: 60, keyPrefix });
  const limiters = {
    ordinary: make(limits.ordinary, "o"),
    heavy: make(limits.heavy, "h"),
    "sign-in": make(limits.signIn, "s"),
    anonymous: make(limits.anonymous, "a"),
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

/** The refusal of somebody who asks too often. */
export function tooMany(retryAfter: number): Problem {
  const { title, detail } = zh.tooMany(retryAfter);
  return new Problem("tooMany", "too-many-requests", title, detail, { extra: { retryAfter } });
}
