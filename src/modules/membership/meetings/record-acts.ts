import { sql } from "kysely";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { conflict, refused } from "#platform/http/problem.ts";
import { settle } from "#platform/notices/index.ts";
import { type Day, earlier, isDay, later } from "#shared/day.ts";
import type { HeldBody, RecordBody, Recorded } from "./contract.ts";
import { bodyGiven, groupGiven, timesGiven, titleOf } from "./plan-acts.ts";
import { type Called, type Roll, rollOf } from "./roll.ts";
import { type AttendanceState, type Body, carried, type Numbers, numbersOf, quorumOf, voteFits } from "./rules.ts";
import {
  anyOf,
  branchInReach,
  heldMeeting,
  keepRevision,
  type MeetingPersonRow,
  type MeetingRow,
  tellMeeting,
} from "./writes.ts";
import { events, zh } from "./zh.ts";

interface At {
  readonly id: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly body: Body;
  readonly groupName: string | null;
  readonly meetsOn: Day;
}

type Said = Pick<RecordBody, "exceptions" | "items" | "hours">;

/** Rows that a record is made of, and what is to be said of it. */
interface Drawn {
  readonly people: readonly Record<string, unknown>[];
  readonly items: readonly Record<string, unknown>[];
  readonly tasks: readonly TaskDrawn[];
  readonly numbers: Numbers;
  readonly warnings: readonly string[];
}

interface TaskDrawn {
  readonly id: string;
  readonly known: boolean;
  readonly itemId: string;
  readonly what: string;
  readonly personId: string | null;
  readonly personName: string;
  readonly dueOn: Day;
}

/**
 * The record of a meeting from what the organiser says: all who were called were there, but for the exceptions. `known` is
 * what stands already: excuses given beforehand, or the record that is put right.
 */
function draw(roll: Roll, at: At, said: Said, known: readonly MeetingPersonRow[]): Drawn {
  const exceptions = new Map(said.exceptions.map((it) => [it.personId, it]));
  const stood = new Map(known.map((it) => [it.personId, it]));
  const called = roll.called(at.body, at.groupName, at.meetsOn);
  const recorded = known.some((it) => it.state !== "invited" && it.state !== "excused");
  // A record that stands keeps its list; whoever was not on it comes in only by name.
  const list = recorded ? called.filter((it) => stood.has(it.personId) || exceptions.has(it.personId)) : called;
  const gone = recorded ? known.filter((it) => !called.some((each) => each.personId === it.personId)) : [];
  const lines = [
    ...list.map((it) => lineOf(it, exceptions.get(it.personId), stood.get(it.personId))),
    ...gone.map((it) => ({
      personId: it.personId,
      name: it.personName,
      category: it.category,
      votes: it.votes,
      counted: it.counted,
      state: (exceptions.get(it.personId)?.state ?? it.state) as AttendanceState,
      reason: exceptions.get(it.personId)?.reason?.trim() ?? it.reason,
      bySelf: it.bySelf,
    })),
  ];
  const names = new Map(lines.map((it) => [it.personId, it.name]));
  const strangers = [...exceptions.keys()].filter((it) => !names.has(it));
  if (strangers.length > 0 || lines.length === 0)
    throw refused("meeting-stranger", zh.stranger.title, zh.stranger.detail);
  const hours = said.hours ?? 0;
  const people = lines.map(({ name, ...it }) => ({
    id: newId(),
    meetingId: at.id,
    personId: it.personId,
    personName: name,
    organizationId: at.organizationId,
    orgPath: at.orgPath,
    meetsOn: at.meetsOn,
    category: it.category,
    votes: it.votes,
    counted: it.counted,
    state: it.state,
    reason: it.state === "present" ? "" : it.reason,
    bySelf: it.bySelf,
    hours: it.state === "present" ? hours : 0,
  }));
  const numbers = numbersOf(lines);
  return { people, numbers, ...minutes(at, said, numbers, (id) => names.get(id) ?? roll.nameOf(id, at.meetsOn)) };
}

