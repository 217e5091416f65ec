import { asSystem } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import { isDay } from "#shared/day.ts";
import { openRow } from "../roster/rows.ts";
import { zh as membershipZh } from "../zh.ts";
import type { StandingBody, TalkBody } from "./contract.ts";
import { zh } from "./zh.ts";

/** Somebody on a roster in reach for writing. */
async function memberInReach(doing: Doing, personId: string) {
  const row = await openRow(doing.tx, personId);
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(membershipZh.member);
  return row;
}

/** Declares once that a member does not stand in meetings as others do, from a day on, until a day or until further notice. */
export async function declareStanding(doing: Doing, input: StandingBody): Promise<{ id: string }> {
  // Why somebody does not vote is entered where few read it (honours/), and the roll follows from there.
  if (input.reason === "on_probation" || input.reason === "detained")
    throw refused("meeting-standing-restricted", zh.standingRestricted.title, zh.standingRestricted.detail, {
      faults: [{ pointer: "/reason", message: zh.standingRestricted.detail }],
    });
  const member = await memberInReach(doing, input.personId);
  const from = dayGiven(doing, input.from);
  const to = input.to ?? null;
  if (to !== null && (!isDay(to) || to <= from))
    throw refused("meeting-standing-ends", zh.standingEnds.title, zh.standingEnds.detail);
  const others = await doing.tx
    .selectFrom("meetingStanding")
    .select(["validFrom", "validTo"])
    .where("personId", "=", input.personId)
    .forUpdate()
    .execute();
  if (others.some((it) => (to === null || it.validFrom < to) && (it.validTo === null || it.validTo > from)))
    throw conflict("meeting-stands-already", zh.standsAlready.title, zh.standsAlready.detail);
  const id = newId();
  await doing.tx
    .insertInto("meetingStanding")
    .values({
      id,
      personId: input.personId,
      personName: member.name,
      organizationId: member.organizationId,
      orgPath: member.orgPath,
      reason: input.reason,
      approval: input.approval?.trim() ?? "",
      note: input.note?.trim() ?? "",
      validFrom: from,
      validTo: to,
      declaredOn: doing.today,
      declaredBy: doing.actor.name,
    })
    .execute();
  await tellStanding(doing, "membership.meeting.standing-declared", {
    id,
    personId: input.personId,
    personName: member.name,
    organizationId: member.organizationId,
    orgPath: member.orgPath,
    reason: input.reason,
  });
  return { id };
}

/** It holds no longer; what it was before stays. One that began on that very day never held. */
export async function endStanding(doing: Doing, id: string, text: string | undefined): Promise<void> {
  const { tx } = doing;
  const row = await tx.selectFrom("meetingStanding").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.standing);
  const on = dayGiven(doing, text);
  if (row.validTo !== null && row.validTo <= on)
    throw conflict("meeting-standing-over", zh.standingOver.title, zh.standingOver.detail);
  if (on < row.validFrom) throw refused("meeting-standing-ends", zh.standingEnds.title, zh.standingEnds.detail);
  if (on === row.validFrom) await tx.deleteFrom("meetingStanding").where("id", "=", id).execute();
  else await tx.updateTable("meetingStanding").set({ validTo: on }).where("id", "=", id).execute();
  await tellStanding(doing, "membership.meeting.standing-ended", row);
}

async function tellStanding(
  doing: Doing,
  event: string,
  row: {
    readonly id: string;
    readonly personId: string;
    readonly personName: string;
    readonly organizationId: string;
    readonly orgPath: string;
    readonly reason: string;
  },
): Promise<void> {
  const codes = codeSet("meeting_standing");
  await doing.tell({
    event,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "meeting-standing", id: row.id, name: row.personName },
    details: { term: codes.has(row.reason) ? codes.term(row.reason) : row.reason },
    persons: [{ id: row.personId, path: row.orgPath }],
  });
}

/** A heart-to-heart talk between two. */
export async function recordTalk(doing: Doing, input: TalkBody): Promise<{ id: string }> {
  const member = await memberInReach(doing, input.personId);
  if (input.talkerId === input.personId) throw refused("meeting-self", zh.self.title, zh.self.detail);
  const talker = input.talkerId === undefined ? null : await memberInReach(doing, input.talkerId);
  const talkerName = talker?.name ?? input.talkerName?.trim() ?? "";
  if (talkerName === "") throw refused("meeting-talk-who", zh.talkWho.title, zh.talkWho.detail);
  const content = input.content.trim();
  if (content === "") throw refused("meeting-empty", zh.empty.title, zh.empty.detail);
  const id = newId();
  const { organizationId, orgPath } = member;
  await doing.tx
    .insertInto("meetingTalk")
    .values({
      id,
      organizationId,
      orgPath,
      personId: input.personId,
      personName: member.name,
      talkerId: talker?.personId ?? null,
      talkerName,
      talkedOn: dayGiven(doing, input.on),
      place: input.place?.trim() ?? "",
      content,
      recordedBy: doing.actor.name,
    })
    .execute();
  await doing.tell({
    event: "membership.meeting.talked",
    organizationId,
    orgPath,
    target: { kind: "meeting-talk", id, name: member.name },
    details: { talker: talkerName },
    persons: [input.personId, ...(talker ? [talker.personId] : [])].map((it) => ({ id: it, path: orgPath })),
  });
  return { id };
}

/** Registered in error: it stays, and no longer counts. */
export async function withdrawTalk(doing: Doing, id: string, text: string): Promise<void> {
  const { tx } = doing;
  const row = await tx.selectFrom("meetingTalk").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.talk);
  if (row.withdrawnOn !== null) throw conflict("meeting-withdrawn", zh.withdrawn.title, zh.withdrawn.detail);
  const reason = reasonGiven(text);
  await tx
    .updateTable("meetingTalk")
    .set({ withdrawnOn: doing.today, withdrawReason: reason })
    .where("id", "=", id)
    .execute();
  await doing.tell({
    event: "membership.meeting.talk-withdrawn",
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "meeting-talk", id, name: row.personName },
    details: { reason },
    persons: [{ id: row.personId, path: row.orgPath }],
  });
}

/** A member who was called says beforehand that they cannot come. */
export async function excuseOwn(doing: Doing, meetingId: string, text: string): Promise<void> {
  const { personId } = doing.actor;
  const reason = text.trim();
  if (reason === "") throw refused("meeting-empty", zh.empty.title, zh.empty.detail);
  const row = await asSystem(doing.tx, "own-meetings", async (tx) => {
    const found =
      personId === null
        ? undefined
        : await tx
            .selectFrom("meetingPerson as p")
            .innerJoin("meeting as m", "m.id", "p.meetingId")
            .select([
              "p.id",
              "m.id as meetingId",
              "m.title",
              "m.organizationId",
              "m.orgPath",
              "m.meetsOn",
              "m.recordedOn",
            ])
            .select("m.cancelledOn")
            .where("p.meetingId", "=", meetingId)
            .where("p.personId", "=", personId)
            .executeTakeFirst();
    if (!found) throw absent(zh.meeting);
    if (found.recordedOn !== null || found.cancelledOn !== null || found.meetsOn < doing.today)
      throw conflict("meeting-excused", zh.excused.title, zh.excused.detail);
    await tx
      .updateTable("meetingPerson")
      .set({ state: "excused", reason, bySelf: true })
      .where("id", "=", found.id)
      .execute();
    return found;
  });
  await doing.tell({
    event: "membership.meeting.excused",
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "meeting", id: row.meetingId, name: row.title },
    details: { reason },
    persons: personId === null ? [] : [{ id: personId, path: row.orgPath }],
  });
}
