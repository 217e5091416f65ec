import type { Reader } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import { programVersion, versionText } from "#platform/version.ts";
import type { SessionView } from "./contract.ts";
import { ROLES } from "./policy.ts";
import { secondsLeft, signedIn } from "./session.ts";
import { resetTold } from "./zh.ts";

/** Name of the house as a whole where a grant lies at no organisation. */
const WHOLE = "全部组织";

/** Of the running program: files laid beside it by an upgrade are not yet it. */
const PROGRAM = versionText(programVersion());

/** What the pages know about whoever holds this token; for nobody the same shape with nothing in it. */
export async function sessionView(house: House, token: string | null): Promise<SessionView> {
  const who = token === null ? null : await signedIn(house, token);
  const today = house.clock.today();
  const now = house.clock.now();
  const facts = await house.door.read(systemScope("sign-in"), async (tx) => ({
    root: await rootName(tx, today),
    names: await namesOf(tx, today, who?.actor.grants.flatMap((it) => it.organizationId ?? []) ?? []),
    resets: who === null ? [] : await resetsToTell(tx, who.actor.accountId ?? "", who.actor.sessionId ?? "", now),
    own:
      who === null
        ? undefined
        : await tx
            .selectFrom("account as a")
            .innerJoin("credential as c", "c.accountId", "a.id")
            .select((eb) => ["a.username", eb("c.totpCipher", "is not", null).as("secondFactor")])
            .where("a.id", "=", who.actor.accountId ?? "")
            .executeTakeFirst(),
  }));
  return {
    actor: who && {
      accountId: who.actor.accountId ?? "",
      personId: who.actor.personId,
      name: who.actor.name,
      username: facts.own?.username ?? "",
      mustChangePassword: who.mustChangePassword,
      secondFactor: Boolean(facts.own?.secondFactor),
      asleep: who.asleep.map((it) => ROLES[it].term),
      idleSecondsLeft: secondsLeft(house, who.seenAt),
    },
    grants: (who?.actor.grants ?? []).map((it) => ({
      role: it.role,
      roleTerm: ROLES[it.role].term,
      organizationId: it.organizationId,
      organizationName: it.organizationId === null ? WHOLE : (facts.names.get(it.organizationId) ?? ""),
      path: it.path,
    })),
    verbs: who
      ? house.policy.verbs.filter((it) => house.policy.placesOf(who.actor, it.name).length > 0).map((it) => it.name)
      : [],
    resets: facts.resets,
    demo: (await house.demo())?.map((it) => ({ ...it })) ?? null,
    today,
    zone: facts.root.name,
    program: PROGRAM,
    empty: facts.root.empty,
  };
}

/** So long the holder is told at every sign-in; later at the first one after it. */
const TELL_MS = 7 * 86_400_000;
const TOLD_AT_MOST = 5;

/**
 * What others did with one's password or second factor, or asked for: of the last days, and everything since the sign-in
 * before this one. No mark says it was read: whoever used it unseen could have set the mark.
 */
async function resetsToTell(tx: Reader, accountId: string, sessionId: string, now: Date) {
  const before = await tx
    .selectFrom("session as s")
    .innerJoin("session as current", "current.accountId", "s.accountId")
    .select((eb) => eb.fn.max("s.createdAt").as("at"))
    .where("current.id", "=", sessionId)
    .whereRef("s.createdAt", "<", "current.createdAt")
    .executeTakeFirst();
  const recent = new Date(now.getTime() - TELL_MS);
  const since = before?.at && before.at > recent ? recent : (before?.at ?? new Date(0));
  const rows = await tx
    .selectFrom("credentialReset as r")
    .leftJoin("account as asker", "asker.id", "r.askedBy")
    .leftJoin("account as decider", "decider.id", "r.decidedBy")
    .select([
      "r.id",
      "r.kind",
      "r.outcome",
      "r.askedAt",
      "r.expiresAt",
      "r.decidedAt",
      "asker.displayName as askedBy",
      "decider.displayName as decidedBy",
    ])
    .where("r.accountId", "=", accountId)
    .where((eb) =>
      eb.or([
        eb.and([eb("r.outcome", "is", null), eb("r.expiresAt", ">", now)]),
        eb.and([eb("r.outcome", "in", ["done", "lapsed"]), eb("r.decidedAt", ">=", since)]),
      ]),
    )
    .orderBy("r.askedAt", "desc")
    .limit(TOLD_AT_MOST)
    .execute();
  return rows.map((it) => ({ id: it.id, text: resetTold(it) }));
}

async function rootName(tx: Reader, today: string): Promise<{ name: string | null; empty: boolean }> {
  const root = await tx
    .selectFrom("organization as o")
    .leftJoin("organizationVersion as v", (join) =>
      join
        .onRef("v.organizationId", "=", "o.id")
        .on("v.validFrom", "<=", today as never)
        .on((eb) => eb.or([eb("v.validTo", "is", null), eb("v.validTo", ">", today as never)])),
    )
    .select(["v.shortName"])
    .orderBy("o.orgPath")
    .limit(1)
    .executeTakeFirst();
  return { name: root?.shortName ?? null, empty: root === undefined };
}

async function namesOf(tx: Reader, today: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("organizationVersion")
    .select(["organizationId", "shortName"])
    .where("organizationId", "in", [...ids])
    .where("validFrom", "<=", today as never)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", today as never)]))
    .execute();
  return new Map(rows.map((it) => [it.organizationId, it.shortName]));
}

/** One's own living sessions, latest first. */
export async function ownSessions(tx: Reader, now: Date, current: string | null) {
  const rows = await tx
    .selectFrom("session")
    .select(["id", "device", "createdAt", "seenAt", "expiresAt", "secondFactor"])
    .where("endedAt", "is", null)
    .where("expiresAt", ">", now)
    .orderBy("seenAt", "desc")
    .limit(100)
    .execute();
  return rows.map((it) => ({
    ...it,
    createdAt: it.createdAt.toISOString(),
    seenAt: it.seenAt.toISOString(),
    expiresAt: it.expiresAt.toISOString(),
    current: it.id === current,
  }));
}

const CHOICES = 20;

/** Accounts in use within reach whose name or username holds the words, for choosing one; at most twenty. */
export async function accountChoices(
  tx: Reader,
  typed: string,
): Promise<{ id: string; displayName: string; username: string }[]> {
  const like = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
  return await tx
    .selectFrom("account")
    .select(["id", "displayName", "username"])
    .where("disabledAt", "is", null)
    .where((it) => it.or([it("displayName", "ilike", like), it("username", "ilike", like)]))
    .orderBy("displayName")
    .limit(CHOICES)
    .execute();
}
