import { sql } from "kysely";
import { inTreeOrder } from "#modules/organization/index.ts";
import { narrowed, type Reader } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import { absent } from "#platform/http/problem.ts";
import { addDays, type Day, earlier } from "#shared/day.ts";
import { behindWithDues } from "./arrears.ts";
import type { OverviewView } from "./contract.ts";
import { organizationInReach, yearBounds } from "./queries.ts";
import { zh } from "./zh.ts";

/** Most branches that one page shows; the totals count all. */
const ROWS = 500;

/**
 * Dues of a year beneath a place, branch by branch: how many members have dues set, what was paid for each quarter, who has
 * paid nothing for the last month that is over (this year only), what was passed upward. Results of places, never a ranking.
 */
export async function overviewView(
  looking: { readonly tx: Reader; readonly today: Day },
  organizationId: string,
  year: number,
): Promise<OverviewView> {
  const { today } = looking;
  const place = await organizationInReach(looking.tx, organizationId, today);
  if (!place) throw absent(zh.organization);
  const tx = narrowed(looking.tx, [subtree(place.orgPath)]);
  const { from, to } = yearBounds(year);
  const on = earlier(today, addDays(to, -1));
  const members = await membersByBranch(tx, on);
  const paid = await paidByBranch(tx, from, to);
  const remitted = await tx
    .selectFrom("duesRemittance")
    .select(["organizationId", sql<number>`sum(remitted_fen)::bigint`.as("fen")])
    .where("remittedOn", ">=", from)
    .where("remittedOn", "<", to)
    .where("withdrawnOn", "is", null)
    .groupBy("organizationId")
    .execute();
  const behind = on === today ? Map.groupBy(await behindWithDues(tx, today), (it) => it.organizationId) : null;
  const remittedBy = new Map(remitted.map((it) => [it.organizationId, it.fen]));
  const rows = members.map(({ organizationId: id, name, members: count, unset }) => {
    const quarters = [1, 2, 3, 4].map((quarter) => paid.get(`${id} ${quarter}`) ?? 0);
    return {
      organizationId: id,
      name,
      members: count,
      unset,
      quartersFen: quarters,
      paidFen: quarters.reduce((sum, it) => sum + it, 0),
      behind: behind === null ? null : (behind.get(id)?.length ?? 0),
      remittedFen: remittedBy.get(id) ?? 0,
    };
  });
  const total = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((sum, it) => sum + of(it), 0);
  return {
    organizationName: place.shortName,
    year,
    branches: rows.length,
    members: total((it) => it.members),
    unset: total((it) => it.unset),
    quartersFen: [0, 1, 2, 3].map((at) => total((it) => it.quartersFen[at] ?? 0)),
    paidFen: total((it) => it.paidFen),
    behind: behind === null ? null : total((it) => it.behind ?? 0),
    remittedFen: total((it) => it.remittedFen),
    rows: (await inTreeOrder(tx, on, rows, (it) => it.organizationId)).slice(0, ROWS),
  };
}

/** Branches with somebody on their roster on a day, and how many of them have no dues set for its month. */
async function membersByBranch(tx: Reader, on: Day) {
  return await tx
    .selectFrom("membership as m")
    .innerJoin("organizationVersion as v", (join) =>
      join
        .onRef("v.organizationId", "=", "m.organizationId")
        .on("v.validFrom", "<=", on)
        .on((eb) => eb.or([eb("v.validTo", "is", null), eb("v.validTo", ">", on)])),
    )
    .leftJoin("duesProfile as p", (join) =>
      join
        .onRef("p.personId", "=", "m.personId")
        .on("p.validFrom", "<=", on)
        .on((eb) => eb.or([eb("p.validTo", "is", null), eb("p.validTo", ">", on)])),
    )
    .select([
      "m.organizationId",
      "v.shortName as name",
      sql<number>`count(*)`.as("members"),
      sql<number>`count(*) filter (where p.id is null)`.as("unset"),
    ])
    .where("m.validFrom", "<=", on)
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", on)]))
    .groupBy(["m.organizationId", "v.shortName"])
    .execute();
}

/**
 * What was paid for the quarters of a year (not counting gifts), by `branch quarter`. What a branch collected that has since
 * been merged counts with the one that answers for it.
 */
async function paidByBranch(tx: Reader, from: Day, to: Day): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom("duesEntry as e")
    .innerJoin("organization as o", "o.id", "e.organizationId")
    .select([
      sql<string>`case when o.closed_on is null then o.id else coalesce(o.successor_id, o.id) end`.as("branch"),
      sql<number>`extract(quarter from e.due_month)::integer`.as("quarter"),
      sql<number>`sum(e.paid_fen)::bigint`.as("fen"),
    ])
    .where("e.dueMonth", ">=", from)
    .where("e.dueMonth", "<", to)
    .where("e.endedOn", "is", null)
    .where("e.kind", "<>", "voluntary")
    .groupBy(["branch", "quarter"])
    .execute();
  return new Map(rows.map((it) => [`${it.branch} ${it.quarter}`, it.fen]));
}
