import type { Day } from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import { SLIP_AND_NUMBER } from "./provisions.ts";

/** Wrong identity numbers that a slip bears; with the last of them it is worth nothing any more. */
export const TRIES = 5;
/** For so many days a slip holds. */
export const INVITED_DAYS = 30;

/** Letters and digits that cannot be taken for one another, in capitals only: some type them from paper. */
export const CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 16;
const CODE = new RegExp(`^[${CODE_LETTERS}]{${CODE_LENGTH}}$`, "u");

/** What came of an invitation. */
export type Outcome = "activated" | "withdrawn" | "replaced" | "locked";
export type InvitationState = "invited" | "expired" | Outcome;

export interface Invitation {
  /** The last day on which the slip holds. */
  readonly expiresOn: Day;
  readonly outcome: string | null;
}

/** Where an invitation stands on a day. */
export function invitationState(it: Invitation, on: Day): Finding<InvitationState> {
  if (it.outcome !== null) return finding(it.outcome as Outcome, SLIP_AND_NUMBER, "已经有结果");
  return it.expiresOn < on
    ? finding("expired", SLIP_AND_NUMBER, `过了${INVITED_DAYS}天`)
    : finding("invited", SLIP_AND_NUMBER, "还在期限内");
}

/** Whether the slip is worth nothing any more after so many wrong numbers. */
export const locksAfter = (wrong: number): Finding<boolean> =>
  finding(wrong >= TRIES, SLIP_AND_NUMBER, `身份证号输错${wrong}次`);

/** A code as it is compared, whatever was typed between its groups; null when it cannot be one. */
export function codeGiven(text: string): string | null {
  const code = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-—–]/gu, "");
  return CODE.test(code) ? code : null;
}

/** A new code of about 79 bits, as `random` (below the number given) chooses its letters. */
export const newCode = (random: (below: number) => number): string =>
  Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[random(CODE_LETTERS.length)] ?? "").join("");

/** In groups of four, as the slip prints it. */
export const codeInGroups = (code: string): string => (code.match(/.{4}/gu) ?? []).join("-");
