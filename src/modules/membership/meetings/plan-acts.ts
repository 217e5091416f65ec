import { sql } from "kysely";
import { nearestHolders } from "#platform/access/index.ts";
import type { DetailsOf } from "#platform/audit/told.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { covers } from "#platform/database/reach.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { notify, settle } from "#platform/notices/index.ts";
import { addYears, type Day, dayInWords, isDay, yearEnd } from "#shared/day.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import { transferPlace } from "../queries.ts";
import type { NewPlans, PlanBody, PlanChange } from "./contract.ts";
import { type Roll, rollOf } from "./roll.ts";
import { type Body, bodiesOf, type MeetingKind, stateOn } from "./rules.ts";
import {
  accountsOf,
  type BranchPlace,
  branchInReach,
  guestsOfMeeting,
  heldMeeting,
  keepRevision,
  kindsInOrder,
  type MeetingRow,
  openMeeting,
  type Part,
  tellMeeting,
} from "./writes.ts";
import { events, noticeKinds, zh } from "./zh.ts";

const WRITE = "meeting.write";

/** Kinds and body as given, when they go together. */
export function bodyGiven(kinds: readonly string[], body: string): { kinds: MeetingKind[]; body: Body } {
  const ordered = kindsInOrder(kinds);
  const found = bodiesOf(ordered).find((it) => it === body);
  if (found === undefined) throw refused("meeting-kinds", zh.kinds.title, zh.kinds.detail);
  return { kinds: ordered, body: found };
}

/** The group as named, when the body is one, and somebody who would come. */
export function groupGiven(roll: Roll, body: Body, name: string | undefined, on: Day): string | null {
  const groupName = body === "group" ? (name?.trim() ?? "") : null;
  if (roll.called(body, groupName, on).length > 0) return groupName;
  if (groupName !== null) throw refused("meeting-group", zh.group.title, zh.group.detail(groupName));
  if (body === "committee") throw refused("meeting-no-committee", zh.noCommittee.title, zh.noCommittee.detail);
  throw refused("meeting-nobody", zh.nobody.title, zh.nobody.detail);
}

/** Start and end on one day. */
export function timesGiven(input: { readonly starts?: string | undefined; readonly ends?: string | undefined }) {
  const { starts = null, ends = null } = input;
  if (starts !== null && ends !== null && ends < starts)
    throw refused("meeting-times", zh.times.title, zh.times.detail);
  return { starts, ends };
}

export const titleOf = (kinds: readonly string[], groupName: string | null, title: string | undefined): string =>
  title?.trim() || zh.title(groupName, kinds);

function dayAhead(doing: Doing<never>, text: string): Day {
  if (!isDay(text) || text < doing.today) throw refused("meeting-past", zh.past.title, zh.past.detail);
  if (text > yearEnd(addYears(doing.today, 1))) throw refused("meeting-far", zh.far.title, zh.far.detail);
  return text;
}

/** What is said of a meeting before it is held, as columns. */
function planned(doing: Doing<never>, roll: Roll, input: PlanBody, was?: MeetingRow) {
  const { kinds, body } = bodyGiven(input.kinds, input.body);
  const meetsOn = dayAhead(doing, input.on);
  // Tomorrow's roster is today's as far as anybody knows.
  const groupName = groupGiven(roll, body, input.groupName, doing.today);
  const topic = input.topic?.trim() ?? "";
  return {
    kinds,
    body,
    groupName,
    meetsOn,
    ...timesGiven(input),
    title: titleOf(kinds, groupName, input.title),
    topic,
    topicOn: topic === "" ? null : was?.topic === topic ? was.topicOn : doing.today,
    place: input.place?.trim() ?? "",
    chair: input.chair?.trim() ?? "",
    lecturer: input.lecturer?.trim() ?? "",
    hours: input.hours ?? 0,
  };
}

/** Plans one meeting or a whole year of them; with other branches, each of them is asked. */
export async function planMeetings(doing: Doing<typeof events.planned>, input: NewPlans): Promise<{ ids: string[] }> {
  const at = await branchInReach(doing, input.organizationId);
  const guests = await guestsOf(doing, at, input.withOrganizationIds ?? []);
  const roll = await rollOf(doing.tx, at.organizationId, doing.today, doing.today);
  const rows = input.meetings.map((each) => ({
    id: newId(),
    organizationId: at.organizationId,
    orgPath: at.orgPath,
    ...planned(doing, roll, each),
    plannedOn: doing.today,
    plannedBy: doing.actor.name,
  }));
  if (guests.length > 0 && rows.some((it) => it.body !== "members"))
    throw refused("meeting-joint-body", zh.jointBody.title, zh.jointBody.detail);
  await writePlans(doing, rows);
  for (const guest of guests) await askGuest(doing, guest, rows);
  await doing.tell({
    event: events.planned,
    organizationId: at.organizationId,
    orgPath: at.orgPath,
    target: { kind: "organization", id: at.organizationId, name: at.name },
    details: { count: rows.length },
    persons: [],
  });
  return { ids: rows.map((it) => it.id) };
}

