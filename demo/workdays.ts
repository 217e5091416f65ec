import { addDays, type Day, day, later } from "#shared/day.ts";
import type { WorkdayCalendar } from "#shared/workdays.ts";
import type { Calendar } from "./calendar.ts";
import type { Deed } from "./deeds.ts";

/** Holidays as the State Council's office announced them; the zone itself is made up, its calendar is not. */

interface Festival {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly works?: readonly string[];
}

const festival = (name: string, from: string, to: string, ...works: string[]): Festival => ({ name, from, to, works });

export const ANNOUNCED: Readonly<Record<number, { readonly on: string; readonly festivals: readonly Festival[] }>> = {
  2024: {
    on: "2023-10-25",
    festivals: [
      festival("元旦", "01-01", "01-01"),
      festival("春节", "02-10", "02-17", "02-04", "02-18"),
      festival("清明节", "04-04", "04-06", "04-07"),
      festival("劳动节", "05-01", "05-05", "04-28", "05-11"),
      festival("端午节", "06-10", "06-10"),
      festival("中秋节", "09-15", "09-17", "09-14"),
      festival("国庆节", "10-01", "10-07", "09-29", "10-12"),
    ],
  },
  2025: {
    on: "2024-11-12",
    festivals: [
      festival("元旦", "01-01", "01-01"),
      festival("春节", "01-28", "02-04", "01-26", "02-08"),
      festival("清明节", "04-04", "04-06"),
      festival("劳动节", "05-01", "05-05", "04-27"),
      festival("端午节", "05-31", "06-02"),
      festival("国庆节、中秋节", "10-01", "10-08", "09-28", "10-11"),
    ],
  },
  2026: {
    on: "2025-11-04",
    festivals: [
      festival("元旦", "01-01", "01-03", "01-04"),
      festival("春节", "02-15", "02-23", "02-14", "02-28"),
      festival("清明节", "04-04", "04-06"),
      festival("劳动节", "05-01", "05-05", "05-09"),
      festival("端午节", "06-19", "06-21"),
      festival("中秋节", "09-25", "09-27"),
      festival("国庆节", "10-01", "10-07", "09-20", "10-10"),
    ],
  },
};

/** The days of an announcement, each by itself, as a sheet lists them. */
export function announcedDays(year: number): readonly { on: Day; works: boolean; name: string }[] {
  return (ANNOUNCED[year]?.festivals ?? []).flatMap(({ name, from, to, works = [] }) => {
    const off: { on: Day; works: boolean; name: string }[] = [];
    for (let on = day(`${year}-${from}`); on <= day(`${year}-${to}`); on = addDays(on, 1))
      off.push({ on, works: false, name });
    return [...off, ...works.map((it) => ({ on: day(`${year}-${it}`), works: true, name }))];
  });
}

/** All of them, as the calendar of the house will know them. */
export const ANNOUNCED_DAYS: WorkdayCalendar = {
  years: new Set(Object.keys(ANNOUNCED).map(Number)),
  days: new Map(Object.keys(ANNOUNCED).flatMap((it) => announcedDays(Number(it)).map(({ on, works }) => [on, works]))),
};

/** The system administrator enters each announcement when it comes, and at the launch those that lie behind it. */
export function workdayDeeds({ launch, today }: Calendar): Deed[] {
  return Object.entries(ANNOUNCED).flatMap(([year, { on }]): Deed[] => {
    const entered = later(day(on), launch);
    return entered > today ? [] : [{ on: entered, by: "systemAdministrator", kind: "workdays", year: Number(year) }];
  });
}
