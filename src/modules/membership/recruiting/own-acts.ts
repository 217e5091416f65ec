import { asSystem } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import type { AccountOpened, AccountOpening } from "../contract.ts";
import { openPersonAccount } from "../person-account.ts";
import { openRow } from "../roster/rows.ts";
import { recordRow } from "./acts.ts";
import { type CaseRow, heldCase, recordsOf, workplaceOf } from "./file.ts";
import { reviewStep } from "./own.ts";
import { numberOf } from "./path.ts";
import { progressOf } from "./rules.ts";
import { weigh } from "./weigh.ts";
import { ENDED_TERMS, zh } from "./zh.ts";

/** A candidate reports to the branch in their own words. Nobody is asked to, and nothing waits for it. */
export async function handInReport(doing: Doing, text: string): Promise<{ id: string }> {
  const { personId } = doing.actor;
  const content = text.trim();
  if (content === "") throw refused("recruiting-empty", zh.empty.title, zh.empty.detail);
  const done = await asSystem(doing.tx, "own-recruiting", async (tx) => {
    const row =
      personId === null
        ? undefined
        : await tx
            .selectFrom("recruitingCase")
            .selectAll()
            .where("personId", "=", personId)
            .where("endedOn", "is", null)
            .executeTakeFirst();
    if (!row) return null;
    const id = newId();
    const { organizationId, orgPath } = row;
    await tx
      .insertInto("recruitingReport")
      .values({ id, caseId: row.id, personId: row.personId, organizationId, orgPath, handedInOn: doing.today, content })
      .execute();
    return { row, id };
  });
  if (done === null) throw absent(zh.case);
  await tellOf(doing, done.row, "recruiting.report.handed-in", { on: doing.today });
  return { id: done.id };
}

/**
 * The half-yearly review by whoever looks after the person: the contact of an activist, the introducer of a probationary
 * member. Weighed by the same rules as if the branch had recorded it.
 */
export async function reviewMine(doing: Doing, caseId: string, opinion: string): Promise<{ id: string }> {
  const { personId } = doing.actor;
  const done = await asSystem(doing.tx, "own-recruiting", async (tx) => {
    const helping =
      personId === null
        ? []
        : await tx
            .selectFrom("recruitingHelper")
            .select("part")
            .where("caseId", "=", caseId)
            .where("personId", "=", personId)
            .where("validTo", "is", null)
            .execute();
    if (helping.length === 0) return null;
    const row = await heldCase(tx, caseId);
    const records = await recordsOf(tx, caseId);
    const name = row.endedOn === null ? reviewStep(progressOf(records), new Set(helping.map((it) => it.part))) : null;
    if (name === null) throw refused("recruiting-no-review", zh.noReview.title, zh.noReview.detail);
    const at = await workplaceOf(tx, row.organizationId, doing.today);
    const step = numberOf(name);
    const weighed = await weigh({ ...doing, tx }, { row, at, records }, { step, opinion });
    const record = recordRow(doing, row, weighed, { opinion });
    await tx.insertInto("recruitingRecord").values(record).execute();
    return { row, record, step };
  });
  if (done === null) throw absent(zh.case);
  const details = { step: done.step, on: doing.today, result: "passed" };
  await tellOf(doing, done.row, "recruiting.step.recorded", details);
  return { id: done.record.id };
}

/**
 * Opens an account for somebody who has applied and is not a member yet. They see their own case with it and hand in
 * reports. It stays theirs when they are admitted.
 */
export async function openApplicantAccount(
  doing: Doing,
  caseId: string,
  input: AccountOpening,
): Promise<AccountOpened> {
  const row = await heldCase(doing.tx, caseId);
  if (row.endedCode !== null)
    throw conflict("recruiting-ended", zh.ended.title, zh.ended.detail(ENDED_TERMS[row.endedCode] ?? ""));
  if (await openRow(doing.tx, row.personId))
    throw refused("recruiting-account-member", zh.accountMember.title, zh.accountMember.detail);
  return await openPersonAccount(doing, row.personId, input);
}

async function tellOf(doing: Doing, row: CaseRow, event: string, details: Record<string, unknown>): Promise<void> {
  await doing.tell({
    event,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "recruiting-case", id: row.id, name: row.personName },
    details,
    persons: [{ id: row.personId, path: row.orgPath }],
  });
}
