import { refuseConcerned } from "#platform/access/concerned.ts";
import { nearestHolders } from "#platform/access/holders.ts";
import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import { type Deed, isTheirs } from "#platform/cases/deeds.ts";
import { asSystem, type Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, Problem, refused } from "#platform/http/problem.ts";
import { notify, settle } from "#platform/notices/index.ts";
import { correctMember, readCorrected } from "../acts.ts";
import { shortNames } from "../queries.ts";
import { memberById } from "../roster/queries.ts";
import { type Acceptance, type Asking, isCorrectable } from "./contract.ts";
import { DEEDS, type DeedKey, type Side, type Standing } from "./deeds.ts";
import { fieldTerm, type RequestRow, sealReason, sealWanted, wantedOf } from "./queries.ts";
import { events, noticeKinds, notices, problemTexts, zh } from "./zh.ts";

const CORRECT = "membership.correct";
const targetOf = (row: Pick<RequestRow, "id" | "personName">) => ({
  kind: "correction-request",
  id: row.id,
  name: row.personName,
});

/**
 * A member asks for a field of the record to say something else. What no form would take is refused here, so that nobody
 * waits for an answer that can only be no. The nearest who may correct are told.
 */
export async function askOwn(doing: Doing<typeof events.asked>, input: Asking): Promise<{ id: string }> {
  const { personId } = doing.actor;
  const wanted = input.wanted.trim();
  if (wanted === "") throw refused("correction-empty", zh.empty.title, zh.empty.detail);
  const id = newId();
  const made = await asSystem(doing.tx, "own-correction", async (tx) => {
    const member = personId === null ? undefined : await memberById(tx, personId);
    if (!member?.membership) return null;
    if (input.field !== "other")
      refuseUnreadable(() => readCorrected(member, { [input.field]: wanted }, doing.today, doing.today));
    const waiting = await tx
      .selectFrom("correctionRequest")
      .select("id")
      .where("personId", "=", member.personId)
      .where("field", "=", input.field)
      .where("outcome", "is", null)
      .executeTakeFirst();
    if (waiting) throw conflict("correction-waiting", zh.waiting.title, zh.waiting.detail);
    const { keyring } = doing.house;
    const reason = input.reason?.trim() ?? "";
    const row = {
      id,
      personId: member.personId,
      personName: member.name,
      organizationId: member.membership.organizationId,
      orgPath: member.personPath,
      field: input.field,
      wantedCipher: sealWanted(keyring, id, wanted),
      reasonCipher: reason === "" ? null : sealReason(keyring, id, reason),
      askedOn: doing.today,
    };
    await tx.insertInto("correctionRequest").values(row).execute();
    return row;
  });
  if (made === null) throw refused("correction-not-member", zh.notOnRoster.title, zh.notOnRoster.detail);
  const place = (await shortNames(doing.tx, [made.organizationId])).get(made.organizationId) ?? "";
  await notify(doing.tx, {
    accountIds: await nearestHolders(doing, CORRECT, made.orgPath, doing.today),
    by: doing.actor.accountId,
    kind: noticeKinds.waiting,
    title: notices.waiting(place),
    body: notices.waitingBody,
    link: `/corrections/${id}`,
    because: notices.waitingBecause(place),
    about: [id],
    now: doing.house.clock.now(),
  });
  await tellOf(doing, events.asked, made);
  return { id };
}

/** Somebody on a phone sees the sentence itself; there is one field, and it is this one. */
function refuseUnreadable(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0) throw error;
    const said = error.faults.map((it) => it.message).join("；");
    throw refused(error.slug, error.title, said, { faults: [{ pointer: "/wanted", message: said }] });
  }
}

/** The member takes the request back. */
export async function withdrawOwn(doing: Doing<typeof events.withdrawn>, id: string): Promise<void> {
  const row = await asSystem(doing.tx, "own-correction", async (tx) => {
    const found = await forDeed(doing, tx, id, "withdrawal");
    await end(doing, tx, found, "withdrawn", "");
    return found;
  });
  await settle(doing.tx, [id], doing.house.clock.now());
  await tellOf(doing, events.withdrawn, row);
}

/** Reads the whole of what is wanted, where the desk shows a mask. The person finds it in their trace. */
export async function readWanted(doing: Doing<typeof events.read>, id: string): Promise<{ wanted: string }> {
  const row = await forDeed(doing, doing.tx, id, "reading");
  await tellOf(doing, events.read, row);
  return { wanted: wantedOf(doing.house.keyring, row) };
}

