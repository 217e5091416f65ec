import { covers } from "#platform/database/reach.ts";
import { faultsOf } from "#platform/forms/faults.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { conflict, type Fault, refused } from "#platform/http/problem.ts";
import { workdayCalendar } from "#platform/workdays/queries.ts";
import { type Day } from "#shared/day.ts";
import type { ApprovalBody, Particulars } from "./contract.ts";
import { approverOf, type CaseRow, type Kept, rosterOn, type Stored, type Voter, type Workplace } from "./file.ts";
import { type Step, stepOf } from "./path.ts";
import { APPROVER, MEETING, ORDER, PROBATION } from "./provisions.ts";
import {
  admissionVote,
  approvalDue,
  askedEarly,
  ballotFaults,
  boardVote,
  contactsAllowed,
  extensionAllowed,
  fileGaps,
  inOrder,
  introducersAllowed,
  leavesSoon,
  mayApprove,
  mayBecomeTarget,
  type Progress,
  postponementAllowed,
  probationGaps,
  progressOf,
  type Result,
  reviewComplete,
  reviewedAlready,
  reviewPassed,
  trainingEnough,
} from "./rules.ts";
import { meetingDue, noticeHeld, oathDue } from "./rules-revised.ts";
import { EXCLUSION_TERMS, zh } from "./zh.ts";

/** A case as an act works on it: what it holds, and where. */
export interface CaseAtWork {
  readonly row: Pick<CaseRow, "personId" | "awayPlace" | "leavesOn">;
  readonly at: Workplace;
  readonly records: readonly Stored[];
}

/** What came of weighing a step against the rules: the record to be written, and what it does to the roster. */
export interface Weighed {
  readonly step: Step;
  readonly result: Result;
  readonly on: Day;
  readonly placeName: string;
  readonly details: Kept;
  readonly helpers: readonly Voter[];
  readonly warnings: readonly string[];
  readonly effect: "none" | "admit" | "convert" | "cancel" | "file";
  /** Day of the branch meeting on an admission, of full membership on a conversion. */
  readonly effectOn: Day | null;
}

/**
 * Weighs one step: its form, its order and what the rules ask of it. Writes nothing. Refusals name their provision;
 * what is only unusual comes back as warnings.
 */
