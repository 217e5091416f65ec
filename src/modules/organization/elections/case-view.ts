import { stateOf } from "#platform/cases/path.ts";
import type { Asking } from "#platform/http/route.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { COMMITTEE_POSTS, LIMITS, termState } from "../rules.ts";
import { postTerm } from "../zh.ts";
import type { CaseView, KeptContest, OfOrganization, Particulars, RosterView, StartView } from "./contract.ts";
import {
  answersFor,
  type ElectionRow,
  electionRow,
  elects,
  factsOf,
  type Place,
  placeOn,
  rosterOn,
  type Stored,
  sittingOn,
  storedOf,
  termOn,
} from "./file.ts";
import { pathOf } from "./path.ts";
import { ELECTION_RECORDS } from "./provisions.ts";
import { formFor, mayHaveDelegates, outcome, type Seat, usualSeats, villageCount } from "./rules.ts";
import { type Progress, progressOf, recordsMissing } from "./rules-progress.ts";
import { runningElections } from "./running.ts";
import { formTerm, kindTerm, leftOutTerm, PAPER_TERMS, RESULT_TERMS, seatTerm, stepTerm } from "./zh.ts";

type Asker = Pick<Asking, "tx" | "actor" | "house">;

/** One election as a readable path: what was done, what is next and why, whose turn it is. */
export async function caseView(asking: Asker, id: string, today: Day): Promise<CaseView> {
  const { tx, actor, house } = asking;
  const row = await electionRow(tx, id);
  const all = await tx
    .selectFrom("electionRecord")
    .selectAll()
    .where("electionId", "=", id)
    .orderBy("position")
    .execute();
  const kept = all.filter((it) => it.withdrawnOn === null);
  const at = await placeOn(tx, row.organizationId, today);
  const village = row.kind === "village";
  const records = village ? [] : kept.map(storedOf);
  const facts = factsOf(row);
  const progress = progressOf(facts, records);
  const underWay = row.endedOn === null;
  const can = { write: house.policy.may(actor, "election.write", row.orgPath), decide: answersFor(asking, at) };
  const open = new Set(underWay ? progress.open : []);
  const mayRecord = (by: string): boolean => (by === "superior" ? can.decide : can.write);
  const path = village ? [] : pathOf(facts);
  const next = underWay && progress.next !== null ? path.find((it) => it.name === progress.next) : undefined;
  const term = row.termId === null ? undefined : await termOf(tx, row.termId);
  const last = kept.at(-1);
  const byWhom = path.find((it) => it.name === last?.step)?.by ?? "superior";
  const settled = row.endedCode === "terminated";
  return {
    id,
    asOf: today,
    kind: row.kind,
    kindTerm: kindTerm(row.kind),
    form: row.form,
    formTerm: formTerm(row.form),
    title: `${at.name}${kindTerm(row.kind)}`,
    organizationId: row.organizationId,
    organizationName: at.name,
    superiorName: at.superior?.name ?? null,
    termNumber: row.termNumber,
    termDueOn: row.kind === "term" ? (term?.dueOn ?? null) : null,
    postponedTo: progress.postponedTo,
    openedOn: row.openedOn,
    reason: row.reason,
    delegates: row.delegates,
    seats: progress.seats,
    deputies: progress.deputies,
    round: progress.round,
    due: progress.due,
    present: progress.present,
    heldOn: row.heldOn,
    effectiveOn: row.effectiveOn,
    endedOn: row.endedOn,
    endedTerm: row.endedCode === null ? null : codeSet("election_end").term(row.endedCode as never),
    endedNote: row.endedNote,
    next: next
      ? {
          step: next.name,
          term: stepTerm(next.name),
          by: next.by,
          grounds: next.grounds,
          basis: provisionView(next.provision),
          mayRecord: mayRecord(next.by),
        }
      : null,
    steps: path.map((it) => ({
      code: it.name,
      term: stepTerm(it.name),
      by: it.by,
      optional: it.optional,
      papers: it.papers.map((name) => ({ name, term: PAPER_TERMS[name] ?? name })),
      state: stateOf(it, progress.done, open),
      mayRecord: open.has(it.name) && mayRecord(it.by),
    })),
    records: all.map((it) => ({
      id: it.id,
      step: it.step,
      term: stepTerm(it.step),
      result: it.result,
      resultTerm: RESULT_TERMS[it.result] ?? it.result,
      happenedOn: it.happenedOn,
      placeName: it.placeName,
      recordedName: it.recordedName,
      documentNumber: it.documentNumber,
      note: it.note,
      facts: factLines(it.step, it.details as Particulars),
      sheets: it.step === "village" ? villageSheets(it.details as never) : sheetsOf(it.details as Particulars),
      withdrawnOn: it.withdrawnOn,
      withdrawnName: it.withdrawnName,
      withdrawnReason: it.withdrawnReason,
    })),
    nominated: nominatedOf(records).map((it) => ({ ...it, seatTerm: seatTerm(it.seat) })),
    candidates: progress.candidates.map((it) => ({ ...it, seatTerm: seatTerm(it.seat) })),
    elected: progress.elected.map(({ personId, name, seat }) => ({ personId, name, seat, seatTerm: seatTerm(seat) })),
    contests: nextContests(progress, row).map(([seat, seats]) => ({ seat, seatTerm: seatTerm(seat), seats })),
    tied: progress.tied === null ? null : [...progress.tied],
    missing: village ? [] : recordsMissing(facts, records).map(stepTerm),
    recordsBasis: provisionView(ELECTION_RECORDS),
    sitting: (await sittingOn(tx, row.organizationId, today)).map((it) => ({
      personId: it.personId,
      name: it.personName,
      post: it.post,
      postTerm: postTerm(it.post),
    })),
    undoable: last && !settled && mayRecord(byWhom) ? last.id : null,
    can,
  };
}

