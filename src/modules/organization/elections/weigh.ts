import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { refused } from "#platform/http/problem.ts";
import { addDays, type Day, dayInWords, isDay } from "#shared/day.ts";
import type { Particulars, StepInput } from "./contract.ts";
import { answersFor, factsOf, rosterOn, termOn, type Voter } from "./file.ts";
import { pathOf, type Step, type StepName } from "./path.ts";
import { ELECTION_CANDIDATES, ELECTION_ELECTED, ELECTION_RIGHTS, ELECTION_TELLERS } from "./provisions.ts";
import {
  candidatesEnough,
  entitled,
  type LeftOut,
  longEnough,
  needsConsent,
  quorum,
  type Seat,
  shiftRange,
  tellersFree,
  usualSeats,
} from "./rules.ts";
import { type Progress, progressOf, type Result } from "./rules-progress.ts";
import { weighSheet } from "./weigh-sheet.ts";
import { type AtWork, type Read, refuseBy, refuseFaults, type Weighing } from "./weighing.ts";
import { stepTerm, zh } from "./zh.ts";

export interface Weighed {
  readonly step: Step;
  readonly on: Day;
  readonly result: Result;
  readonly placeName: string;
  readonly details: Particulars;
  readonly warnings: readonly string[];
}

/**
 * Weighs one step: whose it is, its order and what the rules ask of it. Writes nothing. Refusals name their provision;
 * what is only unusual comes back as warnings.
 */
export async function weigh(doing: Doing, work: AtWork, input: StepInput): Promise<Weighed> {
  const facts = factsOf(work.row);
  const step = pathOf(facts).find((it) => it.name === input.step);
  if (!step) throw refused("election-order", zh.order.title, zh.order.notHere(stepTerm(input.step)));
  const on = dayGiven(doing, input.on);
  const progress = progressOf(facts, work.records);
  if (!progress.open.includes(step.name)) {
    const next = progress.next === null ? zh.order.nothing : stepTerm(progress.next);
    throw refused("election-order", zh.order.title, zh.order.detail(stepTerm(step.name), next));
  }
  const before = work.records.at(-1)?.happenedOn ?? work.row.openedOn;
  if (on < before) throw refused("election-order", zh.order.title, zh.order.early(before));
  if (step.by === "superior" && !answersFor(doing, work.at))
    throw refused("election-not-superior", zh.superior.title, zh.superior.detail(work.at.superior?.name ?? ""));
  const placeName = step.by === "superior" ? (work.at.superior?.name ?? work.at.name) : work.at.name;
  const given = input.particulars ?? {};
  const warnings: string[] = [];
  const about: Weighing = { doing, work, progress, on, given, warnings };
  if (input.refused === true) {
    if (!step.refusable) throw refused("election-order", zh.order.title, zh.order.noRefusal);
    if ((input.note ?? "").trim() === "") refuseFaults([{ pointer: "/note", message: zh.refusalNote }]);
    return { step, on, result: "rejected", placeName, details: {}, warnings };
  }
  const { details, result = "passed" } = await READERS[step.name](about);
  return { step, on, result, placeName, details, warnings };
}

const READERS: Readonly<Record<StepName, (it: Weighing) => Read | Promise<Read>>> = {
  notice: ({ given }) => ({ details: { way: given.way ?? "letter" } }),
  request,
  reply: () => ({ details: {} }),
  extension,
  nomination,
  candidates,
  candidates_reply: candidatesReply,
  meeting,
  tellers,
  ballot: weighSheet,
  officers: weighSheet,
  result: () => ({ details: {} }),
  result_reply: resultReply,
  handover,
};

async function request({ doing, work, progress, given, warnings }: Weighing): Promise<Read> {
  const seats = given.seats ?? { members: progress.seats, deputies: progress.deputies };
  const { row, at } = work;
  if (row.form === "committee" && row.kind === "term") {
    const usual = usualSeats(at.kind);
    if (seats.members < usual.value.least || seats.members > usual.value.most)
      warnings.push(zh.warn.seats(usual.grounds, usual.value.least, usual.value.most, seats.members));
  }
  if (row.form === "direct" && seats.members !== 1)
    refuseFaults([{ pointer: "/particulars/seats/members", message: zh.oneSecretary }]);
  if (seats.deputies >= seats.members + 1)
    refuseFaults([{ pointer: "/particulars/seats/deputies", message: zh.deputies }]);
  const plannedOn = dayOrNone(given.plannedOn, "/particulars/plannedOn");
  const term =
    row.kind === "term" && row.termId !== null ? await termOn(doing.tx, row.organizationId, row.openedOn) : undefined;
  if (term && plannedOn) {
    const range = shiftRange(term.dueOn);
    if (plannedOn < range.value.from || plannedOn > range.value.to) refuseBy(range);
    if (plannedOn > term.dueOn) warnings.push(zh.warn.late(term.dueOn));
  }
  return { details: { seats, ...(plannedOn ? { plannedOn } : {}) } };
}

