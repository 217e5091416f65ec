import { sql } from "kysely";
import { isConcerned } from "#platform/access/concerned.ts";
import type { Actor, Policy } from "#platform/access/policy.ts";
import { deedsOf, type Sides } from "#platform/cases/deeds.ts";
import type { Reader } from "#platform/database/door.ts";
import { covers, type PathRange, subtree } from "#platform/database/reach.ts";
import { absent } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, isDay } from "#shared/day.ts";
import { overdue, provisionView } from "#shared/finding.ts";
import { findTransferPlaces, shortNames } from "../queries.ts";
import { letterEnds } from "../rules.ts";
import type { LetterView, MemberTransfers, TransferList, TransferPage } from "./contract.ts";
import { DEEDS, type Side } from "./deeds.ts";
import { keptUntil, letterDays, letterState, type NextStep, nextDue, nextStep, validUntil } from "./rules.ts";
import type { LetterRow, TransferRow } from "./writes.ts";
import { affairOf } from "./writes.ts";
import {
  CANCEL_CODES,
  CHANNELS,
  FILE_WAYS,
  LETTER_KINDS,
  LETTER_STATES,
  NEXT,
  STEP_KINDS,
  TRANSFER_KINDS,
  TRANSFER_STATES,
  zh,
} from "./zh.ts";

export { findTransferPlaces };

/** Rows of one page of the list; more are asked for by the mark of the last. */
const PAGE = 50;
const REQUESTS = 100;

export interface Viewing {
  readonly tx: Reader;
  readonly actor: Actor;
  readonly policy: Policy;
  readonly today: Day;
}

const scopeTerm = (value: string | null): string | null => {
  const codes = codeSet("transfer_scope");
  return value !== null && codes.has(value) ? codes.term(value) : null;
};

type Ends = Pick<TransferRow, "kind" | "fromOrganizationId" | "toOrganizationId" | "outsideName">;

/** Names of both ends; the end outside the zone has only what was written. */
export const endsOf = (it: Ends, names: ReadonlyMap<string, string>): { from: string | null; to: string | null } => ({
  from: it.kind === "in" ? it.outsideName : (names.get(it.fromOrganizationId ?? "") ?? null),
  to: it.kind === "out" ? it.outsideName : (names.get(it.toOrganizationId ?? "") ?? null),
});

export const letterUntil = (it: Pick<TransferRow, "letterOn" | "validDays">): Day | null =>
  it.letterOn === null ? null : letterEnds(it.letterOn, it.validDays ?? 90).value;

/** What the letters of the zone are called by, with the names of their issuers. */
export async function letterViews(tx: Reader, rows: readonly LetterRow[], on: Day): Promise<LetterView[]> {
  const names = await shortNames(
    tx,
    rows.map((it) => it.issuerOrganizationId),
  );
  const numbers = new Map(rows.map((it) => [it.id, it.number]));
  return rows.map((it) => {
    const state = letterState(it, on).value;
    return {
      id: it.id,
      kind: it.kind,
      kindTerm: LETTER_KINDS[it.kind] ?? it.kind,
      number: it.number,
      addressee: it.addressee,
      issuer: names.get(it.issuerOrganizationId) ?? "",
      issuedOn: it.issuedOn,
      until: validUntil(it).value,
      state,
      stateTerm: LETTER_STATES[state] ?? state,
      cancelTerm: it.cancelCode === null ? null : (CANCEL_CODES[it.cancelCode] ?? it.cancelCode),
      replaces: it.replacesId === null ? null : (numbers.get(it.replacesId) ?? null),
    };
  });
}

/** What is due of one transfer, by the rule that the clock asks of all. */
export function dueOf(it: TransferRow, on: Day): TransferPage["due"] {
  const due = nextDue(it, on);
  if (due === null) return [];
  return [
    {
      what: sentenceOf(nextStep(it, on).value, it),
      deadline: due.value,
      overdue: overdue(due.value, on),
      provision: provisionView(due.provision),
    },
  ];
}

/** The sentence of what waits, with the day from which it does. */
export function sentenceOf(step: NextStep, it: TransferRow): string {
  const { matters } = zh;
  switch (step) {
    case "accept":
      return matters.accept(it.handedOverOn);
    case "receipt":
      return matters.waiting(it.handedOverOn);
    case "issue":
      return it.letterOn === null ? matters.issue(it.handedOverOn) : matters.reissue(letterUntil(it) ?? it.letterOn);
    case "verify":
      return matters.verify(it.handedOverOn);
    case "admit":
      return matters.admit(it.verifiedOn ?? it.handedOverOn);
    case "answer":
      return matters.answer(it.decidedOn ?? it.handedOverOn);
    case "file":
      return matters.file(it.fileSentOn ?? it.handedOverOn);
    case "none":
      return NEXT.none;
  }
}

