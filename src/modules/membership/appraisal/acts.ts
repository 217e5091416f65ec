import { randomUUID } from "node:crypto";
import type { Updateable } from "kysely";
import { makeSigningKey } from "#platform/anonymous/index.ts";
import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import type { Tables } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { covers } from "#platform/database/reach.ts";
import { faultsOf } from "#platform/forms/faults.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { faultyInput } from "#platform/http/shape.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, isDay } from "#shared/day.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import { organizationInReach } from "../dues/queries.ts";
import { suspendedOn } from "../honours/suspended.ts";
import { zh as membershipZh } from "../zh.ts";
import { DISPOSING } from "./asks.ts";
import type { Disposing, Grading, Opening, PaperCount, Publication, RectifyEnd } from "./contract.ts";
import { noOpener, votersIn, youngOf } from "./openers.ts";
import { FOUR_GRADES, RECTIFY } from "./provisions.ts";
import { type AppraisalRow, candidates, type ItemRow, itemsOf, votersOf } from "./queries.ts";
import {
  ballotPossible,
  CROWD_LEAST,
  countsFit,
  GRADES,
  type Grade,
  mayRectify,
  type Stage,
  stageOf,
  withinCeiling,
} from "./rules.ts";
import { events, zh } from "./zh.ts";

/** Where the signing key of an appraisal is bound to. */
export const keyPlace = (id: string) => ({ table: "appraisal", column: "signing_key_cipher", row: id });

/** An appraisal in reach of the writer, held until the act ends; refused when it stands elsewhere. */
async function heldAt(doing: Doing<never>, id: string, ...stages: readonly Stage[]): Promise<AppraisalRow> {
  const row = await doing.tx.selectFrom("appraisal").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.appraisal);
  if (!stages.includes(stageOf(row, doing.today).value))
    throw conflict("appraisal-stage", zh.stage.title, zh.stage.detail);
  return row;
}

const setRow = async (doing: Doing<never>, id: string, set: Updateable<Tables["appraisal"]>): Promise<void> => {
  await doing.tx.updateTable("appraisal").set(set).where("id", "=", id).execute();
};

/** Events of an appraisal all say its year. */
type OfAppraisal<E> = Omit<DetailsOf<E>, "year">;

async function tellOf<E extends EventKind>(
  doing: Doing<E>,
  event: E,
  row: Pick<AppraisalRow, "id" | "organizationId" | "orgPath" | "year">,
  details: OfAppraisal<E>,
): Promise<void> {
  const { id, organizationId, orgPath, year } = row;
  const place = await organizationInReach(doing.tx, organizationId, doing.today);
  const target = { kind: "appraisal", id, name: place?.shortName ?? "" };
  await tellOne(doing, event, { organizationId, orgPath, target, persons: [] }, { year, ...details } as DetailsOf<E>);
}

/** The secretary opens the year's appraisal over the roster of the day. */
export async function openAppraisal(doing: Doing<typeof events.opened>, input: Opening): Promise<{ id: string }> {
  const { tx, today } = doing;
  const place = await organizationInReach(tx, input.organizationId, today);
  if (!place || !covers(doing.scope.write, place.orgPath)) throw absent(membershipZh.organization);
  const thisYear = Number(today.slice(0, 4));
  if (input.year !== thisYear && input.year !== thisYear - 1)
    throw refused("appraisal-year", zh.year.title, zh.year.detail);
  const before = await tx
    .selectFrom("appraisal")
    .select("id")
    .where("organizationId", "=", place.id)
    .where("year", "=", input.year)
    .where("withdrawnOn", "is", null)
    .executeTakeFirst();
  if (before) throw conflict("appraisal-exists", zh.exists.title, zh.exists.detail);
  const people = await candidates(tx, place.id, today);
  const exempt = new Map((input.exempt ?? []).map((it) => [it.personId, it.reason]));
  const silent = new Set(input.notVoting ?? []);
  const known = new Set(people.map((it) => it.personId));
  if ([...exempt.keys(), ...silent].some((it) => !known.has(it)))
    throw refused("appraisal-stranger", zh.stranger.title, zh.stranger.detail);
  const id = newId();
  const where = { organizationId: place.id, orgPath: place.orgPath };
  const items = people.map((it) => ({
    // Random, unlike our other ids: it is the question on the ballots.
    id: randomUUID(),
    appraisalId: id,
    ...where,
    year: input.year,
    personId: it.personId,
    personName: it.name,
    strokeKey: it.strokeKey,
    exempt: it.exempt ?? exempt.get(it.personId) ?? null,
  }));
  const graded = items.filter((it) => it.exempt === null).length;
  if (graded === 0) throw refused("appraisal-nobody", zh.nobody.title, zh.nobody.detail);
  const voters = people.filter((it) => it.category === "full" && !it.suspended && !silent.has(it.personId));
  const possible = ballotPossible(voters.length);
  if (input.manner === "ballot" && !possible.value)
    throw refused("appraisal-crowd", zh.crowd.title, zh.crowd.detail(voters.length, CROWD_LEAST), {
      provision: possible.provision,
    });
  if (input.manner === "ballot")
    await noOpener(
      doing,
      voters.map((it) => it.personId),
    );
  await tx
    .insertInto("appraisal")
    .values({
      id,
      ...where,
      year: input.year,
      manner: input.manner,
      ceiling: input.ceiling,
      openedOn: today,
      openedBy: doing.actor.name,
    })
    .execute();
  await insertMany(tx, "appraisalItem", items);
  await insertMany(
    tx,
    "appraisalVoter",
    voters.map((it) => ({ id: newId(), appraisalId: id, ...where, personId: it.personId })),
  );
  await tellOf(doing, events.opened, { id, ...where, year: input.year }, { graded });
  return { id };
}

