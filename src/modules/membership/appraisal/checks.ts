import type { Check, DueItem, Waiting } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { addDays, type Day } from "#shared/day.ts";
import { RECTIFY } from "./provisions.ts";
import { RECTIFY_LEAD, type Stage, stageOf } from "./rules.ts";
import { zh } from "./zh.ts";

const VERB = "appraisal.write";
/** Times for mending that end within a month or have ended, and nobody said how (C29). */
async function mending(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("appraisalItem")
    .select(["id", "appraisalId", "organizationId", "orgPath", "personId", "personName", "rectifyTo"])
    .where("rectifyTo", "<=", addDays(on, RECTIFY_LEAD))
    .where("rectifiedOn", "is", null)
    .execute();
  return rows.map((it) => ({
    organizationId: it.organizationId,
    orgPath: it.orgPath,
    subject: { kind: "person", id: it.personId, name: it.personName },
    deadline: it.rectifyTo,
    why: zh.matters.rectify(it.rectifyTo ?? ""),
    deed: { term: zh.deeds.open, address: `/appraisals/${it.appraisalId}?ending=${it.id}` },
  }));
}

/** That there is one each year is asked by the check of branch life (C17, membership/meetings). */
export const checks: readonly Check[] = [
  { id: "C29-rectify", term: "限期改正到期", kind: "warn", provision: RECTIFY, verb: VERB, matters: mending },
];

/** The next step of each appraisal, with the dialog that takes it; voting by phone waits for the members. */
const STEPS: Readonly<Partial<Record<Stage, "voting" | "count" | "grade" | "publication">>> = {
  self: "voting",
  voting: "count",
  counted: "grade",
  graded: "publication",
};

async function steps({ tx, today }: Parameters<Waiting["matters"]>[0]): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("appraisal")
    .select(["id", "organizationId", "orgPath", "year", "manner"])
    .select(["votingOn", "countedOn", "gradedOn", "publishedOn", "withdrawnOn"])
    .where("publishedOn", "is", null)
    .where("withdrawnOn", "is", null)
    .execute();
  return rows.flatMap((it) => {
    const stage = stageOf(it, today).value;
    const step = stage === "voting" && it.manner === "ballot" ? undefined : STEPS[stage];
    if (step === undefined) return [];
    return [
      {
        organizationId: it.organizationId,
        orgPath: it.orgPath,
        subject: { kind: "appraisal", id: it.id, name: zh.matters.appraisal(it.year) },
        deadline: null,
        why: zh.matters.step[step],
        deed: { term: zh.deeds.step[step], address: `/appraisals/${it.id}?do=${step}` },
      },
    ];
  });
}

export const waiting: readonly Waiting[] = [
  { id: "W-appraisal", term: "民主评议的下一步", verb: VERB, matters: steps },
];