/** Who holds the next step: a name of one end. */
function holderOf(step: NextStep, it: TransferRow, ends: { from: string | null; to: string | null }): string | null {
  if (step === "none") return null;
  if (step === "issue") return ends.from === null ? null : `${ends.from}的上级党委`;
  if (step === "receipt") return ends.to;
  if (step === "file") return it.kind === "out" ? ends.from : ends.to;
  return ends.to;
}

/** What one transfer says, as both its ends and the member read it. */
export async function transferFacts(tx: Reader, row: TransferRow, on: Day) {
  const names = await shortNames(tx, [row.fromOrganizationId ?? "", row.toOrganizationId ?? ""]);
  const ends = endsOf(row, names);
  const letters = await tx
    .selectFrom("transferLetter")
    .selectAll()
    .where("transferId", "=", row.id)
    .orderBy("issuedOn")
    .orderBy("serial")
    .execute();
  const steps = await tx
    .selectFrom("transferStep")
    .selectAll()
    .where("transferId", "=", row.id)
    .orderBy("happenedOn")
    .orderBy("id")
    .execute();
  const materials = await tx
    .selectFrom("transferMaterial")
    .select(["term", "copies"])
    .where("transferId", "=", row.id)
    .orderBy("position")
    .execute();
  const step = nextStep(row, on).value;
  return {
    id: row.id,
    personId: row.personId,
    personName: row.personName,
    kind: row.kind,
    kindTerm: TRANSFER_KINDS[row.kind] ?? row.kind,
    channelTerm: CHANNELS[row.channel] ?? row.channel,
    state: row.state,
    stateTerm: TRANSFER_STATES[row.state] ?? row.state,
    ...ends,
    scopeTerm: scopeTerm(row.scope),
    contact: row.contact,
    reason: row.reason,
    duesPaidTo: row.duesPaidTo,
    handedOverOn: row.handedOverOn,
    decidedOn: row.decidedOn,
    decisionNote: row.decisionNote,
    verifiedOn: row.verifiedOn,
    receiptOn: row.receiptOn,
    receiptNumber: row.receiptNumber,
    letterNumber: row.letterNumber,
    letterUntil: letterUntil(row),
    next: { step, says: NEXT[step], by: holderOf(step, row, ends) },
    due: dueOf(row, on),
    letters: await letterViews(tx, letters, on),
    file: {
      wayTerm: row.fileWay === null ? null : (FILE_WAYS[row.fileWay] ?? row.fileWay),
      sentOn: row.fileSentOn,
      receivedOn: row.fileReceivedOn,
      note: row.fileNote,
      materials,
    },
    steps: steps.map((it) => ({
      id: it.id,
      kind: it.kind,
      term: STEP_KINDS[it.kind] ?? it.kind,
      on: it.happenedOn,
      by: it.byName,
      content: it.content,
    })),
  };
}

/** The sides that the reader answers for. */
function sidesOf({ actor, policy }: Omit<Viewing, "tx">, it: TransferRow): Sides<Side> {
  const places = policy.placesOf(actor, "membership.transfer");
  const sender = it.fromOrganizationId !== null && covers(places, it.orgPath);
  return {
    sender,
    receiver: it.toPath !== null && covers(places, it.toPath),
    issuer: sender && policy.may(actor, "membership.letter", it.orgPath),
  };
}

/** One transfer as a path. */
export async function transferPage(viewing: Viewing, id: string): Promise<TransferPage> {
  const { tx, today } = viewing;
  const row = await tx.selectFrom("transfer").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.transfer);
  const ownAffair = isConcerned(viewing.actor, affairOf(row));
  return {
    ...(await transferFacts(tx, row, today)),
    hasIdNumber: row.idNumberCipher !== null,
    can: deedsOf(DEEDS, row, sidesOf(viewing, row), today).filter((it) => it !== "acceptance" || !ownAffair),
    suggestedDays: letterDays(row.scope).value,
  };
}

export interface Asked {
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly org?: string | undefined;
  readonly after?: string | undefined;
}

