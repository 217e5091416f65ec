import type { Insertable } from "kysely";
import { entered } from "#platform/audit/tell.ts";
import type { Tables } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { COMMITTEE_POSTS } from "../rules.ts";
import type { EntryBody, OpeningBody, StepInput } from "./contract.ts";
import { type Effect, project, putBack, takeEffect } from "./effect.ts";
import {
  answersFor,
  type ElectionRow,
  elects,
  factsOf,
  heldElection,
  type Place,
  placeOn,
  recordsOf,
  rosterOn,
  type Stored,
  sittingOn,
  termOn,
} from "./file.ts";
import { pathOf } from "./path.ts";
import { formFor, mayHaveDelegates } from "./rules.ts";
import { progressOf } from "./rules-progress.ts";
import { type Weighed, weigh } from "./weigh.ts";
import { zh } from "./zh.ts";

export type RecordRow = Insertable<Tables["electionRecord"]> & { readonly id: string; readonly position: number };

/** Begins an election: at the end of a term, or for seats that are empty. */
export async function openElection(
  doing: Doing,
  input: OpeningBody,
): Promise<{ id: string; warnings: readonly string[] }> {
  const { row, at, warnings } = await begin(doing, input);
  await doing.tell(
    {
      event: "election.opened",
      organizationId: row.organizationId,
      orgPath: row.orgPath,
      target: { kind: "election", id: row.id, name: at.name },
      details: { kind: row.kind },
    },
    [entered("election", row)],
  );
  return { id: row.id, warnings };
}

/**
 * Enters an election that was kept on paper until now, with its records in their order. Each is weighed as if it were done
 * on its day; the first that the rules refuse refuses the whole.
 */
export async function enterElection(
  doing: Doing,
  input: EntryBody,
): Promise<{ id: string; warnings: readonly string[] }> {
  const { row, at, warnings: first } = await begin(doing, input);
  const { tx } = doing;
  await tx.insertInto("election").values(row).execute();
  const kept: Stored[] = [];
  const rows: RecordRow[] = [];
  const warnings = [...first];
  let ended: Day | null = null;
  for (const it of input.records) {
    const weighed = await weigh(doing, { row, at, records: kept }, it);
    const record = recordRow(doing, row, weighed, it, rows.length + 1);
    kept.push(storedLike(record));
    warnings.push(...weighed.warnings);
    const effect = await effectOf(doing, row, kept, weighed, it.documentNumber ?? null);
    rows.push({ ...record, effect: effect === null ? null : JSON.stringify(effect) });
    if (effect?.termId) row.madeTermId = effect.termId;
    if (weighed.step.name === "handover") ended = weighed.on;
  }
  await insertMany(tx, "electionRecord", rows);
  await project(tx, row, kept, true);
  if (ended !== null || row.madeTermId !== null)
    await tx
      .updateTable("election")
      .set({ endedOn: ended, endedCode: ended === null ? null : "completed", madeTermId: row.madeTermId })
      .where("id", "=", row.id)
      .execute();
  await doing.tell({
    event: "election.entered",
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "election", id: row.id, name: at.name },
    details: { kind: row.kind, count: rows.length },
  });
  return { id: row.id, warnings };
}

/** Records one step: what the organisation itself did, or what the level above answered. */
export async function recordStep(
  doing: Doing,
  electionId: string,
  input: StepInput,
  by: "own" | "superior",
): Promise<{ id: string; warnings: readonly string[] }> {
  const { tx } = doing;
  const row = await heldElection(tx, electionId);
  refuseEnded(row);
  const at = await placeOn(tx, row.organizationId, doing.today);
  refuseClosed(doing, at);
  const records = await recordsOf(tx, electionId);
  const step = pathOf(factsOf(row)).find((it) => it.name === input.step);
  if (step && step.by !== by)
    throw refused("election-not-superior", zh.superior.title, zh.superior.detail(at.superior?.name ?? ""));
  const weighed = await weigh(doing, { row, at, records }, input);
  const record = recordRow(doing, row, weighed, input, await nextPosition(doing, electionId));
  const kept = [...records, storedLike(record)];
  const effect = await effectOf(doing, row, kept, weighed, input.documentNumber ?? null);
  await doing.tell(
    {
      event: by === "own" ? "election.step.recorded" : "election.step.decided",
      organizationId: row.organizationId,
      orgPath: row.orgPath,
      target: { kind: "election", id: row.id, name: at.name },
      details: { step: weighed.step.name, on: weighed.on, result: weighed.result },
    },
    [entered("electionRecord", { ...record, effect: effect === null ? null : JSON.stringify(effect) })],
  );
  await project(tx, row, kept);
  if (weighed.step.name === "handover")
    await tx
      .updateTable("election")
      .set({ endedOn: weighed.on, endedCode: "completed" })
      .where("id", "=", row.id)
      .execute();
  if (effect?.termId)
    await tx.updateTable("election").set({ madeTermId: effect.termId }).where("id", "=", row.id).execute();
  return { id: record.id, warnings: weighed.warnings };
}

