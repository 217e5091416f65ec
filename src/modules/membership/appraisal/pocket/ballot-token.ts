import type { OwnAppraisals } from "#modules/membership/appraisal/contract.ts";
import type { Blinding } from "#shared/blind-signature.ts";

/** What a phone keeps of the token of a secret ballot; light enough for the first page, which says whether to vote. */

/** Where a phone keeps the token until it is cast. The marks are kept apart, for the tab and its person alone. */
export interface Pocketed {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface Token {
  readonly blinding?: Blinding;
  readonly signature?: string;
  readonly sent?: true;
}

export type Vote = Pick<NonNullable<OwnAppraisals["current"]>, "id" | "voterId" | "box">;

/** The name under which the token of this voter is kept. */
export const keyOf = (it: Vote): string => `lianxin.ballot.${it.voterId ?? ""}`;

/** What is kept for this voter; an empty token when nothing is, or nothing that can be read. */
export function tokenOf(it: Vote, store: Pocketed): Token {
  try {
    return JSON.parse(store.getItem(keyOf(it)) ?? "{}") as Token;
  } catch {
    return {};
  }
}

/** Whether this phone holds a token not yet cast, or has cast it, or knows of none. */
export function standing(it: Vote, store: Pocketed): "none" | "held" | "sent" {
  const token = tokenOf(it, store);
  if (token.sent === true) return "sent";
  return token.blinding === undefined ? "none" : "held";
}
