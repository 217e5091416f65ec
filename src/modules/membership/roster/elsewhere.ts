import { nearestHolders } from "#platform/access/index.ts";
import { asSystem } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { placeAbove } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import { notify } from "#platform/notices/index.ts";
import type { Place } from "#platform/registers/importer.ts";
import { events, noticeKinds, notices, zh } from "../zh.ts";

/**
 * Whoever is registered beyond reach: what a roster says of them is not written and not answered, since the answer would
 * say to anybody who asks that a number belongs to a member elsewhere. Those above both places see both and settle it.
 */

/** A row left out of a commit. */
export interface Elsewhere {
  /** Blind index of the identity number. */
  readonly index: string;
  /** The branch on whose roster the row would have stood. */
  readonly place: Place;
}

const VERB = "registers.import";

/** So many rows of a day may turn out to be registered elsewhere before somebody above has to look: more are tried on purpose. */
export const HELD_A_DAY = 20;

/**
 * Tells the audit how many rows were left out, and asks those above the branch and the place where the person stands.
 *
 * @throws Problem `too-many-elsewhere` (409), when this account has met too many of them today; nothing is written
 */
export async function askAbove(
  doing: Doing,
  batch: { readonly id: string; readonly name: string },
  rows: readonly Elsewhere[],
): Promise<void> {
  const { actor, today, house } = doing;
  const paths = await asSystem(doing.tx, "number-elsewhere", async (tx) => {
    const found = await tx
      .selectFrom("person as p")
      .innerJoin("membership as m", "m.personId", "p.id")
      .select(["p.idNumberIndex as index", "m.orgPath as path"])
      .where("m.validTo", "is", null)
      .where(
        "p.idNumberIndex",
        "in",
        rows.map((it) => it.index),
      )
      .execute();
    const before = await tx
      .selectFrom("numberElsewhere")
      .select((eb) => eb.fn.sum<string>("rows").as("rows"))
      .where("accountId", "is not distinct from", actor.accountId)
      .where("happenedOn", "=", today)
      .executeTakeFirst();
    const met = Number(before?.rows ?? 0) + rows.length;
    if (actor.system === null && met > HELD_A_DAY)
      throw new Problem("conflict", "too-many-elsewhere", zh.numberElsewhere.title, zh.numberElsewhere.detail);
    await tx
      .insertInto("numberElsewhere")
      .values({ id: newId(), accountId: actor.accountId, happenedOn: today, importId: batch.id, rows: rows.length })
      .execute();
    return new Map(found.map((it) => [it.index, it.path]));
  });
  await doing.tell({
    event: events.held,
    organizationId: null,
    orgPath: placeAbove(rows.map((it) => it.place.path ?? "/")),
    target: { kind: "import", ...batch },
    details: { count: rows.length },
  });
  const above = Map.groupBy(rows, ({ index, place }) => placeAbove([place.path ?? "/", paths.get(index) ?? "/"]));
  for (const [path, some] of above)
    await notify(doing.tx, {
      accountIds: await nearestHolders(doing, VERB, path, today),
      by: actor.accountId,
      kind: noticeKinds.elsewhere,
      title: notices.elsewhere(some.length),
      body: notices.elsewhereBody([...new Set(some.map((it) => it.place.shortName))]),
      link: `/imports/${batch.id}`,
      because: notices.elsewhereBecause,
      about: [batch.id],
      now: house.clock.now(),
    });
}