/**
 * The record is corrected as asked. What it has no field for is only answered; and where it says already what was asked,
 * nothing changed: then the request ends as answered, and nobody is told that something was corrected.
 */
export async function acceptRequest(
  doing: Doing,
  id: string,
  input: Acceptance,
): Promise<{ warnings: readonly string[] }> {
  const row = await forDeed(doing, doing.tx, id, "acceptance");
  refuseConcerned(doing.actor, { persons: [row.personId] });
  const answer = input.answer?.trim() ?? "";
  let warnings: readonly string[] = [];
  let changed = true;
  if (row.field !== "other" && isCorrectable(row.field)) {
    const fields = { [row.field]: wantedOf(doing.house.keyring, row) };
    try {
      ({ warnings } = await correctMember(doing, row.personId, {
        manner: input.manner,
        ...(input.on === undefined ? {} : { on: input.on }),
        fields,
      }));
    } catch (error) {
      if (!(error instanceof Problem) || error.slug !== "nothing-changed") throw error;
      changed = false;
      warnings = [zh.asItIs];
    }
  } else if (answer === "") {
    throw refused("correction-answer-needed", zh.answer.title, zh.answer.detail);
  }
  await end(doing, doing.tx, row, changed ? "corrected" : "declined", changed ? answer : [zh.asItIs, answer].join(""));
  await answered(doing, row);
  await tellOf(doing, changed ? events.accepted : events.declined, row);
  return { warnings };
}

/** The record stays; the member is told why. */
export async function declineRequest(doing: Doing<typeof events.declined>, id: string, text: string): Promise<void> {
  const row = await forDeed(doing, doing.tx, id, "declining");
  refuseConcerned(doing.actor, { persons: [row.personId] });
  const answer = text.trim();
  if (answer === "") throw refused("correction-answer-needed", zh.answer.title, zh.answer.detail);
  await end(doing, doing.tx, row, "declined", answer);
  await answered(doing, row);
  await tellOf(doing, events.declined, row);
}

/** A request, for a deed that the actor may do there now; what is nobody's of theirs is not there for them. */
async function forDeed(doing: Doing<never>, tx: Writer, id: string, key: DeedKey): Promise<RequestRow> {
  const row = await tx.selectFrom("correctionRequest").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw absent(zh.request);
  const { scope, actor, today } = doing;
  const sides = { branch: covers(scope.write, row.orgPath), member: row.personId === actor.personId };
  const deed: Deed<Standing, Side, keyof typeof problemTexts> = DEEDS[key];
  if (!isTheirs(deed, row, sides)) throw absent(zh.request);
  const bar = deed.bar(row, today);
  if (bar !== null) throw conflict(bar, problemTexts[bar].title, problemTexts[bar].detail);
  return row;
}

async function end(
  doing: Doing<never>,
  tx: Writer,
  row: RequestRow,
  outcome: "corrected" | "declined" | "withdrawn",
  answer: string,
): Promise<void> {
  await tx
    .updateTable("correctionRequest")
    .set({ outcome, answer, decidedOn: doing.today, decidedBy: doing.actor.name })
    .where("id", "=", row.id)
    .execute();
}

/** Nobody is asked for it any more, and the person is told. */
async function answered(doing: Doing<never>, row: RequestRow): Promise<void> {
  const now = doing.house.clock.now();
  await settle(doing.tx, [row.id], now);
  const accounts = await asSystem(doing.tx, "own-correction", (tx) =>
    tx.selectFrom("account").select("id").where("personId", "=", row.personId).execute(),
  );
  await notify(doing.tx, {
    accountIds: accounts.map((it) => it.id),
    by: doing.actor.accountId,
    kind: noticeKinds.answered,
    title: notices.answered,
    body: notices.answeredBody,
    link: null,
    because: notices.answeredBecause,
    now,
  });
}

async function tellOf<E extends (typeof events)[keyof typeof events]>(
  doing: Doing<E>,
  event: E,
  row: Pick<RequestRow, "id" | "personId" | "personName" | "organizationId" | "orgPath" | "field">,
): Promise<void> {
  const { organizationId, orgPath, field } = row;
  const persons = [{ id: row.personId, path: orgPath }];
  const details = { field, term: fieldTerm(field) };
  await tellOne(doing, event, { organizationId, orgPath, target: targetOf(row), persons }, details as DetailsOf<E>);
}
