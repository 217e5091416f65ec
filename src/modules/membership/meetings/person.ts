import { COMMITTEE_POSTS } from "#modules/organization/index.ts";
import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import { ask } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { absent } from "#platform/http/problem.ts";
import { addMonths, type Day, day, partsOf, yearEnd } from "#shared/day.ts";
import { overdue } from "#shared/finding.ts";
import type { MemberMeetings, OwnMeetings } from "./contract.ts";
import { attendanceOf, studyHoursOf } from "./queries.ts";
import { hoursAsked } from "./rules.ts";
import { type Looking, tasksIn, taskView, termOf } from "./views.ts";
import { anyOf } from "./writes.ts";
import { kindTerms } from "./zh.ts";

const SHOWN = 40;

async function isOfficer(tx: Reader, personId: string, on: Day): Promise<boolean> {
  const row = await tx
    .selectFrom("post")
    .select("id")
    .where("personId", "=", personId)
    .where("post", "in", [...COMMITTEE_POSTS])
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** On the page of a member: a year of meetings, study, tasks, talks, and how they stand in meetings. */
export async function memberMeetings(looking: Looking, personId: string): Promise<MemberMeetings> {
  const { tx, actor, policy, today } = looking;
  const person = await tx.selectFrom("person").select(["id", "orgPath"]).where("id", "=", personId).executeTakeFirst();
  if (!person) throw absent("党员");
  const { year } = partsOf(today);
  const first = day(`${year}-01-01`);
  const period = { from: first, to: yearEnd(first) };
  const attended = (await attendanceOf(tx, [personId], period)).get(personId);
  const rows = await tx
    .selectFrom("meetingPerson as p")
    .innerJoin("meeting as m", "m.id", "p.meetingId")
    .select(["m.id as meetingId", "m.title", "m.meetsOn as on", "p.state", "p.reason", "p.hours"])
    .where("p.personId", "=", personId)
    .where("m.recordedOn", "is not", null)
    .orderBy("p.meetsOn", "desc")
    .limit(SHOWN)
    .execute();
  const tasks = await tasksIn(tx).where("t.personId", "=", personId).where("t.withdrawnOn", "is", null).execute();
  const standings = await tx
    .selectFrom("meetingStanding")
    .selectAll()
    .where("personId", "=", personId)
    .orderBy("validFrom", "desc")
    .execute();
  const talks = await tx
    .selectFrom("meetingTalk")
    .selectAll()
    .where((eb) => eb.or([eb("personId", "=", personId), eb("talkerId", "=", personId)]))
    .orderBy("talkedOn", "desc")
    .limit(SHOWN)
    .execute();
  const officer = await isOfficer(tx, personId, today);
  return {
    year,
    called: attended?.called ?? 0,
    present: attended?.present ?? 0,
    excused: attended?.excused ?? 0,
    absent: attended?.absent ?? 0,
    hours: await studyHoursOf(tx, personId, period),
    asked: hoursAsked(officer).value,
    officer,
    rows: rows.map((it) => ({ ...it, stateTerm: termOf("attendance_state", it.state) })),
    tasks: tasks.map((it) => taskView(it, today)),
    standings: standings.map((it) => ({
      id: it.id,
      reasonTerm: termOf("meeting_standing", it.reason),
      approval: it.approval,
      note: it.note,
      from: it.validFrom,
      to: it.validTo,
    })),
    talks: talks.map((it) => ({
      id: it.id,
      on: it.talkedOn,
      withName: it.personId === personId ? it.talkerName : it.personName,
      content: it.content,
      withdrawn: it.withdrawnOn !== null,
    })),
    can: { write: policy.may(actor, "meeting.write", person.orgPath) },
  };
}

/** My meetings, tasks and hours. Of a meeting a member sees what was told them when they were called, and nothing of others. */
export async function ownMeetings(house: House, actor: Actor, today: Day): Promise<OwnMeetings> {
  const { year } = partsOf(today);
  const first = day(`${year}-01-01`);
  const mine = await ask(house, actor, "own", null, async ({ tx }) => ({
    lines: await tx
      .selectFrom("meetingPerson")
      .selectAll()
      .where("meetsOn", ">=", addMonths(today, -14))
      .orderBy("meetsOn", "desc")
      .execute(),
    tasks: await tx
      .selectFrom("meetingTask")
      .selectAll()
      .where("withdrawnOn", "is", null)
      .orderBy("dueOn", "desc")
      .limit(SHOWN)
      .execute(),
    standings: await tx.selectFrom("meetingStanding").selectAll().execute(),
    hours: actor.personId === null ? 0 : await studyHoursOf(tx, actor.personId, { from: first, to: yearEnd(first) }),
    member:
      (await tx.selectFrom("membership").select("id").where("validTo", "is", null).executeTakeFirst()) !== undefined,
    officer: actor.personId === null ? false : await isOfficer(tx, actor.personId, today),
  }));
  const ids = [...new Set([...mine.lines, ...mine.tasks].map((it) => it.meetingId))];
  const meetings = await house.door.read(systemScope("own-meetings"), (tx) =>
    tx
      .selectFrom("meeting")
      .select(["id", "title", "kinds", "meetsOn", "starts", "ends", "place", "topic", "recordedOn", "cancelledOn"])
      .where("id", "=", anyOf(ids))
      .execute(),
  );
  const of = new Map(meetings.map((it) => [it.id, it]));
  const lines = mine.lines.flatMap((it) => {
    const meeting = of.get(it.meetingId);
    return meeting ? [{ it, meeting }] : [];
  });
  const exempt = mine.standings.some(
    (it) =>
      ["old", "ill", "disabled"].includes(it.reason) &&
      it.validFrom <= today &&
      (it.validTo === null || it.validTo > today),
  );
  return {
    member: mine.member,
    year,
    hours: mine.hours,
    asked: hoursAsked(mine.officer).value,
    exempt,
    coming: lines
      .filter(({ meeting }) => meeting.recordedOn === null && meeting.meetsOn >= today)
      .toSorted((a, b) => (a.meeting.meetsOn < b.meeting.meetsOn ? -1 : 1))
      .map(({ it, meeting }) => ({
        id: meeting.id,
        title: meeting.title,
        kindTerms: kindTerms(meeting.kinds),
        on: meeting.meetsOn,
        starts: meeting.starts,
        ends: meeting.ends,
        place: meeting.place,
        topic: meeting.topic,
        state: meeting.cancelledOn === null ? it.state : "cancelled",
        stateTerm: meeting.cancelledOn === null ? termOf("attendance_state", it.state) : "已取消",
        reason: it.reason,
        canExcuse: meeting.cancelledOn === null && it.state === "invited",
      })),
    past: lines
      .filter(({ meeting }) => meeting.recordedOn !== null)
      .slice(0, SHOWN)
      .map(({ it, meeting }) => ({
        id: meeting.id,
        title: meeting.title,
        on: meeting.meetsOn,
        stateTerm: termOf("attendance_state", it.state),
        hours: it.hours,
      })),
    tasks: mine.tasks.map((it) => ({
      id: it.id,
      what: it.what,
      meetingTitle: of.get(it.meetingId)?.title ?? "",
      dueOn: it.dueOn,
      doneOn: it.doneOn,
      doneNote: it.doneNote,
      late: it.doneOn === null && overdue(it.dueOn, today),
    })),
  };
}
