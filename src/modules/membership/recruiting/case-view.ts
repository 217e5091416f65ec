import type { Actor, Policy } from "#platform/access/policy.ts";
import { stateOf } from "#platform/cases/path.ts";
import type { Reader } from "#platform/database/door.ts";
import { said } from "#platform/forms/said.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addMonths, type Day } from "#shared/day.ts";
import { type Finding, provisionView } from "#shared/finding.ts";
import { hasAccount } from "../person-account.ts";
import { openRow } from "../roster/rows.ts";
import type { CaseView, Particulars, VotersView } from "./contract.ts";
import { approverOf, caseRow, RECORD_COLUMNS, rosterOn, type Stored, storedOf, workplaceOf } from "./file.ts";
import { isKept, STEPS, type StepName, stepNamed } from "./path.ts";
import {
  approvalDue,
  fileGaps,
  firstTalkDue,
  leavesSoon,
  mayBecomeTarget,
  nextStep,
  openSteps,
  type Progress,
  progressOf,
  reviewComplete,
  reviewDue,
  trainingEnough,
} from "./rules.ts";
import { meetingDue, oathDue } from "./rules-revised.ts";
import { ENDED_TERMS, PART_TERMS, RESULT_TERMS, stageTerm } from "./zh.ts";

/** Term of a stored code, or nothing. */
function termOf(set: "sex" | "education" | "work_post", value: string | null): string | null {
  const codes = codeSet(set);
  return codes.has(value) ? codes.term(value as never) : null;
}

/** One case as a readable path: what was done, what is next and why, what stands against it. */
export async function caseView(
  asking: { readonly tx: Reader; readonly actor: Actor; readonly policy: Policy },
  id: string,
  today: Day,
): Promise<CaseView> {
  const { tx, actor, policy } = asking;
  const row = await caseRow(tx, id);
  const all = await tx
    .selectFrom("recruitingRecord")
    .select(RECORD_COLUMNS)
    .where("caseId", "=", id)
    .orderBy("happenedOn")
    .orderBy("id")
    .execute();
  const records = all.filter((it) => it.withdrawnOn === null).map(storedOf);
  const helpers = await tx
    .selectFrom("recruitingHelper")
    .select(["personId", "personName as name", "part", "validFrom", "validTo"])
    .where("caseId", "=", id)
    .orderBy("validFrom")
    .orderBy("id")
    .execute();
  const papers = await tx
    .selectFrom("recruitingPaper")
    .select(["id", "recordId", "fileName as name", "addedOn"])
    .where("caseId", "=", id)
    .orderBy("id")
    .execute();
  const reports = await tx
    .selectFrom("recruitingReport")
    .select(["id", "handedInOn as on", "content"])
    .where("caseId", "=", id)
    .orderBy("handedInOn", "desc")
    .orderBy("id", "desc")
    .execute();
  const at = await workplaceOf(tx, row.organizationId, today);
  const progress = progressOf(records);
  const next = row.endedOn === null ? nextStep(progress, today) : null;
  const open = new Set(row.endedOn === null ? openSteps(progress).map((it) => it.name) : []);
  const may = (verb: string): boolean => policy.may(actor, verb, row.orgPath);
  const isMember = (await openRow(tx, row.personId)) !== null;
  const mayOpen = row.endedOn === null && !isMember && may("recruiting.account.open");
  const can = {
    record: may("recruiting.record"),
    approve: may("recruiting.approve"),
    move: may("recruiting.move"),
    account: mayOpen && !(await tx.selectNoFrom(hasAccount(row.personId).as("it")).executeTakeFirstOrThrow()).it,
  };
  const approver = approverOf(at, today);
  return {
    asOf: today,
    id,
    personId: row.personId,
    name: row.personName,
    genderTerm: termOf("sex", row.gender) ?? "",
    birthOn: row.birthOn,
    educationTerm: termOf("education", row.education),
    jobTerm: termOf("work_post", row.job),
    workUnit: row.workUnit,
    awayPlace: row.awayPlace,
    organizationId: at.id,
    organizationName: at.name,
    approverId: approver?.id ?? null,
    approverName: approver?.name ?? null,
    appliedOn: row.appliedOn,
    stage: progress.stage,
    stageTerm: stageTerm(progress.stage),
    endedOn: row.endedOn,
    endedTerm: row.endedCode === null ? null : (ENDED_TERMS[row.endedCode] ?? row.endedCode),
    endedNote: row.endedNote,
    probationEnds: progress.outcome === null ? progress.probationEnds : null,
    isMember,
    next: next && {
      step: next.value.number,
      term: next.value.term,
      grounds: next.grounds,
      deadline: dueOf(next.value.name, progress, row.appliedOn, today),
      basis: provisionView(next.provision),
    },
    hindrances: row.endedOn === null ? hindrancesOf(progress, row, today) : [],
    steps: STEPS.map((it) => ({
      number: it.number,
      part: it.part,
      term: it.term,
      by: it.by,
      document: it.document,
      state: stateOf(it, progress.done, open),
      mayRecord: open.has(it.name) && (it.by === "branch" ? can.record : can.approve),
    })),
    records: all.map((it) => ({
      ...recordView(storedOf(it), it),
      papers: papers.flatMap(({ recordId, ...one }) => (recordId === it.id ? [one] : [])),
    })),
    helpers: helpers.map(({ part, ...it }) => ({ ...it, partTerm: PART_TERMS[part] ?? part })),
    gaps: progress.outcome === "full" ? [...fileGaps(progress.done.get("file")?.papers ?? null, today).value] : [],
    reports,
    can,
  };
}

