import { sql } from "kysely";
import { ladder } from "#modules/organization/index.ts";
import type { Reader, Writer } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { suspendedOn } from "../honours/suspended.ts";
import type { Particulars } from "./contract.ts";
import { stepOf } from "./path.ts";
import { type Helping, mayApprove, type Recorded, type Result } from "./rules.ts";
import { zh } from "./zh.ts";

type Rung = Awaited<ReturnType<typeof ladder>>[number];

/** Where a case is worked on today, and the organisations above it, root first, itself last. */
export interface Workplace {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly rungs: readonly Rung[];
}

/** The numbers of a vote as they are kept: with who was entitled on the day. */
export interface Kept extends Particulars {
  readonly entitled?: number;
  readonly excludedNames?: readonly { readonly name: string; readonly reason: string }[];
  readonly names?: readonly string[];
  readonly approver?: string;
  /** What the branch meeting had on its agenda, as its minutes say it. */
  readonly agenda?: string;
}

/** One record of a case, as it is kept. */
export interface Stored extends Recorded {
  readonly id: string;
  readonly placeName: string;
  readonly recordedName: string;
  readonly opinion: string;
  readonly documentNumber: string | null;
  readonly details: Kept;
  readonly meetingId?: string | null;
}

/** Columns of a record that work on a case needs; its issued paper is asked for by name only. */
export const RECORD_COLUMNS = [
  "id",
  "caseId",
  "step",
  "result",
  "happenedOn",
  "placeName",
  "recordedName",
  "opinion",
  "documentNumber",
  "details",
  "meetingId",
  "withdrawnOn",
  "withdrawnName",
  "withdrawnReason",
] as const;

/** What the rules read of a record lies partly in its particulars. */
export function storedOf(row: {
  id: string;
  step: number;
  result: string;
  happenedOn: Day;
  placeName: string;
  recordedName: string;
  opinion: string;
  documentNumber: string | null;
  details: unknown;
  meetingId?: string | null;
}): Stored {
  const details = row.details as Kept;
  const { months, postponed, days, hours, verdict, conclusion, homeReplied, awayReplied, papers } = details;
  return {
    ...row,
    step: stepOf(row.step).name,
    result: row.result as Result,
    details,
    months,
    postponed,
    days,
    hours,
    verdict,
    conclusion,
    homeReplied,
    awayReplied,
    papers,
  };
}

/** A case in reach; 404 when there is none. */
export async function caseRow(tx: Reader, id: string) {
  const row = await tx.selectFrom("recruitingCase").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.case);
  return row;
}
export type CaseRow = Awaited<ReturnType<typeof caseRow>>;

/** The same, held until the act ends, so that two acts upon one case wait for each other. */
export async function heldCase(tx: Writer, id: string): Promise<CaseRow> {
  const row = await tx.selectFrom("recruitingCase").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw absent(zh.case);
  return row;
}

/** The records that stand, in the order of their days. */
export async function recordsOf(tx: Reader, caseId: string): Promise<Stored[]> {
  const rows = await tx
    .selectFrom("recruitingRecord")
    .select(RECORD_COLUMNS)
    .where("caseId", "=", caseId)
    .where("withdrawnOn", "is", null)
    .orderBy("happenedOn")
    .orderBy("id")
    .execute();
  return rows.map(storedOf);
}

/** Where an organisation's work goes on today: itself, or what took over from it. */
export async function workplaceOf(tx: Reader, organizationId: string, today: Day): Promise<Workplace> {
  let id = organizationId;
  for (;;) {
    const row = await tx
      .selectFrom("organization")
      .select(["id", "orgPath", "closedOn", "successorId"])
      .where("id", "=", id)
      .executeTakeFirst();
    if (!row) throw absent(zh.organization);
    if (row.closedOn !== null && row.closedOn <= today && row.successorId !== null) {
      id = row.successorId;
      continue;
    }
    const rungs = await ladder(tx, row.orgPath, today);
    return { id: row.id, path: row.orgPath, name: rungs.at(-1)?.name ?? "", rungs };
  }
}

/** The nearest organisation from here upwards that may approve; null when there is none. */
export function approverOf(at: Workplace, on: Day): Rung | null {
  return at.rungs.findLast((it) => mayApprove(it, on).value) ?? null;
}

export interface Voter extends Helping {
  readonly personId: string;
  readonly name: string;
}

/** Everybody on the roster of a place on a day, with what decides whether they may vote. */
export async function rosterOn(tx: Reader, organizationId: string, on: Day): Promise<Voter[]> {
  const rows = await tx
    .selectFrom("membership")
    .select([
      "personId",
      "name",
      sql<boolean>`case when full_on is not null then full_on <= ${on}::date else category = 'full' end`.as("full"),
    ])
    .where("organizationId", "=", organizationId)
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .orderBy("strokeKey")
    .orderBy("id")
    .execute();
  const suspended = await suspendedOn(
    tx,
    rows.map((it) => it.personId),
    on,
  );
  return rows.map((it) => ({ ...it, suspended: suspended.has(it.personId) }));
}
