import { asSystem, type Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, type Problem, refused } from "#platform/http/problem.ts";
import { notify, settle } from "#platform/notices/index.ts";
import { about, accountInReach, endSessions } from "./account-acts.ts";
import type { NewReset } from "./contract.ts";
import { grantsNowOrLater } from "./duties.ts";
import { hashPassword } from "./hashing.ts";
import { nearestHolders } from "./holders.ts";
import type { Role } from "./policy.ts";
import { lapseOpen } from "./resets-lapsing.ts";
import {
  dutyToConfirm,
  mayDecideReset,
  opensNothing,
  RESET_HOURS,
  type ResetKind,
  type ResetRefusal,
} from "./rules-resets.ts";
import { newOneTimePassword } from "./tokens.ts";
import { events, noticeKinds, resetNotices, zh } from "./zh.ts";

/**
 * Passwords and second factors taken from their holder by somebody else. Whoever could do that alone could become anybody:
 * an account that opens anything is reset by two administrators, of whom each knows half of the new password.
 */

const CONFIRMS: Readonly<Partial<Record<Role, string>>> = {
  security_administrator: "access.reset.confirm",
  auditor: "access.security-reset.confirm",
};

const REFUSALS: Readonly<Record<ResetRefusal, { slug: string; title: string; detail: string }>> = {
  "own-request": { slug: "reset-own-request", ...zh.reset.ownRequest },
  "about-yourself": { slug: "reset-about-yourself", ...zh.reset.aboutYourself },
  "other-duty": { slug: "reset-other-duty", ...zh.reset.otherDuty },
  "beyond-reach": { slug: "reset-beyond-reach", ...zh.reset.beyondReach },
};

const rolesOf = (held: readonly { readonly role: Role }[]): Role[] => held.map((it) => it.role);

type Account = Awaited<ReturnType<typeof accountInReach>>;

/**
 * Sets a one-time password of an account that opens nothing, which is returned to be shown once; all sessions end. The
 * command line of the server may do so with any account. Throws a Problem where a second administrator is needed.
 */
export async function resetPassword(
  doing: Doing<typeof events.passwordReset | typeof events.resetLapsed>,
  id: string,
  input: { readonly reason: string },
): Promise<{ oneTimePassword: string }> {
  const reason = reasonGiven(input.reason);
  const account = await accountForOne(doing, id);
  const oneTimePassword = newOneTimePassword();
  await writeReset(doing, account, "password", reason);
  await takePassword(doing, account, oneTimePassword, { reason });
  return { oneTimePassword };
}

/** Takes the second factor off such an account, whose holder lost the phone; all sessions end. */
export async function removeFactorOf(
  doing: Doing<typeof events.removed | typeof events.resetLapsed>,
  id: string,
  input: { readonly reason: string },
): Promise<void> {
  const reason = reasonGiven(input.reason);
  const account = await accountForOne(doing, id);
  await writeReset(doing, account, "factor", reason);
  await takeFactor(doing, account, { reason });
}

/** An account that one administrator alone may reset. */
async function accountForOne(doing: Doing<never>, id: string): Promise<Account> {
  const account = await accountInReach(doing.tx, id);
  if (doing.actor.system === null && !opensNothing(account, rolesOf(await grantsNowOrLater(doing.tx, id, doing.today))))
    throw refused("reset-needs-two", zh.reset.needsTwo.title, zh.reset.needsTwo.detail);
  await holdCredential(doing.tx, id);
  return account;
}

/** The trace of what one did alone, of which the holder is told. */
async function writeReset(
  doing: Doing<typeof events.resetLapsed>,
  account: Account,
  kind: ResetKind,
  reason: string,
): Promise<void> {
  const { tx, house, actor } = doing;
  const now = house.clock.now();
  for (const it of await lapseOpen(tx, account.id, now, "reset")) await doing.tell(it);
  await tx
    .insertInto("credentialReset")
    .values({
      ...rowOf(account),
      id: newId(),
      kind,
      reason,
      askedBy: actor.accountId,
      askedAt: now,
      expiresAt: now,
      outcome: "done",
      decidedAt: now,
    })
    .execute();
  await tellHolder(doing, account.id, kind, "done");
}

const rowOf = (account: Account) => ({
  accountId: account.id,
  organizationId: account.organizationId,
  orgPath: account.orgPath,
});

/**
 * Asks a second administrator to confirm that an account's password is reset or its second factor taken off. Returns when
 * the request becomes void. Throws a Problem when one waits already, for one's own account, and where nobody need be asked.
 */