type PlanRow = ReturnType<typeof planned> & {
  readonly id: string;
  readonly organizationId: string;
  readonly orgPath: string;
};

async function writePlans(doing: Doing<never>, rows: readonly PlanRow[]): Promise<void> {
  for (const { kinds, ...row } of rows)
    await doing.tx
      .insertInto("meeting")
      .values({
        ...row,
        kinds: sql<string[]>`${kinds as string[]}::text[]`,
        plannedOn: doing.today,
        plannedBy: doing.actor.name,
      } as never)
      .execute();
}

async function guestsOf(doing: Doing<never>, at: BranchPlace, ids: readonly string[]): Promise<BranchPlace[]> {
  const out: BranchPlace[] = [];
  for (const id of ids) {
    if (id === at.organizationId) throw refused("meeting-joint-self", zh.jointSelf.title, zh.jointSelf.detail);
    const place = await transferPlace(doing.tx, id);
    if (!place) throw absent(zh.organization);
    if (place.closedOn !== null) throw refused("meeting-closed", zh.closed.title, zh.closed.detail);
    out.push({ organizationId: place.id, orgPath: place.path, name: place.shortName });
  }
  return out;
}

/** Each guest gets a row of its own; whoever may write there need not ask. */
async function askGuest(doing: Doing<never>, guest: BranchPlace, rows: readonly PlanRow[]): Promise<void> {
  const own = covers(doing.scope.write, guest.orgPath);
  const parts = rows.map((it) => ({
    ...it,
    id: newId(),
    jointId: it.id,
    jointOrganizationId: it.organizationId,
    jointPath: it.orgPath,
    answer: own ? "joined" : "asked",
    organizationId: guest.organizationId,
    orgPath: guest.orgPath,
  }));
  await writePlans(doing, parts);
  if (own) return;
  const accountIds = await nearestHolders(doing, WRITE, guest.orgPath, doing.today);
  for (const it of parts)
    await notify(doing.tx, {
      accountIds,
      by: doing.actor.accountId,
      kind: noticeKinds.meeting,
      title: zh.notice.jointTitle(it.title, dayInWords(it.meetsOn)),
      body: zh.notice.body(guest.name, it.place, it.topic),
      link: `/meetings/${it.id}`,
      because: zh.notice.jointBecause,
      about: [it.id],
      now: doing.house.clock.now(),
    });
}

/** The branch that was asked says whether it takes part. */
export async function answerJoint(doing: Doing<typeof events.answered>, id: string, joins: boolean): Promise<void> {
  const row = openMeeting(await heldMeeting(doing, id));
  if (row.jointId === null || row.answer === (joins ? "joined" : "declined"))
    throw conflict("meeting-answered", zh.answered.title, zh.answered.detail);
  await doing.tx
    .updateTable("meeting")
    .set({ answer: joins ? "joined" : "declined" })
    .where("id", "=", id)
    .execute();
  await settle(doing.tx, [id], doing.house.clock.now());
  await tellMeeting(doing, events.answered, row, { joins });
}

/** Another day, place or topic; those who were notified are notified again, what stood is kept. */
export async function changePlan(doing: Doing<typeof events.changed>, id: string, input: PlanChange): Promise<void> {
  const row = openMeeting(await heldMeeting(doing, id));
  if (row.jointId !== null) throw refused("meeting-not-convening", zh.notConvening.title, zh.notConvening.detail);
  const roll = await rollOf(doing.tx, row.organizationId, doing.today, doing.today);
  const set = planned(doing, roll, input, row);
  // Who was called has been told something else: then why is owed to them.
  const reason = row.invitedOn === null ? (input.reason?.trim() ?? "") : reasonGiven(input.reason);
  const parts = await guestsOfMeeting(doing.tx, id);
  if (parts.length > 0 && set.body !== "members")
    throw refused("meeting-joint-body", zh.jointBody.title, zh.jointBody.detail);
  await keepRevision(doing, row, reason);
  const shared = { ...set, kinds: sql<string[]>`${set.kinds as string[]}::text[]` } as never;
  await doing.tx.updateTable("meeting").set(shared).where("id", "=", id).execute();
  await doing.tx.updateTable("meetingPerson").set({ meetsOn: set.meetsOn }).where("meetingId", "=", id).execute();
  await doing.tx
    .updateTable("meeting")
    .set(shared)
    .where("jointId", "=", id)
    .where("recordedOn", "is", null)
    .where("cancelledOn", "is", null)
    .execute();
  await tellMeeting(doing, events.changed, row, { reason: reason === "" ? "安排调整" : reason });
  for (const part of parts) await tellPart(doing, events.changed, row, part, { reason });
  if (row.invitedOn !== null) await callAll(doing, { ...row, ...set });
}

const tellPart = <E extends EventKind>(
  doing: Doing<E>,
  event: E,
  row: MeetingRow,
  { id, organizationId, orgPath }: Part,
  details: DetailsOf<E>,
): Promise<void> => tellMeeting(doing, event, { ...row, id, organizationId, orgPath }, details);

