import { asSystem, type Writer } from "#platform/database/door.ts";
import type { Doing, House } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { about, endSessions } from "./account-acts.ts";
import { fitsPassword, hashPassword } from "./hashing.ts";
import { type PasswordFault, passwordFaults } from "./rules.ts";
import { factorUri, newSecret, openSecret, sealSecret, stepOf } from "./second-factor.ts";
import { events, zh } from "./zh.ts";

/** What a signed-in person does about their own account. The verb is `own`; the password was proved before. */

function mine(doing: Doing<never>): string {
  if (doing.actor.accountId === null) throw new Error("one's own account needs somebody signed in");
  return doing.actor.accountId;
}

function ownCredential(doing: Doing<never>) {
  return asSystem(doing.tx, "credentials", (system) =>
    system
      .selectFrom("account as a")
      .innerJoin("credential as c", "c.accountId", "a.id")
      .select([
        "a.id",
        "a.username",
        "a.displayName",
        "a.organizationId",
        "a.orgPath",
        "c.passwordHash",
        "c.totpCipher",
        "c.totpPendingCipher",
      ])
      .where("a.id", "=", mine(doing))
      .forUpdate()
      .executeTakeFirstOrThrow(),
  );
}

/** The sentence of a fault of a new password. */
export function passwordSentence(fault: PasswordFault): string {
  switch (fault.fault) {
    case "too-short":
      return zh.password.tooShort(fault.limit);
    case "too-long":
      return zh.password.tooLong;
    case "kinds":
      return zh.password.kinds(fault.kinds);
    case "common":
      return zh.password.common;
    case "contains-name":
      return zh.password.containsName;
  }
}

/** What is wrong with a new password, as sentences. `names` are those of its owner. */
export const passwordSentences = (house: House, password: string, names: readonly string[]): string[] =>
  passwordFaults(password, house.profile, names).map(passwordSentence);

/** Sets a new password; all other sessions end, the current one stays. Throws a Problem with every fault of the new one. */
export async function changePassword(
  doing: Doing<typeof events.passwordChanged>,
  input: { readonly new: string },
): Promise<void> {
  const own = await ownCredential(doing);
  const faults = passwordSentences(doing.house, input.new, [own.username, own.displayName]);
  if (faults.length === 0 && (await fitsPassword(own.passwordHash, input.new))) faults.push(zh.password.same);
  if (faults.length > 0) {
    throw refused("password-refused", zh.password.refused.title, zh.password.refused.detail, {
      faults: faults.map((message) => ({ pointer: "/new", message })),
    });
  }
  const passwordHash = await hashPassword(input.new);
  const now = doing.house.clock.now();
  await writeCredential(doing.tx, own.id, { passwordHash, passwordSetAt: now, mustChange: false });
  await endSessions(doing.tx, own.id, now, doing.actor.sessionId);
  await doing.tell({ ...about(own), event: events.passwordChanged });
}

/** Offers a second factor: the secret counts only once a code made from it is given (confirmFactor). */
export async function offerFactor(doing: Doing<never>): Promise<{ secret: string; uri: string }> {
  const own = await ownCredential(doing);
  if (own.totpCipher !== null) throw conflict("factor-already", zh.factor.already.title, zh.factor.already.detail);
  const secret = newSecret();
  await writeCredential(doing.tx, own.id, {
    totpPendingCipher: sealSecret(doing.house, own.id, "totp_pending_cipher", secret),
  });
  return { secret, uri: factorUri(secret, own.username) };
}

/** Turns the offered factor on; this session counts as signed in with it, all others end. */
export async function confirmFactor(
  doing: Doing<typeof events.enrolled>,
  input: { readonly code: string },
): Promise<void> {
  const own = await ownCredential(doing);
  if (own.totpPendingCipher === null) throw conflict("factor-none", zh.factor.none.title, zh.factor.none.detail);
  const secret = openSecret(doing.house, own.id, "totp_pending_cipher", own.totpPendingCipher);
  const step = stepOf(secret, input.code, doing.house.clock.now(), null);
  if (step === null) {
    throw refused("factor-wrong-code", zh.factor.wrongCode.title, zh.factor.wrongCode.detail, {
      faults: [{ pointer: "/code", message: zh.factor.wrongCode.title }],
    });
  }
  await writeCredential(doing.tx, own.id, {
    totpCipher: sealSecret(doing.house, own.id, "totp_cipher", secret),
    totpPendingCipher: null,
    totpLastStep: step,
  });
  await endSessions(doing.tx, own.id, doing.house.clock.now(), doing.actor.sessionId);
  await asSystem(doing.tx, "sessions", (system) =>
    system
      .updateTable("session")
      .set({ secondFactor: true })
      .where("id", "=", doing.actor.sessionId ?? "")
      .execute(),
  );
  await doing.tell({ ...about(own), event: events.enrolled });
}

export async function removeOwnFactor(doing: Doing<typeof events.removed>): Promise<void> {
  const own = await ownCredential(doing);
  await writeCredential(doing.tx, own.id, { totpCipher: null, totpPendingCipher: null, totpLastStep: null });
  await endSessions(doing.tx, own.id, doing.house.clock.now(), doing.actor.sessionId);
  await doing.tell({ ...about(own), event: events.removed, details: { manner: "own" } });
}

/** Ends one of one's own sessions; a Problem (absent) when it is nobody's or somebody else's. */
export async function endOwnSession(doing: Doing<typeof events.ended>, sessionId: string): Promise<void> {
  const ended = await doing.tx
    .updateTable("session")
    .set({ endedAt: doing.house.clock.now() })
    .where("id", "=", sessionId)
    .where("endedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!ended) throw absent("登录记录");
  const own = await ownCredential(doing);
  await doing.tell({
    ...about(own),
    event: events.ended,
    details: { manner: sessionId === doing.actor.sessionId ? "own" : "other" },
  });
}

type CredentialChange = Partial<{
  passwordHash: string;
  passwordSetAt: Date;
  mustChange: boolean;
  totpCipher: string | null;
  totpPendingCipher: string | null;
  totpLastStep: number | null;
}>;

async function writeCredential(tx: Writer, accountId: string, change: CredentialChange): Promise<void> {
  await asSystem(tx, "credentials", (system) =>
    system.updateTable("credential").set(change).where("accountId", "=", accountId).execute(),
  );
}
