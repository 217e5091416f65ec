import type { Deeds } from "#platform/cases/deeds.ts";
import type { Day } from "#shared/day.ts";
import { letterEnds } from "../rules.ts";
import type { TransferFacts } from "./rules.ts";
import type { problemTexts } from "./zh.ts";

/** What may be done with a transfer now, and by whom: the acts refuse by this table, and the page shows what it lets through. */

/** `issuer`: whoever answers for the sending end, and issues letters for it. */
export type Side = "sender" | "receiver" | "issuer";

/** Where a transfer stands, as far as deeds ask. */
export interface Standing extends TransferFacts {
  readonly letterNumber: string | null;
  readonly remindedOn: Day | null;
}

export type Bar = Extract<keyof typeof problemTexts, `transfer-${string}` | `letter-${string}`>;

const open = (it: Standing): Bar | null => (it.state === "handed-over" ? null : "transfer-not-open");
const forward = (it: Standing): boolean => it.state === "handed-over" || it.state === "accepted";
const arriving = (it: Standing): Bar | null => (it.kind === "in" ? null : "transfer-not-arrival");

/** A letter is issued for who leaves the zone, when none is in force. */
function letter(it: Standing, on: Day): Bar | null {
  if (it.kind !== "out") return "transfer-not-out";
  const live = it.letterOn !== null && on <= letterEnds(it.letterOn, it.validDays ?? 90).value;
  return live ? "letter-live" : null;
}

/** A receipt answers a letter: of a transfer on paper there must have been one, though it may have expired since. */
function acceptance(it: Standing): Bar | null {
  if (it.kind === "in") return "transfer-arrives";
  return it.kind === "out" && it.channel === "letter" && it.letterNumber === null ? "letter-needed" : null;
}

function reminder(it: Standing, on: Day): Bar | null {
  // Outside the zone nobody gets a notice of ours.
  if (it.kind !== "inside") return "transfer-not-receiver";
  return it.remindedOn === on ? "transfer-reminded" : null;
}

function receipt(it: Standing): Bar | null {
  if (it.state !== "accepted" || it.receiptOn !== null) return "transfer-not-accepted";
  return it.channel === "letter" ? null : "transfer-no-letter";
}

function file(it: Standing): Bar | null {
  if (!forward(it)) return "transfer-not-accepted";
  return it.fileSentOn === null ? null : "transfer-file-sent";
}

const SENDER = ["sender"] as const;
const RECEIVER = ["receiver"] as const;
const BOTH = ["sender", "receiver"] as const;

export const DEEDS = {
  // On the way through the national system paper is the exception.
  letter: { by: ["issuer"], bar: (it, on) => open(it) ?? letter(it, on), aside: (it) => it.channel !== "letter" },
  acceptance: { by: (it) => (it.kind === "out" ? SENDER : RECEIVER), bar: (it) => open(it) ?? acceptance(it) },
  verification: {
    by: RECEIVER,
    bar: (it) => open(it) ?? arriving(it) ?? (it.verifiedOn === null ? null : "transfer-verified"),
  },
  admission: {
    by: RECEIVER,
    bar: (it) => open(it) ?? arriving(it) ?? (it.verifiedOn === null ? "transfer-not-verified" : null),
  },
  refusal: { by: RECEIVER, bar: open },
  reminder: { by: SENDER, bar: (it, on) => open(it) ?? reminder(it, on) },
  withdrawal: { by: SENDER, bar: open },
  receipt: { by: RECEIVER, bar: (it) => arriving(it) ?? receipt(it) },
  file: { by: (it) => (it.kind === "in" ? RECEIVER : SENDER), bar: file },
  "file-receipt": {
    by: (it) => (it.kind === "out" ? SENDER : RECEIVER),
    bar: (it) => (it.fileSentOn !== null && it.fileReceivedOn === null ? null : "transfer-file-not-sent"),
  },
  undoing: {
    by: SENDER,
    bar: (it) => (it.kind === "out" && it.state === "accepted" ? null : "transfer-cannot-undo"),
  },
  note: { by: BOTH, bar: (it) => (forward(it) ? null : "transfer-not-open") },
} as const satisfies Deeds<string, Standing, Side, Bar>;
export type DeedKey = keyof typeof DEEDS;
export const DEED_KEYS = Object.keys(DEEDS) as DeedKey[];