function lineOf(
  it: Called,
  exception: RecordBody["exceptions"][number] | undefined,
  stood: MeetingPersonRow | undefined,
) {
  const told = stood !== undefined && stood.state !== "invited" ? stood : undefined;
  const state: AttendanceState =
    exception?.state ?? (told?.state as AttendanceState | undefined) ?? it.entitlement.usual;
  return {
    personId: it.personId,
    name: it.name,
    category: it.category,
    votes: it.entitlement.votes,
    counted: it.entitlement.counted,
    state,
    reason: exception?.reason?.trim() || (told?.state === state ? told.reason : "") || it.why,
    bySelf: told?.state === state && told.bySelf,
  };
}

function minutes(at: At, said: Said, numbers: Numbers, nameOf: (personId: string) => string | undefined) {
  const warnings: string[] = [];
  const quorum = quorumOf(at.body, numbers);
  const tasks: TaskDrawn[] = [];
  const items = (said.items ?? []).map((it, order) => {
    const id = newId();
    if (it.vote) {
      const fits = voteFits(it.vote, numbers.presentDue);
      if (!fits.value) throw refused("meeting-vote", zh.vote.title, zh.vote.detail(fits.grounds));
      const passed = carried(it.vote, numbers.due);
      if (!passed.value && (it.decision?.trim() ?? "") !== "")
        warnings.push(`“${it.title.trim()}”${passed.grounds}，没有通过，请核对决议。`);
    }
    for (const task of it.tasks ?? []) {
      if (!isDay(task.dueOn) || task.dueOn < at.meetsOn)
        throw refused("meeting-task-due", zh.taskDue.title, zh.taskDue.detail);
      const personName = (task.personId === undefined ? task.personName?.trim() : nameOf(task.personId)) ?? "";
      if (personName === "") throw refused("meeting-task-who", zh.taskWho.title, zh.taskWho.detail);
      tasks.push({
        id: task.id ?? newId(),
        known: task.id !== undefined,
        itemId: id,
        what: task.what.trim(),
        personId: task.personId ?? null,
        personName,
        dueOn: task.dueOn,
      });
    }
    return {
      id,
      meetingId: at.id,
      orgPath: at.orgPath,
      placeInOrder: order + 1,
      title: it.title.trim(),
      discussion: it.discussion?.trim() ?? "",
      dissent: it.dissent?.trim() ?? "",
      decision: it.decision?.trim() ?? "",
      yes: it.vote?.yes ?? null,
      no: it.vote?.no ?? null,
      abstain: it.vote?.abstain ?? null,
    };
  });
  const decides = items.some((it) => it.decision !== "" || it.yes !== null);
  if (decides && at.body !== "group" && !quorum.value.reached)
    warnings.unshift(`${quorum.grounds}，按规定不能作出决议，请核对到会情况。`);
  return { items, tasks, warnings };
}

/** Columns of the meeting itself that a record fills in; what was planned stays where nothing else is said. */
function recordedColumns(doing: Doing<never>, said: RecordBody, was: Partial<MeetingRow>) {
  const text = (key: "place" | "chair" | "recorder" | "lecturer" | "superiors" | "summary"): string =>
    said[key]?.trim() ?? was[key] ?? "";
  const topic = said.topic?.trim() ?? was.topic ?? "";
  return {
    ...timesGiven({ starts: said.starts ?? was.starts ?? undefined, ends: said.ends ?? was.ends ?? undefined }),
    place: text("place"),
    chair: text("chair"),
    recorder: text("recorder"),
    lecturer: text("lecturer"),
    superiors: text("superiors"),
    summary: text("summary"),
    topic,
    topicOn: topic === "" ? null : topic === was.topic ? (was.topicOn ?? doing.today) : doing.today,
    hours: said.hours ?? was.hours ?? 0,
    recordedOn: doing.today,
    recordedBy: doing.actor.name,
  };
}