async function effectOf(
  doing: Doing,
  row: ElectionRow,
  kept: readonly Stored[],
  weighed: Weighed,
  documentNumber: string | null,
): Promise<Effect | null> {
  if (weighed.step.name !== "result_reply" || weighed.result !== "passed") return null;
  const on = weighed.details.effectiveOn ?? weighed.on;
  return await takeEffect(doing, row, progressOf(factsOf(row), kept), on, documentNumber);
}

/** Takes back the last record, entered in error; posts and terms that it began are put back with it. */
export async function withdrawRecord(
  doing: Doing,
  electionId: string,
  recordId: string,
  reason: string,
): Promise<void> {
  const { tx } = doing;
  const row = await heldElection(tx, electionId);
  const all = await tx.selectFrom("electionRecord").selectAll().where("electionId", "=", electionId).execute();
  const record = all.find((it) => it.id === recordId);
  if (!record) throw absent(zh.record);
  if (record.withdrawnOn !== null) throw conflict("election-withdrawn", zh.withdrawn.title, zh.withdrawn.detail);
  reasonGiven(reason);
  const standing = row.kind === "village" ? [] : await recordsOf(tx, electionId);
  if (row.endedCode === "terminated" || (row.kind !== "village" && standing.at(-1)?.id !== recordId))
    throw conflict("election-not-last", zh.notLast.title, zh.notLast.detail);
  const at = await placeOn(tx, row.organizationId, doing.today);
  const step = row.kind === "village" ? null : pathOf(factsOf(row)).find((it) => it.name === record.step);
  if ((row.kind === "village" || step?.by === "superior") && !answersFor(doing, at))
    throw refused("election-not-superior", zh.superior.title, zh.superior.detail(at.superior?.name ?? ""));
  if (record.effect !== null) await putBack(doing, row, record.effect as unknown as Effect);
  await tx
    .updateTable("electionRecord")
    .set({ withdrawnOn: doing.today, withdrawnName: doing.actor.name, withdrawnReason: reason.trim() })
    .where("id", "=", recordId)
    .execute();
  if (row.kind === "village") {
    await tx.deleteFrom("electionCandidate").where("electionId", "=", row.id).execute();
    await tx
      .updateTable("election")
      .set({ heldOn: null, effectiveOn: null, endedCode: "terminated", endedOn: doing.today, endedNote: reason.trim() })
      .where("id", "=", row.id)
      .execute();
  } else {
    await project(tx, row, standing.slice(0, -1));
    if (record.step === "handover")
      await tx.updateTable("election").set({ endedOn: null, endedCode: null }).where("id", "=", row.id).execute();
  }
  await doing.tell({
    event: "election.record.withdrawn",
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "election", id: row.id, name: at.name },
    details: { step: record.step, reason: reason.trim() },
  });
}

/** Ends an election that will not be held; what was recorded stays to be read. */
export async function endElection(
  doing: Doing,
  electionId: string,
  input: { on?: string | undefined; note: string },
): Promise<void> {
  const { tx } = doing;
  const row = await heldElection(tx, electionId);
  refuseEnded(row);
  reasonGiven(input.note);
  const on = dayGiven(doing, input.on);
  const records = await recordsOf(tx, electionId);
  const last = records.at(-1)?.happenedOn ?? row.openedOn;
  if (on < last) throw refused("election-order", zh.order.title, zh.order.early(last));
  if (row.effectiveOn !== null)
    throw conflict("election-settled", zh.settled.title, zh.settled.detail("新班子已经任职。"));
  await tx
    .updateTable("election")
    .set({ endedOn: on, endedCode: "terminated", endedNote: input.note.trim() })
    .where("id", "=", row.id)
    .execute();
  const at = await placeOn(tx, row.organizationId, doing.today);
  await doing.tell({
    event: "election.ended",
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "election", id: row.id, name: at.name },
    details: { note: input.note.trim() },
  });
}