/** Who was named most, first. */
function nominatedOf(records: readonly Stored[]): { personId: string; name: string; seat: string }[] {
  const named = records.findLast((it) => it.step === "nomination")?.details.candidates ?? [];
  return [...named]
    .sort((a, b) => (b.byMembers ?? 0) - (a.byMembers ?? 0))
    .map(({ personId, name, seat }) => ({ personId, name: name ?? "", seat }));
}

/** What the next count is about: seats of the meeting that are left, or the offices of the committee. */
function nextContests(progress: Progress, row: Pick<ElectionRow, "endedOn">): (readonly [Seat, number])[] {
  if (row.endedOn !== null) return [];
  if (progress.next === "officers") {
    const offices: (readonly [Seat, number])[] = [
      ["secretary", 1],
      ["deputy_secretary", progress.deputies],
    ];
    return offices.filter(([, seats]) => seats > 0);
  }
  return [...progress.unfilled].filter(([, seats]) => seats > 0);
}

const termOf = async (tx: Asking["tx"], id: string) =>
  await tx.selectFrom("committeeTerm").select(["termNumber", "dueOn"]).where("id", "=", id).executeTakeFirst();

const HANDOVER = codeSet("handover_item");
const WAYS: Readonly<Record<string, string>> = { letter: "发函", call: "电话" };

