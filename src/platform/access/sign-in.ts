import { tell } from "#platform/audit/tell.ts";
import type { Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import type { SignIn } from "./contract.ts";
import { type Attempt, attemptKeys, giveBack, markRight, takeTry } from "./guessing.ts";
import { fitsPassword } from "./hashing.ts";
import { lapseOpen } from "./resets-lapsing.ts";
import { openSecret, stepOf } from "./second-factor.ts";
import { hashOf, newToken, phoneDigits, phoneIndex, usernameKey } from "./tokens.ts";
import { events, zh } from "./zh.ts";

/** From where somebody signs in. */
export interface Device {
  readonly house: House;
  readonly requestId: string | null;
  readonly deviceToken: string | null;
  readonly userAgent: string;
}

export interface Entrance {
  readonly sessionToken: string;
  readonly deviceToken: string;
  readonly maxAgeSeconds: number;
}

/** One answer for a wrong name, a wrong password, a disabled account and an expired one-time password (E2). */
const failed = (): Problem =>
  new Problem("unauthenticated", "sign-in-failed", zh.signInFailed.title, zh.signInFailed.detail);

/**
 * Signs in with user name or phone, password, and code where a second factor is enrolled. Three short transactions with
 * the hashing between them: while a password waits to be hashed no connection is held. Throws a Problem for every no.
 */
export async function signIn(device: Device, given: SignIn): Promise<Entrance> {
  const { house } = device;
  const tried = await house.door.write(systemScope("sign-in"), async (tx) => {
    const credential = await credentialOf(house, tx, given.username);
    const keys = attemptKeys(house, credential?.accountId ?? `name ${usernameKey(given.username)}`, device.deviceToken);
    return { credential, keys, attempt: await takeTry(house, tx, keys) };
  });
  const { credential, attempt } = tried;
  const fits = await fitsPassword(credential?.passwordHash ?? null, given.password);
  if (!fits || credential === undefined || credential.disabledAt !== null || oneTimeExpired(house, credential))
    throw failed();

  const entrance = await house.door.write(systemScope("sign-in"), async (tx) => {
    // The password may have been reset and the code used since the first look.
    const now = await tx
      .selectFrom("credential")
      .select(["passwordHash", "totpCipher", "totpLastStep"])
      .where("accountId", "=", credential.accountId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (now.passwordHash !== credential.passwordHash) return null;
    if (now.totpCipher === null) return await enter(device, tx, credential, attempt, given, false);
    if (given.code === undefined) {
      await giveBack(tx, attempt);
      return "code-needed";
    }
    const secret = openSecret(house, credential.accountId, "totp_cipher", now.totpCipher);
    const step = stepOf(secret, given.code, house.clock.now(), now.totpLastStep);
    if (step === null) return null;
    await tx
      .updateTable("credential")
      .set({ totpLastStep: step })
      .where("accountId", "=", credential.accountId)
      .execute();
    return await enter(device, tx, credential, attempt, given, true);
  });
  if (entrance === "code-needed")
    throw new Problem("unauthenticated", "code-needed", zh.codeNeeded.title, zh.codeNeeded.detail);
  if (entrance === null) throw failed();
  return entrance;
}

type Credential = NonNullable<Awaited<ReturnType<typeof credentialOf>>>;

function credentialOf(house: House, tx: Writer, username: string) {
  const digits = phoneDigits(username);
  return tx
    .selectFrom("account as a")
    .innerJoin("credential as c", "c.accountId", "a.id")
    .select([
      "a.id as accountId",
      "a.displayName",
      "a.organizationId",
      "a.orgPath",
      "a.disabledAt",
      "c.passwordHash",
      "c.passwordSetAt",
      "c.mustChange",
    ])
    .where((eb) =>
      eb.or([
        eb("a.usernameKey", "=", usernameKey(username)),
        // The same two look-ups whether or not it reads as a phone number.
        eb("c.phoneIndex", "=", phoneIndex(house, digits ?? "none")),
      ]),
    )
    .executeTakeFirst();
}

function oneTimeExpired(house: House, it: { mustChange: boolean; passwordSetAt: Date }): boolean {
  return (
    it.mustChange && house.clock.now().getTime() - it.passwordSetAt.getTime() > house.profile.oneTimeHours * 3_600_000
  );
}

async function enter(
  device: Device,
  tx: Writer,
  who: Credential,
  attempt: Attempt,
  given: SignIn,
  secondFactor: boolean,
): Promise<Entrance> {
  const { house } = device;
  const now = house.clock.now();
  const sessionToken = newToken();
  const deviceToken = device.deviceToken ?? newToken();
  const maxAgeSeconds = house.profile.absoluteHours * 3600;
  await markRight(tx, attempt, attemptKeys(house, who.accountId, deviceToken).device);
  await tx
    .insertInto("session")
    .values({
      id: newId(),
      tokenHash: hashOf(sessionToken),
      accountId: who.accountId,
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + maxAgeSeconds * 1000),
      secondFactor,
      device: given.device ?? device.userAgent,
    })
    .execute();
  await tell(
    tx,
    { accountId: who.accountId, actor: who.displayName, verb: "public", requestId: device.requestId },
    {
      event: events.begun,
      organizationId: who.organizationId,
      orgPath: who.orgPath,
      target: { kind: "account", id: who.accountId, name: who.displayName },
      details: { secondFactor },
    },
  );
  // Whoever signs in has lost neither password nor phone: nobody need take them away.
  for (const it of await lapseOpen(tx, who.accountId, now, "signed-in"))
    await tell(
      tx,
      { accountId: who.accountId, actor: who.displayName, verb: "public", requestId: device.requestId },
      it,
    );
  return { sessionToken, deviceToken, maxAgeSeconds };
}

/** What a signed-in person shows again; `code` is asked for when it is not undefined. */
export interface Proving {
  readonly password: string;
  /** The code that was given, null for none; undefined where the password is enough. */
  readonly code?: string | null | undefined;
}

/**
 * Whether a signed-in person still knows the password and, where it is asked for, has the second factor; null when so.
 * Counted like a sign-in, so that a stolen session can guess neither.
 */
export async function prove(device: Device, accountId: string, given: Proving): Promise<"password" | "code" | null> {
  const { house } = device;
  const { keys, attempt, hash } = await house.door.write(systemScope("sign-in"), async (tx) => {
    const keys = attemptKeys(house, accountId, device.deviceToken);
    const attempt = await takeTry(house, tx, keys);
    const found = await tx
      .selectFrom("credential")
      .select("passwordHash")
      .where("accountId", "=", accountId)
      .executeTakeFirst();
    return { keys, attempt, hash: found?.passwordHash ?? null };
  });
  if (!(await fitsPassword(hash, given.password))) return "password";
  return await house.door.write(systemScope("sign-in"), async (tx) => {
    if (given.code !== undefined && !(await takeCode(house, tx, accountId, given.code))) return "code";
    await markRight(tx, attempt, keys.device);
    return null;
  });
}

/** Uses up a code of the second factor; true too where none is on. */
async function takeCode(house: House, tx: Writer, accountId: string, code: string | null): Promise<boolean> {
  const now = await tx
    .selectFrom("credential")
    .select(["totpCipher", "totpLastStep"])
    .where("accountId", "=", accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (now.totpCipher === null) return true;
  const secret = openSecret(house, accountId, "totp_cipher", now.totpCipher);
  const step = code === null ? null : stepOf(secret, code, house.clock.now(), now.totpLastStep);
  if (step === null) return false;
  await tx.updateTable("credential").set({ totpLastStep: step }).where("accountId", "=", accountId).execute();
  return true;
}
