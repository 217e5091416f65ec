import { sql } from "kysely";
import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { addMonths, type Day, day, isDay, later, yearEnd } from "#shared/day.ts";
import { overdue, provisionView } from "#shared/finding.ts";
import { shortNames } from "../queries.ts";
import type { MeetingBrief, MeetingView, PersonLine, Proposal, RollView, TaskView } from "./contract.ts";
import { votesAt } from "./decisions.ts";
import { branchesOn, countsOf, happenings } from "./queries.ts";
import { lineOf, numbersView, rollOf, usualNumbers } from "./roll.ts";
import { type AttendanceState, type Body, carried, proposeYear, stateOn, topicBeforehand } from "./rules.ts";
import { anyOf, guestsOfMeeting, itemsOf, type MeetingRow, type TaskRow } from "./writes.ts";
import { kindTerms, zh } from "./zh.ts";

export interface Looking {
  readonly tx: Reader;
  readonly actor: Actor;
  readonly policy: Policy;
  readonly today: Day;
}

const WRITE = "meeting.write";

export const termOf = (set: CodeSetName, value: string): string => {
  const codes = codeSet(set);
  return codes.has(value) ? codes.term(value) : value;
};

export function taskView(row: TaskRow & { readonly meetingTitle: string; readonly meetsOn: Day }, on: Day): TaskView {
  return {
    id: row.id,
    meetingId: row.meetingId,
    meetingTitle: row.meetingTitle,
    meetsOn: row.meetsOn,
    itemId: row.itemId,
    what: row.what,
    personId: row.personId,
    personName: row.personName,
    dueOn: row.dueOn,
    doneOn: row.doneOn,
    doneBy: row.doneBy,
    doneNote: row.doneNote,
    withdrawnOn: row.withdrawnOn,
    late: row.doneOn === null && row.withdrawnOn === null && overdue(row.dueOn, on),
  };
}

/** Tasks with the meetings that decided them. */
export const tasksIn = (tx: Reader) =>
  tx
    .selectFrom("meetingTask as t")
    .innerJoin("meeting as m", "m.id", "t.meetingId")
    .selectAll("t")
    .select(["m.title as meetingTitle", "m.meetsOn"])
    .orderBy("t.dueOn")
    .orderBy("t.id");

/** Short lines of meetings, with the numbers of those that are recorded. */
export async function briefsOf(tx: Reader, rows: readonly MeetingRow[], on: Day): Promise<MeetingBrief[]> {
  const counts = await countsOf(
    tx,
    rows.filter((it) => it.recordedOn !== null).map((it) => it.id),
  );
  const convening = await tx
    .selectFrom("meeting")
    .select("jointId")
    .distinct()
    .where("jointId", "=", anyOf(rows.map((it) => it.id)))
    .execute();
  const convened = new Set(convening.map((it) => it.jointId));
  return rows.map((it) => {
    const state = stateOn(it, on).value;
    return {
      id: it.id,
      kinds: it.kinds,
      kindTerms: kindTerms(it.kinds),
      body: it.body,
      groupName: it.groupName,
      title: it.title,
      topic: it.topic,
      on: it.meetsOn,
      starts: it.starts,
      place: it.place,
      state,
      stateTerm: termOf("meeting_state", state),
      joint: it.jointId !== null || convened.has(it.id),
      expected: it.toldExpected ?? counts.get(it.id)?.expected ?? null,
      present: it.toldPresent ?? counts.get(it.id)?.present ?? null,
    };
  });
}

async function meetingInReach(tx: Reader, id: string): Promise<MeetingRow> {
  const row = await tx.selectFrom("meeting").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.meeting);
  return row;
}

/** The list of a meeting: as recorded; before that, as it would be called today, with the excuses given so far. */
async function peopleOf(tx: Reader, row: MeetingRow, on: Day): Promise<PersonLine[]> {
  const known = await tx
    .selectFrom("meetingPerson as p")
    .selectAll("p")
    .where("p.meetingId", "=", row.id)
    .orderBy("p.id")
    .execute();
  if (row.recordedOn !== null)
    return known.map((it) => ({
      personId: it.personId,
      name: it.personName,
      categoryTerm: termOf("membership_category", it.category),
      votes: it.votes,
      counted: it.counted,
      state: it.state,
      stateTerm: termOf("attendance_state", it.state),
      usual: it.state,
      reason: it.reason,
      bySelf: it.bySelf,
      grounds: "",
    }));
  const at = row.meetsOn < on ? row.meetsOn : on;
  const roll = await rollOf(tx, row.organizationId, at, at);
  const said = new Map(known.map((it) => [it.personId, it]));
  return roll.called(row.body as Body, row.groupName, at).map((it) => lineOf(it, said.get(it.personId)));
}