/** Transfers by direction and state, the newest first, fifty at a time; and what members ask for. */
export async function transferList(viewing: Viewing, asked: Asked): Promise<TransferList> {
  const { tx, actor, policy, today } = viewing;
  const place = await placeAsked(tx, asked.org);
  let query = tx
    .selectFrom("transfer")
    .selectAll()
    .orderBy("handedOverOn", "desc")
    .orderBy("id", "desc")
    .limit(PAGE + 1);
  if (asked.kind) query = query.where("kind", "=", asked.kind);
  if (asked.state === "open") query = query.where("state", "=", "handed-over");
  else if (asked.state === "done") query = query.where("state", "<>", "handed-over");
  if (place) query = query.where((eb) => eb.or([within(eb.ref("orgPath"), place), within(eb.ref("toPath"), place)]));
  const mark = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/.exec(asked.after ?? "");
  if (mark && isDay(mark[1]))
    query = query.where(sql<boolean>`(handed_over_on, id) < (${mark[1]}::date, ${mark[2]}::uuid)`);
  const found = await query.execute();
  const rows = found.slice(0, PAGE);
  const last = rows.at(-1);
  const names = await shortNames(
    tx,
    rows.flatMap((it) => [it.fromOrganizationId ?? "", it.toOrganizationId ?? ""]),
  );
  const may = policy.placesOf(actor, "membership.transfer");
  return {
    rows: rows.map((it) => {
      const step = nextStep(it, today).value;
      const due = nextDue(it, today);
      return {
        id: it.id,
        personId: it.personId,
        personName: it.personName,
        kindTerm: TRANSFER_KINDS[it.kind] ?? it.kind,
        ...endsOf(it, names),
        handedOverOn: it.handedOverOn,
        letterUntil: letterUntil(it),
        state: it.state,
        stateTerm: TRANSFER_STATES[it.state] ?? it.state,
        says: NEXT[step],
        overdue: overdue(due?.value ?? null, today),
      };
    }),
    next: found.length > PAGE && last ? `${last.handedOverOn}_${last.id}` : null,
    requests: asked.after === undefined ? await requestsWaiting(tx, place, may) : [],
    can: { arrive: may.length > 0 },
  };
}

type Column = Parameters<typeof sql>[1];
const within = (column: Column, { lo, hi }: PathRange) => sql<boolean>`(${column} >= ${lo} and ${column} < ${hi})`;

async function placeAsked(tx: Reader, id: string | undefined): Promise<PathRange | null> {
  if (id === undefined || id === "") return null;
  const row = await tx.selectFrom("organization").select("orgPath").where("id", "=", id).executeTakeFirst();
  if (!row) throw absent("党组织");
  return subtree(row.orgPath);
}

async function requestsWaiting(
  tx: Reader,
  place: PathRange | null,
  may: readonly PathRange[],
): Promise<TransferList["requests"]> {
  let query = tx
    .selectFrom("transferRequest")
    .selectAll()
    .where("answeredOn", "is", null)
    .orderBy("askedOn")
    .limit(REQUESTS);
  if (place) query = query.where("orgPath", ">=", place.lo).where("orgPath", "<", place.hi);
  const rows = await query.execute();
  const names = await shortNames(
    tx,
    rows.map((it) => it.organizationId),
  );
  return rows.map((it) => ({
    id: it.id,
    personId: it.personId,
    personName: it.personName,
    organizationName: names.get(it.organizationId) ?? "",
    askedOn: it.askedOn,
    destination: it.destination,
    reason: it.reason,
    can: covers(may, it.orgPath),
  }));
}

/** On the page of a member: letters and certificates, what was asked for, and whether the membership is kept. */
export async function memberTransfers(viewing: Viewing, personId: string): Promise<MemberTransfers> {
  const { tx, actor, policy, today } = viewing;
  const person = await tx.selectFrom("person").select("id").where("id", "=", personId).executeTakeFirst();
  if (!person) throw absent("党员");
  const letters = await tx
    .selectFrom("transferLetter")
    .selectAll()
    .where("personId", "=", personId)
    .orderBy("issuedOn", "desc")
    .orderBy("serial", "desc")
    .limit(20)
    .execute();
  const request = await tx
    .selectFrom("transferRequest")
    .select(["id", "askedOn", "destination", "reason"])
    .where("personId", "=", personId)
    .where("answeredOn", "is", null)
    .executeTakeFirst();
  const keep = await tx
    .selectFrom("membershipKeep")
    .select(["id", "sinceOn", "note"])
    .where("personId", "=", personId)
    .where("endedOn", "is", null)
    .executeTakeFirst();
  const open = await tx
    .selectFrom("membership")
    .select("orgPath")
    .where("personId", "=", personId)
    .where("validTo", "is", null)
    .executeTakeFirst();
  const may = (verb: string): boolean => open !== undefined && policy.may(actor, verb, open.orgPath);
  return {
    letters: await letterViews(tx, letters, today),
    request: request ?? null,
    keep: keep ? { ...keep, until: keptUntil(keep.sinceOn).value } : null,
    can: { certify: may("membership.letter"), keep: may("membership.transfer"), answer: may("membership.transfer") },
  };
}
