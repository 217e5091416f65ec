import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addMonths, type Day, day, yearOf } from "#shared/day.ts";
import type { Calendar } from "./calendar.ts";
import { CAST, type CastKey } from "./cast.ts";
import { PLACES, type Place } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import { type Course, membersOn } from "./population.ts";
import type { Random } from "./random.ts";

type Officer = (place: string, on: Day) => CastKey;

/** Commended each 七一: members, and branches. */
const MEMBERS_A_YEAR = 7;
const BRANCHES_A_YEAR = 3;

const ISSUERS: Readonly<Record<"county" | "municipal" | "provincial", readonly [string, string]>> = {
  county: ["云湾经济技术开发区党工委", "云开党"],
  municipal: ["中共海州湾市委", "海委"],
  provincial: ["中共省委", "省委"],
};

/** Measures of the demo: whose branch, what, so many months ago. The 留党察看 is in force today. */
const MEASURES: readonly {
  readonly place: string;
  readonly kind: CodeOf<"disciplinary_measure">;
  readonly ago: number;
  readonly months: number | null;
  readonly reason: string;
}[] = [
  {
    place: "西诸村",
    kind: "probation_within_party",
    ago: 5,
    months: 12,
    reason: "虚报种植面积套取补贴，已经退缴，认错态度较好",
  },
  { place: "茶园村", kind: "serious_warning", ago: 14, months: null, reason: "违规操办酒席，收受管理服务对象礼金" },
  { place: "昌圩社区", kind: "warning", ago: 8, months: null, reason: "在小区改造验收中工作失职" },
];

/**
 * Each year's commendations on 1 July, and three measures. These are entered on the last day: votes and meetings of the
 * months before were recorded without them, as happens where a decision comes late.
 */
export function honourDeeds(
  random: Random,
  { stock, today }: Calendar,
  courses: readonly Course[],
  officer: Officer,
): Deed[] {
  const out: Deed[] = [];
  const branches = PLACES.filter((it) => it.sort === "village" || it.sort === "community");
  for (let year = yearOf(stock); year <= yearOf(today); year += 1) {
    const on = day(`${year}-07-01`);
    const entered = addDays(on, 2);
    if (on <= addDays(stock, 30) || entered > today) continue;
    const chance = random.fork(String(year));
    for (let nth = 0; nth < MEMBERS_A_YEAR; nth += 1) {
      const place = chance.pick(branches);
      const person = settled(courses, place, on, today)[chance.int(0, 5)];
      if (!person) continue;
      const level = nth === 0 ? "municipal" : nth === 1 && year === yearOf(today) ? "provincial" : "county";
      const kind = nth % 3 === 2 ? "excellent_worker" : "excellent_member";
      out.push({ ...given(place, person, level, kind, year, nth), on: entered, by: officer(place.key, entered) });
    }
    const standing = branches.filter((it) => membersOn(courses, it.key, today).length > 2);
    for (let nth = 0; nth < BRANCHES_A_YEAR; nth += 1) {
      const place = standing[(year * 5 + nth * 7) % standing.length];
      if (place === undefined || membersOn(courses, place.key, on).length === 0) continue;
      const deed = given(place, null, nth === 0 ? "municipal" : "county", "advanced_organization", year, nth + 10);
      out.push({ ...deed, on: entered, by: officer(place.key, entered) });
    }
  }
  for (const it of MEASURES) {
    const place = branches.find((one) => one.key === it.place);
    const from = addMonths(today, -it.ago);
    const person = place && settled(courses, place, from, today)[7];
    if (!place || !person) continue;
    out.push({
      on: today,
      by: officer(place.key, today),
      kind: "measure",
      place: place.key,
      person,
      fields: {
        kind: it.kind,
        validFrom: from,
        ...(it.months === null ? {} : { months: it.months }),
        decidedBy: "云湾经济技术开发区纪工委",
        documentNumber: `云开纪〔${yearOf(from)}〕${it.ago}号`,
        reason: it.reason,
      },
    });
  }
  return out;
}

/** Full members who stood there on a day and stand there today, none of the cast. */
function settled(courses: readonly Course[], place: Place, on: Day, today: Day): string[] {
  const names = new Set<string>(Object.values(CAST).map((it) => it.name));
  const now = new Set(membersOn(courses, place.key, today));
  return membersOn(courses, place.key, on).flatMap((it) => {
    const { person } = it;
    const known = person.full !== null && person.full < addMonths(on, -36);
    return now.has(it) && known && !names.has(person.name) ? [person.key] : [];
  });
}

function given(
  place: Place,
  person: string | null,
  level: "county" | "municipal" | "provincial",
  kind: CodeOf<"award_kind">,
  year: number,
  nth: number,
) {
  const [issuer, mark] = ISSUERS[level];
  return {
    kind: "award" as const,
    place: place.key,
    person,
    fields: {
      kind,
      level,
      issuer,
      documentNumber: `${mark}〔${year}〕${20 + nth}号`,
      awardedOn: day(`${year}-07-01`),
    },
  };
}
