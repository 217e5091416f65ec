import { createHash } from "node:crypto";
import type { Actor } from "#platform/access/policy.ts";
import { blindSign } from "#platform/anonymous/index.ts";
import { asSystem, type Reader } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { Doing, House } from "#platform/house.ts";
import { absent, conflict, Problem, refused } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addDays } from "#shared/day.ts";
import { organizationInReach, yearBounds } from "../dues/queries.ts";
import { suspendedOn } from "../honours/suspended.ts";
import { attendanceOf, studyHoursOf } from "../meetings/queries.ts";
import { keyPlace } from "./acts.ts";
import type { BallotCast, OwnAppraisals } from "./contract.ts";
import { type AppraisalRow, appraisalRow, type ItemRow, itemsOf, marksOf, votersOf } from "./queries.ts";
import { CROWD_LEAST, GRADES, marksOfAll, stageOf } from "./rules.ts";
import { events, zh } from "./zh.ts";

/** Results of so many years are shown; older ones stand in the ledger. */
const YEARS_SHOWN = 3;

/**
 * My branch's appraisal: what I may do now, and what was published. Rows of the branch are not one's own; what a member may
 * know of them is chosen here: the names on the ballot with what each wrote of themselves for the meeting, and grades after
 * they were published.
 */
export async function ownAppraisals(house: House, actor: Actor): Promise<OwnAppraisals> {
  const { personId } = actor;
  if (personId === null) return { current: null, results: [] };
  return await house.door.read(systemScope("own-appraisal"), async (tx) => {
    const rows = await tx
      .selectFrom("appraisal")
      .selectAll()
      .where("withdrawnOn", "is", null)
      .where((eb) =>
        eb.or([
          eb("id", "in", eb.selectFrom("appraisalItem").select("appraisalId").where("personId", "=", personId)),
          eb("id", "in", eb.selectFrom("appraisalVoter").select("appraisalId").where("personId", "=", personId)),
        ]),
      )
      .orderBy("year", "desc")
      .orderBy("openedOn", "desc")
      .limit(YEARS_SHOWN + 1)
      .execute();
    const open = rows.find((it) => it.publishedOn === null);
    const published = rows.filter((it) => it.publishedOn !== null).slice(0, YEARS_SHOWN);
    return {
      current: open ? await currentOf(house, tx, open, personId) : null,
      results: await Promise.all(published.map((it) => resultOf(tx, it, personId))),
    };
  });
}

async function currentOf(
  house: House,
  tx: Reader,
  row: AppraisalRow,
  personId: string,
): Promise<OwnAppraisals["current"]> {
  const items = await itemsOf(tx, row.id);
  const mine = items.find((it) => it.personId === personId);
  const voter = await tx
    .selectFrom("appraisalVoter")
    .select(["id", "blindedHash"])
    .where("appraisalId", "=", row.id)
    .where("personId", "=", personId)
    .executeTakeFirst();
  const place = await organizationInReach(tx, row.organizationId, house.clock.today());
  const stage = stageOf(row, house.clock.today()).value;
  const voting = stage === "voting" && row.boxId !== null && row.publicKey !== null && voter !== undefined;
  return {
    id: row.id,
    year: row.year,
    organizationName: place?.shortName ?? "",
    stage,
    stageTerm: codeSet("appraisal_state").term(stage),
    manner: row.manner === "ballot" ? "ballot" : "paper",
    voterId: voter?.id ?? null,
    votes: voter !== undefined,
    taken: voter !== undefined && voter.blindedHash !== null,
    voters: (await votersOf(tx, row.id)).voters,
    least: CROWD_LEAST,
    box: voting && row.boxId !== null && row.publicKey !== null ? { id: row.boxId, publicKey: row.publicKey } : null,
    people: voting
      ? items
          .filter((it) => it.exempt === null)
          .map((it) => ({ id: it.id, name: it.personName, me: it.personId === personId, selfText: it.selfText }))
      : [],
    self: mine?.selfText ?? null,
    facts: mine ? await factsOf(tx, personId, row.year) : [],
  };
}

/** What the house knows of somebody's year, to begin the self-appraisal with. */
async function factsOf(tx: Reader, personId: string, year: number): Promise<string[]> {
  const { from, to } = yearBounds(year);
  const period = { from, to: addDays(to, -1) };
  const attended = (await attendanceOf(tx, [personId], period)).get(personId);
  const hours = await studyHoursOf(tx, personId, period);
  const { months } = await tx
    .selectFrom("duesEntry")
    .select((eb) => eb.fn.count<number>("id").as("months"))
    .where("personId", "=", personId)
    .where("kind", "<>", "voluntary")
    .where("dueMonth", ">=", from)
    .where("dueMonth", "<", to)
    .where("endedOn", "is", null)
    .executeTakeFirstOrThrow();
  return [
    ...(attended === undefined || attended.called === 0 ? [] : [zh.facts.meetings(attended.called, attended.present)]),
    ...(hours === 0 ? [] : [zh.facts.study(hours)]),
    ...(months === 0 ? [] : [zh.facts.dues(months)]),
  ];
}

