import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";
import type { MeetingView } from "./contract.ts";
import { type AttendanceState, numbersOf } from "./rules.ts";
import { MEETING_BRANCHES, tellMeeting } from "./writes.ts";
import { events, zh } from "./zh.ts";

/** What the members of a branch voted on, as the case says it that the vote belongs to. */
export interface BranchVote {
  readonly organizationId: string;
  readonly orgPath: string;
  readonly kind: string;
  readonly on: Day;
  readonly entitled: number;
  readonly present: number;
}

/**
 * The members' meeting in the ledger at which a branch voted on a day: the one that stands there, planned or recorded, else
 * one made from the numbers of the vote, whose names and place the branch adds when it has them. `present`: how many with a
 * vote the ledger has there, where it knows. Null for organisations that keep no ledger.
 */
export async function meetingOfVote(
  doing: Doing,
  vote: BranchVote,
): Promise<{ readonly id: string; readonly present: number | null } | null> {
  if (!(MEETING_BRANCHES as readonly string[]).includes(vote.kind)) return null;
  const { tx, today, actor } = doing;
  const standing = await tx
    .selectFrom("meeting")
    .select(["id", "recordedOn", "toldPresent", "importId"])
    .where("organizationId", "=", vote.organizationId)
    .where("meetsOn", "=", vote.on)
    .where("body", "=", "members")
    .where("cancelledOn", "is", null)
    .where(sql<boolean>`kinds @> ${["members_meeting"]}::text[]`)
    .where((eb) => eb.or([eb("answer", "is", null), eb("answer", "=", "joined")]))
    .orderBy("id")
    .executeTakeFirst();
  if (standing) {
    // Numbers that another vote of the day brought say nothing of this one: others may have been left out of the count.
    if (standing.recordedOn === null || (standing.toldPresent !== null && standing.importId === null))
      return { id: standing.id, present: null };
    if (standing.toldPresent !== null) return { id: standing.id, present: standing.toldPresent };
    const list = await tx
      .selectFrom("meetingPerson")
      .select(["state", "votes", "counted"])
      .where("meetingId", "=", standing.id)
      .execute();
    const numbers = numbersOf(list.map((it) => ({ ...it, state: it.state as AttendanceState })));
    return { id: standing.id, present: numbers.presentDue };
  }
  const { organizationId, orgPath } = vote;
  const made = { id: newId(), organizationId, orgPath, title: zh.title(null, ["members_meeting"]) };
  await tx
    .insertInto("meeting")
    .values({
      ...made,
      kinds: sql<string[]>`${["members_meeting"]}::text[]`,
      body: "members",
      meetsOn: vote.on,
      toldExpected: vote.entitled,
      toldPresent: vote.present,
      plannedOn: today,
      plannedBy: actor.name,
      recordedOn: today,
      recordedBy: actor.name,
    } as never)
    .execute();
  await tellMeeting(doing, events.recorded, made, { present: vote.present, expected: vote.entitled });
  return { id: made.id, present: null };
}

/**
 * A vote was taken back. The meeting stays if it stands for itself; one that was made from votes alone, none of which is
 * left, was none.
 */
export async function meetingWithoutVote(doing: Doing, id: string, reason: string): Promise<void> {
  const { tx } = doing;
  const row = await tx
    .updateTable("meeting as m")
    .set({ recordedOn: null, recordedBy: null, cancelledOn: doing.today, cancelReason: reason })
    .where("m.id", "=", id)
    .where("m.cancelledOn", "is", null)
    .where("m.toldPresent", "is not", null)
    .where("m.importId", "is", null)
    .where("m.summary", "=", "")
    .where((eb) =>
      eb.and(
        [
          eb.selectFrom("meetingPerson as p").select("p.id").whereRef("p.meetingId", "=", "m.id"),
          eb.selectFrom("meetingItem as i").select("i.id").whereRef("i.meetingId", "=", "m.id"),
          eb
            .selectFrom("recruitingRecord as r")
            .select("r.id")
            .whereRef("r.meetingId", "=", "m.id")
            .where("r.withdrawnOn", "is", null),
        ].map((some) => eb.not(eb.exists(some))),
      ),
    )
    .returning(["m.id", "m.title", "m.organizationId", "m.orgPath"])
    .executeTakeFirst();
  if (row) await tellMeeting(doing, events.cancelled, row, { reason });
}

/** What of the particulars of a record says how the branch voted (recruiting/file.ts). */
interface VoteKept {
  readonly agenda?: string;
  readonly entitled?: number;
  readonly vote?: {
    readonly yes: number;
    readonly no: number;
    readonly abstain: number;
    readonly writtenYes?: number;
    readonly writtenNo?: number;
  };
}

/** What was voted on at a meeting in cases of recruiting: the votes lie there, and are read. */
export async function votesAt(tx: Reader, meetingId: string): Promise<MeetingView["votes"]> {
  const rows = await tx
    .selectFrom("recruitingRecord")
    .select(["id", "caseId", "result", "details"])
    .where("meetingId", "=", meetingId)
    .where("withdrawnOn", "is", null)
    .orderBy("id")
    .execute();
  return rows.flatMap(({ id, caseId, result, details }) => {
    const { agenda = "", entitled = 0, vote } = details as VoteKept;
    if (!vote) return [];
    const { yes, no, abstain, writtenYes = 0, writtenNo = 0 } = vote;
    return [
      { id, caseId, title: agenda, entitled, yes, no, abstain, writtenYes, writtenNo, carried: result !== "rejected" },
    ];
  });
}