/** Mutual appraisal and the ballot begin: a box with a key of its own, or the tellers with paper. */
export async function startVoting(doing: Doing<typeof events.voting>, id: string): Promise<void> {
  const row = await heldAt(doing, id, "self");
  await withoutSuspended(doing, id);
  if (row.manner === "ballot") {
    await noOpener(doing, await votersIn(doing.tx, id));
    const key = await makeSigningKey();
    const items = await itemsOf(doing.tx, id);
    const questions = items.filter((it) => it.exempt === null).map((it) => it.id);
    // The box is made by the other side's own transaction; one that nobody learns of stays empty for ever.
    const boxId = await doing.house.anonymous.open({ publicKey: key.publicKey, questions, choices: GRADES });
    await setRow(doing, id, {
      votingOn: doing.today,
      boxId,
      publicKey: key.publicKey,
      signingKeyCipher: doing.house.keyring.seal(key.privateKey, keyPlace(id)),
    });
  } else await setRow(doing, id, { votingOn: doing.today });
  await tellOf(doing, events.voting, row, {});
}

/** Whoever does not exercise the right to vote on the day that the voting begins is no longer on the list of voters. */
async function withoutSuspended(doing: Doing<never>, id: string): Promise<void> {
  const { tx, today } = doing;
  const voters = await tx.selectFrom("appraisalVoter").select("personId").where("appraisalId", "=", id).execute();
  const suspended = await suspendedOn(
    tx,
    voters.map((it) => it.personId),
    today,
  );
  if (suspended.size === 0) return;
  await tx
    .deleteFrom("appraisalVoter")
    .where("appraisalId", "=", id)
    .where("personId", "in", [...suspended])
    .execute();
}

/** The box is opened as a whole and the key destroyed: totals only come over to this side. */
export async function closeVoting(doing: Doing<typeof events.counted>, id: string): Promise<void> {
  const row = await heldAt(doing, id, "voting");
  if (row.manner !== "ballot" || row.boxId === null) throw conflict("appraisal-stage", zh.stage.title, zh.stage.detail);
  const personIds = await votersIn(doing.tx, id);
  await noOpener(doing, personIds);
  const { taken } = await votersOf(doing.tx, id);
  const young = await youngOf(doing.tx, personIds, doing.house.clock.now());
  const count = await doing.house.anonymous.settle(row.boxId);
  if (count === "few")
    throw refused("appraisal-few", zh.few.title, zh.few.detail(CROWD_LEAST), {
      provision: ballotPossible(0).provision,
    });
  const returned = count.sheets + count.unreadable;
  if (returned > taken) throw refused("appraisal-stuffed", zh.stuffed.title, zh.stuffed.detail);
  for (const it of await itemsOf(doing.tx, id)) {
    if (it.exempt !== null) continue;
    const marks = count.marks.get(it.id) ?? {};
    await doing.tx
      .updateTable("appraisalItem")
      .set({
        excellent: marks["excellent"] ?? 0,
        qualified: marks["qualified"] ?? 0,
        barely: marks["barely_qualified"] ?? 0,
        unqualified: marks["unqualified"] ?? 0,
      })
      .where("id", "=", it.id)
      .execute();
  }
  const { sheets: valid, unreadable } = count;
  const counts = { issued: taken, returned, valid, unreadable, tellers: zh.tellers };
  await setRow(doing, id, {
    ...counts,
    youngAccounts: young.accounts,
    youngOpeners: young.by,
    countedOn: doing.today,
    signingKeyCipher: null,
  });
  await tellOf(doing, events.counted, row, { valid });
}