export async function meetingView(looking: Looking, id: string): Promise<MeetingView> {
  const { tx, actor, policy, today } = looking;
  const row = await meetingInReach(tx, id);
  const people = await peopleOf(tx, row, today);
  const body = row.body as Body;
  const recorded = row.recordedOn !== null;
  const numbers = recorded
    ? numbersView(
        body,
        people.map((it) => ({ state: it.state as AttendanceState, votes: it.votes, counted: it.counted })),
      )
    : usualNumbers(body, people);
  const items = await itemsOf(tx, id);
  const tasks = await tasksIn(tx).where("t.meetingId", "=", id).execute();
  const guests = await guestsOfMeeting(tx, id);
  const revisions = await tx
    .selectFrom("meetingRevision")
    .selectAll()
    .where("meetingId", "=", id)
    .orderBy("id", "desc")
    .execute();
  const names = await shortNames(tx, [
    row.organizationId,
    row.jointOrganizationId ?? "",
    ...guests.map((it) => it.organizationId),
  ]);
  const nameOf = (organizationId: string | null): string => names.get(organizationId ?? "") ?? "";
  const state = stateOn(row, today).value;
  const may = policy.may(actor, WRITE, row.orgPath);
  const open = row.recordedOn === null && row.cancelledOn === null;
  const joined = row.answer === null || row.answer === "joined";
  const convenes = row.jointId === null;
  const self = { id, organizationName: nameOf(row.organizationId), stateTerm: termOf("meeting_state", state) };
  const parts: MeetingView["parts"] =
    row.jointId !== null
      ? [
          {
            id: row.jointId,
            organizationName: nameOf(row.jointOrganizationId),
            convenes: true,
            stateTerm: "",
            open: false,
          },
          { ...self, convenes: false, open: true },
        ]
      : guests.length === 0
        ? []
        : [
            { ...self, convenes: true, open: true },
            ...guests.map((it) => ({
              id: it.id,
              organizationName: nameOf(it.organizationId),
              convenes: false,
              stateTerm: termOf("meeting_state", stateOn(it, today).value),
              open: policy.may(actor, "meeting.read", it.orgPath),
            })),
          ];
  const imported = row.toldExpected !== null || row.toldPresent !== null;
  return {
    id,
    organizationId: row.organizationId,
    organizationName: nameOf(row.organizationId),
    kinds: row.kinds,
    kindTerms: kindTerms(row.kinds),
    body,
    bodyTerm: body === "group" ? (row.groupName ?? "") : termOf("meeting_body", body),
    groupName: row.groupName,
    title: row.title,
    topic: row.topic,
    topicBeforehand: topicBeforehand(row.topicOn, row.meetsOn).value,
    on: row.meetsOn,
    starts: row.starts,
    ends: row.ends,
    place: row.place,
    chair: row.chair,
    recorder: row.recorder,
    lecturer: row.lecturer,
    superiors: row.superiors,
    hours: row.hours,
    summary: row.summary,
    state,
    stateTerm: termOf("meeting_state", state),
    plannedOn: row.plannedOn,
    plannedBy: row.plannedBy,
    invitedOn: row.invitedOn,
    recordedOn: row.recordedOn,
    recordedBy: row.recordedBy,
    cancelledOn: row.cancelledOn,
    cancelReason: row.cancelReason,
    told: imported ? { expected: row.toldExpected, present: row.toldPresent, absent: row.toldAbsent } : null,
    people,
    numbers,
    items: items.map((it) => {
      const vote =
        it.yes === null || it.no === null || it.abstain === null
          ? null
          : { yes: it.yes, no: it.no, abstain: it.abstain };
      return {
        id: it.id,
        title: it.title,
        discussion: it.discussion,
        dissent: it.dissent,
        decision: it.decision,
        vote,
        carried: vote === null ? null : carried(vote, numbers.due).value,
      };
    }),
    votes: await votesAt(tx, id),
    tasks: tasks.map((it) => taskView(it, today)),
    parts,
    revisions: revisions.map((it) => ({
      id: it.id,
      madeOn: it.madeOn,
      madeBy: it.madeBy,
      reason: it.reason,
      lines: stoodLines(it.stood),
    })),
    convenes,
    can: {
      change: may && open && convenes,
      invite: may && open && joined && row.meetsOn >= today,
      answer: may && open && row.jointId !== null,
      record: may && open && joined && row.meetsOn <= today,
      correct: may && recorded,
      cancel: may && open,
      restore: may && row.cancelledOn !== null,
      task: may,
    },
  };
}

/** What stood before, in a few lines that a person reads. */
function stoodLines(stood: unknown): string[] {
  const it = (typeof stood === "string" ? JSON.parse(stood) : stood) as {
    meetsOn?: string;
    starts?: string | null;
    place?: string;
    topic?: string;
    recordedOn?: string | null;
    people?: readonly { personName: string; state: string; reason: string }[];
    items?: readonly { title: string; decision: string }[];
  };
  const people = it.people ?? [];
  const away = people.filter((each) => each.state !== "present" && each.state !== "invited");
  return [
    `${it.meetsOn ?? ""}${it.starts ? ` ${it.starts}` : ""}${it.place ? `，${it.place}` : ""}${it.topic ? `，${it.topic}` : ""}`,
    ...(it.recordedOn
      ? [
          `到会${people.filter((each) => each.state === "present").length}人${away.length === 0 ? "" : `，${away.map((each) => `${each.personName}${termOf("attendance_state", each.state)}`).join("、")}`}`,
        ]
      : []),
    ...(it.items ?? []).map((each) => `${each.title}${each.decision === "" ? "" : `：${each.decision}`}`),
  ];
}

