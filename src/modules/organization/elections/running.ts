import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import { type ElectionRow, factsOf, storedOf } from "./file.ts";
import { type Progress, progressOf } from "./rules-progress.ts";

export interface Running {
  readonly row: ElectionRow;
  readonly progress: Progress;
  readonly name: string;
  /** The last record that stands, whatever came of it. */
  readonly last: { readonly step: string; readonly result: string; readonly happenedOn: Day } | null;
}

/** Elections under way with how far they have come: two statements, however many there are. */
export async function runningElections(tx: Reader, on: Day, organizations?: readonly string[]): Promise<Running[]> {
  let asked = tx
    .selectFrom("election")
    .innerJoin("organization as o", "o.id", "election.organizationId")
    .innerJoin("organizationVersion as v", (join) =>
      join
        .onRef("v.organizationId", "=", "election.organizationId")
        .on(sql<boolean>`(v.valid_from <= ${on}::date and (v.valid_to is null or v.valid_to > ${on}::date))`),
    )
    .selectAll("election")
    .select("v.shortName as name")
    .where("election.endedOn", "is", null)
    .where("election.openedOn", "<=", on)
    .where(sql<boolean>`(o.closed_on is null or o.closed_on > ${on}::date)`);
  if (organizations)
    asked = asked.where("election.organizationId", "=", sql<string>`any(${[...organizations]}::uuid[])`);
  const rows = await asked.orderBy("election.orgPath").execute();
  if (rows.length === 0) return [];
  const records = await tx
    .selectFrom("electionRecord")
    .select(["id", "electionId", "position", "step", "result", "happenedOn", "documentNumber", "details"])
    .where("electionId", "=", sql<string>`any(${rows.map((it) => it.id)}::uuid[])`)
    .where("withdrawnOn", "is", null)
    .where("happenedOn", "<=", on)
    .orderBy("position")
    .execute();
  const of = Map.groupBy(records, (it) => it.electionId);
  return rows.map(({ name, ...row }) => {
    const kept = (of.get(row.id) ?? []).map(storedOf);
    const last = kept.at(-1) ?? null;
    return { row, name, progress: progressOf(factsOf(row), kept), last };
  });
}
