import { relationsElsewhere } from "#modules/organization/index.ts";
import { refuseConcerned } from "#platform/access/concerned.ts";
import { entered } from "#platform/audit/tell.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, Problem, refused } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { refuseMoving } from "../acts.ts";
import { meetingWithoutVote } from "../meetings/index.ts";
import { nameKeys } from "../name-keys.ts";
import { readMember } from "../roster/member-facts.ts";
import { lastEvents, membersByIndex, numbersKnown } from "../roster/queries.ts";
import { openRow, personRow } from "../roster/rows.ts";
import { idNumberIndex, sealedColumns } from "../sensitive.ts";
import { askNext } from "./ask-next.ts";
import { type Met, met } from "./branch-meeting.ts";
import type { ApprovalBody, Entry, Opening, StepBody } from "./contract.ts";
import { keepIssued } from "./documents.ts";
import {
  type CaseRow,
  heldCase,
  RECORD_COLUMNS,
  recordsOf,
  type Stored,
  storedOf,
  type Workplace,
  workplaceOf,
} from "./file.ts";
import { numberOf, stepNamed, stepOf } from "./path.ts";
import { rosterEffect } from "./roster-effect.ts";
import { mayApplyAgain, oldEnough, progressOf } from "./rules.ts";
import { type Weighed, weigh } from "./weigh.ts";
import { ENDED_TERMS, zh } from "./zh.ts";

interface Subject {
  readonly personId: string;
  readonly name: string;
  readonly facts: Pick<CaseRow, "gender" | "birthOn" | "education" | "job" | "workUnit">;
  /** The row of `person` to be entered, for somebody the house does not know yet. */
  readonly person: Record<string, unknown> | null;
  /** Where the case begins: at the person's place, or at the place that was named. */
  readonly at: { readonly organizationId: string; readonly orgPath: string };
  readonly warnings: readonly string[];
}

/** Somebody hands in an application. They are a person of the place from then on, and on no roster. */
export async function openCase(doing: Doing, input: Opening): Promise<{ id: string; warnings: readonly string[] }> {
  const on = dayGiven(doing, input.on);
  const at = await placeOf(doing, input.organizationId);
  const subject = await applicant(doing, input.applicant, at, on);
  const made = caseOf(doing, subject, at, on, input);
  await doing.tell(
    {
      event: "recruiting.case.opened",
      ...subject.at,
      target: { kind: "recruiting-case", id: made.row.id, name: subject.name },
      details: { on },
      persons: [{ id: subject.personId, path: subject.at.orgPath }],
    },
    [
      // The case refers to its person, the record to both: entered in one statement, whose foreign keys are asked at its end.
      ...(subject.person ? [entered("person", subject.person as never)] : []),
      entered("recruitingCase", made.row),
      entered("recruitingRecord", made.record),
    ],
  );
  return { id: made.row.id, warnings: [...warningsOf(at), ...subject.warnings] };
}

/**
 * Enters a case that was kept on paper until now, with the records that followed its application in the order of their
 * days. Each is weighed as if it were done on its day; the first that the rules refuse refuses the whole.
 */
export async function enterCase(doing: Doing, input: Entry): Promise<{ id: string; warnings: readonly string[] }> {
  const on = dayGiven(doing, input.on);
  const at = await placeOf(doing, input.organizationId);
  if ((input.applicant === undefined) === (input.personId === undefined)) {
    throw refused("recruiting-who", zh.who.title, zh.who.detail);
  }
  const subject =
    input.personId === undefined
      ? await applicant(doing, input.applicant ?? { name: "" }, at, on)
      : await knownMember(doing, input.personId);
  const made = caseOf(doing, subject, at, on, input);
  const { tx } = doing;
  if (subject.person)
    await tx
      .insertInto("person")
      .values(subject.person as never)
      .execute();
  await tx.insertInto("recruitingCase").values(made.row).execute();
  const warnings = [...warningsOf(at), ...subject.warnings];
  const kept: Stored[] = [storedLike(made.record)];
  const rows = [made.record];
  const helpers: ReturnType<typeof helperRows> = [];
  const deeds: Weighed[] = [];
  for (const [nth, it] of input.records.entries()) {
    const alone = await weigh(doing, { row: made.row, at, records: kept }, it).catch((fault: unknown) => {
      throw fault instanceof Problem ? ofRecord(fault, nth, it) : fault;
    });
    const weighed = await met(doing, at, made.row.personName, alone);
    const row = recordRow(doing, made.row, weighed, it);
    for (const before of helpers) {
      if (before.part === partOf(weighed) && before.validTo === null) before.validTo = weighed.on;
    }
    helpers.push(...helperRows(made.row, row.id, weighed));
    kept.push(storedLike(row));
    inDays(kept);
    rows.push(row);
    deeds.push(weighed);
    warnings.push(...weighed.warnings);
  }
  await insertMany(tx, "recruitingRecord", rows);
  await insertMany(tx, "recruitingHelper", helpers);
  await keepIssued(tx, made.row, at, kept, new Set(rows.map((it) => it.id)));
  for (const weighed of deeds) warnings.push(...(await rosterEffect(doing, made.row, at, weighed)));
  await doing.tell({
    event: "recruiting.case.entered",
    ...subject.at,
    target: { kind: "recruiting-case", id: made.row.id, name: subject.name },
    details: { on, count: rows.length },
    persons: [{ id: subject.personId, path: subject.at.orgPath }],
  });
  return { id: made.row.id, warnings };
}

