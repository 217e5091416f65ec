import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addMonths, addYears, type Day, later } from "#shared/day.ts";
import { type Finding, finding, overdue } from "#shared/finding.ts";
import {
  ABROAD_CONTACT,
  ABROAD_SETTLED,
  ACKNOWLEDGEMENT,
  CONTACT_INTERVAL,
  FLOATING_CARE,
  LOST_CONTACT,
  LOST_EARLY,
  PASS_VALIDITY,
  TRANSFER_DUTY,
} from "./provisions.ts";

/** Dated facts of a case, from which everything about where it stands follows. */
export interface CaseFacts {
  readonly leftOn: Day;
  readonly sentOn: Day | null;
  readonly arrivedOn: Day | null;
  readonly declinedOn: Day | null;
  /** The host named somebody who looks after the member. */
  readonly hostContact: string | null;
  readonly lostOn: Day | null;
  readonly stoppedOn: Day | null;
  readonly endedOn: Day | null;
  readonly endCode: string | null;
}

export type FloatingState = CodeOf<"floating_state">;

/** Where a case stands on a day. What happened later has not happened yet. */
export function stateOn(facts: CaseFacts, on: Day): Finding<FloatingState> {
  const by = (day: Day | null): day is Day => day !== null && day <= on;
  if (by(facts.endedOn)) return finding(facts.endCode as FloatingState, FLOATING_CARE, `${facts.endedOn}办结`);
  if (by(facts.stoppedOn)) return finding("stopped", LOST_CONTACT, `${facts.stoppedOn}决定停止党籍`);
  if (by(facts.lostOn)) return finding("lost", LOST_CONTACT, `${facts.lostOn}认定失去联系`);
  if (by(facts.arrivedOn)) {
    const managed = facts.hostContact !== null && facts.hostContact !== "";
    return finding(managed ? "managed" : "accepted", FLOATING_CARE, `${facts.arrivedOn}流入地登记`);
  }
  // A case may be offered again after it was declined: the later of the two holds.
  const offered = by(facts.sentOn) && !(by(facts.declinedOn) && facts.declinedOn >= facts.sentOn);
  if (offered) return finding("offered", FLOATING_CARE, `${facts.sentOn}发往流入地`);
  if (by(facts.declinedOn)) return finding("declined", FLOATING_CARE, `${facts.declinedOn}流入地没有接收`);
  return finding("registered", FLOATING_CARE, `${facts.leftOn}外出`);
}

/** Away for six months without a transfer: to be decided by this day whether to transfer or to keep as floating (C26). */
export function decisionDue(leftOn: Day): Finding<Day> {
  return finding(addMonths(leftOn, 6), TRANSFER_DUTY, `${leftOn}外出，满六个月`);
}

/** Whether somebody counts as floating on a day: six months away. */
export function isFloating(leftOn: Day, on: Day): Finding<boolean> {
  const due = addMonths(leftOn, 6);
  return finding(on >= due, FLOATING_CARE, on >= due ? `外出至${due}满六个月` : `外出不满六个月，${due}满`);
}

/** The next contact is due three months after the last one; six for those who study abroad (C27). */
export function contactDue(lastOn: Day, abroad: boolean): Finding<Day> {
  const months = abroad ? 6 : 3;
  const provision = abroad ? ABROAD_CONTACT : CONTACT_INTERVAL;
  return finding(addMonths(lastOn, months), provision, `最近一次联系是${lastOn}，${months}个月内应再联系`);
}

/**
 * The last sign of life, from which the clock of losing contact runs: the later of organisation life and dues, as the
 * regulation counts, and of any contact that reached the member, since whoever answers is not lost.
 */
export function silentSince(leftOn: Day, signs: readonly (Day | null)[]): Finding<Day> {
  const last = signs.reduce<Day>((latest, it) => (it === null ? latest : later(latest, it)), leftOn);
  return finding(last, LOST_CONTACT, `最近一次参加组织生活、交纳党费或取得联系是${last}`);
}

/** The day on which six months of silence are full: then the search and the decision are due (C28). */
export function lossDue(silent: Day): Finding<Day> {
  return finding(addMonths(silent, 6), LOST_CONTACT, `${silent}以后没有消息，满六个月`);
}

export type LostStage = "none" | "early" | "search";

/** How far a silence has come: four months warn early, six ask for the search log and a decision (C28). */
export function lostStage(silent: Day, on: Day): Finding<LostStage> {
  if (on >= lossDue(silent).value) return finding("search", LOST_CONTACT, `${silent}以后没有消息，已满六个月`);
  if (on >= addMonths(silent, 4)) return finding("early", LOST_EARLY, `${silent}以后没有消息，已满四个月`);
  return finding("none", LOST_CONTACT, `${silent}以后不满四个月`);
}

/** May the loss be stated? Six months of silence, and a search in at least two ways that found nobody. */
export function mayBeLost(
  silent: Day,
  searches: readonly { readonly on: Day; readonly way: string | null }[],
  on: Day,
): Finding<boolean> {
  if (on < lossDue(silent).value) return finding(false, LOST_CONTACT, `${silent}以后不满六个月`);
  const ways = new Set(searches.filter((it) => it.on <= on && it.on >= silent).map((it) => it.way ?? ""));
  if (ways.size < 2) return finding(false, LOST_CONTACT, "查找记录不足：至少要用两种方式查找过");
  return finding(true, LOST_CONTACT, `${silent}以后失去联系，已用${ways.size}种方式查找`);
}

/** Two years after the decision to stop, those still unreachable are struck off (C28). */
export function strikeOffDue(stoppedOn: Day): Finding<Day> {
  return finding(addYears(stoppedOn, 2), LOST_CONTACT, `${stoppedOn}停止党籍，满两年`);
}

/** What was sent should be answered within thirty days (C29). */
export function acknowledgementDue(sentOn: Day): Finding<Day> {
  return finding(addDays(sentOn, 30), ACKNOWLEDGEMENT, `${sentOn}发出，三十天内应有回执`);
}

/** Five years abroad without returning (C29). */
export function abroadDue(leftOn: Day): Finding<Day> {
  return finding(addYears(leftOn, 5), ABROAD_SETTLED, `${leftOn}出国（境），满五年`);
}

/** The last day of a pass: a year from its issue. */
export function passUntil(issuedOn: Day): Finding<Day> {
  return finding(addYears(issuedOn, 1), PASS_VALIDITY, `${issuedOn}签发，一年内有效`);
}

/** Is a pass still good on a day? Its last day counts. */
export function passHolds(expiresOn: Day, on: Day): Finding<boolean> {
  const holds = !overdue(expiresOn, on);
  return finding(holds, PASS_VALIDITY, holds ? `${expiresOn}前有效` : `${expiresOn}已过期`);
}
