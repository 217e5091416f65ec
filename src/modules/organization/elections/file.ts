import { sql } from "kysely";
import type { Reader, Writer } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent } from "#platform/http/problem.ts";
import { type Day } from "#shared/day.ts";
import { ladder, organizationById, versionOn, withoutVote } from "../queries.ts";
import { COMMITTEE_POSTS, domainOf, type Rung } from "../rules.ts";
import type { Particulars } from "./contract.ts";
import type { CaseFacts, StepName } from "./path.ts";
import type { Elector } from "./rules.ts";
import type { Recorded, Result } from "./rules-progress.ts";
import { zh } from "./zh.ts";

/** An election in reach; 404 when there is none. */
export async function electionRow(tx: Reader, id: string) {
  const row = await tx.selectFrom("election").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.election);
  return row;
}
export type ElectionRow = Awaited<ReturnType<typeof electionRow>>;

/** The same, held until the act ends, so that two acts upon one election wait for each other. */
export async function heldElection(tx: Writer, id: string): Promise<ElectionRow> {
  const row = await tx.selectFrom("election").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw absent(zh.election);
  return row;
}

export interface Stored extends Recorded {
  readonly id: string;
  readonly position: number;
}

export const storedOf = (row: {
  id: string;
  position: number;
  step: string;
  result: string;
  happenedOn: Day;
  documentNumber: string | null;
  details: unknown;
}): Stored => ({
  id: row.id,
  position: row.position,
  step: row.step as StepName,
  result: row.result as Result,
  happenedOn: row.happenedOn,
  documentNumber: row.documentNumber,
  details: row.details as Particulars,
});

/** The records that stand, in their order. */
export async function recordsOf(tx: Reader, electionId: string): Promise<Stored[]> {
  const rows = await tx
    .selectFrom("electionRecord")
    .selectAll()
    .where("electionId", "=", electionId)
    .where("withdrawnOn", "is", null)
    .orderBy("position")
    .execute();
  return rows.map(storedOf);
}

export const factsOf = (row: ElectionRow): CaseFacts => ({
  kind: row.kind as CaseFacts["kind"],
  form: row.form as CaseFacts["form"],
  seats: row.seats,
  deputies: row.deputies,
  officers: row.officers,
});

/** The organisation of an election today, and who above it answers. */
export interface Place {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly fullName: string;
  readonly kind: string;
  readonly village: boolean;
  readonly closedOn: Day | null;
  /** Null for the highest one: it answers itself. */
  readonly superior: Rung | null;
}

export async function placeOn(tx: Reader, organizationId: string, on: Day): Promise<Place> {
  const it = await organizationById(tx, organizationId);
  if (!it) throw absent(zh.organization);
  const version = await versionOn(tx, organizationId, on);
  const rungs = await ladder(tx, it.orgPath, on);
  const above = rungs.slice(0, -1);
  return {
    id: it.id,
    path: it.orgPath,
    name: version?.shortName ?? rungs.at(-1)?.name ?? "",
    fullName: version?.fullName ?? "",
    kind: version?.kind ?? "",
    village: domainOf(version?.areaKind ?? null) === "village",
    closedOn: it.closedOn,
    superior: above.findLast((one) => one.kind === "committee" || one.kind === "working_committee") ?? null,
  };
}

/** Appointed from above, or living by their occasion: these hold no elections of committees (branch rules 8). */
const WITHOUT_ELECTIONS = ["working_committee", "temporary_branch", "functional_branch", "group"];
export const elects = (kind: string): boolean => kind !== "" && !WITHOUT_ELECTIONS.includes(kind);

/** May this actor answer for the level above? */
export function answersFor(doing: Pick<Doing, "house" | "actor">, at: Place): boolean {
  return (
    doing.actor.system !== null || doing.house.policy.may(doing.actor, "election.decide", at.superior?.path ?? at.path)
  );
}

export interface Voter extends Elector {
  readonly name: string;
  readonly fullOn: Day | null;
  readonly away: string | null;
}

/** Everybody on the roster of a day: of the branch, or of all branches beneath a general branch or committee. */
export async function rosterOn(tx: Reader, at: Pick<Place, "id" | "path" | "kind">, on: Day): Promise<Voter[]> {
  const wide = at.kind === "committee" || at.kind === "general_branch";
  const range = subtree(at.path);
  const base = tx
    .selectFrom("membership")
    .select([
      "personId",
      "name",
      "fullOn",
      "flowDestination as away",
      sql<boolean>`case when full_on is not null then full_on <= ${on}::date else category = 'full' end`.as("full"),
    ])
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .orderBy("strokeKey")
    .orderBy("id");
  const rows = await (wide
    ? base.where("orgPath", ">=", range.lo).where("orgPath", "<", range.hi)
    : base.where("organizationId", "=", at.id)
  ).execute();
  const suspended = await withoutVote(
    tx,
    rows.map((it) => it.personId),
    on,
  );
  return rows.map((it) => ({ ...it, stopped: suspended.has(it.personId) }));
}

/** Who sits on the committee on a day. */
export async function sittingOn(
  tx: Reader,
  organizationId: string,
  on: Day,
  posts: readonly string[] = COMMITTEE_POSTS,
) {
  return await tx
    .selectFrom("post")
    .select(["id", "personId", "personName", "post", "validFrom", "termId"])
    .where("organizationId", "=", organizationId)
    .where("post", "in", posts as string[])
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .orderBy("validFrom")
    .orderBy("id")
    .execute();
}

/** The term that runs on a day, or the last one. */
export async function termOn(tx: Reader, organizationId: string, on: Day) {
  return await tx
    .selectFrom("committeeTerm")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("startOn", "<=", on)
    .orderBy("startOn", "desc")
    .executeTakeFirst();
}