export async function weigh(doing: Doing, file: CaseAtWork, input: ApprovalBody): Promise<Weighed> {
  const step = stepOf(input.step);
  const on = dayGiven(doing, input.on);
  const progress = progressOf(file.records);
  const given = readParticulars(doing, step, input);
  const order = inOrder(progress, step, on);
  if (order.value !== "yes") throw outOfOrder(order.value, order.grounds);
  if (input.refused === true && !step.refusable)
    throw refused("recruiting-no-refusal", zh.refusal.title, zh.refusal.detail);
  const warnings: string[] = [];
  const plain = { step, on, helpers: [], warnings, effect: "none", effectOn: null } as const;
  const approver = step.by === "committee" ? approverFor(doing, file.at, input.approverId, on) : null;
  const placeName = approver?.name ?? file.at.name;
  const details: Kept = approver ? { ...given, approver: approver.id } : given;
  if (input.refused === true) {
    const rejected = { ...plain, result: "rejected" as const, placeName, details };
    return step.name === "conversion" ? { ...rejected, details: { ...details, ...monthsOf(progress) } } : rejected;
  }
  const passed = { ...plain, result: "passed" as const, placeName, details };
  switch (step.name) {
    case "contacts":
    case "introducers": {
      const helpers = await helpersOf(doing, file, step, given.personIds ?? [], on);
      return { ...passed, helpers, details: { ...details, names: helpers.map((it) => it.name) } };
    }
    case "target": {
      const ready = mayBecomeTarget(progress, on);
      const { title, detail } = zh.year(ready.grounds);
      if (!ready.value) throw refused("recruiting-year", title, detail, { provision: ready.provision });
      return await noticed(doing, passed, given);
    }
    case "activist_review": {
      const again = reviewedAlready(progress, on);
      if (again.value) warnings.push(zh.warn.reviewed(again.grounds));
      return passed;
    }
    case "conversion_request": {
      const early = progress.probationEnds === null ? null : askedEarly(progress.probationEnds, on);
      if (early?.value) warnings.push(zh.warn.asked(early.grounds));
      return passed;
    }
    case "branch_review": {
      const review = reviewPassed(progress.done.get("political_review"), on);
      const { title, detail } = zh.unfit(review.grounds);
      if (!review.value) throw refused("recruiting-review", title, detail, { provision: review.provision });
      return passed;
    }
    case "preview":
      return previewed(file, progress, passed);
    case "admission_meeting": {
      const { carried, kept } = await votes(doing, file, given, on, warnings);
      const previewed = progress.done.get("preview");
      const due = previewed === undefined ? null : meetingDue(previewed.happenedOn, on);
      if (due !== null && on > due.value) warnings.push(zh.warn.meetingLate(due.grounds, due.value));
      return { ...passed, result: carried ? "passed" : "rejected", details: { ...details, ...kept } };
    }
    case "conversion_meeting":
      return await converted(doing, file, progress, passed, given);
    case "oath": {
      const approval = progress.done.get("admission");
      const due = approval === undefined ? null : oathDue(approval.happenedOn, on);
      if (due !== null && on > due.value) warnings.push(zh.warn.oathLate(due.grounds, due.value));
      return passed;
    }
    case "probation_review":
      return await observed(doing, file, progress, passed);
    case "admission":
    case "conversion":
      return approved(file, progress, passed, given);
    case "file": {
      const gaps = fileGaps(given.papers ?? [], on);
      if (gaps.value.length > 0) warnings.push(zh.warn.gaps(gaps.grounds));
      return { ...passed, effect: gaps.value.length === 0 ? "file" : "none" };
    }
    default:
      return passed;
  }
}

type Passed = Weighed & { readonly warnings: string[] };

/** Since May 2026 nobody is made a target whose name was not put up first. */
async function noticed({ tx }: Doing, passed: Passed, { noticeFrom, noticeTo }: Particulars): Promise<Weighed> {
  const put = { from: noticeFrom as Day | undefined, to: noticeTo as Day | undefined };
  const held = noticeHeld(put, passed.on, await workdayCalendar(tx));
  if (held === null || held.value) return passed;
  const { title, detail } = zh.notice(held.grounds);
  const pointer = noticeFrom === undefined ? "/particulars/noticeFrom" : "/particulars/noticeTo";
  throw refused("recruiting-notice", title, detail, {
    faults: [{ pointer, message: held.grounds }],
    provision: held.provision,
  });
}

function outOfOrder(value: "missing" | "done" | "early", grounds: string) {
  const { title, detail } = zh.order[value](grounds);
  const more = { provision: ORDER };
  if (value === "missing") return refused("recruiting-order-missing", title, detail, more);
  if (value === "done") return conflict("recruiting-order-done", title, detail);
  return refused("recruiting-order-early", title, detail, more);
}

/** The committee that decides: the one named, if it is above and may; else the nearest that may. */
function approverFor(doing: Doing, at: Workplace, approverId: string | undefined, on: Day) {
  const reject = (grounds: string) => {
    const { title, detail } = zh.approver(grounds);
    return refused("recruiting-approver", title, detail, {
      provision: APPROVER.on(on),
    });
  };
  const found = approverId === undefined ? approverOf(at, on) : at.rungs.find((it) => it.id === approverId);
  if (!found) throw reject(approverId === undefined ? zh.noApprover : zh.notAbove);
  const may = mayApprove(found, on);
  if (!may.value) throw reject(may.grounds);
  if (!covers(doing.scope.write, found.path)) throw reject(zh.notYours(found.name));
  return found;
}

