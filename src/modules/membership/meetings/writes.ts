import { type Selectable, sql } from "kysely";
import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import { asSystem, type Reader, type Tables, type Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import { isMeetingKind, MEETING_KINDS, type MeetingKind } from "./rules.ts";
import { zh } from "./zh.ts";

export type MeetingRow = Selectable<Tables["meeting"]>;
export type MeetingPersonRow = Selectable<Tables["meetingPerson"]>;
export type ItemRow = Selectable<Tables["meetingItem"]>;
export type TaskRow = Selectable<Tables["meetingTask"]>;

/** Kinds of organisation that hold the meetings of a branch. */
export const MEETING_BRANCHES = ["branch", "joint_branch", "temporary_branch", "floating_branch"] as const;

/** A meeting in reach for writing, held until the act ends. */
export async function heldMeeting(doing: Doing<never>, id: string): Promise<MeetingRow> {
  const row = await doing.tx.selectFrom("meeting").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.meeting);
  return row;
}

/** A meeting that may still be planned: neither cancelled nor recorded. */
export function openMeeting(row: MeetingRow): MeetingRow {
  if (row.cancelledOn !== null) throw conflict("meeting-cancelled", zh.cancelled.title, zh.cancelled.detail);
  if (row.recordedOn !== null) throw conflict("meeting-held", zh.held.title, zh.held.detail);
  return row;
}

export interface BranchPlace {
  readonly organizationId: string;
  readonly orgPath: string;
  readonly name: string;
}

/** A branch in reach for writing, which stands and holds meetings. */
export async function branchInReach(doing: Doing<never>, id: string): Promise<BranchPlace> {
  const row = await doing.tx
    .selectFrom("organization as o")
    .innerJoin("organizationVersion as v", "v.organizationId", "o.id")
    .select(["o.id", "o.orgPath", "o.closedOn", "v.kind", "v.shortName"])
    .where("o.id", "=", id)
    .orderBy("v.validFrom", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.organization);
  if (row.closedOn !== null && row.closedOn <= doing.today)
    throw refused("meeting-closed", zh.closed.title, zh.closed.detail);
  if (!(MEETING_BRANCHES as readonly string[]).includes(row.kind))
    throw refused("meeting-not-branch", zh.notBranch.title, zh.notBranch.detail);
  return { organizationId: row.id, orgPath: row.orgPath, name: row.shortName };
}

export const kindsInOrder = (kinds: readonly string[]): MeetingKind[] => {
  const known = kinds.filter(isMeetingKind);
  return MEETING_KINDS.filter((it) => known.includes(it));
};

/** One row of a joint meeting. */
export interface Part {
  readonly id: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly answer: string | null;
  readonly recordedOn: Day | null;
  readonly cancelledOn: Day | null;
  readonly meetsOn: Day;
}

/** The rows of the branches that take part in a meeting which this row convenes. */
export async function guestsOfMeeting(tx: Reader, id: string): Promise<Part[]> {
  return await tx
    .selectFrom("meeting")
    .select(["id", "organizationId", "orgPath", "answer", "recordedOn", "cancelledOn", "meetsOn"])
    .where("jointId", "=", id)
    .orderBy("id")
    .execute();
}

export async function tellMeeting<E extends EventKind>(
  doing: Doing<E>,
  event: E,
  { id, title, organizationId, orgPath }: Pick<MeetingRow, "id" | "title" | "organizationId" | "orgPath">,
  details: DetailsOf<E>,
  persons: readonly { readonly id: string; readonly path: string }[] = [],
): Promise<void> {
  const target = { kind: "meeting", id, name: title };
  await tellOne(doing, event, { organizationId, orgPath, target, persons: [...persons] }, details);
}

/** What stands of a meeting, whole, before it is changed. */
export async function keepRevision(doing: Doing<never>, row: MeetingRow, reason: string): Promise<void> {
  const { tx } = doing;
  const people = await tx
    .selectFrom("meetingPerson")
    .select(["personId", "personName", "state", "reason"])
    .where("meetingId", "=", row.id)
    .orderBy("id")
    .execute();
  const items = await itemsOf(tx, row.id);
  const tasks = await tx
    .selectFrom("meetingTask")
    .select(["what", "personName", "dueOn", "doneOn", "withdrawnOn"])
    .where("meetingId", "=", row.id)
    .orderBy("id")
    .execute();
  const {
    id: _id,
    organizationId: _organization,
    orgPath: _path,
    importId: _import,
    importFile: _file,
    ...facts
  } = row;
  await tx
    .insertInto("meetingRevision")
    .values({
      id: newId(),
      meetingId: row.id,
      orgPath: row.orgPath,
      madeOn: doing.today,
      madeBy: doing.actor.name,
      reason,
      stood: JSON.stringify({
        ...facts,
        people,
        items: items.map(({ id: _item, meetingId: _meeting, orgPath: _place, ...it }) => it),
        tasks,
      }),
    })
    .execute();
}

export async function itemsOf(tx: Reader, meetingId: string): Promise<ItemRow[]> {
  return await tx
    .selectFrom("meetingItem")
    .selectAll()
    .where("meetingId", "=", meetingId)
    .orderBy("placeInOrder")
    .execute();
}

/** Accounts of these people, wherever the accounts are looked after. */
export async function accountsOf(tx: Reader, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await asSystem(tx, "meeting-notice", (system) =>
    system
      .selectFrom("account")
      .select("id")
      .where("personId", "=", anyOf(personIds))
      .where("disabledAt", "is", null)
      .execute(),
  );
  return rows.map((it) => it.id);
}

export const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

export type { Writer };
