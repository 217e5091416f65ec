import type { Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { type Day, isDay, yearEnd } from "#shared/day.ts";
import { shortNames } from "../queries.ts";
import type { Disclosure, Remittance, RemittanceDraft, Use } from "./contract.ts";
import { disclosureTotals } from "./disclosure.ts";
import { DUES_COLLECTIVE } from "./provisions.ts";
import { organizationInReach, periodTotals, yearBounds } from "./queries.ts";
import { isUse, LARGE_GIFT, remittanceFits } from "./rules.ts";
import { zh } from "./zh.ts";

/** The organisation an account is kept for, where the actor may write. */
async function placeGiven(doing: Doing, id: string) {
  const place = await organizationInReach(doing.tx, id, doing.today);
  if (!place || !doing.house.policy.may(doing.actor, doing.verb, place.orgPath)) throw absent(zh.organization);
  return place;
}

function periodGiven(doing: Pick<Doing, "today">, fromOn: string, toOn: string): { from: Day; to: Day } {
  if (!isDay(fromOn) || !isDay(toOn) || fromOn > toOn || toOn > doing.today) {
    throw refused("dues-days-turned", zh.turned.title, zh.turned.detail);
  }
  return { from: fromOn, to: toOn };
}

/** What a period comes to, before it is passed upward. */
export async function draftRemittance(
  asking: { readonly tx: Reader; readonly today: Day },
  input: { readonly organizationId: string; readonly fromOn: string; readonly toOn: string },
): Promise<RemittanceDraft> {
  const { from, to } = periodGiven(asking, input.fromOn, input.toOn);
  const place = await organizationInReach(asking.tx, input.organizationId, asking.today);
  if (!place) throw absent(zh.organization);
  const totals = await periodTotals(asking.tx, place.id, from, to, LARGE_GIFT);
  const names = await shortNames(asking.tx, [place.parentId ?? ""]);
  return { ...totals, receiverName: names.get(place.parentId ?? "") ?? null };
}

/** Records what was passed upward for a period. Collected and received are counted, never typed. */
export async function recordRemittance(doing: Doing, input: Remittance): Promise<{ id: string }> {
  const { from, to } = periodGiven(doing, input.fromOn, input.toOn);
  const remittedOn = dayGiven(doing, input.remittedOn);
  const place = await placeGiven(doing, input.organizationId);
  const totals = await periodTotals(doing.tx, place.id, from, to, LARGE_GIFT);
  const fits = remittanceFits({ ...totals, remittedFen: input.remittedFen });
  if (!fits.value) {
    throw refused("dues-remittance-amount", zh.remittanceAmount.title, zh.remittanceAmount.detail(fits.grounds), {
      provision: fits.provision,
    });
  }
  const id = newId();
  await doing.tx
    .insertInto("duesRemittance")
    .values({
      id,
      organizationId: place.id,
      orgPath: place.orgPath,
      toOrganizationId: place.parentId,
      fromOn: from,
      toOn: to,
      ...totals,
      retainedFen: totals.collectedFen + totals.receivedFen - input.remittedFen,
      remittedFen: input.remittedFen,
      remittedOn,
      voucher: input.voucher ?? "",
      note: input.note ?? "",
      recordedBy: doing.actor.accountId,
    })
    .execute();
  await doing.tell({
    event: "dues.remittance.recorded",
    organizationId: place.id,
    orgPath: place.orgPath,
    target: { kind: "organization", id: place.id, name: place.shortName },
    details: { from, to, amountFen: input.remittedFen, ...totals },
  });
  return { id };
}

/** Takes a record of a remittance back, with a reason; it stays in the list as withdrawn. */
export async function withdrawRemittance(doing: Doing, id: string, given: string): Promise<void> {
  const reason = reasonGiven(given);
  const row = await doing.tx
    .selectFrom("duesRemittance")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw absent(zh.remittance);
  if (row.withdrawnOn !== null) throw conflict("dues-withdrawn", zh.withdrawn.title, zh.withdrawn.detail);
  await doing.tx
    .updateTable("duesRemittance")
    .set({ withdrawnOn: doing.today, withdrawnBy: doing.actor.accountId, withdrawReason: reason })
    .where("id", "=", id)
    .execute();
  await tellWithdrawn(doing, "dues.remittance.withdrawn", row, reason);
}

/** Records dues that were spent, for one of the five uses and after a meeting decided it. */
export async function recordUse(doing: Doing, input: Use): Promise<{ id: string }> {
  const usedOn = dayGiven(doing, input.usedOn);
  const decidedOn = dayGiven(doing, input.decidedOn);
  const decidedAt = input.decidedAt.trim();
  if (decidedAt === "" || decidedOn > usedOn) {
    throw refused("dues-decision-needed", zh.collective.title, zh.collective.detail, { provision: DUES_COLLECTIVE });
  }
  const use = isUse(input.purposeKind);
  if (!use.value) {
    throw refused("dues-not-a-use", zh.notAUse.title, zh.notAUse.detail(use.grounds), { provision: use.provision });
  }
  if (input.amountFen === 0) throw refused("dues-gift-amount", zh.gift.title, "没有保存。请填写使用的金额。");
  const place = await placeGiven(doing, input.organizationId);
  const id = newId();
  await doing.tx
    .insertInto("duesUse")
    .values({
      id,
      organizationId: place.id,
      orgPath: place.orgPath,
      usedOn,
      amountFen: input.amountFen,
      purposeKind: input.purposeKind,
      purpose: reasonGiven(input.purpose, "/purpose"),
      decidedOn,
      decidedAt,
      payee: input.payee ?? "",
      voucher: input.voucher ?? "",
      recordedBy: doing.actor.accountId,
    })
    .execute();
  await doing.tell({
    event: "dues.use.recorded",
    organizationId: place.id,
    orgPath: place.orgPath,
    target: { kind: "organization", id: place.id, name: place.shortName },
    details: { amountFen: input.amountFen, kind: input.purposeKind, on: usedOn },
  });
  return { id };
}

/** Takes a record of a use back, with a reason; it stays in the list as withdrawn. */
export async function withdrawUse(doing: Doing, id: string, given: string): Promise<void> {
  const reason = reasonGiven(given);
  const row = await doing.tx.selectFrom("duesUse").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw absent(zh.use);
  if (row.withdrawnOn !== null) throw conflict("dues-withdrawn", zh.withdrawn.title, zh.withdrawn.detail);
  await doing.tx
    .updateTable("duesUse")
    .set({ withdrawnOn: doing.today, withdrawnBy: doing.actor.accountId, withdrawReason: reason })
    .where("id", "=", id)
    .execute();
  await tellWithdrawn(doing, "dues.use.withdrawn", row, reason);
}

async function tellWithdrawn(
  doing: Doing,
  event: "dues.remittance.withdrawn" | "dues.use.withdrawn",
  row: { readonly id: string; readonly organizationId: string; readonly orgPath: string },
  reason: string,
): Promise<void> {
  const names = await shortNames(doing.tx, [row.organizationId]);
  await doing.tell({
    event,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "organization", id: row.organizationId, name: names.get(row.organizationId) ?? null },
    details: { reason, record: row.id },
  });
}