/** Takes the particulars a step asks for; everything missing or out of place at once. */
function readParticulars(doing: Pick<Doing, "today">, step: Step, input: ApprovalBody): Particulars {
  const given = input.particulars ?? {};
  const faults: Fault[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined && !Object.hasOwn(step.asks, key))
      faults.push({ pointer: `/particulars/${key}`, message: zh.fields.foreign(key) });
  }
  // A refusal says why; the particulars of a success are not asked for.
  const refusing = input.refused === true;
  faults.push(...faultsOf(step.asks, given, doing.today, { at: "/particulars", nothingNeeded: refusing }));
  if ((step.opinion === "required" || refusing) && (input.opinion ?? "").trim() === "")
    faults.push({ pointer: "/opinion", message: zh.fields.opinion });
  if (faults.length > 0) throw refused("recruiting-rejected", zh.rejected.title, zh.rejected.detail, { faults });
  return given;
}

async function helpersOf(
  doing: Doing,
  file: CaseAtWork,
  step: Step,
  personIds: readonly string[],
  on: Day,
): Promise<Voter[]> {
  const roster = await rosterOn(doing.tx, file.at.id, on);
  const wanted = new Set(personIds);
  const found = roster.filter((it) => wanted.has(it.personId));
  const strangers = [...wanted].filter((id) => !found.some((it) => it.personId === id));
  const all = [...found, ...strangers.map(() => ({ full: false, suspended: false }))];
  const finding = step.name === "contacts" ? contactsAllowed(all, on) : introducersAllowed(all, on);
  const { title, detail } = zh.helpers(finding.grounds);
  if (!finding.value) throw refused("recruiting-helpers", title, detail, { provision: finding.provision });
  return found;
}

/** Preview: nothing goes to the committee without training, and never without the political review. */
function previewed(file: CaseAtWork, progress: Progress<Stored>, passed: Passed): Weighed {
  const review = reviewComplete(progress.done.get("political_review"), file.row.awayPlace !== null, passed.on);
  const noReview = zh.review(review.grounds);
  if (!review.value)
    throw refused("recruiting-review", noReview.title, noReview.detail, { provision: review.provision });
  const training = trainingEnough(progress.trainings, passed.on);
  const special = (passed.details.specialCase ?? "").trim();
  const untrained = zh.training(training.grounds);
  if (!training.value && special === "") {
    throw refused("recruiting-training", untrained.title, untrained.detail, { provision: training.provision });
  }
  const leaving = leavesSoon(file.row.leavesOn, passed.on);
  if (leaving.value) passed.warnings.push(zh.warn.leaving(leaving.grounds));
  return passed;
}

/** Counts a vote of the branch meeting against those who were entitled on its day. */
async function votes(
  doing: Doing,
  file: CaseAtWork,
  given: Particulars,
  on: Day,
  warnings: string[],
): Promise<{ carried: boolean; kept: Kept }> {
  const { vote } = given;
  if (!vote) throw refused("recruiting-ballot", zh.ballot.title, zh.ballot.detail);
  const able = (await rosterOn(doing.tx, file.at.id, on)).filter((it) => it.full && !it.suspended);
  const excluded = new Map((vote.excluded ?? []).map((it) => [it.personId, it.reason]));
  const left = able.filter((it) => excluded.has(it.personId));
  const faults: Fault[] = [];
  if (left.length < excluded.size) faults.push({ pointer: "/particulars/vote/excluded", message: zh.fields.excluded });
  const entitled = able.length - left.length;
  const ballot = { ...vote, entitled, writtenYes: vote.writtenYes ?? 0, writtenNo: vote.writtenNo ?? 0 };
  for (const it of ballotFaults(ballot)) faults.push({ pointer: `/particulars/vote/${it.field}`, message: it.message });
  if (faults.length > 0)
    throw refused("recruiting-ballot", zh.ballot.title, zh.ballot.detail, { faults, provision: MEETING.on(on) });
  const counted = admissionVote(ballot, on);
  if (!counted.value.carried) warnings.push(zh.warn.vote);
  const excludedNames = left.map((it) => ({
    name: it.name,
    reason: EXCLUSION_TERMS[excluded.get(it.personId) ?? ""] ?? "",
  }));
  return { carried: counted.value.carried, kept: { entitled, excludedNames } };
}

