import type { Reader } from "#platform/database/door.ts";
import { type Day, yearOf } from "#shared/day.ts";
import type { WorkdayCalendar } from "#shared/workdays.ts";
import type { WorkdayYears } from "./contract.ts";

/** The calendar as it is entered, in two statements: some thirty days for each year. */
export async function workdayCalendar(tx: Reader): Promise<WorkdayCalendar> {
  const years = await tx.selectFrom("workdayYear").select("year").execute();
  const days = await tx.selectFrom("workday").select(["day", "works"]).execute();
  return { years: new Set(years.map((it) => it.year)), days: new Map(days.map((it) => [it.day, it.works])) };
}

/** Years that should be entered by now: this one, and from 1 December, when it has long been announced, the next. */
export function wantedYears(today: Day): readonly number[] {
  const year = yearOf(today);
  return today.slice(5) >= "12-01" ? [year, year + 1] : [year];
}

/** All years that are entered, and those that are wanted and are not, from the latest on. */
export async function workdayYears(tx: Reader, today: Day): Promise<WorkdayYears> {
  const entered = await tx.selectFrom("workdayYear").selectAll().execute();
  const days = await tx.selectFrom("workday").selectAll().orderBy("day").execute();
  const known = new Map(entered.map((it) => [it.year, it]));
  const all = [...new Set([...known.keys(), ...wantedYears(today)])].sort((a, b) => b - a);
  return {
    years: all.map((year) => {
      const it = known.get(year);
      return {
        year,
        basis: it?.basis ?? null,
        enteredBy: it?.enteredBy ?? null,
        enteredAt: it?.enteredAt.toISOString() ?? null,
        days: days.filter((one) => one.year === year).map(({ day: on, works, name }) => ({ on, works, name })),
      };
    }),
  };
}