/** Calls everybody off; the convening branch calls all branches off. */
export async function cancelMeeting(doing: Doing<typeof events.cancelled>, id: string, text: string): Promise<void> {
  const row = openMeeting(await heldMeeting(doing, id));
  const reason = reasonGiven(text);
  const set = { cancelledOn: doing.today, cancelReason: reason };
  await doing.tx.updateTable("meeting").set(set).where("id", "=", id).execute();
  const parts = await guestsOfMeeting(doing.tx, id);
  const open = parts.filter((it) => it.recordedOn === null && it.cancelledOn === null);
  for (const part of open) await doing.tx.updateTable("meeting").set(set).where("id", "=", part.id).execute();
  await settle(doing.tx, [id, ...open.map((it) => it.id)], doing.house.clock.now());
  await tellMeeting(doing, events.cancelled, row, { reason });
  for (const part of open) await tellPart(doing, events.cancelled, row, part, { reason });
  if (row.invitedOn === null) return;
  const called = await doing.tx.selectFrom("meetingPerson").select("personId").where("meetingId", "=", id).execute();
  await notify(doing.tx, {
    accountIds: await accountsOf(
      doing.tx,
      called.map((it) => it.personId),
    ),
    by: doing.actor.accountId,
    kind: noticeKinds.meeting,
    title: zh.notice.cancelled(zh.names(row.kinds), dayInWords(row.meetsOn)),
    body: reason,
    link: `/meetings/${id}`,
    because: zh.notice.cancelledBecause,
    now: doing.house.clock.now(),
  });
}

/** Takes a cancelling back. */
export async function restoreMeeting(doing: Doing<typeof events.restored>, id: string): Promise<void> {
  const row = await heldMeeting(doing, id);
  if (row.cancelledOn === null) throw conflict("meeting-not-cancelled", zh.notCancelled.title, zh.notCancelled.detail);
  const set = { cancelledOn: null, cancelReason: "" };
  const { cancelledOn } = row;
  await doing.tx.updateTable("meeting").set(set).where("id", "=", id).execute();
  // Those that were called off with it; who had withdrawn before stays so.
  await doing.tx
    .updateTable("meeting")
    .set(set)
    .where("jointId", "=", id)
    .where("cancelledOn", "=", cancelledOn)
    .where("cancelReason", "=", row.cancelReason)
    .execute();
  await tellMeeting(doing, events.restored, row, {});
}

/** Calls those who are entitled, and nobody else; who has an account gets a notice. */
export async function inviteAll(
  doing: Doing<typeof events.invited>,
  id: string,
): Promise<{ called: number; told: number }> {
  const row = openMeeting(await heldMeeting(doing, id));
  if (stateOn(row, doing.today).value === "asked" || row.answer === "declined")
    throw conflict("meeting-not-joined", zh.notJoined.title, zh.notJoined.detail);
  if (row.meetsOn < doing.today) throw refused("meeting-past", zh.past.title, zh.past.detail);
  const done = await callAll(doing, row);
  await tellMeeting(doing, events.invited, row, { called: done.called });
  return done;
}

async function callAll(doing: Doing<never>, row: MeetingRow): Promise<{ called: number; told: number }> {
  const { tx } = doing;
  const roll = await rollOf(tx, row.organizationId, doing.today, doing.today);
  const called = roll.called(row.body as Body, row.groupName, doing.today);
  const known = await tx
    .selectFrom("meetingPerson")
    .select(["personId", "state", "bySelf"])
    .where("meetingId", "=", row.id)
    .execute();
  const ids = new Set(called.map((it) => it.personId));
  const gone = known.filter((it) => !ids.has(it.personId)).map((it) => it.personId);
  for (const personId of gone)
    await tx.deleteFrom("meetingPerson").where("meetingId", "=", row.id).where("personId", "=", personId).execute();
  const before = new Set(known.map((it) => it.personId));
  const fresh = called.filter((it) => !before.has(it.personId));
  await insertMany(
    tx,
    "meetingPerson",
    fresh.map((it) => ({
      id: newId(),
      meetingId: row.id,
      personId: it.personId,
      personName: it.name,
      organizationId: row.organizationId,
      orgPath: row.orgPath,
      meetsOn: row.meetsOn,
      category: it.category,
      votes: it.entitlement.votes,
      counted: it.entitlement.counted,
      state: "invited",
      reason: "",
      bySelf: false,
      hours: 0,
    })),
  );
  await tx.updateTable("meeting").set({ invitedOn: doing.today }).where("id", "=", row.id).execute();
  // Nobody is asked who need not come: old and ill members hear of it from those who visit them.
  const asked = called.filter((it) => it.entitlement.usual === "present").map((it) => it.personId);
  const place = await transferPlace(tx, row.organizationId);
  const told = await notify(tx, {
    accountIds: await accountsOf(tx, asked),
    by: doing.actor.accountId,
    kind: noticeKinds.meeting,
    title: zh.notice.title(zh.names(row.kinds), dayInWords(row.meetsOn), row.starts === null ? "" : ` ${row.starts} `),
    body: zh.notice.body(place?.shortName ?? "", row.place, row.topic),
    link: `/meetings/${row.id}`,
    because: zh.notice.because,
    about: [row.id],
    now: doing.house.clock.now(),
  });
  return { called: called.length, told };
}