/** The last day for a step; null where nothing presses. */
function dueOf(step: StepName, progress: Progress, appliedOn: Day, today: Day): Day | null {
  switch (step) {
    case "talk":
      return firstTalkDue(appliedOn, today).value;
    case "activist_review": {
      const last = progress.reviews.at(-1)?.happenedOn ?? progress.activistOn;
      return last === null ? null : reviewDue(last, today).value;
    }
    case "admission_meeting": {
      const previewed = progress.done.get("preview")?.happenedOn;
      return previewed === undefined ? null : (meetingDue(previewed, today)?.value ?? null);
    }
    case "oath": {
      const approved = progress.done.get("admission")?.happenedOn;
      return approved === undefined ? null : (oathDue(approved, today)?.value ?? null);
    }
    case "admission":
      return progress.meetingOn === null ? null : approvalDue(progress.meetingOn, today).value.due;
    case "conversion": {
      const meeting = progress.done.get("conversion_meeting")?.happenedOn;
      return meeting === undefined ? null : approvalDue(meeting, today).value.due;
    }
    case "probation_review":
    case "conversion_request":
      return progress.probationEnds;
    case "conversion_meeting":
      return progress.probationEnds && addMonths(progress.probationEnds, progress.postponed);
    default:
      return null;
  }
}

/** What the rules hold against the next stage today. */
function hindrancesOf(
  progress: Progress,
  row: { readonly awayPlace: string | null; readonly leavesOn: Day | null },
  today: Day,
): CaseView["hindrances"] {
  const found: Finding<boolean>[] = [];
  if (progress.stage === "activist") found.push(mayBecomeTarget(progress, today));
  if (progress.stage === "target" && !progress.done.has("preview")) {
    found.push(
      reviewComplete(progress.done.get("political_review"), row.awayPlace !== null, today),
      trainingEnough(progress.trainings, today),
    );
  }
  const leaving = leavesSoon(row.leavesOn, today);
  if (!progress.admitted && leaving.value) found.push({ ...leaving, value: false });
  return found.filter((it) => !it.value).map((it) => ({ what: it.grounds, basis: provisionView(it.provision) }));
}

function recordView(
  it: Stored,
  row: { withdrawnOn: Day | null; withdrawnName: string | null; withdrawnReason: string | null },
): Omit<CaseView["records"][number], "papers"> {
  const step = stepNamed(it.step);
  const { id, happenedOn, placeName, recordedName, opinion, documentNumber, result } = it;
  return {
    id,
    step: step.number,
    term: step.term,
    result,
    resultTerm: RESULT_TERMS[result] ?? result,
    happenedOn,
    placeName,
    recordedName,
    meetingId: it.meetingId ?? null,
    opinion,
    documentNumber,
    facts: factsOf(it),
    document: row.withdrawnOn === null && isKept(step) ? step.document : null,
    withdrawnOn: row.withdrawnOn,
    withdrawnName: row.withdrawnName,
    withdrawnReason: row.withdrawnReason,
  };
}

/** What a record holds besides its opinion, in the words of its form. */
export function factsOf(it: Stored): { term: string; value: string }[] {
  const { details } = it;
  const facts = said(
    stepNamed(it.step).asks,
    { ...details },
    {
      ...(details.names === undefined ? {} : { personIds: details.names.join("、") }),
      ...(details.vote === undefined ? {} : { vote: voteInWords(details.vote, details.entitled ?? 0) }),
    },
  ).map(({ term, value }) => ({ term, value }));
  const left = details.excludedNames ?? [];
  if (left.length > 0)
    facts.push({ term: "不计入应到会", value: left.map((one) => `${one.name}（${one.reason}）`).join("、") });
  return facts;
}

function voteInWords(vote: NonNullable<Particulars["vote"]>, entitled: number): string {
  const { present, yes, no, abstain, writtenYes = 0, writtenNo = 0 } = vote;
  const written = writtenYes + writtenNo > 0 ? `；书面意见赞成${writtenYes}份、不赞成${writtenNo}份` : "";
  return `应到会有表决权的${entitled}人，实到${present}人；赞成${yes}票，不赞成${no}票，弃权${abstain}票${written}`;
}

/** Who is on the roster of the branch of a case on a day, for choosing people and counting who may vote. */
export async function votersView(tx: Reader, id: string, on: Day, today: Day): Promise<VotersView> {
  const row = await caseRow(tx, id);
  return await votersOf(tx, row.organizationId, on, today);
}

/** The same of a branch, where no case has been entered yet. */
export async function votersOf(tx: Reader, organizationId: string, on: Day, today: Day): Promise<VotersView> {
  const at = await workplaceOf(tx, organizationId, today);
  const roster = await rosterOn(tx, at.id, on);
  return {
    on,
    organizationName: at.name,
    full: roster.flatMap(({ personId, name, suspended, full }) => (full ? [{ personId, name, suspended }] : [])),
    probationary: roster.flatMap(({ personId, name, full }) => (full ? [] : [{ personId, name }])),
  };
}
