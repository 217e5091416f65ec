import { addDays, type Day, day, yearOf } from "#shared/day.ts";
import type { Calendar } from "./calendar.ts";
import type { CastKey } from "./cast.ts";
import { type Place, placeOf, type Town } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import type { Course } from "./population.ts";
import type { Officer } from "./recruiting.ts";
import { halfYear } from "./recruits.ts";

/** The zone's plan of a year and the quotas of those beneath it, with what the year before showed in mind. */
export function plans({ today }: Calendar, courses: readonly Course[], officer: Officer): Deed[] {
  const half = halfYear(today);
  const years = [...new Set([yearOf(half.from), yearOf(today)])];
  const joined = courses.filter((it) => it.stations[0]?.by === "admission");
  return years.flatMap((year): Deed[] => {
    const on = day(`${year}-01-19`);
    if (on > addDays(today, -1)) return [];
    const quotas = QUOTA_PLACES.map(([key, towns]) => {
      const count = (from: Day, to: Day): number =>
        joined.filter(
          ({ person, stations }) =>
            person.joined >= from && person.joined <= to && towns(placeOf(stations[0]?.place ?? "")),
        ).length;
      const most = Math.max(count(half.from, half.to) * 1.3, count(day(`${year}-01-01`), day(`${year}-12-31`)) * 1.1);
      return { key, quota: Math.max(5, Math.ceil(most / 5) * 5) };
    });
    const total = quotas.reduce((sum, it) => sum + it.quota, 0);
    const plan = (place: string, quota: number, by: CastKey, date: Day, number: number): Deed => ({
      on: date,
      by,
      kind: "recruit-plan",
      place,
      plan: {
        year,
        quota,
        activists: Math.round(quota * 0.8),
        women: Math.ceil(quota * 0.2),
        youth: Math.ceil(quota * 0.6),
        college: Math.ceil(quota * 0.6),
        documentNumber: `云开组〔${year}〕${number}号`,
      },
    });
    return [
      plan("开发区党工委", total + 10, "organiser", on, 3),
      ...quotas.map(({ key, quota }, at) => plan(key, quota, officer(key, on), addDays(on, 1), 4 + at)),
    ];
  });
}

const inTown =
  (town: Town) =>
  (it: Place): boolean =>
    it.town === town;
/** Who is given a quota, and which branches it is for. */
const QUOTA_PLACES: readonly (readonly [string, (it: Place) => boolean])[] = [
  ["朝云街道党工委", inTown("朝云")],
  ["中屏街道党工委", inTown("中屏")],
  ["盐嘴街道党工委", inTown("盐嘴")],
  ["盐业公司党委", (it) => it.parent === "盐业公司党委"],
];