/** What was cast by telephone is thrown away unread; the meeting votes on paper. */
export async function voteOnPaper(doing: Doing<typeof events.toPaper>, id: string): Promise<void> {
  const row = await heldAt(doing, id, "voting");
  if (row.manner !== "ballot") throw conflict("appraisal-stage", zh.stage.title, zh.stage.detail);
  if (row.boxId !== null) await doing.house.anonymous.discard(row.boxId);
  await setRow(doing, id, { manner: "paper", boxId: null, publicKey: null, signingKeyCipher: null });
  await tellOf(doing, events.toPaper, row, {});
}

/** The totals of the tellers. */
export async function recordCount(doing: Doing<typeof events.counted>, id: string, input: PaperCount): Promise<void> {
  const row = await heldAt(doing, id, "voting");
  if (row.manner !== "paper") throw conflict("appraisal-stage", zh.stage.title, zh.stage.detail);
  wholeList(await itemsOf(doing.tx, id), input.marks);
  const { voters } = await votersOf(doing.tx, id);
  const fits = countsFit(input, voters, input.marks);
  if (!fits.value) throw refused("appraisal-counts", zh.counts.title, zh.counts.detail, { provision: fits.provision });
  for (const { itemId, ...marks } of input.marks)
    await doing.tx.updateTable("appraisalItem").set(marks).where("id", "=", itemId).execute();
  const { issued, returned, valid } = input;
  await setRow(doing, id, { issued, returned, valid, tellers: input.tellers.trim(), countedOn: doing.today });
  await tellOf(doing, events.counted, row, { valid });
}

/** One line for everybody who is graded, and for nobody else. */
function wholeList(items: readonly ItemRow[], lines: readonly { readonly itemId: string }[]): void {
  const wanted = new Set(items.filter((it) => it.exempt === null).map((it) => it.id));
  const given = new Set(lines.map((it) => it.itemId));
  if (given.size !== lines.length || given.size !== wanted.size || [...given].some((it) => !wanted.has(it)))
    throw refused("appraisal-whole", zh.whole.title, zh.whole.detail);
}

/** The committee's opinion and grade for each; again until it is published. */
export async function gradeMembers(doing: Doing<typeof events.graded>, id: string, input: Grading): Promise<void> {
  const row = await heldAt(doing, id, "counted", "graded");
  const items = await itemsOf(doing.tx, id);
  wholeList(items, input.grades);
  const grades = input.grades.map((it): Grade => it.grade);
  const within = withinCeiling(grades, row.ceiling as "third");
  if (!within.value)
    throw refused("appraisal-ceiling", zh.ceiling.title, zh.ceiling.detail(within.grounds), {
      provision: within.provision,
    });
  for (const { itemId, grade, opinion = "" } of input.grades) {
    const name = items.find((it) => it.id === itemId)?.personName ?? "";
    if (grade === "unqualified" && opinion.trim() === "")
      throw refused("appraisal-opinion", zh.opinion.title, zh.opinion.detail(name), { provision: FOUR_GRADES });
    await doing.tx
      .updateTable("appraisalItem")
      .set({ grade, opinion: opinion.trim() })
      .where("id", "=", itemId)
      .execute();
  }
  const decidedAt = input.decidedAt.trim();
  await setRow(doing, id, { gradedOn: doing.today, decidedAt });
  await tellOf(doing, events.graded, row, { decidedAt });
}

/** The result is made known to the members of the branch; from now on they see it in Pocket. */
export async function publishAppraisal(
  doing: Doing<typeof events.published>,
  id: string,
  input: Publication,
): Promise<void> {
  const row = await heldAt(doing, id, "graded");
  const publishedOn = dayGiven(doing, input.publishedOn);
  if (row.gradedOn !== null && publishedOn < row.gradedOn)
    throw refused("appraisal-date", zh.date.title, zh.date.detail);
  const manner = input.manner.trim();
  await setRow(doing, id, { publishedOn, publishManner: manner });
  await tellOf(doing, events.published, row, { manner });
}