async function resultOf(tx: Reader, row: AppraisalRow, personId: string): Promise<OwnAppraisals["results"][number]> {
  const items = await itemsOf(tx, row.id);
  const mine = items.find((it) => it.personId === personId);
  const terms = codeSet("appraisal_grade");
  return {
    id: row.id,
    year: row.year,
    publishedOn: row.publishedOn ?? "",
    mine: mine?.grade === null || mine === undefined ? null : terms.term(mine.grade as (typeof GRADES)[number]),
    opinion: mine?.opinion ?? "",
    valid: row.valid ?? 0,
    marks: mine ? shownMarks(mine, row.valid ?? 0) : null,
    grades: GRADES.map((grade) => ({
      term: terms.term(grade),
      names: items.filter((it) => it.grade === grade).map((it) => it.personName),
    })).filter((it) => it.names.length > 0),
  };
}

/** Marks with the abstentions that follow from them. */
export function shownMarks(it: ItemRow, valid: number) {
  const marks = marksOf(it);
  return marks === null ? null : { ...marks, abstained: Math.max(0, valid - marksOfAll(marks)) };
}

/** I write what I say of myself; until the votes are counted. */
export async function writeSelf(doing: Doing<typeof events.selfWritten>, id: string, text: string): Promise<void> {
  const { personId } = doing.actor;
  const item = await asSystem(doing.tx, "own-appraisal", async (tx) => {
    const row = personId === null ? null : await appraisalRow(tx, id);
    if (!row) return null;
    const found = await tx
      .selectFrom("appraisalItem")
      .selectAll()
      .where("appraisalId", "=", id)
      .where("personId", "=", personId)
      .executeTakeFirst();
    if (!found) return null;
    if (!["self", "voting"].includes(stageOf(row, doing.today).value))
      throw conflict("appraisal-stage", zh.stage.title, zh.stage.detail);
    await tx
      .updateTable("appraisalItem")
      .set({ selfText: text.trim(), selfOn: doing.today })
      .where("id", "=", found.id)
      .execute();
    return found;
  });
  if (!item) throw absent(zh.appraisal);
  await doing.tell({
    event: events.selfWritten,
    organizationId: item.organizationId,
    orgPath: item.orgPath,
    target: { kind: "appraisal-item", id: item.id, name: item.personName },
    details: { year: item.year },
    persons: [{ id: item.personId, path: item.orgPath }],
  });
}

/**
 * Signs my token without seeing it, once. The same blinded number is signed again, so that an answer lost on the way costs
 * nobody their vote; another is not, since nobody can know whether the first was cast. Nothing is told to the audit: that
 * the token was taken stands in the row, and a time beside it would serve only who wants to guess.
 */
export async function takeToken(doing: Doing<never>, id: string, blinded: string): Promise<{ signature: string }> {
  const { personId } = doing.actor;
  const hash = createHash("sha256").update(Buffer.from(blinded, "hex")).digest();
  return await asSystem(doing.tx, "own-appraisal", async (tx) => {
    const row =
      personId === null
        ? undefined
        : await tx.selectFrom("appraisal").selectAll().where("id", "=", id).forShare().executeTakeFirst();
    const voter =
      row === undefined
        ? undefined
        : await tx
            .selectFrom("appraisalVoter")
            .select(["id", "blindedHash"])
            .where("appraisalId", "=", id)
            .where("personId", "=", personId)
            .forUpdate()
            .executeTakeFirst();
    if (row === undefined || voter === undefined) throw absent(zh.notVoter);
    // Whoever lost the right after the list was made votes no more; a token that was signed before is signed again.
    const lost = voter.blindedHash === null && (await suspendedOn(tx, [personId ?? ""], doing.today)).size > 0;
    if (lost) throw absent(zh.notVoter);
    if (row.signingKeyCipher === null || stageOf(row, doing.today).value !== "voting")
      throw conflict("ballot-over", zh.ballotOver.title, zh.ballotOver.detail);
    if (voter.blindedHash !== null && !voter.blindedHash.equals(hash))
      throw conflict("ballot-token-taken", zh.tokenTaken.title, zh.tokenTaken.detail);
    const signature = blindSign(doing.house.keyring.open(row.signingKeyCipher, keyPlace(id)), blinded);
    if (signature === null) throw refused("ballot-token-wrong", zh.tokenWrong.title, zh.tokenWrong.detail);
    await tx.updateTable("appraisalVoter").set({ blindedHash: hash }).where("id", "=", voter.id).execute();
    return { signature };
  });
}

/** A sheet for a box, from nobody. The other side's transaction only; no scope of ours is ever entered. */
export async function castBallot(house: House, it: BallotCast): Promise<void> {
  const answer = await house.anonymous.cast(it);
  if (answer === "closed") throw new Problem("conflict", "ballot-over", zh.ballotOver.title, zh.ballotOver.detail);
  if (answer === "spent") throw new Problem("conflict", "ballot-spent", zh.ballotSpent.title, zh.ballotSpent.detail);
  if (answer === "unsigned")
    throw new Problem("forbidden", "ballot-unsigned", zh.ballotUnsigned.title, zh.ballotUnsigned.detail);
  if (answer === "unfit") throw refused("ballot-unfit", zh.ballotUnfit.title, zh.ballotUnfit.detail);
}
