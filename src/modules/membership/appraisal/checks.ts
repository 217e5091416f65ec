import type { Check, DueItem } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { addDays, type Day } from "#shared/day.ts";
import { RECTIFY } from "./provisions.ts";
import { RECTIFY_LEAD } from "./rules.ts";
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
