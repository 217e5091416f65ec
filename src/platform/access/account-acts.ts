import { OutOfReach } from "#platform/database/classes.ts";
import { asSystem, type Reader, type Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { PathRange } from "#platform/database/reach.ts";
import { covers } from "#platform/database/reach.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { faultyInput } from "#platform/http/shape.ts";
import { fold } from "#shared/text.ts";
import type { NewAccount } from "./contract.ts";
import { hashPassword } from "./hashing.ts";
import { newOneTimePassword, phoneDigits, phoneIndex, usernameKey } from "./tokens.ts";
import { events, zh } from "./zh.ts";

/** The place an account or a grant belongs to, if it lies in reach; null stands for the house as a whole (path `/`). */
export async function placeOf(
  tx: Reader,
  reach: readonly PathRange[],
  organizationId: string | null,
): Promise<{ organizationId: string | null; path: string }> {
  if (organizationId === null) {
    if (!covers(reach, "/")) throw absent(zh.grant.place);
    return { organizationId: null, path: "/" };
  }
  const found = await tx
    .selectFrom("organization")
    .select("orgPath")
    .where("id", "=", organizationId)
    .executeTakeFirst();
  if (!found) throw absent(zh.grant.place);
  return { organizationId, path: found.orgPath };
}

const USERNAME = /^[\p{Script=Han}A-Za-z0-9._-]{2,40}$/u;

/** An account to be opened, with what no caller from outside may say. */
export interface AccountToOpen extends NewAccount {
  /** Whose own account it is: said only by the module that has found the person within the actor's reach. */
  readonly personId?: string;
  readonly password?: string;
  readonly passwordHash?: string;
  /** By whose hand it is opened, where that is not the actor: the account of whoever invited. */
  readonly openedBy?: string | null;
  /** A phone number that another account signs in with is left out and not refused. */
  readonly phoneIfFree?: true;
}

/**
 * Opens an account with a one-time password that is shown once and must be changed. A named system job (demo generator,
 * tests) may set a password of its own, or an Argon2id hash made before; then it need not be changed.
 */
export async function createAccount(
  doing: Doing<typeof events.created>,
  input: AccountToOpen,
): Promise<{ id: string; oneTimePassword: string }> {
  const { house, tx } = doing;
  if ((input.password ?? input.passwordHash) !== undefined && doing.actor.system === null)
    throw new OutOfReach("only a system job chooses somebody's password");
  const username = fold(input.username);
  const digits = input.phone ? phoneDigits(input.phone) : null;
  const faults = [
    ...(USERNAME.test(username) && !/^\d+$/.test(username)
      ? []
      : [{ pointer: "/username", message: zh.account.usernameForm }]),
    ...(input.phone && digits === null ? [{ pointer: "/phone", message: zh.account.phoneForm }] : []),
  ];
  if (faults.length > 0) throw faultyInput(faults);
  const place = await placeOf(tx, doing.scope.write, input.organizationId);
  const index = digits === null ? null : phoneIndex(house, digits);
  const id = newId();
  const oneTimePassword = newOneTimePassword();
  const now = house.clock.now();
  const passwordHash = input.passwordHash ?? (await hashPassword(input.password ?? oneTimePassword));
  await tx
    .insertInto("account")
    .values({
      id,
      organizationId: place.organizationId,
      orgPath: place.path,
      username,
      usernameKey: usernameKey(username),
      displayName: fold(input.displayName),
      personId: input.personId ?? null,
      openedBy: input.openedBy === undefined ? doing.actor.accountId : input.openedBy,
      createdAt: now,
    })
    .execute();
  await asSystem(tx, "credentials", async (system) => {
    const taken =
      index !== null &&
      input.phoneIfFree === true &&
      (await system.selectFrom("credential").select("accountId").where("phoneIndex", "=", index).executeTakeFirst()) !==
        undefined;
    await system
      .insertInto("credential")
      .values({
        accountId: id,
        phoneIndex: taken ? null : index,
        passwordHash,
        passwordSetAt: now,
        mustChange: (input.password ?? input.passwordHash) === undefined,
      })
      .execute();
  });
  await doing.tell({
    event: events.created,
    organizationId: place.organizationId,
    orgPath: place.path,
    target: { kind: "account", id, name: fold(input.displayName) },
    details: { username },
    persons: input.personId == null ? [] : [{ id: input.personId, path: place.path }],
  });
  return { id, oneTimePassword };
}

/** Stops an account: every session of it ends with this act. */
export async function disableAccount(
  doing: Doing<typeof events.disabled>,
  id: string,
  input: { readonly reason: string },
): Promise<void> {
  const reason = reasonGiven(input.reason);
  const account = await accountInReach(doing.tx, id);
  if (id === doing.actor.accountId)
    throw refused("account-your-own", zh.account.notYourself.title, zh.account.notYourself.detail);
  if (account.disabledAt !== null)
    throw conflict("account-disabled-already", zh.account.alreadyDisabled.title, zh.account.alreadyDisabled.detail);
  await doing.tx.updateTable("account").set({ disabledAt: doing.house.clock.now() }).where("id", "=", id).execute();
  await endSessions(doing.tx, id, doing.house.clock.now());
  await doing.tell({ ...about(account), event: events.disabled, details: { reason } });
}

export async function enableAccount(doing: Doing<typeof events.enabled>, id: string): Promise<void> {
  const account = await accountInReach(doing.tx, id);
  if (account.disabledAt === null)
    throw conflict("account-not-disabled", zh.account.notDisabled.title, zh.account.notDisabled.detail);
  await doing.tx.updateTable("account").set({ disabledAt: null }).where("id", "=", id).execute();
  await doing.tell({ ...about(account), event: events.enabled });
}

/** An account in reach, held until the act ends; a Problem (absent) when there is none. */
export async function accountInReach(tx: Writer, id: string) {
  const found = await tx
    .selectFrom("account")
    .select(["id", "displayName", "username", "organizationId", "orgPath", "disabledAt", "personId"])
    .where("id", "=", id)
    // Not `for update`: rows that only refer to the account (a session begun meanwhile) need not wait for the act.
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!found) throw absent(zh.account.what);
  return found;
}

/** Ends all sessions of an account, but for the one that is kept. */
export async function endSessions(tx: Writer, accountId: string, now: Date, keep: string | null = null): Promise<void> {
  await asSystem(tx, "sessions", (system) =>
    system
      .updateTable("session")
      .set({ endedAt: now })
      .where("accountId", "=", accountId)
      .where("endedAt", "is", null)
      .$if(keep !== null, (query) => query.where("id", "!=", keep ?? ""))
      .execute(),
  );
}

/** Of whom an event about an account tells. */
export function about(account: { id: string; displayName: string; organizationId: string | null; orgPath: string }) {
  return {
    organizationId: account.organizationId,
    orgPath: account.orgPath,
    target: { kind: "account", id: account.id, name: account.displayName },
  };
}
