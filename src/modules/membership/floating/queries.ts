import { sql } from "kysely";
import type { Actor, Policy } from "#platform/access/policy.ts";
import { deedsOf } from "#platform/cases/deeds.ts";
import type { Reader } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import type { Keyring } from "#platform/keyring.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { addDays, type Day, later } from "#shared/day.ts";
import { type Finding, finding, overdue, provisionView } from "#shared/finding.ts";
import { shortNames } from "../queries.ts";
import type { CasesOfMember, CaseView, KeyView, PassView } from "./contract.ts";
import { DEEDS } from "./deeds.ts";
import { lastContact, type Shown, shownBy } from "./evidence.ts";
import { type EntryBody, fingerprintOf, type SignedEntry, signEntry, writePass } from "./pass.ts";
import { LOST_CONTACT } from "./provisions.ts";
import {
  abroadDue,
  acknowledgementDue,
  contactDue,
  decisionDue,
  isFloating,
  lossDue,
  lostStage,
  passHolds,
  silentSince,
  stateOn,
  strikeOffDue,
} from "./rules.ts";
import { type CaseRow, type EntryRow, linesOf } from "./writes.ts";
import { zh } from "./zh.ts";

/** Lines that show that somebody is alive to the Party: what reached them, what they did themselves. */
const SIGNS: readonly string[] = [
  "countersigned",
  "report",
  "contact",
  "activity",
  "dues",
  "training",
  "appraisal",
  "found",
];
/** Lines that count as contact (C27); attending or paying is contact too. */
export const isSign = (it: { readonly kind: string; readonly reached: boolean | null }): boolean =>
  SIGNS.includes(it.kind) && it.reached !== false;

/** The same in a query. */
export const signOfLife = sql<boolean>`kind = any(${[...SIGNS]}::text[]) and reached is not false`;

/** The day of the last sign, from the log; null when there is none. */
export function lastSign(lines: readonly Pick<EntryRow, "kind" | "reached" | "happenedOn">[], on: Day): Day | null {
  return lines.filter((it) => isSign(it) && it.happenedOn <= on).at(-1)?.happenedOn ?? null;
}

const term = (set: CodeSetName, value: string | null): string | null => {
  if (value === null) return null;
  const codes = codeSet(set);
  return codes.has(value) ? codes.term(value) : value;
};

type Due = CaseView["due"][number];

/** What is due of one case on a day, by the rules that the clock asks of all. */
export function dueOf(row: CaseRow, lines: readonly EntryRow[], shown: Shown, on: Day): Due[] {
  const due: Due[] = [];
  const put = (check: string, what: string, { provision, value }: Finding<Day | null>): void => {
    due.push({
      check,
      what,
      deadline: value,
      overdue: overdue(value, on),
      provision: provisionView(provision),
    });
  };
  const add = (check: string, what: string, deadline: Finding<Day>, lead: number): void => {
    if (addDays(deadline.value, -lead) <= on) put(check, what, deadline);
  };
  if (row.endedOn !== null) return due;
  if (row.stoppedOn !== null) {
    add("C28", zh.matters.strikeOff(row.stoppedOn), strikeOffDue(row.stoppedOn), 30);
    return due;
  }
  if (row.lostOn !== null) {
    // No rule names the day by which the decision on stopping is taken.
    if (row.lostOn <= on)
      put("C28", zh.matters.stop(row.lostOn), finding(null, LOST_CONTACT, zh.matters.stop(row.lostOn)));
    return due;
  }
  const last = lastContact(lastSign(lines, on), shown);
  const silent = silentSince(row.leftOn, [last, shown.paidOn]).value;
  if (row.orgPath !== null) {
    if (row.decidedOn === null) add("C26", zh.matters.decide(row.leftOn), decisionDue(row.leftOn), 30);
    const spoken = last === null ? row.leftOn : later(last, row.leftOn);
    add("C27", zh.matters.contact(spoken), contactDue(spoken, row.abroad), 15);
    const stage = lostStage(silent, on);
    if (stage.value !== "none") {
      const words = stage.value === "early" ? zh.matters.early : zh.matters.search;
      put("C28", words(silent), { ...stage, value: lossDue(silent).value });
    }
    if (row.abroad) add("C29", zh.matters.abroad(row.leftOn), abroadDue(row.leftOn), 60);
  }
  if (stateOn(row, on).value === "offered" && row.sentOn !== null)
    add("C29", zh.matters.waiting(row.sentOn), acknowledgementDue(row.sentOn), 30);
  return due;
}

/**
 * Lines as they travel. Our own are signed anew when the key has been rotated since, so that one key speaks for us, and
 * when an upgrade took out of them what said too much (their signature is empty then).
 */
export function travelling(keyring: Keyring, lines: readonly EntryRow[]): SignedEntry[] {
  return lines.map(({ body, publicKey, signature }) => {
    const entry = JSON.parse(body) as EntryBody;
    const ours = keyring.publicKeys.includes(publicKey);
    return ours && (signature === "" || publicKey !== keyring.publicKeys[0])
      ? signEntry(keyring, entry)
      : { entry, body, publicKey, signature };
  });
}

/** The pass of a case as it stands today; null before it was issued. */
export function passOf(keyring: Keyring, lines: readonly EntryRow[], on: Day): PassView | null {
  const all = travelling(keyring, lines);
  const issued = all.filter((it) => it.entry.kind === "issued").at(-1);
  const statement = issued?.entry.statement;
  if (!issued || !statement) return null;
  const host = all.filter((it) => it.entry.kind === "countersigned").at(-1);
  return {
    card: writePass(host ? [issued, host] : [issued]),
    full: writePass(all),
    fingerprint: fingerprintOf(issued.publicKey),
    issuedOn: issued.entry.on,
    expiresOn: statement.expiresOn,
    holds: passHolds(statement.expiresOn, on).value,
  };
}