/** What a record holds besides its count, in the words of its form. */
function factLines(step: string, it: Particulars): { term: string; value: string }[] {
  const lines: (readonly [string, string | number | undefined])[] = [];
  const people = (ids: readonly string[] | undefined): string =>
    (ids ?? []).map((id) => it.names?.[id] ?? "").join("、");
  if (step === "notice") lines.push(["方式", WAYS[it.way ?? "letter"]]);
  if (it.seats)
    lines.push([
      "应选名额",
      it.seats.deputies > 0 ? `${it.seats.members}名，其中副书记${it.seats.deputies}名` : `${it.seats.members}名`,
    ]);
  lines.push(["打算选举的日期", it.plannedOn], ["延期（提前）到", it.until], ["请示文号", it.requestNumber]);
  if (it.nominators) lines.push(["参加推荐", `党员${it.nominators.members}人，群众${it.nominators.masses}人`]);
  if (step === "nomination")
    lines.push([
      "被提名人",
      (it.candidates ?? [])
        .map((one) => `${one.name}（党员${one.byMembers ?? 0}票，群众${one.byMasses ?? 0}票）`)
        .join("、"),
    ]);
  if (step === "candidates")
    lines.push(
      ...Map.groupBy(it.candidates ?? [], (one) => one.seat)
        .entries()
        .map(([seat, list]) => [`${seatTerm(seat)}候选人`, list.map((one) => one.name ?? "").join("、")] as const),
    );
  if ((it.struck ?? []).length > 0) lines.push(["没有同意的人选", `${it.struck?.length ?? 0}人`]);
  if (step === "meeting") {
    lines.push(["应到会有选举权的党员", it.due], ["实到会", it.present], ["赞成选举办法", it.agreed]);
    lines.push([
      "不计入应到会",
      (it.leftOut ?? []).map((one) => `${one.name}（${leftOutTerm(one.reason)}）`).join("、"),
    ]);
    lines.push(["上级同意的依据", it.consent]);
  }
  lines.push(["监票人", people(it.overseers)], ["计票人", people(it.counters)]);
  if (it.sheet)
    lines.push([
      "选票",
      `应到会${it.sheet.due ?? ""}人，实到会${it.sheet.present ?? ""}人；发出${it.sheet.issued}张，收回${it.sheet.returned}张，有效票${Math.max(0, it.sheet.returned - it.sheet.spoiled)}张，无效票${it.sheet.spoiled}张`,
    ]);
  if (it.fewer) lines.push(["减少名额", `${it.fewer.agreed}人同意`]);
  if ((it.duties ?? []).length > 0) lines.push(["分工", dutiesInWords(it)]);
  lines.push(["任职自", it.effectiveOn]);
  lines.push(["交接的事项", (it.items ?? []).map((one) => (HANDOVER.has(one) ? HANDOVER.term(one) : one)).join("、")]);
  lines.push(["监交人", it.witness]);
  return lines.flatMap(([term, value]) =>
    value === undefined || value === "" ? [] : [{ term, value: String(value) }],
  );
}

function dutiesInWords(it: Particulars): string {
  const names = new Map(
    (it.sheet?.contests ?? []).flatMap((one) => one.votes.map((vote) => [vote.personId ?? "", vote.name] as const)),
  );
  return (it.duties ?? [])
    .map((one) => `${names.get(one.personId) ?? it.names?.[one.personId] ?? ""}${postTerm(one.post)}`)
    .join("、");
}

function sheetsOf({ sheet }: Particulars): CaseView["records"][number]["sheets"] {
  if (!sheet) return [];
  const valid = Math.max(0, sheet.returned - sheet.spoiled);
  return sheet.contests.map((it: KeptContest) => {
    const found = outcome(
      sheet.due ?? 0,
      it.seats ?? 0,
      it.votes.map((one) => ({
        key: one.personId ?? "",
        name: one.name,
        votesFor: one.votesFor,
        votesAgainst: one.votesAgainst ?? 0,
        writtenIn: one.writtenIn ?? false,
      })),
    );
    const won = new Set((it.elected ?? []).map((one) => one.personId));
    return {
      seatTerm: seatTerm(it.seat),
      seats: it.seats ?? 0,
      grounds: found.grounds,
      basis: provisionView(found.provision),
      rows: it.votes.map((one) => ({
        name: one.name,
        votesFor: one.votesFor,
        votesAgainst: one.votesAgainst ?? 0,
        abstained: one.writtenIn === true ? null : Math.max(0, valid - one.votesFor - (one.votesAgainst ?? 0)),
        writtenIn: one.writtenIn ?? false,
        elected: won.has(one.personId),
      })),
    };
  });
}

interface VillageDetails {
  readonly electors: number;
  readonly voted: number;
  readonly votes: readonly {
    readonly seat: string;
    readonly name: string;
    readonly votesFor: number;
    readonly elected: boolean;
  }[];
}

function villageSheets(it: VillageDetails): CaseView["records"][number]["sheets"] {
  const found = villageCount(it.electors, it.voted, it.votes);
  return [...Map.groupBy(it.votes, (one) => one.seat)].map(([seat, votes]) => ({
    seatTerm: seatTerm(seat),
    seats: votes.filter((one) => one.elected).length,
    grounds: found.grounds,
    basis: provisionView(found.provision),
    rows: votes.map((one) => ({
      name: one.name,
      votesFor: one.votesFor,
      votesAgainst: 0,
      abstained: null,
      writtenIn: false,
      elected: one.elected,
    })),
  }));
}