/** Which of the records was refused, so that the form can show it there. */
function ofRecord(fault: Problem, nth: number, { step, on }: StepBody): Problem {
  const { family, slug, title, detail, provision, extra } = fault;
  const faults = fault.faults.map((it) => ({ ...it, pointer: `/records/${nth}${it.pointer}` }));
  const where = zh.ofRecord(step, stepOf(step).term, on ?? "");
  return new Problem(family, slug, `${where}${title}`, detail, {
    faults: faults.length > 0 ? faults : [{ pointer: `/records/${nth}/on`, message: title }],
    extra,
    ...(provision === null ? {} : { provision }),
  });
}

/** Records one step of a case: of the branch, or of the committee above it. */
export async function recordStep(
  doing: Doing,
  caseId: string,
  input: ApprovalBody,
  by: "branch" | "committee",
): Promise<{ id: string; warnings: readonly string[] }> {
  const { tx } = doing;
  const row = await heldCase(tx, caseId);
  refuseEnded(row);
  refuseConcerned(doing.actor, { persons: [row.personId] });
  const step = stepOf(input.step);
  if (step.by !== by) {
    if (step.by === "branch") throw refused("recruiting-branch-step", zh.branchStep.title, zh.branchStep.detail);
    throw refused("recruiting-committee-step", zh.committeeStep.title, zh.committeeStep.detail);
  }
  const at = await workplaceOf(tx, row.organizationId, doing.today);
  const records = await recordsOf(tx, caseId);
  const weighed = await met(doing, at, row.personName, await weigh(doing, { row, at, records }, input));
  const record = recordRow(doing, row, weighed, input);
  const part = partOf(weighed);
  if (part !== null) {
    await tx
      .updateTable("recruitingHelper")
      .set({ validTo: weighed.on })
      .where("caseId", "=", caseId)
      .where("part", "=", part)
      .where("validTo", "is", null)
      .execute();
  }
  const helpers = helperRows(row, record.id, weighed);
  await doing.tell(
    {
      event: by === "branch" ? "recruiting.step.recorded" : "recruiting.step.approved",
      organizationId: row.organizationId,
      orgPath: row.orgPath,
      target: { kind: "recruiting-case", id: row.id, name: row.personName },
      details: { step: weighed.step.number, on: weighed.on, result: weighed.result },
      persons: [{ id: row.personId, path: row.orgPath }],
    },
    [entered("recruitingRecord", record)],
  );
  await insertMany(tx, "recruitingHelper", helpers);
  const all = inDays([...records, storedLike(record)]);
  await keepIssued(tx, row, at, all, new Set([record.id]));
  const more = await rosterEffect(doing, row, at, weighed);
  await askNext(doing, row, at, all, by);
  return { id: record.id, warnings: [...weighed.warnings, ...more] };
}

