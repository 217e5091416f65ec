import { sql } from "kysely";
import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import { addDays, type Day } from "#shared/day.ts";
import { capitalYuan, fen, sum } from "#shared/money.ts";
import { compareByStrokes } from "#shared/strokes.ts";
import type { DisclosureView } from "./contract.ts";
import { organizationInReach, periodTotals, withMerged, yearBounds } from "./queries.ts";
import { discloseBy, LARGE_GIFT } from "./rules.ts";
import { duesTerm, zh } from "./zh.ts";

/** What a year's sheet counts: by the day of payment, as the money came in. */
export async function disclosureTotals(tx: Reader, organizationId: string, year: number) {
  const { from, to } = yearBounds(year);
  const last = addDays(to, -1);
  const ids = await withMerged(tx, organizationId);
  const rows = await tx
    .selectFrom("duesEntry")
    .select([
      "personId",
      sql<string>`max(person_name)`.as("name"),
      sql<number>`count(*) filter (where kind <> 'voluntary')`.as("months"),
      sql<number>`coalesce(sum(paid_fen) filter (where kind <> 'voluntary'), 0)::bigint`.as("paidFen"),
      sql<number>`coalesce(sum(paid_fen) filter (where kind = 'voluntary'), 0)::bigint`.as("giftsFen"),
    ])
    .where("organizationId", "in", ids)
    .where("paidOn", ">=", from)
    .where("paidOn", "<=", last)
    .where("endedOn", "is", null)
    .groupBy("personId")
    .execute();
  const remitted = await tx
    .selectFrom("duesRemittance")
    .select([
      sql<number>`coalesce(sum(remitted_fen), 0)::bigint`.as("remittedFen"),
      sql<number>`coalesce(sum(retained_fen), 0)::bigint`.as("retainedFen"),
    ])
    .where("organizationId", "in", ids)
    .where("fromOn", ">=", from)
    .where("fromOn", "<=", last)
    .where("withdrawnOn", "is", null)
    .executeTakeFirstOrThrow();
  const { collectedFen, receivedFen } = await periodTotals(tx, organizationId, from, last, LARGE_GIFT);
  const uses = await tx
    .selectFrom("duesUse")
    .select(["usedOn", "purposeKind", "purpose", "amountFen", "decidedAt", "decidedOn"])
    .where("organizationId", "in", ids)
    .where("usedOn", ">=", from)
    .where("usedOn", "<=", last)
    .where("withdrawnOn", "is", null)
    .orderBy("usedOn")
    .execute();
  return {
    rows: rows.toSorted((a, b) => compareByStrokes(a.name, b.name)).map(({ personId: _id, ...it }) => it),
    collectedFen,
    receivedFen,
    ...remitted,
    unsettledFen: collectedFen + receivedFen - remitted.remittedFen - remitted.retainedFen,
    uses: uses.map(({ purposeKind, ...it }) => ({ ...it, kindTerm: duesTerm("dues_use", purposeKind) })),
    usedFen: sum(uses.map((it) => fen(it.amountFen))),
  };
}

/** The sheet that a branch publishes of a year's dues. */
export async function disclosureView(
  asking: { readonly tx: Reader; readonly actor: Actor; readonly policy: Policy; readonly today: Day },
  organizationId: string,
  year: number,
): Promise<DisclosureView> {
  const { tx, actor, policy, today } = asking;
  const place = await organizationInReach(tx, organizationId, today);
  if (!place) throw absent(zh.organization);
  const totals = await disclosureTotals(tx, place.id, year);
  const published = await tx
    .selectFrom("duesDisclosure")
    .select(["publishedOn", "manner", "collectedFen"])
    .where("organizationId", "=", place.id)
    .where("year", "=", year)
    .executeTakeFirst();
  return {
    organizationName: place.fullName,
    year,
    dueBy: discloseBy(year).value,
    ...totals,
    collectedCapital: capitalYuan(fen(totals.collectedFen)),
    published: published ?? null,
    canPublish: published === undefined && policy.may(actor, "dues.account.write", place.orgPath),
  };
}
