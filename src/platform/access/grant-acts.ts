import { asSystem } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, refused } from "#platform/http/problem.ts";
import type { Asking } from "#platform/http/route.ts";
import { settle } from "#platform/notices/index.ts";
import { day } from "#shared/day.ts";
import { about, accountInReach, placeOf } from "./account-acts.ts";
import type { NewBreakGlass, NewGrant } from "./contract.ts";
import { grantsNowOrLater } from "./duties.ts";
import { ROLES, type Role } from "./policy.ts";
import { beyondGiver, type EndRefusal, type GrantRefusal, mayEndGrant, mayGrant } from "./rules.ts";
import { events, zh } from "./zh.ts";

const GIVE = "access.grant.give";

const TEXTS: Record<
  GrantRefusal | EndRefusal,
  { readonly slug: string; readonly title: string; readonly detail: string }
> = {
  "to-yourself": { slug: "grant-to-yourself", ...zh.grant.toYourself },
  outside: { slug: "grant-outside", ...zh.grant.outside },
  "not-held": { slug: "grant-not-held", ...zh.grant.notHeld },
  "duties-apart": { slug: "grant-duties-apart", ...zh.grant.dutiesApart },
  "business-apart": { slug: "grant-business-apart", ...zh.grant.businessApart },
  "person-apart": { slug: "grant-person-apart", ...zh.grant.personApart },
  twice: { slug: "grant-twice", ...zh.grant.twice },
  disabled: { slug: "grant-account-disabled", ...zh.grant.disabled },
  "your-own": { slug: "grant-your-own", ...zh.grant.yourOwn },
};

function giverOf({ house, actor }: Pick<Doing, "house" | "actor">, role: Role, path: string) {
  const paths = (holding: (role: Role) => boolean) =>
    actor.grants.filter((it) => holding(it.role)).map((it) => it.path);
  return {
    accountId: actor.accountId,
    system: actor.system !== null,
    givesAt: paths((it) => house.policy.holds(it, GIVE)),
    securityAt: paths((it) => it === "security_administrator"),
    lacking: house.policy.verbs
      .filter((it) => it.roles.includes(role) && !house.policy.may(actor, it.name, path))
      .map((it) => it.name),
  };
}

/** The roles that the actor may give at a place, whoever receives; null stands for the house as a whole. */
export async function rolesToGive(asking: Asking, organizationId: string | null): Promise<Role[]> {
  const { path } = await placeOf(asking.tx, asking.scope.places, organizationId);
  return Object.keys(ROLES)
    .map((it) => it as Role)
    .filter((role) => beyondGiver(giverOf(asking, role, path), role, path) === null);
}

/** Gives a role at a place, from a day on. Throws a Problem naming the rule that refuses. */
export async function grantRole(doing: Doing<typeof events.granted>, input: NewGrant): Promise<{ id: string }> {
  const { tx, house, actor } = doing;
  const reason = reasonGiven(input.reason);
  const account = await accountInReach(tx, input.accountId);
  const place = await placeOf(tx, doing.scope.write, input.organizationId);
  const { value, provision } = mayGrant({
    role: input.role,
    path: place.path,
    giver: giverOf(doing, input.role, place.path),
    receiver: {
      accountId: account.id,
      disabled: account.disabledAt !== null,
      tied: account.personId !== null,
      grants: await grantsNowOrLater(tx, account.id, doing.today),
    },
  });
  if (value !== null) throw refused(TEXTS[value].slug, TEXTS[value].title, TEXTS[value].detail, { provision });
  const from = input.from === undefined ? doing.today : day(input.from);
  const to = input.to ? day(input.to) : null;
  if (to !== null && to <= from) throw refused("grant-dates", zh.grant.dates.title, zh.grant.dates.detail);
  const id = newId();
  await tx
    .insertInto("roleGrant")
    .values({
      id,
      accountId: account.id,
      role: input.role,
      organizationId: input.organizationId,
      orgPath: place.path,
      validFrom: from,
      validTo: to,
      reason,
      grantedBy: actor.accountId,
      createdAt: house.clock.now(),
    })
    .execute();
  await doing.tell({
    ...aboutGrant(account, input.organizationId, place.path),
    event: events.granted,
    details: { ...named(input.role), from, to, reason },
  });
  return { id };
}

/** Ends a grant today; it no longer counts on the next request. */
export async function endGrant(
  doing: Doing<typeof events.grantEnded>,
  id: string,
  input: { readonly reason: string },
): Promise<void> {
  const { tx, today } = doing;
  const reason = reasonGiven(input.reason);
  const found = await tx
    .selectFrom("roleGrant")
    .select(["id", "accountId", "role", "organizationId", "orgPath", "validFrom", "validTo"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw absent(zh.grant.what);
  if (found.validTo !== null && found.validTo <= today)
    throw refused("grant-ended", zh.grant.ended.title, zh.grant.ended.detail);
  const role = found.role as Role;
  const { value, provision } = mayEndGrant({
    role,
    path: found.orgPath,
    giver: giverOf(doing, role, found.orgPath),
    receiverAccountId: found.accountId,
  });
  if (value !== null) throw refused(TEXTS[value].slug, TEXTS[value].title, TEXTS[value].detail, { provision });
  const validTo = found.validFrom > today ? found.validFrom : today;
  await tx.updateTable("roleGrant").set({ validTo, endedBy: doing.actor.accountId }).where("id", "=", id).execute();
  await settle(tx, [id], doing.house.clock.now());
  // The holder may be looked after elsewhere; the name is needed for the audit only.
  const account = await asSystem(tx, "grants", (system) =>
    system
      .selectFrom("account")
      .select(["id", "displayName"])
      .where("id", "=", found.accountId)
      .executeTakeFirstOrThrow(),
  );
  await doing.tell({
    ...aboutGrant(account, found.organizationId, found.orgPath),
    event: events.grantEnded,
    details: { ...named(role), reason },
  });
}

const named = (role: Role) => ({ role, roleTerm: ROLES[role]?.term ?? role });
const aboutGrant = (account: { id: string; displayName: string }, organizationId: string | null, orgPath: string) =>
  about({ ...account, organizationId, orgPath });

/** Opens the persons of a place to oneself for one to four hours, for a reason that the audit keeps. */
export async function openBreakGlass(
  doing: Doing<typeof events.glassBroken>,
  input: NewBreakGlass,
): Promise<{ id: string; expiresAt: string }> {
  const { tx, house, actor } = doing;
  if (actor.accountId === null) throw new Error("break-glass is opened by a person");
  const place = await placeOf(tx, doing.scope.places, input.organizationId);
  if (!house.policy.may(actor, doing.verb, place.path))
    throw refused("break-glass-outside", zh.breakGlass.outside.title, zh.breakGlass.outside.detail);
  const openedAt = house.clock.now();
  const expiresAt = new Date(openedAt.getTime() + input.hours * 3_600_000);
  const id = newId();
  await tx
    .insertInto("breakGlass")
    .values({
      id,
      accountId: actor.accountId,
      organizationId: input.organizationId,
      orgPath: place.path,
      reason: input.reason,
      openedAt,
      expiresAt,
    })
    .execute();
  await doing.tell({
    event: events.glassBroken,
    organizationId: input.organizationId,
    orgPath: place.path,
    target: { kind: "account", id: actor.accountId, name: actor.name },
    details: { reason: input.reason, hours: input.hours },
  });
  return { id, expiresAt: expiresAt.toISOString() };
}
