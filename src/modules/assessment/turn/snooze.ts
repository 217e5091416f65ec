import { type DetailsOf, tellOne } from "#platform/audit/told.ts";
import type { Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, refused } from "#platform/http/problem.ts";
import { addDays, type Day, isDay } from "#shared/day.ts";
import type { Snoozing } from "../contract.ts";
import { events, zh } from "../zh.ts";

/** For how long a line of one's own list can be put off at most: a quarter, so that nothing is out of sight for good. */
const SNOOZE_DAYS = 92;

/** What the account has put off and until when, by the key of its line; what is over is left out. */
export async function snoozedUntil(
  tx: Reader,
  accountId: string | null,
  on: Day,
): Promise<ReadonlyMap<string, { readonly until: Day; readonly reason: string }>> {
  if (accountId === null) return new Map();
  const rows = await tx
    .selectFrom("dueSnooze")
    .select(["item", "untilOn", "reason"])
    .where("accountId", "=", accountId)
    .where("endedAt", "is", null)
    .where("untilOn", ">", on)
    .execute();
  return new Map(rows.map((it) => [it.item, { until: it.untilOn, reason: it.reason }]));
}

/**
 * Puts a line of one's own list off until a day, with a reason. Nobody else's list changes, nor the matter's day. Throws
 * `snooze-day` for a day that has come or lies too far ahead.
 */
export async function snooze(doing: Doing<typeof events.snoozed>, given: Snoozing): Promise<void> {
  const { today } = doing;
  const { until } = given;
  const reason = reasonGiven(given.reason);
  if (!isDay(until) || until <= today || until > addDays(today, SNOOZE_DAYS))
    throw refused("snooze-day", zh.snooze.day.title, zh.snooze.day.detail(addDays(today, SNOOZE_DAYS)), {
      faults: [{ pointer: "/until", message: zh.snooze.day.detail(addDays(today, SNOOZE_DAYS)) }],
    });
  await end(doing, given.key);
  await doing.tx
    .insertInto("dueSnooze")
    .values({
      id: newId(),
      accountId: doing.actor.accountId ?? "",
      item: given.key,
      untilOn: until,
      reason,
      madeAt: doing.house.clock.now(),
    })
    .execute();
  await tell(doing, events.snoozed, { until });
}

/** Takes a line up again before its day. 404 when nothing is put off under the key. */
export async function resume(doing: Doing<typeof events.resumed>, key: string): Promise<void> {
  if ((await end(doing, key)) === 0) throw absent(zh.snooze.what);
  await tell(doing, events.resumed, {});
}

async function end(doing: Doing<never>, key: string): Promise<number> {
  const { numUpdatedRows } = await doing.tx
    .updateTable("dueSnooze")
    .set({ endedAt: doing.house.clock.now() })
    .where("accountId", "=", doing.actor.accountId ?? "")
    .where("item", "=", key)
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** The trace says that and until when, not which line nor why: that is for oneself. */
const tell = <E extends typeof events.snoozed | typeof events.resumed>(
  doing: Doing<E>,
  event: E,
  details: DetailsOf<E>,
): Promise<void> => {
  const target = { kind: "account", id: doing.actor.accountId, name: doing.actor.name };
  return tellOne(doing, event, { organizationId: null, orgPath: "/", target }, details);
};
