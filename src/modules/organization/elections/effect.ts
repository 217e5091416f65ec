import type { Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Doing } from "#platform/house.ts";
import { conflict } from "#platform/http/problem.ts";
import { addDays, type Day } from "#shared/day.ts";
import type { PostBody } from "../contract.ts";
import { appointPost, endPost, startTerm } from "../post-acts.ts";
import { VILLAGE_POSTS } from "../rules.ts";
import { type ElectionRow, factsOf, type Stored, sittingOn } from "./file.ts";
import { type Progress, progressOf } from "./rules-progress.ts";
import { zh } from "./zh.ts";

type Post = PostBody["post"];

/** What an election began and ended, so that it can be put back. */
export interface Effect {
  readonly appointed: readonly string[];
  readonly ended: readonly string[];
  readonly termId: string | null;
  readonly endedTermId: string | null;
}

/** The posts of those elected: officers as chosen, members by how they divide the work. */
export function postsOf(progress: Pick<Progress, "elected" | "duties">): { personId: string; post: Post }[] {
  const officers = new Map(
    progress.elected.flatMap((it) =>
      it.personId !== null && it.seat !== "member" ? [[it.personId, it.seat as Post] as const] : [],
    ),
  );
  const duties = new Map(progress.duties.map((it) => [it.personId, it.post as Post]));
  const persons = new Set(progress.elected.flatMap((it) => it.personId ?? []));
  return [...persons].map((personId) => ({
    personId,
    post: officers.get(personId) ?? duties.get(personId) ?? "member",
  }));
}

/**
 * The answer from above puts the result in force: at the end of a term the posts of the old committee end, a new term and
 * its posts begin; after a by-election only the seats that were filled.
 */
export async function takeEffect(
  doing: Doing,
  row: ElectionRow,
  progress: Progress,
  on: Day,
  documentNumber: string | null,
): Promise<Effect> {
  const { tx } = doing;
  const { organizationId } = row;
  const posts = postsOf(progress);
  // Whoever sat on the day before; what begins on the day itself is not yet there.
  const sitting = await sittingOn(tx, organizationId, addDays(on, -1));
  const persons = new Set(posts.map((it) => it.personId));
  const leaving = row.kind === "term" ? sitting : sitting.filter((it) => persons.has(it.personId));
  const running = await tx
    .selectFrom("committeeTerm")
    .select("id")
    .where("organizationId", "=", organizationId)
    .where("endedOn", "is", null)
    .executeTakeFirst();
  for (const it of leaving)
    await endPost(doing, it.id, { on, reason: row.kind === "term" ? zh.reasonTerm : zh.byElection });
  let termId = running?.id ?? null;
  let made: string | null = null;
  if (row.kind === "term") {
    const { id } = await startTerm(doing, {
      organizationId,
      startOn: on,
      electedOn: progress.heldOn,
      documentNumber,
      ...(row.termNumber === null ? {} : { termNumber: row.termNumber }),
    });
    termId = id;
    made = id;
  }
  const appointed = await appointAll(doing, organizationId, posts, on, termId, documentNumber);
  return {
    appointed,
    ended: leaving.map((it) => it.id),
    termId: made,
    endedTermId: made === null ? null : (running?.id ?? null),
  };
}

/** Posts of a villagers' or residents' committee: those who sat end, those elected whom the house knows begin. */
export async function seatVillage(
  doing: Doing,
  organizationId: string,
  elected: readonly { readonly personId: string | null; readonly seat: string }[],
  on: Day,
  documentNumber: string | null,
): Promise<Effect> {
  const sitting = await sittingOn(doing.tx, organizationId, addDays(on, -1), VILLAGE_POSTS);
  for (const it of sitting) await endPost(doing, it.id, { on, reason: zh.reasonTerm });
  const posts = elected.flatMap(({ personId, seat }) => (personId === null ? [] : [{ personId, post: seat as Post }]));
  const appointed = await appointAll(doing, organizationId, posts, on, null, documentNumber);
  return { appointed, ended: sitting.map((it) => it.id), termId: null, endedTermId: null };
}

async function appointAll(
  doing: Doing,
  organizationId: string,
  posts: readonly { readonly personId: string; readonly post: Post }[],
  from: Day,
  termId: string | null,
  documentNumber: string | null,
): Promise<string[]> {
  const made: string[] = [];
  for (const it of posts) {
    const { id } = await appointPost(doing, { organizationId, ...it, from, termId, documentNumber });
    made.push(id);
  }
  return made;
}