/** A branch in reach by its id, with what it has; a 404 beyond reach. */
export async function organizationInReach(
  tx: Reader,
  id: string,
): Promise<{ orgPath: string; name: string; kind: string }> {
  const row = await tx
    .selectFrom("organization as o")
    .innerJoin("organizationVersion as v", "v.organizationId", "o.id")
    .select(["o.orgPath", "v.shortName as name", "v.kind"])
    .where("o.id", "=", id)
    .orderBy("v.validFrom", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) throw absent(zh.organization);
  return row;
}

/** Who would be called, and what the last meeting of this body was like. */
export async function rollView(
  { tx, today }: Looking,
  query: {
    readonly organizationId: string;
    readonly body: string;
    readonly groupName?: string | undefined;
    readonly on: string;
  },
): Promise<RollView> {
  const place = await organizationInReach(tx, query.organizationId);
  const on = isDay(query.on) && query.on <= today ? query.on : today;
  const body = query.body as Body;
  const roll = await rollOf(tx, query.organizationId, on, on);
  const people = roll.called(body, query.groupName ?? null, on).map((it) => lineOf(it));
  const last = await tx
    .selectFrom("meeting")
    .select(["place", "starts", "ends", "chair", "recorder"])
    .where("organizationId", "=", query.organizationId)
    .where("body", "=", body)
    .where("recordedOn", "is not", null)
    .orderBy("meetsOn", "desc")
    .limit(1)
    .executeTakeFirst();
  const secretary = await tx
    .selectFrom("post")
    .select("personName")
    .where("organizationId", "=", query.organizationId)
    .where("post", "=", "secretary")
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .executeTakeFirst();
  return {
    organizationName: place.name,
    people,
    numbers: usualNumbers(body, people),
    groups: roll.groups(on),
    committee: roll.committee(on).length > 0,
    usual: {
      place: last?.place ?? "",
      starts: last?.starts ?? null,
      ends: last?.ends ?? null,
      chair: last?.chair || secretary?.personName || "",
      recorder: last?.recorder ?? "",
    },
  };
}

/** The middle of a month, where nothing is known of the habits of a branch. */
const USUAL_DAY = 10;
/** Class hours that a theme day with a lecture usually has. */
const USUAL_HOURS = { party_lecture: 2, theme_day: 2 } as const;

/** What is still missing from a year's calendar, as the rules ask for it, on the day that the branch usually takes. */
export async function proposal(
  { tx, today }: Looking,
  query: { readonly organizationId: string; readonly year: number; readonly day?: number | undefined },
): Promise<Proposal> {
  await organizationInReach(tx, query.organizationId);
  const branch = (await branchesOn(tx, today, query.organizationId))[0];
  const first = day(`${query.year}-01-01`);
  const period = { from: first, to: yearEnd(first) };
  const before = await tx
    .selectFrom("meeting")
    .select([sql<number>`extract(day from meets_on)::integer`.as("date"), "starts", "place"])
    .where("organizationId", "=", query.organizationId)
    .where(sql<boolean>`kinds @> array['theme_day']`)
    .where("meetsOn", ">=", addMonths(today, -14))
    .where("cancelledOn", "is", null)
    .orderBy("meetsOn", "desc")
    .execute();
  const times = new Map<number, number>();
  for (const it of before) times.set(it.date, (times.get(it.date) ?? 0) + 1);
  const usual = [...times].toSorted((a, b) => b[1] - a[1])[0]?.[0];
  const fixedDay = query.day ?? usual ?? USUAL_DAY;
  const there = (await happenings(tx, period, null, query.organizationId)).get(query.organizationId) ?? [];
  const facts = { committee: branch?.committee ?? false, groups: branch?.groups ?? [] };
  const found = proposeYear(facts, query.year, fixedDay, later(today, first), there);
  const habit = before[0];
  return {
    fixedDay,
    provision: provisionView(found.provision),
    meetings: (branch ? found.value : []).map((it) => ({
      kinds: [...it.kinds],
      body: it.body,
      groupName: it.groupName,
      on: it.on,
      title: zh.title(it.groupName, it.kinds),
      starts: habit?.starts ?? null,
      place: habit?.place ?? "",
      hours: it.body === "members" ? Math.max(...it.kinds.map((kind) => USUAL_HOURS[kind as "theme_day"] ?? 0)) : 0,
    })),
  };
}