/** One case with both its halves, its log, what is due, and its pass. */
export async function caseFacts(
  tx: Reader,
  keyring: Keyring,
  row: CaseRow,
  on: Day,
): Promise<Omit<CaseView, "can" | "handed">> {
  const lines = await linesOf(tx, row.id);
  const names = await shortNames(tx, [row.organizationId ?? "", row.hostOrganizationId ?? ""]);
  const state = stateOn(row, on).value;
  const shown = await shownBy(tx, row.personId === null ? [] : [row.personId], on);
  return {
    id: row.id,
    personId: row.personId,
    personName: row.personName,
    genderTerm: term("sex", row.gender),
    hasIdNumber: row.idNumberCipher !== null,
    phoneMask: row.phoneMask,
    home: {
      id: row.organizationId,
      name: names.get(row.organizationId ?? "") ?? row.homeName ?? "",
      contact: row.homeContact,
    },
    host: {
      id: row.hostOrganizationId,
      name: names.get(row.hostOrganizationId ?? "") ?? row.hostName,
      contact: row.hostContact,
    },
    leftOn: row.leftOn,
    expectedBackOn: row.expectedBackOn,
    scopeTerm: term("floating_scope", row.scope) ?? "",
    reasonTerm: term("floating_reason", row.reason) ?? "",
    originJobTerm: term("origin_job", row.originJob),
    destinationKindTerm: term("destination_kind", row.destinationKind),
    destination: row.destination,
    workUnit: row.workUnit,
    abroad: row.abroad,
    state,
    stateTerm: codeSet("floating_state").term(state),
    floating: isFloating(row.leftOn, on).value,
    registeredOn: row.registeredOn,
    registeredBy: row.registeredBy,
    decidedOn: row.decidedOn,
    sentOn: row.sentOn,
    arrivedOn: row.arrivedOn,
    declinedOn: row.declinedOn,
    declineNote: row.declineNote,
    lostSince: row.lostSince,
    lostOn: row.lostOn,
    lostReasonTerm: term("lost_reason", row.lostReason),
    stoppedOn: row.stoppedOn,
    endedOn: row.endedOn,
    endNote: row.endNote,
    entries: lines.map((it) => ({
      id: it.id,
      kind: it.kind,
      term: term("floating_entry_kind", it.kind) ?? it.kind,
      side: it.side,
      on: it.happenedOn,
      by: it.byName,
      content: it.content,
      wayTerm: term("contact_way", it.way),
      reached: it.reached,
      hours: it.hours,
      gradeTerm: term("appraisal_grade", it.grade),
      foreign: !keyring.publicKeys.includes(it.publicKey),
    })),
    due: dueOf(row, lines, shown.of(row.personId), on),
    pass: passOf(keyring, lines, on),
  };
}

export async function caseView(
  { tx, actor, policy, keyring }: { tx: Reader; actor: Actor; policy: Policy; keyring: Keyring },
  id: string,
  on: Day,
): Promise<CaseView> {
  const row = await tx.selectFrom("floatingCase").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.floating);
  const may = (verb: string, path: string | null): boolean => path !== null && policy.may(actor, verb, path);
  const write = "membership.floating.write";
  const sides = { home: may(write, row.orgPath), host: may(write, row.hostPath) };
  return {
    ...(await caseFacts(tx, keyring, row, on)),
    handed: row.handedPass === null || row.handedOn === null ? null : { on: row.handedOn, pass: row.handedPass },
    can: {
      ...sides,
      reveal: may("membership.unmask", row.orgPath) || may("membership.unmask", row.hostPath),
      deeds: deedsOf(DEEDS, row, sides, on),
    },
  };
}

/** The cases of a member, the newest first; and whether one may be registered now. */
export async function casesOfMember(
  { tx, actor, policy }: { tx: Reader; actor: Actor; policy: Policy },
  personId: string,
  on: Day,
): Promise<CasesOfMember> {
  const rows = await tx
    .selectFrom("floatingCase")
    .selectAll()
    .where("personId", "=", personId)
    .orderBy("leftOn", "desc")
    .execute();
  const person = await tx.selectFrom("person").select("id").where("id", "=", personId).executeTakeFirst();
  if (!person) throw absent("党员");
  const standing = await tx
    .selectFrom("membership")
    .select("orgPath")
    .where("personId", "=", personId)
    .where("validTo", "is", null)
    .executeTakeFirst();
  const free = rows.every((it) => it.endedOn !== null);
  return {
    rows: rows.map((it) => ({
      id: it.id,
      leftOn: it.leftOn,
      destination: it.destination,
      stateTerm: codeSet("floating_state").term(stateOn(it, on).value),
      endedOn: it.endedOn,
    })),
    canRegister: free && standing !== undefined && policy.may(actor, "membership.floating.write", standing.orgPath),
  };
}

/** Our own fingerprint, to be told on the telephone, and those that were compared here. */
export async function keyView(tx: Reader, keyring: Keyring): Promise<KeyView> {
  const rows = await tx.selectFrom("passKey").selectAll().orderBy("confirmedOn", "desc").execute();
  return {
    fingerprint: fingerprintOf(keyring.publicKeys[0] ?? ""),
    known: rows.map((it) => ({
      name: it.name,
      fingerprint: fingerprintOf(it.publicKey),
      confirmedOn: it.confirmedOn,
      confirmedBy: it.confirmedBy,
    })),
  };
}