export async function askReset(
  doing: Doing<typeof events.resetAsked | typeof events.resetLapsed>,
  input: NewReset,
): Promise<{ id: string; expiresAt: string }> {
  const { tx, house, actor } = doing;
  const reason = reasonGiven(input.reason);
  const account = await accountInReach(tx, input.accountId);
  if (account.id === actor.accountId)
    throw refused("reset-own-account", zh.reset.ownAccount.title, zh.reset.ownAccount.detail);
  const held = await grantsNowOrLater(tx, account.id, doing.today);
  if (opensNothing(account, rolesOf(held)))
    throw refused("reset-needs-one", zh.reset.needsOne.title, zh.reset.needsOne.detail);
  const now = house.clock.now();
  const waiting = await openReset(tx, account.id);
  if (waiting && waiting.expiresAt > now)
    throw conflict("reset-waiting", zh.reset.waiting.title, zh.reset.waiting.detail);
  if (waiting) for (const it of await lapseOpen(tx, account.id, now, "expired")) await doing.tell(it);
  const id = newId();
  const expiresAt = new Date(now.getTime() + RESET_HOURS * 3_600_000);
  await tx
    .insertInto("credentialReset")
    .values({ ...rowOf(account), id, kind: input.kind, reason, askedBy: actor.accountId, askedAt: now, expiresAt })
    .execute();
  const duty = dutyToConfirm(rolesOf(held));
  const place = commonPath([account.orgPath, ...held.map((it) => it.path)]);
  await notify(tx, {
    accountIds: await nearestHolders(doing, CONFIRMS[duty] ?? "", place, doing.today),
    by: account.id,
    kind: noticeKinds.waiting,
    ...resetNotices.waiting(input.kind),
    link: "/administration/resets",
    about: [id],
    now,
  });
  await tellHolder(doing, account.id, input.kind, "asked");
  await doing.tell({ ...about(account), event: events.resetAsked, details: { kind: input.kind, reason } });
  return { id, expiresAt: expiresAt.toISOString() };
}

const openReset = (tx: Writer, accountId: string) =>
  tx
    .selectFrom("credentialReset")
    .select(["id", "expiresAt"])
    .where("accountId", "=", accountId)
    .where("outcome", "is", null)
    .executeTakeFirst();

/** The lowest place above all of these; paths end with a slash. */
export function commonPath(paths: readonly string[]): string {
  const [first = "/", ...more] = paths;
  const steps = first.split("/");
  for (let length = steps.length; length > 1; length -= 1) {
    const common = `${steps.slice(0, length - 1).join("/")}/`;
    if (more.every((it) => it.startsWith(common))) return common;
  }
  return "/";
}

/**
 * Confirms a request as this duty: the credential is taken now. For a password the first half of the new one is returned,
 * shown once to whoever confirms; the rest waits for whoever asked, so that neither can sign in with it alone.
 */
export async function confirmReset(
  doing: Doing<typeof events.resetConfirmed | typeof events.passwordReset | typeof events.removed>,
  id: string,
  duty: Role,
): Promise<{ firstHalf: string | null }> {
  const { row, account } = await resetToDecide(doing, id, duty);
  const kind = row.kind as ResetKind;
  await doing.tell({ ...about(account), event: events.resetConfirmed, details: { kind } });
  await tellHolder(doing, account.id, kind, "done");
  if (kind === "factor") {
    await decide(doing, row, "done", "", null);
    await takeFactor(doing, account);
    return { firstHalf: null };
  }
  const { first, rest, whole } = halves(newOneTimePassword());
  await takePassword(doing, account, whole);
  await decide(doing, row, "done", "", doing.house.keyring.seal(rest, restPlace(id)));
  return { firstHalf: first };
}

/** Refuses a request as this duty; nothing of the account changes. */
export async function refuseReset(
  doing: Doing<typeof events.resetRefused>,
  id: string,
  duty: Role,
  input: { readonly reason: string },
): Promise<void> {
  const reason = reasonGiven(input.reason);
  const { row, account } = await resetToDecide(doing, id, duty);
  await decide(doing, row, "refused", reason, null);
  await doing.tell({ ...about(account), event: events.resetRefused, details: { kind: row.kind, reason } });
}

/** The half that whoever asked fetches once, after the confirmation and while the password is good. */
export async function fetchSecondHalf(
  doing: Doing<typeof events.resetCollected>,
  id: string,
): Promise<{ secondHalf: string }> {
  const { tx, house, actor } = doing;
  const row = await resetById(tx, id);
  if (!row || row.askedBy !== actor.accountId) throw absent(zh.reset.what);
  if (row.outcome === null)
    throw conflict("reset-not-confirmed", zh.reset.notConfirmed.title, zh.reset.notConfirmed.detail);
  const until = (row.decidedAt?.getTime() ?? 0) + house.profile.oneTimeHours * 3_600_000;
  if (row.restCipher === null || until < house.clock.now().getTime())
    throw conflict("reset-half-gone", zh.reset.halfGone.title, zh.reset.halfGone.detail);
  const account = await accountInReach(tx, row.accountId);
  const secondHalf = house.keyring.open(row.restCipher, restPlace(id));
  await tx.updateTable("credentialReset").set({ restCipher: null }).where("id", "=", id).execute();
  await doing.tell({ ...about(account), event: events.resetCollected, details: { kind: row.kind } });
  return { secondHalf };
}

