import { nearestHolders } from "#platform/access/holders.ts";
import { asSystem } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { notify, settle } from "#platform/notices/index.ts";
import type { Day } from "#shared/day.ts";
import { ONE_ROSTER } from "../provisions.ts";
import { shortNames } from "../queries.ts";
import { openRow, personRow } from "../roster/rows.ts";
import { zh as roster } from "../zh.ts";
import type { OwnRequest } from "./contract.ts";
import { events, noticeKinds, notices, zh } from "./zh.ts";

const TRANSFER = "membership.transfer";

/** A member asks the own branch for a transfer, from the phone. Nothing changes until the branch hands over. */
export async function askTransfer(doing: Doing<typeof events.asked>, input: OwnRequest): Promise<{ id: string }> {
  const { personId } = doing.actor;
  if (personId === null) throw absent(roster.member);
  const destination = input.destination.trim();
  if (destination === "") throw refused("transfer-no-place", zh.noPlace.title, zh.noPlace.detail);
  // One's own account reads one's own rows only; who is told of it lies with the branch.
  return await asSystem(doing.tx, "own-transfer", async (tx) => {
    const person = await personRow(tx, personId);
    const open = await openRow(tx, personId);
    if (!open) throw refused("not-member", roster.notMember.title, roster.notMember.detail, { provision: ONE_ROSTER });
    const moving = await tx
      .selectFrom("transfer")
      .select("id")
      .where("personId", "=", personId)
      .where("state", "=", "handed-over")
      .executeTakeFirst();
    if (moving) throw conflict("transfer-in-flight", zh.inFlight.title, zh.inFlight.detail);
    const asked = await tx
      .selectFrom("transferRequest")
      .select("id")
      .where("personId", "=", personId)
      .where("answeredOn", "is", null)
      .executeTakeFirst();
    if (asked) throw conflict("transfer-asked", zh.asked.title, zh.asked.detail);
    const id = newId();
    const at = { organizationId: open.organizationId, orgPath: open.orgPath };
    await tx
      .insertInto("transferRequest")
      .values({
        id,
        personId,
        personName: person.name,
        ...at,
        askedOn: doing.today,
        destination,
        reason: input.reason?.trim() ?? "",
      })
      .execute();
    const branch = (await shortNames(tx, [open.organizationId])).get(open.organizationId) ?? "";
    await notify(tx, {
      accountIds: await nearestHolders({ tx, house: doing.house }, TRANSFER, open.orgPath, doing.today),
      by: doing.actor.accountId,
      kind: noticeKinds.waiting,
      title: notices.asked(branch),
      body: notices.askedBody,
      link: "/transfers",
      because: notices.askedBecause(branch),
      about: [id],
      now: doing.house.clock.now(),
    });
    await doing.tell({
      event: events.asked,
      ...at,
      target: { kind: "transfer-request", id, name: person.name },
      details: { to: destination },
      persons: [{ id: personId, path: open.orgPath }],
    });
    return { id };
  });
}

/** The member takes the request back. */
export async function withdrawRequest(doing: Doing<typeof events.askWithdrawn>): Promise<void> {
  const { personId } = doing.actor;
  if (personId === null) throw absent(roster.member);
  await asSystem(doing.tx, "own-transfer", async (tx) => {
    const row = await tx
      .selectFrom("transferRequest")
      .selectAll()
      .where("personId", "=", personId)
      .where("answeredOn", "is", null)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw conflict("transfer-no-request", zh.noRequest.title, zh.noRequest.detail);
    await tx
      .updateTable("transferRequest")
      .set({ answeredOn: doing.today, answer: "withdrawn" })
      .where("id", "=", row.id)
      .execute();
    await settle(tx, [row.id], doing.house.clock.now());
    await doing.tell({
      event: events.askWithdrawn,
      organizationId: row.organizationId,
      orgPath: row.orgPath,
      target: { kind: "transfer-request", id: row.id, name: row.personName },
      details: {},
      persons: [{ id: personId, path: row.orgPath }],
    });
  });
}

/** The branch does not follow the request, and says why; the member reads it. */
export async function declineRequest(doing: Doing<typeof events.askDeclined>, id: string, note: string): Promise<void> {
  const row = await doing.tx
    .selectFrom("transferRequest")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.request);
  if (row.answeredOn !== null) throw conflict("transfer-no-request", zh.noRequest.title, zh.noRequest.detail);
  if (note.trim() === "") throw refused("transfer-note-needed", zh.note.title, zh.note.detail);
  await doing.tx
    .updateTable("transferRequest")
    .set({ answeredOn: doing.today, answer: "declined", answerNote: note.trim() })
    .where("id", "=", id)
    .execute();
  await settle(doing.tx, [id], doing.house.clock.now());
  await doing.tell({
    event: events.askDeclined,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "transfer-request", id, name: row.personName },
    details: { note: note.trim() },
    persons: [{ id: row.personId, path: row.orgPath }],
  });
}

/** Handing over answers what the member asked for. */
export async function takeUpRequests(
  doing: Doing<never>,
  personId: string,
  transferId: string,
  on: Day,
): Promise<void> {
  const taken = await doing.tx
    .updateTable("transferRequest")
    .set({ answeredOn: on, answer: "taken-up", transferId })
    .where("personId", "=", personId)
    .where("answeredOn", "is", null)
    .returning("id")
    .execute();
  if (taken.length > 0)
    await settle(
      doing.tx,
      taken.map((it) => it.id),
      doing.house.clock.now(),
    );
}
