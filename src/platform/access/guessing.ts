import { sql } from "kysely";
import type { Writer } from "#platform/database/door.ts";
import type { House } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import { zh } from "./zh.ts";

/**
 * Guessing is held to a number of failed tries per account and 24 hours (E1), counted in the database because several
 * processes must agree. Devices that signed in to the account before have an allowance of their own: a stranger who uses
 * up the strangers' allowance cannot lock the owner out. A name without an account is counted just the same (E2).
 */
export interface Attempt {
  readonly id: number;
}

/** The key under which tries of an account (or of a name that is nobody's) are counted. */
export const signInKey = (house: House, whose: string): string => house.keyring.blindIndex("sign-in-account", whose);

/** Who is tried, and from where: keyed hashes, never names. */
export function attemptKeys(
  house: House,
  whose: string,
  deviceToken: string | null,
): { account: string; device: string } {
  return {
    account: signInKey(house, whose),
    device: deviceToken === null ? "" : house.keyring.blindIndex("sign-in-device", `${whose} ${deviceToken}`),
  };
}

export const DAY_MS = 86_400_000;
/** A device is known for so long after its last sign-in to the account. */
const KNOWN_DAYS = 400;

/**
 * Takes one try from the allowance, before the password is looked at; throws a Problem when none is left. Tries of one
 * account wait for each other here, so that a hundred at once count as a hundred.
 */
export async function takeTry(house: House, tx: Writer, keys: { account: string; device: string }): Promise<Attempt> {
  const now = house.clock.now();
  await sql`select pg_advisory_xact_lock(hashtextextended(${keys.account}, 0))`.execute(tx);
  const known = keys.device !== "" && (await isKnown(tx, keys, now));
  const count = await tx
    .selectFrom("signInAttempt")
    .select((eb) => eb.fn.countAll<number>().as("failed"))
    .where("accountKey", "=", keys.account)
    .where("known", "=", known)
    .$if(known, (query) => query.where("deviceKey", "=", keys.device))
    .where("at", ">", new Date(now.getTime() - DAY_MS))
    .where("succeeded", "=", false)
    .executeTakeFirstOrThrow();
  const allowed = known ? house.profile.deviceTries : house.profile.strangerTries;
  if (count.failed >= allowed)
    throw new Problem("tooMany", "too-many-tries", zh.tooManyTries.title, zh.tooManyTries.detail, {
      extra: { retryAfter: 3600 },
    });
  return await tx
    .insertInto("signInAttempt")
    .values({ accountKey: keys.account, deviceKey: keys.device, known, at: now, succeeded: false })
    .returning("id")
    .executeTakeFirstOrThrow();
}

async function isKnown(tx: Writer, keys: { account: string; device: string }, now: Date): Promise<boolean> {
  const found = await tx
    .selectFrom("signInAttempt")
    .select("id")
    .where("accountKey", "=", keys.account)
    .where("deviceKey", "=", keys.device)
    .where("succeeded", "=", true)
    .where("at", ">", new Date(now.getTime() - KNOWN_DAYS * DAY_MS))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The try was right: it does not count, and the device is known from now on under its (perhaps new) key. */
export async function markRight(tx: Writer, attempt: Attempt, deviceKey: string): Promise<void> {
  await tx.updateTable("signInAttempt").set({ succeeded: true, deviceKey }).where("id", "=", attempt.id).execute();
}

/** The password was right and only the code is missing: as if nothing had been tried. */
export async function giveBack(tx: Writer, attempt: Attempt): Promise<void> {
  await tx.deleteFrom("signInAttempt").where("id", "=", attempt.id).execute();
}

/** Forgets failed tries after two days, and sign-ins once their device is no longer known. Returns how many. */
export async function forgetAttempts(house: House, tx: Writer): Promise<number> {
  const now = house.clock.now().getTime();
  const { numDeletedRows } = await tx
    .deleteFrom("signInAttempt")
    .where((eb) =>
      eb.or([
        eb("at", "<", new Date(now - KNOWN_DAYS * DAY_MS)),
        eb.and([eb("succeeded", "=", false), eb("at", "<", new Date(now - 2 * DAY_MS))]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
