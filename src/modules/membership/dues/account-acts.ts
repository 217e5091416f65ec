import type { Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { enter, type Kept, withdraw } from "#platform/kept/acts.ts";
import { type Day, isDay, yearEnd } from "#shared/day.ts";
import { shortNames } from "../queries.ts";
import type { Disclosure, Remittance, RemittanceDraft, Use } from "./contract.ts";
import { disclosureTotals } from "./disclosure.ts";
import { DUES_COLLECTIVE } from "./provisions.ts";
import { organizationInReach, periodTotals, yearBounds } from "./queries.ts";
import { isUse, LARGE_GIFT, remittanceFits } from "./rules.ts";
import { events, zh } from "./zh.ts";

/** Events of an account are told of the organisation that keeps it. */
const OF_PLACE = {
  target: "organization",
  async told({ organizationId }: { readonly organizationId: string }, tx: Reader) {
    const names = await shortNames(tx, [organizationId]);
    return { name: names.get(organizationId) ?? null, target: organizationId, persons: [] };
  },
  withdrawn: () => conflict("dues-withdrawn", zh.withdrawn.title, zh.withdrawn.detail),
} as const;
const REMITTANCES: Kept<"duesRemittance"> = { ...OF_PLACE, table: "duesRemittance", term: zh.remittance };
const USES: Kept<"duesUse"> = { ...OF_PLACE, table: "duesUse", term: zh.use };
/** Which of its records was taken back, and by whom. */
const by = ({ actor }: Doing<never>, id: string) => ({
  set: { withdrawnBy: actor.accountId },
  details: { record: id },
});

/** The organisation an account is kept for, where the actor may write. */
async function placeGiven(doing: Doing<never>, id: string) {
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
export async function recordRemittance(
  doing: Doing<typeof events.remitted>,
  input: Remittance,
): Promise<{ id: string }> {
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
  const remittance = {
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
  };
  const told = { from, to, amountFen: input.remittedFen, ...totals };
  return await enter(doing, REMITTANCES, remittance, events.remitted, told);
}

/** Takes a record of a remittance back, with a reason; it stays in the list as withdrawn. */
export const withdrawRemittance = (
  doing: Doing<typeof events.remittanceWithdrawn>,
  id: string,
  reason: string,
): Promise<void> => withdraw(doing, REMITTANCES, id, reason, events.remittanceWithdrawn, by(doing, id));

/** Records dues that were spent, for one of the five uses and after a meeting decided it. */
export async function recordUse(doing: Doing<typeof events.used>, input: Use): Promise<{ id: string }> {
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
  const spent = {
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
  };
  const told = { amountFen: input.amountFen, kind: input.purposeKind, on: usedOn };
  return await enter(doing, USES, spent, events.used, told);
}

/** Takes a record of a use back, with a reason; it stays in the list as withdrawn. */
export const withdrawUse = (doing: Doing<typeof events.useWithdrawn>, id: string, reason: string): Promise<void> =>
  withdraw(doing, USES, id, reason, events.useWithdrawn, by(doing, id));

/** Records that a year's dues were published to the members, with the totals as they stood that day. */
export async function publishDisclosure(
  doing: Doing<typeof events.published>,
  input: Disclosure,
): Promise<{ id: string }> {
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
    event: events.published,
    organizationId: place.id,
    orgPath: place.orgPath,
    target: { kind: "organization", id: place.id, name: place.shortName },
    details: { year: input.year, on: publishedOn, collectedFen: totals.collectedFen },
  });
  return { id };
}