async function extension({ doing, work, given, warnings }: Weighing): Promise<Read> {
  const until = dayOrNone(given.until, "/particulars/until");
  if (!until) refuseFaults([{ pointer: "/particulars/until", message: zh.untilMissing }]);
  const term = await termOn(doing.tx, work.row.organizationId, work.row.openedOn);
  const details = { ...(until ? { until } : {}), requestNumber: given.requestNumber ?? "" };
  if (!term || !until) return { details };
  const range = shiftRange(term.dueOn);
  if (until < range.value.from || until > range.value.to) refuseBy(range);
  if (until === term.dueOn) warnings.push(zh.warn.sameDay(term.dueOn));
  return { details };
}

/** Names of the roster; refuses those who are not on it as full members, with the pointer of where they were named. */
function namesOf(roster: readonly Voter[], ids: readonly string[], pointer: string): ReadonlyMap<string, string> {
  const known = new Map(roster.filter((it) => it.full && !it.stopped).map((it) => [it.personId, it.name]));
  const strangers = ids.filter((it) => !known.has(it));
  refuseFaults(
    strangers.map((it) => {
      const member = roster.find((one) => one.personId === it);
      return { pointer, message: member ? zh.noRights(member.name) : zh.notOnRoster };
    }),
    ELECTION_RIGHTS,
  );
  return known;
}

async function nomination({ doing, work, given, on }: Weighing): Promise<Read> {
  const list = given.candidates ?? [];
  const asked = given.nominators ?? { members: 0, masses: 0 };
  if (list.length === 0) refuseFaults([{ pointer: "/particulars/candidates", message: zh.nobodyNamed }]);
  const names = namesOf(
    await rosterOn(doing.tx, work.at, on),
    list.map((it) => it.personId),
    "/particulars/candidates",
  );
  refuseFaults(
    list.flatMap((it) => {
      const name = names.get(it.personId) ?? "";
      return [
        ...((it.byMembers ?? 0) > asked.members
          ? [zh.moreThanAsked(name, it.byMembers ?? 0, asked.members, "党员")]
          : []),
        ...((it.byMasses ?? 0) > asked.masses ? [zh.moreThanAsked(name, it.byMasses ?? 0, asked.masses, "群众")] : []),
      ].map((message) => ({ pointer: "/particulars/candidates", message }));
    }),
  );
  return {
    details: { nominators: asked, candidates: list.map((it) => ({ ...it, name: names.get(it.personId) ?? "" })) },
  };
}

async function candidates({ doing, work, progress, given, on, warnings }: Weighing): Promise<Read> {
  const list = given.candidates ?? [];
  const roster = await rosterOn(doing.tx, work.at, on);
  const names = namesOf(
    roster,
    list.map((it) => it.personId),
    "/particulars/candidates",
  );
  const twice = list.filter(
    (it, at) => list.findIndex((one) => one.personId === it.personId && one.seat === it.seat) !== at,
  );
  refuseFaults(
    twice.map((it) => ({ pointer: "/particulars/candidates", message: zh.twice(names.get(it.personId) ?? "") })),
  );
  refuseTooFew(progress, list, work.row.form);
  const members = new Set(list.filter((it) => it.seat === "member").map((it) => it.personId));
  if (work.row.form === "committee" && work.row.kind === "term")
    refuseFaults(
      list
        .filter((it) => it.seat !== "member" && !members.has(it.personId))
        .map((it) => ({
          pointer: "/particulars/candidates",
          message: zh.officerNotMember(names.get(it.personId) ?? ""),
        })),
      ELECTION_CANDIDATES,
    );
  for (const it of list.filter((one) => one.seat === "secretary")) {
    const long = longEnough(roster.find((one) => one.personId === it.personId)?.fullOn ?? null, on);
    if (!long.value) warnings.push(zh.warn.standing(names.get(it.personId) ?? "", long.grounds));
  }
  return { details: { candidates: list.map((it) => ({ ...it, name: names.get(it.personId) ?? "" })) } };
}

/** Refuses a list that leaves one of the meeting's contests with too few. */
function refuseTooFew(progress: Progress, list: readonly { readonly seat: string }[], form: string): void {
  const contests: (readonly [Seat, number])[] =
    form === "committee"
      ? [["member", progress.seats]]
      : [
          ["secretary", 1],
          ["deputy_secretary", progress.deputies],
        ];
  for (const [seat, seats] of contests) {
    const found = candidatesEnough(seat, seats, list.filter((it) => it.seat === seat).length);
    if (!found.value.enough) refuseBy(found);
  }
}