/** The organisation, what its size asks for, and the term that ends. */
async function begin(
  doing: Doing,
  input: OpeningBody,
): Promise<{ row: ElectionRow; at: Place; warnings: readonly string[] }> {
  const { tx } = doing;
  const on = dayGiven(doing, input.on);
  const found = await tx
    .selectFrom("organization")
    .select("orgPath")
    .where("id", "=", input.organizationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!found || !covers(doing.scope.write, found.orgPath)) throw absent(zh.organization);
  const at = await placeOn(tx, input.organizationId, on);
  refuseClosed(doing, at);
  if (!elects(at.kind)) throw refused("election-not-here", zh.place.title, zh.place.detail);
  const running = await tx
    .selectFrom("election")
    .select("id")
    .where("organizationId", "=", at.id)
    .where("endedOn", "is", null)
    .executeTakeFirst();
  if (running) throw conflict("election-open", zh.open.title, zh.open.detail);
  const roster = await rosterOn(tx, at, on);
  const full = roster.filter((it) => it.full).length;
  const form = input.form ?? formFor(at.kind, full).value;
  if (input.delegates !== undefined) {
    const allowed = mayHaveDelegates(full);
    if (!allowed.value)
      throw refused("election-delegates", zh.delegates.title, zh.delegates.detail(allowed.grounds), {
        provision: allowed.provision,
      });
  }
  const term = await termOn(tx, at.id, on);
  const sitting = await sittingOn(tx, at.id, on);
  const seats = input.seats ?? usualFor(form, input.kind, sitting);
  const warnings = input.kind === "term" && term === undefined ? [zh.warn.noTerm] : [];
  return {
    at,
    warnings,
    row: {
      id: newId(),
      organizationId: at.id,
      orgPath: at.path,
      kind: input.kind,
      form,
      delegates: input.delegates ?? null,
      termId: term?.id ?? null,
      termNumber: input.kind === "term" ? (input.termNumber ?? null) : (term?.termNumber ?? null),
      madeTermId: null,
      seats: form === "direct" ? 1 : seats,
      deputies: input.deputies ?? (input.kind === "term" ? countOf(sitting, "deputy_secretary") : 0),
      officers: input.kind === "term" || countOf(sitting, "secretary") === 0,
      openedOn: on,
      reason: input.reason?.trim() ?? "",
      postponedTo: null,
      heldOn: null,
      effectiveOn: null,
      documentNumber: null,
      endedOn: null,
      endedCode: null,
      endedNote: "",
    },
  };
}

const countOf = (sitting: readonly { readonly post: string }[], post: string): number =>
  sitting.filter((it) => it.post === post).length;

/** As many as sit today, or the fewest that make a committee. */
function usualFor(
  form: string,
  kind: string,
  sitting: readonly { readonly personId: string; readonly post: string }[],
) {
  if (form === "direct" || kind === "by_election") return 1;
  const seats = new Set(
    sitting.filter((it) => (COMMITTEE_POSTS as readonly string[]).includes(it.post)).map((it) => it.personId),
  ).size;
  return Math.max(3, seats);
}

function refuseEnded(row: ElectionRow): void {
  if (row.endedCode !== null) throw conflict("election-ended", zh.ended.title, zh.ended.detail);
}

function refuseClosed(doing: Doing, at: Place): void {
  if (at.closedOn !== null && at.closedOn <= doing.today)
    throw refused("election-closed-place", zh.closed.title, zh.closed.detail);
}

async function nextPosition(doing: Doing, electionId: string): Promise<number> {
  const last = await doing.tx
    .selectFrom("electionRecord")
    .select((eb) => eb.fn.max("position").as("position"))
    .where("electionId", "=", electionId)
    .executeTakeFirst();
  return (last?.position ?? 0) + 1;
}

function recordRow(doing: Doing, row: ElectionRow, weighed: Weighed, input: StepInput, position: number): RecordRow {
  return {
    id: newId(),
    electionId: row.id,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    position,
    step: weighed.step.name,
    result: weighed.result,
    happenedOn: weighed.on,
    placeName: weighed.placeName,
    documentNumber: input.documentNumber?.trim() || null,
    note: input.note?.trim() ?? "",
    details: JSON.stringify(weighed.details),
    effect: null,
    recordedBy: doing.actor.accountId,
    recordedName: doing.actor.name,
    recordedAt: doing.house.clock.now().toISOString(),
    withdrawnOn: null,
    withdrawnName: null,
    withdrawnReason: null,
  };
}

/** A row about to be entered, read as one that is kept. */
const storedLike = (row: RecordRow): Stored => ({
  id: row.id,
  position: row.position,
  step: row.step as Stored["step"],
  result: row.result as Stored["result"],
  happenedOn: row.happenedOn as Day,
  documentNumber: row.documentNumber ?? null,
  details: JSON.parse(row.details as string) as Stored["details"],
});