/** Takes back the last record of a case, entered in error; what has changed the roster stays. */
export async function withdrawRecord(doing: Doing, caseId: string, recordId: string, reason: string): Promise<void> {
  const { tx } = doing;
  const row = await heldCase(tx, caseId);
  const all = await tx.selectFrom("recruitingRecord").select(RECORD_COLUMNS).where("caseId", "=", caseId).execute();
  const record = all.find((it) => it.id === recordId);
  if (!record) throw absent(zh.record);
  if (record.withdrawnOn !== null) throw conflict("recruiting-withdrawn", zh.withdrawn.title, zh.withdrawn.detail);
  refuseEnded(row);
  reasonGiven(reason);
  const standing = await recordsOf(tx, caseId);
  if (standing.at(-1)?.id !== recordId || record.step === numberOf("application"))
    throw conflict("recruiting-not-last", zh.notLast.title, zh.notLast.detail);
  const { name } = stepOf(record.step);
  const settled =
    record.result !== "rejected" && (name === "admission" || (name === "conversion" && record.result !== "extended"));
  if (settled) throw conflict("recruiting-settled", zh.settled.title, zh.settled.detail);
  if (name === "contacts" || name === "introducers") await restoreHelpers(doing, caseId, recordId, record.happenedOn);
  await tx
    .updateTable("recruitingRecord")
    .set({ withdrawnOn: doing.today, withdrawnName: doing.actor.name, withdrawnReason: reason.trim() })
    .where("id", "=", recordId)
    .execute();
  if (record.meetingId !== null) await meetingWithoutVote(doing, record.meetingId, reason.trim());
  await tellOf(doing, row, "recruiting.step.withdrawn", { step: record.step, reason: reason.trim() });
}

/** Those whom the withdrawn record put in never helped; those before them go on. */
async function restoreHelpers(doing: Doing, caseId: string, recordId: string, on: Day): Promise<void> {
  const { tx } = doing;
  const put = await tx
    .selectFrom("recruitingHelper")
    .select("part")
    .where("recordId", "=", recordId)
    .executeTakeFirst();
  if (!put) return;
  await tx
    .updateTable("recruitingHelper")
    .set((eb) => ({ validTo: eb.ref("validFrom") }))
    .where("recordId", "=", recordId)
    .execute();
  const before = await tx
    .selectFrom("recruitingHelper")
    .select(["recordId"])
    .where("caseId", "=", caseId)
    .where("part", "=", put.part)
    .where("recordId", "<>", recordId)
    .where("validTo", "=", on)
    .orderBy("recordId", "desc")
    .executeTakeFirst();
  if (!before) return;
  await tx.updateTable("recruitingHelper").set({ validTo: null }).where("recordId", "=", before.recordId).execute();
}

/** Ends the work with somebody who has not been admitted: they no longer want to, or no longer may. */
export async function endCase(
  doing: Doing,
  caseId: string,
  input: { on?: string | undefined; note: string },
): Promise<void> {
  const row = await heldCase(doing.tx, caseId);
  refuseEnded(row);
  reasonGiven(input.note, "/note");
  const on = dayGiven(doing, input.on);
  const records = await recordsOf(doing.tx, caseId);
  if (progressOf(records).admitted) throw refused("recruiting-end-member", zh.endMember.title, zh.endMember.detail);
  const last = records.at(-1)?.happenedOn ?? row.appliedOn;
  if (on < last) {
    const { title, detail } = zh.order.early(`最后一条记录的日期是${last}`);
    throw refused("recruiting-order-early", title, detail);
  }
  await doing.tx
    .updateTable("recruitingCase")
    .set({ endedOn: on, endedCode: "terminated", endedNote: input.note.trim() })
    .where("id", "=", caseId)
    .execute();
  await tellOf(doing, row, "recruiting.case.ended", { on, note: input.note.trim() });
}

/**
 * Hands the case of somebody who is not a member yet over to another branch; their time counts on (article 12). Whoever
 * does it stands above both branches. Members move by transfer, and their case goes along.
 */
export async function moveCase(doing: Doing, caseId: string, input: { toOrganizationId: string }): Promise<void> {
  const { tx } = doing;
  const row = await heldCase(tx, caseId);
  refuseEnded(row);
  const to = await placeOf(doing, input.toOrganizationId);
  if (to.id === row.organizationId) throw refused("recruiting-same-place", zh.samePlace.title, zh.samePlace.detail);
  await personRow(tx, row.personId);
  if (await openRow(tx, row.personId)) {
    throw refused("recruiting-move-member", zh.moveMember.title, zh.moveMember.detail);
  }
  await tellOf(doing, row, "recruiting.case.moved", { to: to.name });
  // The case lies where its person lies (0002-recruiting.sql).
  await tx
    .updateTable("person")
    .set((eb) => ({ organizationId: to.id, orgPath: to.path, version: eb("version", "+", 1) }))
    .where("id", "=", row.personId)
    .execute();
}

