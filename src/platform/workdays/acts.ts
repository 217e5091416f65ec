import { asSystem } from "#platform/database/door.ts";
import type { Doing } from "#platform/house.ts";
import { refused } from "#platform/http/problem.ts";
import { day } from "#shared/day.ts";
import { faultsOfYear } from "./announcement.ts";
import type { NewYear } from "./contract.ts";
import { events, zh } from "./zh.ts";

/**
 * Enters the announcement of a year, or puts another in the place of the one that was entered: all days of it at once. Throws
 * 422 `workday-year` with every day that cannot be so, and with a day that the announcement of another year names already.
 */
export async function enterYear(doing: Doing<typeof events.entered>, year: number, it: NewYear): Promise<void> {
  const { tx, house, actor } = doing;
  const days = it.days.map((one) => ({ day: day(one.on), year, works: one.works, name: one.name }));
  const taken = await tx
    .selectFrom("workday")
    .select(["day", "year"])
    .where(
      "day",
      "in",
      days.map((one) => one.day),
    )
    .where("year", "!=", year)
    .execute();
  const others = taken.map((one) => ({
    pointer: `/days/${days.findIndex((it) => it.day === one.day)}/on`,
    message: zh.taken(one.day, one.year),
  }));
  const faults = [...faultsOfYear(year, it.days), ...others];
  if (faults.length > 0) throw refused("workday-year", zh.refused.title, zh.refused.detail(faults.length), { faults });
  const before = await tx.selectFrom("workdayYear").select("year").where("year", "=", year).executeTakeFirst();
  const row = { year, basis: it.basis.trim(), enteredBy: actor.name, enteredAt: house.clock.now() };
  // Reference data is everybody's and nobody's: it is written by the house, after the policy was asked.
  await asSystem(tx, "workdays", async (system) => {
    await system
      .insertInto("workdayYear")
      .values(row)
      .onConflict((one) => one.column("year").doUpdateSet(row))
      .execute();
    await system.deleteFrom("workday").where("year", "=", year).execute();
    await system.insertInto("workday").values(days).execute();
  });
  await doing.tell({
    event: events.entered,
    organizationId: null,
    orgPath: "/",
    target: { kind: "workday-year", id: null, name: String(year) },
    details: { count: days.length, basis: row.basis, again: before !== undefined },
  });
}
