import { asSystem } from "#platform/database/door.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { change, enter, held, type Kept, tellOf, withdraw } from "#platform/kept/acts.ts";
import { isDay } from "#shared/day.ts";
import { openRow } from "../roster/rows.ts";
import { zh as membershipZh } from "../zh.ts";
import type { StandingBody, TalkBody } from "./contract.ts";
import { termOf } from "./views.ts";
import { events, zh } from "./zh.ts";

const STANDINGS: Kept<"meetingStanding"> = {
  table: "meetingStanding",
  target: "meeting-standing",
  term: zh.standing,
  told: ({ personId, personName, orgPath, reason }) => ({
    name: personName,
    details: { term: termOf("meeting_standing", reason) },
    persons: [{ id: personId, path: orgPath }],
  }),
};

const TALKS: Kept<"meetingTalk"> = {
  table: "meetingTalk",
  target: "meeting-talk",
  term: zh.talk,
  told: ({ personId, talkerId, personName, orgPath }) => ({
    name: personName,
    persons: [personId, talkerId].flatMap((id) => (id === null ? [] : [{ id, path: orgPath }])),
  }),
  withdrawn: () => conflict("meeting-withdrawn", zh.withdrawn.title, zh.withdrawn.detail),
};

/** Somebody on a roster in reach for writing. */
async function memberInReach(doing: Doing<never>, personId: string) {
  const row = await openRow(doing.tx, personId);
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(membershipZh.member);
  return row;
}

/** Declares once that a member does not stand in meetings as others do, from a day on, until a day or until further notice. */
export async function declareStanding(
  doing: Doing<typeof events.standingDeclared>,
  input: StandingBody,
): Promise<{ id: string }> {
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
  const standing = {
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
  };
  return await enter(doing, STANDINGS, standing, events.standingDeclared);
}

/** It holds no longer; what it was before stays. One that began on that very day never held. */
export async function endStanding(
  doing: Doing<typeof events.standingEnded>,
  id: string,
  text: string | undefined,
): Promise<void> {
  const row = await held(doing, STANDINGS, id);
  const on = dayGiven(doing, text);
  if (row.validTo !== null && row.validTo <= on)
    throw conflict("meeting-standing-over", zh.standingOver.title, zh.standingOver.detail);
  if (on < row.validFrom) throw refused("meeting-standing-ends", zh.standingEnds.title, zh.standingEnds.detail);
  const event = events.standingEnded;
  if (on > row.validFrom) return await change(doing, STANDINGS, row, { validTo: on }, event);
  await doing.tx.deleteFrom("meetingStanding").where("id", "=", id).execute();
  await tellOf(doing, STANDINGS, row, event);
}

/** A heart-to-heart talk between two. */
export async function recordTalk(doing: Doing<typeof events.talked>, input: TalkBody): Promise<{ id: string }> {
  const member = await memberInReach(doing, input.personId);
  if (input.talkerId === input.personId) throw refused("meeting-self", zh.self.title, zh.self.detail);
  const talker = input.talkerId === undefined ? null : await memberInReach(doing, input.talkerId);
  const talkerName = talker?.name ?? input.talkerName?.trim() ?? "";
  if (talkerName === "") throw refused("meeting-talk-who", zh.talkWho.title, zh.talkWho.detail);
  const content = input.content.trim();
  if (content === "") throw refused("meeting-empty", zh.empty.title, zh.empty.detail);
  const talk = {
    organizationId: member.organizationId,
    orgPath: member.orgPath,
    personId: input.personId,
    personName: member.name,
    talkerId: talker?.personId ?? null,
    talkerName,
    talkedOn: dayGiven(doing, input.on),
    place: input.place?.trim() ?? "",
    content,
    recordedBy: doing.actor.name,
  };
  return await enter(doing, TALKS, talk, events.talked, { talker: talkerName });
}

/** Registered in error: it stays, and no longer counts. */
export const withdrawTalk = (doing: Doing<typeof events.talkWithdrawn>, id: string, reason: string): Promise<void> =>
  withdraw(doing, TALKS, id, reason, events.talkWithdrawn);

/** A member who was called says beforehand that they cannot come. */
export async function excuseOwn(doing: Doing<typeof events.excused>, meetingId: string, text: string): Promise<void> {
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
    event: events.excused,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "meeting", id: row.meetingId, name: row.title },
    details: { reason },
    persons: personId === null ? [] : [{ id: personId, path: row.orgPath }],
  });
}