/** Who is on the roster of an election's organisation on a day, for choosing people and counting who is due. */
export async function rosterView(tx: Asking["tx"], id: string, on: Day, today: Day): Promise<RosterView> {
  const row = await electionRow(tx, id);
  const roster = await rosterOn(tx, await placeOn(tx, row.organizationId, today), on);
  return {
    on,
    people: roster.flatMap(({ full, personId, name, fullOn, stopped, away }) =>
      full ? [{ personId, name, fullOn, stopped, away }] : [],
    ),
    probationary: roster.filter((it) => !it.full).length,
  };
}

/** What is known before an election begins, so that only what the house cannot know is asked. */
export async function startView(asking: Asker, organizationId: string, today: Day): Promise<StartView> {
  const { tx, actor, house } = asking;
  const at = await placeOn(tx, organizationId, today);
  const full = (await rosterOn(tx, at, today)).filter((it) => it.full).length;
  const form = formFor(at.kind, full);
  const term = await termOn(tx, organizationId, today);
  const sitting = await sittingOn(tx, organizationId, today);
  const posts = new Set(sitting.map((it) => it.post));
  const running = await runningElections(tx, today, [organizationId]);
  const usual = usualSeats(at.kind);
  const persons = new Set(sitting.filter((it) => COMMITTEE_POSTS.includes(it.post as never)).map((it) => it.personId));
  const here = at.closedOn === null || at.closedOn > today;
  return {
    organizationId,
    organizationName: at.name,
    kindTerm: codeSet("organization_kind").has(at.kind) ? codeSet("organization_kind").term(at.kind) : at.kind,
    full,
    form: form.value,
    formGrounds: form.grounds,
    formBasis: provisionView(form.provision),
    seats: form.value === "direct" ? 1 : Math.max(LIMITS.fewestSeats, usual.value.least, persons.size),
    deputies: sitting.filter((it) => it.post === "deputy_secretary").length,
    least: usual.value.least,
    most: usual.value.most,
    delegatesAllowed: mayHaveDelegates(full).value,
    termNumber: term?.termNumber ?? null,
    termDueOn: term?.dueOn ?? null,
    termGrounds: term ? termState({ dueOn: term.dueOn, endedOn: term.endedOn }, today).grounds : null,
    underWay: running[0]?.row.id ?? null,
    vacant: posts.has("secretary") ? [] : [postTerm("secretary")],
    elects: elects(at.kind) && here,
    village: at.village && here,
    superiorName: at.superior?.name ?? null,
    can: {
      open: house.policy.may(actor, "election.write", at.path),
      village: house.policy.may(actor, "election.decide", at.path) && answersFor(asking, at),
    },
  };
}

/** The elections of one organisation, the newest first. */
export async function electionsOf(asking: Asker, organizationId: string, today: Day): Promise<OfOrganization> {
  const { tx, actor, house } = asking;
  const at: Place = await placeOn(tx, organizationId, today);
  const rows = await tx
    .selectFrom("election")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .orderBy("openedOn", "desc")
    .orderBy("id", "desc")
    .limit(30)
    .execute();
  const running = new Map((await runningElections(tx, today, [organizationId])).map((it) => [it.row.id, it]));
  const here = at.closedOn === null || at.closedOn > today;
  return {
    rows: rows.map((it) => {
      const next = running.get(it.id)?.progress.next ?? null;
      return {
        id: it.id,
        kindTerm: kindTerm(it.kind),
        openedOn: it.openedOn,
        heldOn: it.heldOn,
        stateTerm:
          it.endedCode !== null
            ? codeSet("election_end").term(it.endedCode as never)
            : next === null
              ? ""
              : `下一步：${stepTerm(next)}`,
        underWay: it.endedOn === null,
      };
    }),
    can: {
      open: here && elects(at.kind) && house.policy.may(actor, "election.write", at.path),
      village: here && at.village && house.policy.may(actor, "election.decide", at.path) && answersFor(asking, at),
    },
  };
}