function refuseEnded(row: CaseRow): void {
  if (row.endedCode === null) return;
  throw conflict("recruiting-ended", zh.ended.title, zh.ended.detail(ENDED_TERMS[row.endedCode] ?? ""));
}

async function tellOf(doing: Doing, row: CaseRow, event: string, details: Record<string, unknown>): Promise<void> {
  await doing.tell({
    event,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "recruiting-case", id: row.id, name: row.personName },
    details,
    persons: [{ id: row.personId, path: row.orgPath }],
  });
}

/** Kinds of organisations that have no roster of their own, or may not develop members. */
const NO_RECRUITING = ["working_committee", "group", "functional_branch"];

async function placeOf(doing: Doing, id: string): Promise<Workplace> {
  const found = await doing.tx
    .selectFrom("organization")
    .select(["orgPath", "closedOn"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!found || !covers(doing.scope.write, found.orgPath)) throw absent(zh.organization);
  if (found.closedOn !== null && found.closedOn <= doing.today)
    throw refused("recruiting-closed-place", zh.closedPlace.title, zh.closedPlace.detail);
  const at = await workplaceOf(doing.tx, id, doing.today);
  if (NO_RECRUITING.includes(at.rungs.at(-1)?.kind ?? ""))
    throw refused("recruiting-not-here", zh.notBranch.title, zh.notBranch.detail);
  return at;
}

/** A temporary branch admits nobody as a rule. */
function warningsOf(at: Workplace): readonly string[] {
  const temporary = relationsElsewhere(at.rungs.at(-1)?.kind ?? "");
  return temporary.value ? [zh.warn.temporary(temporary.grounds)] : [];
}

/** Reads the applicant by the rules of rosters; whoever carries the number already is that person. */
async function applicant(doing: Doing, texts: Opening["applicant"], at: Workplace, on: Day): Promise<Subject> {
  const { tx, house } = doing;
  // The reader of rosters asks for a category; this is the one they are applying for.
  const category = codeSet("membership_category").term("probationary");
  const { facts, warnings } = readMember({ ...texts, category }, on, doing.today, "/applicant");
  const birthOn = facts.birth?.day ?? null;
  const age = oldEnough(birthOn, on);
  const under = zh.under(age.grounds);
  if (!age.value) throw refused("recruiting-under-age", under.title, under.detail, { provision: age.provision });
  const place = { organizationId: at.id, orgPath: at.path };
  const described = {
    gender: facts.gender ?? "unknown",
    birthOn,
    education: facts.education ?? null,
    job: facts.job ?? null,
    workUnit: facts.workUnit ?? null,
  };
  const common = { name: facts.name, facts: described, at: place };
  const more = birthOn === null ? [...warnings, zh.warn.younger] : warnings;
  if (facts.idNumber !== undefined) {
    const index = idNumberIndex(house.keyring, facts.idNumber);
    const known = (await membersByIndex(tx, [index])).get(index);
    if (known?.membership) throw conflict("recruiting-already-member", zh.member.title, zh.member.detail);
    if (known) {
      await refuseSecondCase(doing, known.personId);
      const left = (await lastEvents(tx, [known.personId])).get(known.personId);
      const again = left?.code === "expelled" ? mayApplyAgain(left.on, on) : null;
      const soon = zh.expelled(again?.grounds ?? "");
      if (again?.value === false)
        throw refused("recruiting-expelled", soon.title, soon.detail, { provision: again.provision });
      // They come back, or apply a second time: their record belongs here from now on.
      await tx
        .updateTable("person")
        .set((eb) => ({ ...place, version: eb("version", "+", 1) }))
        .where("id", "=", known.personId)
        .execute();
      return {
        ...common,
        name: known.name,
        personId: known.personId,
        person: null,
        warnings: again ? [...more, zh.warn.expelled(again.grounds)] : more,
      };
    }
    if ((await numbersKnown(tx, [index])).size > 0) throw conflict("recruiting-known", zh.known.title, zh.known.detail);
  }
  const personId = newId();
  const person = {
    id: personId,
    ...place,
    name: facts.name,
    ...nameKeys(facts.name),
    gender: described.gender,
    ethnicity: facts.ethnicity ?? null,
    birthOn,
    birthPrecision: facts.birth?.precision ?? "day",
    nativePlace: facts.nativePlace ?? null,
    ...sealedColumns(house.keyring, personId, facts),
  };
  return { ...common, personId, person, warnings: more };
}

async function knownMember(doing: Doing, personId: string): Promise<Subject> {
  const { tx } = doing;
  const person = await personRow(tx, personId);
  const open = await openRow(tx, personId);
  await refuseMoving(doing, personId);
  await refuseSecondCase(doing, personId);
  return {
    personId,
    name: person.name,
    facts: {
      gender: person.gender,
      birthOn: person.birthOn,
      education: open?.education ?? null,
      job: open?.job ?? null,
      workUnit: open?.workUnit ?? null,
    },
    person: null,
    at: { organizationId: person.organizationId, orgPath: person.orgPath },
    warnings: [],
  };
}

async function refuseSecondCase(doing: Doing, personId: string): Promise<void> {
  const open = await doing.tx
    .selectFrom("recruitingCase")
    .select("id")
    .where("personId", "=", personId)
    .where("endedOn", "is", null)
    .executeTakeFirst();
  if (open) throw conflict("recruiting-case-open", zh.caseOpen.title, zh.caseOpen.detail);
}

/** The row of the case and of its first record, the application. */
function caseOf(
  doing: Doing,
  subject: Subject,
  at: Workplace,
  on: Day,
  input: Pick<Opening, "awayPlace" | "leavesOn" | "opinion">,
) {
  const row: CaseRow = {
    id: newId(),
    personId: subject.personId,
    personName: subject.name,
    ...subject.at,
    appliedOn: on,
    ...subject.facts,
    awayPlace: input.awayPlace?.trim() ? input.awayPlace.trim() : null,
    leavesOn: (input.leavesOn as Day | undefined) ?? null,
    endedOn: null,
    endedCode: null,
    endedNote: "",
    createdAt: doing.house.clock.now(),
  };
  const weighed: Weighed = {
    step: stepNamed("application"),
    result: "passed",
    on,
    placeName: at.name,
    details: {},
    helpers: [],
    warnings: [],
    effect: "none",
    effectOn: null,
  };
  return { row, record: recordRow(doing, row, weighed, { opinion: input.opinion }) };
}

/** The row of a record as it was weighed. */
export function recordRow(
  doing: Doing,
  row: CaseRow,
  weighed: Met,
  input: { opinion?: string | undefined; documentNumber?: string | undefined },
) {
  return {
    id: newId(),
    caseId: row.id,
    personId: row.personId,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    step: weighed.step.number,
    result: weighed.result as string,
    happenedOn: weighed.on,
    placeName: weighed.placeName,
    opinion: input.opinion?.trim() ?? "",
    documentNumber: input.documentNumber?.trim() ? input.documentNumber.trim() : null,
    details: JSON.stringify(weighed.details),
    meetingId: weighed.meetingId ?? null,
    formNumber: weighed.result === "passed" ? (weighed.details.formNumber?.trim() ?? null) : null,
    recordedBy: doing.actor.accountId,
    recordedName: doing.actor.name,
    recordedAt: doing.house.clock.now(),
  };
}

/** In the order of their days; those of one day stay as they came. */
const inDays = (records: Stored[]): Stored[] =>
  records.sort((a, b) => (a.happenedOn < b.happenedOn ? -1 : a.happenedOn > b.happenedOn ? 1 : 0));

const storedLike = (row: ReturnType<typeof recordRow>): Stored =>
  storedOf({ ...row, details: JSON.parse(row.details) as unknown });

const partOf = (weighed: Weighed): "contact" | "introducer" | null =>
  weighed.helpers.length === 0 ? null : weighed.step.name === "contacts" ? "contact" : "introducer";

function helperRows(row: CaseRow, recordId: string, weighed: Weighed) {
  const part = partOf(weighed);
  if (part === null) return [];
  return weighed.helpers.map((it) => ({
    id: newId(),
    caseId: row.id,
    recordId,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    personId: it.personId,
    personName: it.name,
    part: part as string,
    validFrom: weighed.on,
    validTo: null as Day | null,
  }));
}