const restPlace = (row: string) => ({ table: "credential_reset", column: "rest_cipher", row });

/** Both halves written one after the other are the password: eight clear characters each, about 46 bits. */
function halves(whole: string): { first: string; rest: string; whole: string } {
  const middle = whole.indexOf("-", Math.floor(whole.length / 2)) + 1;
  return { first: whole.slice(0, middle), rest: whole.slice(middle), whole };
}

const resetById = (tx: Writer, id: string) =>
  tx.selectFrom("credentialReset").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

/** Held before any request about it, as a sign-in holds them: the other way round the two would wait for one another. */
async function holdCredential(tx: Writer, accountId: string): Promise<void> {
  await asSystem(tx, "credentials", (system) =>
    system.selectFrom("credential").select("accountId").where("accountId", "=", accountId).forUpdate().execute(),
  );
}

/** A request that this person may decide on, held with its account. */
async function resetToDecide(doing: Doing<never>, id: string, duty: Role) {
  const { tx, house, actor } = doing;
  const found = await tx.selectFrom("credentialReset").select("accountId").where("id", "=", id).executeTakeFirst();
  if (!found) throw absent(zh.reset.what);
  const account = await accountInReach(tx, found.accountId);
  await holdCredential(tx, account.id);
  const row = await resetById(tx, id);
  if (!row) throw absent(zh.reset.what);
  if (row.outcome === "expired" || (row.outcome === null && row.expiresAt <= house.clock.now())) throw expired();
  if (row.outcome !== null) throw conflict("reset-decided", zh.reset.decided.title, zh.reset.decided.detail);
  const held = await grantsNowOrLater(tx, account.id, doing.today);
  const { value, provision } = mayDecideReset({
    deciderId: actor.accountId,
    askedBy: row.askedBy,
    accountId: account.id,
    duty,
    roles: rolesOf(held),
    covered: [account.orgPath, ...held.map((it) => it.path)].every((it) => house.policy.may(actor, doing.verb, it)),
  });
  if (value !== null) throw refused(REFUSALS[value].slug, REFUSALS[value].title, REFUSALS[value].detail, { provision });
  return { row, account };
}

const expired = (): Problem => conflict("reset-expired", zh.reset.expired.title, zh.reset.expired.detail);

/** Writes the decision, and tells whoever asked. */
async function decide(
  { tx, house, actor }: Doing<never>,
  row: { readonly id: string; readonly askedBy: string | null; readonly kind: string },
  outcome: "done" | "refused",
  decisionReason: string,
  restCipher: string | null,
): Promise<void> {
  const now = house.clock.now();
  await tx
    .updateTable("credentialReset")
    .set({ outcome, decidedBy: actor.accountId, decidedAt: now, decisionReason, restCipher })
    .where("id", "=", row.id)
    .execute();
  await settle(tx, [row.id], now);
  await notify(tx, {
    accountIds: row.askedBy === null ? [] : [row.askedBy],
    by: actor.accountId,
    kind: noticeKinds.answered,
    ...resetNotices.answered(row.kind as ResetKind, outcome),
    link: "/administration/resets",
    now,
  });
}

async function tellHolder(
  doing: Doing<never>,
  accountId: string,
  kind: ResetKind,
  what: "asked" | "done",
): Promise<void> {
  await notify(doing.tx, {
    accountIds: [accountId],
    by: doing.actor.accountId,
    kind: noticeKinds.own,
    ...resetNotices.own(kind, what),
    link: null,
    now: doing.house.clock.now(),
  });
}

/** Halves of former passwords that nobody fetched are worth nothing from now on, and go. */
async function takePassword(
  doing: Doing<typeof events.passwordReset>,
  account: Account,
  oneTimePassword: string,
  details: { readonly reason?: string } = {},
): Promise<void> {
  await doing.tx
    .updateTable("credentialReset")
    .set({ restCipher: null })
    .where("accountId", "=", account.id)
    .where("restCipher", "is not", null)
    .execute();
  const passwordHash = await hashPassword(oneTimePassword);
  const now = doing.house.clock.now();
  await asSystem(doing.tx, "credentials", (system) =>
    system
      .updateTable("credential")
      .set({ passwordHash, passwordSetAt: now, mustChange: true })
      .where("accountId", "=", account.id)
      .execute(),
  );
  await endSessions(doing.tx, account.id, now);
  await doing.tell({ ...about(account), event: events.passwordReset, details });
}

async function takeFactor(
  doing: Doing<typeof events.removed>,
  account: Account,
  details: { readonly reason?: string } = {},
): Promise<void> {
  await asSystem(doing.tx, "credentials", (system) =>
    system
      .updateTable("credential")
      .set({ totpCipher: null, totpPendingCipher: null, totpLastStep: null })
      .where("accountId", "=", account.id)
      .execute(),
  );
  await endSessions(doing.tx, account.id, doing.house.clock.now());
  await doing.tell({ ...about(account), event: events.removed, details: { manner: "administrator", ...details } });
}
