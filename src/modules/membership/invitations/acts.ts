import { randomInt } from "node:crypto";
import { hashOf } from "#platform/access/index.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { addDays } from "#shared/day.ts";
import { organizationInReach } from "../dues/index.ts";
import { endInvitations } from "../person-account.ts";
import { shortNames } from "../queries.ts";
import { zh as membershipZh } from "../zh.ts";
import { type Invited, type Inviting, MOST, type Slip } from "./contract.ts";
import { type Invitable, invitables, newestInvitations } from "./queries.ts";
import { codeInGroups, INVITED_DAYS, invitationState, newCode } from "./rules.ts";
import { events, zh } from "./zh.ts";

/**
 * Invites members to open their own accounts: everybody beneath who has neither account nor slip, or those who are chosen,
 * whose former slips are worth nothing from then on. The codes are returned this once.
 */
export async function inviteMembers(doing: Doing<typeof events.made>, input: Inviting): Promise<Invited> {
  const { tx, today, actor } = doing;
  const place = await organizationInReach(tx, input.organizationId, today);
  if (!place || !covers(doing.scope.write, place.orgPath)) throw absent(membershipZh.organization);
  // Two who invite the same place wait for each other, so that nobody gets two slips of which one is void.
  await tx.selectFrom("organization").select("id").where("id", "=", place.id).forUpdate().execute();
  const chosen = input.personIds === undefined ? null : new Set(input.personIds);
  const beneath = await invitables(tx, place.orgPath, chosen === null ? MOST : 100_000);
  const people = chosen === null ? beneath : beneath.filter((it) => chosen.has(it.personId));
  if (chosen !== null && people.length < chosen.size)
    throw refused("invitation-stranger", zh.stranger.title, zh.stranger.detail);
  if (people.length > MOST) throw refused("invitation-many", zh.many.title, zh.many.detail(MOST));
  const newest = await newestInvitations(
    tx,
    people.map((it) => it.personId),
  );
  const holds = (it: Invitable): boolean => {
    const found = newest.get(it.personId);
    return chosen === null && found !== undefined && invitationState(found, today).value === "invited";
  };
  const open = people.filter((it) => !it.hasAccount);
  const invited = open.filter((it) => it.hasNumber && !holds(it));
  if (invited.length === 0) throw refused("invitation-nobody", zh.nobody.title, zh.nobody.detail);
  const expiresOn = addDays(today, INVITED_DAYS);
  const names = await shortNames(tx, [...new Set(invited.map((it) => it.organizationId))]);
  const personIds = invited.map((it) => it.personId);
  await endInvitations(tx, personIds, "replaced", today);
  const made = invited.map((it) => ({ ...it, id: newId(), code: newCode(randomInt) }));
  await tx
    .insertInto("accountInvitation")
    .values(
      made.map((it) => ({
        id: it.id,
        personId: it.personId,
        organizationId: it.organizationId,
        orgPath: it.orgPath,
        codeHash: hashOf(it.code),
        invitedBy: actor.accountId,
        invitedByName: actor.name,
        invitedOn: today,
        expiresOn,
      })),
    )
    .execute();
  for (const [organizationId, rows] of Map.groupBy(made, (it) => it.organizationId)) {
    const [first] = rows;
    if (first === undefined) continue;
    await doing.tell({
      event: events.made,
      organizationId,
      orgPath: first.orgPath,
      target: { kind: "organization", id: organizationId, name: names.get(organizationId) ?? "" },
      details: { count: rows.length, until: expiresOn },
      persons: rows.map((it) => ({ id: it.personId, path: it.orgPath })),
    });
  }
  const slips = made.map(
    (it): Slip => ({
      id: it.id,
      personId: it.personId,
      name: it.name,
      organizationId: it.organizationId,
      organizationName: names.get(it.organizationId) ?? "",
      code: codeInGroups(it.code),
      expiresOn,
    }),
  );
  return {
    slips,
    skipped: {
      account: people.length - open.length,
      invited: open.filter(holds).length,
      noNumber: open.filter((it) => !it.hasNumber && !holds(it)).length,
    },
  };
}

/** Takes a slip back that still holds. */
export async function withdrawInvitation(doing: Doing<typeof events.withdrawn>, id: string): Promise<void> {
  const { tx, today } = doing;
  const row = await tx.selectFrom("accountInvitation").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.invitation);
  if (row.outcome !== null) throw conflict("invitation-ended", zh.ended.title, zh.ended.detail);
  await tx
    .updateTable("accountInvitation")
    .set({ outcome: "withdrawn", endedOn: today })
    .where("id", "=", id)
    .execute();
  const { name } = await tx
    .selectFrom("person")
    .select("name")
    .where("id", "=", row.personId)
    .executeTakeFirstOrThrow();
  await doing.tell({
    event: events.withdrawn,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "account-invitation", id, name },
    persons: [{ id: row.personId, path: row.orgPath }],
  });
}
