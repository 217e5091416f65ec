import type { Check, DueItem } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { addDays, addYears, type Day } from "#shared/day.ts";
import type { Finding } from "#shared/finding.ts";
import { ACKNOWLEDGEMENT } from "../floating/provisions.ts";
import { LETTER_VALIDITY } from "../provisions.ts";
import { DIRECT_TRANSFER, GRADUATES, MEMBER_FILE, SENDER_ANSWERS } from "./provisions.ts";
import { sentenceOf } from "./queries.ts";
import { keptUntil, type NextStep, nextDue, nextStep } from "./rules.ts";
import type { TransferRow } from "./writes.ts";
import { zh } from "./zh.ts";

const TRANSFER = "membership.transfer";
const LETTER = "membership.letter";

/** Days before a deadline on which it is first shown. */
const LEAD = { answer: 10, letter: 10, graduate: 60 } as const;

/** A matter of one end of a transfer. */
function at(
  it: TransferRow,
  end: "from" | "to",
  due: Finding<Day> | null,
  why: string,
  deed: keyof typeof zh.deeds.of,
): DueItem[] {
  const organizationId = end === "from" ? it.fromOrganizationId : it.toOrganizationId;
  const orgPath = end === "from" ? it.orgPath : it.toPath;
  if (organizationId === null || orgPath === null) return [];
  return [
    {
      organizationId,
      orgPath,
      subject: { kind: "transfer", id: it.id, name: it.personName },
      deadline: due?.value ?? null,
      provision: due?.provision,
      why,
      deed: { term: zh.deeds.of[deed], address: `/transfers/${it.id}?deed=${deed}` },
    },
  ];
}

/** The deed by which each step is done. */
const DEED_OF = {
  issue: "letter",
  receipt: "acceptance",
  accept: "acceptance",
  verify: "verification",
  admit: "admission",
  answer: "receipt",
  file: "file-receipt",
} as const;

/** Those who hold the next step now; others are not told. */
function holders(it: TransferRow, steps: readonly NextStep[], end: "from" | "to", on: Day, lead: number): DueItem[] {
  const step = nextStep(it, on).value;
  if (!steps.includes(step)) return [];
  const due = nextDue(it, on);
  if (due !== null && addDays(due.value, -lead) > on) return [];
  return step === "none" ? [] : at(it, end, due, sentenceOf(step, it), DEED_OF[step]);
}

const underWay = (tx: Reader, kinds: readonly string[]) =>
  tx.selectFrom("transfer").selectAll().where("state", "=", "handed-over").where("kind", "in", kinds).execute();

/** Handed over inside the zone and not yet accepted: the receiver from the first day, the sender as the thirty days end. */
async function unaccepted(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await underWay(tx, ["inside"]);
  return rows.flatMap((it) => holders(it, ["accept"], "to", on, 30));
}

/** Sent and not acknowledged: the sender, who answers for the member until then. */
async function unacknowledged(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await underWay(tx, ["inside", "out"]);
  return rows.flatMap((it) => {
    if (it.kind === "out") return holders(it, ["receipt"], "from", on, LEAD.answer);
    const due = nextDue(it, on);
    return due === null || addDays(due.value, -LEAD.answer) > on
      ? []
      : at(it, "from", due, zh.matters.waiting(it.handedOverOn), "note");
  });
}

/** Letters to be written, and letters that have expired without a receipt. */
async function letters(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await underWay(tx, ["out"]);
  return rows.flatMap((it) => holders(it, ["issue"], "from", on, 30));
}

/** Letters from outside: to be verified, to be admitted on, to be answered. */
async function arrivals(tx: Reader, on: Day): Promise<DueItem[]> {
  const waiting = await underWay(tx, ["in"]);
  const unanswered = await tx
    .selectFrom("transfer")
    .selectAll()
    .where("kind", "=", "in")
    .where("state", "=", "accepted")
    .where("channel", "=", "letter")
    .where("receiptOn", "is", null)
    .execute();
  return [
    ...waiting.flatMap((it) => holders(it, ["verify", "admit"], "to", on, 30)),
    ...unanswered.flatMap((it) => holders(it, ["answer"], "to", on, 30)),
  ];
}

/** Files on their way that nobody has signed for. */
async function files(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("transfer")
    .selectAll()
    .where("fileSentOn", "is not", null)
    .where("fileReceivedOn", "is", null)
    .where("state", "=", "accepted")
    .execute();
  return rows.flatMap((it) => holders(it, ["file"], it.kind === "out" ? "from" : "to", on, LEAD.answer));
}

/** What members asked for and nobody has answered. */
async function requests(tx: Reader): Promise<DueItem[]> {
  const rows = await tx.selectFrom("transferRequest").selectAll().where("answeredOn", "is", null).execute();
  return rows.map((it) => ({
    organizationId: it.organizationId,
    orgPath: it.orgPath,
    subject: { kind: "person", id: it.personId, name: it.personName },
    deadline: addDays(it.askedOn, 30),
    why: zh.matters.request(it.askedOn, it.destination),
    deed: { term: zh.deeds.request, address: `/transfers?request=${it.id}` },
  }));
}

/** Graduates whose two years end. */
async function graduates(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("membershipKeep")
    .selectAll()
    .where("endedOn", "is", null)
    .where("sinceOn", "<=", addYears(addDays(on, LEAD.graduate), -2))
    .execute();
  return rows.map((it) => ({
    organizationId: it.organizationId,
    orgPath: it.orgPath,
    subject: { kind: "person", id: it.personId, name: it.personName },
    deadline: keptUntil(it.sinceOn).value,
    why: zh.matters.graduate(it.sinceOn),
    deed: { term: zh.deeds.member, address: `/members/${it.personId}?letters=ending` },
  }));
}

export const checks: readonly Check[] = [
  {
    id: "C29-accept",
    term: "转接待接收",
    kind: "warn",
    provision: SENDER_ANSWERS,
    verb: TRANSFER,
    matters: unaccepted,
  },
  {
    id: "C29-transfer",
    term: "转接在途",
    kind: "warn",
    provision: ACKNOWLEDGEMENT,
    verb: TRANSFER,
    matters: unacknowledged,
  },
  { id: "C29-letter", term: "开具介绍信", kind: "warn", provision: LETTER_VALIDITY, verb: LETTER, matters: letters },
  { id: "C29-arrival", term: "转入待办", kind: "warn", provision: DIRECT_TRANSFER, verb: TRANSFER, matters: arrivals },
  { id: "C29-file", term: "档案在途", kind: "warn", provision: MEMBER_FILE, verb: TRANSFER, matters: files },
  { id: "C29-request", term: "转接申请", kind: "warn", provision: SENDER_ANSWERS, verb: TRANSFER, matters: requests },
  {
    id: "C29-graduate",
    term: "毕业生保留组织关系",
    kind: "warn",
    provision: GRADUATES,
    verb: TRANSFER,
    matters: graduates,
  },
];