/** Opened by mistake, or to be done again: nothing is deleted, what lies in the box is thrown away unread. */
export async function withdrawAppraisal(
  doing: Doing<typeof events.withdrawn>,
  id: string,
  reason: string,
): Promise<void> {
  const row = await heldAt(doing, id, "self", "voting", "counted", "graded");
  if (row.boxId !== null && row.countedOn === null) await doing.house.anonymous.discard(row.boxId);
  await setRow(doing, id, { withdrawnOn: doing.today, withdrawReason: reason.trim(), signingKeyCipher: null });
  await tellOf(doing, events.withdrawn, row, { reason: reason.trim() });
}

/** An item in reach whose member was found 不合格 in a published appraisal. */
async function unqualified(doing: Doing<never>, itemId: string): Promise<ItemRow> {
  const item = await doing.tx
    .selectFrom("appraisalItem")
    .selectAll()
    .where("id", "=", itemId)
    .forUpdate()
    .executeTakeFirst();
  if (!item || !covers(doing.scope.write, item.orgPath)) throw absent(zh.item);
  if (item.grade !== "unqualified")
    throw refused("appraisal-not-unqualified", zh.notUnqualified.title, zh.notUnqualified.detail);
  const row = await doing.tx
    .selectFrom("appraisal")
    .select("publishedOn")
    .where("id", "=", item.appraisalId)
    .executeTakeFirst();
  if (!row?.publishedOn) throw refused("appraisal-not-published", zh.notPublished.title, zh.notPublished.detail);
  return item;
}

/** What follows for somebody 不合格: a time for mending of at most a year, or a procedure by which membership ends. */
export async function dispose(doing: Doing<typeof events.disposed>, itemId: string, input: Disposing): Promise<void> {
  // What one disposition does not ask would be dropped without a word.
  const faults = faultsOf(DISPOSING, input, doing.today, { nothingNeeded: true });
  if (faults.length > 0) throw faultyInput(faults);
  const item = await unqualified(doing, itemId);
  const rectify = input.disposition === "rectify" ? rectifyDays(input.from ?? doing.today, input.to) : null;
  await doing.tx
    .updateTable("appraisalItem")
    .set({
      disposition: input.disposition,
      rectifyFrom: rectify?.from ?? null,
      rectifyTo: rectify?.to ?? null,
      rectifyHelp: rectify === null ? "" : (input.help?.trim() ?? ""),
      rectifiedOn: null,
      rectifyOutcome: null,
    })
    .where("id", "=", itemId)
    .execute();
  const term = codeSet("appraisal_disposition").term(input.disposition);
  await tellItem(doing, events.disposed, item, { term, to: rectify?.to ?? null });
}

function rectifyDays(from: string, to: string | undefined): { from: Day; to: Day } {
  const given = isDay(from) && to !== undefined && isDay(to) ? mayRectify(from, to) : null;
  if (given?.value !== true)
    throw refused("appraisal-rectify", zh.rectify.title, zh.rectify.detail, {
      provision: RECTIFY,
      faults: [{ pointer: "/to", message: zh.rectify.detail }],
    });
  return { from: from as Day, to: to as Day };
}

/** How the time for mending ended. */
export async function endRectification(
  doing: Doing<typeof events.rectified>,
  itemId: string,
  input: RectifyEnd,
): Promise<void> {
  const item = await unqualified(doing, itemId);
  if (item.disposition !== "rectify" || item.rectifiedOn !== null)
    throw conflict("appraisal-not-rectifying", zh.notRectifying.title, zh.notRectifying.detail);
  const on = dayGiven(doing, input.on);
  if (item.rectifyFrom !== null && on < item.rectifyFrom)
    throw refused("appraisal-date", zh.date.title, zh.date.detail);
  await doing.tx
    .updateTable("appraisalItem")
    .set({ rectifiedOn: on, rectifyOutcome: input.outcome })
    .where("id", "=", itemId)
    .execute();
  await tellItem(doing, events.rectified, item, { term: zh.outcome[input.outcome], on });
}

async function tellItem<E extends EventKind>(
  doing: Doing<E>,
  event: E,
  item: ItemRow,
  details: OfAppraisal<E>,
): Promise<void> {
  const { organizationId, orgPath, personId, year } = item;
  const target = { kind: "appraisal-item", id: item.id, name: item.personName };
  const persons = [{ id: personId, path: orgPath }];
  await tellOne(doing, event, { organizationId, orgPath, target, persons }, { year, ...details } as DetailsOf<E>);
}
