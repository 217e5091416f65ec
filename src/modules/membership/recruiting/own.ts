import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import { ask } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { addDays, type Day } from "#shared/day.ts";
import type { OwnRecruiting } from "./contract.ts";
import { RECORD_COLUMNS, type Stored, storedOf, workplaceOf } from "./file.ts";
import { PARTS_OF_CASE, STEPS } from "./path.ts";
import { nextStep, type Progress, progressOf, reviewDue } from "./rules.ts";
import { ENDED_TERMS, OWN_STEPS, PART_TERMS, stageTerm } from "./zh.ts";

/**
 * My way into the Party, and the people whom I train or introduce. Of my own case: what is done and what comes next, never
 * what others wrote of me (opinions, votes, reviews). Of those I look after: who they are and when they are to be reviewed.
 */
export async function ownRecruiting(house: House, actor: Actor, today: Day): Promise<OwnRecruiting> {
  const { personId } = actor;
  if (personId === null) return { current: null, people: [] };
  const { mine, helping } = await ask(house, actor, "own", null, async ({ tx }) => ({
    mine: await tx
      .selectFrom("recruitingCase")
      .selectAll()
      .where("personId", "=", personId)
      .orderBy("appliedOn", "desc")
      .executeTakeFirst(),
    helping: await tx
      .selectFrom("recruitingHelper")
      .select(["caseId", "part"])
      .where("personId", "=", personId)
      .where("validTo", "is", null)
      .execute(),
  }));
  // The name of the branch and of those I look after are not rows of mine; what may be known of them is chosen here.
  return await house.door.read(systemScope("own-recruiting"), async (tx) => ({
    current: mine === undefined ? null : await wayOf(tx, mine, today),
    people: await peopleOf(tx, helping, today),
  }));
}

type CaseFacts = Pick<
  Awaited<ReturnType<typeof caseRows>>[number],
  "id" | "organizationId" | "appliedOn" | "endedOn" | "endedCode"
>;

async function wayOf(tx: Reader, row: CaseFacts, today: Day): Promise<NonNullable<OwnRecruiting["current"]>> {
  const records = (await recordsOfCases(tx, [row.id])).get(row.id) ?? [];
  const progress = progressOf(records);
  const next = row.endedOn === null ? nextStep(progress, today) : null;
  const at = await workplaceOf(tx, row.organizationId, today);
  const helpers = await tx
    .selectFrom("recruitingHelper")
    .select(["personName", "part"])
    .where("caseId", "=", row.id)
    .where("validTo", "is", null)
    .orderBy("part")
    .orderBy("id")
    .execute();
  const reports = await tx
    .selectFrom("recruitingReport")
    .select(["id", "handedInOn", "content"])
    .where("caseId", "=", row.id)
    .orderBy("handedInOn", "desc")
    .orderBy("id", "desc")
    .execute();
  return {
    stageTerm: stageTerm(progress.stage),
    endedTerm: row.endedCode === null ? null : (ENDED_TERMS[row.endedCode] ?? null),
    endedOn: row.endedOn,
    appliedOn: row.appliedOn,
    organizationName: at.name,
    probationEnds: progress.outcome === null ? progress.probationEnds : null,
    next:
      next === null ? null : { term: next.value.term, what: OWN_STEPS[next.value.name] ?? "", grounds: next.grounds },
    helpers: helpers.map((it) => ({ partTerm: PART_TERMS[it.part] ?? it.part, name: it.personName })),
    parts: PARTS_OF_CASE.map((term, at) => ({
      term,
      steps: STEPS.filter((it) => it.part === at + 1).map((it) => ({
        number: it.number,
        term: it.term,
        doneOn: progress.done.get(it.name)?.happenedOn ?? null,
      })),
    })),
    reviewedOn: [...progress.reviews, ...records.filter((it) => it.step === "probation_review")].map(
      (it) => it.happenedOn,
    ),
    reviewDue: row.endedOn === null ? reviewWaiting(progress, today) : null,
    reports: reports.map(({ handedInOn, ...it }) => ({ ...it, on: handedInOn })),
    mayReport: row.endedOn === null,
  };
}

const caseRows = (tx: Reader, ids: readonly string[]) =>
  tx.selectFrom("recruitingCase").selectAll().where("id", "in", ids).where("endedOn", "is", null).execute();

async function peopleOf(
  tx: Reader,
  helping: readonly { readonly caseId: string; readonly part: string }[],
  today: Day,
): Promise<OwnRecruiting["people"]> {
  const parts = new Map<string, Set<string>>();
  for (const it of helping) parts.set(it.caseId, new Set([...(parts.get(it.caseId) ?? []), it.part]));
  const ids = [...parts.keys()];
  if (ids.length === 0) return [];
  const [rows, records] = [await caseRows(tx, ids), await recordsOfCases(tx, ids)];
  return rows
    .map((row) => {
      const progress = progressOf(records.get(row.id) ?? []);
      const mine = parts.get(row.id) ?? new Set();
      const due = reviewWaiting(progress, today);
      const step = reviewStep(progress, mine);
      return {
        caseId: row.id,
        name: row.personName,
        // Whoever trained an activist has done so once they are admitted.
        partTerms: [...mine].flatMap((it) => (progress.admitted && it === "contact" ? [] : [PART_TERMS[it] ?? it])),
        stageTerm: stageTerm(progress.stage),
        reviewedOn: lastReview(progress),
        due,
        isDue: step !== null && due !== null && addDays(due, -REVIEW_LEAD) <= today,
        mayReview: step !== null,
      };
    })
    .filter((it) => it.partTerms.length > 0)
    .sort((a, b) => ((a.due ?? "9999") < (b.due ?? "9999") ? -1 : 1));
}

/** Days before a review is due from which it is asked for. */
const REVIEW_LEAD = 15;

/** Which review somebody may record: of the activist whose contact they are, of the probationary member they introduced. */
export function reviewStep(
  progress: Progress,
  parts: ReadonlySet<string>,
): "activist_review" | "probation_review" | null {
  if (progress.outcome !== null) return null;
  if (progress.admitted) return parts.has("introducer") ? "probation_review" : null;
  return parts.has("contact") && progress.activistOn !== null && progress.targetOn === null ? "activist_review" : null;
}

const lastReview = (progress: Progress): Day | null =>
  (progress.admitted ? progress.done.get("probation_review") : progress.reviews.at(-1))?.happenedOn ?? null;

function reviewWaiting(progress: Progress, today: Day): Day | null {
  if (progress.outcome !== null || (progress.targetOn !== null && !progress.admitted)) return null;
  const from = lastReview(progress) ?? (progress.admitted ? progress.meetingOn : progress.activistOn);
  return from === null ? null : reviewDue(from, today).value;
}

async function recordsOfCases(tx: Reader, ids: readonly string[]): Promise<Map<string, Stored[]>> {
  const rows = await tx
    .selectFrom("recruitingRecord")
    .select(RECORD_COLUMNS)
    .where("caseId", "in", ids)
    .where("withdrawnOn", "is", null)
    .orderBy("happenedOn")
    .orderBy("id")
    .execute();
  const out = new Map<string, Stored[]>();
  for (const row of rows) out.set(row.caseId, [...(out.get(row.caseId) ?? []), storedOf(row)]);
  return out;
}