/**
 * Records a planned meeting, or puts its record right: what stood before is kept with the reason. Excuses that members gave
 * stay unless the organiser says otherwise.
 */
export async function recordMeeting(
  doing: Doing<typeof events.corrected | typeof events.recorded>,
  id: string,
  said: RecordBody,
): Promise<Recorded> {
  const { tx } = doing;
  const row = await heldMeeting(doing, id);
  if (row.cancelledOn !== null) throw conflict("meeting-cancelled", zh.cancelled.title, zh.cancelled.detail);
  if (row.answer === "asked" || row.answer === "declined")
    throw conflict("meeting-not-joined", zh.notJoined.title, zh.notJoined.detail);
  if (row.meetsOn > doing.today) throw refused("meeting-ahead", zh.ahead.title, zh.ahead.detail);
  const again = row.recordedOn !== null;
  const reason = again ? reasonGiven(said.reason) : "";
  const roll = await rollOf(tx, row.organizationId, row.meetsOn, row.meetsOn);
  const known = await tx.selectFrom("meetingPerson").selectAll().where("meetingId", "=", id).orderBy("id").execute();
  const at = { ...row, body: row.body as Body };
  const columns = recordedColumns(doing, said, row);
  const drawn = draw(roll, at, { ...said, hours: columns.hours }, known);
  if (again) await keepRevision(doing, row, reason);
  await tx.deleteFrom("meetingPerson").where("meetingId", "=", id).execute();
  await insertMany(tx, "meetingPerson", drawn.people);
  // Numbers that an imported ledger told give way to the list.
  const untold = { toldExpected: null, toldPresent: null, toldAbsent: "" };
  await tx
    .updateTable("meeting")
    .set({ ...columns, ...untold })
    .where("id", "=", id)
    .execute();
  // Of a correction that says nothing of the minutes they stay.
  if (said.items !== undefined || !again) await writeMinutes(doing, row, drawn, reason);
  await settle(tx, [id], doing.house.clock.now());
  const { present, expected } = drawn.numbers;
  const persons = drawn.tasks.flatMap((it) => (it.personId === null ? [] : [{ id: it.personId, path: row.orgPath }]));
  const event = again ? events.corrected : events.recorded;
  await tellMeeting(doing, event, row, { present, expected, reason }, persons);
  return { id, warnings: [...drawn.warnings] };
}

/** Items are written anew; tasks that stand go on, those left out are withdrawn unless they are done. */
async function writeMinutes(doing: Doing<never>, row: MeetingRow, drawn: Drawn, reason: string): Promise<void> {
  const { tx } = doing;
  const standing = await tx.selectFrom("meetingTask").selectAll().where("meetingId", "=", row.id).execute();
  const kept = new Set(drawn.tasks.filter((it) => it.known).map((it) => it.id));
  if ([...kept].some((id) => !standing.some((it) => it.id === id)))
    throw conflict("meeting-task-ended", zh.taskEnded.title, zh.taskEnded.detail);
  await tx.updateTable("meetingTask").set({ itemId: null }).where("meetingId", "=", row.id).execute();
  await tx.deleteFrom("meetingItem").where("meetingId", "=", row.id).execute();
  await insertMany(tx, "meetingItem", drawn.items);
  for (const task of drawn.tasks.filter((it) => it.known)) {
    const { id, known: _, ...set } = task;
    await tx.updateTable("meetingTask").set(set).where("id", "=", id).execute();
  }
  await insertMany(
    tx,
    "meetingTask",
    drawn.tasks.filter((it) => !it.known).map((it) => taskRow(row, it)),
  );
  const left = standing.filter((it) => !kept.has(it.id) && it.doneOn === null && it.withdrawnOn === null);
  if (left.length > 0)
    await tx
      .updateTable("meetingTask")
      .set({ withdrawnOn: doing.today, withdrawReason: reason })
      .where("id", "=", anyOf(left.map((it) => it.id)))
      .execute();
}

