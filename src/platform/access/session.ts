import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { systemActor } from "./actor.ts";
import { type Actor, type Grant, ROLES, type Role } from "./policy.ts";
import { hashOf } from "./tokens.ts";
import { events } from "./zh.ts";

/** Somebody with a living session. */
export interface SignedIn {
  readonly actor: Actor;
  /** Nothing but changing the password is open: it is a one-time or an expired one. */
  readonly mustChangePassword: boolean;
  readonly secondFactor: boolean;
  /** Roles that are granted but sleep until the session has a second factor. */
  readonly asleep: readonly Role[];
  /** When a request last counted as a person's. */
  readonly seenAt: Date;
}

/** What the function of the database answers about a token. */
export interface Holder {
  readonly sessionId: string;
  readonly seenAt: Date;
  readonly secondFactor: boolean;
  readonly accountId: string;
  readonly personId: string | null;
  readonly displayName: string;
  readonly mustChange: boolean;
  readonly passwordSetAt: Date;
  readonly grants: readonly GrantRow[];
  readonly opened: readonly string[];
}

/** Written at most once a minute, so that reading does not become writing. */
const SEEN_EVERY_MS = 60_000;

/**
 * Who holds this token, with what they hold today: one statement over session, account, credential, grants and opened
 * places, asked for every request, so that a disabled account or an ended grant takes effect on the next one. Asking is no
 * activity: whether a request counts as a person's is judged where requests are judged ({@link markSeen}).
 */
export async function signedIn(house: House, token: string): Promise<SignedIn | null> {
  const holder = await holderOf(house, token);
  return holder === null ? null : signedInAs(house, holder);
}

/** The question who holds a token, as a statement; at most one row. */
export function holderQuestion(house: House, token: string): { readonly text: string; readonly values: unknown[] } {
  return {
    text: "select * from session_holder($1, $2, $3, $4::date)",
    values: [hashOf(token), house.clock.now(), idleSince(house), house.clock.today()],
  };
}

/** The row that answers {@link holderQuestion}, or null when the token is nobody's. */
export async function holderOf(house: House, token: string): Promise<Holder | null> {
  const { text, values } = holderQuestion(house, token);
  const [found] = await house.door.call<Holder>(text, values);
  return found ?? null;
}

/** What the house makes of a holder today. */
export function signedInAs(house: House, found: Holder): SignedIn {
  const held = found.grants.map(grantOf).filter((it) => it !== null);
  const sleeps = (it: Grant) => needsSecondFactor(house, it.role) && !found.secondFactor;
  return {
    actor: {
      accountId: found.accountId,
      personId: found.personId,
      name: found.displayName,
      system: null,
      grants: held.filter((it) => !sleeps(it)),
      opened: found.opened,
      sessionId: found.sessionId,
    },
    mustChangePassword: found.mustChange || isExpired(house, found.passwordSetAt),
    secondFactor: found.secondFactor,
    asleep: [...new Set(held.filter(sleeps).map((it) => it.role))],
    seenAt: found.seenAt,
  };
}

/** Who an account is now, for long work it asked for; null when it is disabled or gone. Whoever asked was signed in fully. */
export async function accountActor(house: House, accountId: string): Promise<Actor | null> {
  const today = house.clock.today();
  return await house.door.read(systemScope("sign-in"), async (tx) => {
    const account = await tx
      .selectFrom("account")
      .select(["id", "personId", "displayName"])
      .where("id", "=", accountId)
      .where("disabledAt", "is", null)
      .executeTakeFirst();
    if (!account) return null;
    const grants = await tx
      .selectFrom("roleGrant")
      .select(["id", "role", "organizationId", "orgPath"])
      .where("accountId", "=", accountId)
      .where("validFrom", "<=", today)
      .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", today)]))
      .execute();
    const opened = await tx
      .selectFrom("breakGlass")
      .select("orgPath")
      .where("accountId", "=", accountId)
      .where("expiresAt", ">", house.clock.now())
      .execute();
    return {
      accountId: account.id,
      personId: account.personId,
      name: account.displayName,
      system: null,
      grants: grants.map((it) => grantOf([it.id, it.role, it.organizationId, it.orgPath])).filter((it) => it !== null),
      opened: opened.map((it) => it.orgPath),
      sessionId: null,
    };
  });
}