/** On probation: a branch that took somebody over may want to know them better before it discusses the conversion. */
async function observed(doing: Doing, file: CaseAtWork, progress: Progress<Stored>, passed: Passed): Promise<Weighed> {
  const months = passed.details.postponed ?? 0;
  if (months === 0) return passed;
  const since = progress.meetingOn ?? passed.on;
  const home = await doing.tx
    .selectFrom("membership")
    .select("organizationId")
    .where("personId", "=", file.row.personId)
    .where("validFrom", "<=", since)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", since)]))
    .executeTakeFirst();
  const allowed = postponementAllowed(months, progress.postponed, home?.organizationId !== file.at.id, passed.on);
  const { title, detail } = zh.postponed(allowed.grounds);
  if (!allowed.value) throw refused("recruiting-postponed", title, detail, { provision: allowed.provision });
  return passed;
}

/** At the end of probation: three ways out, in time. */
async function converted(
  doing: Doing,
  file: CaseAtWork,
  progress: Progress<Stored>,
  passed: Passed,
  given: Particulars,
): Promise<Weighed> {
  const { outcome } = given;
  const ends = progress.probationEnds;
  if (outcome !== "cancelled" && ends !== null && passed.on < ends) {
    const { title, detail } = zh.probation(ends);
    throw refused("recruiting-probation", title, detail, { provision: PROBATION.on(passed.on) });
  }
  if (outcome === "extended") {
    const extension = extensionAllowed(given.months, progress.extensions, passed.on);
    const { title, detail } = zh.extension(extension.grounds);
    if (!extension.value) throw refused("recruiting-extension", title, detail, { provision: extension.provision });
  }
  const gaps = probationGaps(progress, passed.on);
  if (outcome === "passed" && gaps.value.length > 0) passed.warnings.push(zh.warn.gapsOfProbation(gaps.grounds));
  const { carried, kept } = await votes(doing, file, given, passed.on, passed.warnings);
  const result: Result = !carried ? "rejected" : outcome === "extended" || outcome === "cancelled" ? outcome : "passed";
  return { ...passed, result, details: { ...passed.details, ...kept } };
}

const monthsOf = (progress: Progress<Stored>): Kept => {
  const months = progress.done.get("conversion_meeting")?.months;
  return months === undefined ? {} : { months };
};

/** Both approvals: the committee decides on what the meeting resolved, in time and by a majority. */
function approved(file: CaseAtWork, progress: Progress<Stored>, passed: Passed, given: Particulars): Weighed {
  const meeting = progress.done.get(passed.step.name === "admission" ? "admission_meeting" : "conversion_meeting");
  const vote = given.board ? boardVote(given.board, passed.on) : null;
  if (vote && !vote.value) {
    const { title, detail } = zh.board(vote.grounds);
    throw refused("recruiting-board", title, detail, { provision: vote.provision });
  }
  if (!meeting) return passed;
  const clock = approvalDue(meeting.happenedOn, passed.on);
  if (passed.on > clock.value.last) {
    const { title, detail } = zh.late(clock.value.last);
    throw refused("recruiting-late", title, detail, { provision: clock.provision });
  }
  if (passed.on > clock.value.due) passed.warnings.push(zh.warn.late(clock.value.due));
  if (passed.step.name === "admission") {
    const leaving = leavesSoon(file.row.leavesOn, passed.on);
    if (leaving.value) passed.warnings.push(zh.warn.leaving(leaving.grounds));
    return { ...passed, effect: "admit", effectOn: meeting.happenedOn };
  }
  const result = meeting.result;
  const effect = result === "passed" ? "convert" : result === "cancelled" ? "cancel" : "none";
  const effectOn = effect === "convert" ? progress.probationEnds : passed.on;
  return { ...passed, result, effect, effectOn, details: { ...passed.details, ...monthsOf(progress) } };
}