const taskRow = (at: Pick<At, "id" | "organizationId" | "orgPath">, { known: _known, ...it }: TaskDrawn) => ({
  ...it,
  meetingId: at.id,
  organizationId: at.organizationId,
  orgPath: at.orgPath,
});

/**
 * Records one meeting that was held without a plan. One like it on the same day is most often the same one, written down a
 * second time: then 409 `meeting-again` asks, unless `another` says that there were two.
 */
export async function recordOneHeld(
  doing: Doing<typeof events.recorded>,
  { organizationId, another, ...held }: HeldBody,
): Promise<Recorded> {
  if (another !== true) {
    const { organizationId: id } = await branchInReach(doing, organizationId);
    const there = await doing.tx
      .selectFrom("meeting")
      .select(["title", "kinds", "groupName", "recordedOn"])
      .where("organizationId", "=", id)
      .where("meetsOn", "=", pastDay(doing, held.on))
      .where("cancelledOn", "is", null)
      .orderBy("id")
      .execute();
    const alike = there.find(
      (it) =>
        (it.groupName ?? "") === (held.groupName?.trim() ?? "") &&
        it.kinds.length === held.kinds.length &&
        held.kinds.every((kind) => it.kinds.includes(kind)),
    );
    if (alike) throw conflict("meeting-again", zh.again.title, zh.again.detail(alike.title, alike.recordedOn !== null));
  }
  const [made] = await recordHeld(doing, organizationId, [held]);
  return made as Recorded;
}

/** Records meetings that were held without a plan: one as a rule, a book of them when a branch catches up. */
export async function recordHeld(
  doing: Doing<typeof events.recorded>,
  organizationId: string,
  held: readonly Omit<HeldBody, "organizationId">[],
): Promise<Recorded[]> {
  const { tx } = doing;
  const place = await branchInReach(doing, organizationId);
  const days = held.map((it) => pastDay(doing, it.on));
  const first = days[0];
  if (first === undefined) return [];
  const roll = await rollOf(tx, organizationId, days.reduce(earlier, first), days.reduce(later, first));
  const made = held.map((said, at) => {
    const meetsOn = days[at] ?? first;
    const { kinds, body } = bodyGiven(said.kinds, said.body);
    const groupName = groupGiven(roll, body, said.groupName, meetsOn);
    const row = {
      id: newId(),
      organizationId: place.organizationId,
      orgPath: place.orgPath,
      body,
      groupName,
      title: titleOf(kinds, groupName, said.title),
      meetsOn,
    };
    const columns = recordedColumns(doing, said, {});
    return { row, kinds, columns, drawn: draw(roll, row, { ...said, hours: columns.hours }, []) };
  });
  const plan = { plannedOn: doing.today, plannedBy: doing.actor.name };
  await tx
    .insertInto("meeting")
    .values(
      made.map(({ row, kinds, columns }) => ({
        ...row,
        ...columns,
        ...plan,
        kinds: sql<string[]>`${kinds as string[]}::text[]`,
      })) as never,
    )
    .execute();
  await insertMany(
    tx,
    "meetingPerson",
    made.flatMap((it) => it.drawn.people),
  );
  await insertMany(
    tx,
    "meetingItem",
    made.flatMap((it) => it.drawn.items),
  );
  await insertMany(
    tx,
    "meetingTask",
    made.flatMap(({ row, drawn }) => drawn.tasks.map((it) => taskRow(row, it))),
  );
  for (const { row, drawn } of made) {
    const { present, expected } = drawn.numbers;
    const persons = drawn.tasks.flatMap((it) => (it.personId === null ? [] : [{ id: it.personId, path: row.orgPath }]));
    await tellMeeting(doing, events.recorded, row, { present, expected }, persons);
  }
  return made.map(({ row, drawn }) => ({ id: row.id, warnings: [...drawn.warnings] }));
}

function pastDay(doing: Doing<never>, text: string): Day {
  if (!isDay(text) || text > doing.today) throw refused("meeting-ahead", zh.ahead.title, zh.ahead.detail);
  return text;
}