/** Records that a year's dues were published to the members, with the totals as they stood that day. */
export async function publishDisclosure(doing: Doing, input: Disclosure): Promise<{ id: string }> {
  const publishedOn = dayGiven(doing, input.publishedOn);
  const place = await placeGiven(doing, input.organizationId);
  if (publishedOn <= yearEnd(yearBounds(input.year).from)) {
    throw refused("dues-year-not-over", zh.notOver.title, zh.notOver.detail);
  }
  const totals = await disclosureTotals(doing.tx, place.id, input.year);
  const id = newId();
  await doing.tx
    .insertInto("duesDisclosure")
    .values({
      id,
      organizationId: place.id,
      orgPath: place.orgPath,
      year: input.year,
      publishedOn,
      manner: input.manner.trim(),
      payers: totals.rows.length,
      collectedFen: totals.collectedFen,
      remittedFen: totals.remittedFen,
      usedFen: totals.usedFen,
      recordedBy: doing.actor.accountId,
    })
    .execute();
  await doing.tell({
    event: "dues.disclosure.published",
    organizationId: place.id,
    orgPath: place.orgPath,
    target: { kind: "organization", id: place.id, name: place.shortName },
    details: { year: input.year, on: publishedOn, collectedFen: totals.collectedFen },
  });
  return { id };
}