/** Puts back what an election began and ended; refused when something later rests on it, which is named. */
export async function putBack(doing: Doing, row: ElectionRow, effect: Effect): Promise<void> {
  const { tx } = doing;
  const begun =
    effect.appointed.length === 0
      ? []
      : await tx
          .selectFrom("post")
          .selectAll()
          .where("id", "in", [...effect.appointed])
          .forUpdate()
          .execute();
  const over = begun.find((it) => it.validTo !== null);
  if (over || begun.length < effect.appointed.length)
    throw conflict("election-settled", zh.settled.title, zh.settled.detail(over ? `${over.personName}已经离任。` : ""));
  if (effect.termId !== null) {
    const later = await tx
      .selectFrom("post")
      .select("personName")
      .where("termId", "=", effect.termId)
      .where("id", "not in", effect.appointed.length === 0 ? [row.id] : [...effect.appointed])
      .executeTakeFirst();
    const term = await tx
      .selectFrom("committeeTerm")
      .select("endedOn")
      .where("id", "=", effect.termId)
      .forUpdate()
      .executeTakeFirst();
    if (later)
      throw conflict("election-settled", zh.settled.title, zh.settled.detail(`${later.personName}在这一届又任了职。`));
    if (!term || term.endedOn !== null)
      throw conflict("election-settled", zh.settled.title, zh.settled.detail("已经有了下一届。"));
  }
  if (effect.appointed.length > 0)
    await tx
      .deleteFrom("post")
      .where("id", "in", [...effect.appointed])
      .execute();
  await tx.updateTable("election").set({ madeTermId: null }).where("id", "=", row.id).execute();
  if (effect.termId !== null) await tx.deleteFrom("committeeTerm").where("id", "=", effect.termId).execute();
  if (effect.endedTermId !== null)
    await tx.updateTable("committeeTerm").set({ endedOn: null }).where("id", "=", effect.endedTermId).execute();
  if (effect.ended.length > 0)
    await tx
      .updateTable("post")
      .set({ validTo: null, leaveReason: "" })
      .where("id", "in", [...effect.ended])
      .execute();
}

/**
 * Writes anew what is read from the records that stand: candidates with their votes, and the days of the election itself.
 * The records are the facts; these columns let lists be searched and counted.
 */
export async function project(
  tx: Writer,
  row: ElectionRow,
  records: readonly Stored[],
  fresh = false,
): Promise<Progress> {
  const progress = progressOf(factsOf(row), records);
  if (!fresh) await tx.deleteFrom("electionCandidate").where("electionId", "=", row.id).execute();
  await insertMany(tx, "electionCandidate", candidateRows(row, progress, records));
  const reply = records.findLast((it) => it.step === "result_reply" && it.result === "passed");
  await tx
    .updateTable("election")
    .set({
      postponedTo: progress.postponedTo,
      heldOn: progress.heldOn,
      effectiveOn: progress.effectiveOn,
      documentNumber: reply?.documentNumber ?? null,
      seats: progress.seats,
      deputies: progress.deputies,
    })
    .where("id", "=", row.id)
    .execute();
  return progress;
}

interface CandidateRow {
  readonly id: string;
  readonly electionId: string;
  readonly organizationId: string;
  readonly orgPath: string;
  personId: string | null;
  personName: string;
  seat: string;
  writtenIn: boolean;
  byMembers: number | null;
  byMasses: number | null;
  approvedOn: Day | null;
  votesFor: number | null;
  votesAgainst: number | null;
  votesAbstained: number | null;
  heldOn: Day | null;
  elected: boolean;
}

function candidateRows(row: ElectionRow, progress: Progress, records: readonly Stored[]): Record<string, unknown>[] {
  const rows = new Map<string, CandidateRow>();
  const rowOf = (personId: string, name: string, seat: string): CandidateRow => {
    const key = `${personId} ${seat}`;
    const found = rows.get(key) ?? blank(row, personId, name, seat);
    rows.set(key, found);
    return found;
  };
  const standing = records.filter((it) => it.result === "passed");
  for (const it of standing.findLast((one) => one.step === "nomination")?.details.candidates ?? []) {
    const named = rowOf(it.personId, it.name ?? "", it.seat);
    named.byMembers = it.byMembers ?? null;
    named.byMasses = it.byMasses ?? null;
  }
  for (const it of progress.candidates) {
    const stands = rowOf(it.personId ?? "", it.name, it.seat);
    stands.approvedOn = progress.approvedOn;
  }
  for (const { details, happenedOn, step } of standing) {
    if (step !== "ballot" && step !== "officers") continue;
    const { sheet } = details;
    for (const contest of sheet?.contests ?? []) {
      const won = new Set((contest.elected ?? []).map((it) => it.personId));
      for (const it of contest.votes) {
        const votes = rowOf(it.personId ?? "", it.name, contest.seat);
        votes.votesFor = it.votesFor;
        votes.votesAgainst = it.votesAgainst ?? 0;
        votes.votesAbstained = it.writtenIn
          ? null
          : Math.max(0, (sheet?.returned ?? 0) - (sheet?.spoiled ?? 0) - it.votesFor - (it.votesAgainst ?? 0));
        votes.writtenIn = it.writtenIn ?? false;
        votes.heldOn = happenedOn;
        votes.elected = won.has(it.personId ?? "");
      }
    }
  }
  return [...rows.values()].map((it) => ({ ...it }));
}

const blank = (row: ElectionRow, personId: string, personName: string, seat: string): CandidateRow => ({
  id: newId(),
  electionId: row.id,
  organizationId: row.organizationId,
  orgPath: row.orgPath,
  personId: personId === "" ? null : personId,
  personName,
  seat,
  writtenIn: false,
  byMembers: null,
  byMasses: null,
  approvedOn: null,
  votesFor: null,
  votesAgainst: null,
  votesAbstained: null,
  heldOn: null,
  elected: false,
});