function candidatesReply({ work, progress, given }: Weighing): Read {
  const struck = given.struck ?? [];
  const known = new Set(progress.candidates.map((it) => it.personId));
  refuseFaults(
    struck.filter((it) => !known.has(it)).map(() => ({ pointer: "/particulars/struck", message: zh.notCandidate })),
  );
  const left = progress.candidates.filter((it) => !struck.includes(it.personId ?? ""));
  refuseTooFew(progress, left, work.row.form);
  return { details: { struck } };
}

async function meeting({ doing, work, given, on, warnings }: Weighing): Promise<Read> {
  const present = given.present ?? 0;
  const agreed = given.agreed ?? present;
  const leftOut = given.leftOut ?? [];
  const consent = given.consent?.trim() ?? "";
  const { delegates } = work.row;
  let due = delegates ?? 0;
  let kept: Particulars["leftOut"] = [];
  if (delegates === null) {
    const roster = await rosterOn(doing.tx, work.at, on);
    const names = namesOf(
      roster,
      leftOut.map((it) => it.personId),
      "/particulars/leftOut",
    );
    const counted = entitled(
      roster,
      leftOut.map((it) => it.personId),
    );
    if (leftOut.some((it) => needsConsent(it.reason as LeftOut)) && consent === "")
      refuseFaults([{ pointer: "/particulars/consent", message: zh.consentMissing }], counted.provision);
    due = counted.value;
    kept = leftOut.map((it) => ({ ...it, name: names.get(it.personId) ?? "" }));
  }
  const there = quorum(due, present);
  if (!there.value.enough) refuseBy(there);
  if (agreed > present) refuseFaults([{ pointer: "/particulars/agreed", message: zh.agreedMore(present) }]);
  if (agreed * 2 <= due)
    refuseFaults([{ pointer: "/particulars/agreed", message: zh.methodNotPassed(due, agreed) }], ELECTION_CANDIDATES);
  const range = await rangeOf(doing, work);
  if (range && on > range.until) warnings.push(zh.warn.afterTerm(range.until));
  return { details: { present, agreed, leftOut: kept, due, ...(consent === "" ? {} : { consent }) } };
}

/** By when the meeting should have been: the end of the term, or what was agreed to. */
async function rangeOf(doing: Doing, work: AtWork): Promise<{ until: Day } | null> {
  if (work.row.kind !== "term") return null;
  const postponed = progressOf(factsOf(work.row), work.records).postponedTo;
  const term = await termOn(doing.tx, work.row.organizationId, work.row.openedOn);
  const until = postponed ?? term?.dueOn;
  return until ? { until } : null;
}

async function tellers({ doing, work, progress, given, on }: Weighing): Promise<Read> {
  const overseers = given.overseers ?? [];
  const counters = given.counters ?? [];
  if (overseers.length === 0)
    refuseFaults([{ pointer: "/particulars/overseers", message: zh.noOverseer }], ELECTION_TELLERS);
  if (counters.length === 0)
    refuseFaults([{ pointer: "/particulars/counters", message: zh.noCounter }], ELECTION_TELLERS);
  const names = namesOf(await rosterOn(doing.tx, work.at, on), [...overseers, ...counters], "/particulars/overseers");
  const free = tellersFree(
    [...overseers, ...counters],
    progress.candidates.map((it) => it.personId ?? ""),
  );
  if (!free.value) refuseBy(free);
  return { details: { overseers, counters, names: pick(names, [...overseers, ...counters]) } };
}

const pick = (names: ReadonlyMap<string, string>, ids: readonly string[]): Record<string, string> =>
  Object.fromEntries(ids.map((it) => [it, names.get(it) ?? ""]));

function resultReply({ progress, given, on }: Weighing): Read {
  const effectiveOn = dayOrNone(given.effectiveOn, "/particulars/effectiveOn") ?? on;
  const held = progress.heldOn ?? on;
  if (effectiveOn < held || effectiveOn > addDays(on, 0))
    refuseFaults(
      [{ pointer: "/particulars/effectiveOn", message: zh.effective(dayInWords(held), dayInWords(on)) }],
      ELECTION_ELECTED,
    );
  return { details: { effectiveOn } };
}

function handover({ given }: Weighing): Read {
  const items = given.items ?? [];
  if (items.length === 0) refuseFaults([{ pointer: "/particulars/items", message: zh.noItems }]);
  return { details: { items, witness: given.witness?.trim() ?? "" } };
}

/** A day that may lie ahead, or null where none was given. */
function dayOrNone(text: string | undefined, pointer: string): Day | null {
  if (text === undefined) return null;
  if (!isDay(text)) refuseFaults([{ pointer, message: zh.noSuchDay }]);
  return text as Day;
}
