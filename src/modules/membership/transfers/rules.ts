import { addDays, addMonths, addYears, type Day, earlier } from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import { acknowledgementDue } from "../floating/rules.ts";
import { letterEnds } from "../rules.ts";
import {
  CERTIFICATE_DAYS,
  DIRECT_TRANSFER,
  GRADUATES,
  LETTER_DAYS,
  MEMBER_FILE,
  SENDER_ANSWERS,
} from "./provisions.ts";

/** For how many days a letter is good as a rule: ten in the city, thirty outside. */
export function letterDays(scope: string | null): Finding<number> {
  const inCity = scope === "same_committee" || scope === "same_county" || scope === "same_city";
  return inCity ? finding(10, LETTER_DAYS, "市内转接，一般十天") : finding(30, LETTER_DAYS, "市外转接，一般三十天");
}

export interface LetterFacts {
  readonly kind: string;
  readonly issuedOn: Day;
  readonly validDays: number;
  readonly cancelledOn: Day | null;
}

/** The last day of a letter. Letters of introduction end after three months at the latest, certificates after six. */
export function validUntil(letter: Pick<LetterFacts, "kind" | "issuedOn" | "validDays">): Finding<Day> {
  if (letter.kind !== "certificate") return letterEnds(letter.issuedOn, letter.validDays);
  const until = earlier(addDays(letter.issuedOn, letter.validDays), addMonths(letter.issuedOn, 6));
  return finding(until, CERTIFICATE_DAYS, `证明信自${letter.issuedOn}起有效${letter.validDays}天`);
}

export type LetterState = "valid" | "expired" | "cancelled";

/** Where a letter stands on a day. Its last day counts. */
export function letterState(letter: LetterFacts, on: Day): Finding<LetterState> {
  const { value: until, provision } = validUntil(letter);
  if (letter.cancelledOn !== null && letter.cancelledOn <= on)
    return finding("cancelled", provision, `${letter.cancelledOn}作废`);
  return on <= until
    ? finding("valid", provision, `有效期至${until}`)
    : finding("expired", provision, `${until}已过期`);
}

/** The dated facts of a transfer from which follows who must act next. */
export interface TransferFacts {
  readonly kind: string;
  readonly channel: string;
  readonly state: string;
  readonly handedOverOn: Day;
  readonly verifiedOn: Day | null;
  readonly decidedOn: Day | null;
  readonly receiptOn: Day | null;
  readonly fileSentOn: Day | null;
  readonly fileReceivedOn: Day | null;
  /** A letter noted by hand, or ours; null when there is none. */
  readonly letterOn: Day | null;
  readonly validDays: number | null;
}

/** What comes next: `issue` a letter, wait for its `receipt`, `accept`, `verify`, `admit`, `answer` with our receipt, receive the `file`. */
export type NextStep = "issue" | "receipt" | "accept" | "verify" | "admit" | "answer" | "file" | "none";

/** Who must do what next, on a day. Until the other side has accepted, the sender answers for the member. */
export function nextStep(it: TransferFacts, on: Day): Finding<NextStep> {
  if (it.state === "handed-over") {
    if (it.kind === "inside") return finding("accept", SENDER_ANSWERS, `${it.handedOverOn}转出，等对方接收`);
    if (it.kind === "in")
      return it.verifiedOn === null
        ? finding("verify", DIRECT_TRANSFER, `${it.handedOverOn}收到介绍信，还没有核实`)
        : finding("admit", DIRECT_TRANSFER, `${it.verifiedOn}核实，还没有编入支部`);
    if (it.channel === "letter" && it.letterOn === null)
      return finding("issue", DIRECT_TRANSFER, `${it.handedOverOn}转出，还没有开具介绍信`);
    if (it.channel === "letter" && it.letterOn !== null) {
      const until = letterEnds(it.letterOn, it.validDays ?? 90);
      if (on > until.value) return finding("issue", until.provision, `介绍信${until.value}过期，没有收到回执`);
    }
    return finding("receipt", SENDER_ANSWERS, `${it.handedOverOn}转出，等对方的回执`);
  }
  if (it.state === "accepted") {
    if (it.kind === "in" && it.channel === "letter" && it.receiptOn === null)
      return finding("answer", DIRECT_TRANSFER, `${it.decidedOn ?? it.handedOverOn}接收，回执还没有寄回`);
    if (it.fileSentOn !== null && it.fileReceivedOn === null)
      return finding("file", MEMBER_FILE, `档案${it.fileSentOn}寄出，还没有签收`);
  }
  return finding("none", SENDER_ANSWERS, "已办结");
}

/**
 * The day by which the next step is due, null where no rule names one (C29): an answer within thirty days of what was
 * sent, and never later than the letter lasts.
 */
export function nextDue(it: TransferFacts, on: Day): Finding<Day> | null {
  switch (nextStep(it, on).value) {
    case "none":
      return null;
    case "issue": {
      if (it.letterOn === null) return acknowledgementDue(it.handedOverOn);
      return letterEnds(it.letterOn, it.validDays ?? 90);
    }
    case "answer":
      return acknowledgementDue(it.decidedOn ?? it.handedOverOn);
    case "file":
      return acknowledgementDue(it.fileSentOn ?? it.handedOverOn);
    default: {
      const answer = acknowledgementDue(it.handedOverOn);
      if (it.letterOn === null || it.channel !== "letter") return answer;
      const letter = letterEnds(it.letterOn, it.validDays ?? 90);
      return letter.value < answer.value ? letter : answer;
    }
  }
}

/** Graduates whose membership is kept: as a rule no longer than two years (C29). */
export function keptUntil(sinceOn: Day): Finding<Day> {
  return finding(addYears(sinceOn, 2), GRADUATES, `${sinceOn}毕业，满两年`);
}
