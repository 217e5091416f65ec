import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { ONE_ROSTER } from "../provisions.ts";
import { openRow, personRow } from "../roster/rows.ts";
import { zh as roster } from "../zh.ts";
import type { Keeping, KeepingEnd } from "./contract.ts";
import { keptUntil } from "./rules.ts";
import { events, zh } from "./zh.ts";

/** A graduate without a place of work stays with the branch for a while; the clock of two years runs from graduation. */
export async function keepGraduate(
  doing: Doing<typeof events.keepRegistered>,
  input: Keeping,
): Promise<{ id: string }> {
  const { tx } = doing;
  const person = await personRow(tx, input.personId);
  const open = await openRow(tx, input.personId);
  if (!open) throw refused("not-member", roster.notMember.title, roster.notMember.detail, { provision: ONE_ROSTER });
  if (!covers(doing.scope.write, open.orgPath)) throw absent(roster.member);
  const sinceOn = dayGiven(doing, input.sinceOn);
  const until = keptUntil(sinceOn);
  if (until.value <= doing.today)
    throw refused("keep-too-old", zh.keepOld.title, zh.keepOld.detail, { provision: until.provision });
  const kept = await tx
    .selectFrom("membershipKeep")
    .select("id")
    .where("personId", "=", input.personId)
    .where("endedOn", "is", null)
    .executeTakeFirst();
  if (kept) throw conflict("keep-open", zh.kept.title, zh.kept.detail);
  const id = newId();
  const at = { organizationId: open.organizationId, orgPath: open.orgPath };
  await tx
    .insertInto("membershipKeep")
    .values({
      id,
      personId: input.personId,
      personName: person.name,
      ...at,
      sinceOn,
      note: input.note?.trim() ?? "",
      registeredBy: doing.actor.name,
    })
    .execute();
  await doing.tell({
    event: events.keepRegistered,
    ...at,
    target: { kind: "membership-keep", id, name: person.name },
    details: { since: sinceOn },
    persons: [{ id: input.personId, path: open.orgPath }],
  });
  return { id };
}

/** The graduate has found work or moved on, or the keeping was entered by mistake. */
export async function endKeeping(doing: Doing<typeof events.keepEnded>, id: string, input: KeepingEnd): Promise<void> {
  const row = await doing.tx
    .selectFrom("membershipKeep")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.keep);
  if (row.endedOn !== null) throw conflict("keep-ended", zh.keepEnded.title, zh.keepEnded.detail);
  const on = dayGiven(doing, input.on);
  if (on < row.sinceOn) throw refused("transfer-too-early", zh.tooEarly.title, zh.tooEarly.detail(row.sinceOn));
  await doing.tx
    .updateTable("membershipKeep")
    .set({ endedOn: on, endNote: input.note?.trim() ?? "" })
    .where("id", "=", id)
    .execute();
  await doing.tell({
    event: events.keepEnded,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "membership-keep", id, name: row.personName },
    details: { on },
    persons: [{ id: row.personId, path: row.orgPath }],
  });
}