type GrantRow = readonly [id: string, role: string, organizationId: string | null, path: string];

/** A role of a former program version holds nothing. */
function grantOf([id, role, organizationId, path]: GrantRow): Grant | null {
  return Object.hasOwn(ROLES, role) ? { id, role: role as Role, organizationId, path } : null;
}

const needsSecondFactor = (house: House, role: Role): boolean =>
  ROLES[role].needsSecondFactor || house.profile.secondFactorRoles.includes(role);

function isExpired(house: House, setAt: Date): boolean {
  const { maxPasswordDays } = house.profile;
  return maxPasswordDays !== null && house.clock.now().getTime() - setAt.getTime() > maxPasswordDays * 86_400_000;
}

/** Sessions not seen after this moment have ended. */
const idleSince = (house: House): Date => new Date(house.clock.now().getTime() - house.profile.idleMinutes * 60_000);

/** How many seconds from now the session ends if nobody does anything: at least one as long as it lives, 0 afterwards. */
export function secondsLeft(house: House, seenAt: Date): number {
  return Math.max(0, Math.ceil((seenAt.getTime() - idleSince(house).getTime()) / 1000));
}

/** Whether a request of a person is to be written down as such. */
export function isSeenDue(house: House, who: SignedIn): boolean {
  return house.clock.now().getTime() - who.seenAt.getTime() >= SEEN_EVERY_MS;
}

/** A person did something with this session: its idle time begins anew. */
export async function markSeen(house: House, who: SignedIn): Promise<void> {
  const now = house.clock.now();
  const { sessionId } = who.actor;
  if (sessionId === null || !isSeenDue(house, who)) return;
  await house.door.write(systemScope("sign-in"), async (tx) => {
    await tx
      .updateTable("session")
      .set({ seenAt: now })
      .where("id", "=", sessionId)
      .where("seenAt", "<", now)
      .execute();
  });
}

/**
 * Ends the session of a token when its time has run out, and tells so. A session that ran out is nobody's without this
 * ({@link signedIn}); the row and the audit then also say it.
 */
export async function endRunOut(house: House, token: string, requestId: string): Promise<void> {
  const tokenHash = hashOf(token);
  // Whoever invents tokens costs one look and opens no act.
  const open = await house.door.read(systemScope("sign-in"), (tx) =>
    tx
      .selectFrom("session")
      .select("id")
      .where("tokenHash", "=", tokenHash)
      .where("endedAt", "is", null)
      .executeTakeFirst(),
  );
  if (!open) return;
  const now = house.clock.now();
  await act(house, systemActor("sign-in-watch"), "system", requestId, async ({ tx, tell }) => {
    const ended = await tx
      .updateTable("session")
      .set({ endedAt: now })
      .where("id", "=", open.id)
      .where("endedAt", "is", null)
      .where((eb) => eb.or([eb("seenAt", "<=", idleSince(house)), eb("expiresAt", "<=", now)]))
      .returning(["accountId", "expiresAt"])
      .executeTakeFirst();
    if (!ended) return;
    const account = await tx
      .selectFrom("account")
      .select(["displayName", "organizationId", "orgPath"])
      .where("id", "=", ended.accountId)
      .executeTakeFirstOrThrow();
    await tell({
      event: events.ended,
      organizationId: account.organizationId,
      orgPath: account.orgPath,
      target: { kind: "account", id: ended.accountId, name: account.displayName },
      details: { manner: ended.expiresAt <= now ? "expired" : "idle" },
    });
  });
}
