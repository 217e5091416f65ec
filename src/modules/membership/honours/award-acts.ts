import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import type { Given } from "#platform/forms/asks.ts";
import { answersOf } from "#platform/forms/faults.ts";
import { changesOf } from "#platform/forms/said.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { zh as membershipZh } from "../zh.ts";
import { AWARD } from "./asks.ts";
import { type AwardRow, branchOn, hasTwin } from "./award-queries.ts";
import type { AwardBody, AwardCorrection, Revocation } from "./contract.ts";
import { awardNamed, isForOrganization } from "./rules.ts";
import { zh } from "./zh.ts";

/** Whoever receives an award: where it was given, and where the person belongs today. */
interface Receiver {
  readonly personId: string | null;
  readonly name: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly personPath: string | null;
}

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

/** An award is entered, once. */
export async function enterAward(doing: Doing, input: AwardBody): Promise<{ id: string }> {
  const described = describedOf(doing, input);
  const to = await receiverOf(doing, input, described.awardedOn);
  if (await hasTwin(doing.tx, { ...to, ...described }, null))
    throw conflict("award-known", zh.known.title, zh.known.detail);
  const id = newId();
  await doing.tx
    .insertInto("award")
    .values({ id, ...to, ...described, enteredOn: doing.today, enteredBy: doing.actor.name })
    .execute();
  await tellOf(doing, "entered", { id, ...to, ...described });
  return { id };
}

/** An award that stands, in reach for writing, held until the act ends. */
async function held(doing: Doing, id: string): Promise<AwardRow> {
  const row = await doing.tx.selectFrom("award").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || ![row.orgPath, row.personPath ?? row.orgPath].some((it) => covers(doing.scope.write, it)))
    throw absent(zh.award);
  if (row.withdrawnOn !== null) throw conflict("award-withdrawn", zh.withdrawn.title, zh.withdrawn.detail);
  return row;
}

/** It was written down wrong. Who received it does not change: that is another award. */
export async function correctAward(doing: Doing, id: string, input: AwardCorrection): Promise<void> {
  const row = await held(doing, id);
  const reason = reasonGiven(input.reason);
  const described = describedOf(doing, input);
  if (isForOrganization(input.kind) !== (row.personId === null))
    throw refused("award-receiver", zh.receiver.title, zh.receiver.detail(isForOrganization(input.kind)));
  if (row.revokedOn !== null && row.revokedOn < described.awardedOn)
    throw refused("award-revoked-before", zh.revokedBefore.title, zh.revokedBefore.detail);
  if (await hasTwin(doing.tx, { ...row, ...described }, id))
    throw conflict("award-known", zh.known.title, zh.known.detail);
  await doing.tx.updateTable("award").set(described).where("id", "=", id).execute();
  const changes = changesOf(AWARD, row, described);
  await tellOf(doing, "corrected", { ...row, ...described }, { reason, changes });
}

/** The honour is taken away by whoever gave it; that it was given stays known. */
export async function revokeAward(doing: Doing, id: string, input: Revocation): Promise<void> {
  const row = await held(doing, id);
  const reason = reasonGiven(input.reason);
  const on = dayGiven(doing, input.on);
  if (row.revokedOn !== null) throw conflict("award-revoked", zh.revoked.title, zh.revoked.detail);
  if (on < row.awardedOn) throw refused("award-revoked-before", zh.revokedBefore.title, zh.revokedBefore.detail);
  await doing.tx.updateTable("award").set({ revokedOn: on, revokeReason: reason }).where("id", "=", id).execute();
  await tellOf(doing, "revoked", row, { reason, on });
}

/** Entered in error: the row stays, says why, and counts nowhere. */
export async function withdrawAward(doing: Doing, id: string, text: string): Promise<void> {
  const row = await held(doing, id);
  const reason = reasonGiven(text);
  await doing.tx
    .updateTable("award")
    .set({ withdrawnOn: doing.today, withdrawReason: reason })
    .where("id", "=", id)
    .execute();
  await tellOf(doing, "withdrawn", row, { reason });
}

async function tellOf(
  doing: Doing,
  what: "entered" | "corrected" | "revoked" | "withdrawn",
  row: Pick<AwardRow, "id" | "personId" | "personPath" | "name" | "organizationId" | "orgPath" | "kind" | "title">,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await doing.tell({
    event: `membership.award.${what}`,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "award", id: row.id, name: row.name },
    details: { term: row.title || codeSet("award_kind").term(row.kind as "other_person"), ...details },
    persons: row.personId === null ? [] : [{ id: row.personId, path: row.personPath ?? row.orgPath }],
  });
}
