import { covers } from "#platform/database/reach.ts";
import type { Given } from "#platform/forms/asks.ts";
import { answersOf } from "#platform/forms/faults.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { change, correct, enter, held, type Kept, withdraw } from "#platform/kept/acts.ts";
import type { Day } from "#shared/day.ts";
import { zh as membershipZh } from "../zh.ts";
import { AWARD } from "./asks.ts";
import { type AwardRow, branchOn, hasTwin, shownAward, toldPersons } from "./award-queries.ts";
import type { AwardBody, AwardCorrection, Revocation } from "./contract.ts";
import { awardNamed, isForOrganization } from "./rules.ts";
import { zh } from "./zh.ts";

/** Whoever receives an award: where it was given, and where the person belongs today. */
type Receiver = Pick<AwardRow, "personId" | "name" | "organizationId" | "orgPath" | "personPath">;

/** What forms say of an award, checked; all faults at once. */
function describedOf(doing: Doing, input: Given) {
  const { answers, faults } = answersOf(AWARD, input, doing.today);
  const { kind, title = "", documentNumber = "" } = answers;
  const named = kind === undefined ? null : awardNamed(kind, title);
  const all = named?.value === false ? [{ pointer: "/title", message: zh.faults.title }, ...faults] : faults;
  if (all.length > 0)
    throw refused("award-rejected", zh.rejected.title, zh.rejected.detail, {
      faults: all,
      ...(named?.value === false ? { provision: named.provision } : {}),
    });
  return { ...answers, title, documentNumber };
}

async function receiverOf(doing: Doing, input: AwardBody, on: Day): Promise<Receiver> {
  const { tx } = doing;
  const forOrganization = isForOrganization(input.kind);
  const given = forOrganization ? input.organizationId : input.personId;
  if (given === undefined || (forOrganization ? input.personId : input.organizationId) !== undefined)
    throw refused("award-receiver", zh.receiver.title, zh.receiver.detail(forOrganization));
  if (forOrganization) {
    const row = await tx
      .selectFrom("organization")
      .innerJoin("organizationVersion as v", "v.organizationId", "organization.id")
      .select(["organization.id", "organization.orgPath", "v.shortName"])
      .where("organization.id", "=", given)
      .orderBy("v.validFrom", "desc")
      .executeTakeFirst();
    if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(membershipZh.organization);
    return { personId: null, name: row.shortName, organizationId: row.id, orgPath: row.orgPath, personPath: null };
  }
  const person = await tx
    .selectFrom("person")
    .select(["id", "name", "organizationId", "orgPath"])
    .where("id", "=", given)
    .executeTakeFirst();
  if (!person || !covers(doing.scope.write, person.orgPath)) throw absent(membershipZh.member);
  // What was given elsewhere, before the member came here, is entered where the member is.
  const then = await branchOn(tx, person.id, on);
  const at = then && covers(doing.scope.write, then.orgPath) ? then : person;
  return {
    personId: person.id,
    name: person.name,
    organizationId: at.organizationId,
    orgPath: at.orgPath,
    personPath: person.orgPath,
  };
}

const AWARDS: Kept<"award"> = {
  table: "award",
  target: "award",
  term: zh.award,
  alsoFrom: (it) => it.personPath,
  told: (it) => ({ name: it.name, details: { term: shownAward(it).kindTerm }, persons: toldPersons(it) }),
  withdrawn: () => conflict("award-withdrawn", zh.withdrawn.title, zh.withdrawn.detail),
};

/** Refuses what stands already, besides the award named. */
async function once(doing: Doing, award: Parameters<typeof hasTwin>[1], besides: string | null): Promise<void> {
  if (await hasTwin(doing.tx, award, besides)) throw conflict("award-known", zh.known.title, zh.known.detail);
}

/** An award is entered, once. */
export async function enterAward(doing: Doing, input: AwardBody): Promise<{ id: string }> {
  const described = describedOf(doing, input);
  const award = { ...(await receiverOf(doing, input, described.awardedOn)), ...described };
  await once(doing, award, null);
  const entered = { ...award, enteredOn: doing.today, enteredBy: doing.actor.name };
  return await enter(doing, AWARDS, entered, "membership.award.entered");
}

/** It was written down wrong. Who received it does not change: that is another award. */
export async function correctAward(doing: Doing, id: string, input: AwardCorrection): Promise<void> {
  const row = await held(doing, AWARDS, id);
  const reason = reasonGiven(input.reason);
  const to = describedOf(doing, input);
  if (isForOrganization(input.kind) !== (row.personId === null))
    throw refused("award-receiver", zh.receiver.title, zh.receiver.detail(isForOrganization(input.kind)));
  if (row.revokedOn !== null && row.revokedOn < to.awardedOn)
    throw refused("award-revoked-before", zh.revokedBefore.title, zh.revokedBefore.detail);
  await once(doing, { ...row, ...to }, id);
  await correct(doing, AWARDS, row, { asks: AWARD, to, reason, event: "membership.award.corrected" });
}

/** The honour is taken away by whoever gave it; that it was given stays known. */
export async function revokeAward(doing: Doing, id: string, input: Revocation): Promise<void> {
  const row = await held(doing, AWARDS, id);
  const reason = reasonGiven(input.reason);
  const on = dayGiven(doing, input.on);
  if (row.revokedOn !== null) throw conflict("award-revoked", zh.revoked.title, zh.revoked.detail);
  if (on < row.awardedOn) throw refused("award-revoked-before", zh.revokedBefore.title, zh.revokedBefore.detail);
  const set = { revokedOn: on, revokeReason: reason };
  await change(doing, AWARDS, row, set, "membership.award.revoked", { reason, on });
}

/** Entered in error: the row stays, says why, and counts nowhere. */
export const withdrawAward = (doing: Doing, id: string, reason: string): Promise<void> =>
  withdraw(doing, AWARDS, id, reason, "membership.award.withdrawn");
